"""Marks in place of what the program puts back itself: figures, amounts, dates, links, names.

The engine replaces them by `X0QZ`, `X1QZ` … before the model sees a text (`translations.marks`), so
the model is trained with such marks: the same one on both sides, numbered in the order of the
source.
"""

import random
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Final, NamedTuple

from translations.amounts.values import Day
from translations.marks import MOST, Direction, find_kept

MARKS: Final = MOST
COVERED: Final = 0.95  # share of the sentences with values whose values become marks
NAMED: Final = 0.2  # share of the sentences whose names become marks, too
ADDED: Final = 0.06  # share of the sentences that get one more mark at an end
IN_ORDER: Final = 0.5  # share of the sentences whose marks are numbered from 0, as the engine does

_WAYS: Final = {
    "en": Direction(source="en", target="fr"),
    "fr": Direction(source="fr", target="en"),
}
_NAME: Final = re.compile(r"(?<![\w'’-])[A-Z][a-zéè]{2,}(?![\w'’-])")
_FRAMES: Final = (
    "{text} {mark}",
    "{text} ({mark})",
    "{text} {mark}.",
    "{mark} {text}",
    "{mark}, {text}",
)


class Place(NamedTuple):
    """Where a value stands; the same value is equal in both languages."""

    value: Hashable
    start: int
    end: int


def find_values(text: str, lang: str) -> list[Place]:
    """Return the values of a text in order: what the engine covers."""
    return [
        Place(_comparable(kept.amount or kept.text), kept.start, kept.end)
        for kept in find_kept(text, _WAYS[lang])
    ]


def mark_pair(
    source: str, target: str, langs: tuple[str, str], chance: random.Random
) -> tuple[str, str]:
    """Return both sentences with marks for the values, and some of the names, that both have."""
    ours, theirs = find_values(source, langs[0]), find_values(target, langs[1])
    if chance.random() >= COVERED:
        ours, theirs = [], []
    if chance.random() < NAMED:
        ours, theirs = ours + _names(source, ours), theirs + _names(target, theirs)
    mine, yours = _numbered(ours), _numbered(theirs)
    counts = Counter(place.value for place in ours), Counter(place.value for place in theirs)
    # What comes more often on one side than on the other may stand for either: it is left alone.
    shared = [key for key in mine if counts[0][key[0]] == counts[1][key[0]]]
    if len(shared) >= MARKS:
        return source, target
    frame = chance.choice(_FRAMES) if chance.random() < ADDED else "{text}"
    numbers = _numbering(len(shared) + (frame != "{text}"), chance)
    added = (
        numbers.pop(0 if frame.startswith("{mark}") else -1) if len(numbers) > len(shared) else 0
    )
    marks = {key: f"X{number}QZ" for key, number in zip(shared, numbers, strict=True)}
    source = _covered(source, [(mine[key], marks[key]) for key in shared])
    target = _covered(target, [(yours[key], marks[key]) for key in shared])
    mark = f"X{added}QZ"
    return frame.format(text=source, mark=mark), frame.format(text=target, mark=mark)


def _comparable(value: Hashable) -> Hashable:
    # English may say "on" or not, French always "le".
    if isinstance(value, Day):
        return (value.year, value.month, value.day, value.weekday, value.last_day)
    return value


def _names(text: str, taken: Iterable[Place]) -> list[Place]:
    return [
        Place(("name", match[0]), *match.span())
        for match in _NAME.finditer(text)
        if not any(one.start < match.end() and match.start() < one.end for one in taken)
    ]


def _numbered(places: Iterable[Place]) -> dict[tuple[Hashable, int], Place]:
    """Return each place by its value and how often that value came before, in order."""
    seen: Counter[Hashable] = Counter()
    found = {}
    for place in sorted(places, key=lambda one: one.start):
        found[place.value, seen[place.value]] = place
        seen[place.value] += 1
    return found


def _numbering(count: int, chance: random.Random) -> list[int]:
    # The first marks are by far the most frequent; all have to be learned.
    if chance.random() < IN_ORDER:
        return list(range(count))
    return sorted(chance.sample(range(MARKS), count))


def _covered(text: str, places: Iterable[tuple[Place, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for place, mark in sorted(places, key=lambda one: one[0].start):
        # « 3,5 millions d'élèves »: what is covered ends in an apostrophe, which the engine parts.
        gap = " " if text[place.end - 1 : place.end] in ("'", "’") else ""
        pieces += [text[done : place.start], mark, gap]
        done = place.end
    return "".join(pieces) + text[done:]
