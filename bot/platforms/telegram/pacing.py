"""Our own pace: so many calls a second overall, so many a chat, so many a minute for a group.

`Schedule` is the rule, without waiting and without a clock of its own; `Pacer` waits by it. Windows
slide: no window of a second, or of a minute, ever holds more calls than its rate. Of the calls that
may go now the one with the highest priority goes, then the one that waits longest; a chat that has
to wait holds up nobody else.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf
from typing import Final

from bot.ports import Priority

_SECOND: Final = 1.0
_MINUTE: Final = 60.0
_MANY_CHATS: Final = 512  # from here on, chats that are idle are forgotten
_SEVERAL: Final = 3  # so many chats told to wait …
_LATELY_S: Final = 10.0  # … within this time: it was said of the whole bot
_SOON_S: Final = 0.001  # clocks are coarse: never sleep for nothing, or for less than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How much Telegram takes from one bot."""

    overall_per_s: int = 30
    chat_per_s: int = 1
    group_per_min: int = 20
    safety_reserve: int = 3  # of overall_per_s: kept free for what touches somebody's safety

    def of(self, priority: Priority) -> int:
        """Return how many calls a second there may be before one of this priority waits."""
        if priority is Priority.SAFETY:
            return self.overall_per_s
        return max(1, self.overall_per_s - self.safety_reserve)


@dataclass(slots=True, eq=False)
class Ticket:
    """One call that waits for its turn."""

    chat: str | None
    priority: Priority
    number: int
    deadline: float
    granted: bool = False
    left: bool = False  # nobody waits for it any more
    future: "asyncio.Future[bool] | None" = None

    def __lt__(self, other: "Ticket") -> bool:
        return (self.priority, self.number) < (other.priority, other.number)


@dataclass(slots=True)
class _Lane:
    """One chat: what went there lately, and what waits."""

    times: deque[float]
    held_until: float = -inf
    waiting: list[Ticket] = field(default_factory=list)  # a heap; some may have left
    count: int = 0  # of those that have not

    def head(self) -> Ticket | None:
        while self.waiting and self.waiting[0].left:
            heappop(self.waiting)
        return self.waiting[0] if self.waiting else None


class Schedule:
    """Who may go when. Times are seconds of one clock that never goes back."""

    def __init__(self, rates: Rates | None = None) -> None:
        self._rates = rates or Rates()
        self._lanes: dict[str | None, _Lane] = {}
        self._overall: deque[float] = deque(maxlen=max(1, self._rates.overall_per_s))
        self._held_until = -inf
        self._deadlines: list[tuple[float, Ticket]] = []  # a heap
        self._told: deque[tuple[float, str]] = deque(maxlen=_SEVERAL)  # who was told to wait, when
        self._number = 0
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many calls wait."""
        return self._waiting

    @property
    def chats(self) -> int:
        """How many chats are remembered."""
        return len(self._lanes)

    def join(self, chat: str | None, priority: Priority, deadline: float = inf) -> Ticket:
        """Queue up for a chat; None for a call that is for no chat: it counts overall only."""
        self._number += 1
        ticket = Ticket(chat=chat, priority=priority, number=self._number, deadline=deadline)
        lane = self._lane(chat)
        heappush(lane.waiting, ticket)
        lane.count += 1
        if deadline < inf:
            heappush(self._deadlines, (deadline, ticket))
        self._waiting += 1
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Give up waiting."""
        if not ticket.granted and not ticket.left:
            ticket.left = True
            self._lanes[ticket.chat].count -= 1
            self._waiting -= 1

    def leave_all(self) -> list[Ticket]:
        """Let everybody give up; return who did."""
        gone = [
            ticket for lane in self._lanes.values() for ticket in lane.waiting if not ticket.left
        ]
        for ticket in gone:
            self.leave(ticket)
        return gone

    def grant(self, now: float) -> list[Ticket]:
        """Let everything go that may go now, in order; those past their deadline leave."""
        gone: list[Ticket] = []
        while (ticket := self._next(now)) is not None:
            lane = self._lanes[ticket.chat]
            heappop(lane.waiting)
            lane.count -= 1
            ticket.granted = True
            self._waiting -= 1
            self._overall.append(now)
            if ticket.chat is not None:
                lane.times.append(now)
            gone.append(ticket)
        while self._deadlines and (self._done() or self._deadlines[0][0] <= now):
            _, ticket = heappop(self._deadlines)
            if not ticket.granted and not ticket.left:
                self.leave(ticket)
                gone.append(ticket)
        self._forget(now)
        return gone

    def wakes_at(self) -> float:
        """Return when something may change by itself; infinity where nothing waits."""
        if not self._waiting:
            return inf
        soonest = self._deadlines[0][0] if self._deadlines else inf
        for chat, lane in self._lanes.items():
            head = lane.head()
            if head is not None:
                soonest = min(soonest, self.free_at(chat, head.priority))
        return soonest

    def free_at(self, chat: str | None, priority: Priority) -> float:
        """Return when a call of this priority could go, if nothing else waited."""
        at = self._held_until
        used, room = self._overall, self._rates.of(priority)
        if len(used) >= room:
            at = max(at, used[-room] + _SECOND)
        lane = self._lanes.get(chat)
        if lane is None or chat is None:
            return at
        at = max(at, lane.held_until)
        times = lane.times
        if len(times) >= self._rates.chat_per_s:
            at = max(at, times[-self._rates.chat_per_s] + _SECOND)
        if _is_group(chat) and len(times) >= self._rates.group_per_min:
            at = max(at, times[-self._rates.group_per_min] + _MINUTE)
        return at

    def delay_s(self, chat: str, now: float, priority: Priority = Priority.PUBLIC) -> float:
        """Return about how long a call would wait that came now, behind those that wait already."""
        lane = self._lanes.get(chat)
        ahead = lane.count if lane else 0
        free_in = max(0.0, self.free_at(chat, priority) - now)
        return free_in + ahead * _SECOND / self._rates.chat_per_s

    def hold(self, chat: str | None, until: float, now: float) -> None:
        """Telegram told us to wait: for one chat, or overall.

        When several chats are told so within a few seconds, it was said of the whole bot.
        """
        if chat is not None:
            self._told.append((now, chat))
        lately = {name for at, name in self._told if at + _LATELY_S > now}
        if chat is None or len(lately) >= _SEVERAL:
            self._held_until = max(self._held_until, until)
        if chat is not None:
            lane = self._lane(chat)
            lane.held_until = max(lane.held_until, until)

    def _lane(self, chat: str | None) -> _Lane:
        lane = self._lanes.get(chat)
        if lane is None:
            most = max(self._rates.chat_per_s, self._rates.group_per_min if _is_group(chat) else 0)
            lane = self._lanes[chat] = _Lane(times=deque(maxlen=max(1, most)))
        return lane

    def _next(self, now: float) -> Ticket | None:
        if not self._waiting or self._held_until > now:
            return None
        best: Ticket | None = None
        for chat, lane in self._lanes.items():
            head = lane.head()
            better = head is not None and (best is None or head < best)
            if head is not None and better and self.free_at(chat, head.priority) <= now:
                best = head
        return best

    def _done(self) -> bool:
        """Whether the first deadline is of somebody who waits no more."""
        ticket = self._deadlines[0][1]
        return ticket.granted or ticket.left

    def _forget(self, now: float) -> None:
        if len(self._lanes) < _MANY_CHATS:
            return
        for chat in [
            chat
            for chat, lane in self._lanes.items()
            if lane.head() is None
            and lane.held_until <= now
            and (not lane.times or lane.times[-1] + _MINUTE <= now)
        ]:
            del self._lanes[chat]


class Pacer:
    """Lets calls wait for their turn.

    Args:
        rates: What Telegram takes.
        clock: Seconds that never go back.
        sleep: Waits so many seconds of that clock.
    """

    def __init__(
        self,
        rates: Rates | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._schedule = Schedule(rates)
        self._clock = clock
        self._sleep = sleep
        self._driver: asyncio.Task[None] | None = None
        self._bell = asyncio.Event()

    async def turn(
        self, chat: str | None, priority: Priority, patience_s: float | None = None
    ) -> bool:
        """Wait until a call may go; False where that would take longer than `patience_s`."""
        now = self._clock()
        deadline = inf if patience_s is None else now + patience_s
        ticket = self._schedule.join(chat, priority, deadline)
        self._serve()
        if ticket.granted or ticket.left:
            return ticket.granted
        ticket.future = asyncio.get_running_loop().create_future()
        self._wake()
        try:
            return await ticket.future
        except asyncio.CancelledError:
            self._schedule.leave(ticket)
            raise

    def delay_s(self, chat: str, priority: Priority = Priority.PUBLIC) -> float:
        """Return about how long a call to this chat would have to wait."""
        return self._schedule.delay_s(chat, self._clock(), priority)

    def now(self) -> float:
        """Return the time of the clock by which turns are given."""
        return self._clock()

    def told_to_wait(self, chat: str | None, seconds: float) -> None:
        """Obey a "too many requests": nothing goes there before it is over."""
        now = self._clock()
        self._schedule.hold(chat, now + seconds, now)

    async def close(self) -> None:
        """Stop waiting for turns; whoever still waits is told no."""
        if self._driver is not None:
            self._driver.cancel()
            await asyncio.gather(self._driver, return_exceptions=True)
            self._driver = None
        self._tell(self._schedule.leave_all())

    def _serve(self) -> None:
        self._tell(self._schedule.grant(self._clock()))

    @staticmethod
    def _tell(tickets: list[Ticket]) -> None:
        for ticket in tickets:
            if ticket.future is not None and not ticket.future.done():
                ticket.future.set_result(ticket.granted)

    def _wake(self) -> None:
        self._bell.set()
        if self._driver is None or self._driver.done():
            self._driver = asyncio.get_running_loop().create_task(self._drive())

    async def _drive(self) -> None:
        """Serve whoever waits, and end when nobody does."""
        while True:
            self._serve()
            if not self._schedule.waiting:
                return
            self._bell.clear()
            wait_s = max(_SOON_S, self._schedule.wakes_at() - self._clock())
            sleeping = asyncio.ensure_future(self._sleep(wait_s))
            ringing = asyncio.ensure_future(self._bell.wait())
            try:
                await asyncio.wait({sleeping, ringing}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                sleeping.cancel()
                ringing.cancel()


def _is_group(chat: str | None) -> bool:
    return chat is not None and chat.startswith("-")
