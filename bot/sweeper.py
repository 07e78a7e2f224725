"""One sweeper for everything that falls due: reminders, escalations, lapsed claims, snoozes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from bot import case as moves
from bot.ports import Clock, Probe
from bot.settings import Settings
from bot.states import CaseState, IllegalMove
from bot.storage import cases, record
from bot.storage.cases import CASE, CaseFile
from bot.storage.database import Database
from bot.storage.record import Entry
from policies.hours import BusinessHours
from policies.routing import Route

BATCH: Final = 100


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
    ) -> None:
        self._database = database
        self._settings = settings
        self._hours = hours
        self._clock = clock
        self._notify = notify
        self._probe = probe

    def sweep(self) -> int:
        """Handle what is due, at most one batch; return how many cases moved."""
        now = self._clock()
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
            return 0
        notices: list[Notice] = []
        with self._database.write("sweep", self._probe) as connection:
            for case in cases.load_many(connection, due):
                if case.due_at is not None and case.due_at <= now:
                    notices.extend(self._handle(connection, case, now))
        for notice in notices:  # after the commit: told at least once, on the desk in any case
            self._notify(notice)
        return len(due)

    def _handle(self, connection: Connection, case: CaseFile, now: datetime) -> list[Notice]:
        try:
            match case.due_kind, case.flow.case:
                case "claim", CaseState.CLAIMED:
                    self._move(connection, case, moves.Release(), now, "claim_lapsed")
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
        return Notice(case_id=case.id, kind="escalation", route=Route.ESCALATE, due_at=due)

    def _next(self, route: Route, now: datetime) -> datetime:
        delta = self._settings.deadlines.of(route)
        if route is Route.ESCALATE:
            return now + delta
        return self._hours.add_business_time(now, delta)

    def _log(self, connection: Connection, case_id: int, what: str, now: datetime) -> None:
        entry = Entry(kind=f"case.{what}", actor="program", subject=f"case:{case_id}", payload={})
        record.append(connection, [entry], now)
