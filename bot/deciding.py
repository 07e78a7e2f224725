"""What all decisions share: the right to decide, the claim, the transaction, the record."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from bot import case as moves
from bot.ports import Clock, Probe
from bot.settings import Settings
from bot.states import IllegalMove
from bot.storage import cases, record
from bot.storage.cases import CaseFile
from bot.storage.database import Database
from bot.storage.intake import MESSAGE
from bot.storage.queue import DECISION
from bot.storage.record import Entry
from bot.toolbox import Toolbox
from policies.roles import Act, Reviewer
from policies.routing import Route
from responders.values import CheckResult


class NotAllowed(Exception):
    """This person may not do this; `key` names the sentence in the catalog."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Blocked(Exception):
    """A blocking check failed: the text cannot go out as it is."""

    def __init__(self, checks: tuple[CheckResult, ...]) -> None:
        super().__init__(", ".join(check.check for check in checks))
        self.checks = checks


class DecisionBase:
    """The parts of a decision that do not depend on what is decided."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Clock,
        tools: Toolbox,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._tools = tools
        self._probe = probe

    def _write(self, what: str) -> AbstractContextManager[Connection]:
        return self._database.write(what, self._probe)

    def _must(self, reviewer: Reviewer, act: Act) -> None:
        if not reviewer.may(act):
            raise NotAllowed("decision.not_your_role")

    def _mine(self, connection: Connection, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Return a case that this reviewer has; one that nobody has is claimed on the way."""
        case = cases.load(connection, case_id)
        if case.flow.claimed_by == reviewer.id:
            return case
        if case.flow.claimed_by is not None:
            raise NotAllowed("decision.claimed_by_other")
        try:
            return self._claimed(connection, case, reviewer)
        except IllegalMove as illegal:
            raise NotAllowed("decision.not_waiting") from illegal

    def _claimed(self, connection: Connection, case: CaseFile, reviewer: Reviewer) -> CaseFile:
        """Give a case to a reviewer until the claim lapses; when it is wanted by stays."""
        now = self._clock()
        return cases.move(
            connection,
            case,
            moves.Claim(reviewer=reviewer.id),
            now,
            due_at=self._lapses(now),
            due_kind="claim",
        )

    def _lapses(self, now: datetime) -> datetime:
        return now + timedelta(minutes=self._settings.deadlines.claim_minutes)

    def _wanted(self, case: CaseFile, now: datetime) -> datetime:
        """When a person should look: as before, or anew; taking a case gives no one more time."""
        if case.wanted_at is not None:
            return max(case.wanted_at, now)
        return self._deadline(case.route, now)

    def _deadline(self, route: Route, now: datetime) -> datetime:
        delta = self._settings.deadlines.of(route)
        if route is Route.ESCALATE:
            return now + delta  # danger does not wait for opening hours
        return self._tools.hours.add_business_time(now, delta)

    def _requeued(
        self,
        connection: Connection,
        case: CaseFile,
        event: moves.Event,
        now: datetime,
        **changes: object,
    ) -> CaseFile:
        timer = {"due_at": self._wanted(case, now), "due_kind": "reminder"}
        return cases.move(connection, case, event, now, **{**timer, **changes})

    def _end(
        self,
        case_id: int,
        reviewer: Reviewer,
        event: moves.Event,
        choice: str,
        act: Act,
        reason: str,
    ) -> CaseFile:
        now = self._clock()
        with self._write(choice) as connection:
            case = self._mine(connection, case_id, reviewer)
            self._must(reviewer, act)
            try:
                after = cases.move(connection, case, event, now)
            except IllegalMove as illegal:
                raise NotAllowed("decision.no_draft") from illegal
            self._decided(connection, after, reviewer, choice, now, reason=reason or None)
            return after

    def _decided(
        self,
        connection: Connection,
        case: CaseFile,
        reviewer: Reviewer,
        choice: str,
        now: datetime,
        *,
        reason: str | None = None,
        rule: str | None = None,
        **details: object,
    ) -> None:
        version = connection.execute(
            select(MESSAGE.c.policy_version)
            .where(MESSAGE.c.case_id == case.id)
            .order_by(MESSAGE.c.id.desc())
            .limit(1)
        ).scalar_one_or_none()
        connection.execute(
            insert(DECISION).values(
                case_id=case.id,
                draft_id=case.draft_id,
                reviewer_id=reviewer.id,
                choice=choice,
                reason=reason,
                rule=rule,
                policy_version=version,
                at=now,
                undone=False,
            )
        )
        self._record(
            connection,
            case.id,
            reviewer,
            choice,
            now,
            reason=reason,
            rule=rule,
            policy_version=version,
            text_hash=case.text_hash,
            **details,
        )

    def _record(
        self,
        connection: Connection,
        case_id: int,
        reviewer: Reviewer,
        what: str,
        now: datetime,
        **details: object,
    ) -> None:
        entry = Entry(
            kind=f"decision.{what}",
            actor=f"staff:{reviewer.id}",
            subject=f"case:{case_id}",
            payload=details,
        )
        record.append(connection, [entry], now)
