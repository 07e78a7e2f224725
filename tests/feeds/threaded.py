"""The site in a thread of its own, for what runs an event loop itself: commands, the doctor."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from tests.feeds.server import FakeSite


@contextmanager
def serve_in_thread() -> Iterator[FakeSite]:
    """Run a site in a thread until the end of the block."""
    ready: Future[tuple[FakeSite, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        stopping = asyncio.Event()
        async with FakeSite() as site:
            ready.set_result((site, asyncio.get_running_loop(), stopping))
            await stopping.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    site, loop, stopping = ready.result(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
