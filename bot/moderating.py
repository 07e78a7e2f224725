"""Moderation: what people decide about a message and its author, one transaction each.

Every action names a rule of the policy in force. A ban is proposed by a moderator and confirmed
by a director, who is somebody else. Actions wait out the hold-back; `bot.enforcement` carries them
out.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import Connection, select

from bot import case as moves
from bot.deciding import DecisionBase, NotAllowed
from bot.ports import ActionKind
from bot.states import ActionEvent, ActionState, CaseState, IllegalMove
from bot.storage import actions, cases, pages, staff
from bot.storage.actions import ActionFile
from bot.storage.cases import CaseFile
from bot.storage.intake import AUTHOR, MESSAGE
from policies.policy import LabelDefinition, Policy
from policies.roles import Act, Reviewer

CHOICES: Final = frozenset(kind.value for kind in ActionKind)  # of decisions that are an action
# what a platform does not have
CANNOT: Final[Mapping[str, frozenset[ActionKind]]] = {
    "telegram": frozenset({ActionKind.HIDE}),
    "x": frozenset({ActionKind.DELETE, ActionKind.RESTRICT, ActionKind.BAN}),
    "feeds": frozenset(ActionKind),  # read only
    "mastodon": frozenset(ActionKind) - {ActionKind.WARN},
}
CANNOT_HIDE: Final = frozenset(
    platform for platform, kinds in CANNOT.items() if ActionKind.HIDE in kinds
)
DELETABLE_FOR: Final = {"telegram": timedelta(hours=48)}  # how young a message must be
SHORTEST: Final = timedelta(minutes=5)  # of a restriction
LONGEST: Final = timedelta(days=365)  # beyond 366 days Telegram takes it for ever
_MARGIN: Final = timedelta(minutes=1)


class AnyMessage(Protocol):
    """Whatever knows when a message was sent: a card's message, a row, a value."""

    @property
    def sent_at(self) -> datetime:
        """When it was sent."""
        ...


def deletable_until(platform: str, message: AnyMessage) -> datetime | None:
    """Return until when the platform deletes a message; None where it always does."""
    limit = DELETABLE_FOR.get(platform)
    return None if limit is None else message.sent_at + limit


def rules(policy: Policy) -> tuple[LabelDefinition, ...]:
    """Return the rules that an action may name: those with public wording."""
    return tuple(one for one in policy.labels.values() if one.rule is not None)


class Moderating(DecisionBase):
    """The write side of moderation."""

    # --- the message ------------------------------------------------------------------------

    def hide(
        self, case_id: int, reviewer: Reviewer, *, message_id: int, rule: str, reason: str
    ) -> CaseFile:
        """Hide a message, where the platform can."""
        return self._act(case_id, reviewer, ActionKind.HIDE, message_id, rule, reason)

    def delete(
        self, case_id: int, reviewer: Reviewer, *, message_id: int, rule: str, reason: str
    ) -> CaseFile:
        """Delete a message; the record keeps its text."""
        return self._act(case_id, reviewer, ActionKind.DELETE, message_id, rule, reason)

    # --- the author -------------------------------------------------------------------------

    def warn(
        self, case_id: int, reviewer: Reviewer, *, message_id: int, rule: str, reason: str
    ) -> CaseFile:
        """Tell the author which rule the message breaks; nothing else happens."""
        return self._act(case_id, reviewer, ActionKind.WARN, message_id, rule, reason)

    def restrict(
        self,
        case_id: int,
        reviewer: Reviewer,
        *,
        message_id: int,
        rule: str,
        reason: str,
        until: datetime,
    ) -> CaseFile:
        """Let the author not write for a time."""
        held_until = self._clock() + timedelta(seconds=self._settings.hold_back_seconds)
        if not held_until + SHORTEST <= until <= held_until + LONGEST:
            raise NotAllowed("moderation.until")
        return self._act(case_id, reviewer, ActionKind.RESTRICT, message_id, rule, reason, until)

    def propose_ban(
        self, case_id: int, reviewer: Reviewer, *, message_id: int, rule: str, reason: str
    ) -> CaseFile:
        """Ask the directors for a ban; nothing happens before one of them confirms it."""
        return self._act(case_id, reviewer, ActionKind.BAN, message_id, rule, reason)

    def confirm_ban(self, action_id: int, reviewer: Reviewer) -> ActionFile:
        """Agree with a ban; it is carried out after the hold-back."""
        now = self._clock()
        with self._write("confirm_ban") as connection:
            action = self._proposed(connection, action_id, reviewer)
            held_until = now + timedelta(seconds=self._settings.hold_back_seconds)
            actions.move(
                connection,
                action,
                ActionEvent.CONFIRM,
                confirmed_by=reviewer.id,
                not_before=held_until,
            )
            self._record(connection, action.case_id, reviewer, "confirm_ban", now, action=action_id)
            return actions.load(connection, action_id)

    def decline_ban(self, action_id: int, reviewer: Reviewer, reason: str) -> ActionFile:
        """Do not agree: the case goes back to a moderator, with the reason."""
        now = self._clock()
        if not reason.strip():
            raise NotAllowed("moderation.reason")
        with self._write("decline_ban") as connection:
            action = self._proposed(connection, action_id, reviewer)
            actions.move(connection, action, ActionEvent.UNDO, fault="declined")
            back_to_people(connection, action.case_id, "ban_declined", now)
            pages.want(
                connection,
                kind="ban_declined",
                subject=f"action:{action_id}",
                key=f"ban_declined:{action_id}",
                now=now,
                reviewer_id=action.reviewer_id,
                payload={"by": reviewer.id, "reason": reason},
            )
            self._record(
                connection,
                action.case_id,
                reviewer,
                "decline_ban",
                now,
                action=action_id,
                reason=reason,
            )
            return actions.load(connection, action_id)

    def lift(self, action_id: int, reviewer: Reviewer, reason: str) -> ActionFile:
        """Undo one action, however long ago it was and whatever became of the case."""
        now = self._clock()
        if not reason.strip():
            raise NotAllowed("moderation.reason")
        with self._write("lift") as connection:
            self._must(reviewer, Act.MODERATE)
            action = self._known(connection, action_id)
            if actions.undo(connection, action, now) is action.state:
                raise NotAllowed("moderation.not_standing")
            self._record(
                connection,
                action.case_id,
                reviewer,
                "lift",
                now,
                action=action_id,
                reason=reason,
            )
            return actions.load(connection, action_id)

    # --- what is looked at ------------------------------------------------------------------

    def bans_proposed(self) -> list[ActionFile]:
        """Return the bans that wait for a director."""
        with self._database.read() as connection:
            return actions.proposed(connection)

    def action(self, action_id: int) -> ActionFile:
        """Return one action.

        Raises:
            NotAllowed: there is none.
        """
        with self._database.read() as connection:
            return self._known(connection, action_id)

    def of_case(self, case_id: int) -> list[ActionFile]:
        """Return the actions of a case, oldest first."""
        with self._database.read() as connection:
            return actions.of_case(connection, case_id)

    def rules(self, platform: str, channel: str) -> tuple[LabelDefinition, ...]:
        """Return the rules that an action on this channel may name."""
        return rules(self._policy(platform, channel))

    # --- all of them ------------------------------------------------------------------------

    def _act(
        self,
        case_id: int,
        reviewer: Reviewer,
        kind: ActionKind,
        message_id: int,
        rule: str,
        reason: str,
        until: datetime | None = None,
    ) -> CaseFile:
        now = self._clock()
        with self._write(kind.value) as connection:
            case = self._mine(connection, case_id, reviewer)
            self._must(reviewer, Act.MODERATE)
            if not reason.strip():
                raise NotAllowed("moderation.reason")
            held_until = self._may_be_done(connection, case, kind, message_id, rule, now)
            try:
                after = cases.move(connection, case, moves.Close(), now)
            except IllegalMove as illegal:
                raise NotAllowed("decision.not_waiting") from illegal
            number = actions.insert_action(
                connection,
                kind=kind,
                message_id=message_id,
                case_id=case_id,
                rule=rule,
                reason=reason,
                reviewer=reviewer,
                not_before=held_until,
                now=now,
                until=until,
                state=ActionState.PROPOSED if kind is ActionKind.BAN else ActionState.HELD,
            )
            if kind is ActionKind.BAN:
                pages.want(  # every director is told; whoever is first decides
                    connection,
                    kind="ban",
                    subject=f"action:{number}",
                    key=f"ban:{number}",
                    now=now,
                )
            self._decided(
                connection,
                after,
                reviewer,
                kind.value,
                now,
                reason=reason,
                rule=rule,
                action=number,
                message=message_id,
                until=until.isoformat() if until else None,
            )
            return after

    def _may_be_done(
        self,
        connection: Connection,
        case: CaseFile,
        kind: ActionKind,
        message_id: int,
        rule: str,
        now: datetime,
    ) -> datetime:
        """Return until when the action is held back; refuse what may not be done."""
        row = connection.execute(
            select(MESSAGE.c.sent_at, MESSAGE.c.deleted, AUTHOR.c.handle)
            .join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id)
            .where(MESSAGE.c.id == message_id, MESSAGE.c.case_id == case.id)
        ).one_or_none()
        if row is None:
            raise NotAllowed("decision.no_such_message")
        known = {one.id for one in self.rules(case.platform, case.channel)}
        if rule not in known:
            raise NotAllowed("moderation.no_such_rule", rule=rule)
        if staff.reviewers_for(connection, case.platform, row.handle):
            raise NotAllowed("moderation.staff")
        about_text = kind in {ActionKind.HIDE, ActionKind.DELETE}
        if about_text and row.deleted:
            raise NotAllowed("moderation.gone")
        cannot = CANNOT.get(case.platform, frozenset())
        if kind in cannot and {ActionKind.HIDE, ActionKind.DELETE} <= cannot:
            raise NotAllowed("moderation.read_only")
        if kind in cannot:
            hide = kind is ActionKind.HIDE
            raise NotAllowed("moderation.cannot_hide" if hide else "moderation.only_hide")
        held_until = now + timedelta(seconds=self._settings.hold_back_seconds)
        limit = deletable_until(case.platform, row) if kind is ActionKind.DELETE else None
        if limit is None:
            return held_until
        if now >= limit:
            raise NotAllowed("moderation.too_old")
        return min(held_until, max(now, limit - _MARGIN))

    def _proposed(self, connection: Connection, action_id: int, reviewer: Reviewer) -> ActionFile:
        self._must(reviewer, Act.BAN)
        action = self._known(connection, action_id)
        if action.reviewer_id == reviewer.id:
            raise NotAllowed("moderation.own_proposal")
        if action.state is not ActionState.PROPOSED:
            raise NotAllowed("moderation.not_proposed")
        return action

    def _known(self, connection: Connection, action_id: int) -> ActionFile:
        try:
            return actions.load(connection, action_id)
        except actions.NoSuchAction as missing:
            raise NotAllowed("moderation.no_such_action") from missing

    def _policy(self, platform: str, channel: str) -> Policy:
        return self._tools.screener_for(self._settings.channel(platform, channel)).policy


def back_to_people(connection: Connection, case_id: int, reason: str, now: datetime) -> None:
    """Somebody has to look again: the case waits, and its next reminder is due at once."""
    case = cases.load(connection, case_id)
    try:
        after = moves.apply(case.flow, moves.Need())
    except IllegalMove:
        return  # whoever has it now sees the action on the card
    changes: dict[str, object] = {"reason": reason}
    if after.case is CaseState.QUEUED:
        changes |= {"wanted_at": now, "due_at": now, "due_kind": "reminder"}
    cases.move(connection, case, moves.Need(), now, **changes)
