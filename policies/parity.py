"""Parity: whether a policy treats English and French alike, as far as counts can tell.

Rates come with Wilson's score interval, differences with Newcombe's (his method 10), both at 95 %:
they hold for small counts and for rates near 0 and 1. Wilson, JASA 22 (1927); Newcombe, Statistics
in Medicine 17 (1998).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil, sqrt
from typing import Final

from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED

LIMIT_POINTS: Final = 5.0  # the widest gap that counts as none
FEWEST: Final = 20  # of fewer messages in a language nothing is said

_Z: Final = 1.959963984540054  # 95 %, both sides

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of how many."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        """The rate, 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> Interval:
        """Where the rate lies as far as the count tells; of nothing, anywhere."""
        if not self.whole:
            return 0.0, 1.0
        n, p = self.whole, self.share
        middle = p + _Z * _Z / (2 * n)
        spread = _Z * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        below = 1 + _Z * _Z / n
        low = 0.0 if not self.part else max(0.0, (middle - spread) / below)
        high = 1.0 if self.part == n else min(1.0, (middle + spread) / below)
        return low, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The difference of two rates, the first less the second."""

    difference: float  # -1 to 1
    interval: Interval

    @property
    def points(self) -> float:
        """How far apart the rates are, in percentage points, whichever is higher."""
        return abs(100 * self.difference)

    @property
    def beyond_chance(self) -> bool:
        """Whether the interval leaves out "no difference"."""
        return self.interval[0] > 0 or self.interval[1] < 0


def gap(first: Rate, second: Rate) -> Gap:
    """Return the difference of two independent rates, with its interval."""
    (low1, high1), (low2, high2) = first.interval, second.interval
    p, q = first.share, second.share
    below = sqrt((p - low1) ** 2 + (high2 - q) ** 2)
    above = sqrt((high1 - p) ** 2 + (q - low2) ** 2)
    difference = p - q
    return Gap(
        difference=difference,
        interval=(max(-1.0, difference - below), min(1.0, difference + above)),
    )


class Verdict(StrEnum):
    """What a gap between the languages means."""

    ALIKE = "alike"  # no wider than the limit
    CHANCE = "chance"  # wider, but chance alone explains it
    APART = "apart"  # wider, and chance does not
    FEW = "few"  # too few messages in one of the languages


class Measure(StrEnum):
    """What is compared."""

    FLAGGED = "flagged"  # of all messages: depends on what people write, so it is shown only
    FALSE_FLAGS = "false_flags"  # of messages that should pass, those that were flagged
    MISSES = "misses"  # of messages that should be flagged, those that were not


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One labelled message and what screening said of it."""

    lang: str  # ISO 639-1, or und
    flagged: bool
    labels: frozenset[str]  # those that flag
    expected: bool | None = None  # whether it should be flagged; None: nobody said
    expected_labels: frozenset[str] | None = None
    latency_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """What was counted in one language."""

    lang: str
    messages: int
    labelled: int
    rates: Mapping[Measure, Rate]
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure in both official languages."""

    measure: Measure
    english: Rate
    french: Rate
    gap: Gap
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """One label in both official languages, of the messages for which labels are expected."""

    label: str
    false_flags: Comparison
    misses: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """The whole result."""

    limit_points: float
    languages: Sequence[LanguageRow]  # the official ones first, then the others by number
    comparisons: Sequence[Comparison]
    labels: Sequence[LabelRow] = field(default=())

    @property
    def apart(self) -> bool:
        """Whether false flags or misses are further apart than the limit, beyond chance."""
        return any(
            one.verdict is Verdict.APART
            for one in self.comparisons
            if one.measure is not Measure.FLAGGED
        )


def compare(
    measure: Measure, english: Rate, french: Rate, *, limit_points: float = LIMIT_POINTS
) -> Comparison:
    """Return both rates, their gap and what it means."""
    difference = gap(english, french)
    if min(english.whole, french.whole) < FEWEST:
        verdict = Verdict.FEW
    elif difference.points <= limit_points:
        verdict = Verdict.ALIKE
    else:
        verdict = Verdict.APART if difference.beyond_chance else Verdict.CHANCE
    return Comparison(
        measure=measure, english=english, french=french, gap=difference, verdict=verdict
    )


def parity(observations: Iterable[Observation], *, limit_points: float = LIMIT_POINTS) -> Parity:
    """Return what the observations say of both languages.

    Args:
        observations: in any order; read once, all are kept.
        limit_points: the widest gap, in percentage points, that counts as none.
    """
    seen = list(observations)
    counts = Counter(one.lang for one in seen)
    others = sorted(counts.keys() - set(OFFICIAL_LANGUAGES), key=lambda lang: (-counts[lang], lang))
    rows = [
        _language_row(lang, [one for one in seen if one.lang == lang])
        for lang in (*OFFICIAL_LANGUAGES, *others)
    ]
    english, french = rows[:2]
    return Parity(
        limit_points=limit_points,
        languages=tuple(rows),
        comparisons=tuple(
            compare(
                measure, english.rates[measure], french.rates[measure], limit_points=limit_points
            )
            for measure in Measure
        ),
        labels=tuple(_label_rows(seen, limit_points)),
    )


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that so large a share does not exceed; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _language_row(lang: str, seen: Sequence[Observation]) -> LanguageRow:
    good = [one for one in seen if one.expected is False]
    bad = [one for one in seen if one.expected is True]
    latencies = [one.latency_ms for one in seen]
    return LanguageRow(
        lang=lang or UNDETERMINED,
        messages=len(seen),
        labelled=len(good) + len(bad),
        rates={
            Measure.FLAGGED: _rate(one.flagged for one in seen),
            Measure.FALSE_FLAGS: _rate(one.flagged for one in good),
            Measure.MISSES: _rate(not one.flagged for one in bad),
        },
        median_ms=quantile(latencies, 0.5),
        p95_ms=quantile(latencies, 0.95),
    )


def _label_rows(seen: Sequence[Observation], limit_points: float) -> Iterable[LabelRow]:
    told = [
        (one.lang, one.labels, one.expected_labels)
        for one in seen
        if one.expected_labels is not None and one.lang in OFFICIAL_LANGUAGES
    ]
    names = {name for _, found, expected in told for name in found | expected}
    for name in sorted(names):
        missed, wrong = {}, {}
        for lang in OFFICIAL_LANGUAGES:
            here = [(found, expected) for each, found, expected in told if each == lang]
            missed[lang] = _rate(name not in found for found, expected in here if name in expected)
            wrong[lang] = _rate(name in found for found, expected in here if name not in expected)
        yield LabelRow(
            label=name,
            false_flags=compare(
                Measure.FALSE_FLAGS, wrong["en"], wrong["fr"], limit_points=limit_points
            ),
            misses=compare(Measure.MISSES, missed["en"], missed["fr"], limit_points=limit_points),
        )


def _rate(outcomes: Iterable[bool]) -> Rate:
    counted = list(outcomes)
    return Rate(part=sum(counted), whole=len(counted))
