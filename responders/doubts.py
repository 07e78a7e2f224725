"""What speaks against a correction that the gates would give: a wrong one is worse than none."""

from collections.abc import Iterable, Sequence
from datetime import date

from responders.cues import Cue
from responders.gates import Verdict
from responders.quantities import Agreement, Quantity, compare
from responders.reading import Reading


def doubt(
    reading: Reading,
    verdict: Verdict,
    known: Sequence[Reading],
    rivals: Iterable[Sequence[Quantity]],
    day: date,
) -> str:
    """Return why a correction stays open, "" where nothing speaks against it.

    Args:
        reading: the sentence.
        verdict: what it was found to say.
        known: all texts of the fact.
        rivals: the figures of other facts that the sentence is near to.
        day: on which the message was written.
    """
    if reading.others.difference(*(one.others for one in known)):
        return "other subject"
    if Cue.DENIES_WHAT_FOLLOWS in reading.cues:
        return "denial"
    if _is_past(reading, known, day):
        return "past"
    if verdict.numbers is Agreement.OTHER and any(
        compare(reading.quantities, figures) is Agreement.SAME for figures in rivals
    ):
        return "figure of another fact"
    return ""


def _is_past(reading: Reading, known: Sequence[Reading], day: date) -> bool:
    """Whether the sentence names a year that is over, and no text of the fact does."""
    told = {q.day for one in known for q in one.quantities if q.day is not None}
    return any(
        q.day is not None and q.day.year is not None and q.day.year < day.year and q.day not in told
        for q in reading.quantities
    )
