"""The shape of the policy's files: every file of a directory gives a part of one policy."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from policies.policy import Effect, SuggestedAction
from policies.screening_values import Handling
from translations.values import Bilingual

MAX_CONDITION = 4_000  # characters; an expression of 40 kB crashes the CEL parser
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]
Condition = Annotated[str, Field(min_length=1, max_length=MAX_CONDITION)]
Sentence = Annotated[str, Field(min_length=1, max_length=20_000)]


class Part(BaseModel):
    """A part of a file: unknown fields are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(Part):
    """One text in both languages."""

    en: Sentence
    fr: Sentence

    def both(self) -> Bilingual:
        """Return it as a value."""
        return Bilingual(en=self.en, fr=self.fr)


class ClausePart(Part):
    """A section of the published policy."""

    id: Identifier
    title: Wording
    text: Wording


class LabelPart(Part):
    """A label."""

    id: Identifier
    name: Wording
    rule: Wording | None = None
    clause: Identifier
    severity: int = Field(ge=1, le=5)
    handling: tuple[Handling, ...] = ()


class ExamplePart(Part):
    """An example that needs more than its text."""

    text: Annotated[
        str, Field(max_length=20_000)
    ]  # empty where only media came, or words of others
    detected: str | None = None
    channel: str = "example"
    quoted: str | None = None
    automatic: bool = False
    repeats_by_author: int = Field(default=0, ge=0)
    authors_with_same_text: int = Field(default=0, ge=0)
    media: str | None = None
    joined_minutes: int = Field(default=-1, ge=-1)
    first_message: bool = False
    joins_lately: int = Field(default=0, ge=0)
    protected_names: tuple[str, ...] = ()


Examples = tuple[Annotated[str, Field(min_length=1)] | ExamplePart, ...]


class ExamplesPart(Part):
    """Examples by language."""

    en: Examples = ()
    fr: Examples = ()


class RuleExamples(Part):
    """What a rule must and must not match."""

    match: ExamplesPart = ExamplesPart()
    no_match: ExamplesPart = ExamplesPart()


class RulePart(Part):
    """A rule."""

    id: Identifier
    label: Identifier
    when: Condition
    evidence: tuple[str, ...] = ()
    score: float = Field(default=0.8, ge=0, le=1)
    examples: RuleExamples = RuleExamples()


class ExceptionPart(Part):
    """An exception."""

    id: Identifier
    labels: tuple[Identifier, ...] = Field(min_length=1)
    when: Condition
    why: Wording


class OutcomePart(Part):
    """A cell of the effects table in its long form."""

    route: Effect
    action: SuggestedAction | None = None


EffectWord = Literal["none", "note", "review", "escalate"]
Row = dict[str, EffectWord | OutcomePart]


class EffectsPart(Part):
    """The effects table."""

    default: Row = Field(default_factory=dict)
    channels: dict[str, Row] = Field(default_factory=dict)


class PolicyPart(Part):
    """One file; every field may stand in any file of the directory, single ones once only."""

    id: Identifier | None = None
    version: str | None = Field(default=None, min_length=1, max_length=80)
    effective_from: datetime | date | None = None
    effective_until: datetime | date | None = None
    name: Wording | None = None
    introduction: Wording | None = None
    appeal: Wording | None = None
    page: Wording | None = None
    clauses: tuple[ClausePart, ...] = ()
    labels: tuple[LabelPart, ...] = ()
    rules: tuple[RulePart, ...] = ()
    exceptions: tuple[ExceptionPart, ...] = ()
    effects: EffectsPart | None = None
    must_pass: ExamplesPart | None = None
