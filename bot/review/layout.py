"""Cards as plain text: no boxes, no colour, and nothing that says more by its place than by words.

Texts stand side by side where the terminal is wide enough, one above the other where it is narrow
or where the reader asked for plain text (`--plain`: what a screen reader reads best).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len

from bot.review.cards import Card
from bot.review.sections import Column, Section

SIDE_BY_SIDE: Final = 72  # cells; below, one above the other
_GAP: Final = "  "
_LONGEST: Final = 110  # cells: longer lines are hard to read
_SHORTEST: Final = 20
_NUMBER: Final = re.compile(r"\d+\. ")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How wide, and whether titles may be bold (they never say anything by it)."""

    width: int = 80
    side_by_side: bool = True
    bold: bool = False

    @property
    def cells(self) -> int:
        """The width to fill."""
        return max(min(self.width, _LONGEST), _SHORTEST)

    def title(self, text: str) -> str:
        """Return a title as it is shown."""
        return f"{_BOLD}{text}{_PLAIN}" if self.bold else text


def card_text(card: Card, layout: Layout) -> str:
    """Return a card as text."""
    parts = [_wrapped_title(card.title, layout)]
    parts += [section_text(section, layout) for section in card.sections]
    return "\n\n".join(parts)


def section_text(section: Section, layout: Layout) -> str:
    """Return one section as text: its title, its columns, its lines."""
    lines = [_wrapped_title(section.title, layout)]
    lines += _columns(section.columns, layout)
    if section.columns and section.lines:
        lines.append("")
    for line in section.lines:
        lines += wrap(f"  {line}" if line else "", layout.cells)
    return "\n".join(lines)


def paragraph(text: str, layout: Layout) -> str:
    """Return running text, wrapped."""
    return "\n".join(line for one in text.split("\n") for line in wrap(one, layout.cells))


def _wrapped_title(text: str, layout: Layout) -> str:
    return "\n".join(layout.title(line) for line in wrap(text, layout.cells))


def _columns(columns: Sequence[Column], layout: Layout) -> list[str]:
    if not columns:
        return []
    each = (layout.cells - 2 - len(_GAP) * (len(columns) - 1)) // len(columns)
    wanted = layout.side_by_side and layout.cells >= SIDE_BY_SIDE
    if not wanted or _longest_word(columns) > each:  # an address must not be cut in two
        return [line for column in columns for line in _stacked(column, layout)]
    titles = [wrap(column.title, each) for column in columns]
    tallest = max(len(title) for title in titles)
    blocks = [
        [
            *title,
            *[""] * (tallest - len(title) + 1),
            *(piece for line in column.lines for piece in wrap(line, each)),
        ]
        for title, column in zip(titles, columns, strict=True)
    ]
    return [
        ("  " + _GAP.join(_padded(cell, each) for cell in row)).rstrip()
        for row in zip_longest(*blocks, fillvalue="")
    ]


def _longest_word(columns: Sequence[Column]) -> int:
    words = (word for column in columns for line in column.lines for word in line.split(" "))
    return max(map(cell_len, words), default=0)


def _stacked(column: Column, layout: Layout) -> Iterable[str]:
    yield from wrap(f"  {column.title}", layout.cells)
    for line in column.lines:
        yield from wrap(f"    {line}" if line else "", layout.cells)


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))


def wrap(line: str, cells: int) -> list[str]:
    """Return a line as lines of at most that many cells, each at the depth of the first.

    Below a number ("1. ") the others stand a little deeper. Breaks at spaces, never at no-break
    spaces; a word that is longer than a line is cut.
    """
    body = line.lstrip(" ")
    depth = " " * min(len(line) - len(body), cells // 2)
    room = cells - len(depth)
    hang = "" if (number := _NUMBER.match(body)) is None else " " * number.end()
    if len(hang) >= room // 2:
        hang = ""
    lines: list[str] = []
    now = ""
    for word in body.split(" "):
        joined = f"{now} {word}" if now else word
        if cell_len(joined) <= room:
            now = joined
            continue
        lines += [now] if now else []
        *full, now = _cut(f"{hang if lines else ''}{word}", room)
        lines += full
    return [f"{depth}{one}".rstrip(" ") for one in (*lines, now)]


def _cut(word: str, room: int) -> list[str]:
    pieces, now = [], ""
    for char in word:
        if now and cell_len(now + char) > room:
            pieces.append(now)
            now = ""
        now += char
    return [*pieces, now]
