"""Figures of a time: how much came, in which languages, how soon somebody acted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Connection, and_, func, select

from bot.ports import PublicationKind
from bot.states import PublicationState
from bot.storage.cases import CASE, DRAFT, PUBLICATION
from bot.storage.intake import MESSAGE
from bot.storage.outcomes import contradictions
from bot.storage.queue import DECISION
from policies.routing import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened since a moment."""

    messages: int
    by_lang: Mapping[str, int]  # detected language -> messages, the most frequent first
    for_people: int  # messages that asked something of a person
    decisions: int
    approved: int
    unedited: int  # of these, how many were sent as they were drafted
    to_acknowledge: timedelta | None  # median, from message to holding reply
    to_decide: timedelta | None  # median, from the opening of a case to its decision
    contradicted: Mapping[str, int] = field(default_factory=dict)  # facts, the most often first
    disputed: Mapping[str, int] = field(default_factory=dict)  # the same, after a reply of ours


def since(connection: Connection, start: datetime) -> Figures:
    """Add it up."""
    langs = connection.execute(
        select(MESSAGE.c.lang, func.count().label("n"))
        .where(MESSAGE.c.sent_at >= start)
        .group_by(MESSAGE.c.lang)
        .order_by(func.count().desc(), MESSAGE.c.lang)
    ).all()
    asking = connection.execute(
        select(func.count())
        .select_from(MESSAGE)
        .where(MESSAGE.c.sent_at >= start, MESSAGE.c.route != Route.IGNORE.value)
    ).scalar_one()
    decided = connection.execute(
        select(DECISION.c.choice, DECISION.c.at, CASE.c.opened_at, DRAFT.c.written_by)
        .join(CASE, CASE.c.id == DECISION.c.case_id)
        .outerjoin(DRAFT, DRAFT.c.id == DECISION.c.draft_id)
        .where(DECISION.c.at >= start, DECISION.c.undone.is_(False))
    ).all()
    approved = [row for row in decided if row.choice == "approve"]
    acknowledged = connection.execute(
        select(PUBLICATION.c.created_at, MESSAGE.c.sent_at)
        .join(
            MESSAGE,
            and_(
                MESSAGE.c.platform == PUBLICATION.c.platform,
                MESSAGE.c.external_id == PUBLICATION.c.reply_to,
            ),
        )
        .where(
            PUBLICATION.c.created_at >= start,
            PUBLICATION.c.kind == PublicationKind.HOLDING.value,
            PUBLICATION.c.state == PublicationState.SENT.value,
        )
    ).all()
    contradicted, disputed = _themes(connection, start)
    return Figures(
        contradicted=contradicted,
        disputed=disputed,
        messages=sum(row.n for row in langs),
        by_lang={row.lang: row.n for row in langs},
        for_people=int(asking),
        decisions=len(decided),
        approved=len(approved),
        unedited=sum(row.written_by is None for row in approved),
        to_acknowledge=_median([row.created_at - row.sent_at for row in acknowledged]),
        to_decide=_median([row.at - row.opened_at for row in decided if row.at >= row.opened_at]),
    )


def _themes(connection: Connection, start: datetime) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return which facts messages contradict, and which after a reply of ours that gave them."""
    contradicted: Counter[str] = Counter()
    disputed: Counter[str] = Counter()
    for one in contradictions(connection, start):
        contradicted.update(one.facts)
        if one.disputed:
            disputed.update(one.facts)
    return dict(contradicted.most_common()), dict(disputed.most_common())


def _median(spans: list[timedelta]) -> timedelta | None:
    if not spans:
        return None
    return timedelta(seconds=median(span.total_seconds() for span in spans))
