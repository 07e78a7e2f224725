"""What the program made of one message, before anything is stored: a value."""

from dataclasses import dataclass

from policies.campaigns import NOTHING, Sighting
from policies.message import Message
from policies.routing import Route
from policies.screening_values import Screening
from responders.triage import Triage
from responders.values import CheckResult, DraftText, MatchResult
from translations.values import Detection


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticText:
    """A text that goes out without a person: a holding reply, or crisis text where allowed."""

    kind: str  # a PublicationKind
    occasion: str  # what it may be sent once for: the closure, or the message
    text: str
    lang: str | None
    shadow: bool  # only prepared: the channel is in shadow for this kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One message and everything that was found out about it."""

    inbox_id: int
    message: Message
    detection: Detection
    screening: Screening
    match: MatchResult | None
    route: Route  # merged: the highest of the policy's and the facts'
    fingerprint: str
    draft: DraftText | None = None
    checks: tuple[CheckResult, ...] = ()
    automatic: tuple[AutomaticText, ...] = ()
    sighting: Sighting = NOTHING  # of a campaign
    triage: Triage | None = None  # None: nobody asked

    @property
    def needs_person(self) -> bool:
        """Whether the message asks something of a person."""
        return self.route is not Route.IGNORE
