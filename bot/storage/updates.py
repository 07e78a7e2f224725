"""Raw updates of a platform: on disk before the platform may forget them, dropped when old."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import UpdateRow

UPDATE: Final = UpdateRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

KEPT: Final = timedelta(days=2)  # what is done stays so long: an update that comes again is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One update that waits."""

    id: int
    number: int
    payload: str
    received_at: datetime
    attempts: int


def accept(
    connection: Connection, platform: str, updates: Iterable[tuple[int, str]], now: datetime
) -> int:
    """Put updates on disk; return how many are new."""
    wanted = dict(updates)
    there = {
        row.number
        for row in connection.execute(
            select(UPDATE.c.number).where(
                UPDATE.c.platform == platform, UPDATE.c.number.in_(list(wanted))
            )
        )
    }
    rows = [
        {
            "platform": platform,
            "number": number,
            "payload": payload,
            "received_at": now,
            "state": "waiting",
            "attempts": 0,
        }
        for number, payload in wanted.items()
        if number not in there
    ]
    if rows:
        connection.execute(insert(UPDATE), rows)
    return len(rows)


def waiting(
    connection: Connection, platform: str, limit: int, *, besides: Sequence[int] = ()
) -> list[Raw]:
    """Return the oldest updates that wait, but for those that are in somebody's hands."""
    query = (
        select(UPDATE)
        .where(UPDATE.c.state == "waiting", UPDATE.c.platform == platform)
        .order_by(UPDATE.c.id)
        .limit(limit)
    )
    if besides:
        query = query.where(UPDATE.c.id.not_in(list(besides)))
    return [
        Raw(
            id=row.id,
            number=row.number,
            payload=row.payload or "",
            received_at=row.received_at,
            attempts=row.attempts,
        )
        for row in connection.execute(query)
    ]


def done(connection: Connection, ids: Sequence[int]) -> None:
    """They are dealt with: what they said is erased here."""
    connection.execute(
        update(UPDATE).where(UPDATE.c.id.in_(list(ids))).values(state="done", payload=None)
    )


def tried(connection: Connection, update_id: int, fault: str) -> None:
    """It could not be dealt with this time."""
    connection.execute(
        update(UPDATE)
        .where(UPDATE.c.id == update_id)
        .values(attempts=UPDATE.c.attempts + 1, fault=fault)
    )


def bad(connection: Connection, platform: str, one: Raw, fault: str, now: datetime) -> None:
    """It cannot be read, or nobody can deal with it: set aside with what it said, and recorded."""
    connection.execute(update(UPDATE).where(UPDATE.c.id == one.id).values(state="bad", fault=fault))
    entry = Entry(
        kind="update.bad",
        actor="program",
        subject=f"update:{one.id}",
        payload={"platform": platform, "number": one.number, "fault": fault},
    )
    record.append(connection, [entry], now)


def drop_old(connection: Connection, platform: str, now: datetime) -> int:
    """Forget what is done and old; return how many rows went."""
    result = connection.execute(
        delete(UPDATE).where(
            UPDATE.c.platform == platform,
            UPDATE.c.state == "done",
            UPDATE.c.received_at < now - KEPT,
        )
    )
    return int(result.rowcount)
