"""The places that texts go to: served side by side, and each of them in order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Protocol, runtime_checkable

from bot.ports import Outgoing, Publisher
from bot.storage.publications import Queued

AT_ONCE: Final = 16  # places that are served side by side
IN_A_ROW: Final = 20  # texts for one place before others are looked at again


@runtime_checkable
class Pace(Protocol):
    """A publisher that can be given only so much."""

    def lane(self, outgoing: Outgoing) -> str:
        """Return the place that a text goes to; what goes there keeps its order."""
        ...

    def delay_s(self, outgoing: Outgoing) -> float:
        """Return how long the text would have to wait; 0 where it may go now."""
        ...


_Lane = tuple[str, str]  # platform and place
_Leaving = SystemExit | KeyboardInterrupt


class Lanes:
    """What is under way to which place.

    Args:
        publisher: Returns the publisher of a text.
        publish: Sends one text; False where it has to wait, and what comes behind it with it.
    """

    def __init__(
        self,
        publisher: Callable[[Queued], Publisher | None],
        publish: Callable[[Queued], Awaitable[bool]],
    ) -> None:
        self._publisher = publisher
        self._publish = publish
        self._under_way: dict[_Lane, asyncio.Task[int | _Leaving]] = {}
        self._posts: dict[int, _Lane] = {}  # official posts of which a half is under way
        self._stopping = False

    @property
    def under_way(self) -> list[asyncio.Task[int | _Leaving]]:
        """What is being served now."""
        return list(self._under_way.values())

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True

    def set_out(self, ready: Iterable[Queued]) -> None:
        """Start on every place that is free and need not wait."""
        if self._stopping:
            return
        rows: dict[_Lane, list[Queued]] = {}
        waiting = set(self._under_way)
        for queued in ready:
            lane = self._lane(queued)
            if lane in waiting:
                continue
            post = queued.post_id
            elsewhere = post is not None and self._posts.get(post, lane) != lane
            full = lane not in rows and len(rows) + len(self._under_way) >= AT_ONCE
            if elsewhere or full or (lane not in rows and self._delay_s(queued) > 0):
                waiting.add(lane)  # what comes behind it waits with it
                continue
            rows.setdefault(lane, []).append(queued)
            if post is not None:
                self._posts[post] = lane
        for lane, batch in rows.items():
            self._under_way[lane] = asyncio.create_task(self._serve(batch))

    async def _serve(self, batch: list[Queued]) -> int | _Leaving:
        """Send what goes to one place, one after the other; return how many were tried."""
        tried = 0
        try:
            for queued in batch:
                if self._stopping or (tried and self._delay_s(queued) > 0):
                    break
                tried += 1
                if not await self._publish(queued):
                    break
        except (SystemExit, KeyboardInterrupt) as leaving:
            return leaving  # raised by `work`: a task that raises it would end the loop at once
        return tried

    def reap(self) -> int:
        """Take note of the places that were served; raise what went wrong there."""
        faults: list[BaseException] = []
        tried = 0
        for lane, task in list(self._under_way.items()):
            if not task.done():
                continue
            del self._under_way[lane]
            self._posts = {post: at for post, at in self._posts.items() if at != lane}
            fault = asyncio.CancelledError() if task.cancelled() else task.exception()
            result = 0 if fault is not None else task.result()
            if isinstance(result, int):
                tried += result
            else:
                fault = result
            if fault is not None:
                faults.append(fault)
        if faults:
            raise faults[0]
        return tried

    def _lane(self, queued: Queued) -> _Lane:
        pace, outgoing = self._pace(queued), queued.outgoing
        if pace is not None:
            return outgoing.platform, pace.lane(outgoing)
        return outgoing.platform, f"{outgoing.channel} {outgoing.recipient or ''}"

    def _delay_s(self, queued: Queued) -> float:
        pace = self._pace(queued)
        return pace.delay_s(queued.outgoing) if pace is not None else 0.0

    def _pace(self, queued: Queued) -> Pace | None:
        publisher: object = self._publisher(queued)
        return publisher if isinstance(publisher, Pace) else None
