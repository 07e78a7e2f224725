"""A platform made of standard input and output: type a message, read what the program would send.

A line that is a JSON object is a message as in docs/cli.md; any other line is the text of one. What
is sent is one JSON line; there is nothing to look up afterwards.
"""

import asyncio
import io
import json
import queue
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol, TextIO

from bot.platforms.jsonl import BadLine, numbered_lines, read_messages
from bot.ports import Action, Clock, Lookup, Outcome, Outgoing, Sent, Unreadable
from policies.message import Message

PLATFORM: Final = "console"
CHANNEL: Final = "console"
AUTHOR: Final = "console"
_LOOK_S: Final = 0.2  # how often an idle reader looks up


class _Raw(Protocol):
    def read(self, size: int, /) -> bytes | None:
        """Return what is there, at most `size` bytes; empty at the end."""
        ...


class _Pieces:
    """A stream as `numbered_lines` wants it."""

    def __init__(self, stream: _Raw) -> None:
        self._stream = stream

    def read1(self, size: int = -1, /) -> bytes:
        return self._stream.read(max(size, 1)) or b""


class ConsolePublisher:
    """Writes each text as one line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Write one line."""
        line = {
            "key": outgoing.idempotency_key,
            "kind": outgoing.kind.value,
            "channel": outgoing.channel,
            "reply_to": outgoing.reply_to,
            "lang": outgoing.lang,
            "text": outgoing.text,
        }
        _write(self._out, line)
        return Sent(external_id=outgoing.idempotency_key)

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Nobody keeps what was shown."""
        del outgoing
        return Lookup.CANNOT_TELL, None


class ConsoleModerator:
    """Says what it would do to a message."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    async def apply(self, action: Action) -> Outcome:
        """Write one line that asks for the action."""
        return self._say(action.kind.value, action)

    async def lift(self, action: Action) -> Outcome:
        """Write one line that takes the action back."""
        return self._say(f"un{action.kind}", action)

    def _say(self, name: str, action: Action) -> Outcome:
        _write(
            self._out,
            {"action": name, "channel": action.channel, "message": action.message_id},
        )
        return Sent(external_id=f"{name}:{action.message_id}")


class ConsoleSource:
    """Reads lines in a thread of its own, so that a person who types slowly holds nothing up.

    Args:
        stream: bytes, unbuffered: a buffer that waits for a person would hold up the exit.
        clock: the time now.
        session: goes into the ids, which must not repeat from one start to the next.
    """

    def __init__(self, stream: _Raw, clock: Clock, session: str) -> None:
        self._stream = stream
        self._clock = clock
        self._session = session
        self._lines: queue.SimpleQueue[tuple[int, bytes] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self.finished = False  # everything that was typed is on disk, and no more will come

    async def read(self, limit: int) -> list[Message | Unreadable]:
        """Return what was typed since."""
        if self._thread is None:
            # a daemon: a read that waits for a person must not keep the program from stopping
            self._thread = threading.Thread(target=self._collect, daemon=True, name="console")
            self._thread.start()
        found: list[Message | Unreadable] = []
        while len(found) < limit:
            try:
                line = self._lines.get_nowait()
            except queue.Empty:
                break
            if line is None:
                self._lines.put(None)
                self.finished = not found  # what was found has yet to be put on disk
                break
            found.append(self._message(*line))
        if not found and not self.finished:
            await asyncio.sleep(_LOOK_S)
        return found

    async def confirm(self) -> None:
        """Nothing to do: a line that was typed is gone."""

    def _collect(self) -> None:
        for lines in numbered_lines(_Pieces(self._stream)):
            for number, raw in lines:
                if raw is not None and raw.strip():
                    self._lines.put((number, raw))
        self._lines.put(None)

    def _message(self, number: int, raw: bytes) -> Message | Unreadable:
        now = self._clock()
        if not raw.lstrip().startswith(b"{"):
            raw = json.dumps({"text": raw.decode("utf-8", "replace").rstrip("\r")}).encode()
        read = next(read_messages(io.BytesIO(raw), file=PLATFORM, default_now=now, first=number))
        if isinstance(read, BadLine):
            return Unreadable(
                platform=PLATFORM, key=f"{self._session}:{number}", fault=read.problem
            )
        return _here(read, self._session, number, now)


def _here(message: Message, session: str, number: int, now: datetime) -> Message:
    """Fill in what somebody who types leaves out."""
    typed = message.id == str(number)
    return replace(
        message,
        platform=PLATFORM,
        id=f"{session}:{number}" if typed else message.id,
        channel=CHANNEL if message.channel == "default" else message.channel,
        sent_at=min(message.sent_at, now),
    )


def _write(out: TextIO, line: Mapping[str, object]) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")
    out.flush()
