"""Carries out enforcement actions that people decided; repeating one does no harm.

held ─▶ begun (counted, committed) ─▶ the call ─▶ applied: the author is told
                                               ├▶ held      nobody can tell, or wait: again later
                                               └▶ failed    refused: a person is told why
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.moderating import DELETABLE_FOR, back_to_people
from bot.notices import Notices, want_told
from bot.ports import (
    Action,
    ActionKind,
    ByHand,
    Clock,
    Deferred,
    Lost,
    Moderator,
    Outcome,
    Priority,
    Probe,
    Refused,
    Sent,
)
from bot.settings import Settings
from bot.states import ActionEvent, ActionState, IllegalMove
from bot.storage import actions, appeals, pages, record, switches
from bot.storage.actions import ActionFile
from bot.storage.database import Conflict, Database
from bot.storage.record import Entry
from bot.storage.thread import StorageThread

MAX_ATTEMPTS: Final = 20  # with longer and longer pauses: most of a day
SEVERE: Final = 3
WATCH_EVERY: Final = timedelta(minutes=5)
WARN_BEFORE: Final = timedelta(hours=8)  # of the end of the time in which messages can be deleted
_TIMEOUT_S: Final = 30.0
_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)
_LEAST: Final = timedelta(minutes=1)  # what is left of a restriction for it to be worth while
_BATCH: Final = 20
_TEXT: Final = frozenset({ActionKind.HIDE, ActionKind.DELETE})


class Enforcement:
    """Applies what is held and due, lifts what was undone, and follows what ends by itself."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        moderators: Mapping[str, Moderator],
        clock: Clock,
        thread: StorageThread,
        notices: Notices,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._thread = thread
        self._settings = settings
        self._moderators = moderators
        self._clock = clock
        self._notices = notices
        self._probe = probe
        self._watched: datetime | None = None

    async def work(self) -> int:
        """Carry out what is due; return how many were tried."""
        await self._thread.run(self._watch)
        found = await self._thread.run(self._due)
        for action in found:
            started = await self._thread.run(self._begin, action)
            if started is not None:
                await self._carry_out(started)
        return len(found)

    def _due(self) -> list[ActionFile]:
        now = self._clock()
        with self._database.read() as connection:
            on = switches.read(connection)
            if on.all_paused or "action" in on.kinds:
                return []
            return actions.due(connection, now, _BATCH)

    def _begin(self, action: ActionFile) -> ActionFile | None:
        """Count the attempt before it is made: an undo then knows that it may have arrived."""
        now = self._clock()
        with self._database.write("act", self._probe) as connection:
            current = actions.load(connection, action.id)
            if current.version != action.version:
                return None  # undone or moved in the meantime
            too_late = current.until is not None and current.until < now + _LEAST
            if current.state is ActionState.HELD and too_late:
                state = actions.move(connection, current, ActionEvent.EXPIRE)
                _log(connection, current, state, now)
                return None
            actions.move(connection, current, None, attempts=current.attempts + 1)
            return actions.load(connection, action.id)

    async def _carry_out(self, action: ActionFile) -> None:
        lifting = action.state is ActionState.LIFTING
        channel = self._settings.channel(action.platform, action.channel)
        moderator = self._moderators.get(action.platform)
        outcome: Outcome
        if channel.mode == "shadow" or action.kind is ActionKind.WARN:
            outcome = Sent(external_id="")  # a warning is its notice
        elif moderator is None:
            outcome = Refused(reason="no_moderator")
        else:
            call = moderator.lift if lifting else moderator.apply
            self._probe("action:before")
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    outcome = await call(_action(action))
            except Exception as fault:  # noqa: BLE001 -- whatever a platform's library raises
                outcome = Lost(reason=type(fault).__name__)
            self._probe("action:after")
        await self._thread.run(self._settle, action, outcome)

    def _settle(self, action: ActionFile, outcome: Outcome) -> None:
        now = self._clock()
        lifting = action.state is ActionState.LIFTING
        try:
            with self._database.write("enforce", self._probe) as connection:
                match outcome:
                    case Sent():
                        self._done(connection, action, now)
                    case Refused(reason=reason) if lifting and action.kind in _TEXT:
                        self._done(connection, action, now, fault=reason)  # it cannot come back
                    case Refused(reason=reason):
                        self._failed(connection, action, reason, now)
                    case ByHand():
                        self._failed(connection, action, "by_hand", now)
                    case Deferred(reason=reason, retry_after_s=pause):
                        self._again(connection, action, reason, timedelta(seconds=pause), now)
                    case Lost(reason=reason):
                        self._again(connection, action, reason, _PAUSE, now)
        except Conflict:
            return  # undone in the meantime: what was applied is lifted next

    def _done(
        self, connection: Connection, action: ActionFile, now: datetime, *, fault: str | None = None
    ) -> None:
        if action.state is ActionState.LIFTING:
            state = actions.move(connection, action, ActionEvent.LIFT, fault=fault)
            _log(connection, action, state, now)
            self._notices.lifted(connection, action, now)
            return
        told = self._notices.applied(connection, action, now)
        if not told and action.kind is ActionKind.WARN:
            self._failed(connection, action, "no_wording", now)
            return
        state = actions.move(connection, action, ActionEvent.APPLY, fault=None)
        _log(connection, action, state, now)
        if not told:
            want_told(connection, action, now)

    def _again(
        self,
        connection: Connection,
        action: ActionFile,
        reason: str,
        pause: timedelta,
        now: datetime,
    ) -> None:
        """Repeating it does no harm; after many tries a person looks."""
        if action.attempts >= MAX_ATTEMPTS:
            self._failed(connection, action, "unreachable", now)
            return
        growing = _PAUSE * 2 ** min(action.attempts - 1, 7)
        wait = max(pause, min(growing, _LONGEST_PAUSE))
        actions.move(connection, action, None, fault=reason, not_before=now + wait)

    def _failed(
        self, connection: Connection, action: ActionFile, reason: str, now: datetime
    ) -> None:
        lifting = action.state is ActionState.LIFTING
        state = actions.move(connection, action, ActionEvent.REFUSE, fault=reason)
        _log(connection, action, state, now, reason=reason)
        back_to_people(connection, action.case_id, "action_failed", now)
        what = "not_lifted" if lifting else "failed"
        for number in sorted(action.deciders):
            pages.want(
                connection,
                kind="action_failed",
                subject=f"action:{action.id}",
                key=f"{what}:{action.id}:{action.version}:{number}",
                now=now,
                reviewer_id=number,
                payload={"what": what, "reason": reason},
            )
        appeal = appeals.of_action(connection, action.id) if lifting else None
        if appeal is not None:  # it is undone by hand: the author was right all the same
            self._notices.lifted(connection, action, now)

    # --- what time brings -------------------------------------------------------------------

    def _watch(self) -> None:
        """Now and then: restrictions that are over, and messages that soon cannot be deleted."""
        now = self._clock()
        if self._watched is not None and now < self._watched + WATCH_EVERY:
            return
        self._watched = now
        with self._database.read() as connection:
            ended = actions.over(connection, now, _BATCH)
            ageing = [
                (platform, *found)
                for platform, limit in DELETABLE_FOR.items()
                for found in actions.ageing(
                    connection,
                    platform,
                    severity=SEVERE,
                    after=now - limit,
                    before=now - limit + WARN_BEFORE,
                )
            ]
        if ended or ageing:
            with self._database.write("watch", self._probe) as connection:
                self._end(connection, ended, now)
                for platform, case_id, message_id, sent_at in ageing:
                    until = sent_at + DELETABLE_FOR[platform]
                    pages.want(
                        connection,
                        kind="deletion_limit",
                        subject=f"case:{case_id}",
                        key=f"deletion_limit:{message_id}",
                        now=now,
                        priority=Priority.SAFETY,
                        payload={"message": message_id, "until": until.isoformat()},
                    )

    def _end(self, connection: Connection, ended: list[ActionFile], now: datetime) -> None:
        """The platform ends a restriction by itself: our state follows."""
        for action in ended:
            try:
                state = actions.move(connection, action, ActionEvent.EXPIRE)
            except (Conflict, IllegalMove):
                continue
            _log(connection, action, state, now)


def _log(
    connection: Connection,
    action: ActionFile,
    state: ActionState,
    now: datetime,
    *,
    reason: str | None = None,
) -> None:
    entry = Entry(
        kind=f"action.{state.value}",
        actor="program",
        subject=f"case:{action.case_id}",
        payload={
            "id": action.id,
            "action": action.kind.value,
            "message": action.message_id,
            "rule": action.rule,
            "reason": reason,
        },
    )
    record.append(connection, [entry], now)


def _action(action: ActionFile) -> Action:
    return Action(
        kind=action.kind,
        platform=action.platform,
        channel=action.channel,
        message_id=action.external_id,
        author=action.handle,
        until=action.until,
        sent_at=action.sent_at,
    )
