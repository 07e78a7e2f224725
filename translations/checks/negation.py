"""Negations, counted as each language makes them: what one text denies, the other denies.

« ne … que » and "only" restrict and deny nothing; « avant qu'il ne parte » denies nothing; « pas »
alone denies; "not only" does not; « ni … ni » and "neither … nor" deny once.
"""

from collections.abc import Iterator

from translations.checks.denials import Denials, Reader
from translations.checks.denyingenglish import read_english
from translations.checks.denyingfrench import FrenchReader
from translations.checks.findings import Finding, between
from translations.checks.opposites import OPPOSITES
from translations.checks.text import Pair, Side, Span


def denials(side: Side) -> Denials:
    """Return the denials of an English or French text."""
    known = side.readings.get(denials)
    if known is None:
        text = Reader(side)
        known = FrenchReader(text).read() if side.lang == "fr" else read_english(text)
        side.readings[denials] = known
    return known  # type: ignore[return-value]  # what the reader gave


def check_negation(pair: Pair) -> Iterator[Finding]:
    """Find a negation that was lost or added, sentence by sentence where both have as many."""
    if not pair.official:
        return
    ours, theirs = denials(pair.source), denials(pair.target)
    if not ours.hard and not theirs.hard:
        return
    lost: list[Span] = []
    added: list[Span] = []
    for one, other in _sentences(pair, ours, theirs):
        if _excess(one, other) > 0 and _is_missed(one, pair.source, pair.target):
            lost += one.hard
        elif _excess(other, one) > 0 and _is_missed(other, pair.target, pair.source):
            added += other.hard
    if lost or added:
        yield between("negation", pair, lost=lost, added=added)


def _sentences(pair: Pair, ours: Denials, theirs: Denials) -> list[tuple[Denials, Denials]]:
    ends, others = pair.source.ends, pair.target.ends
    if len(ends) != len(others) or len(ends) == 1:
        return [(ours, theirs)]
    parts = zip([0, *ends], ends, [0, *others], others, strict=False)
    return [(ours.within(a, b), theirs.within(c, d)) for a, b, c, d in parts]


def _is_missed(denials_: Denials, side: Side, other: Side) -> bool:
    """Whether what is denied can be told to be missing: by more than words of their own."""
    if not all(span[0] in denials_.words for span in denials_.hard):
        return True
    opposites = OPPOSITES[side.lang]
    return any(
        not opposites.get(denials_.words[span[0]], frozenset()).isdisjoint(other.bag)
        for span in denials_.hard
    )


def _excess(one: Denials, other: Denials) -> int:
    """How many denials of one text nothing in the other can stand for."""
    missing = len(one.hard) - len(other.hard)
    if missing <= 0:
        return 0
    missing -= max(0, len(other.optional) - len(one.optional))
    missing -= max(0, len(other.soft) - len(one.soft))
    if other.french and one.until:  # « ne … que », but "only" never for « ne … pas »
        missing -= max(0, len(other.limits) - len(one.limits))
    return missing
