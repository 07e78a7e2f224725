"""Appeals: an author contests an action; another moderator than who decided looks at it.

An appeal comes by the button of a notice, by command, or by e-mail, which staff enter. One that is
upheld lifts the action, as far as the platform can.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Final

from sqlalchemy import Connection

from bot.deciding import DecisionBase, NotAllowed
from bot.notices import Notices
from bot.ports import Clock, Probe
from bot.settings import Settings
from bot.states import AppealEvent, AppealState, IllegalMove
from bot.storage import actions, appeals, pages, record
from bot.storage.actions import STANDING, ActionFile
from bot.storage.appeals import AppealFile
from bot.storage.database import Database
from bot.storage.record import Entry
from bot.toolbox import Toolbox
from policies.roles import Act, Reviewer
from policies.routing import Route
from responders.notices import GROUNDS

WORDS_WITHIN: Final = timedelta(days=1)  # of pressing the button; later texts are ordinary messages
LONGEST: Final = 4000  # characters of what an author says


class Answer(StrEnum):
    """What an author who wants to appeal is told."""

    ASK = "ask"  # say why, in the next message
    RECEIVED = "received"
    THERE = "there"  # appealed already
    DECIDED = "decided"
    LATE = "late"
    GONE = "gone"  # never carried out, or undone
    UNKNOWN = "unknown"  # no such action, or somebody else's


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One appeal with the action that it is about."""

    appeal: AppealFile
    action: ActionFile


class Appeals(DecisionBase):
    """The write side of appeals."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Clock,
        tools: Toolbox,
        notices: Notices,
        probe: Probe = lambda _name: None,
    ) -> None:
        super().__init__(database, settings, clock, tools, probe)
        self._notices = notices

    # --- the author -------------------------------------------------------------------------

    def possible_for(self, platform: str, number: str) -> list[ActionFile]:
        """Return what a person can contest now, the newest first."""
        since = self._clock() - self._window()
        with self._database.read() as connection:
            found = actions.against(connection, platform, number, since)
            there = appeals.of_actions(connection, [one.id for one in found])
        return [one for one in found if one.id not in there]

    def start(self, platform: str, number: str, action_id: int, *, via: str) -> Answer:
        """An author wants to contest an action; their next message says why."""
        now = self._clock()
        with self._write("appeal") as connection:
            try:
                action = actions.load(connection, action_id)
            except actions.NoSuchAction:
                return Answer.UNKNOWN
            if (action.platform, action.handle) != (platform, number):
                return Answer.UNKNOWN
            there = appeals.of_action(connection, action_id)
            if there is not None:
                return Answer.THERE if there.state is AppealState.OPEN else Answer.DECIDED
            if action.state not in STANDING:
                return Answer.GONE
            if action.created_at < now - self._window():
                return Answer.LATE
            self._drop_started(connection, platform, number)
            appeals.insert_appeal(
                connection,
                action_id=action_id,
                case_id=action.case_id,
                author_id=action.author_id,
                state=AppealState.STARTED,
                via=via,
                text="",
                lang=None,
                now=now,
            )
            return Answer.ASK

    def write(self, platform: str, number: str, text: str) -> AppealFile | None:
        """Take an author's words, where they are awaited; None where they are not."""
        now = self._clock()
        text = text.strip()[:LONGEST]
        with self._database.read() as connection:
            if not appeals.started_by(connection, platform, number):
                # the same words once more, after a crash: they were taken already
                return appeals.with_words(connection, platform, number, text, now - WORDS_WITHIN)
        with self._write("appeal") as connection:
            for appeal in appeals.started_by(connection, platform, number):
                if appeal.created_at < now - WORDS_WITHIN:
                    continue
                action = actions.load(connection, appeal.action_id)
                if appeals.of_action(connection, action.id) or action.state not in STANDING:
                    appeals.move(connection, appeal, AppealEvent.DROP)
                    return None
                appeals.move(connection, appeal, AppealEvent.WRITE, text=text, created_at=now)
                self._opened(connection, appeals.load(connection, appeal.id), action, now)
                return appeals.load(connection, appeal.id)
            return None

    def rule_for(self, platform: str, number: str, token: str) -> ActionFile | None:
        """Return the action that a link of a neutral notice is about; to its author only.

        Args:
            token: what stands after "n" in the link: the number of the action and its secret.
        """
        first, _, secret = token.partition("-")
        if not first.isdecimal() or len(first) > 15:
            return None
        with self._database.read() as connection:
            try:
                action = actions.load(connection, int(first))
            except actions.NoSuchAction:
                return None
        theirs = (action.platform, action.handle) == (platform, number)
        right = compare_digest((action.token or "").encode(), secret.encode())
        return action if theirs and right and action.token else None

    # --- staff ------------------------------------------------------------------------------

    def enter(self, action_id: int, text: str, reviewer: Reviewer) -> AppealFile:
        """Enter what an author says in an e-mail; a banned author has no other way."""
        now = self._clock()
        self._may_enter(text, reviewer)
        with self._write("enter_appeal") as connection:
            action = self._action(connection, action_id)
            if appeals.of_action(connection, action_id) is not None:
                raise NotAllowed("moderation.appeal.there")
            if action.state not in STANDING:
                raise NotAllowed("moderation.appeal.not_standing")
            number = appeals.insert_appeal(
                connection,
                action_id=action_id,
                case_id=action.case_id,
                author_id=action.author_id,
                state=AppealState.OPEN,
                via="staff",
                text=text.strip()[:LONGEST],
                lang=None,
                now=now,
                entered_by=reviewer.id,
            )
            appeal = appeals.load(connection, number)
            self._opened(connection, appeal, action, now)
            return appeal

    def enter_for_case(self, case_id: int, text: str, reviewer: Reviewer) -> AppealFile:
        """Enter an appeal against the newest action of a case that can be contested."""
        self._may_enter(text, reviewer)
        with self._database.read() as connection:
            found = [one for one in actions.of_case(connection, case_id) if one.state in STANDING]
            there = appeals.of_actions(connection, [one.id for one in found])
        free = [one for one in found if one.id not in there]
        if not free:
            raise NotAllowed("moderation.for.nothing")
        return self.enter(free[-1].id, text, reviewer)

    def uphold(self, appeal_id: int, reviewer: Reviewer, reason: str) -> AppealFile:
        """The author was right: the action is lifted, and the author told."""
        now = self._clock()
        with self._write("uphold") as connection:
            appeal, action = self._open(connection, appeal_id, reviewer, reason)
            self._decide(connection, appeal, AppealEvent.UPHOLD, reviewer, now, reason=reason)
            before = action.state
            if actions.undo(connection, action, now) is before:
                # its time was over: nothing is left to lift
                after = appeals.load(connection, appeal_id)
                self._notices.decided(connection, action, after, now)
            return appeals.load(connection, appeal_id)

    def dismiss(
        self, appeal_id: int, reviewer: Reviewer, reason: str, *, ground: str
    ) -> AppealFile:
        """The action stands.

        Args:
            reason: for the record.
            ground: what the author is told of it, one of `responders.notices.GROUNDS`.
        """
        now = self._clock()
        if ground not in GROUNDS:
            raise NotAllowed("moderation.appeal.ground")
        with self._write("dismiss") as connection:
            appeal, action = self._open(connection, appeal_id, reviewer, reason)
            self._decide(
                connection,
                appeal,
                AppealEvent.DISMISS,
                reviewer,
                now,
                reason=reason,
                ground=ground,
            )
            after = appeals.load(connection, appeal_id)
            self._notices.decided(connection, action, after, now)
            return after

    def waiting(self) -> list[Waiting]:
        """Return the appeals that wait, oldest first."""
        with self._database.read() as connection:
            return [
                Waiting(appeal=one, action=actions.load(connection, one.action_id))
                for one in appeals.waiting(connection)
            ]

    def one(self, appeal_id: int) -> Waiting:
        """Return one appeal with its action.

        Raises:
            NotAllowed: there is none.
        """
        with self._database.read() as connection:
            appeal = self._appeal(connection, appeal_id)
            return Waiting(appeal=appeal, action=actions.load(connection, appeal.action_id))

    def refusal(self, found: Waiting, reviewer: Reviewer) -> str | None:
        """Return why this person does not decide the appeal, None where they may."""
        if not reviewer.may(Act.DECIDE_APPEAL):
            return "decision.not_your_role"
        if reviewer.id in found.action.deciders:
            return "moderation.appeal.own_decision"
        return None if found.appeal.state is AppealState.OPEN else "moderation.appeal.decided"

    # --- inside -----------------------------------------------------------------------------

    def _may_enter(self, text: str, reviewer: Reviewer) -> None:
        if not reviewer.may(Act.MODERATE) and not reviewer.may(Act.APPROVE_REPLY):
            raise NotAllowed("decision.not_your_role")
        if not text.strip():
            raise NotAllowed("moderation.appeal.empty")

    def _window(self) -> timedelta:
        return timedelta(days=self._settings.appeals.days)

    def _drop_started(self, connection: Connection, platform: str, number: str) -> bool:
        started = appeals.started_by(connection, platform, number)
        for appeal in started:
            appeals.move(connection, appeal, AppealEvent.DROP)
        return bool(started)

    def _opened(
        self, connection: Connection, appeal: AppealFile, action: ActionFile, now: datetime
    ) -> None:
        """Whoever may decide it is told now, and again while it waits."""
        payload = {"appeal": appeal.id, "action": action.id, "via": appeal.via, "text": appeal.text}
        actor = f"staff:{appeal.entered_by}" if appeal.entered_by is not None else "author"
        _log(connection, "opened", actor, action.case_id, payload, now)
        due = now
        for time in range(1 + self._settings.deadlines.reminders):
            pages.want(
                connection,
                kind="appeal",
                subject=f"appeal:{appeal.id}",
                key=f"appeal:{appeal.id}:{time}",
                now=now,
                not_before=due,
                payload={"reminder": time},
            )
            due = self._deadline(Route.REVIEW, due)

    def _open(
        self, connection: Connection, appeal_id: int, reviewer: Reviewer, reason: str
    ) -> tuple[AppealFile, ActionFile]:
        if not reason.strip():
            raise NotAllowed("moderation.reason")
        appeal = self._appeal(connection, appeal_id)
        action = actions.load(connection, appeal.action_id)
        refusal = self.refusal(Waiting(appeal=appeal, action=action), reviewer)
        if refusal is not None:
            raise NotAllowed(refusal)
        return appeal, action

    def _decide(
        self,
        connection: Connection,
        appeal: AppealFile,
        event: AppealEvent,
        reviewer: Reviewer,
        now: datetime,
        **told: str,
    ) -> None:
        try:
            state = appeals.move(
                connection, appeal, event, decided_by=reviewer.id, decided_at=now, **told
            )
        except IllegalMove as illegal:
            raise NotAllowed("moderation.appeal.decided") from illegal
        payload = {"appeal": appeal.id, "action": appeal.action_id, **told}
        _log(connection, state.value, f"staff:{reviewer.id}", appeal.case_id, payload, now)

    def _action(self, connection: Connection, action_id: int) -> ActionFile:
        try:
            return actions.load(connection, action_id)
        except actions.NoSuchAction as missing:
            raise NotAllowed("moderation.no_such_action") from missing

    def _appeal(self, connection: Connection, appeal_id: int) -> AppealFile:
        try:
            return appeals.load(connection, appeal_id)
        except appeals.NoSuchAppeal as missing:
            raise NotAllowed("moderation.appeal.no_such") from missing


def _log(
    connection: Connection,
    what: str,
    actor: str,
    case_id: int,
    payload: Mapping[str, object],
    now: datetime,
) -> None:
    entry = Entry(kind=f"appeal.{what}", actor=actor, subject=f"case:{case_id}", payload=payload)
    record.append(connection, [entry], now)
