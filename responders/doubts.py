"""What speaks against a correction that the gates would give: a wrong one is worse than none."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from responders.circumstances import CONDITION, TURNING, circumstances_of, tells_past
from responders.cues import Cue
from responders.gates import Verdict
from responders.quantities import Agreement, Quantity, compare
from responders.reading import Reading
from responders.subjects import names_another, other_subjects

_ALIKE: Final = 0.95  # nearness from which a word more or less says nothing


def doubt(
    reading: Reading,
    verdict: Verdict,
    known: Sequence[Reading],
    common: frozenset[str],
    rivals: Iterable[Sequence[Quantity]],
    day: date,
) -> str:
    """Return why a correction stays open, "" where nothing speaks against it.

    Args:
        reading: the sentence.
        verdict: what it was found to say.
        known: all texts of the fact.
        common: what is named in many facts of its topic.
        rivals: the figures of other facts that the sentence is near to.
        day: on which the message was written.
    """
    if reading.others.difference(*(one.others for one in known)):
        return "other subject"
    if names_another(reading.folded, (one.folded for one in known)):
        return "other subject"
    told = frozenset[str]().union(*(one.concepts for one in known))
    if verdict.near.score < _ALIKE and other_subjects(
        verdict.near.reading.concepts, (common, told)
    ):
        return "other subject"
    if Cue.DENIES_WHAT_FOLLOWS in reading.cues:
        return "denial"
    if _is_past(reading, known, day) or _is_told_as_past(reading, known):
        return "past"
    if verdict.near.score < _ALIKE and _is_narrowed(reading, verdict):
        return "circumstance"
    if verdict.numbers is Agreement.OTHER and any(
        compare(reading.quantities, figures) is Agreement.SAME for figures in rivals
    ):
        return "figure of another fact"
    return ""


def _is_narrowed(reading: Reading, verdict: Verdict) -> bool:
    """Whether something narrows the sentence that does not narrow the text, or turns it round."""
    said = circumstances_of(reading.folded)
    known = circumstances_of(verdict.near.probe.reading.folded)
    concepts = frozenset[str]().union(*(clause.concepts for clause in reading.clauses))
    if concepts <= verdict.near.probe.reading.concepts:
        said -= {CONDITION}  # "if you study part time": the text is about those
    if said - known:
        return True
    return verdict.polarity == "opposite" and not TURNING.isdisjoint(known - said)


def _is_told_as_past(reading: Reading, known: Sequence[Reading]) -> bool:
    return tells_past(reading.folded) and not any(tells_past(one.folded) for one in known)


def _is_past(reading: Reading, known: Sequence[Reading], day: date) -> bool:
    """Whether the sentence names a year that is over, and no text of the fact does."""
    told = {q.day for one in known for q in one.quantities if q.day is not None}
    return any(
        q.day is not None and q.day.year is not None and q.day.year < day.year and q.day not in told
        for q in reading.quantities
    )
