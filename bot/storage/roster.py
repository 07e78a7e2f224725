"""The roster: who is on call for safety, from when until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, delete, insert, select

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import DutyRow

DUTY: Final = DutyRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One period on call."""

    id: int
    staff_id: int
    starts_at: datetime
    ends_at: datetime  # not included


def add(
    connection: Connection,
    *,
    staff_id: int,
    starts_at: datetime,
    ends_at: datetime,
    created_by: int | None,
    now: datetime,
) -> int:
    """Put somebody on call; the same period twice is one."""
    same = connection.execute(
        select(DUTY.c.id).where(
            DUTY.c.staff_id == staff_id, DUTY.c.starts_at == starts_at, DUTY.c.ends_at == ends_at
        )
    ).first()
    if same is not None:
        return int(same.id)
    row = connection.execute(
        insert(DUTY)
        .values(staff_id=staff_id, starts_at=starts_at, ends_at=ends_at, created_by=created_by)
        .returning(DUTY.c.id)
    )
    number = int(row.scalar_one())
    _log(connection, "duty.added", staff_id, created_by, now, starts_at, ends_at)
    return number


def remove(
    connection: Connection, duty_id: int, *, removed_by: int | None, now: datetime
) -> Duty | None:
    """Take a period back; return it, None where there is none."""
    row = connection.execute(select(DUTY).where(DUTY.c.id == duty_id)).one_or_none()
    if row is None:
        return None
    connection.execute(delete(DUTY).where(DUTY.c.id == duty_id))
    _log(connection, "duty.removed", row.staff_id, removed_by, now, row.starts_at, row.ends_at)
    return _duty(row)


def remove_all(connection: Connection, staff_id: int) -> None:
    """Take every period of somebody who leaves."""
    connection.execute(delete(DUTY).where(DUTY.c.staff_id == staff_id))


def upcoming(connection: Connection, now: datetime, limit: int = 50) -> list[Duty]:
    """Return what is now and what is to come, the earliest first."""
    rows = connection.execute(
        select(DUTY)
        .where(DUTY.c.ends_at > now)
        .order_by(DUTY.c.starts_at, DUTY.c.ends_at, DUTY.c.id)
        .limit(limit)
    )
    return [_duty(row) for row in rows]


def on_call(connection: Connection, now: datetime) -> frozenset[int]:
    """Return who is on call now."""
    rows = connection.execute(
        select(DUTY.c.staff_id).where(DUTY.c.starts_at <= now, DUTY.c.ends_at > now)
    )
    return frozenset(row.staff_id for row in rows)


def _duty(row: "Row[tuple[object, ...]]") -> Duty:
    return Duty(id=row.id, staff_id=row.staff_id, starts_at=row.starts_at, ends_at=row.ends_at)


def _log(
    connection: Connection,
    kind: str,
    staff_id: int,
    by: int | None,
    now: datetime,
    starts_at: datetime,
    ends_at: datetime,
) -> None:
    entry = Entry(
        kind=kind,
        actor="program" if by is None else f"staff:{by}",
        subject=f"staff:{staff_id}",
        payload={"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()},
    )
    record.append(connection, [entry], now)
