"""How far each source has been read."""

from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage.tables import CursorRow

CURSOR: Final = CursorRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


def load(connection: Connection, name: str) -> str | None:
    """Return the cursor, None where the source was never read."""
    row = connection.execute(select(CURSOR.c.value).where(CURSOR.c.name == name)).one_or_none()
    return None if row is None else str(row.value)


def save(connection: Connection, name: str, value: str) -> None:
    """Move the cursor."""
    changed = connection.execute(update(CURSOR).where(CURSOR.c.name == name).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(CURSOR).values(name=name, value=value))


def named(connection: Connection, prefix: str) -> dict[str, str]:
    """Return the cursors whose names begin so, each under the rest of its name."""
    rows = connection.execute(
        select(CURSOR.c.name, CURSOR.c.value).where(
            CURSOR.c.name.startswith(prefix, autoescape=True)
        )
    )
    return {row.name.removeprefix(prefix): str(row.value) for row in rows}


def forget(connection: Connection, name: str) -> None:
    """Drop the cursor of a source that is not read any more."""
    connection.execute(delete(CURSOR).where(CURSOR.c.name == name))
