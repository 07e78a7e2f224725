"""Absences: from when until when somebody is away, and who holds their roles meanwhile.

Roles are delegated, languages never are: competence belongs to the person. Administration is not
delegated either; a second administrator is invited instead.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, insert, or_, select, update

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import DelegationRow
from policies.roles import Role

DELEGATION: Final = DelegationRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

NEVER_DELEGATED: Final = frozenset({Role.ADMIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is away for a time."""

    id: int
    from_id: int  # who is away
    to_id: int | None  # who holds the roles meanwhile; None: nobody
    roles: frozenset[Role]
    starts_at: datetime
    ends_at: datetime  # not included


def add(
    connection: Connection,
    *,
    from_id: int,
    to_id: int | None,
    roles: Iterable[Role],
    starts_at: datetime,
    ends_at: datetime,
    created_by: int,
    now: datetime,
) -> int:
    """Write down that somebody is away; the same absence twice is one."""
    held = sorted(role.value for role in set(roles) - NEVER_DELEGATED) if to_id is not None else []
    # an absence that nobody fills in for stands as a delegation of nothing to oneself
    values = {"from_id": from_id, "to_id": from_id if to_id is None else to_id}
    same = connection.execute(
        select(DELEGATION.c.id).where(
            *(DELEGATION.c[name] == value for name, value in values.items()),
            DELEGATION.c.starts_at == starts_at,
            DELEGATION.c.ends_at == ends_at,
            DELEGATION.c.ended_by.is_(None),
        )
    ).first()
    if same is not None:
        return int(same.id)
    row = connection.execute(
        insert(DELEGATION)
        .values(
            **values,
            roles=record.canonical(held),
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=now,
        )
        .returning(DELEGATION.c.id)
    )
    number = int(row.scalar_one())
    _log(
        connection,
        "delegation.added",
        from_id,
        created_by,
        now,
        to=to_id,
        roles=held,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
    )
    return number


def end(
    connection: Connection, delegation_id: int, *, ended_by: int, now: datetime
) -> Absence | None:
    """Take an absence back before its end; return it, None where it is over or never was."""
    row = connection.execute(
        select(DELEGATION).where(DELEGATION.c.id == delegation_id, DELEGATION.c.ended_by.is_(None))
    ).one_or_none()
    if row is None:
        return None
    connection.execute(
        update(DELEGATION).where(DELEGATION.c.id == delegation_id).values(ended_by=ended_by)
    )
    _log(connection, "delegation.ended", row.from_id, ended_by, now, delegation=delegation_id)
    return _absence(row)


def end_all(connection: Connection, staff_id: int, *, now: datetime) -> None:
    """End whatever somebody who leaves gave or holds."""
    rows = connection.execute(
        select(DELEGATION.c.id).where(
            or_(DELEGATION.c.from_id == staff_id, DELEGATION.c.to_id == staff_id),
            DELEGATION.c.ends_at > now,
            DELEGATION.c.ended_by.is_(None),
        )
    )
    for row in rows.all():
        connection.execute(
            update(DELEGATION).where(DELEGATION.c.id == row.id).values(ended_by=staff_id)
        )


def active(connection: Connection, now: datetime) -> list[Absence]:
    """Return who is away now."""
    return _found(connection, now, started=True)


def upcoming(connection: Connection, now: datetime) -> list[Absence]:
    """Return who is away now or will be, the earliest first."""
    return _found(connection, now, started=False)


def _found(connection: Connection, now: datetime, *, started: bool) -> list[Absence]:
    query = (
        select(DELEGATION)
        .where(DELEGATION.c.ends_at > now, DELEGATION.c.ended_by.is_(None))
        .order_by(DELEGATION.c.starts_at, DELEGATION.c.id)
    )
    if started:
        query = query.where(DELEGATION.c.starts_at <= now)
    return [_absence(row) for row in connection.execute(query)]


def _absence(row: "Row[tuple[object, ...]]") -> Absence:
    return Absence(
        id=row.id,
        from_id=row.from_id,
        to_id=None if row.to_id == row.from_id else row.to_id,
        roles=frozenset(Role(role) for role in json.loads(row.roles)),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def _log(
    connection: Connection, kind: str, staff_id: int, by: int, now: datetime, **payload: object
) -> None:
    entry = Entry(kind=kind, actor=f"staff:{by}", subject=f"staff:{staff_id}", payload=payload)
    record.append(connection, [entry], now)
