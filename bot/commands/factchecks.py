"""`liaison facts check` and `diff`: every fault of the files, and what differs between versions."""

from typing import Annotated

import typer

from bot.commands.changerows import show_changes
from bot.commands.factplace import FactsArgument, day_of, named_bank, place
from bot.commands.faultrows import show_faults
from bot.commands.options import DatabaseOption, FactsOption, JsonOption
from bot.commands.session import session
from bot.faults import ExitCode
from responders.factimport import is_foreign, read_import
from responders.facts import FactBank, check_facts

OldArgument = Annotated[
    str, typer.Argument(help="cli.facts.diff.old", metavar="OLD", show_default=False)
]
NewArgument = Annotated[
    str, typer.Argument(help="cli.facts.diff.new", metavar="NEW", show_default=False)
]


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
    path, day = place(directory, facts), day_of(on)
    if is_foreign(path):
        result = read_import(path, FactBank(()), day).check
    else:
        result = check_facts(path, day)
    show_faults(here, result.errors, json=json)
    show_faults(here, result.warnings, json=json, weight="warning")
    if not json and result.errors:
        here.warn_count("cli.check.faults", len(result.errors))
    if not json and result.bank is not None:
        here.say_count("cli.facts.check.fine", len(result.bank.facts))
    if not json and result.warnings:
        here.warn_count("cli.facts.check.warnings", len(result.warnings))
    return ExitCode.FAULTS if result.errors else ExitCode.OK


def diff(
    ctx: typer.Context,
    old: OldArgument,
    new: NewArgument,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Say what differs between two versions of the facts, by fact."""
    from responders.factdiff import fact_changes

    here = session(ctx)
    changes = fact_changes(named_bank(here, old, db), named_bank(here, new, db))
    show_changes(here, changes, key="cli.facts.diff", json=json)
    return ExitCode.OK
