"""What platforms that cost money have cost, by month: it holds over restarts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot.storage.tables import SpendingRow

SPENDING: Final = SpendingRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What one kind of call has cost in a month."""

    count: int = 0
    micro_usd: int = 0  # millionths of a dollar


def load(connection: Connection, platform: str, month: str) -> Mapping[str, Spent]:
    """Return what was spent, by kind; kinds that cost nothing yet are left out."""
    rows = connection.execute(
        select(SPENDING.c.kind, SPENDING.c.count.label("units"), SPENDING.c.micro_usd).where(
            SPENDING.c.platform == platform, SPENDING.c.month == month
        )
    )
    return {row.kind: Spent(count=row.units, micro_usd=row.micro_usd) for row in rows}


def add(
    connection: Connection, platform: str, month: str, kind: str, count: int, micro_usd: int
) -> None:
    """Add to what was spent; negative numbers give back what was set aside and not used."""
    changed = connection.execute(
        update(SPENDING)
        .where(SPENDING.c.platform == platform, SPENDING.c.month == month, SPENDING.c.kind == kind)
        .values(count=SPENDING.c.count + count, micro_usd=SPENDING.c.micro_usd + micro_usd)
    )
    if changed.rowcount == 0:
        row = {"count": count, "micro_usd": micro_usd}
        connection.execute(
            insert(SPENDING).values(platform=platform, month=month, kind=kind, **row)
        )
