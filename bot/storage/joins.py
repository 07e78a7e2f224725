"""Who arrived in which chat within the last day; nothing older is kept, and no profile is made."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.storage.tables import JoinRow

JOIN: Final = JoinRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

KEPT: Final = timedelta(days=1)
LATELY: Final = timedelta(minutes=10)
_SAME: Final = timedelta(minutes=1)  # two updates can tell of one arrival


def arrived(
    connection: Connection, platform: str, chat: str, number: str, at: datetime
) -> datetime:
    """Write an arrival down, and forget what is over a day old.

    Returns:
        When it was: two updates that tell of one arrival get the same time.
    """
    connection.execute(delete(JOIN).where(JOIN.c.at < at - KEPT))
    this = (JOIN.c.platform == platform, JOIN.c.chat == chat, JOIN.c.number == number)
    row = connection.execute(select(JOIN.c.id, JOIN.c.at).where(*this)).one_or_none()
    if row is None:
        connection.execute(insert(JOIN).values(platform=platform, chat=chat, number=number, at=at))
        return at
    known: datetime = row.at
    if abs(at - known) <= _SAME:
        return known
    connection.execute(update(JOIN).where(JOIN.c.id == row.id).values(at=max(at, known)))
    return at


def count_lately(connection: Connection, platform: str, chat: str, at: datetime) -> int:
    """Return how many arrived in a chat in the minutes up to a time."""
    query = select(func.count()).where(
        JOIN.c.platform == platform, JOIN.c.chat == chat, JOIN.c.at > at - LATELY, JOIN.c.at <= at
    )
    return int(connection.execute(query).scalar_one())


def when(
    connection: Connection, people: Collection[tuple[str, str, str]]
) -> dict[tuple[str, str, str], datetime]:
    """Return when people arrived, where they did within the day.

    Args:
        people: platform, chat and number of each.
    """
    wanted = set(people)
    rows = connection.execute(
        select(JOIN).where(
            JOIN.c.platform.in_(sorted({platform for platform, _, _ in wanted})),
            JOIN.c.chat.in_(sorted({chat for _, chat, _ in wanted})),
            JOIN.c.number.in_(sorted({number for _, _, number in wanted})),
        )
    )
    found = {(row.platform, row.chat, row.number): row.at for row in rows}
    return {one: at for one, at in found.items() if one in wanted}


def forget(connection: Connection, now: datetime) -> int:
    """Drop what is over a day old; return how many rows went."""
    return int(connection.execute(delete(JOIN).where(JOIN.c.at < now - KEPT)).rowcount)
