"""One claim, many places: the messages that make a claim, added up. Authors are counted only."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    case,
    distinct,
    func,
    select,
)

from bot.ports import PublicationKind
from bot.states import CaseState, PublicationState
from bot.storage.campaigns import MEMBER
from bot.storage.cases import CASE, PUBLICATION
from bot.storage.intake import MESSAGE

LATELY: Final = timedelta(days=7)
_MARK: Final = 12  # characters of a mark
_RESTING: Final = frozenset({CaseState.WATCHED, CaseState.CLOSED})


class Standing(StrEnum):
    """What a case asks of us, the most pressing first."""

    WAITING = "waiting"  # for a person, or for a reply that is on its way
    ANSWERED = "answered"  # a reply of ours is out
    WATCHED = "watched"  # nothing is asked of a person
    SETTLED = "settled"  # closed without a reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a claim is made."""

    platform: str
    channel: str
    messages: int
    authors: int

    @property
    def name(self) -> str:
        """The place as lists write it."""
        return f"{self.platform}:{self.channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCase:
    """A case in which the claim is made."""

    id: int
    standing: Standing
    last_at: datetime  # when the claim was last made in it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim in a list."""

    fact: str  # id of the fact that it contradicts
    claim: str  # id of the known claim; "" where it is none of those
    messages: int
    lately: int  # of them, within the last seven days
    authors: int
    places: int
    last_at: datetime
    cases: Mapping[Standing, int]

    @property
    def mark(self) -> str:
        """A short name of the claim that fits on a button, the same in every list."""
        return hashlib.sha256(f"{self.fact}/{self.claim}".encode()).hexdigest()[:_MARK]

    def count(self, standing: Standing) -> int:
        """Return how many cases stand like this."""
        return self.cases[standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One claim, and how far it has got."""

    fact: str  # id of the fact that it contradicts
    claim: str  # id of the known claim; "" where it is none of those
    messages: int
    lately: int  # of them, within the last seven days
    authors: int  # different ones; who they are is not kept here
    reach: int | None  # of all authors whose reach is known, together; None: of none
    reach_known: int  # authors whose reach is known
    first_at: datetime
    last_at: datetime
    places: tuple[Place, ...]  # most messages first
    days: tuple[tuple[date, int], ...]  # messages a day, in the agency's zone, oldest first
    campaigns: tuple[int, ...]
    cases: tuple[ClaimCase, ...]  # those that wait first, then the newest

    def count(self, standing: Standing) -> int:
        """Return how many cases stand like this."""
        return sum(one.standing is standing for one in self.cases)


def lines(connection: Connection, now: datetime) -> list[ClaimLine]:
    """Return every claim that is made, those of the last seven days first, most messages first.

    Args:
        connection: to the database.
        now: from which the last seven days count.
    """
    answered = _answered()
    is_answered, state = answered.c.case_id.is_not(None), CASE.c.state
    standing = case(
        (state.not_in([one.value for one in _RESTING]), Standing.WAITING.value),
        (is_answered, Standing.ANSWERED.value),
        (state == CaseState.WATCHED.value, Standing.WATCHED.value),
        else_=Standing.SETTLED.value,
    )
    rows = connection.execute(
        _joined(
            answered,
            MESSAGE.c.claim,
            func.count().label("messages"),
            func.count().filter(MESSAGE.c.sent_at > now - LATELY).label("lately"),
            func.count(distinct(MESSAGE.c.author_id)).label("authors"),
            func.count(distinct(MESSAGE.c.platform + ":" + MESSAGE.c.channel)).label("places"),
            func.max(MESSAGE.c.sent_at).label("last_at"),
            *(
                func.count(distinct(case((standing == one.value, MESSAGE.c.case_id)))).label(
                    f"cases_{one}"
                )
                for one in Standing
            ),
        ).group_by(MESSAGE.c.claim)
    ).all()
    found = [
        ClaimLine(
            fact=row.claim.partition("/")[0],
            claim=row.claim.partition("/")[2],
            messages=row.messages,
            lately=row.lately,
            authors=row.authors,
            places=row.places,
            last_at=row.last_at,
            cases={one: row._mapping[f"cases_{one}"] for one in Standing},  # noqa: SLF001 -- SQLAlchemy's public name
        )
        for row in rows
    ]
    return sorted(found, key=_order)


def spreads(connection: Connection, now: datetime, zone: tzinfo = UTC) -> list[Spread]:
    """Return every claim in full, in the order of `lines`.

    Args:
        connection: to the database.
        now: from which the last seven days count.
        zone: in which a day begins.
    """
    return sorted(_summed(connection, _query(), now, zone), key=_order)


def load(
    connection: Connection, line: ClaimLine, now: datetime, zone: tzinfo = UTC
) -> Spread | None:
    """Return one claim in full, None where nobody makes it any more."""
    query = _query().where(MESSAGE.c.claim == f"{line.fact}/{line.claim}")
    return next(iter(_summed(connection, query, now, zone)), None)


def find(found: Iterable[ClaimLine], mark: str) -> ClaimLine | None:
    """Return the claim of this mark, None where nobody makes it any more."""
    return next((one for one in found if one.mark == mark), None)


def _order(one: ClaimLine | Spread) -> tuple[int, float, str, str]:
    return (-one.lately, -one.last_at.timestamp(), one.fact, one.claim)


def _summed(
    connection: Connection, query: Select[Any], now: datetime, zone: tzinfo
) -> list[Spread]:
    sums: dict[str, _Sum] = defaultdict(_Sum)
    for row in connection.execute(query, execution_options={"yield_per": 2_000}):
        sums[row.claim].add(row, now - LATELY, zone)
    return [one.spread(name) for name, one in sums.items()]


def _answered() -> Subquery:
    return (
        select(PUBLICATION.c.case_id)
        .where(
            PUBLICATION.c.kind == PublicationKind.REPLY.value,
            PUBLICATION.c.state == PublicationState.SENT.value,
            PUBLICATION.c.shadow.is_(False),
            PUBLICATION.c.case_id.is_not(None),
        )
        .distinct()
        .subquery()
    )


def _joined(answered: Subquery, *columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(MESSAGE)
        .join(CASE, CASE.c.id == MESSAGE.c.case_id)
        .outerjoin(answered, answered.c.case_id == MESSAGE.c.case_id)
        .where(MESSAGE.c.claim.is_not(None), MESSAGE.c.deleted.is_(False))
    )


def _query() -> Select[Any]:
    answered = _answered()
    return _joined(
        answered,
        MESSAGE.c.claim,
        MESSAGE.c.platform,
        MESSAGE.c.channel,
        MESSAGE.c.author_id,
        MESSAGE.c.case_id,
        MESSAGE.c.sent_at,
        MESSAGE.c.reach,
        MEMBER.c.campaign_id,
        CASE.c.state,
        answered.c.case_id.label("answered"),
    ).outerjoin(MEMBER, MEMBER.c.message_id == MESSAGE.c.id)


@dataclass(slots=True)
class _Sum:
    """One claim while its messages go by."""

    lately: int = 0
    places: Counter[tuple[str, str]] = field(default_factory=Counter)
    authors: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    reach: dict[int, int] = field(default_factory=dict)  # of an author, the most that was told
    days: Counter[date] = field(default_factory=Counter)
    campaigns: set[int] = field(default_factory=set)
    first_at: datetime | None = None
    last_at: datetime | None = None
    cases: dict[int, ClaimCase] = field(default_factory=dict)

    def add(self, row: "Row[Any]", lately: datetime, zone: tzinfo) -> None:
        """Count one message."""
        place, at = (row.platform, row.channel), row.sent_at
        self.places[place] += 1
        self.authors[place].add(row.author_id)
        if row.reach is not None:
            self.reach[row.author_id] = max(self.reach.get(row.author_id, 0), row.reach)
        self.days[at.astimezone(zone).date()] += 1
        self.lately += at > lately
        if row.campaign_id is not None:
            self.campaigns.add(row.campaign_id)
        self.first_at = min(self.first_at or at, at)
        self.last_at = max(self.last_at or at, at)
        known = self.cases.get(row.case_id)
        if known is None or known.last_at < at:
            standing = _standing(CaseState(row.state), answered=row.answered is not None)
            self.cases[row.case_id] = ClaimCase(id=row.case_id, standing=standing, last_at=at)

    def spread(self, name: str) -> Spread:
        """Return what was counted."""
        fact, _, claim = name.partition("/")
        assert self.first_at is not None  # noqa: S101 -- there is no sum without a message
        assert self.last_at is not None  # noqa: S101 -- the same
        return Spread(
            fact=fact,
            claim=claim,
            messages=self.places.total(),
            lately=self.lately,
            authors=len(set().union(*self.authors.values())),
            reach=sum(self.reach.values()) if self.reach else None,
            reach_known=len(self.reach),
            first_at=self.first_at,
            last_at=self.last_at,
            places=_places(self.places, self.authors),
            days=tuple(sorted(self.days.items())),
            campaigns=tuple(sorted(self.campaigns)),
            cases=tuple(
                sorted(
                    self.cases.values(),
                    key=lambda one: (
                        one.standing is not Standing.WAITING,
                        -one.last_at.timestamp(),
                        -one.id,
                    ),
                )
            ),
        )


def _places(
    counted: Counter[tuple[str, str]], authors: Mapping[tuple[str, str], set[int]]
) -> tuple[Place, ...]:
    return tuple(
        Place(platform=where[0], channel=where[1], messages=messages, authors=len(authors[where]))
        for where, messages in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )


def _standing(state: CaseState, *, answered: bool) -> Standing:
    if state not in _RESTING:
        return Standing.WAITING
    if answered:
        return Standing.ANSWERED
    return Standing.WATCHED if state is CaseState.WATCHED else Standing.SETTLED
