"""Marks in place of what an engine must not touch: protected spans, figures, pictures.

A mark such as X0QZ is a made-up word that an engine copies. What stood there is put back by us: a
link byte for byte, an amount as the other language writes it, with its value unchanged.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from translations.amounts.reading import read_amounts
from translations.amounts.values import Amount, Clock, Measure, Money, Number, Percent
from translations.amounts.writing import write_amount
from translations.joints import joined
from translations.protected import EMOJI, span_places
from translations.values import CANADA, Region

MOST: Final = 20  # marks in one segment: engines of ours know no more
_MARK: Final = re.compile(r"(?i)X\s?(\d{1,3})\s?QZ")
_OUTER: Final = re.compile(r"[\s\u00a0,;:–—-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """From which language into which, and whose French."""

    source: str
    target: str
    region: Region = CANADA


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing that a mark stands for."""

    start: int
    end: int
    text: str  # as the source has it
    amount: Amount | None = None  # None: it comes out byte for byte
    tight_before: bool = False  # whether a word stood right before it
    tight_after: bool = False

    def written(self, way: Direction) -> str:
        """Return it as the target has it."""
        if self.amount is None:
            return self.text
        return write_amount(self.amount, way.target, way.region)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A text with marks in place of what is kept."""

    text: str
    kept: tuple[Kept, ...]


@lru_cache(maxsize=1_024)  # asked for several times on the way of one segment
def find_kept(text: str, way: Direction, *, amounts: bool = True) -> tuple[Kept, ...]:
    """Return what must not be left to an engine, in order.

    Args:
        text: the source.
        way: whose amounts are read.
        amounts: whether figures count, too.
    """
    places = span_places(text)
    taken = bytearray(len(text))
    for start, end in places:
        taken[start:end] = b"\x01" * (end - start)
    places += [
        match.span() for match in EMOJI.finditer(text) if not any(taken[slice(*match.span())])
    ]
    found: list[tuple[int, int, Amount | None]] = [(start, end, None) for start, end in places]
    if amounts:
        found += [
            (one.start, one.end, one.amount) for one in read_amounts(text, way.source, places)
        ]
    return tuple(
        Kept(
            start=start,
            end=end,
            text=text[start:end],
            amount=amount,
            tight_before=_in_word(text[start - 1 : start]),
            tight_after=_in_word(text[end : end + 1]) and text[end - 1] not in "'’",
        )
        for start, end, amount in sorted(found, key=lambda one: one[:2])
    )


def cover(text: str, way: Direction, *, amounts: bool = True) -> Covered:
    """Return the text with a mark in place of each thing that is kept."""
    kept = find_kept(text, way, amounts=amounts)
    parts: list[str] = []
    place = 0
    for number, one in enumerate(kept):
        gap = " " if text[one.end - 1 : one.end] in ("'", "’") else ""  # « millions d'élèves »
        parts += [text[place : one.start], f"X{number}QZ{gap}"]
        place = one.end
    return Covered(text="".join([*parts, text[place:]]), kept=kept)


def uncover(text: str, covered: Covered, way: Direction) -> str | None:
    """Return the text with what was kept, or None where a mark was lost, added or repeated."""
    marks = list(_MARK.finditer(text))
    if sorted(int(mark[1]) for mark in marks) != list(range(len(covered.kept))):
        return None
    done = ""
    place = 0
    for mark in marks:
        one = covered.kept[int(mark[1])]
        done += text[place : mark.start()]
        place = mark.end()
        done = _spaced(done, text[place:], one, way)
        if done.endswith("d'") and text[place : place + 1] == " ":
            place += 1
    return done + text[place:]


def unmarked(text: str) -> str:
    """Return a text without anything that looks like a mark."""
    return " ".join(_MARK.sub(" ", text).split(" ")).strip() if _MARK.search(text) else text


def _spaced(before: str, after: str, one: Kept, way: Direction) -> str:
    if _in_word(before[-1:]) and not one.tight_before:
        before += " "
    before = joined(before, one.written(way), after, one.amount, way.target)
    if _in_word(after[:1]) and not one.tight_after:
        before += " "
    return before


def _in_word(char: str) -> bool:
    """Whether a character would make one word with what stands beside it, as spans are read."""
    return char.isalnum() or char == "_"


def carve(text: str, way: Direction) -> list[tuple[str, Kept | None]]:
    """Return the pieces of a text and, where a piece is kept, what it is; they join to the text.

    Spaces and separators around what is kept are a piece of their own, without letters.
    """
    pieces: list[tuple[str, Kept | None]] = []
    place = 0
    for one in find_kept(text, way):
        pieces.extend(_open(text[place : one.start]))
        pieces.append((one.text, one))
        place = one.end
    pieces.extend(_open(text[place:]))
    return pieces


def _open(text: str) -> list[tuple[str, Kept | None]]:
    lead = _OUTER.match(text)
    start = lead.end() if lead else 0
    core = text[start:].rstrip(" \u00a0\t,;:–—-")
    rest = text[start + len(core) :]
    return [(piece, None) for piece in (text[:start], core, rest) if piece]


def same_values(source: str, target: str, way: Direction) -> bool:
    """Whether a target has exactly the amounts of its source."""
    ours = read_amounts(source, way.source, span_places(source))
    theirs = read_amounts(target, way.target, span_places(target))
    return Counter(one.amount for one in ours) == Counter(one.amount for one in theirs)


def rewritten(target: str, way: Direction) -> str:
    """Return a target whose numbers, amounts and times are written as its language does."""
    done = ""
    place = 0
    for one in read_amounts(target, way.target, span_places(target)):
        if isinstance(one.amount, Number | Money | Percent | Measure | Clock):
            done += target[place : one.start] + write_amount(one.amount, way.target, way.region)
            place = one.end
    return done + target[place:]
