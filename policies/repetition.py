"""Repetition in a stream that is kept nowhere: who said the same within a day, counted in memory.

What is stored is counted in the database instead; both give the same `Context`.
"""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from policies.features import Context
from policies.fingerprint import fingerprint
from policies.message import Message

WINDOW: Final = timedelta(hours=24)
ENOUGH: Final = 50  # counting stops here: more changes no rule
TEXTS: Final = 100_000  # different texts remembered; the one not seen for longest is forgotten


class Repetition:
    """Remembers the texts that went by; memory is bounded."""

    def __init__(self, texts: int = TEXTS) -> None:
        self._texts = texts
        self._seen: OrderedDict[str, list[tuple[str, datetime]]] = OrderedDict()

    def contexts(self, messages: Sequence[Message]) -> list[Context]:
        """Return, for each message in order, how often its text went by in the day around it."""
        return [self._context(message) for message in messages]

    def _context(self, message: Message) -> Context:
        # without a name nobody can say that two messages have one author
        author = f"{message.platform}:{message.author or f'message:{message.id}'}"
        mark = fingerprint(message.text)
        seen = self._seen.setdefault(mark, [])
        self._seen.move_to_end(mark)
        if len(self._seen) > self._texts:
            self._seen.popitem(last=False)
        lately = [who for who, at in seen if abs(message.sent_at - at) <= WINDOW]
        if len(lately) < ENOUGH:
            seen.append((author, message.sent_at))
        if len(seen) > 2 * ENOUGH:
            del seen[:ENOUGH]
        return Context(
            repeats_by_author=lately.count(author),
            authors_with_same_text=len(set(lately) - {author}),
        )
