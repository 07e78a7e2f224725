"""The values of the answering side: facts, matches, drafts, checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from translations.values import Bilingual, Origin


class Stance(StrEnum):
    """What a message says of a fact."""

    CONTRADICTS = "contradicts"
    AGREES = "agrees"
    UNSURE = "unsure"
    NONE = "none"


class SpeechAct(StrEnum):
    """What a reply does; it decides wording and language."""

    CORRECTION = "correction"  # puts a wrong statement right
    ANSWER = "answer"  # answers a question
    THANKS = "thanks"
    REDIRECT = "redirect"  # moves the conversation to a private channel
    CLOSED = "closed"  # ends an exchange
    HOLDING = "holding"  # after-hours acknowledgment
    CRISIS = "crisis"  # crisis lines, written by a person


class Rating(StrEnum):
    """What the agency says of a claim; the public wording is in the catalogs."""

    FALSE = "false"
    MISLEADING = "misleading"  # true in parts, and leaves a wrong impression
    OUTDATED = "outdated"  # was true once
    SATIRE = "satire"  # not meant
    TRUE = "true"

    @property
    def wrong(self) -> bool:
        """Whether whoever says this in earnest contradicts the fact."""
        return self in {Rating.FALSE, Rating.MISLEADING, Rating.OUTDATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A known statement about a fact, as people really write it, and what we say of it."""

    id: str  # its own within the fact
    variants: Mapping[str, tuple[str, ...]]  # language -> wordings
    rating: Rating = Rating.FALSE
    first_seen: date | None = None
    seen: tuple[str, ...] = ()  # addresses where it was seen
    reply: Bilingual | None = None  # what we answer to it, in the place of the fact's statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A sourced, dated, approved statement."""

    id: str
    statement: Bilingual
    source: Bilingual  # one URL per language
    owner: str
    topic: str
    valid_from: date
    valid_until: date | None
    review_on: date
    tags: tuple[str, ...] = ()
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    replaces: str | None = None  # the fact that it is a later version of

    @property
    def misconceptions(self) -> tuple[Claim, ...]:
        """The claims that are wrong: whoever makes one contradicts the fact."""
        return tuple(claim for claim in self.claims if claim.rating.wrong)

    def valid_on(self, day: date) -> bool:
        """Whether the fact may be relied on that day (both ends included)."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One fact that a message seems to be about."""

    fact: str  # the fact's id
    score: float  # 0 to 1
    gates: Mapping[str, str]  # gate name -> what it found, in words a program can read
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchResult:
    """All matches of one message, best first, and the stance of the whole."""

    matches: tuple[Match, ...]
    stance: Stance
    question: bool = False  # the message asks rather than states
    praise: bool = False  # the message thanks or praises


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a draft and what it rests on."""

    text: str
    basis: str  # "fact:ID", "claim:FACT/ID", "template:ID" or "human"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """What a reply would say, in both languages where both exist."""

    act: SpeechAct
    texts: Mapping[str, str]  # language -> text; "en" and "fr", or one of them
    origins: Mapping[str, Origin]  # language -> where that text came from
    languages: tuple[str, ...]  # what would be sent, in this order
    facts: tuple[str, ...] = ()
    template: str | None = None
    trace: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)


class Weight(StrEnum):
    """What a failed check does."""

    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check of a draft, explained in both languages."""

    check: str
    passed: bool
    weight: Weight
    explanation: Bilingual
