"""What people decide, whichever desk they sit at: each decision is one transaction.

Every method checks the right to do it, moves the aggregate, and writes what was decided, by whom
and under which policy. Both the terminal and chat call these; neither writes a table itself.
"""

from datetime import datetime

from sqlalchemy import select, update

from bot import case as moves
from bot import moderating
from bot.deciding import Blocked, NotAllowed
from bot.officialanswers import OfficialAnswers
from bot.replying import Outcome, ReplyDecisions
from bot.states import IllegalMove
from bot.storage import actions, cases
from bot.storage.cases import CaseFile
from bot.storage.intake import AUTHOR
from bot.storage.queue import DECISION
from policies.roles import Act, Reviewer
from policies.routing import Route

__all__ = ["Blocked", "Decisions", "NotAllowed", "Outcome"]


class Decisions(ReplyDecisions, OfficialAnswers):
    """The write side of the desks."""

    # --- who has it -------------------------------------------------------------------------

    def claim(self, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Take a case; one reviewer has it at a time, and the claim lapses."""
        with self._write("claim") as connection:
            case = cases.load(connection, case_id)
            if case.flow.claimed_by == reviewer.id:
                return case
            return self._claimed(connection, case, reviewer)

    def release(self, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Give a case back."""
        now = self._clock()
        with self._write("release") as connection:
            case = self._mine(connection, case_id, reviewer)
            return self._requeued(connection, case, moves.Release(), now)

    # --- moderation -------------------------------------------------------------------------

    def keep(self, case_id: int, reviewer: Reviewer, reason: str = "") -> CaseFile:
        """The message stays; the case is closed."""
        return self._end(case_id, reviewer, moves.Close(), "keep", Act.MODERATE, reason)

    def answered(self, case_id: int, reviewer: Reviewer, *, by: int, reason: str) -> CaseFile:
        """The same was answered in another case of its campaign; this one is closed."""
        now = self._clock()
        with self._write("answered") as connection:
            case = self._mine(connection, case_id, reviewer)
            self._must(reviewer, Act.APPROVE_REPLY)
            try:
                after = cases.move(connection, case, moves.Close(), now)
            except IllegalMove as illegal:
                raise NotAllowed("decision.not_waiting") from illegal
            self._decided(connection, after, reviewer, "answered", now, reason=reason, by=by)
            return after

    # --- later, or somebody else ------------------------------------------------------------

    def escalate(self, case_id: int, reviewer: Reviewer, reason: str) -> CaseFile:
        """Up to somebody else: it comes first in the queue."""
        now = self._clock()
        with self._write("escalate") as connection:
            case = self._mine(connection, case_id, reviewer)
            wanted = min(self._wanted(case, now), self._deadline(Route.ESCALATE, now))
            after = self._requeued(
                connection,
                case,
                moves.Escalate(),
                now,
                route=Route.ESCALATE.value,
                reason="escalated",
                wanted_at=wanted,
                due_at=wanted,
            )
            self._decided(connection, after, reviewer, "escalate", now, reason=reason)
            return after

    def snooze(self, case_id: int, reviewer: Reviewer, until: datetime) -> CaseFile:
        """Set aside until then."""
        now = self._clock()
        if until <= now:
            raise NotAllowed("decision.past")
        with self._write("snooze") as connection:
            case = self._mine(connection, case_id, reviewer)
            after = cases.move(
                connection, case, moves.Snooze(), now, due_at=until, due_kind="snooze"
            )
            self._decided(connection, after, reviewer, "snooze", now, until=until.isoformat())
            return after

    def undo(self, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Take the last decision back, while nothing has left.

        Raises:
            IllegalMove: it is too late, or there is nothing to take back.
        """
        now = self._clock()
        with self._write("undo") as connection:
            case = cases.load(connection, case_id)
            last = connection.execute(
                select(DECISION)
                .where(DECISION.c.case_id == case_id, DECISION.c.undone.is_(False))
                .order_by(DECISION.c.id.desc())
                .limit(1)
            ).one_or_none()
            if last is None:
                raise NotAllowed("decision.nothing_to_undo")
            if last.reviewer_id != reviewer.id and not reviewer.may(Act.MODERATE):
                raise NotAllowed("decision.not_your_decision")
            after = cases.move(
                connection, case, moves.Undo(), now, due_at=self._lapses(now), due_kind="claim"
            )
            connection.execute(update(DECISION).where(DECISION.c.id == last.id).values(undone=True))
            if last.choice in moderating.CHOICES:
                actions.take_back(connection, case_id, last.choice, now)
            self._record(connection, case_id, reviewer, "undone", now, decision=last.choice)
            return after

    # --- the author -------------------------------------------------------------------------

    def show_author(self, case_id: int, reviewer: Reviewer) -> str:
        """Return the author's handle; the look is recorded."""
        self._must(reviewer, Act.SEE_AUTHOR)
        now = self._clock()
        with self._write("show_author") as connection:
            case = cases.load(connection, case_id)
            handle = connection.execute(
                select(AUTHOR.c.handle).where(AUTHOR.c.id == case.author_id)
            ).scalar_one()
            self._record(connection, case_id, reviewer, "author_seen", now)
            return str(handle)
