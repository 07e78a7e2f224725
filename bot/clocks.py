"""Which time it is for a database: that of its messages where they were replayed, else now."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.app import utc_now
from bot.ports import Clock
from bot.storage import cursors
from bot.storage.database import Database

_NAME: Final = "clock"


def stop_clock(connection: Connection, moment: datetime) -> None:
    """Let the database's time begin at a moment: that of the last message of a replay."""
    cursors.save(connection, _NAME, moment.isoformat())


def is_replayed(database: Database) -> bool:
    """Whether the database belongs to a replay: everything in it is shadow."""
    with database.read() as connection:
        return cursors.load(connection, _NAME) is not None


def clock_of(database: Database) -> Clock:
    """Return the clock of a database; a replayed one goes on from its last message.

    A file of January that is read in November would otherwise wait for ten months on every card.
    """
    with database.read() as connection:
        stopped = cursors.load(connection, _NAME)
    if stopped is None:
        return utc_now
    base, started = datetime.fromisoformat(stopped), utc_now()
    return lambda: base + (utc_now() - started)
