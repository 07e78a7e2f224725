"""Who asked to be left alone: kept for good, as a hash that names nobody."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import StoppedRow
from policies.message import Message
from responders.leaving import asks_to_stop

STOPPED: Final = StoppedRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

Person = tuple[str, str]  # platform, and what names them there for good


def note(
    connection: Connection, platform: str, names: Iterable[str], subject: str, now: datetime
) -> bool:
    """Remember that somebody asked; return whether it is new.

    Args:
        connection: to the database.
        platform: where they asked.
        names: what names them there: the handle, and the number where the handle can change.
        subject: of the entry in the record, such as "update:x:12".
        now: the time now.
    """
    people = {(platform, name) for name in names}
    new = people - among(connection, people)
    if not new:
        return False
    connection.execute(
        insert(STOPPED),
        [{"platform": platform, "person": _mark(*one), "at": now} for one in sorted(new)],
    )
    entry = Entry(
        kind="author.stopped", actor="program", subject=subject, payload={"platform": platform}
    )
    record.append(connection, [entry], now)
    return True


def hear(connection: Connection, messages: Iterable[Message], now: datetime) -> None:
    """Remember who asks in these messages to be left alone."""
    for one in messages:
        if asks_to_stop(one):
            subject = f"update:{one.platform}:{one.id}"
            note(connection, one.platform, {one.author, one.person}, subject, now)


def among(connection: Connection, people: Iterable[Person]) -> frozenset[Person]:
    """Return those of these people who asked."""
    marks = {_mark(*one): one for one in people}
    if not marks:
        return frozenset()
    rows = connection.execute(
        select(STOPPED.c.person).where(
            STOPPED.c.platform.in_(sorted({platform for platform, _ in marks.values()})),
            STOPPED.c.person.in_(sorted(marks)),
        )
    )
    return frozenset(marks[row.person] for row in rows)


def left_alone(connection: Connection, messages: Sequence[Message]) -> frozenset[tuple[str, str]]:
    """Return platform and id of the messages whose authors asked, in these or before."""
    asked = [one for one in messages if one.invitation is not None]  # elsewhere nobody can ask
    if not asked:
        return frozenset()
    by = {
        (one.platform, one.id): {(one.platform, one.author), (one.platform, one.person)}
        for one in asked
    }
    before = among(connection, set().union(*by.values()))
    now = {(one.platform, one.person) for one in asked if asks_to_stop(one)}
    return frozenset(name for name, people in by.items() if people & (before | now))


def _mark(platform: str, name: str) -> str:
    return hashlib.sha256(f"{platform}\0{name}".encode()).hexdigest()
