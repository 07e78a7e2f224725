"""The storage thread: in order, people before batches, and nothing lost at the end."""

import asyncio
import threading

import pytest

from bot.storage.thread import StorageThread


async def test_what_a_person_waits_for_goes_first() -> None:
    """While one piece runs, a batch and then a press are handed in: the press is served first."""
    thread, begun, may_end = StorageThread(), threading.Event(), threading.Event()
    order: list[str] = []

    def first() -> None:
        begun.set()
        may_end.wait(10)

    running = asyncio.ensure_future(thread.run(first))
    await asyncio.to_thread(begun.wait, 10)
    batches = [
        asyncio.ensure_future(thread.run_patiently(order.append, f"batch {n}")) for n in "12"
    ]
    press = asyncio.ensure_future(thread.run(order.append, "press"))
    await asyncio.sleep(0)
    may_end.set()
    await asyncio.gather(running, *batches, press)
    thread.close()
    assert order == ["press", "batch 1", "batch 2"]


async def test_faults_are_raised_where_they_are_waited_for() -> None:
    """A fault stops nobody else; after the end nothing is taken any more."""
    thread = StorageThread()
    with pytest.raises(ZeroDivisionError):
        await thread.run(lambda: 1 / 0)
    assert await thread.run(lambda: 2) == 2
    thread.close()
    with pytest.raises(RuntimeError, match="closed"):
        await thread.run(lambda: 3)
