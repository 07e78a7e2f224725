"""The server in a thread of its own, for tests and benches that start real processes."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from tests.telegram.server.fake import FakeTelegram

T = TypeVar("T")


class Served:
    """A server that runs elsewhere; everything about it is done through `do`."""

    def __init__(
        self, server: FakeTelegram, loop: asyncio.AbstractEventLoop, stopping: asyncio.Event
    ) -> None:
        self.server = server
        self._loop = loop
        self._stopping = stopping

    def stop(self) -> None:
        """Let the server end."""
        self._loop.call_soon_threadsafe(self._stopping.set)

    @property
    def base_url(self) -> str:
        """Where calls go; see `FakeTelegram.base_url`."""
        return self.server.base_url

    def do(self, work: Callable[[], T]) -> T:
        """Do something in the loop of the server, where nothing else happens meanwhile."""

        async def inside() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(inside(), self._loop).result(30)

    def until(self, condition: Callable[[], object], timeout_s: float = 10.0) -> None:
        """Wait until something holds; see `FakeTelegram.until`."""
        waiting = self.server.until(condition, timeout_s)
        asyncio.run_coroutine_threadsafe(waiting, self._loop).result(timeout_s + 10)


@contextmanager
def serve_in_thread(**options: Any) -> Iterator[Served]:
    """Run a server in a thread; arguments as of `FakeTelegram`."""
    ready: Future[Served] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(ready, options)), daemon=True)
    thread.start()
    served = ready.result(10)
    try:
        yield served
    finally:
        served.stop()
        thread.join(10)


async def _serve(ready: Future[Served], options: dict[str, Any]) -> None:
    stopping = asyncio.Event()
    async with FakeTelegram(**options) as server:
        ready.set_result(Served(server, asyncio.get_running_loop(), stopping))
        await stopping.wait()
