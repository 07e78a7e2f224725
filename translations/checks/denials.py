"""What a text denies, and one pass over its words that finds it."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from translations.checks.negationwords import SURE
from translations.checks.text import Side, Span

_STOPS: Final = frozenset(".;:!?")


@dataclass(slots=True)
class Denials:
    """What a text denies, and what could stand for a denial: spans and offsets, in order."""

    hard: list[Span] = field(default_factory=list)
    optional: list[int] = field(default_factory=list)  # perhaps meant so: « ne » alone
    soft: list[int] = field(default_factory=list)  # words with a "no" of their own: "fail"
    limits: list[int] = field(default_factory=list)  # « ne … que », "only"
    words: dict[int, str] = field(default_factory=dict)  # of those, denying words: where, which
    french: bool = False
    until: bool = False  # "not … until", which French says with « ne … que »

    def within(self, start: int, end: int) -> "Denials":
        """Return what stands in a part of the text."""
        hard = bisect_left(self.hard, (start, 0)), bisect_left(self.hard, (end, 0))
        return Denials(
            hard=self.hard[slice(*hard)],
            optional=_between(self.optional, start, end),
            soft=_between(self.soft, start, end),
            limits=_between(self.limits, start, end),
            words=self.words,
            french=self.french,
            until=self.until,
        )


def _between(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


class Reader:
    """One pass over the words of a text."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.words = side.words
        self.texts = side.texts
        self.found = Denials()

    def word(self, index: int) -> str:
        """Return a word, "" where there is none."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def deny(self, index: int) -> None:
        """Count a denial."""
        word = self.words[index]
        self.found.hard.append((word.start, word.end))

    def deny_by_word(self, index: int) -> None:
        """Count a word that denies by itself: "prohibited", « sans »."""
        self.deny(index)
        if self.texts[index] not in SURE:
            self.found.words[self.words[index].start] = self.texts[index]

    def maybe(self, index: int) -> None:
        """Count what may be a denial."""
        self.found.optional.append(self.words[index].start)

    def soften(self, index: int) -> None:
        """Count a word that could stand for a denial."""
        self.found.soft.append(self.words[index].start)

    def limit(self, index: int) -> None:
        """Count a restriction."""
        self.found.limits.append(self.words[index].start)

    def apart(self, left: int, right: int) -> bool:
        """Whether a sentence or clause ends between two words."""
        if not 0 <= left < right < len(self.words):
            return True
        between = self.side.folded[self.words[left].end : self.words[right].start]
        return not _STOPS.isdisjoint(between)
