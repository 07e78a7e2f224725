"""A server in a thread of its own, for what runs an event loop itself: commands, the doctor."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def serve_in_thread(
    opening: AbstractAsyncContextManager[T],
) -> Iterator[tuple[T, asyncio.AbstractEventLoop]]:
    """Run a server in a thread until the end of the block; gives it, and the loop it runs in."""
    ready: Future[tuple[T, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        stopping = asyncio.Event()
        async with opening as server:
            ready.set_result((server, asyncio.get_running_loop(), stopping))
            await stopping.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    server, loop, stopping = ready.result(10)
    try:
        yield server, loop
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
