"""`liaison facts expire` and `corrections`: a fact ends, and what is to be put right after it."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.factplace import day_of, needed, today
from bot.commands.identity import person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.faults import CommandFault, ExitCode
from policies.roles import Act
from responders.factbank import FactBank, ended, fact_hash
from translations.formats import format_date

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.factending import Ended
    from bot.storage.database import Database
    from bot.storage.documents import Version
    from bot.storage.wanted import WantedCorrection

_SHORT = 12

FactArgument = Annotated[
    str, typer.Argument(help="cli.facts.expire.id", metavar="FACT", show_default=False)
]
WhyOption = Annotated[str | None, typer.Option("--why", help="cli.facts.why", metavar="TEXT")]


def expire(
    ctx: typer.Context,
    fact: FactArgument,
    on: Annotated[
        str | None, typer.Option("--on", help="cli.facts.expire.on", metavar="DAY")
    ] = None,
    why: WhyOption = None,
    now: Annotated[bool, typer.Option("--now", help="cli.facts.expire.now")] = False,
    json: JsonOption = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Make a version in which a fact ends; with --now, retract it at once besides."""
    here = session(ctx)
    if now and on is not None:
        raise CommandFault("cli.facts.expire.now_or_on")
    last = today(here) - timedelta(days=1) if now else day_of(on, today(here))
    with here.database(db) as database:
        moment = datetime.now(UTC)
        with database.write() as connection:
            version = _end(here, connection, fact, last, why, acting, moment, now=now)
        done = _follow(here, database) if now else None
    _say(here, fact, last, version, done, json=json)
    return ExitCode.OK


def _end(
    here: Session,
    connection: "Connection",
    fact_id: str,
    last: date,
    why: str | None,
    acting: str | None,
    moment: datetime,
    *,
    now: bool,
) -> "Version":
    from bot.storage import documents, record, retractions
    from bot.storage.documents import DocumentKind
    from bot.storage.record import Entry
    from responders.factwriting import bank_files

    who = person_for(connection, acting, Act.CHANGE_DOCUMENTS, here.t)
    bank = needed(connection).approved
    if fact_id not in bank:
        raise CommandFault("cli.facts.no_fact", id=fact_id)
    fact = bank.get(fact_id)
    after = FactBank(tuple(ended(one, last) if one.id == fact_id else one for one in bank.facts))
    if after.sha256 == bank.sha256 and not now:
        raise CommandFault("cli.facts.expire.ends_before", id=fact_id, day=_day(here, last))
    version, _ = documents.import_files(
        connection,
        DocumentKind.FACTS,
        f"{fact_id}-{last.isoformat()}",
        bank_files(after),
        by=who.id,
        now=moment,
    )
    if now:
        retractions.retract(connection, fact_id, fact_hash(fact), by=who.id, now=moment, reason=why)
    else:
        entry = Entry(
            kind="fact.ended",
            actor=f"staff:{who.id}",
            subject=f"fact:{fact_id}",
            payload={
                "fact": fact_id,
                "last": last.isoformat(),
                "reason": why,
                "sha256": version.sha256,
            },
        )
        record.append(connection, [entry], moment)
    return version


def _follow(here: Session, database: "Database") -> "Ended":
    from bot.factending import FactEnding

    zone = ZoneInfo(here.settings().timezone)
    return FactEnding(database, zone, lambda: datetime.now(UTC)).end()


def _say(
    here: Session,
    fact: str,
    last: date,
    version: "Version",
    done: "Ended | None",
    *,
    json: bool,
) -> None:
    sha256 = version.sha256[:_SHORT]
    if json:
        write_rows(
            [
                {
                    "fact": fact,
                    "last": last.isoformat(),
                    "version": version.sha256,
                    "retracted": done is not None,
                    "withdrawn": done.withdrawn if done else [],
                    "corrections": sorted(set(done.wanted)) if done else [],
                }
            ]
        )
        return
    if done is None:
        here.say("cli.facts.expire.ends", id=fact, day=_day(here, last), sha256=sha256)
    else:
        here.say("cli.facts.expire.retracted", id=fact)
        here.say_count("factbank.page.drafts", len(done.withdrawn))
        here.say_count("factbank.page.replies", len(set(done.wanted)))
    here.warn("documents.imported.next", kind="facts", sha256=sha256)
    here.warn("cli.facts.expire.own_files")


def corrections(
    ctx: typer.Context,
    fact: Annotated[
        str | None, typer.Option("--fact", help="cli.facts.corrections.fact", metavar="FACT")
    ] = None,
    settle: Annotated[
        int | None,
        typer.Option("--settle", help="cli.facts.corrections.settle", metavar="NUMBER", min=1),
    ] = None,
    why: WhyOption = None,
    json: JsonOption = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """List the replies that rest on facts that no longer hold, or take one off the list."""
    from bot.storage import wanted

    here = session(ctx)
    with here.database(db) as database:
        if settle is not None:
            return _settle(here, database, settle, why, acting)
        with database.read() as connection:
            found = [
                one for one in wanted.listed(connection) if fact is None or one.fact_id == fact
            ]
    if json:
        write_rows([_row(one) for one in found])
        return ExitCode.OK
    for one in found:
        here.show(_line(here, one))
    if found:
        here.warn_count("cli.facts.corrections.count", len(found))
    else:
        here.say("cli.facts.corrections.none")
    return ExitCode.OK


def _settle(
    here: Session, database: "Database", number: int, why: str | None, acting: str | None
) -> ExitCode:
    from bot.storage import wanted

    if not (why or "").strip():
        raise CommandFault("cli.facts.corrections.needs_why")
    with database.write() as connection:
        who = person_for(connection, acting, Act.APPROVE_REPLY, here.t)
        if not wanted.settle(connection, number, by=who.id, note=why, now=datetime.now(UTC)):
            raise CommandFault("cli.facts.corrections.no_such", number=number)
    here.say("cli.facts.corrections.settled", number=number)
    return ExitCode.OK


def _row(one: "WantedCorrection") -> dict[str, object]:
    return {
        "number": one.id,
        "publication": one.publication_id,
        "case": one.case_id,
        "fact": one.fact_id,
        "why": one.why,
        "wanted_at": one.wanted_at.isoformat(),
        "platform": one.platform,
        "channel": one.channel,
        "url": one.url,
        "begun": one.begun,
        "text": one.text,
    }


def _line(here: Session, one: "WantedCorrection") -> str:
    return here.t(
        "factbank.correction.begun" if one.begun else "factbank.correction.line",
        number=one.id,
        case=one.case_id,
        fact=one.fact_id,
        why=here.t(f"factbank.why.{one.why}"),
        place=one.url or f"{one.platform}:{one.channel}",
    )


def _day(here: Session, day: date) -> str:
    return format_date(day, here.lang)
