"""A platform made of files: messages from a JSON Lines file that grows, replies into another.

It is how an agency tries the whole program on its own machine, and how another program can feed it.
A reply is one line; `find` reads the file again, so a send that ended in doubt can be looked up.
"""

import asyncio
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.platforms.jsonl import BadLine, read_messages
from bot.ports import Action, Clock, Lookup, Outcome, Outgoing, Sent, Unreadable
from policies.message import Message

PLATFORM: Final = "file"


class FilePublisher:
    """Appends each text to the outbox file, and puts it on disk before it says so."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Append one line."""
        return await asyncio.to_thread(self._append, outgoing)

    def _append(self, outgoing: Outgoing) -> Outcome:
        line = json.dumps(
            {
                "key": outgoing.idempotency_key,
                "kind": outgoing.kind.value,
                "channel": outgoing.channel,
                "reply_to": outgoing.reply_to,
                "lang": outgoing.lang,
                "text": outgoing.text,
            },
            ensure_ascii=False,
        )
        with self._outbox.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
        return Sent(external_id=outgoing.idempotency_key)

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Look for the key in the file."""
        found = await asyncio.to_thread(self._contains, outgoing.idempotency_key)
        if found:
            return Lookup.FOUND, Sent(external_id=outgoing.idempotency_key)
        return Lookup.ABSENT, None

    def _contains(self, key: str) -> bool:
        if not self._outbox.exists():
            return False
        with self._outbox.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    entry = json.loads(line)
                except json.JSONDecodeError:
                    continue  # a line that a crash cut short was not sent whole
                if isinstance(entry, dict) and entry.get("key") == key:
                    return True
        return False


class FileModerator:
    """Writes hide and unhide as lines too."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox

    async def apply(self, action: Action) -> Outcome:
        """Append one line that asks for the action."""
        return await asyncio.to_thread(self._append, action.kind.value, action)

    async def lift(self, action: Action) -> Outcome:
        """Append one line that takes the action back."""
        return await asyncio.to_thread(self._append, f"un{action.kind}", action)

    def _append(self, name: str, action: Action) -> Outcome:
        entry = {"action": name, "channel": action.channel, "message": action.message_id}
        if action.until is not None:
            entry["until"] = action.until.isoformat()
        with self._outbox.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return Sent(external_id=f"{name}:{action.message_id}")


class FileSource:
    """Reads what is appended to a JSON Lines file; only whole lines count."""

    def __init__(
        self,
        inbox: Path,
        clock: Clock,
        load: Callable[[], str | None],
        save: Callable[[str], None],
        idle_s: float = 1.0,
    ) -> None:
        self._inbox = inbox
        self._clock = clock
        self._save = save
        self._idle_s = idle_s
        self._offset, self._lines = _position(load())
        self._next = (self._offset, self._lines)

    async def read(self, limit: int) -> list[Message | Unreadable]:
        """Return the messages of the next lines, waiting a moment where there are none."""
        found = await asyncio.to_thread(self._read, limit)
        if not found and self._next == (self._offset, self._lines):
            await asyncio.sleep(self._idle_s)
        return found

    def _read(self, limit: int) -> list[Message | Unreadable]:
        try:
            size = self._inbox.stat().st_size
        except FileNotFoundError:
            return []
        if size < self._offset:  # another file took its place: known messages are passed over
            self._offset, self._lines = 0, 0
        with self._inbox.open("rb") as file:
            file.seek(self._offset)
            lines: list[bytes] = []
            for line in file:
                if not line.endswith(b"\n") or len(lines) == limit:
                    break
                lines.append(line)
        self._next = (self._offset + sum(map(len, lines)), self._lines + len(lines))
        read = read_messages(
            io.BytesIO(b"".join(lines)),
            file=str(self._inbox),
            default_now=self._clock(),
            first=self._lines + 1,
        )
        return [
            Unreadable(platform=PLATFORM, key=f"{one.file}:{one.line}", fault=one.problem)
            if isinstance(one, BadLine)
            else one
            for one in read
        ]

    async def confirm(self) -> None:
        """What was read last is on disk: go on behind it."""
        if self._next != (self._offset, self._lines):
            self._offset, self._lines = self._next
            self._save(f"{self._offset}:{self._lines}")


def _position(text: str | None) -> tuple[int, int]:
    offset, _, lines = (text or "0:0").partition(":")
    return int(offset), int(lines)
