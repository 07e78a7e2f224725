"""What screening found: values only, so that every package can carry them."""

from dataclasses import dataclass
from enum import StrEnum

from policies.routing import Route


class Handling(StrEnum):
    """What a label asks of the rest of the program, besides its route."""

    CRISIS = "crisis"  # a person at once; the agency's crisis text applies
    PAGE = "page"  # pages the person on call
    NO_HOLDING = "no_holding"  # never acknowledge automatically (abuse, spam)
    NO_PUBLIC_DRAFT = "no_public_draft"  # media, elected, personal data: no public reply is drafted
    NO_NOTICE = "no_notice"  # the author is told nothing of what was done: a robot
    SENSITIVE = "sensitive"  # cards show it link-only
    MINOR = "minor"  # the author may be a minor: in private, and no history of theirs is shown
    PROTECTED = "protected"  # one of us is named: the card is blurred, the name masked
    NO_COPY = "no_copy"  # never shown, copied or passed on: the id is kept, the protocol shown


class Speaker(StrEnum):
    """Who speaks, as far as the message itself tells."""

    PUBLIC = "public"
    MEDIA = "media"
    ELECTED = "elected"
    CANDIDATE = "candidate"
    OFFICIAL = "official"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A rule that a message breaks, and what shows it."""

    label: str  # the label's id in the policy document
    rule: str  # the rule's id
    clause: str  # the clause of the published policy
    score: float  # 0 to 1
    severity: int  # 1 (nuisance) to 5 (danger to a person)
    evidence: tuple[tuple[int, int], ...]  # [start, end) code points of the original text
    route: Route  # the effect of this label on this channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The whole result for one message; `route` is never `draft`: that takes facts."""

    labels: tuple[Label, ...]  # most severe first
    route: Route
    flagged: bool  # True only where a label's effect is review or stronger
    policy: str  # id of the policy document
    policy_version: str
    handling: frozenset[Handling] = frozenset()
    faults: tuple[str, ...] = ()  # what failed or was unsure: a person looks
    speaker: Speaker = Speaker.PUBLIC
    suggested_action: str | None = None  # an Action for the reviewer to consider, never taken alone
    campaign: str | None = None
    exceptions: tuple[str, ...] = ()  # of the policy: why something found is not held against them

    @property
    def severity(self) -> int:
        """The highest severity, 0 where nothing was found."""
        return max((label.severity for label in self.labels), default=0)
