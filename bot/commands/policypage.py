"""`liaison policy page`: the public page of the policy in both languages."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.options import PolicyOption
from bot.commands.policyplace import PolicyArgument, policy_place
from bot.commands.session import session
from bot.faults import ExitCode
from policies.document import load_policy
from translations.values import OFFICIAL_LANGUAGES


class PageFormat(StrEnum):
    """What the public page is written in."""

    HTML = "html"
    MARKDOWN = "md"


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
    document = load_policy(policy_place(directory, policy))
    from policies.page import policy_page

    hours = settings.hours.business_hours(settings.timezone)
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    out.mkdir(parents=True, exist_ok=True)
    for lang in OFFICIAL_LANGUAGES:
        lines = "\n".join(hours.public_lines(lang, today=today))
        path = out / f"{document.id}.{lang}.{fmt.value}"
        path.write_text(policy_page(document, lang, fmt.value, lines, today), encoding="utf-8")
        here.say("cli.policy.page.written", file=path)
    return ExitCode.OK
