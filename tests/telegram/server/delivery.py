"""The queue of updates: kept until they are confirmed, handed out by long polling."""

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

Json = dict[str, Any]

# what is not sent unless it is asked for by name
_ON_REQUEST: Final = {"chat_member", "message_reaction", "message_reaction_count"}


class Ended(Enum):
    """Why a long poll is over."""

    NEWS = "news"
    TIME = "time"
    TAKEN_OVER = "taken_over"


class Updates:
    """Updates that wait for the client, in order."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.next_id = first_id
        self.allowed: list[str] = []
        self.longest_s = 50.0  # of a poll, whatever the client asks for
        self.waiting: deque[Json] = deque()
        self.handed_out = 0  # highest id that a client was given
        self.confirmed = 0  # highest id that a client has confirmed
        self.inspect: Callable[[Json], None] = lambda _update: None  # sees each one we make
        self.on_taken: Callable[[list[Json]], None] = lambda _taken: None  # before they leave
        self.withheld: list[Json] = []  # made, but of a kind that was not asked for
        self._polls: set[asyncio.Future[Ended]] = set()

    def wants(self, kind: str) -> bool:
        """Tell whether the client asked for updates of a kind."""
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def push(self, kind: str, content: Json) -> Json | None:
        """Add an update of a kind; None where the client does not want such ones."""
        if not self.wants(kind):
            self.withheld.append({kind: content})
            return None
        update = self.push_raw({kind: content})
        self.inspect(update)
        return update

    def push_raw(self, update: Json) -> Json:
        """Add whatever is given, with the next id; also things that no client can parse."""
        numbered = {"update_id": self.next_id, **update}
        self.next_id = int(numbered["update_id"]) + 1
        self.waiting.append(numbered)
        self._wake(Ended.NEWS)
        return numbered

    def confirm(self, offset: int) -> None:
        """Forget all updates before the offset; a negative one counts from the end."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.confirmed = int(self.waiting.popleft()["update_id"])
        while self.waiting and int(self.waiting[0]["update_id"]) < offset:
            self.confirmed = int(self.waiting.popleft()["update_id"])

    def again(self, update: Json) -> Json:
        """Add what an update says once more, under a number of its own."""
        return self.push_raw({name: value for name, value in update.items() if name != "update_id"})

    def drop(self) -> None:
        """Forget everything that waits."""
        self.waiting.clear()

    def take(self, limit: int) -> list[Json]:
        """Return the first updates; they stay until they are confirmed."""
        taken = [self.waiting[n] for n in range(min(limit, len(self.waiting)))]
        if taken:
            self.handed_out = max(self.handed_out, int(taken[-1]["update_id"]))
            self.on_taken(taken)
        return taken

    async def wait(self, timeout_s: float) -> Ended:
        """Wait until something is there, the time is over, or another poll takes over."""
        if self.waiting:
            return Ended.NEWS
        news: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()
        self._polls.add(news)
        try:
            return await asyncio.wait_for(news, timeout_s)
        except TimeoutError:
            return Ended.TIME
        finally:
            self._polls.discard(news)

    def end_polls(self) -> None:
        """End every poll that waits: another one came, or the server closes."""
        self._wake(Ended.TAKEN_OVER)

    def _wake(self, why: Ended) -> None:
        for news in self._polls:
            if not news.done():
                news.set_result(why)
