"""Facts that were taken back at once, by one policy owner: a retraction only ever stops things."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import RetractionRow

RETRACTION: Final = RetractionRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """One fact, taken back."""

    id: int
    fact_id: str
    fact_hash: str
    reason: str | None
    by: int
    at: datetime


def retract(
    connection: Connection,
    fact_id: str,
    fact_hash: str,
    *,
    by: int,
    now: datetime,
    reason: str | None,
) -> bool:
    """Take a fact back as it stands; return whether it was not yet."""
    there = connection.execute(
        select(RETRACTION.c.id).where(
            RETRACTION.c.fact_id == fact_id, RETRACTION.c.fact_hash == fact_hash
        )
    ).first()
    if there is not None:
        return False
    connection.execute(
        insert(RETRACTION).values(
            fact_id=fact_id,
            fact_hash=fact_hash,
            reason=reason,
            retracted_by=by,
            retracted_at=now,
        )
    )
    entry = Entry(
        kind="fact.retracted",
        actor=f"staff:{by}",
        subject=f"fact:{fact_id}",
        payload={"fact": fact_id, "hash": fact_hash, "reason": reason},
    )
    record.append(connection, [entry], now)
    return True


def retractions(connection: Connection) -> list[Retraction]:
    """Return all of them, the oldest first."""
    return [
        Retraction(
            id=row.id,
            fact_id=row.fact_id,
            fact_hash=row.fact_hash,
            reason=row.reason,
            by=row.retracted_by,
            at=row.retracted_at,
        )
        for row in connection.execute(select(RETRACTION).order_by(RETRACTION.c.id))
    ]


def names(connection: Connection) -> frozenset[str]:
    """Return the ids of facts that were ever taken back, under whatever wording."""
    return frozenset(connection.execute(select(RETRACTION.c.fact_id)).scalars())


def mark(connection: Connection) -> int:
    """Return what changes whenever a fact is retracted; cheap to ask for."""
    return connection.execute(select(func.max(RETRACTION.c.id))).scalar_one() or 0
