"""The loops of `liaison run`: read, process, publish, enforce, sweep, and those of platforms.

One stops, all stop. A loop that found work rings a bell: what follows from it does not wait.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.anchors import write_anchor
from bot.app import App
from bot.bell import Bell
from bot.health import Pulses
from bot.logs import log
from bot.ports import Source
from bot.storage import pages, switches
from bot.storage.database import Conflict, StorageFault

READ: Final = 500  # updates taken from a source at once
PAUSE_S: Final = 0.5
PATIENCE_S: Final = 120.0
SWEEP_S: Final = 5.0
ANCHOR_S: Final = 3600.0
TIDY_S: Final = 3600.0
PAGES_KEPT: Final = timedelta(days=30)
_RETRY_S: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What one pass over everything did."""

    read: int  # updates that the sources gave
    processed: int  # updates that were worked on
    tried: int  # texts and actions that were sent, or tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Work of a platform that goes on until the program stops."""

    name: str
    work: Callable[[], Awaitable[int]]  # returns how much it found to do
    pause_s: float = PAUSE_S
    waits: bool = False  # it waits for the outside world by itself: given up when we stop
    patience_s: float = PATIENCE_S  # it has to go well at least that often
    fault: Callable[[], object] = lambda: None  # what is wrong though the work came back


class Worker:
    """Runs an app until it is told to stop."""

    def __init__(
        self,
        app: App,
        sources: list[Source],
        finished: Callable[[], bool] | None = None,
        loops: Sequence[Loop] = (),
        pulses: Pulses | None = None,
    ) -> None:
        """Take the app and where messages come from.

        Args:
            finished: whether nothing can come any more; None where more can always come.
            loops: what platforms do besides.
            pulses: told what went well, for whoever asks whether the program is healthy.
        """
        self._app = app
        self._sources = sources
        self._finished = finished
        self._loops = loops
        self._pulses = pulses or Pulses(time.monotonic)
        self._bell = Bell()
        self._faults: dict[str, Callable[[], object]] = {}
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Finish what is in hand, then return from `run`."""
        self._stop.set()
        self._bell.ring()

    async def run(self) -> None:
        """Recover what a crash left, then work until stopped."""
        recovered = await self._app.publishing.recover()
        log("started", recovered=recovered)
        for name in ("process", "publish", "sweep"):
            self._pulses.expect(name, PATIENCE_S)
        try:
            async with asyncio.TaskGroup() as group:
                for source in self._sources:
                    group.create_task(self._loop("read", lambda s=source: self._read(s), 0.0))  # type: ignore[misc]  # the loop variable is bound per source
                group.create_task(self._loop("process", self._process, PAUSE_S))
                group.create_task(self._loop("publish", self._app.publishing.work, PAUSE_S))
                group.create_task(self._loop("enforce", self._app.enforcement.work, PAUSE_S))
                group.create_task(self._loop("remove", self._app.removal.work, PAUSE_S))
                group.create_task(self._loop("sweep", self._sweep, SWEEP_S))
                for loop in self._loops:
                    work = self._until_stopped(loop.work) if loop.waits else loop.work
                    self._pulses.expect(loop.name, loop.patience_s)
                    self._faults[loop.name] = loop.fault
                    group.create_task(self._loop(loop.name, work, loop.pause_s))
                group.create_task(self._loop("tidy", self._tidy, TIDY_S))
                if self._finished is not None:
                    group.create_task(self._loop("finish", self._finish, PAUSE_S))
                if self._app.settings.anchor_file is not None:
                    group.create_task(self._loop("anchor", self._anchor, ANCHOR_S))
        finally:
            await self._app.publishing.drain()
        log("stopped")

    async def once(self) -> Passed:
        """Recover, then do everything that can be done now; what is held back waits for later."""
        await self._app.publishing.recover()
        read = processed = tried = 0
        moved = 1
        while (moved or not self._all_read()) and not self._stop.is_set():
            arrived = sum([await self._read(source) for source in self._sources])
            worked = await self._process()
            swept = await self._sweep()
            sent = await self._app.publishing.work() + await self._app.enforcement.work()
            sent += await self._app.removal.work()
            looped = sum([await loop.work() for loop in self._loops])
            read, processed, tried = read + arrived, processed + worked, tried + sent
            moved = arrived + worked + swept + sent + looped
        return Passed(read=read, processed=processed, tried=tried)

    async def _loop(self, name: str, work: Callable[[], Awaitable[int]], pause_s: float) -> None:
        while not self._stop.is_set():
            wait = pause_s
            try:
                if await work():
                    wait = 0.0  # there may be more
                    self._bell.ring()
                if self._faults.get(name, _nothing)() is None:
                    self._pulses.beat(name)
            except Conflict:
                wait = 0.0  # somebody at a desk was faster: look again
            except (StorageFault, OSError) as fault:
                # a full disk or a database that is away may come back: nothing accepted is lost
                log("fault", stage=name, kind=type(fault).__name__)
                self._pulses.fault(name)
                wait = _RETRY_S
            if wait:
                await self._rest(wait)
            else:
                await asyncio.sleep(0)

    async def _rest(self, seconds: float) -> None:
        if not self._stop.is_set():
            await self._bell.rest(seconds)

    def _until_stopped(self, work: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[int]]:
        """Return work that is given up when the program stops: nothing was taken on yet."""

        async def once() -> int:
            working = asyncio.ensure_future(work())
            stopping = asyncio.ensure_future(self._stop.wait())
            try:
                await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                stopping.cancel()
                if not working.done():
                    working.cancel()
            try:
                return await working
            except asyncio.CancelledError:
                if self._stop.is_set():
                    return 0
                raise

        return once

    async def _read(self, source: Source) -> int:
        updates = await source.read(READ)
        if updates:
            await self._app.thread.run(self._app.pipeline.accept, updates, self._app.clock())
        await source.confirm()  # only now may the source forget them
        return len(updates)

    async def _process(self) -> int:
        return await self._app.thread.run_patiently(self._process_batch)

    def _process_batch(self) -> int:
        with self._app.database.read() as connection:
            since = switches.read(connection).incident_since
            self._app.take_up_policies(connection)
        return self._app.pipeline.work(incident_since=since)

    async def _sweep(self) -> int:
        return await self._app.thread.run_patiently(self._app.sweeper.sweep)

    def _all_read(self) -> bool:
        return self._finished is None or self._finished()

    async def _finish(self) -> int:
        """Stop once nothing can come any more and nothing is left to do now."""
        if not self._all_read():
            return 0
        left = await self._process() + await self._app.publishing.work()
        if not left:
            self.stop()
        return left

    async def _tidy(self) -> int:
        await self._app.thread.run_patiently(self._drop_old_pages)
        return 0

    def _drop_old_pages(self) -> None:
        """What is told to nobody, because no chat is connected, must not pile up."""
        with self._app.database.write("tidy") as connection:
            pages.drop_old(connection, self._app.clock() - PAGES_KEPT)

    async def _anchor(self) -> int:
        path = self._app.settings.anchor_file
        if path is not None:
            await self._app.thread.run(write_anchor, self._app.database, path, self._app.clock())
        return 0


def _nothing() -> None:
    """Nothing is wrong."""
