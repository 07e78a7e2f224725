"""The server in a thread of its own, for tests and benches that start real processes."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from tests import threaded
from tests.telegram.server.fake import FakeTelegram

T = TypeVar("T")


class Served:
    """A server that runs elsewhere; everything about it is done through `do`."""

    def __init__(self, server: FakeTelegram, loop: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self._loop = loop

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
    with threaded.serve_in_thread(FakeTelegram(**options)) as (server, loop):
        yield Served(server, loop)
