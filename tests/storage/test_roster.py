"""The roster and absences in the database: periods, and what a departure ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.ports import Priority
from bot.storage import delegations, pages, panels, record, roster, staff
from bot.storage.database import Database
from bot.storage.delegations import Absence
from bot.storage.roster import Duty
from bot.storage.staff import AccountTaken, BadInvitation, NoSuchPerson
from policies.roles import Reviewer, Role

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """One transaction of an empty database."""
    with database.write("test") as opened:
        yield opened


def _hire(connection: Connection, name: str, *roles: Role, platform: str = "telegram") -> Reviewer:
    code = staff.invite(
        connection, name=name, roles=roles, lang="en", languages=["en"], now=NOW, actor="test"
    )
    return staff.bind(connection, code=code, platform=platform, number=name, now=NOW)


def _away(
    connection: Connection, who: Reviewer, to: Reviewer | None, start: datetime, days: int = 1
) -> int:
    return delegations.add(
        connection,
        from_id=who.id,
        to_id=to.id if to else None,
        roles=who.roles,
        starts_at=start,
        ends_at=start + days * DAY,
        created_by=who.id,
        now=NOW,
    )


def test_on_call_from_until(connection: Connection) -> None:
    """The first moment counts, the last does not; the same period is there once."""
    mo = _hire(connection, "Mo", Role.MODERATOR)
    values: dict[str, Any] = {"staff_id": mo.id, "starts_at": NOW, "ends_at": NOW + DAY}
    number = roster.add(connection, **values, created_by=mo.id, now=NOW)
    assert roster.add(connection, **values, created_by=None, now=NOW) == number
    assert roster.on_call(connection, NOW - timedelta(seconds=1)) == frozenset()
    assert roster.on_call(connection, NOW) == {mo.id}
    assert roster.on_call(connection, NOW + DAY) == frozenset()
    assert roster.upcoming(connection, NOW) == [Duty(id=number, **values)]
    assert roster.remove(connection, number, removed_by=mo.id, now=NOW) is not None
    assert roster.remove(connection, number, removed_by=mo.id, now=NOW) is None
    assert roster.upcoming(connection, NOW) == []


def test_roles_are_held_for_days(connection: Connection) -> None:
    """Administration is not delegated, languages are not; outside the days nothing is held."""
    ada = _hire(connection, "Ada", Role.ADMIN, Role.OFFICER)
    mo = _hire(connection, "Mo", Role.MODERATOR)
    number = _away(connection, ada, mo, NOW, days=2)
    assert delegations.active(connection, NOW) == [
        Absence(
            id=number,
            from_id=ada.id,
            to_id=mo.id,
            roles=frozenset({Role.OFFICER}),
            starts_at=NOW,
            ends_at=NOW + 2 * DAY,
        )
    ]
    acting = staff.reviewer(connection, mo.id, NOW)
    assert acting is not None
    assert acting.roles == {Role.MODERATOR, Role.OFFICER}
    assert acting.delegated == {(Role.OFFICER, ada.id)}
    assert staff.reviewer(connection, mo.id, NOW + 2 * DAY) == mo
    assert staff.reviewer(connection, mo.id) == mo
    delegations.end(connection, number, ended_by=ada.id, now=NOW)
    assert staff.reviewer(connection, mo.id, NOW) == mo
    assert delegations.end(connection, number, ended_by=ada.id, now=NOW) is None


def test_an_absence_without_anybody(connection: Connection) -> None:
    """Somebody may be away with nobody in their place."""
    mo = _hire(connection, "Mo", Role.MODERATOR)
    _away(connection, mo, None, NOW + DAY)
    assert delegations.active(connection, NOW) == []
    (one,) = delegations.upcoming(connection, NOW)
    assert (one.from_id, one.to_id, one.roles) == (mo.id, None, frozenset())
    assert staff.reviewer(connection, mo.id, NOW + DAY) == mo


def test_acts_of_a_stand_in_say_so(connection: Connection) -> None:
    """What is recorded of somebody names whose roles they hold at that time."""
    ada = _hire(connection, "Ada", Role.OFFICER)
    mo = _hire(connection, "Mo", Role.MODERATOR)
    _away(connection, ada, mo, NOW)
    for at in (NOW, NOW + DAY):
        entry = record.Entry(kind="t", actor=f"staff:{mo.id}", subject="case:1", payload={"a": 1})
        record.append(connection, [entry], at)
    assert [entry.payload for entry, _ in record.events(connection, "case:1")] == [
        {"a": 1, "acting_for": [ada.id]},
        {"a": 1},
    ]
    assert record.verify(connection) == []


def test_whoever_leaves_takes_everything_along(connection: Connection) -> None:
    """Periods, absences, panels, questions and pages end; nobody acts for them any more."""
    _hire(connection, "Ada", Role.ADMIN)
    gus = _hire(connection, "Gus", Role.OFFICER)
    mo = _hire(connection, "Mo", Role.MODERATOR)
    _away(connection, gus, mo, NOW)
    roster.add(
        connection, staff_id=gus.id, starts_at=NOW, ends_at=NOW + DAY, created_by=None, now=NOW
    )
    where: dict[str, Any] = {"platform": "telegram", "chat": "1", "reviewer_id": gus.id, "now": NOW}
    panel = panels.add(connection, kind="case", subject="case:1", **where)
    panels.ask(connection, kind="edit", **where)
    pages.want(connection, kind="decided", subject="case:1", key="k", now=NOW, reviewer_id=gus.id)
    staff.revoke(connection, name="Gus", now=NOW, actor="test")
    shown = panels.load(connection, panel)
    assert shown is not None
    assert not shown.live
    assert panels.open_prompt(connection, gus.id) is None
    assert pages.ready(connection, NOW, 10) == []
    assert roster.upcoming(connection, NOW) == []
    assert staff.reviewer(connection, mo.id, NOW) == mo


def test_one_more_account(connection: Connection) -> None:
    """A second account keeps the first; one account is not two people's where it may not be."""
    mo = _hire(connection, "Mo", Role.MODERATOR, platform="terminal")
    code = staff.invite_again(connection, name="mo", now=NOW, actor="test")
    bound: dict[str, Any] = {"code": code, "platform": "telegram", "now": NOW}
    _hire(connection, "Flo", Role.OFFICER)
    with pytest.raises(AccountTaken):
        staff.bind(connection, number="Flo", shared=False, **bound)
    assert staff.bind(connection, number="5", shared=False, **bound) == mo
    with pytest.raises(BadInvitation):
        staff.bind(connection, number="6", **bound)
    assert staff.reviewers_for(connection, "terminal", "Mo") == [mo]
    assert staff.reviewers_for(connection, "telegram", "5") == [mo]
    with pytest.raises(NoSuchPerson):
        staff.invite_again(connection, name="Nobody", now=NOW, actor="test")


def test_whom_nobody_can_reach(connection: Connection) -> None:
    """The last page to somebody counts: one that arrived makes an earlier failure forgotten."""
    mo = _hire(connection, "Mo", Role.MODERATOR)
    for number in (1, 2):
        pages.want(
            connection,
            kind="decided",
            subject="case:1",
            key=f"k{number}",
            now=NOW,
            reviewer_id=mo.id,
            priority=Priority.REVIEWER,
        )
    first, second = pages.ready(connection, NOW, 10)
    pages.settle(connection, first.id, "failed", fault="blocked_by_user")
    assert pages.unreachable(connection) == {mo.id}
    pages.settle(connection, second.id, "sent")
    assert pages.unreachable(connection) == frozenset()
