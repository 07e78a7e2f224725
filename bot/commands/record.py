"""`liaison record`: verify the chain, hold what must be kept, purge what must not."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.anchors import read_anchors
from bot.commands.identity import person_for
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.commands.tree import Commands
from bot.faults import CommandFault, ExitCode
from bot.storage import cases, record, retention
from bot.storage.record import Head, Tampering
from policies.roles import Act
from translations.formats import format_date

app = Commands("record")
hold = Commands("record.hold")
app.add_typer(hold, name="hold")

HoldArgument = Annotated[str, typer.Argument(help="record.argument.hold", metavar="NAME")]


@app.command("verify", help="record.command.verify.help")
def verify(
    ctx: typer.Context,
    anchor: Annotated[
        list[str] | None, typer.Option("--anchor", help="record.option.anchor", metavar="ANCHOR")
    ] = None,
    json: JsonOption = False,
    db: DatabaseOption = None,
) -> ExitCode:
    """Walk the whole chain and name everything that does not fit."""
    here = session(ctx)
    anchors = [head for one in anchor or () for head in _anchors(one)]
    if not anchor and (usual := here.settings().anchor_file) is not None:
        anchors = read_anchors(usual)
    with here.database(db) as database, database.read() as connection:
        found = record.verify(connection, anchors)
        head = record.head(connection)
    if json:
        problems = [_problem_row(one, here) for one in found]
        write_rows(
            [{"events": head.seq, "head": head.hash, "anchors": len(anchors), "problems": problems}]
        )
        return ExitCode.FAULTS if found else ExitCode.OK
    for one in found:
        here.show(problem_words(one, here))
    here.say_count("record.events", head.seq)
    here.say("record.head", seq=head.seq, hash=head.hash)
    here.say_count("record.anchors", len(anchors))
    if found:
        here.warn_count("record.problems", len(found))
        return ExitCode.FAULTS
    here.say("record.whole")
    return ExitCode.OK


@hold.command("place", help="record.command.place.help")
def place(
    ctx: typer.Context,
    name: HoldArgument,
    reason: Annotated[str, typer.Option("--reason", help="record.option.reason", metavar="TEXT")],
    case: Annotated[
        int | None, typer.Option("--case", help="record.option.case", metavar="NUMBER", min=1)
    ] = None,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Keep everything, or one case, until the hold is lifted."""
    here = session(ctx)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.HOLD_RECORDS, here.t)
        if case is not None:
            cases.load(connection, case)  # a hold on a case that is not there would keep nothing
        retention.place_hold(
            connection,
            name=name,
            reason=reason,
            case_id=case,
            actor=f"staff:{who.id}",
            now=datetime.now(UTC),
        )
    if case is None:
        here.say("record.hold.placed", name=name)
    else:
        here.say("record.hold.placed_case", name=name, case=case)
    return ExitCode.OK


@hold.command("lift", help="record.command.lift.help")
def lift(
    ctx: typer.Context, name: HoldArgument, acting: AsOption = None, db: DatabaseOption = None
) -> ExitCode:
    """Let a hold go."""
    here = session(ctx)
    with here.database(db) as database, database.write() as connection:
        who = person_for(connection, acting, Act.HOLD_RECORDS, here.t)
        retention.lift_hold(connection, name=name, actor=f"staff:{who.id}", now=datetime.now(UTC))
    here.say("record.hold.lifted", name=name)
    return ExitCode.OK


@hold.command("list", help="record.command.list.help")
def list_(ctx: typer.Context, json: JsonOption = False, db: DatabaseOption = None) -> ExitCode:
    """Show the holds that stand."""
    here = session(ctx)
    with here.database(db) as database, database.read() as connection:
        holds = retention.holds(connection)
    if json:
        write_rows(
            [
                {
                    "name": one.name,
                    "reason": one.reason,
                    "case": one.case_id,
                    "placed_at": one.placed_at.isoformat(),
                }
                for one in holds
            ]
        )
        return ExitCode.OK
    for one in holds:
        day = format_date(one.placed_at.date(), here.lang)
        values = {"name": one.name, "reason": one.reason, "day": day}
        if one.case_id is None:
            here.say("record.hold.line", **values)
        else:
            here.say("record.hold.line_case", **values, case=one.case_id)
    if not holds:
        here.say("record.hold.none")
    return ExitCode.OK


@app.command("purge", help="record.command.purge.help")
def purge(
    ctx: typer.Context,
    before: Annotated[str, typer.Option("--before", help="record.option.before", metavar="DAY")],
    consent: Annotated[
        str, typer.Option("--consent", help="record.option.consent", metavar="TEXT")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="record.option.dry_run")] = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Erase texts, handles and payloads of settled old cases; the chain stays whole."""
    here = session(ctx)
    settings = here.settings()
    now = datetime.now(UTC)
    until = _until(before, settings.timezone, now)
    if until > now - timedelta(days=settings.retention.days):
        raise CommandFault("record.too_recent", days=settings.retention.days)
    days = settings.retention.decision_days
    with here.database(db) as database:
        with database.write() as connection:
            who = person_for(connection, acting, Act.PURGE_RECORDS, here.t)
            if dry_run:
                taken = retention.plan(connection, before=until, now=now, decision_days=days)
            else:
                taken = retention.purge(
                    connection,
                    before=until,
                    now=now,
                    decision_days=days,
                    consent=consent,
                    actor=f"staff:{who.id}",
                )
        if not dry_run:
            database.forget()
    state = "would" if dry_run else "did"
    here.say_count(f"record.purge.{state}.cases", len(taken.cases))
    here.say_count(f"record.purge.{state}.payloads", taken.payloads)
    if taken.kept_by_hold:
        here.say_count("record.purge.held", taken.kept_by_hold)
    if taken.kept_by_decision:
        here.say_count("record.purge.decided", taken.kept_by_decision)
    return ExitCode.OK


def problem_words(one: Tampering, here: Session) -> str:
    """Return one fault of the record as a sentence."""
    return here.t(f"record.problem.{one.problem}", seq=one.seq, detail=one.detail)


def _problem_row(one: Tampering, here: Session) -> dict[str, object]:
    return {"seq": one.seq, "problem": one.problem, "words": problem_words(one, here)}


def _anchors(text: str) -> list[Head]:
    """Return what --anchor names: a number with a hash, or a file of anchors."""
    seq, colon, digest = text.partition(":")
    if colon and seq.isdecimal() and len(digest) == 64:
        return [Head(seq=int(seq), hash=digest.lower())]
    path = Path(text)
    if not path.is_file():
        raise CommandFault("record.bad_anchor", value=text)
    found = read_anchors(path)
    if not found:
        raise CommandFault("record.empty_anchor", file=path)
    return found


def _until(day: str, zone: str, now: datetime) -> datetime:
    """Return when a day begins where the agency is; a day to come is a slip of the pen."""
    try:
        begins = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CommandFault("record.bad_day", value=day) from None
    if begins > now:
        raise CommandFault("record.future_day", value=day)
    return begins
