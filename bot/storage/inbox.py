"""The inbox: what arrived is on disk before anything else happens to it."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot.ports import Unreadable
from bot.storage import codec, record
from bot.storage.record import Entry
from bot.storage.tables import InboxRow
from policies.message import Message, MessageEvent

# what UTF-8 cannot hold, and the NUL that PostgreSQL's text cannot
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")

INBOX: Final = InboxRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


OURS: Final = "ours"  # state of what our own people wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One accepted update that was not processed yet."""

    id: int
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One accepted update of which no message can be made any more."""

    id: int
    fault: str
    received_at: datetime


def update_key(message: Message) -> str:
    """Return what makes this update the same one when it arrives again."""
    if message.event is MessageEvent.EDITED:
        # two edits can come within one second: times alone would take the second for the first
        mark = hashlib.sha256(f"{message.text}\0{message.quoted}".encode("utf-8", "replace"))
        return f"edited:{message.id}:{message.sent_at.isoformat()}:{mark.hexdigest()[:12]}"
    return f"{message.event}:{message.id}"


def accept(connection: Connection, updates: Sequence[Message | Unreadable], now: datetime) -> int:
    """Store what is new; return how many. What is there already is passed over."""
    keyed: dict[tuple[str, str], Message | Unreadable] = {}
    for one in map(_writable, updates):
        key = one.key if isinstance(one, Unreadable) else update_key(one)
        keyed.setdefault((one.platform, key), one)
    known = {
        (row.platform, row.update_key)
        for row in connection.execute(
            select(INBOX.c.platform, INBOX.c.update_key).where(
                # the platform too: without it the index is read from end to end
                INBOX.c.platform.in_(sorted({platform for platform, _ in keyed})),
                INBOX.c.update_key.in_([key for _, key in keyed]),
            )
        )
    }
    rows: list[dict[str, object]] = []
    entries: list[Entry] = []
    for (platform, key), one in keyed.items():
        if (platform, key) in known:
            continue
        bad = isinstance(one, Unreadable)
        rows.append(
            {
                "platform": platform,
                "update_key": key,
                "payload": None if isinstance(one, Unreadable) else codec.dump(one),
                "received_at": now,
                "state": "bad" if bad else "waiting",
                "fault": one.fault if isinstance(one, Unreadable) else None,
            }
        )
        entries.append(
            Entry(
                kind="update.unreadable" if bad else "message.received",
                actor="program",
                subject=f"update:{platform}:{key}",
                payload={"fault": one.fault} if isinstance(one, Unreadable) else _facts(one),
            )
        )
    if rows:
        connection.execute(insert(INBOX), rows)
        record.append(connection, entries, now)
    return len(rows)


def _writable(one: Message | Unreadable) -> Message | Unreadable:
    """Put the replacement character in the place of what no database takes."""
    changes: dict[str, str] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if type(value) is str and _UNWRITABLE.search(value):
            changes[field.name] = _UNWRITABLE.sub("\ufffd", value)
    return replace(one, **changes) if changes else one  # type: ignore[arg-type]  # strings stay strings


def _facts(message: Message) -> dict[str, object]:
    return {
        "channel": message.channel,
        "author": message.author,
        "kind": message.kind.value,
        "sent_at": message.sent_at.isoformat(),
        "text": message.text,
        "quoted": message.quoted,
        "reply_to": message.reply_to,
        "url": message.url,
    }


def waiting(connection: Connection, limit: int) -> list[Waiting | Broken]:
    """Return the oldest accepted updates that wait, in the order of arrival."""
    rows = connection.execute(
        select(INBOX.c.id, INBOX.c.payload, INBOX.c.received_at)
        .where(INBOX.c.state == "waiting")
        .order_by(INBOX.c.id)
        .limit(limit)
    )
    found: list[Waiting | Broken] = []
    for row in rows:
        try:
            found.append(Waiting(id=row.id, message=codec.load(Message, row.payload)))
        except ValueError as fault:  # pydantic's ValidationError is one
            name = type(fault).__name__
            found.append(Broken(id=row.id, fault=name, received_at=row.received_at))
    return found


def mark_done(connection: Connection, ids: Sequence[int]) -> None:
    """Processed: the raw text is not kept twice."""
    connection.execute(
        update(INBOX).where(INBOX.c.id.in_(list(ids))).values(state="done", payload=None)
    )


def mark_ours(connection: Connection, ids: Sequence[int]) -> None:
    """Somebody of our own wrote it: it belongs to no case."""
    connection.execute(
        update(INBOX).where(INBOX.c.id.in_(list(ids))).values(state=OURS, payload=None)
    )


def mark_bad(connection: Connection, inbox_id: int, fault: str, now: datetime) -> None:
    """It cannot be processed: set aside with the reason, so that the others go on."""
    connection.execute(update(INBOX).where(INBOX.c.id == inbox_id).values(state="bad", fault=fault))
    record.append(
        connection,
        [
            Entry(
                kind="update.set_aside",
                actor="program",
                subject=f"inbox:{inbox_id}",
                payload={"fault": fault},
            )
        ],
        now,
    )
