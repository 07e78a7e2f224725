"""Who may put whom on call or say that they are away, whichever desk it is said at."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.days import Days
from bot.deciding import NotAllowed
from bot.storage import delegations, pages, roster, staff
from bot.storage.staff import NoSuchPerson
from policies.roles import Act, Reviewer

_RINGS: Final = (Act.MODERATE, Act.APPROVE_REPLY, Act.BAN, Act.MANAGE_STAFF)  # may be on call


def may_for(by: Reviewer, staff_id: int) -> bool:
    """Whether a person may change another's days: their own always, others' as administrator."""
    return staff_id == by.id or by.may(Act.MANAGE_STAFF)


def named(connection: Connection, name: str, now: datetime) -> Reviewer:
    """Return the person of this name.

    Raises:
        NotAllowed: nobody is called so.
    """
    try:
        return staff.named(connection, name, now)
    except NoSuchPerson as fault:
        raise NotAllowed("chatstaff.nobody", name=name) from fault


def put_on_call(
    connection: Connection, who: Reviewer, days: Days, by: Reviewer, now: datetime
) -> None:
    """Put somebody on call for safety."""
    _must(by, who.id)
    if not any(who.may(act) for act in _RINGS):
        raise NotAllowed("chatstaff.duty.cannot", name=who.name)
    roster.add(
        connection,
        staff_id=who.id,
        starts_at=days.starts_at,
        ends_at=days.ends_at,
        created_by=by.id,
        now=now,
    )


def take_off(connection: Connection, number: int, by: Reviewer, now: datetime) -> None:
    """Take a period on call back."""
    found = [one for one in roster.upcoming(connection, now) if one.id == number]
    if not found:
        raise NotAllowed("chatstaff.over")
    _must(by, found[0].staff_id)
    roster.remove(connection, number, removed_by=by.id, now=now)


def go_away(
    connection: Connection,
    who: Reviewer,
    days: Days,
    to: Reviewer | None,
    by: Reviewer,
    now: datetime,
) -> None:
    """Write down that somebody is away, and who stands in; that person is told."""
    _must(by, who.id)
    if to is not None and to.id == who.id:
        raise NotAllowed("chatstaff.away.oneself")
    number = delegations.add(
        connection,
        from_id=who.id,
        to_id=to.id if to else None,
        roles=who.roles - {role for role, _ in who.delegated},  # what is held for others is theirs
        starts_at=days.starts_at,
        ends_at=days.ends_at,
        created_by=by.id,
        now=now,
    )
    if to is not None:
        pages.want(
            connection,
            kind="delegated",
            subject=f"delegation:{number}",
            key=f"delegated:{number}",
            now=now,
            reviewer_id=to.id,
        )


def come_back(connection: Connection, number: int, by: Reviewer, now: datetime) -> None:
    """End an absence before its last day."""
    found = [one for one in delegations.upcoming(connection, now) if one.id == number]
    if not found:
        raise NotAllowed("chatstaff.over")
    _must(by, found[0].from_id)
    delegations.end(connection, number, ended_by=by.id, now=now)


def _must(by: Reviewer, staff_id: int) -> None:
    if not may_for(by, staff_id):
        raise NotAllowed("chatstaff.not_yours")
