"""What became of replies of ours: answered, disputed, put right; and who says facts wrongly."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, exists, select

from bot.ports import PublicationKind
from bot.states import PublicationState
from bot.storage import codec
from bot.storage.cases import DRAFT, PUBLICATION
from bot.storage.intake import MESSAGE
from responders.triage import Triage
from responders.values import MatchResult, Stance


class Result(StrEnum):
    """What the author did after a reply of ours; the first that holds counts."""

    DISPUTED = "disputed"  # said again what it had put right
    ANSWERED = "answered"  # wrote again, without disputing it
    QUIET = "quiet"  # nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One reply that is out and rests on facts, and what followed."""

    publication_id: int
    case_id: int
    facts: tuple[str, ...]
    result: Result
    corrected: bool  # we put it right ourselves


@dataclass(slots=True, kw_only=True)
class FactUse:
    """How a fact has been used, and what came of it."""

    drafted: int = 0  # drafts that rest on it, whatever became of them
    sent: int = 0  # replies that are out
    answered: int = 0
    disputed: int = 0
    corrected: int = 0  # replies that we put right


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A message that contradicts facts."""

    author_id: int
    at: datetime
    facts: frozenset[str]
    disputed: bool  # after a reply of ours that gave them


@dataclass(slots=True)
class _After:
    """What the author of a case wrote after a reply."""

    messages: int = 0
    disputed: set[str] = field(default_factory=set)  # facts


_OUT: Final = (
    PUBLICATION.c.kind == PublicationKind.REPLY.value,
    PUBLICATION.c.state == PublicationState.SENT.value,
    PUBLICATION.c.shadow.is_(False),
    DRAFT.c.facts != "[]",
)


def outcomes(connection: Connection) -> list[Outcome]:
    """Return every reply that is out and rests on facts, the oldest first; none in shadow mode."""
    correcting = PUBLICATION.alias("correcting")
    corrected = exists().where(
        correcting.c.corrects == PUBLICATION.c.id,
        correcting.c.state == PublicationState.SENT.value,
    )
    rows = connection.execute(
        select(
            PUBLICATION.c.id,
            PUBLICATION.c.case_id,
            DRAFT.c.facts,
            corrected.label("corrected"),
        )
        .join(DRAFT, DRAFT.c.id == PUBLICATION.c.draft_id)
        .where(*_OUT)
        .order_by(PUBLICATION.c.id)
    ).all()
    after = _after(connection)
    found = []
    for row in rows:
        facts = tuple(json.loads(row.facts))
        then = after.get(row.id, _After())
        result = Result.QUIET
        if then.disputed & set(facts):
            result = Result.DISPUTED
        elif then.messages:
            result = Result.ANSWERED
        found.append(
            Outcome(
                publication_id=row.id,
                case_id=row.case_id,
                facts=facts,
                result=result,
                corrected=bool(row.corrected),
            )
        )
    return found


def _after(connection: Connection) -> Mapping[int, _After]:
    """Return, for each reply that is out, what its author wrote after it left."""
    rows = connection.execute(
        select(PUBLICATION.c.id, MESSAGE.c.match, MESSAGE.c.triage)
        .join(DRAFT, DRAFT.c.id == PUBLICATION.c.draft_id)
        .join(MESSAGE, MESSAGE.c.case_id == PUBLICATION.c.case_id)
        .where(*_OUT, MESSAGE.c.sent_at > PUBLICATION.c.not_before, MESSAGE.c.deleted.is_(False))
    )
    found: dict[int, _After] = defaultdict(_After)
    for row in rows:
        then = found[row.id]
        then.messages += 1
        if row.match and row.triage and codec.load(Triage, row.triage).disputed:
            then.disputed |= _contradicted(row.match)
    return found


def fact_uses(connection: Connection) -> dict[str, FactUse]:
    """Return how each fact has been used; facts that never were are missing."""
    uses: dict[str, FactUse] = defaultdict(FactUse)
    for (facts,) in connection.execute(select(DRAFT.c.facts).where(DRAFT.c.facts != "[]")):
        for fact in json.loads(facts):
            uses[fact].drafted += 1
    for one in outcomes(connection):
        for fact in one.facts:
            uses[fact].sent += 1
            uses[fact].answered += one.result is Result.ANSWERED
            uses[fact].disputed += one.result is Result.DISPUTED
            uses[fact].corrected += one.corrected
    return dict(uses)


def contradictions(connection: Connection, start: datetime) -> Iterator[Saying]:
    """Yield the messages since a moment that contradict facts."""
    rows = connection.execute(
        select(MESSAGE.c.author_id, MESSAGE.c.sent_at, MESSAGE.c.match, MESSAGE.c.triage).where(
            MESSAGE.c.sent_at >= start,
            MESSAGE.c.deleted.is_(False),
            MESSAGE.c.match.contains(f'"{Stance.CONTRADICTS}"'),
        )
    )
    for row in rows:
        yield Saying(
            author_id=row.author_id,
            at=row.sent_at,
            facts=_contradicted(row.match),
            disputed=bool(row.triage) and codec.load(Triage, row.triage).disputed,
        )


def _contradicted(match: str) -> frozenset[str]:
    found = codec.load(MatchResult, match).matches
    return frozenset(one.fact for one in found if one.stance is Stance.CONTRADICTS)
