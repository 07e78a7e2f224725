"""One thread for everything that touches the database while the program runs.

What a person waits for goes ahead of batches that only have to be done soon; a batch that has begun
is finished first. Within each of the two, the order is kept.
"""

import asyncio
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import PriorityQueue
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_PROMPT: Final = 0
_PATIENT: Final = 1
_LAST: Final = 2


@dataclass(order=True)
class _Piece:
    """One piece of work that waits."""

    rank: int
    number: int
    do: Callable[[], None] | None = field(compare=False)  # None: the thread ends


class StorageThread:
    """Runs blocking storage work one piece at a time, off the event loop."""

    def __init__(self) -> None:
        self._queue: PriorityQueue[_Piece] = PriorityQueue()
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None
        self._closed = False

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the work returns; what it raises is raised here."""
        return await self._hand_in(_PROMPT, lambda: work(*args, **kwargs))

    async def run_patiently(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the same once nobody waits for anything: for batches."""
        return await self._hand_in(_PATIENT, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Finish what was handed in."""
        self._closed = True
        if self._thread is not None:
            self._queue.put(_Piece(_LAST, next(self._numbers), None))
            self._thread.join()
            self._thread = None

    async def _hand_in(self, rank: int, work: Callable[[], T]) -> T:
        if self._closed:
            raise RuntimeError("the storage thread is closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="storage", daemon=True)
            self._thread.start()
        promise: Future[T] = Future()

        def do() -> None:
            if not promise.set_running_or_notify_cancel():
                return
            try:
                promise.set_result(work())
            except BaseException as fault:  # noqa: BLE001 -- raised where it is waited for
                promise.set_exception(fault)

        self._queue.put(_Piece(rank, next(self._numbers), do))
        return await asyncio.wrap_future(promise)

    def _serve(self) -> None:
        while (piece := self._queue.get()).do is not None:
            piece.do()
