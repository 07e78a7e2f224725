"""Which members of a campaign may wait on its card, and which stand on their own.

A campaign never takes anything from a message: whoever asks something else, is in danger, breaks
another rule or says the opposite is looked at alone, as if there were no campaign.
"""

from dataclasses import dataclass
from typing import Final

from policies.likeness import Likeness
from policies.routing import Route
from policies.screening_values import Handling, Screening
from responders.values import MatchResult

# what a decision for many may cover: labels that ask nothing but "no holding reply", "no notice"
_HARMLESS: Final = frozenset({Handling.NO_HOLDING, Handling.NO_NOTICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was made of one message, as far as grouping needs it."""

    route: Route
    screening: Screening
    match: MatchResult | None
    text: str


def alone(sample: Judged | None, one: Judged, likeness: Likeness) -> str | None:
    """Return why this message stands on its own; None where it may wait with the sample."""
    labels = {label.label for label in one.screening.labels}
    if one.route is Route.ESCALATE or one.screening.handling - _HARMLESS:
        return "sensitive"
    if likeness.turned:
        return "turned"
    if sample is None or one.screening.faults != sample.screening.faults:
        return "doubt"
    if one.screening.severity > sample.screening.severity or not labels <= {
        label.label for label in sample.screening.labels
    }:
        return "graver"
    if _asks(one) > _asks(sample):
        return "question"
    if _answer(one) != _answer(sample):
        return "fact"
    return None


def _asks(one: Judged) -> int:
    marks = one.text.count("?")
    return max(marks, 1) if one.match is not None and one.match.question else marks


def _answer(one: Judged) -> tuple[object, ...]:
    """What a reply would rest on: the stance, and the fact that comes first."""
    if one.match is None or not one.match.matches:
        return ()
    return one.match.stance, one.match.matches[0].fact
