"""The server in a thread of its own, for what runs an event loop itself: commands, the doctor."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tests.x.server import FakeX


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server that runs elsewhere."""

    server: FakeX


@contextmanager
def serve_in_thread(clock: Callable[[], datetime]) -> Iterator[Served]:
    """Run a server in a thread until the end of the block."""
    ready: Future[tuple[FakeX, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        stopping = asyncio.Event()
        async with FakeX(clock) as server:
            ready.set_result((server, asyncio.get_running_loop(), stopping))
            await stopping.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    server, loop, stopping = ready.result(10)
    try:
        yield Served(server=server)
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
