"""Takes down what is out of a withdrawn post where the platform can; else a person is told."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.ports import ByHand, Clock, Deferred, Lost, Outcome, Publisher, Refused, Remover, Sent
from bot.storage import postpages, posts, record, removals
from bot.storage.database import Database
from bot.storage.record import Entry
from bot.storage.removals import REFUSED, REMOVED, Removal
from bot.storage.thread import StorageThread

BATCH: Final = 20
TIMEOUT_S: Final = 30.0
_AGAIN: Final = timedelta(seconds=30)  # removing twice does no harm


class PostRemoval:
    """Removes publications, one at a time."""

    def __init__(
        self,
        database: Database,
        publishers: Mapping[str, Publisher],
        clock: Clock,
        thread: StorageThread,
    ) -> None:
        self._database = database
        self._publishers = publishers
        self._clock = clock
        self._thread = thread

    async def work(self) -> int:
        """Take down what is wanted; return how many were tried."""
        batch = await self._thread.run(self._ready)
        for one in batch:
            outcome = await self._remove(one)
            await self._thread.run(self._settle, one, outcome)
        return len(batch)

    def _ready(self) -> list[Removal]:
        with self._database.read() as connection:
            return removals.ready(connection, self._clock(), BATCH)

    async def _remove(self, one: Removal) -> Outcome:
        publisher = self._publishers.get(one.platform)
        if not isinstance(publisher, Remover) or not one.external_id:
            return Refused(reason="cannot remove")
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await publisher.remove(one.channel, one.external_id)
        except TimeoutError:
            return Lost(reason="time-out")
        except Exception as fault:  # noqa: BLE001 -- whatever a platform's library raises: try again
            return Lost(reason=type(fault).__name__)

    def _settle(self, one: Removal, outcome: Outcome) -> None:
        now = self._clock()
        with self._database.write("removal") as connection:
            match outcome:
                case Sent():
                    removals.settle(connection, one.publication_id, REMOVED, None)
                    what, reason = "removed", None
                case Deferred(retry_after_s=pause, reason=reason):
                    then = now + max(timedelta(seconds=pause), timedelta(seconds=1))
                    removals.postpone(connection, one.publication_id, then, reason)
                    return
                case Lost(reason=reason):
                    removals.postpone(connection, one.publication_id, now + _AGAIN, reason)
                    return
                case Refused() | ByHand():
                    reason = outcome.reason if isinstance(outcome, Refused) else "by hand"
                    removals.settle(connection, one.publication_id, REFUSED, reason)
                    what = "removal_refused"
                    post = posts.load(connection, one.post_id)
                    postpages.broken(
                        connection,
                        post_id=one.post_id,
                        flow=post.flow,
                        now=now,
                        payload={"removal": one.publication_id},
                    )
            entry = Entry(
                kind=f"publication.{what}",
                actor="program",
                subject=f"post:{one.post_id}",
                payload={"publication": one.publication_id, "reason": reason},
            )
            record.append(connection, [entry], now)
