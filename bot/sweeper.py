"""One sweeper for everything that falls due: reminders, escalations, lapsed claims, snoozes.

Whoever has to be told is told through the outbox to staff (`bot.storage.pages`), which is written
in the same transaction: a page is there exactly when what it tells of has happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from bot import case as moves
from bot.ports import Clock, Probe
from bot.settings import Settings
from bot.states import CaseState, IllegalMove
from bot.storage import cases, pages, posts, record, staff
from bot.storage.cases import CASE, CaseFile
from bot.storage.database import Database
from bot.storage.postpages import can_give
from bot.storage.record import Entry
from policies.hours import BusinessHours
from policies.routing import Route

BATCH: Final = 100
POSTS_EVERY: Final = timedelta(minutes=1)  # how often posts that wait are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that a person is told."""

    case_id: int
    kind: str  # "reminder", "escalation"
    route: Route
    due_at: datetime


class Sweeper:
    """Looks at what is due; a case that only waits costs nothing."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        hours: BusinessHours,
        clock: Clock,
        notify: Callable[[Notice], None] = lambda _notice: None,
        probe: Probe = lambda _name: None,
        besides: Sequence[Callable[[], int]] = (),
    ) -> None:
        """Take what to look at.

        Args:
            besides: what else falls due, such as the ends of facts; each says how much it did.
        """
        self._besides = besides
        self._database = database
        self._settings = settings
        self._hours = hours
        self._clock = clock
        self._notify = notify
        self._probe = probe
        self._posts_at: datetime | None = None

    def sweep(self) -> int:
        """Handle what is due, at most one batch; return how many cases moved."""
        now = self._clock()
        if self._posts_at is None or now >= self._posts_at:
            self._posts_at = now + POSTS_EVERY
            self._remind_of_posts(now)
        others = sum(sweep() for sweep in self._besides)
        with self._database.read() as connection:
            due = [
                row.id
                for row in connection.execute(
                    select(CASE.c.id)
                    .where(CASE.c.due_at <= now)
                    .order_by(CASE.c.due_at)
                    .limit(BATCH)
                )
            ]
        if not due:
            return others
        notices: list[Notice] = []
        with self._database.write("sweep", self._probe) as connection:
            for case in cases.load_many(connection, due):
                if case.due_at is not None and case.due_at <= now:
                    notices.extend(self._handle(connection, case, now))
        for notice in notices:  # after the commit: told at least once, on the desk in any case
            self._notify(notice)
        return len(due) + others

    def _handle(self, connection: Connection, case: CaseFile, now: datetime) -> list[Notice]:
        try:
            match case.due_kind, case.flow.case:
                case "claim", CaseState.CLAIMED:
                    self._move(connection, case, moves.Release(), now, "claim_lapsed")
                    pages.want(  # once: the claim that lapsed is of this version of the case
                        connection,
                        kind="lapsed",
                        subject=f"case:{case.id}",
                        key=f"lapsed:{case.id}:{case.version}",
                        now=now,
                        reviewer_id=case.flow.claimed_by,
                    )
                    return []
                case "snooze", CaseState.SNOOZED:
                    self._move(connection, case, moves.Wake(), now, "woken")
                    return []
                case "reminder", CaseState.QUEUED:
                    return [self._remind(connection, case, now)]
                case _, _:
                    cases.set_due(connection, case.id, None, None)
                    return []
        except IllegalMove:
            cases.set_due(connection, case.id, None, None)
            return []

    def _move(
        self,
        connection: Connection,
        case: CaseFile,
        event: moves.Event,
        now: datetime,
        what: str,
    ) -> None:
        # whoever let it lie gives the next one no more time than there was
        due = max(case.wanted_at or self._next(case.route, now), now)
        cases.move(connection, case, event, now, due_at=due, due_kind="reminder")
        self._log(connection, case.id, what, now)

    def _remind(self, connection: Connection, case: CaseFile, now: datetime) -> Notice:
        due = case.due_at or now
        if case.reminders < self._settings.deadlines.reminders or case.route is Route.ESCALATE:
            cases.set_due(
                connection,
                case.id,
                self._next(case.route, now),
                "reminder",
                reminders=case.reminders + 1,
            )
            self._log(connection, case.id, "reminded", now)
            self._page(connection, case, "reminder", now)
            return Notice(case_id=case.id, kind="reminder", route=case.route, due_at=due)
        cases.move(
            connection,
            case,
            moves.Escalate(),
            now,
            route=Route.ESCALATE.value,
            reason="waited",
            reminders=case.reminders + 1,
            due_at=self._next(Route.ESCALATE, now),
            due_kind="reminder",
        )
        self._log(connection, case.id, "escalated", now)
        self._page(connection, case, "escalation", now)
        return Notice(case_id=case.id, kind="escalation", route=Route.ESCALATE, due_at=due)

    def _page(self, connection: Connection, case: CaseFile, kind: str, now: datetime) -> None:
        """Let somebody be told of a case that waits, unless an alarm about it rings already."""
        subject = f"case:{case.id}"
        if pages.of_subject(connection, subject, {"safety", "escalation", "reminder"}):
            return
        escalated = case.route is Route.ESCALATE or kind == "escalation"
        pages.want(
            connection,
            kind=kind,
            subject=subject,
            key=f"{kind}:{case.id}:{case.version}:{case.reminders + 1}",
            now=now,
            # many of these become one message; what is escalated gets its card
            payload={} if escalated else {"route": case.route.value},
        )

    def _remind_of_posts(self, now: datetime) -> None:
        """Ask again for the approvals for which a post has waited longer than a draft may."""
        with self._database.read() as connection:
            waiting = [post for post in posts.in_approval(connection) if post.flow.missing]
        for post in waiting:
            times = self._periods(post.created_at, now)
            if not times:
                continue
            with self._database.write("sweep", self._probe) as connection:
                for one in staff.members(connection, now):
                    if one.bound and not one.revoked and can_give(one.reviewer, post.flow):
                        pages.want(
                            connection,
                            kind="approval",
                            subject=f"post:{post.id}",
                            key=f"approval:late:{post.id}:{times}:{one.reviewer.id}",
                            now=now,
                            reviewer_id=one.reviewer.id,
                            payload={"reminder": times},
                        )

    def _periods(self, since: datetime, now: datetime) -> int:
        waited = self._hours.business_time_between(since, now)
        return waited // timedelta(minutes=self._settings.deadlines.draft_minutes)

    def _next(self, route: Route, now: datetime) -> datetime:
        delta = self._settings.deadlines.of(route)
        if route is Route.ESCALATE:
            return now + delta
        return self._hours.add_business_time(now, delta)

    def _log(self, connection: Connection, case_id: int, what: str, now: datetime) -> None:
        entry = Entry(kind=f"case.{what}", actor="program", subject=f"case:{case_id}", payload={})
        record.append(connection, [entry], now)
