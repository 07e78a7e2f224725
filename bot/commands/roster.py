"""`liaison staff duty` and `delegate`: who is on call, who is away, who stands in."""

from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import rostering
from bot.commands.identity import person
from bot.commands.lines import write_rows
from bot.commands.options import AsOption, DatabaseOption, JsonOption
from bot.commands.session import Session, session
from bot.days import Days, last_day, period, read_day
from bot.deciding import NotAllowed
from bot.faults import CommandFault, ExitCode
from bot.storage import delegations, roster, staff
from bot.storage.delegations import Absence
from bot.storage.roster import Duty
from translations.formats import format_date

WhoArgument = Annotated[
    str | None, typer.Argument(help="staff.argument.who", metavar="NAME", show_default=False)
]
FirstArgument = Annotated[
    str | None, typer.Argument(help="staff.argument.first", metavar="DAY", show_default=False)
]
LastArgument = Annotated[
    str | None, typer.Argument(help="staff.argument.last", metavar="DAY", show_default=False)
]


def duty(
    ctx: typer.Context,
    who: WhoArgument = None,
    first: FirstArgument = None,
    last: LastArgument = None,
    remove: Annotated[
        int | None, typer.Option("--remove", help="staff.option.remove", metavar="NUMBER")
    ] = None,
    json: JsonOption = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Show who is on call for safety, or change it."""
    here = session(ctx)
    now = datetime.now(UTC)
    with here.database(db) as database:
        if who is not None or remove is not None:
            with database.write() as connection:
                by = person(connection, acting)
                try:
                    if remove is not None:
                        rostering.take_off(connection, remove, by, now)
                    if who is not None:
                        one = rostering.named(connection, who, now)
                        days = _days(here, first, last, now)
                        rostering.put_on_call(connection, one, days, by, now)
                except NotAllowed as fault:
                    raise CommandFault(fault.key, **fault.values) from fault
        with database.read() as connection:
            names, found = staff.names(connection), roster.upcoming(connection, now)
    if json:
        write_rows([{"number": one.id, "name": names[one.staff_id], **_span(one)} for one in found])
        return ExitCode.OK
    for shift in found:
        here.say(
            "staff.duty.line",
            number=shift.id,
            name=names[shift.staff_id],
            days=_words(here, shift),
        )
    if not found:
        here.warn("staff.duty.none")
    return ExitCode.OK


def delegate(
    ctx: typer.Context,
    who: WhoArgument = None,
    first: FirstArgument = None,
    last: LastArgument = None,
    to: Annotated[str | None, typer.Option("--to", help="staff.option.to", metavar="NAME")] = None,
    end: Annotated[
        int | None, typer.Option("--end", help="staff.option.end", metavar="NUMBER")
    ] = None,
    json: JsonOption = False,
    acting: AsOption = None,
    db: DatabaseOption = None,
) -> ExitCode:
    """Show who is away and who stands in, or change it."""
    here = session(ctx)
    now = datetime.now(UTC)
    with here.database(db) as database:
        if who is not None or end is not None:
            with database.write() as connection:
                by = person(connection, acting)
                try:
                    if end is not None:
                        rostering.come_back(connection, end, by, now)
                    if who is not None:
                        one = rostering.named(connection, who, now)
                        other = None if to is None else rostering.named(connection, to, now)
                        days = _days(here, first, last, now)
                        rostering.go_away(connection, one, days, other, by, now)
                except NotAllowed as fault:
                    raise CommandFault(fault.key, **fault.values) from fault
        with database.read() as connection:
            names, found = staff.names(connection), delegations.upcoming(connection, now)
    if json:
        write_rows([_row(one, names) for one in found])
        return ExitCode.OK
    for absence in found:
        key = "staff.away.line" if absence.to_id is None else "staff.away.line_to"
        here.say(
            key,
            number=absence.id,
            name=names[absence.from_id],
            days=_words(here, absence),
            to="" if absence.to_id is None else names[absence.to_id],
        )
    if not found:
        here.warn("staff.away.none")
    return ExitCode.OK


def _row(one: Absence, names: dict[int, str]) -> dict[str, object]:
    return {
        "number": one.id,
        "name": names[one.from_id],
        "to": None if one.to_id is None else names[one.to_id],
        "roles": sorted(role.value for role in one.roles),
        **_span(one),
    }


def _span(one: Duty | Absence) -> dict[str, object]:
    return {"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat()}


def _zone(here: Session) -> ZoneInfo:
    return ZoneInfo(here.settings().timezone)


def _words(here: Session, one: Duty | Absence) -> str:
    zone = _zone(here)
    first, last = one.starts_at.astimezone(zone).date(), last_day(one.ends_at, zone)
    days = [format_date(day, here.lang) for day in (first, last)]
    return days[0] if first == last else here.t("chatstaff.days", first=days[0], last=days[1])


def _days(here: Session, first: str | None, last: str | None, now: datetime) -> Days:
    read: list[date] = []
    for word in (first, last):
        day = None if word is None else read_day(word)
        if word is not None and day is None:
            raise CommandFault("chatstaff.days.missing")
        read += [] if day is None else [day]
    if not read:
        raise CommandFault("chatstaff.days.missing")
    found = period(read[0], read[-1], _zone(here), now)
    if found is None:
        raise CommandFault("chatstaff.days.wrong")
    return found
