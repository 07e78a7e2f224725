"""The comment policy as values: what is not allowed, how it is recognized, what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from policies.routing import Route
from policies.screening_values import Handling
from translations.values import Bilingual


class Effect(StrEnum):
    """What follows when a label is found on a channel."""

    NONE = "none"  # the label is dropped
    NOTE = "note"  # shown to whoever looks at the message, nothing else
    REVIEW = "review"
    ESCALATE = "escalate"

    @property
    def route(self) -> Route:
        """The route that this effect asks for."""
        return _ROUTES.get(self, Route.IGNORE)


_ROUTES = {Effect.REVIEW: Route.REVIEW, Effect.ESCALATE: Route.ESCALATE}


class SuggestedAction(StrEnum):
    """What a reviewer may consider; the program never does it alone."""

    HIDE = "hide"
    DELETE = "delete"
    WARN = "warn"
    RESTRICT = "restrict"
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One cell of the effects table."""

    effect: Effect
    action: SuggestedAction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A section of the published policy."""

    id: str
    title: Bilingual
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDefinition:
    """Something that the policy does not allow, or that a person has to see."""

    id: str
    name: Bilingual
    rule: Bilingual | None  # public wording; None where it is internal (such as a journalist)
    clause: str
    severity: int  # 1 (nuisance) to 5 (danger to a person)
    handling: frozenset[Handling] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A message that a rule must, or must not, match."""

    text: str
    lang: str
    detected: str | None = None  # where the language is the point: what detection says
    channel: str = "example"
    quoted: str | None = None
    automatic: bool = False
    repeats_by_author: int = 0
    authors_with_same_text: int = 0
    campaign_authors: int = 0
    media: str | None = None
    joined_minutes: int = -1
    first_message: bool = False
    joins_lately: int = 0
    protected_names: tuple[str, ...] = ()
    author: str = "example"
    own_domains: tuple[str, ...] = ()
    own_accounts: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    suspected: str | None = None  # by the classifier: hate, abuse, threat or spam


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a label is recognized."""

    id: str
    label: str
    when: str  # CEL over the features
    evidence: tuple[str, ...]  # the features whose spans show it
    score: float
    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyException:
    """What is not held against an author; exactly one of `when`, `words` and `names` is given."""

    id: str
    labels: tuple[str, ...]  # what it lifts; empty for `words`, which are never counted at all
    why: Bilingual  # for the moderator, a sentence
    when: str | None = None  # CEL over the features
    words: tuple[str, ...] = ()  # features that count words which are not the author's own
    names: tuple[str, ...] = ()  # proper names, as they are written
    public: Bilingual | None = None  # ends "We do not act on a comment only because it…"
    lifts: tuple[Example, ...] = ()  # would be labelled without the exception
    stands: tuple[Example, ...] = ()  # keeps its label all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of the comment policy."""

    id: str
    version: str
    effective_from: datetime  # aware
    effective_until: datetime | None  # aware; the first moment at which it no longer holds
    name: Bilingual
    introduction: Bilingual
    appeal: Bilingual
    clauses: tuple[Clause, ...]
    labels: Mapping[str, LabelDefinition]
    rules: tuple[Rule, ...]
    exceptions: tuple[PolicyException, ...]
    effects: Mapping[str, Outcome]  # by label
    channel_effects: Mapping[str, Mapping[str, Outcome]]  # channel -> by label
    must_pass: tuple[Example, ...]
    sha256: str = field(default="")  # of the files, in the order of their names
    home: Mapping[str, str] = field(default_factory=dict)  # language -> address of its public page
    changes: Bilingual | None = None  # since the version before, for the public page

    def outcome(self, label: str, channel: str) -> Outcome:
        """Return what follows from a label on a channel; review where the table is silent."""
        on_channel = self.channel_effects.get(channel, {})
        return on_channel.get(label) or self.effects.get(label) or Outcome(effect=Effect.REVIEW)


def active_version(policies: Iterable[Policy], now: datetime) -> Policy | None:
    """Return the version in force: of those that hold `now`, the one that began last."""
    holding = [
        policy
        for policy in policies
        if policy.effective_from <= now
        and (policy.effective_until is None or now < policy.effective_until)
    ]
    return max(holding, key=lambda policy: (policy.effective_from, policy.version), default=None)
