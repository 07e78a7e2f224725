"""Publishing: the intent is on disk before the call, and what nobody can tell goes to a person.

held ─▶ sending (committed) ─▶ the call ─▶ sent
                                        ├▶ held      certainly not out: not connected, told to wait
                                        ├▶ failed    refused for good: a person hands it off
                                        └▶ unknown   looked up; cannot tell: a person looks
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import case as moves
from bot import post as post_moves
from bot.ports import (
    ByHand,
    Clock,
    Deferred,
    Lookup,
    Lost,
    Outcome,
    Probe,
    Publisher,
    Refused,
    Sent,
)
from bot.states import CaseState, IllegalMove, PublicationEvent, PublicationState
from bot.storage import cases, posts, publications, record, switches
from bot.storage.database import Database
from bot.storage.publications import Queued
from bot.storage.record import Entry
from bot.storage.thread import StorageThread

BATCH: Final = 20
SEND_TIMEOUT_S: Final = 30.0
MAX_ATTEMPTS: Final = 12  # of certain non-deliveries; then a person hands it off
_BLOCKED_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=1)


class Publishing:
    """Sends what is ready; one at a time, so that the order holds."""

    def __init__(
        self,
        database: Database,
        publishers: Mapping[str, Publisher],
        shadow: Publisher,
        clock: Clock,
        thread: StorageThread,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._thread = thread
        self._publishers = publishers
        self._shadow = shadow
        self._clock = clock
        self._probe = probe

    async def recover(self) -> int:
        """Settle what a crash left in `sending`: looked up where it can be, else to a person."""
        stranded = await self._thread.run(self._stranded)
        for queued in stranded:
            await self._doubt(queued, "stopped while sending")
        return len(stranded)

    async def work(self) -> int:
        """Send what is ready; return how many were tried."""
        batch = await self._thread.run(self._ready)
        for queued in batch:
            await self._publish(queued)
        return len(batch)

    def _stranded(self) -> list[Queued]:
        with self._database.read() as connection:
            return publications.in_state(connection, PublicationState.SENDING)

    def _ready(self) -> list[Queued]:
        now = self._clock()
        with self._database.read() as connection:
            on = switches.read(connection)
            if on.all_paused:
                return []
            return publications.ready(
                connection, now, BATCH, paused_channels=on.channels, paused_kinds=on.kinds
            )

    async def _publish(self, queued: Queued) -> None:
        started = await self._thread.run(self._begin, queued)
        if started is None:
            return
        publisher = self._publisher(started)
        if publisher is None:
            await self._thread.run(
                self._settle,
                started,
                Refused(reason=f"no publisher for {started.outgoing.platform}"),
            )
            return
        self._probe("send:before")
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                outcome = await publisher.send(started.outgoing)
        except TimeoutError:
            outcome = Lost(reason="time-out")
        except Exception as fault:  # noqa: BLE001 -- whatever a platform's library raises: nobody can tell
            outcome = Lost(reason=type(fault).__name__)
        self._probe("send:after")
        if isinstance(outcome, Lost):
            await self._doubt(started, outcome.reason)
        else:
            await self._thread.run(self._settle, started, outcome)

    def _begin(self, queued: Queued) -> Queued | None:
        """Commit the intent; None where the text is not to be sent any more."""
        now = self._clock()
        with self._database.write("begin", self._probe) as connection:
            current = publications.load(connection, queued.id)
            if current.state is not PublicationState.HELD or current.version != queued.version:
                return None  # undone or moved in the meantime
            if not current.shadow and _paused(switches.read(connection), current):
                return None
            if self._overtaken(connection, current, now):
                return None
            try:
                self._step(connection, current, PublicationEvent.BEGIN, now)
            except IllegalMove:
                # the other half of the pair is broken: a person is on it; look again later
                publications.note(connection, current.id, not_before=now + _BLOCKED_PAUSE)
                return None
            publications.note(connection, current.id, attempts=current.attempts + 1)
            _log(connection, current, "sending", now)
            return publications.load(connection, current.id)

    def _overtaken(self, connection: Connection, queued: Queued, now: datetime) -> bool:
        """The case is read again just before sending: what came since goes to a person first."""
        if queued.draft_id is None or queued.case_id is None:
            return False
        case = cases.load(connection, queued.case_id)
        if case.flow.case is not CaseState.OVERTAKEN:
            return False
        cases.move(
            connection,
            case,
            moves.Send(event=PublicationEvent.WITHDRAW),
            now,
            reason="overtaken",
            due_at=now,
            due_kind="reminder",
        )
        _log(connection, queued, "withdrawn", now, reason="overtaken")
        return True

    async def _doubt(self, queued: Queued, reason: str) -> None:
        """Nobody can tell whether it is out: look it up where that can be done."""
        lookup, sent = Lookup.CANNOT_TELL, None
        publisher = self._publisher(queued)
        if publisher is not None:
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    lookup, sent = await publisher.find(queued.outgoing)
            except Exception:  # noqa: BLE001 -- the look-up failed too: a person looks
                lookup = Lookup.CANNOT_TELL
        match lookup:
            case Lookup.FOUND:
                await self._thread.run(self._settle, queued, sent or Sent(external_id=""))
            case Lookup.ABSENT:
                await self._thread.run(
                    self._settle, queued, Deferred(retry_after_s=5, reason=reason)
                )
            case Lookup.CANNOT_TELL:
                await self._thread.run(self._settle, queued, Lost(reason=reason))

    def _settle(self, queued: Queued, outcome: Outcome) -> None:
        """Store what became of it."""
        now = self._clock()
        with self._database.write("settle", self._probe) as connection:
            current = publications.load(connection, queued.id)
            match outcome:
                case Sent(external_id=external_id, url=url):
                    self._step(connection, current, PublicationEvent.CONFIRM, now)
                    publications.note(connection, current.id, external_id=external_id, url=url)
                    _log(connection, current, "sent", now, external_id=external_id, url=url)
                case Deferred(retry_after_s=pause, reason=reason) if (
                    current.attempts < MAX_ATTEMPTS
                ):
                    self._step(connection, current, PublicationEvent.RETRY, now)
                    wait = min(timedelta(seconds=max(pause, 1)), _LONGEST_PAUSE)
                    publications.note(connection, current.id, not_before=now + wait, fault=reason)
                    _log(connection, current, "deferred", now, reason=reason)
                case Deferred(reason=reason) | Refused(reason=reason):
                    self._step(connection, current, PublicationEvent.REFUSE, now, reason="refused")
                    publications.note(connection, current.id, fault=reason)
                    _log(connection, current, "refused", now, reason=reason)
                case Lost(reason=reason):
                    self._step(connection, current, PublicationEvent.LOSE, now, reason="unknown")
                    publications.note(connection, current.id, fault=reason)
                    _log(connection, current, "unknown", now, reason=reason)
                case ByHand(link=link):
                    self._step(connection, current, PublicationEvent.HAND_OFF, now)
                    publications.note(connection, current.id, url=link)
                    after = publications.load(connection, current.id)
                    _log(connection, current, after.state.value, now)

    def _step(
        self,
        connection: Connection,
        queued: Queued,
        event: PublicationEvent,
        now: datetime,
        reason: str | None = None,
    ) -> None:
        """Move the aggregate that the publication belongs to."""
        if queued.draft_id is not None and queued.case_id is not None:
            case = cases.load(connection, queued.case_id)
            changes: dict[str, object] = {}
            if reason:  # back with a person, who is told at the next sweep
                changes = {"reason": reason, "due_at": now, "due_kind": "reminder"}
            cases.move(connection, case, moves.Send(event=event), now, **changes)
        elif queued.post_id is not None and queued.outgoing.lang is not None:
            post = posts.load(connection, queued.post_id)
            move = post_moves.SendHalf(lang=queued.outgoing.lang, event=event)
            posts.move(connection, post, move)
        else:
            publications.move(connection, queued, event)

    def _publisher(self, queued: Queued) -> Publisher | None:
        if queued.shadow:
            return self._shadow
        return self._publishers.get(queued.outgoing.platform)


def _paused(on: switches.Switches, queued: Queued) -> bool:
    return (
        on.all_paused
        or queued.outgoing.channel in on.channels
        or queued.outgoing.kind.value in on.kinds
    )


def _log(
    connection: Connection, queued: Queued, what: str, now: datetime, **details: object
) -> None:
    subject = f"post:{queued.post_id}" if queued.post_id else f"case:{queued.case_id}"
    record.append(
        connection,
        [
            Entry(
                kind=f"publication.{what}",
                actor="program",
                subject=subject,
                payload={
                    "publication": queued.id,
                    "kind": queued.outgoing.kind.value,
                    "key": queued.outgoing.idempotency_key,
                    "text": queued.outgoing.text,
                    "shadow": queued.shadow,
                    **details,
                },
            )
        ],
        now,
    )
