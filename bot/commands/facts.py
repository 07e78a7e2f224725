"""`liaison facts`: validate the fact bank, and import it for approval."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.faultrows import show_faults
from bot.commands.options import AsOption, DatabaseOption, FactsOption, JsonOption
from bot.commands.session import session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from responders.facts import SHIPPED_FACTS, check_facts

app = Commands("facts")

FactsArgument = Annotated[
    Path | None, typer.Argument(help="cli.argument.facts", metavar="DIR", show_default=False)
]


@app.command("check", help="cli.facts.check.help")
def check(
    ctx: typer.Context,
    directory: FactsArgument = None,
    facts: FactsOption = None,
    on: Annotated[
        str | None, typer.Option("--on", help="cli.facts.check.on", metavar="DAY")
    ] = None,
    json: JsonOption = False,
) -> ExitCode:
    """Say every fault of the bank's files; facts that are out of date are warnings."""
    here = session(ctx)
    result = check_facts(_place(directory, facts), _day(on))
    show_faults(here, result.errors, json=json)
    show_faults(here, result.warnings, json=json, weight="warning")
    if not json and result.errors:
        here.warn_count("cli.check.faults", len(result.errors))
    if not json and result.bank is not None:
        here.say_count("cli.facts.check.fine", len(result.bank.facts))
    if not json and result.warnings:
        here.warn_count("cli.facts.check.warnings", len(result.warnings))
    return ExitCode.FAULTS if result.errors else ExitCode.OK


@app.command("import", help="cli.facts.import.help")
def import_(
    ctx: typer.Context,
    directory: FactsArgument = None,
    facts: FactsOption = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Store the files as an immutable version that waits for approval."""
    from bot.commands.documents import store
    from bot.storage.documents import DocumentKind

    return store(session(ctx), DocumentKind.FACTS, _place(directory, facts), acting, db)


def _place(argument: Path | None, option: Path | None) -> Path:
    if argument is not None and option is not None and argument != option:
        raise CommandFault("cli.usage.twice", option="--facts")
    return argument or option or SHIPPED_FACTS


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandFault("cli.facts.check.bad_day", value=text) from None
