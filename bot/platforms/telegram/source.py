"""Fetches updates: what came is on disk before Telegram is told that it may forget it.

Updates are fetched as raw JSON: one that cannot be read never comes between us and the others.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.logs import log
from bot.platforms.telegram.client import WireBot
from bot.platforms.telegram.updates import PLATFORM
from bot.ports import Clock, Probe
from bot.storage import cursors, updates
from bot.storage.database import Database
from bot.storage.thread import StorageThread

WANTED: Final = (
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query",
    "my_chat_member", "chat_member", "message_reaction",
)  # fmt: skip
TOKEN_REFUSED: Final = "token_refused"  # noqa: S105 -- the name of a fault
_LIMIT: Final = 100
_LARGEST: Final = 2**63 - 1
_CURSOR: Final = "telegram.offset"
_RESTART: Final = timedelta(days=6)
_SHORTEST_S: Final = 1.0
_LONGEST_S: Final = 60.0
_MORE_S: Final = 10.0  # for the answer to a request that has waited its time


class TelegramSource:
    """Fetches the updates of one bot.

    Args:
        bot: of the library, open.
        poll_s: how long one request waits for something to come.
        jitter: a number between 0 and 1, for pauses after faults.
        sleep: waits between faults.
    """

    def __init__(
        self,
        bot: WireBot,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        poll_s: int = 25,
        jitter: Callable[[], float] = lambda: 0.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._thread = thread
        self._clock = clock
        self._poll_s = poll_s
        self._jitter = jitter
        self._sleep = sleep
        self._probe = probe
        self._faults = 0
        self.last_poll: datetime | None = None  # of the last request that succeeded
        self.fault: str | None = None  # why the last one failed

    async def poll(self) -> int:
        """Fetch what is there, or wait a while for it; return how many updates are new."""
        offset = await self._thread.run(self._offset)
        try:
            found = await self._fetch(offset)
        except (TelegramError, ValueError, TimeoutError) as fault:
            await self._pause(fault)
            return 0
        self._faults, self.fault, self.last_poll = 0, None, self._clock()
        if not found:
            return 0
        self._probe("poll:fetched")
        return await self._thread.run(self._keep, found)

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        wanted: dict[str, Any] = {
            "timeout": self._poll_s,
            "limit": _LIMIT,
            "allowed_updates": list(WANTED),
        }
        if offset is not None:
            wanted["offset"] = offset
        async with asyncio.timeout(self._poll_s + 2 * _MORE_S):
            found = await self._bot.raw_updates(wanted, self._poll_s + _MORE_S)
        if not isinstance(found, list):
            raise ValueError("not a list of updates")  # noqa: TRY004 -- what a server said
        numbered = [one for one in found if isinstance(one, dict) and number_of(one) is not None]
        if len(numbered) < len(found):
            log("telegram.unnumbered", updates=len(found) - len(numbered))
        if found and not numbered:
            raise ValueError("no update with a number")  # it would come again at once
        return numbered

    async def _pause(self, fault: Exception) -> None:
        """Wait longer after each fault; exactly as long as Telegram says, where it says so."""
        self._faults += 1
        self.fault = _name(fault)
        log("telegram.poll_fault", kind=self.fault, faults=self._faults)
        if isinstance(fault, RetryAfter):
            wait = fault.retry_after
            seconds = float(wait) if isinstance(wait, int | float) else wait.total_seconds()
        elif self.fault == TOKEN_REFUSED:
            seconds = _LONGEST_S  # nothing comes before somebody puts another token there
        else:
            seconds = min(_LONGEST_S, _SHORTEST_S * 2 ** min(self._faults - 1, 10))
            seconds += seconds * self._jitter() / 2
        await self._sleep(seconds)

    # --- on the storage thread --------------------------------------------------------------

    def _offset(self) -> int | None:
        with self._database.read() as connection:
            number, _, seen = (cursors.load(connection, _CURSOR) or "").partition(" ")
        if not number or self._clock() - datetime.fromisoformat(seen) > _RESTART:
            return None  # numbers begin anew after a quiet week; what comes twice is known
        return int(number)

    def _keep(self, found: list[dict[str, Any]]) -> int:
        rows = [
            (number, json.dumps(one)) for one in found if (number := number_of(one)) is not None
        ]
        with self._database.write("poll", self._probe) as connection:
            new = updates.accept(connection, PLATFORM, rows, self._clock())
            # the next request confirms these: only now, in the same commit, may it
            after = max(number for number, _ in rows) + 1
            cursors.save(connection, _CURSOR, f"{after} {self._clock().isoformat()}")
        return new


def _name(fault: Exception) -> str:
    """Return the word under which a fault is known, in the log and in our health."""
    if isinstance(fault, InvalidToken):
        return TOKEN_REFUSED
    if not isinstance(fault, Conflict):
        return type(fault).__name__
    # nobody takes a webhook away on the quiet: another program may live on it
    return "webhook_is_set" if "webhook" in str(fault).lower() else "another_poller"


def number_of(update: dict[str, Any]) -> int | None:
    """Return the number of an update; None where it has none that can be stored."""
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 <= number < _LARGEST else None
