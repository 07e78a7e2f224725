"""Publishing: the intent is on disk before the call, and what nobody can tell goes to a person.

held ─▶ sending (committed) ─▶ the call ─▶ sent
                                        ├▶ held      certainly not out: not connected, told to wait
                                        ├▶ failed    refused for good: a person hands it off
                                        └▶ unknown   looked up; cannot tell: a person looks

What goes to one place keeps its order; different places are served side by side. A platform that
takes only so much says so before the intent is written (`Pace`): nothing waits in `sending`.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import case as moves
from bot import post as post_moves
from bot.lanes import AT_ONCE, IN_A_ROW, Lanes
from bot.ports import (
    ByHand,
    Clock,
    Deferred,
    Lookup,
    Lost,
    Outcome,
    Outgoing,
    Probe,
    Publisher,
    Refused,
    Sent,
)
from bot.states import CaseState, IllegalMove, PublicationEvent, PublicationState
from bot.storage import cases, postpages, posts, publications, record, switches, threads
from bot.storage.database import Conflict, Database, StorageFault
from bot.storage.publications import Queued
from bot.storage.record import Entry
from bot.storage.thread import StorageThread
from bot.storage.tidings import tell_approvers

SEND_TIMEOUT_S: Final = 60.0  # of one text; platforms have shorter ones of their own
DRAIN_S: Final = 15.0  # how long calls in flight may take once we stop
GIVE_UP_AFTER: Final = timedelta(days=1)  # of certain non-deliveries; then a person hands it off
_LOOK_AGAIN_S: Final = 0.2  # while something is in flight: is there something for another place?
_BLOCKED_PAUSE: Final = timedelta(minutes=1)
_ABSENT_S: Final = 5.0  # before a text that certainly is not out goes again; doubles each time
_LONGEST_S: Final = 3600.0
_SHORTEST_S: Final = 0.1


class Publishing:
    """Sends what is ready: in order for each place, and several places at once."""

    def __init__(
        self,
        database: Database,
        publishers: Mapping[str, Publisher],
        shadow: Publisher,
        clock: Clock,
        thread: StorageThread,
        probe: Probe = lambda _name: None,
        may_leave: Callable[[Connection, int, datetime], bool] = lambda *_post: True,
        still_good: Callable[[Connection, Queued, datetime], bool] = lambda *_reply: True,
    ) -> None:
        """Take what to send through.

        Args:
            may_leave: asked of an approved official post, by number, just before it is sent.
            still_good: asked of an approved reply just before it is sent: do its checks hold?
        """
        self._still_good = still_good
        self._may_leave = may_leave
        self._database = database
        self._thread = thread
        self._publishers = publishers
        self._shadow = shadow
        self._clock = clock
        self._probe = probe
        self._lanes = Lanes(self._publisher, self._publish)
        self._limits: set[asyncio.Timeout] = set()  # of the calls in flight
        self._unsettled: list[tuple[Queued, Outcome]] = []  # known, and the disk did not take it

    async def recover(self) -> int:
        """Settle what a crash left in `sending`: looked up where it can be, else to a person."""
        stranded = await self._thread.run(self._stranded)
        for queued in stranded:
            await self._doubt(queued, "stopped while sending")
        return len(stranded)

    async def work(self) -> int:
        """Send what is ready; return how many were tried.

        It returns as soon as one place is served; what else is in flight goes on meanwhile.
        """
        settled = await self._settle_again()
        while True:
            self._lanes.set_out(await self._thread.run(self._ready))
            under_way = self._lanes.under_way
            if not under_way:
                return settled
            done, _ = await asyncio.wait(
                under_way, timeout=_LOOK_AGAIN_S, return_when=asyncio.FIRST_COMPLETED
            )
            tried = settled + self._lanes.reap() if done else 0
            if tried:  # otherwise somebody else who waits has taken note of it
                return tried

    async def drain(self, patience_s: float = DRAIN_S) -> None:
        """Finish the calls in flight before the program ends; nothing is left in `sending`.

        A call that takes longer is given up: nobody can tell what became of it.
        """
        self._lanes.stop()
        under_way = self._lanes.under_way
        if under_way:
            await asyncio.wait(under_way, timeout=patience_s)
            now = asyncio.get_running_loop().time()
            for limit in list(self._limits):
                limit.reschedule(now)
            await asyncio.wait(under_way, timeout=SEND_TIMEOUT_S)
        try:
            self._lanes.reap()
        finally:
            await self._settle_again()

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
                connection,
                now,
                AT_ONCE * IN_A_ROW,
                in_a_row=IN_A_ROW,
                paused_channels=on.channels,
                paused_kinds=on.kinds,
            )

    async def _publish(self, queued: Queued) -> bool:
        """Send one text; False where it has to wait, and what comes behind it with it."""
        started = await self._thread.run(self._begin, queued)
        if started is None:
            return True
        publisher = self._publisher(started)
        if publisher is None:
            reason = f"no publisher for {started.outgoing.platform}"
            await self._conclude(started, Refused(reason=reason))
            return True
        self._probe("send:before")
        outcome = await self._call(publisher, started.outgoing)
        self._probe("send:after")
        if isinstance(outcome, Lost):
            await self._doubt(started, outcome.reason)
        else:
            await self._conclude(started, outcome)
        return not isinstance(outcome, Deferred)

    async def _call(self, publisher: Publisher, outgoing: Outgoing) -> Outcome:
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S) as limit:
                self._limits.add(limit)
                try:
                    return await publisher.send(outgoing)
                finally:
                    self._limits.discard(limit)
        except TimeoutError:
            return Lost(reason="time-out")
        except Exception as fault:  # noqa: BLE001 -- whatever a platform's library raises: nobody can tell
            return Lost(reason=type(fault).__name__)

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
            post = current.post_id
            if post is not None and not self._may_leave(connection, post, now):
                return None
            try:
                self._step(connection, current, PublicationEvent.BEGIN, now)
            except IllegalMove:
                # the other half of the pair is broken: a person is on it; look again later
                publications.note(connection, current.id, not_before=now + _BLOCKED_PAUSE)
                return None
            since = current.tried_since or now
            publications.note(
                connection, current.id, attempts=current.attempts + 1, tried_since=since
            )
            _log(connection, current, "sending", now)
            return publications.load(connection, current.id)

    def _overtaken(self, connection: Connection, queued: Queued, now: datetime) -> bool:
        """The case is read again just before sending: what came since goes to a person first."""
        if queued.draft_id is None or queued.case_id is None:
            return False
        case = cases.load(connection, queued.case_id)
        reason = "overtaken"
        if case.flow.case is not CaseState.OVERTAKEN:
            if threads.already_said(connection, case):
                reason = "answered"  # somebody else has put it right
            elif not self._still_good(connection, queued, now):
                reason = "checks"
            else:
                return False
        cases.move(
            connection,
            case,
            moves.Send(event=PublicationEvent.WITHDRAW),
            now,
            reason=reason,
            due_at=now,
            due_kind="reminder",
        )
        _log(connection, queued, "withdrawn", now, reason=reason)
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
                await self._conclude(queued, sent or Sent(external_id=""))
            case Lookup.ABSENT:
                wait_s = min(_LONGEST_S, _ABSENT_S * 2 ** min(queued.attempts - 1, 10))
                await self._conclude(queued, Deferred(retry_after_s=wait_s, reason=reason))
            case Lookup.CANNOT_TELL:
                await self._conclude(queued, Lost(reason=reason))

    async def _conclude(self, queued: Queued, outcome: Outcome) -> None:
        """Store what became of it; where the disk does not take it, that is tried again."""
        try:
            await self._thread.run(self._settle, queued, outcome)
        except (StorageFault, OSError, Conflict):
            self._unsettled.append((queued, outcome))
            raise

    async def _settle_again(self) -> int:
        """Store what the disk did not take before; return how many there were."""
        waiting, self._unsettled = self._unsettled, []
        settled = 0
        try:
            for queued, outcome in waiting:
                await self._thread.run(self._settle, queued, outcome)
                settled += 1
        finally:
            self._unsettled += waiting[settled:]
        return settled

    def _settle(self, queued: Queued, outcome: Outcome) -> None:
        """Store what became of it."""
        now = self._clock()
        with self._database.write("settle", self._probe) as connection:
            current = publications.load(connection, queued.id)
            if current.state is not PublicationState.SENDING:
                return  # it was stored before, and the answer of the database was lost
            match outcome:
                case Sent(external_id=external_id, url=url):
                    self._step(connection, current, PublicationEvent.CONFIRM, now)
                    publications.note(connection, current.id, external_id=external_id, url=url)
                    _log(connection, current, "sent", now, external_id=external_id, url=url)
                case Deferred(retry_after_s=pause, reason=reason) if not _given_up(current, now):
                    self._step(connection, current, PublicationEvent.RETRY, now)
                    wait = min(timedelta(seconds=max(pause, _SHORTEST_S)), GIVE_UP_AFTER)
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
                case ByHand(link=link, reason=reason):
                    self._step(connection, current, PublicationEvent.HAND_OFF, now)
                    publications.note(connection, current.id, url=link, fault=reason)
                    after = publications.load(connection, current.id)
                    _want_hands(connection, after, now)
                    _log(connection, current, after.state.value, now, reason=reason)
            tell_approvers(connection, current.id, now)

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
        elif queued.post_id is not None:
            post = posts.load(connection, queued.post_id)
            half = queued.outgoing.lang or post_moves.BOTH
            move = post_moves.SendHalf(lang=half, event=event)
            posts.move(connection, post, move, now)
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


def _given_up(queued: Queued, now: datetime) -> bool:
    """Whether it has been tried for so long that a person should post it."""
    return now - (queued.tried_since or now) >= GIVE_UP_AFTER


def _want_hands(connection: Connection, queued: Queued, now: datetime) -> None:
    """Let somebody be told of half an official post that is posted by hand."""
    if queued.post_id is None or queued.state is not PublicationState.HANDED_OFF:
        return
    flow = posts.load(connection, queued.post_id).flow
    half = queued.outgoing.lang or post_moves.BOTH
    postpages.by_hand(connection, post_id=queued.post_id, flow=flow, half=half, now=now)


def _log(
    connection: Connection, queued: Queued, what: str, now: datetime, **details: object
) -> None:
    if queued.post_id is not None:
        subject = f"post:{queued.post_id}"
    elif queued.case_id is not None:
        subject = f"case:{queued.case_id}"
    else:  # an answer to a command
        subject = f"publication:{queued.id}"
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
