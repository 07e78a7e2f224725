"""Texts to measure on: a file that is given, or the example stream, varied."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Final

from bot.platforms.jsonl import read_messages
from policies.message import Message, MessageEvent, MessageKind

STREAM: Final = Path(__file__).parents[1] / "bot" / "data" / "demo-stream.jsonl"
START: Final = datetime(2026, 1, 12, 14, tzinfo=UTC)
_PLACES: Final = (
    "Sudbury", "Moncton", "Laval", "Regina", "Trois-Rivières", "Kelowna", "Gatineau", "Brandon",
    "Rimouski", "Halifax", "Whitehorse", "Saguenay", "Lethbridge", "Bathurst", "Timmins", "Gaspé",
)  # fmt: skip


def texts(file: Path | None = None) -> list[tuple[str, str]]:
    """Return (text, language) of each line of a file; the language is "" where none is given."""
    found: list[tuple[str, str]] = []
    for line in (file or STREAM).read_text("utf-8").splitlines():
        data = json.loads(line)
        lang = data.get("lang") or data.get("expect", {}).get("lang") or ""
        if isinstance(data.get("text"), str) and data["text"].strip():
            found.append((data["text"], lang))
    return found


def messages(number: int, file: Path | None = None) -> Iterator[Message]:
    """Yield so many different messages of many authors, a few hundred an hour, deterministic."""
    with (file or STREAM).open("rb") as source:
        read = read_messages(source, file=STREAM.name, default_now=START)
        known = [one for one in read if isinstance(one, Message) and one.text.strip()]
    known = [one for one in known if one.event is MessageEvent.NEW]

    def endless() -> Iterator[Message]:
        for n in count():
            one = known[n * 7 % len(known)] if len(known) % 7 else known[n % len(known)]
            turn = n // len(known)
            place = _PLACES[turn % len(_PLACES)]
            tail = f" ({place} {turn})" if turn else ""
            yield replace(
                one,
                id=f"bench-{n}",
                author=f"author-{n * 31 % (number // 3 + 1)}",
                text=one.text + tail,
                sent_at=START + timedelta(seconds=11 * n),
                reply_to=None,
                thread=None,
                kind=MessageKind.COMMENT,
            )

    return islice(endless(), number)
