"""Which members of a campaign may wait on its card, and which stand on their own.

A campaign never takes anything from a message: whoever asks something else, is in danger, breaks
another rule or says the opposite is looked at alone, as if there were no campaign.
"""

import re
from dataclasses import dataclass
from typing import Final

from policies.likeness import Likeness
from policies.routing import Route
from policies.screening_values import Handling, Screening
from responders.values import MatchResult

# what a decision for many may cover: labels that ask nothing but "no holding reply", "no notice"
_HARMLESS: Final = frozenset({Handling.NO_HOLDING, Handling.NO_NOTICE})

_SHARED: Final = frozenset({Handling.NO_PUBLIC_DRAFT})  # harmless where the first text has it too

# the shipped policy's label for a text that many have sent: of a campaign it says nothing new
_REPEATED: Final = frozenset({"repetitive"})
_OWN_WORDS: Final = 3  # fewer are no question of one's own
_QUESTION: Final = re.compile(r"\?+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was made of one message, as far as grouping needs it."""

    route: Route
    screening: Screening
    match: MatchResult | None
    text: str


def alone(sample: Judged | None, one: Judged, likeness: Likeness) -> str | None:
    """Return why this message stands on its own; None where it may wait with the sample."""
    usual = _HARMLESS | (sample.screening.handling & _SHARED if sample is not None else frozenset())
    if one.route is Route.ESCALATE or one.screening.handling - usual:
        return "sensitive"
    if sample is not None and one.screening.speaker is not sample.screening.speaker:
        return "sensitive"
    if likeness.turned:
        return "turned"
    if sample is None or one.screening.faults != sample.screening.faults:
        return "doubt"
    if _severity(one) > _severity(sample) or not _broken(one) <= _broken(sample):
        return "graver"
    own = likeness.added + likeness.varied
    # the same advertisement with another mark at its end asks nothing
    if _asks(one) > _asks(sample) and (own >= _OWN_WORDS or not one.screening.flagged):
        return "question"
    if _answer(one) != _answer(sample):
        return "fact"
    return None


def _broken(one: Judged) -> frozenset[str]:
    return frozenset(label.label for label in one.screening.labels) - _REPEATED


def _severity(one: Judged) -> int:
    labels = one.screening.labels
    return max((each.severity for each in labels if each.label not in _REPEATED), default=0)


def _asks(one: Judged) -> int:
    marks = len(_QUESTION.findall(one.text))
    return max(marks, 1) if one.match is not None and one.match.question else marks


def _answer(one: Judged) -> tuple[object, ...]:
    """What a reply would rest on: the stance, and the fact that comes first."""
    if one.match is None or not one.match.matches:
        return ()
    return one.match.stance, one.match.matches[0].fact
