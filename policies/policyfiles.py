"""The shape of the policy's files: every file of a directory gives a part of one policy.

The descriptions are published: `policies.policyschema` makes the JSON Schema from these models.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from policies.policy import Effect, SuggestedAction
from policies.screening_values import Handling
from translations.values import Bilingual

MAX_CONDITION = 4_000  # characters; an expression of 40 kB crashes the CEL parser
MAX_ITEMS = 5_000  # of any one list
MAX_NAMES = 2_000  # of one exception
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]
Condition = Annotated[str, Field(min_length=1, max_length=MAX_CONDITION)]
Sentence = Annotated[str, Field(min_length=1, max_length=20_000)]
FeatureName = Annotated[str, Field(min_length=1, max_length=80)]
ProperName = Annotated[str, Field(min_length=2, max_length=80, pattern=r"^\S.*\S$")]


class Part(BaseModel):
    """A part of a file: unknown fields are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(Part):
    """One text in both languages."""

    en: Sentence = Field(description="The text in English.")
    fr: Sentence = Field(description="The text in Canadian French, written as such.")

    def both(self) -> Bilingual:
        """Return it as a value."""
        return Bilingual(en=self.en, fr=self.fr)


class ClausePart(Part):
    """A section of the published policy."""

    id: Identifier = Field(description="Name of the section; labels refer to it.")
    title: Wording = Field(description="Heading on the public page.")
    text: Wording = Field(description="What stands under the heading.")


class LabelPart(Part):
    """What is not allowed, or has to be seen by a person."""

    id: Identifier = Field(description="Name of the label; rules and effects refer to it.")
    name: Wording = Field(description="What a moderator reads.")
    rule: Wording | None = Field(
        default=None,
        description=(
            "Public wording that ends “We may hide or remove comments that…”. A label without it"
            " is internal: it is not on the public page."
        ),
    )
    clause: Identifier = Field(description="The section of the public page that it belongs to.")
    severity: int = Field(ge=1, le=5, description="1 nuisance to 5 danger to a person.")
    handling: tuple[Handling, ...] = Field(
        default=(), description="What it asks of the program where its effect is at least review."
    )


class ExamplePart(Part):
    """An example that needs more than its text."""

    text: Annotated[str, Field(max_length=20_000)] = Field(
        description="What is written; empty where only media came, or somebody else's words."
    )
    detected: str | None = Field(
        default=None, description="Language as detected, where that is the point: ISO 639-1."
    )
    channel: str = Field(default="example", description="Where it is written.")
    quoted: str | None = Field(default=None, description="Somebody else's words that came with it.")
    automatic: bool = Field(default=False, description="A program wrote it.")
    repeats_by_author: int = Field(
        default=0, ge=0, description="Earlier messages of the same author with the same text."
    )
    authors_with_same_text: int = Field(
        default=0, ge=0, description="Other authors who posted the same text."
    )
    campaign_authors: int = Field(
        default=0, ge=0, description="Authors of the campaign that it belongs to."
    )
    media: str | None = Field(default=None, description="What came that is not text: photo, join…")
    joined_minutes: int = Field(
        default=-1, ge=-1, description="Minutes since the author joined; -1 where not known."
    )
    first_message: bool = Field(default=False, description="The first one since the author joined.")
    joins_lately: int = Field(
        default=0, ge=0, description="Of an arrival: how many arrived in the ten minutes up to it."
    )
    protected_names: tuple[str, ...] = Field(
        default=(), description="Names that the agency protects, for this example."
    )
    author: str = Field(default="example", description="The author's handle.")
    own_domains: tuple[str, ...] = Field(
        default=(), description="The agency's own domains, for this example."
    )
    own_accounts: tuple[str, ...] = Field(
        default=(), description="The agency's register of accounts, for this example."
    )
    own_names: tuple[str, ...] = Field(
        default=(), description="What the agency is called, for this example."
    )
    scope: tuple[str, ...] = Field(
        default=(), description="What the channel is about, for this example."
    )
    suspected: Literal["hate", "abuse", "threat", "spam"] | None = Field(
        default=None, description="What the classifier suspects, for this example."
    )


Examples = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=20_000)] | ExamplePart, ...],
    Field(max_length=MAX_ITEMS),
]


class ExamplesPart(Part):
    """Examples by language."""

    en: Examples = Field(default=(), description="In English.")
    fr: Examples = Field(default=(), description="In French.")


class RuleExamples(Part):
    """What a rule must and must not match."""

    match: ExamplesPart = Field(default=ExamplesPart(), description="The rule must match these.")
    no_match: ExamplesPart = Field(
        default=ExamplesPart(), description="The rule must not match these."
    )


class RulePart(Part):
    """How a label is recognized."""

    id: Identifier = Field(description="Name of the rule: a moderator sees it with each flag.")
    label: Identifier = Field(description="The label that it finds.")
    when: Condition = Field(description="A condition in CEL over the features (docs/policy.md).")
    evidence: Annotated[tuple[FeatureName, ...], Field(max_length=100)] = Field(
        default=(), description="Features whose words are shown to the moderator."
    )
    score: float = Field(
        default=0.8, ge=0, le=1, description="Orders the rules of one label; 0 to 1."
    )
    examples: RuleExamples = Field(
        default=RuleExamples(), description="In both languages; run by `liaison policy test`."
    )


class ExceptionExamples(Part):
    """What an exception must and must not lift."""

    lifts: ExamplesPart = Field(
        default=ExamplesPart(), description="Without the exception these would have a label."
    )
    stands: ExamplesPart = Field(
        default=ExamplesPart(), description="These keep their label all the same."
    )


class ExceptionPart(Part):
    """What is not held against an author; give exactly one of `when`, `words`, `names`."""

    id: Identifier = Field(description="Name of the exception.")
    labels: Annotated[tuple[Identifier, ...], Field(max_length=MAX_ITEMS)] = Field(
        default=(),
        description="What it lifts. Needed with `when` and `names`; `words` hold for every label.",
    )
    when: Condition | None = Field(
        default=None, description="A condition in CEL: where it holds, the labels do not count."
    )
    words: Annotated[tuple[FeatureName, ...], Field(max_length=20)] = Field(
        default=(),
        description=(
            "Features that count words which are not the author's own, such as quoted_terms:"
            " such words are not counted as the author's."
        ),
    )
    names: Annotated[tuple[ProperName, ...], Field(max_length=MAX_NAMES)] = Field(
        default=(),
        description=(
            "Proper names as they are written, capitals included; * stands for one word with a"
            " capital. What a rule finds in them alone does not count."
        ),
    )
    why: Wording = Field(description="The reason, as a sentence for the moderator.")
    public: Wording | None = Field(
        default=None,
        description="Public wording that ends “We do not act on a comment only because it…”.",
    )
    examples: ExceptionExamples = Field(
        default=ExceptionExamples(), description="In both languages; run by `liaison policy test`."
    )


class OutcomePart(Part):
    """A cell of the effects table in its long form."""

    route: Effect = Field(description="What follows where the label is found.")
    action: SuggestedAction | None = Field(
        default=None, description="What the moderator is offered; never taken by the program."
    )


EffectWord = Literal["none", "note", "review", "escalate"]
Row = dict[str, EffectWord | OutcomePart]


class EffectsPart(Part):
    """The effects table: what follows from a label, in general and on single channels."""

    default: Row = Field(default_factory=dict, description="By label, on every channel.")
    channels: dict[str, Row] = Field(
        default_factory=dict, description="By channel and label; wins over `default`."
    )


def _dated(schema: dict[str, Any]) -> None:
    """Say what the file may hold: a date, or a moment with its zone."""
    schema["examples"] = ["2026-11-23", "2026-11-23T00:00:00-05:00"]


class PolicyPart(Part):
    """One file; every field may stand in any file of the directory, single ones once only."""

    id: Identifier | None = Field(default=None, description="Name of the policy.")
    version: str | None = Field(
        default=None,
        min_length=1,
        max_length=80,
        description="Name of this version, as a text; every decision remembers it.",
    )
    effective_from: datetime | date | None = Field(
        default=None,
        description="When it takes effect, by itself; a date begins at midnight UTC.",
        json_schema_extra=_dated,
    )
    effective_until: datetime | date | None = Field(
        default=None,
        description="The first moment at which it no longer holds.",
        json_schema_extra=_dated,
    )
    name: Wording | None = Field(default=None, description="Title of the public page.")
    introduction: Wording | None = Field(
        default=None, description="What the public page begins with."
    )
    appeal: Wording | None = Field(
        default=None, description="How somebody contests a decision; on the public page."
    )
    page: Wording | None = Field(
        default=None, description="Address of the public page in each language."
    )
    changes: Wording | None = Field(
        default=None, description="What changed since the version before, for the public page."
    )
    clauses: Annotated[tuple[ClausePart, ...], Field(max_length=MAX_ITEMS)] = Field(
        default=(), description="Sections of the public page, in order."
    )
    labels: Annotated[tuple[LabelPart, ...], Field(max_length=MAX_ITEMS)] = Field(
        default=(), description="What is not allowed, or has to be seen by a person."
    )
    rules: Annotated[tuple[RulePart, ...], Field(max_length=MAX_ITEMS)] = Field(
        default=(), description="How labels are recognized."
    )
    exceptions: Annotated[tuple[ExceptionPart, ...], Field(max_length=MAX_ITEMS)] = Field(
        default=(), description="What is not held against an author."
    )
    effects: EffectsPart | None = Field(default=None, description="What follows from each label.")
    must_pass: ExamplesPart | None = Field(
        default=None,
        description="Messages that must never be flagged: criticism of the department first.",
    )
