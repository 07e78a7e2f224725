"""Parity: intervals as published, gaps, verdicts, and what is counted for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.parity import (
    FEWEST,
    Measure,
    Observation,
    Rate,
    Verdict,
    compare,
    gap,
    parity,
    quantile,
)

COUNTS = st.integers(0, 400).flatmap(
    lambda whole: st.builds(Rate, part=st.integers(0, whole), whole=st.just(whole))
)


def rate(part: int, whole: int) -> Rate:
    """Return so many of so many."""
    return Rate(part=part, whole=whole)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    """The interval of one rate is that of Newcombe's first paper of 1998, table I, method 3."""
    assert rate(part, whole).interval == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    """The interval of a difference is that of Newcombe's second paper of 1998, table II."""
    assert gap(rate(*first), rate(*second)).interval == pytest.approx((low, high), abs=5e-5)


@given(COUNTS)
def test_an_interval_holds_its_rate(one: Rate) -> None:
    """The rate lies in its interval, and the interval between 0 and 1."""
    low, high = one.interval
    assert 0.0 <= low <= one.share + 1e-12
    assert one.share - 1e-12 <= high <= 1.0


@given(COUNTS, COUNTS)
def test_a_gap_turned_round(one: Rate, other: Rate) -> None:
    """The gap of the same rates the other way round is the same with its sign changed."""
    there, back = gap(one, other), gap(other, one)
    assert back.difference == -there.difference
    assert back.interval == pytest.approx((-there.interval[1], -there.interval[0]))
    assert back.beyond_chance == there.beyond_chance
    assert there.interval[0] - 1e-12 <= there.difference <= there.interval[1] + 1e-12


@pytest.mark.parametrize(
    ("english", "french", "verdict"),
    [
        ((50, 1000), (60, 1000), Verdict.ALIKE),
        ((50, 1000), (150, 1000), Verdict.APART),
        ((2, 40), (6, 40), Verdict.CHANCE),
        ((0, 19), (19, 19), Verdict.FEW),
        ((0, 0), (0, 0), Verdict.FEW),
    ],
)
def test_verdicts(english: tuple[int, int], french: tuple[int, int], verdict: Verdict) -> None:
    """A gap counts where it is wide, beyond chance, and there is enough to tell."""
    assert compare(Measure.MISSES, rate(*english), rate(*french)).verdict is verdict


def _many(lang: str, expected: bool, flagged: int, number: int) -> list[Observation]:
    return [
        Observation(
            lang=lang, flagged=n < flagged, labels=frozenset(), expected=expected, latency_ms=n + 1
        )
        for n in range(number)
    ]


def test_parity_counts_each_language() -> None:
    """False flags are counted of what should pass, misses of what should be flagged."""
    found = parity(
        [
            *_many("en", False, 2, 100),
            *_many("fr", False, 40, 100),
            *_many("en", True, 90, 100),
            *_many("fr", True, 88, 100),
            Observation(lang="es", flagged=True, labels=frozenset()),
        ]
    )
    assert [(row.lang, row.messages, row.labelled) for row in found.languages] == [
        ("en", 200, 200),
        ("fr", 200, 200),
        ("es", 1, 0),
    ]
    assert [(one.measure, one.english, one.french, one.verdict) for one in found.comparisons] == [
        (Measure.FLAGGED, rate(92, 200), rate(128, 200), Verdict.APART),
        (Measure.FALSE_FLAGS, rate(2, 100), rate(40, 100), Verdict.APART),
        (Measure.MISSES, rate(10, 100), rate(12, 100), Verdict.ALIKE),
    ]
    assert (found.languages[0].median_ms, found.languages[0].p95_ms) == (50, 95)
    assert found.apart


def test_a_gap_in_what_people_write_is_no_fault() -> None:
    """Where false flags and misses are alike, more flags in one language break no promise."""
    found = parity(
        [
            *_many("en", False, 0, 100),
            *_many("fr", False, 0, 20),
            *_many("en", True, 20, 20),
            *_many("fr", True, 100, 100),
        ]
    )
    assert found.comparisons[0].verdict is Verdict.APART
    assert not found.apart


def test_labels_are_compared_one_by_one() -> None:
    """A label that is missed in one language only shows, though the messages are flagged."""
    seen = [
        Observation(
            lang=lang,
            flagged=True,
            labels=frozenset({"hate" if lang == "en" else "insult"}),
            expected=True,
            expected_labels=frozenset({"hate"}),
        )
        for lang in ("en", "fr")
        for _ in range(FEWEST)
    ]
    found = parity(seen)
    assert not found.apart
    assert [
        (row.label, row.misses.english, row.misses.french, row.misses.verdict)
        for row in found.labels
    ] == [
        ("hate", rate(0, 20), rate(20, 20), Verdict.APART),
        ("insult", rate(0, 0), rate(0, 0), Verdict.FEW),
    ]
    assert found.labels[1].false_flags.french == rate(20, 20)


def test_nothing_at_all() -> None:
    """Of no message nothing is said, and nothing is divided by zero."""
    found = parity([])
    assert [one.verdict for one in found.comparisons] == [Verdict.FEW] * 3
    assert [(row.lang, row.messages) for row in found.languages] == [("en", 0), ("fr", 0)]
    assert (found.labels, found.apart) == ((), False)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, 0.0), ([3.0], 0.95, 3.0), ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0)],
)
def test_quantile(values: list[float], share: float, expected: float) -> None:
    """A quantile is a value that was measured."""
    assert quantile(values, share) == expected
