"""The read side of the desks: the queue by harm, then age; a card with what a reviewer needs."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, and_, case, func, not_, or_, select

from bot.ports import PublicationKind
from bot.states import ActionState, CaseState, PublicationState
from bot.storage import codec
from bot.storage.cases import CASE, DRAFT, PUBLICATION, CaseFile, load
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.publications import Queued, of_case
from bot.storage.tables import ActionRow, DecisionRow
from policies.message import Invitation
from policies.routing import Route
from policies.screening_values import Screening
from responders.triage import Triage
from responders.values import MatchResult

ACTION: Final = ActionRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
DECISION: Final = DecisionRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

WAITING: Final = (CaseState.QUEUED, CaseState.CLAIMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One line of the queue."""

    case_id: int
    state: CaseState
    route: Route
    severity: int
    lang: str
    platform: str
    channel: str
    pseudonym: str
    opened_at: datetime
    due_at: datetime | None
    claimed_by: int | None
    reason: str | None
    excerpt: str  # of the last message that asks for a person; not masked yet
    messages: int
    campaign_id: int | None = None  # it stands for that campaign's cases
    with_it: int = 0  # other cases that wait on the same card


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """How many cases wait, by route."""

    by_route: Mapping[Route, int]
    oldest_at: datetime | None
    grouped: int = 0  # of all: those that wait on the card of a campaign, behind its first case

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_route.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMessage:
    """One message of a case, or of its thread."""

    id: int
    external_id: str
    pseudonym: str
    text: str
    quoted: str | None
    sent_at: datetime
    lang: str
    route: Route
    deleted: bool
    revision: int
    url: str | None
    screening: Screening
    match: MatchResult | None
    media: str | None = None  # what came with it that is not text: "photo", "voice"…
    triage: Triage | None = None
    by_hand: bool = False  # the platform lets no program answer it: a person posts the reply


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCheck:
    """One check of a draft, as stored."""

    check: str
    passed: bool
    weight: str
    en: str
    fr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDraft:
    """The draft that stands."""

    id: int
    state: str
    act: str
    texts: Mapping[str, str]
    origins: Mapping[str, str]
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    facts: tuple[str, ...]
    template: str | None
    trace: Mapping[str, tuple[tuple[str, str], ...]]  # language -> (sentence, what it rests on)
    checks: tuple[CardCheck, ...]
    text_hash: str
    written_by: int | None
    corrects: int | None = None  # the publication of ours that it puts right


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAction:
    """One enforcement action of the case."""

    id: int
    message_id: int
    action: str
    state: ActionState
    rule: str | None
    reason: str | None
    not_before: datetime
    reviewer_id: int = 0
    confirmed_by: int | None = None
    until: datetime | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDecision:
    """One decision of the case."""

    choice: str
    reviewer_id: int
    reason: str | None
    at: datetime
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardData:
    """Everything a card shows; masking is the card's business."""

    case: CaseFile
    pseudonym: str
    stated_lang: str | None
    messages: tuple[CardMessage, ...]  # of the case, oldest first
    context: tuple[CardMessage, ...]  # others' messages of the same thread, oldest first
    draft: CardDraft | None
    publications: tuple[Queued, ...]
    actions: tuple[CardAction, ...]
    decisions: tuple[CardDecision, ...]  # oldest first


# "escalate" first: the rank of a route in words that sort in the database
RANK: Final = case({route.value: route.rank for route in Route}, value=CASE.c.route, else_=0)


# of the cases that wait on a campaign's card, the first stands for all; what is escalated, or with
# somebody, stands on its own
_OF_CARD: Final = CASE.alias("of_card")
GROUPED: Final = and_(
    CASE.c.campaign_id.is_not(None),
    CASE.c.state == CaseState.QUEUED.value,
    CASE.c.route != Route.ESCALATE.value,
    CASE.c.id
    > select(func.min(_OF_CARD.c.id))
    .where(
        _OF_CARD.c.campaign_id == CASE.c.campaign_id,
        _OF_CARD.c.state.in_([state.value for state in WAITING]),
        _OF_CARD.c.route != Route.ESCALATE.value,
    )
    .correlate(CASE)
    .scalar_subquery(),
)


def queue(
    connection: Connection,
    *,
    states: tuple[CaseState, ...] = WAITING,
    limit: int = 50,
    offset: int = 0,
    claimed_by: int | None = None,
) -> list[QueueItem]:
    """Return the cases that wait, by harm (route, severity), then by age."""
    query = (
        select(CASE, AUTHOR.c.pseudonym)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .where(CASE.c.state.in_([state.value for state in states]), not_(GROUPED))
        .order_by(RANK.desc(), CASE.c.severity.desc(), CASE.c.opened_at, CASE.c.id)
        .limit(limit)
        .offset(offset)
    )
    if claimed_by is not None:
        query = query.where(CASE.c.claimed_by == claimed_by)
    return items_of(connection, connection.execute(query).all())


def items_of(connection: Connection, rows: "Sequence[Row[tuple[object, ...]]]") -> list[QueueItem]:
    """Return rows of cases with their pseudonyms as lines of the queue."""
    excerpts = _excerpts(connection, [row.id for row in rows])
    behind = _behind(connection, {row.campaign_id for row in rows if row.campaign_id})
    return [
        QueueItem(
            case_id=row.id,
            state=CaseState(row.state),
            route=Route(row.route),
            severity=row.severity,
            lang=row.lang,
            platform=row.platform,
            channel=row.channel,
            pseudonym=row.pseudonym,
            opened_at=row.opened_at,
            due_at=row.due_at,
            claimed_by=row.claimed_by,
            reason=row.reason,
            excerpt=excerpts.get(row.id, ("", 0))[0],
            messages=excerpts.get(row.id, ("", 0))[1],
            campaign_id=row.campaign_id,
            with_it=0 if row.route == Route.ESCALATE else behind.get(row.campaign_id, 0),
        )
        for row in rows
    ]


def _behind(connection: Connection, campaigns: Collection[int]) -> dict[int, int]:
    """Return how many cases wait on each campaign's card behind its first one."""
    if not campaigns:
        return {}
    rows = connection.execute(
        select(CASE.c.campaign_id, func.count())
        .where(CASE.c.campaign_id.in_(sorted(campaigns)), GROUPED)
        .group_by(CASE.c.campaign_id)
    )
    return {row[0]: row[1] for row in rows}


def search(connection: Connection, words: str, *, limit: int = 10) -> list[QueueItem]:
    """Return cases by number, pseudonym or words of a message, the newest first."""
    if words.lstrip("#").isdecimal():
        found = CASE.c.id == int(words.lstrip("#"))
    else:
        like = "%" + words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        said = select(MESSAGE.c.case_id).where(MESSAGE.c.text.ilike(like, escape="\\"))
        found = or_(func.upper(AUTHOR.c.pseudonym) == words.upper(), CASE.c.id.in_(said))
    rows = connection.execute(
        select(CASE, AUTHOR.c.pseudonym)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .where(found)
        .order_by(CASE.c.id.desc())
        .limit(limit)
    ).all()
    return items_of(connection, rows)


def _excerpts(connection: Connection, ids: list[int]) -> dict[int, tuple[str, int]]:
    found: dict[int, tuple[str, int]] = {}
    asking: set[int] = set()
    if not ids:
        return found
    for row in connection.execute(
        select(MESSAGE.c.case_id, MESSAGE.c.text, MESSAGE.c.route)
        .where(MESSAGE.c.case_id.in_(ids), MESSAGE.c.deleted.is_(False))
        .order_by(MESSAGE.c.id)
    ):
        asks = row.route != Route.IGNORE
        text, count = found.get(row.case_id, ("", 0))
        if asks or row.case_id not in asking:
            text = row.text
        if asks:
            asking.add(row.case_id)
        found[row.case_id] = (text, count + 1)
    return found


def counts(connection: Connection) -> QueueCounts:
    """Return how many wait."""
    states = [state.value for state in WAITING]
    rows = connection.execute(
        select(CASE.c.route, func.count(), func.min(CASE.c.opened_at))
        .where(CASE.c.state.in_(states))
        .group_by(CASE.c.route)
    ).all()
    by_route = {Route(row[0]): int(row[1]) for row in rows}
    grouped = connection.execute(select(func.count()).select_from(CASE).where(GROUPED)).scalar_one()
    return QueueCounts(
        grouped=int(grouped),
        by_route={route: by_route.get(route, 0) for route in reversed(Route)},
        oldest_at=min((row[2] for row in rows), default=None),
    )


def card(connection: Connection, case_id: int, *, context: int = 5) -> CardData:
    """Return one case with everything that belongs to it.

    Raises:
        NoSuchCase: there is none.
    """
    file = load(connection, case_id)
    author = connection.execute(
        select(AUTHOR.c.pseudonym, AUTHOR.c.stated_lang).where(AUTHOR.c.id == file.author_id)
    ).one()
    base = select(MESSAGE, AUTHOR.c.pseudonym).join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id)
    own = connection.execute(
        base.where(MESSAGE.c.case_id == case_id).order_by(MESSAGE.c.sent_at, MESSAGE.c.id)
    ).all()
    thread = connection.execute(
        base.join(CASE, CASE.c.id == MESSAGE.c.case_id)
        .where(
            CASE.c.platform == file.platform,
            CASE.c.channel == file.channel,
            CASE.c.root == file.root,
            CASE.c.id != case_id,
            MESSAGE.c.deleted.is_(False),
        )
        .order_by(MESSAGE.c.sent_at.desc())
        .limit(context)
    ).all()
    return CardData(
        case=file,
        pseudonym=author.pseudonym,
        stated_lang=author.stated_lang,
        messages=tuple(_message(row) for row in own),
        context=tuple(_message(row) for row in reversed(thread)),
        draft=_draft(connection, file),
        publications=tuple(of_case(connection, case_id)),
        actions=tuple(_actions(connection, case_id)),
        decisions=tuple(_decisions(connection, case_id)),
    )


def _message(row: "Row[tuple[object, ...]]") -> CardMessage:
    return CardMessage(
        id=row.id,
        external_id=row.external_id,
        pseudonym=row.pseudonym,
        text=row.text,
        quoted=row.quoted,
        sent_at=row.sent_at,
        lang=row.lang,
        route=Route(row.route),
        deleted=row.deleted,
        revision=row.revision,
        url=row.url,
        screening=codec.load(Screening, row.screening),
        match=codec.load(MatchResult, row.match) if row.match else None,
        media=row.media,
        triage=codec.load(Triage, row.triage) if row.triage else None,
        by_hand=row.invitation == Invitation.NONE.value,
    )


def _draft(connection: Connection, file: CaseFile) -> CardDraft | None:
    if file.draft_id is None:
        return None
    row = connection.execute(select(DRAFT).where(DRAFT.c.id == file.draft_id)).one()
    return CardDraft(
        id=row.id,
        state=row.state,
        act=row.act,
        texts=json.loads(row.texts),
        origins=json.loads(row.origins),
        languages=tuple(json.loads(row.languages)),
        needs=tuple(json.loads(row.needs)),
        facts=tuple(json.loads(row.facts)),
        template=row.template,
        trace={
            lang: tuple((text, basis) for text, basis in sentences)
            for lang, sentences in json.loads(row.trace).items()
        },
        checks=tuple(CardCheck(**check) for check in json.loads(row.checks)),
        text_hash=row.text_hash,
        written_by=row.written_by,
        corrects=row.corrects,
    )


def _actions(connection: Connection, case_id: int) -> list[CardAction]:
    return [
        CardAction(
            id=row.id,
            message_id=row.message_id,
            action=row.action,
            state=ActionState(row.state),
            rule=row.rule,
            reason=row.reason,
            not_before=row.not_before,
            reviewer_id=row.reviewer_id,
            confirmed_by=row.confirmed_by,
            until=row.until,
            fault=row.fault,
        )
        for row in connection.execute(
            select(ACTION).where(ACTION.c.case_id == case_id).order_by(ACTION.c.id)
        )
    ]


def _decisions(connection: Connection, case_id: int) -> list[CardDecision]:
    return [
        CardDecision(
            choice=row.choice,
            reviewer_id=row.reviewer_id,
            reason=row.reason,
            at=row.at,
            undone=row.undone,
        )
        for row in connection.execute(
            select(DECISION).where(DECISION.c.case_id == case_id).order_by(DECISION.c.id)
        )
    ]


def in_doubt(connection: Connection) -> list[int]:
    """Return the publications that a person has to settle: unknown, refused, by hand."""
    states = (PublicationState.UNKNOWN, PublicationState.FAILED, PublicationState.HANDED_OFF)
    rows = connection.execute(
        select(PUBLICATION.c.id)
        .where(
            PUBLICATION.c.state.in_([state.value for state in states]),
            # whoever got no answer to a command types it again: nothing for a person
            PUBLICATION.c.kind != PublicationKind.SERVICE.value,
            # nobody says by hand that nobody is there
            not_(
                and_(
                    PUBLICATION.c.kind == PublicationKind.HOLDING.value,
                    PUBLICATION.c.state == PublicationState.HANDED_OFF.value,
                )
            ),
        )
        .order_by(PUBLICATION.c.id)
    )
    return [row.id for row in rows]
