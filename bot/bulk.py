"""One decision for many cases of a campaign or a burst: each gets its own record and its own undo.

Covered are the cases that were shown, as they were shown: one that somebody took, or that changed,
is left out and named. What comes later is shown again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.deciding import Blocked, NotAllowed
from bot.decisions import Decisions
from bot.moderating import Moderating
from bot.states import IllegalMove
from bot.storage import bursts, campaigncards, record
from bot.storage.bursts import Alike
from bot.storage.cases import NoSuchCase
from bot.storage.database import Conflict, Database
from bot.storage.record import Entry
from policies.roles import Act, Reviewer


class Choice(StrEnum):
    """What can be decided for many."""

    KEEP = "keep"
    HIDE = "hide"
    DELETE = "delete"
    ESCALATE = "escalate"  # handed over: to whoever looks at what is escalated
    ANSWERED = "answered"  # one of them was answered; the others are closed as answered by it

    @property
    def act(self) -> Act:
        """What a person has to be allowed to do."""
        return Act.APPROVE_REPLY if self is Choice.ANSWERED else Act.MODERATE


ACTIONS = frozenset({Choice.HIDE, Choice.DELETE})  # these need a rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of it."""

    done: tuple[int, ...]
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """Decides for many; both desks use it."""

    database: Database
    decisions: Decisions
    moderating: Moderating

    def decide(
        self,
        choice: Choice,
        case_id: int,
        message_id: int,
        reviewer: Reviewer,
        *,
        reason: str,
        rule: str = "",
        by: int | None = None,
    ) -> bool:
        """Decide one case of many; False where that is not possible any more."""
        try:
            match choice:
                case Choice.KEEP:
                    self.decisions.keep(case_id, reviewer, reason)
                case Choice.ESCALATE:
                    self.decisions.escalate(case_id, reviewer, reason)
                case Choice.ANSWERED:
                    self.decisions.answered(case_id, reviewer, by=by or 0, reason=reason)
                case Choice.HIDE:
                    self.moderating.hide(
                        case_id, reviewer, message_id=message_id, rule=rule, reason=reason
                    )
                case Choice.DELETE:
                    self.moderating.delete(
                        case_id, reviewer, message_id=message_id, rule=rule, reason=reason
                    )
        except (NotAllowed, Blocked, IllegalMove, Conflict, NoSuchCase):
            return False
        return True

    def decide_all(
        self,
        campaign: int,
        choice: Choice,
        cases: Sequence[Alike],
        reviewer: Reviewer,
        now: datetime,
        *,
        reason: str,
        rule: str = "",
        by: int | None = None,
    ) -> Done:
        """Decide the cases of a campaign that were shown, as they were shown.

        Raises:
            NotAllowed: this person may not decide that.
        """
        if not reviewer.may(choice.act):
            raise NotAllowed("decision.not_your_role")
        with self.database.read() as connection:
            standing = bursts.standing(connection, [(one.case_id,) for one in cases])
        done: list[int] = []
        left_out: list[int] = []
        for one in cases:
            fresh = one.case_id != by and standing.get(one.case_id) == (one.version, True)
            if fresh and self.decide(
                choice, one.case_id, one.message_id, reviewer, reason=reason, rule=rule, by=by
            ):
                done.append(one.case_id)
            else:
                left_out.append(one.case_id)
        self.note(campaign, choice, done, left_out, reviewer, now)
        return Done(done=tuple(done), left_out=tuple(left_out))

    def note(
        self,
        campaign: int,
        choice: Choice,
        done: Sequence[int],
        left_out: Sequence[int],
        reviewer: Reviewer,
        now: datetime,
    ) -> None:
        """Write into the record that one decision was taken for a campaign."""
        entry = Entry(
            kind="campaign.decided",
            actor=f"staff:{reviewer.id}",
            subject=f"campaign:{campaign}",
            payload={"choice": choice.value, "cases": list(done), "left_out": list(left_out)},
        )
        with self.database.write("campaign") as connection:
            record.append(connection, [entry], now)

    def undo_all(self, campaign: int, reviewer: Reviewer, now: datetime) -> Done:
        """Take the last decision for a campaign back, case by case, where nothing has left."""
        with self.database.read() as connection:
            cases = campaigncards.last_decided(connection, campaign)
        if not cases:
            raise NotAllowed("decision.nothing_to_undo")
        done: list[int] = []
        left_out: list[int] = []
        for number in cases:
            try:
                self.decisions.undo(number, reviewer)
                self.decisions.release(number, reviewer)
                done.append(number)
            except (NotAllowed, IllegalMove, Conflict, NoSuchCase):
                left_out.append(number)
        entry = Entry(
            kind="campaign.undone",
            actor=f"staff:{reviewer.id}",
            subject=f"campaign:{campaign}",
            payload={"cases": done, "left_out": left_out},
        )
        with self.database.write("campaign") as connection:
            record.append(connection, [entry], now)
        return Done(done=tuple(done), left_out=tuple(left_out))
