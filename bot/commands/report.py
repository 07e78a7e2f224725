"""`liaison report`: what this installation has seen and done, as pages for people and as JSON."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from bot.commands.lines import write_rows
from bot.commands.options import DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.faults import ExitCode
from translations.values import OFFICIAL_LANGUAGES

if TYPE_CHECKING:
    from bot.reports.values import Findings
    from bot.storage.database import Database
    from policies.policy import Policy
    from responders.facts import FactBank

DEFAULT_OUT: Final = Path("liaison-report")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Documents:
    """What a report is made by: the documents in force, else those that come with the program."""

    policy: "Policy"
    bank: "FactBank"  # as it was approved
    retracted: frozenset[str]


def report(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="cli.report.out", metavar="DIR")] = DEFAULT_OUT,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Count everything that is kept; nothing is changed and nothing is sent."""
    from bot.reports.claimrows import claim_line
    from bot.reports.files import post_edit_row, summary, upkeep_row

    here = session(ctx)
    started, now = time.monotonic(), datetime.now(UTC)
    zone = ZoneInfo(here.settings().timezone)
    with here.database(db) as database:
        findings = _findings(here, database, _documents(here, database), now, zone)
    if json:
        counted = summary(findings, time.monotonic() - started)
        facts, edits = upkeep_row(findings.upkeep), post_edit_row(findings.post_edits)
        claims = [claim_line(one) for one in findings.claims]
        write_rows([{**counted, "facts": facts, "claims": claims, "post_edits": edits}])
    else:
        _write(here, out, findings, now, zone)
    return ExitCode.OK


def _documents(here: Session, database: "Database") -> _Documents:
    from bot.app import NotInForce, approved, shipped
    from bot.factbook import facts_in_force

    try:
        in_use = approved(database, here.settings())
    except NotInForce:
        here.warn("desk.not_in_force")
        in_use = shipped()
    with database.read() as connection:
        found = facts_in_force(connection)
    return _Documents(
        policy=in_use.policy,
        bank=found.approved if found is not None else in_use.bank,
        retracted=found.retracted if found is not None else frozenset(),
    )


def _findings(
    here: Session, database: "Database", documents: _Documents, now: datetime, zone: ZoneInfo
) -> "Findings":
    from bot.reports.factgathering import Occasion
    from bot.reports.gathering import gather

    occasion = Occasion(
        now=now, zone=zone, retracted=documents.retracted, limits=here.settings().triage
    )
    with database.read() as connection:
        return gather(connection, documents.policy, documents.bank, occasion=occasion, live=True)


def _write(here: Session, out: Path, findings: "Findings", now: datetime, zone: ZoneInfo) -> None:
    from bot.reports.files import write_text
    from bot.reports.page import report_page

    out.mkdir(parents=True, exist_ok=True)
    for lang in OFFICIAL_LANGUAGES:
        page = report_page(findings, lang, title="report.title.live", zone=zone, made_at=now)
        write_text(out / f"report.{lang}.html", page)
    here.say_count("cli.report.counted", findings.messages)
    if findings.upkeep.cares:
        here.say_count("cli.report.cares", len(findings.upkeep.cares))
    if findings.upkeep.waiting:
        here.say_count("cli.report.corrections", findings.upkeep.waiting)
    here.say("cli.report.written", file=out / f"report.{here.lang}.html")
