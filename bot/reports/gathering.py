"""Adds up a replay's database in one pass over its messages."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection, Row, Select, distinct, func, select

from bot.ports import PublicationKind
from bot.reports.claimrows import ClaimRow, claim_row
from bot.reports.excerpts import excerpt, masked
from bot.reports.factgathering import Occasion, fact_upkeep
from bot.reports.values import (
    Automatic,
    CampaignLine,
    DraftExample,
    Excerpt,
    FactRow,
    Findings,
    LabelRow,
    LanguageRow,
    QueueRow,
    SourceLink,
)
from bot.states import DraftState
from bot.storage import campaigncards, codec, postedits
from bot.storage.campaigns import MEMBER
from bot.storage.cases import CASE, DRAFT, PUBLICATION
from bot.storage.claims import spreads
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE
from bot.storage.queue import card, counts, queue
from policies.policy import Policy
from policies.routing import Route
from policies.screening_values import Handling, Label, Screening
from responders.facts import FactBank
from responders.values import MatchResult, Stance
from translations.values import OFFICIAL_LANGUAGES, Bilingual

QUEUE_SHOWN: Final = 30
CAMPAIGNS_SHOWN: Final = 10
DRAFTS_SHOWN: Final = 12
EXAMPLES: Final = 3  # of each label and each fact
GONE: Final = (DraftState.SUPERSEDED.value, DraftState.WITHDRAWN.value)  # no text stands there


@dataclass(slots=True)
class _Tally:
    """Running totals of one pass."""

    routes: Counter[Route] = field(default_factory=Counter)
    langs: dict[str, Counter[Route]] = field(default_factory=lambda: defaultdict(Counter))
    channels: Counter[str] = field(default_factory=Counter)
    flagged: int = 0
    deleted: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    labels_flagged: Counter[str] = field(default_factory=Counter)
    severity: dict[str, int] = field(default_factory=dict)
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    label_examples: dict[str, list[Excerpt]] = field(default_factory=lambda: defaultdict(list))
    stances: dict[str, Counter[Stance]] = field(default_factory=lambda: defaultdict(Counter))
    fact_examples: dict[str, list[Excerpt]] = field(default_factory=lambda: defaultdict(list))
    shown: set[str] = field(default_factory=set)  # fingerprints: no example twice
    questions: int = 0
    contradictions: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    in_danger: set[int] = field(default_factory=set)  # authors
    sensitive: set[int] = field(default_factory=set)  # cases
    why: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # case -> labels
    reasons: dict[int, str] = field(default_factory=dict)  # case -> why, where no label says it
    first_at: datetime | None = None
    last_at: datetime | None = None


def gather(
    connection: Connection,
    policy: Policy,
    bank: FactBank,
    *,
    occasion: Occasion | None = None,
    live: bool = False,
) -> Findings:
    """Return everything that the database holds, added up.

    Args:
        connection: to the database.
        policy: names and wording of the labels.
        bank: statements and sources of the facts.
        occasion: when facts are looked at; at the last message, where not given.
        live: whether it is an installation at work.
    """
    tally = _Tally()
    rows = connection.execute(
        select(MESSAGE).order_by(MESSAGE.c.id), execution_options={"yield_per": 500}
    )
    for row in rows:
        _count(tally, row)
    occasion = occasion or Occasion(now=tally.last_at)
    standing = DRAFT.c.state.not_in(GONE)
    acts = connection.execute(
        select(DRAFT.c.act, func.count()).where(standing).group_by(DRAFT.c.act)
    ).all()
    unreadable = connection.execute(
        select(INBOX.c.fault, func.count()).where(INBOX.c.state == "bad").group_by(INBOX.c.fault)
    ).all()
    return Findings(
        messages=sum(tally.routes.values()),
        authors=_one(connection, select(func.count(distinct(MESSAGE.c.author_id)))),
        cases=_one(connection, select(func.count()).select_from(CASE)),
        waiting=counts(connection).total,
        drafts=sum(row[1] for row in acts),
        flagged=tally.flagged,
        errors=sum(row[1] for row in unreadable),
        deleted=tally.deleted,
        first_at=tally.first_at,
        last_at=tally.last_at,
        by_route={route: tally.routes[route] for route in Route},
        by_lang=_languages(tally),
        by_act=tuple(sorted(((row[0], row[1]) for row in acts), key=lambda one: (-one[1], one[0]))),
        by_channel=_ranked(tally.channels),
        labels=_labels(tally, policy),
        facts=_facts(tally, bank),
        questions=tally.questions,
        contradictions=tally.contradictions,
        in_danger=len(tally.in_danger),
        draft_examples=_drafts(connection, bank),
        queue=_queue(connection, tally, policy),
        automatic=_automatic(connection),
        faults=_ranked(tally.faults),
        unreadable=_ranked(Counter({str(row[0]): row[1] for row in unreadable})),
        policy_name=policy.name,
        policy_version=policy.version,
        campaign_voices=_one(connection, select(func.count()).select_from(MEMBER)),
        campaigns=_campaigns(connection),
        upkeep=fact_upkeep(connection, bank, occasion),
        claims=_claims(connection, bank, occasion),
        post_edits=postedits.efforts(connection),
        live=live,
    )


def _count(tally: _Tally, row: "Row[tuple[object, ...]]") -> None:
    route = Route(row.route)
    tally.routes[route] += 1
    tally.langs[row.lang][route] += 1
    tally.channels[row.channel] += 1
    tally.flagged += row.flagged
    tally.deleted += row.deleted
    tally.first_at = min(tally.first_at or row.sent_at, row.sent_at)
    tally.last_at = max(tally.last_at or row.sent_at, row.sent_at)
    screening = codec.load(Screening, row.screening)
    sensitive = Handling.SENSITIVE in screening.handling
    if sensitive:
        tally.sensitive.add(row.case_id)
    if Handling.CRISIS in screening.handling:
        tally.in_danger.add(row.author_id)
    tally.faults.update(screening.faults)
    show = partial(excerpt, row, sensitive=sensitive)
    for name in dict.fromkeys(label.label for label in screening.labels):
        _count_label(tally, row, [one for one in screening.labels if one.label == name], show)
    match = codec.load(MatchResult, row.match) if row.match else None
    if match is not None:
        _count_match(tally, row, match, show)
    if route is not Route.IGNORE:
        tally.reasons[row.case_id] = _reason(row.lang, screening, match)


def _reason(lang: str, screening: Screening, match: MatchResult | None) -> str:
    """Return why a message is with a person, where no label says it: a word of the catalogs."""
    if screening.faults:
        return "doubt"
    if match is not None and match.stance is Stance.CONTRADICTS:
        return "contradicts"
    if match is not None and match.question:
        return "question"
    if match is not None and match.stance is Stance.UNSURE:
        return "unsure"
    if match is not None and match.praise:
        return "praise"
    return "doubt" if lang in OFFICIAL_LANGUAGES else "language"


def _count_label(
    tally: _Tally, row: "Row[tuple[object, ...]]", found: list[Label], show: Callable[[], Excerpt]
) -> None:
    name = found[0].label
    tally.labels[name] += 1
    tally.labels_flagged[name] += any(label.route.rank >= Route.REVIEW.rank for label in found)
    tally.severity[name] = max(tally.severity.get(name, 0), *(label.severity for label in found), 0)
    tally.rules[name].update({label.rule for label in found})
    if name not in tally.why[row.case_id]:
        tally.why[row.case_id].append(name)
    mark = f"{name}:{row.fingerprint}"
    if len(tally.label_examples[name]) < EXAMPLES and mark not in tally.shown:
        tally.shown.add(mark)
        tally.label_examples[name].append(show())


def _count_match(
    tally: _Tally, row: "Row[tuple[object, ...]]", match: MatchResult, show: Callable[[], Excerpt]
) -> None:
    tally.questions += match.question
    tally.contradictions += match.stance is Stance.CONTRADICTS
    for one in match.matches:
        # the fact that decided the stance of the whole, and no other, is what the message is about
        if one.stance is not match.stance or one.stance is Stance.NONE:
            continue
        tally.stances[one.fact][one.stance] += 1
        examples = tally.fact_examples[one.fact]
        mark = f"{one.fact}:{row.fingerprint}"
        if (
            one.stance is Stance.CONTRADICTS
            and len(examples) < EXAMPLES
            and mark not in tally.shown
        ):
            tally.shown.add(mark)
            examples.append(show())
        break


def _languages(tally: _Tally) -> tuple[LanguageRow, ...]:
    rows = [
        LanguageRow(
            lang=lang,
            total=sum(routes.values()),
            by_route={route: routes[route] for route in Route},
        )
        for lang, routes in tally.langs.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.lang)))


def _labels(tally: _Tally, policy: Policy) -> tuple[LabelRow, ...]:
    clauses = {clause.id: clause for clause in policy.clauses}
    rows: list[LabelRow] = []
    for name, count in tally.labels.items():
        known = policy.labels.get(name)  # a database may remember labels of another policy
        clause = clauses.get(known.clause) if known else None
        rows.append(
            LabelRow(
                label=name,
                name=known.name if known else Bilingual(en=name, fr=name),
                wording=known.rule if known else None,
                clause=clause.title if clause else None,
                severity=tally.severity[name],
                count=count,
                flagged=tally.labels_flagged[name],
                rules=_ranked(tally.rules[name]),
                examples=tuple(tally.label_examples[name]),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.severity, -row.count, row.label)))


def _facts(tally: _Tally, bank: FactBank) -> tuple[FactRow, ...]:
    rows = [
        FactRow(
            fact=name,
            statement=bank.get(name).statement,
            source=bank.get(name).source,
            contradicts=stances[Stance.CONTRADICTS],
            unsure=stances[Stance.UNSURE],
            agrees=stances[Stance.AGREES],
            examples=tuple(tally.fact_examples[name]),
        )
        for name, stances in tally.stances.items()
        if name in bank
    ]
    return tuple(sorted(rows, key=lambda row: (-row.contradicts, -row.total, row.fact)))


def _drafts(connection: Connection, bank: FactBank) -> tuple[DraftExample, ...]:
    """Return some drafts of every act, each template once where there are enough."""
    rows = connection.execute(
        select(DRAFT.c.id, DRAFT.c.case_id, DRAFT.c.act, DRAFT.c.template, DRAFT.c.facts)
        .join(CASE, CASE.c.id == DRAFT.c.case_id)
        .where(DRAFT.c.state.not_in(GONE), DRAFT.c.revision == CASE.c.revision)
        .order_by(DRAFT.c.id)
    ).all()
    by_kind: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        by_kind[(row.act, row.facts if row.facts != "[]" else row.template)].append(row.case_id)
    per_act: dict[str, list[int]] = defaultdict(list)
    for (act, _), cases in by_kind.items():
        per_act[act].append(cases[0])
    chosen: list[int] = []
    acts = sorted(per_act, key=lambda act: -len(per_act[act]))
    while len(chosen) < DRAFTS_SHOWN and any(per_act.values()):
        chosen.extend(per_act[act].pop(0) for act in acts if per_act[act])
    found = (_draft(connection, case_id, bank) for case_id in sorted(chosen[:DRAFTS_SHOWN]))
    return tuple(one for one in found if one is not None)


def _draft(connection: Connection, case_id: int, bank: FactBank) -> DraftExample | None:
    data = card(connection, case_id, context=0)
    draft = data.draft
    assert draft is not None  # noqa: S101 -- the case was chosen for its draft
    answered = connection.execute(
        select(MESSAGE)
        .join(DRAFT, DRAFT.c.message_id == MESSAGE.c.id)
        .where(DRAFT.c.id == draft.id)
    ).one_or_none()
    if answered is None:
        return None  # what it answered was purged
    screening = codec.load(Screening, answered.screening)
    return DraftExample(
        case_id=case_id,
        act=draft.act,
        message=excerpt(answered, sensitive=Handling.SENSITIVE in screening.handling, length=400),
        texts=draft.texts,
        languages=draft.languages,
        sources=tuple(
            SourceLink(fact=name, address=bank.get(name).source)
            for name in draft.facts
            if name in bank
        ),
        failed_checks=tuple(
            Bilingual(en=check.en, fr=check.fr) for check in draft.checks if not check.passed
        ),
    )


def _queue(connection: Connection, tally: _Tally, policy: Policy) -> tuple[QueueRow, ...]:
    return tuple(
        QueueRow(
            case_id=item.case_id,
            route=item.route,
            severity=item.severity,
            lang=item.lang,
            place=item.channel
            if item.channel.startswith(item.platform)
            else f"{item.platform}:{item.channel}",
            pseudonym=item.pseudonym,
            opened_at=item.opened_at,
            why=tuple(
                policy.labels[name].name
                for name in tally.why.get(item.case_id, ())
                if name in policy.labels
            ),
            reason=tally.reasons.get(item.case_id, "doubt"),
            text=None if item.case_id in tally.sensitive else masked(item.excerpt),
            messages=item.messages,
        )
        for item in queue(connection, limit=QUEUE_SHOWN)
    )


def _claims(connection: Connection, bank: FactBank, occasion: Occasion) -> tuple[ClaimRow, ...]:
    if occasion.now is None:
        return ()  # there is no message
    found = spreads(connection, occasion.now, occasion.zone)
    return tuple(claim_row(one, bank) for one in found)


def _campaigns(connection: Connection) -> tuple[CampaignLine, ...]:
    largest = connection.execute(
        select(MEMBER.c.campaign_id)
        .group_by(MEMBER.c.campaign_id)
        .order_by(func.count().desc(), MEMBER.c.campaign_id)
        .limit(CAMPAIGNS_SHOWN)
    )
    cards = [campaigncards.load(connection, row[0]) for row in largest]
    return tuple(
        CampaignLine(
            number=one.id,
            messages=one.messages,
            authors=one.authors,
            reading=one.signals.reading.value,
            sample=None if one.covered else masked(one.sample),
        )
        for one in cards
    )


def _automatic(connection: Connection) -> Automatic:
    kinds: Mapping[str, tuple[int, int]] = {
        row[0]: (row[1], row[2])
        for row in connection.execute(
            select(
                PUBLICATION.c.kind,
                func.count(PUBLICATION.c.id),
                func.count(distinct(CASE.c.author_id)),
            )
            .join(CASE, CASE.c.id == PUBLICATION.c.case_id)
            .group_by(PUBLICATION.c.kind)
        )
    }
    holding, people = kinds.get(PublicationKind.HOLDING.value, (0, 0))
    crisis, _ = kinds.get(PublicationKind.CRISIS.value, (0, 0))
    return Automatic(holding=holding, people=people, crisis=crisis)


def _one(connection: Connection, query: Select[int]) -> int:
    return int(connection.execute(query).scalar_one())


def _ranked(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda one: (-one[1], one[0])))
