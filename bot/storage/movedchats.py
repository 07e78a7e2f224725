"""Chats that got a new number: a group that became a supergroup keeps its settings."""

import json
from datetime import datetime

from sqlalchemy import Connection

from bot.storage import cursors, record
from bot.storage.record import Entry


def load(connection: Connection, platform: str) -> dict[str, str]:
    """Return the present numbers of the chats that moved, by their old ones."""
    found: dict[str, str] = json.loads(cursors.load(connection, f"{platform}.moved") or "{}")
    return found


def note(
    connection: Connection, platform: str, old: str, new: str, now: datetime
) -> dict[str, str]:
    """Keep that a chat moved; return what `load` returns from now on."""
    known = load(connection, platform)
    if known.get(old) == new:
        return known
    known = {was: new if there == old else there for was, there in known.items()} | {old: new}
    cursors.save(connection, f"{platform}.moved", record.canonical(known))
    entry = Entry(
        kind="chat.moved",
        actor="program",
        subject=f"chat:{platform}",
        payload={"old": old, "new": new},
    )
    record.append(connection, [entry], now)
    return known
