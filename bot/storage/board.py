"""The queue in numbers: by harm and age, who has what; cheap however long the queue is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select

from bot.states import CaseState
from bot.storage.cases import CASE
from bot.storage.queue import WAITING
from policies.routing import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmRow:
    """The cases of one route, as the staff group sees them."""

    route: Route
    waiting: int
    claimed: int
    overdue: int
    by_age: tuple[int, ...]  # how many came within each of the spans asked for, then older
    oldest_at: datetime
    first: int  # the case that comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The queue in numbers; no text and no name of the public."""

    rows: tuple[HarmRow, ...]  # the most harmful first; routes without a case are left out
    holders: tuple[tuple[int, tuple[int, ...]], ...]  # staff -> their cases
    newest: tuple[int, ...]  # the cases that came last, the newest first
    snoozed: int

    @property
    def total(self) -> int:
        """All that wait or are with somebody."""
        return sum(row.waiting + row.claimed for row in self.rows)


def board(
    connection: Connection, now: datetime, spans: tuple[timedelta, ...], *, newest: int = 3
) -> Board:
    """Return the queue in numbers, whatever its length, in a handful of queries."""
    states = [state.value for state in WAITING]
    edges = [now - span for span in spans]
    ages = [
        func.sum(case((CASE.c.opened_at > edge, 1), else_=0)).label(f"age{n}")
        for n, edge in enumerate(edges)
    ]
    rows = connection.execute(
        select(
            CASE.c.route,
            func.count().label("total"),
            func.sum(case((CASE.c.state == CaseState.CLAIMED.value, 1), else_=0)).label("claimed"),
            func.sum(case((CASE.c.wanted_at < now, 1), else_=0)).label("overdue"),
            func.min(CASE.c.opened_at).label("oldest"),
            *ages,
        )
        .where(CASE.c.state.in_(states))
        .group_by(CASE.c.route)
    ).all()
    found = []
    for row in rows:
        within = [int(getattr(row, f"age{n}")) for n in range(len(spans))]
        steps = [*within, row.total]
        first = connection.execute(
            select(CASE.c.id)
            .where(CASE.c.state.in_(states), CASE.c.route == row.route)
            .order_by(
                CASE.c.state.desc(),  # those that nobody has
                CASE.c.severity.desc(),
                CASE.c.opened_at,
                CASE.c.id,
            )
            .limit(1)
        ).scalar_one()
        found.append(
            HarmRow(
                route=Route(row.route),
                waiting=row.total - int(row.claimed),
                claimed=int(row.claimed),
                overdue=int(row.overdue),
                by_age=tuple(
                    step - before for step, before in zip(steps, [0, *steps], strict=False)
                ),
                oldest_at=row.oldest,
                first=first,
            )
        )
    holders: dict[int, list[int]] = {}
    for held in connection.execute(
        select(CASE.c.claimed_by, CASE.c.id)
        .where(CASE.c.state == CaseState.CLAIMED.value, CASE.c.claimed_by.is_not(None))
        .order_by(CASE.c.claimed_by, CASE.c.id)
    ):
        holders.setdefault(held.claimed_by, []).append(held.id)
    last = connection.execute(
        select(CASE.c.id)
        .where(CASE.c.state.in_(states))
        .order_by(CASE.c.opened_at.desc(), CASE.c.id.desc())
        .limit(newest)
    )
    snoozed = connection.execute(
        select(func.count()).select_from(CASE).where(CASE.c.state == CaseState.SNOOZED.value)
    ).scalar_one()
    return Board(
        rows=tuple(sorted(found, key=lambda one: -one.route.rank)),
        holders=tuple((person, tuple(numbers)) for person, numbers in holders.items()),
        newest=tuple(one.id for one in last),
        snoozed=int(snoozed),
    )
