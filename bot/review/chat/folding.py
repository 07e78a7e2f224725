"""Blocks of a card, and how they fit into panels of limited length. Pure.

A block is cut in its words, before they are escaped: never within a tag or an entity.
"""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.review.chat.markup import ELLIPSIS, bold, hidden, plain, quote, units

ROOM: Final = 4_000  # UTF-16 units of one panel, tags counted: below the 4,096 of the Bot API
_SHORTEST: Final = 40  # units: less of a block says nothing
_NEAR: Final = 60  # characters back to the next space, where a text is cut
_GLUE: Final = frozenset("\u200d\u200c\ufe0e\ufe0f")  # never last: they join what follows
_GAP: Final = "\n\n"


class Frame(StrEnum):
    """How a block's words are set."""

    PLAIN = "plain"
    QUOTE = "quote"  # somebody's words, or ours to be
    FOLDED = "folded"  # seen on request
    HIDDEN = "hidden"  # seen once it is touched
    COPY = "copy"  # copied as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One titled part of a card."""

    name: str
    title: str
    body: str
    frame: Frame = Frame.PLAIN
    rank: int = 5  # the lowest gets its room first
    cap: int = ROOM  # most units on the card itself

    def html(self, body: str | None = None) -> str:
        """Return the block, or some of it, as the chat shows it."""
        words = self.body if body is None else body
        title = bold(self.title) if self.title else ""
        if not words:
            return title
        match self.frame:
            case Frame.PLAIN:
                shown = plain(words)
            case Frame.QUOTE:
                shown = quote(words)
            case Frame.FOLDED:
                shown = quote(words, folded=True)
            case Frame.HIDDEN:
                shown = f"<blockquote>{hidden(words)}</blockquote>"
            case Frame.COPY:
                shown = f"<code>{plain(words)}</code>"
        return f"{title}\n{shown}" if title else shown

    @property
    def frame_units(self) -> int:
        """What title and tags take."""
        return units(self.html("x")) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """What stands on the card, and the blocks that it does not show whole."""

    html: str
    cut: tuple[Block, ...]


def fold(blocks: Sequence[Block], room: int = ROOM) -> Folded:
    """Fit blocks into one panel: those of lowest rank first, in the order in which they came."""
    chosen: dict[int, str] = {}
    cut: set[int] = set()
    left = room
    for place in sorted(range(len(blocks)), key=lambda at: (blocks[at].rank, at)):
        block = blocks[place]
        most = min(block.cap, left - len(_GAP))
        whole = block.html()
        if units(whole) <= most:
            chosen[place] = whole
        else:
            cut.add(place)
            words, _ = taken(block.body, most - block.frame_units - 1)
            if units(words) < _SHORTEST:
                continue
            chosen[place] = block.html(words + ELLIPSIS)
        left -= units(chosen[place]) + len(_GAP)
    return Folded(
        html=_GAP.join(chosen[place] for place in sorted(chosen)),
        cut=tuple(blocks[place] for place in sorted(cut)),
    )


def pages(blocks: Iterable[Block], room: int = ROOM) -> tuple[str, ...]:
    """Return blocks whole, on as many panels as that takes."""
    found: list[str] = []
    now = ""
    for block in blocks:
        rest = block.body
        while True:
            left = room - units(now) - (len(_GAP) if now else 0)
            whole = block.html(rest)
            if units(whole) <= left:
                now = f"{now}{_GAP}{whole}" if now else whole
                break
            words, after = taken(rest, left - block.frame_units)
            if now and units(words) < _SHORTEST:
                found.append(now)
                now = ""
                continue
            piece = block.html(words)
            found.append(f"{now}{_GAP}{piece}" if now else piece)
            now, rest = "", after
    return (*found, now) if now else tuple(found)


def taken(text: str, room: int) -> tuple[str, str]:
    """Split a text: the first part takes at most that many units once it is escaped."""
    used = 0
    for at, char in enumerate(text):
        used += units(html.escape(char, quote=False))
        if used > room:
            end = _good_end(text, at)
            return text[:end].rstrip(), text[end:].lstrip("\n ")
    return text, ""


def _good_end(text: str, at: int) -> int:
    """A space shortly before, else here, but never behind what joins characters."""
    for place in range(at, max(at - _NEAR, 0), -1):
        if text[place].isspace():
            return place
    end = at
    while end > 1 and (text[end - 1] in _GLUE or text[end] in _GLUE):
        end -= 1
    return end
