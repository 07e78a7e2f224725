"""The evaluation set for personal data: filled templates, and how findings are scored."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from policies.personal import Finding
from policies.views import Span
from tests.policies.personal_templates import ENGLISH, ENGLISH_HELD, FRENCH, FRENCH_HELD
from tests.policies.personal_values import DATES, NEGATIVE, POSITIVE

_HOLE: Final = re.compile(r"\{(\w+)\}")
_BIRTH: Final = re.compile(r"(?:\bborn|DOB|[Bb]irth(?:date)?|\bnée?|naissance|DDN)\b[^{]{0,12}$")
_THING: Final = re.compile(r"[Pp]rogram")
_WHOLE: Final = 0.9  # of a value's characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One text and the personal data in it."""

    lang: str
    held_back: bool
    template: str
    text: str
    expected: tuple[Finding, ...]


@dataclass(slots=True)
class Score:
    """How often a kind was found, missed and seen where it is not."""

    hits: int = 0
    misses: int = 0
    false: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was to be found."""
        return (
            2 * self.hits / (2 * self.hits + self.misses + self.false or 1)
            if self.hits or self.misses or self.false
            else 1.0
        )

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of what was there, how much was found."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0


@dataclass(slots=True)
class Scores:
    """One score for each kind, and the faults themselves."""

    kinds: dict[str, Score] = field(default_factory=dict)
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)  # what, kind, value, text

    def add(self, text: str, expected: Sequence[Finding], found: Sequence[Finding]) -> None:
        """Count one text: a value is found where a finding of its kind covers it, hardly more."""
        left = list(found)
        for one in expected:
            match = next((f for f in left if f.kind == one.kind and covers(f.span, one.span)), None)
            score = self.kinds.setdefault(one.kind, Score())
            if match:
                score.hits += 1
                left.remove(match)
            else:
                score.misses += 1
                self.faults.append(("missed", one.kind, text[slice(*one.span)], text))
        for extra in left:
            self.kinds.setdefault(extra.kind, Score()).false += 1
            self.faults.append(("false", extra.kind, text[slice(*extra.span)], text))

    def total(self) -> Score:
        """Return all kinds together."""
        sums = Counter[str]()
        for score in self.kinds.values():
            sums.update(hits=score.hits, misses=score.misses, false=score.false)
        return Score(sums["hits"], sums["misses"], sums["false"])


def covers(found: Span, wanted: Span) -> bool:
    """Return whether a finding covers a value and is not much longer."""
    common = min(found[1], wanted[1]) - max(found[0], wanted[0])
    size = wanted[1] - wanted[0]
    return common >= _WHOLE * size and found[1] - found[0] <= size * 1.5 + 4


def make_cases(turns: int = 8, seed: int = 20261127) -> list[Case]:
    """Return every template filled so many times, always the same."""
    cases: list[Case] = []
    for lang, held, templates in (
        ("en", False, ENGLISH),
        ("fr", False, FRENCH),
        ("en", True, ENGLISH_HELD),
        ("fr", True, FRENCH_HELD),
    ):
        for template in templates:
            random = Random(f"{seed}{template}")  # noqa: S311 - made-up values, always the same
            cases.extend(fill(lang, template, random, held_back=held) for _ in range(turns))
    return cases


def fill(lang: str, template: str, random: Random, *, held_back: bool) -> Case:
    """Return a template with made-up values, and where they stand."""
    out: list[str] = []
    expected: list[Finding] = []
    at = size = 0
    for hole in _HOLE.finditer(template):
        name = hole[1]
        before = template[at : hole.start()]
        value, kind = _value(name, template[: hole.start()], random)
        out += [before, value]
        size += len(before)
        if kind:
            expected.append(Finding(kind, (size, size + len(value))))
        size += len(value)
        at = hole.end()
    text = "".join([*out, template[at:]])
    return Case(
        lang=lang, held_back=held_back, template=template, text=text, expected=tuple(expected)
    )


def _value(name: str, before: str, random: Random) -> tuple[str, str]:
    if name in POSITIVE:
        kind, make = POSITIVE[name]
        return make(random), kind
    if name in DATES:
        birth = _BIRTH.search(before) and not _THING.search(before)
        return DATES[name](random), "birth_date" if birth else ""
    return NEGATIVE[name](random), ""


def score(cases: Iterable[tuple[str, Sequence[Finding], Sequence[Finding]]]) -> Scores:
    """Return the scores of (text, expected, found)."""
    scores = Scores()
    for text, expected, found in cases:
        scores.add(text, expected, found)
    return scores


def select(cases: Sequence[Case], lang: str, *, held_back: bool) -> Iterator[Case]:
    """Yield the cases of one language, either those looked at or those held back."""
    return (one for one in cases if one.lang == lang and one.held_back is held_back)
