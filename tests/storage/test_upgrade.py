"""A database of an earlier version keeps what it holds."""

import sqlite3
from pathlib import Path

from alembic import command

from bot.states import PublicationState
from bot.storage import database as opened
from bot.storage import posts, publications
from bot.storage.database import Database

_ROWS = (
    (
        "INSERT INTO post(state, version, revision, author_id, text_en, text_fr, text_hash,"
        " channels, source_key, created_at) VALUES"
        " ('in_approval', 1, 1, 1, 'Open', 'Ouvert', 'h', '{}', 'k', '2026-01-01')"
    ),
    (
        "INSERT INTO publication(idempotency_key, kind, state, version, platform, channel, text,"
        " not_before, created_at, attempts, shadow) VALUES"
        " ('k', 'reply', 'held', 1, 'file', 'news', 'Hello', '2026-01-01', '2026-01-01', 0, 0)"
    ),
)


def test_what_the_first_version_held_can_be_read(tmp_path: Path) -> None:
    """Posts and publications from before the chat came are there afterwards, with plain values."""
    file = tmp_path / "old.db"
    database = Database(f"sqlite:///{file}")
    with database.engine.connect() as connection:
        command.upgrade(opened._alembic(connection), "0001")
        connection.commit()
    old = sqlite3.connect(file)
    for row in _ROWS:
        old.execute(row)
    old.commit()
    old.close()
    database.upgrade()
    with database.read() as connection:
        assert posts.load(connection, 1).texts.fr == "Ouvert"
        (held,) = publications.in_state(connection, PublicationState.HELD)
    assert (held.outgoing.text, held.outgoing.buttons, held.outgoing.recipient) == (
        "Hello",
        (),
        None,
    )
    database.close()
