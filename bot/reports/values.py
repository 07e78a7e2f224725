"""What a report says, as values: gathered once, shown in either language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.reports.claimrows import ClaimRow
from bot.storage.postedits import Efforts
from policies.routing import Route
from translations.values import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """One message as a page may show it: masked, cut, or not at all."""

    case_id: int
    lang: str
    sent_at: datetime
    text: str | None  # None: sensitive, shown at the desk only


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRow:
    """One detected language, and where its messages go."""

    lang: str
    total: int
    by_route: Mapping[Route, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRow:
    """One label, how often it was found, and how the public policy words it."""

    label: str
    name: Bilingual
    wording: Bilingual | None  # of the public policy; None where the label is internal
    clause: Bilingual | None
    severity: int
    count: int
    flagged: int  # of these, how many go to a person because of the policy
    rules: tuple[tuple[str, int], ...]  # the rules that found it, most frequent first
    examples: tuple[Excerpt, ...]

    @property
    def sensitive(self) -> bool:
        """Whether no example may be shown on a page."""
        return bool(self.examples) and all(one.text is None for one in self.examples)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact, and what people said of it."""

    fact: str
    statement: Bilingual
    source: Bilingual
    contradicts: int
    unsure: int
    agrees: int
    examples: tuple[Excerpt, ...]  # of those that contradict it

    @property
    def total(self) -> int:
        """How many messages are about it."""
        return self.contradicts + self.unsure + self.agrees


@dataclass(frozen=True, slots=True, kw_only=True)
class FactUseRow:
    """One fact, how it was used, and what came of it."""

    fact: str
    statement: Bilingual
    owner: str
    drafted: int
    sent: int  # replies that are out
    answered: int
    disputed: int
    corrected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CareRow:
    """One fact that somebody has to see to, and why."""

    need: str  # retracted, expired, disputed, ends, review, theme
    fact: str
    statement: Bilingual
    owner: str
    day: date | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One reply that is out and has to be put right."""

    number: int  # on the list
    case_id: int | None
    why: str  # retracted, expired, gone, changed
    begun: bool
    text: str  # masked


@dataclass(frozen=True, slots=True, kw_only=True)
class FactUpkeep:
    """Facts by use, the outcome of replies, and what waits for somebody."""

    uses: tuple[FactUseRow, ...] = ()  # most sent first
    replies: int = 0  # that are out and rest on facts
    answered: int = 0
    disputed: int = 0
    corrected: int = 0
    cares: tuple[CareRow, ...] = ()  # the most pressing first
    waiting: int = 0  # replies to put right
    to_correct: tuple[CorrectionRow, ...] = ()  # some of them, the oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """A page that a draft rests on."""

    fact: str
    address: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftExample:
    """One draft beside the message that it answers."""

    case_id: int
    act: str
    message: Excerpt
    texts: Mapping[str, str]  # language -> text
    languages: tuple[str, ...]  # what would be sent
    sources: tuple[SourceLink, ...]
    failed_checks: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the queue that a reviewer would see."""

    case_id: int
    route: Route
    severity: int
    lang: str
    place: str  # platform and channel
    pseudonym: str
    opened_at: datetime
    why: tuple[Bilingual, ...]  # names of the labels found
    reason: str  # where there is no label: question, contradicts, unsure, praise, …
    text: str | None  # masked; None: sensitive
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """One campaign: how many messages of how many people, and how it may be read."""

    number: int
    messages: int
    authors: int
    reading: str  # people, automation, unclear
    sample: str | None  # masked; None: not to be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    """Texts that would have gone out by themselves outside shadow mode."""

    holding: int
    people: int  # different people among them
    crisis: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything in a replay's database, added up."""

    messages: int
    authors: int
    cases: int
    waiting: int  # cases that wait for a person
    drafts: int
    flagged: int
    errors: int  # lines and messages that could not be read or worked on
    deleted: int
    first_at: datetime | None
    last_at: datetime | None
    by_route: Mapping[Route, int]
    by_lang: tuple[LanguageRow, ...]  # most frequent first
    by_act: tuple[tuple[str, int], ...]
    by_channel: tuple[tuple[str, int], ...]
    labels: tuple[LabelRow, ...]  # most severe first, then most frequent
    facts: tuple[FactRow, ...]  # most contradicted first
    questions: int
    contradictions: int  # messages, not facts
    in_danger: int  # people who may need help at once
    draft_examples: tuple[DraftExample, ...]
    queue: tuple[QueueRow, ...]
    automatic: Automatic
    faults: tuple[tuple[str, int], ...]  # what a stage could not do, and how often
    unreadable: tuple[tuple[str, int], ...]  # why updates were set aside, and how often
    policy_name: Bilingual
    policy_version: str
    campaign_voices: int = 0  # messages that belong to a campaign
    campaigns: tuple[CampaignLine, ...] = ()  # the largest first
    upkeep: FactUpkeep = FactUpkeep()
    claims: tuple[ClaimRow, ...] = ()  # those of the last seven days first
    post_edits: Efforts = field(default_factory=Efforts)
    live: bool = False  # of an installation at work, not of a run in shadow mode

    @property
    def individual_voices(self) -> int:
        """Messages of people who wrote by themselves."""
        return self.messages - self.campaign_voices

    @property
    def needs_person(self) -> int:
        """Messages that ask something of a person."""
        return self.messages - self.by_route.get(Route.IGNORE, 0)

    @property
    def urgent(self) -> int:
        """Messages that a person has to see at once."""
        return self.by_route.get(Route.ESCALATE, 0)
