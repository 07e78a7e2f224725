"""`liaison policy`: validate the comment policy, run its examples, make its public page."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.lines import write_rows
from bot.commands.options import JsonOption, PolicyOption
from bot.commands.session import Session, session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from policies.document import SHIPPED, check_policy, load_policy, run_examples
from policies.faults import FileFault
from policies.policy import Policy
from translations.values import OFFICIAL_LANGUAGES

app = Commands("policy")

PolicyArgument = Annotated[
    Path | None, typer.Argument(help="cli.argument.policy", metavar="DIR", show_default=False)
]


class PageFormat(StrEnum):
    """What the public page is written in."""

    HTML = "html"
    MARKDOWN = "md"


@app.command("check", help="cli.policy.check.help")
def check(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    json: JsonOption = False,
) -> ExitCode:
    """Say every fault of the policy's files."""
    here = session(ctx)
    path = _place(directory, policy)
    faults = check_policy(path)
    show_faults(here, faults, json=json)
    if faults:
        if not json:
            here.warn_count("cli.check.faults", len(faults))
        return ExitCode.FAULTS
    if not json:
        document = load_policy(path)
        here.say("cli.policy.check.fine", **_facts_about(document, here))
    return ExitCode.OK


@app.command("test", help="cli.policy.test.help")
def try_examples(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    json: JsonOption = False,
) -> ExitCode:
    """Run the examples of every rule."""
    here = session(ctx)
    document = load_policy(_place(directory, policy))
    failures = run_examples(document)
    if json:
        write_rows(
            [
                {"rule": each.rule, "kind": each.kind, "lang": each.lang, "text": each.text}
                for each in failures
            ]
        )
    else:
        for failure in failures:
            here.show(failure.render(here.lang))
        count = sum(len(rule.match) + len(rule.no_match) for rule in document.rules)
        here.warn_count("cli.policy.test.run", count + len(document.must_pass))
        if failures:
            here.warn_count("cli.policy.test.failed", len(failures))
        else:
            here.warn("cli.policy.test.fine")
    return ExitCode.FAULTS if failures else ExitCode.OK


@app.command("page", help="cli.policy.page.help")
def page(
    ctx: typer.Context,
    directory: PolicyArgument = None,
    policy: PolicyOption = None,
    out: Annotated[Path, typer.Option("--out", help="cli.policy.page.out", metavar="DIR")] = Path(),
    fmt: Annotated[
        PageFormat, typer.Option("--format", help="cli.policy.page.format")
    ] = PageFormat.HTML,
) -> ExitCode:
    """Write the public page in both languages, with the hours of the configuration."""
    here = session(ctx)
    settings = here.settings()
    document = load_policy(_place(directory, policy))
    from policies.page import policy_page

    hours = settings.hours.business_hours(settings.timezone)
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    out.mkdir(parents=True, exist_ok=True)
    for lang in OFFICIAL_LANGUAGES:
        lines = "\n".join(hours.public_lines(lang, today=today))
        path = out / f"{document.id}.{lang}.{fmt.value}"
        path.write_text(policy_page(document, lang, fmt.value, hours=lines), encoding="utf-8")
        here.say("cli.policy.page.written", file=path)
    return ExitCode.OK


def show_faults(
    here: Session, faults: Iterable[FileFault], *, json: bool, weight: str = "error"
) -> None:
    """Write faults on standard output, for people or for programs."""
    for fault in faults:
        if json:
            write_rows([fault_row(fault, here.lang, weight)])
        else:
            here.show(fault.render(here.lang))


def fault_row(fault: FileFault, lang: str, weight: str) -> dict[str, object]:
    """Return a fault as an object; its sentences are in the reader's language."""
    return {
        "weight": weight,
        "file": str(fault.file),
        "line": fault.line,
        "column": fault.column,
        "field": fault.field,
        "problem": fault.problem[lang],
        "remedy": fault.remedy[lang],
    }


def _place(argument: Path | None, option: Path | None) -> Path:
    if argument is not None and option is not None and argument != option:
        raise CommandFault("cli.usage.twice", option="--policy")
    return argument or option or SHIPPED


def _facts_about(document: Policy, here: Session) -> dict[str, object]:
    return {
        "name": document.name[here.lang],
        "version": document.version,
        "rules": here.t.plural("cli.policy.check.rules", len(document.rules)),
        "labels": here.t.plural("cli.policy.check.labels", len(document.labels)),
    }
