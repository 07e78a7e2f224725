"""Carries out enforcement actions that people decided; repeating one does no harm."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, and_, or_, select, update

from bot.ports import (
    Action,
    ActionKind,
    ByHand,
    Clock,
    Deferred,
    Lost,
    Moderator,
    Outcome,
    Probe,
    Refused,
    Sent,
)
from bot.settings import Settings
from bot.states import ActionEvent, ActionState, step
from bot.storage import record, switches
from bot.storage.database import Database
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.queue import ACTION
from bot.storage.record import Entry
from bot.storage.thread import StorageThread

_TIMEOUT_S: Final = 30.0
_PAUSE: Final = timedelta(seconds=30)
_BATCH: Final = 20


class Enforcement:
    """Applies what is held and due, lifts what was undone."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        moderators: Mapping[str, Moderator],
        clock: Clock,
        thread: StorageThread,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._thread = thread
        self._settings = settings
        self._moderators = moderators
        self._clock = clock
        self._probe = probe

    async def work(self) -> int:
        """Carry out what is due; return how many were tried."""
        rows = await self._thread.run(self._due)
        for row in rows:
            await self._carry_out(row)
        return len(rows)

    def _due(self) -> "Sequence[Row[tuple[object, ...]]]":
        now = self._clock()
        with self._database.read() as connection:
            on = switches.read(connection)
            if on.all_paused or "action" in on.kinds:
                return []
            rows: Sequence[Row[tuple[object, ...]]] = connection.execute(
                select(
                    ACTION,
                    MESSAGE.c.platform,
                    MESSAGE.c.channel,
                    MESSAGE.c.external_id,
                    MESSAGE.c.sent_at,
                    AUTHOR.c.handle,
                )
                .join(MESSAGE, MESSAGE.c.id == ACTION.c.message_id)
                .join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id)
                .where(
                    or_(
                        and_(ACTION.c.state == ActionState.HELD.value, ACTION.c.not_before <= now),
                        ACTION.c.state == ActionState.LIFTING.value,
                    )
                )
                .order_by(ACTION.c.id)
                .limit(_BATCH)
            ).all()  # type: ignore[assignment]  # SQLAlchemy types a row by its columns
            return rows

    async def _carry_out(self, row: "Row[tuple[object, ...]]") -> None:
        channel = self._settings.channel(row.platform, row.channel)
        moderator = self._moderators.get(row.platform)
        lifting = row.state == ActionState.LIFTING.value
        outcome: Outcome
        if channel.mode == "shadow":
            outcome = Sent(external_id="shadow")
        elif moderator is None:
            outcome = Refused(reason="no moderator for this platform")
        else:
            call = moderator.lift if lifting else moderator.apply
            self._probe("action:before")
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    outcome = await call(_action(row))
            except Exception as fault:  # noqa: BLE001 -- whatever a platform's library raises
                outcome = Lost(reason=type(fault).__name__)
            self._probe("action:after")
        await self._thread.run(self._settle, row, outcome, lifting)

    def _settle(self, row: "Row[tuple[object, ...]]", outcome: Outcome, lifting: bool) -> None:
        now = self._clock()
        state = ActionState(row.state)
        changes: dict[str, object] = {"attempts": row.attempts + 1}
        match outcome:
            case Sent():
                state = step(state, ActionEvent.LIFT if lifting else ActionEvent.APPLY)
            case Refused(reason=reason):
                state = step(state, ActionEvent.REFUSE)
                changes["fault"] = reason
            case Deferred(reason=reason) | Lost(reason=reason):
                changes |= {"fault": reason, "not_before": now + _PAUSE}  # harmless to repeat
            case ByHand():
                state = step(state, ActionEvent.REFUSE)
                changes["fault"] = "by hand"
        with self._database.write("enforce", self._probe) as connection:
            changed = connection.execute(
                update(ACTION)
                .where(ACTION.c.id == row.id, ACTION.c.version == row.version)
                .values(state=state.value, version=row.version + 1, **changes)
            )
            if changed.rowcount == 1 and state is not ActionState(row.state):
                self._log(connection, row, state, now)

    def _log(
        self,
        connection: Connection,
        row: "Row[tuple[object, ...]]",
        state: ActionState,
        now: datetime,
    ) -> None:
        entry = Entry(
            kind=f"action.{state.value}",
            actor="program",
            subject=f"case:{row.case_id}",
            payload={"action": row.action, "message": row.message_id, "rule": row.rule},
        )
        record.append(connection, [entry], now)


def _action(row: "Row[tuple[object, ...]]") -> Action:
    return Action(
        kind=ActionKind(row.action),
        platform=row.platform,
        channel=row.channel,
        message_id=row.external_id,
        author=row.handle,
        until=row.until,
        sent_at=row.sent_at,
    )
