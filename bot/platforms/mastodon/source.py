"""Reads Mastodon for one account: what came is on disk, in one commit with how far it was read.

Mentions come in the order in which the server got them: one page after the other from where we
were, nothing is missed. Hashtags and searches are sorted by when something was written, and what
comes from other servers comes late: their last hour is read again each time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.logs import log
from bot.mastodonsettings import MastodonPlatform
from bot.platforms.mastodon.client import MastodonClient
from bot.platforms.mastodon.faults import BadToken, Broken, Declined, MastodonFault
from bot.platforms.mastodon.statuses import (
    PLATFORM,
    earlier,
    is_ours,
    message_of,
    moment_of,
    order_of,
)
from bot.ports import Clock, Probe
from bot.searchsettings import SavedSearch
from bot.storage import cursors, inbox, record
from bot.storage.database import Database
from bot.storage.record import Entry
from bot.storage.thread import StorageThread

REST_S: Final = 20.0  # longest time to wait where nothing is due
PAGE: Final = 40  # what one request gives at most
FOUND_PAGES: Final = 10  # pages of one search by words
FIRST_PAGES: Final = 50  # of the first look
LATE_MS: Final = 3_600_000  # how late something from another server may come
DECLINED_S: Final = 3_600.0  # pause of what the server declines
_NONE: Final = "0"

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Stream:
    """One list that grows; how far it was read is on disk under its name."""

    name: str
    every_s: float
    floor: str | None  # newest id that was read; None: never looked
    search: SavedSearch | None = None  # None: mentions
    at: str | None = None  # where a sweep stands that is under way
    due: float = 0.0

    @property
    def hashtag(self) -> str | None:
        """The hashtag that is looked for, without its sign."""
        query = self.search.query.strip() if self.search is not None else ""
        tag = query.removeprefix("#")
        return tag if query.startswith("#") and tag.replace("_", "a").isalnum() else None


class MastodonSource:
    """Reads for one account.

    Args:
        client: of the account.
        settings: of Mastodon.
        searches: whether this account makes the saved searches.
        rest_s: longest time to wait where nothing is due.
    """

    def __init__(
        self,
        client: MastodonClient,
        settings: MastodonPlatform,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        searches: bool = True,
        rest_s: float = REST_S,
        sleep: Sleep = asyncio.sleep,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._client = client
        self._account = client.account
        self._settings = settings
        self._database = database
        self._thread = thread
        self._clock = clock
        self._searches = searches
        self._rest_s = rest_s
        self._sleep = sleep
        self._probe = probe
        self._streams: list[Stream] | None = None
        self.me: str | None = None
        self.fault: str | None = None  # why the last request came to nothing

    async def poll(self) -> int:
        """Make the request that is due; return how much was done, 0 where none is due."""
        if self._streams is None:
            self._streams = await self._thread.run(self._all)
        now = self._clock()
        running = {one.name for one in self._settings.searches_on(now.date())}
        streams = [one for one in self._streams if one.search is None or one.search.name in running]
        stream = min(streams, key=lambda one: one.due)
        wait_s = max(stream.due - now.timestamp(), self._client.wait_s())
        if wait_s > 0:
            await self._sleep(min(self._rest_s, wait_s))
            return 0
        try:
            me = await self.whoami()
            return max(1, await self._sweep(stream, me))
        except MastodonFault as fault:
            self.fault = fault.word
            if isinstance(fault, Declined | BadToken):
                stream.due = self._clock().timestamp() + DECLINED_S
            return 1

    async def whoami(self) -> str:
        """Return our own id at the server; asked once, then kept.

        Raises:
            MastodonFault: the server does not say, or the token is another account's.
        """
        if self.me is None:
            key = f"mastodon.{self._account.handle}.id"
            kept = await self._thread.run(self._load, key)
            if kept is None:
                told = await self._client.call("account_verify_credentials")
                number = str(told.get("id", "")) if isinstance(told, dict) else ""
                if not number.isalnum():
                    self._client.pause(self._settings.poll_s)
                    raise Broken("server_fault")
                if str(told.get("username", "")).lower() != self._account.local:
                    log("mastodon.other_account", handle_matches=False)
                    raise Declined(403)
                await self._thread.run(self._save, key, number)
                kept = number
            self.me = kept
        return self.me

    # --- one request ------------------------------------------------------------------------

    async def _sweep(self, stream: Stream, me: str) -> int:
        if stream.search is not None and stream.hashtag is None:
            return await self._found(stream, stream.search, me)
        if stream.floor is None:
            return await self._first(stream, me)
        floor = stream.at or stream.floor
        if stream.at is None and stream.hashtag is not None:
            floor = earlier(stream.floor, LATE_MS)
        rows = await self._page(stream, min_id=floor)
        self._probe("mastodon:fetched")
        top = max([*(str(one["id"]) for one in rows), floor], key=order_of)
        new = await self._take(stream, _statuses(stream, rows), top, me)
        stream.at = None if top == floor else top
        if stream.at is None:
            stream.due = self._clock().timestamp() + stream.every_s
        return new

    async def _first(self, stream: Stream, me: str) -> int:
        """Look for the first time: from the newest down to as far back as the settings say."""
        since = self._clock() - timedelta(minutes=self._settings.look_back_minutes)
        rows: list[dict[str, Any]] = []
        page = await self._page(stream)
        for _ in range(FIRST_PAGES):
            rows += page
            moments = [moment_of(one) or since for one in _statuses(stream, page)]
            if not page or min(moments, default=since) < since:
                break
            page = await self._page(
                stream, max_id=min((str(one["id"]) for one in page), key=order_of)
            )
        top = max([*(str(one["id"]) for one in rows), _NONE], key=order_of)
        young = [one for one in _statuses(stream, rows) if (moment_of(one) or since) >= since]
        new = await self._take(stream, young, top, me)
        stream.due = self._clock().timestamp() + stream.every_s
        return new

    async def _page(self, stream: Stream, **asked: Any) -> list[dict[str, Any]]:
        if stream.hashtag is not None:
            page = await self._client.call("timeline_hashtag", stream.hashtag, limit=PAGE, **asked)
        else:
            page = await self._client.call("notifications", types=["mention"], limit=PAGE, **asked)
        return _rows(page)

    async def _found(self, stream: Stream, search: SavedSearch, me: str) -> int:
        """Read what a search by words finds, the newest first, down to what is known."""
        floor = earlier(stream.floor, LATE_MS) if stream.floor else None
        since = self._clock() - timedelta(minutes=self._settings.look_back_minutes)
        statuses: list[dict[str, Any]] = []
        whole = False
        for _ in range(FOUND_PAGES):
            told = await self._client.call(
                "search_v2",
                search.query,
                resolve=False,
                result_type="statuses",
                offset=len(statuses),
                limit=PAGE,
                exclude_unreviewed=False,
            )
            rows = _rows(told.get("statuses") if isinstance(told, dict) else None)
            statuses += rows
            known = floor is not None and any(
                order_of(str(one["id"])) <= order_of(floor) for one in rows
            )
            old = any((moment_of(one) or since) < since for one in rows)
            if not rows or known or (floor is None and old):
                whole = True
                break
        self._probe("mastodon:fetched")
        numbers = [str(one["id"]) for one in statuses]
        top = max([*numbers, stream.floor or _NONE], key=order_of)
        if floor is not None:
            statuses = [one for one in statuses if order_of(str(one["id"])) > order_of(floor)]
        else:
            statuses = [one for one in statuses if (moment_of(one) or since) >= since]
        new = await self._take(stream, statuses, top, me, gap=not whole)
        stream.due = self._clock().timestamp() + stream.every_s
        return new

    async def _take(
        self,
        stream: Stream,
        statuses: list[dict[str, Any]],
        top: str,
        me: str,
        *,
        gap: bool = False,
    ) -> int:
        floor = max(top, stream.floor or _NONE, key=order_of)
        new = await self._thread.run(self._keep, stream, statuses, floor, me, gap)
        stream.floor, self.fault = floor, None
        return new

    # --- on the storage thread --------------------------------------------------------------

    def _load(self, name: str) -> str | None:
        with self._database.read() as connection:
            return cursors.load(connection, name)

    def _save(self, name: str, value: str) -> None:
        with self._database.write("mastodon") as connection:
            cursors.save(connection, name, value)

    def _all(self) -> list[Stream]:
        before = f"mastodon.{self._account.handle}"
        mentions = Stream(name=f"{before}.mentions", every_s=self._settings.poll_s, floor=None)
        streams = [mentions]
        if self._searches:
            streams += [
                Stream(
                    name=f"{before}.search.{one.name}",
                    every_s=self._settings.search_poll_s,
                    floor=None,
                    search=one,
                )
                for one in self._settings.searches
            ]
        with self._database.read() as connection:
            for stream in streams:
                stream.floor = cursors.load(connection, stream.name)
        return streams

    def _keep(
        self, stream: Stream, statuses: list[dict[str, Any]], floor: str, me: str, gap: bool
    ) -> int:
        """Store what is new, in one commit with how far it was read."""
        search = stream.search.name if stream.search is not None else None
        found = [
            message_of(one, self._account, me, search=search)
            for one in sorted(statuses, key=lambda one: order_of(str(one.get("id"))))
            if not is_ours(one, me)
        ]
        now = self._clock()
        with self._database.write("mastodon", self._probe) as connection:
            new = inbox.accept(connection, found, now) if found else 0
            if floor != stream.floor:
                cursors.save(connection, stream.name, floor)
            if gap:
                log("mastodon.gap", stream="search")
                payload = {"stream": stream.name, "why": "too_much"}
                entry = Entry(
                    kind="source.gap",
                    actor="program",
                    subject=f"source:{PLATFORM}",
                    payload=payload,
                )
                record.append(connection, [entry], now)
        return new


def _rows(page: object) -> list[dict[str, Any]]:
    """Return what has an id: nothing else can be named."""
    rows = page if isinstance(page, list) else []
    return [one for one in rows if isinstance(one, dict) and str(one.get("id", "")).isalnum()]


def _statuses(stream: Stream, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows if stream.hashtag is not None else _mentions(rows)


def _mentions(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the statuses of notifications; one without a status is set aside as unreadable."""
    found = []
    for row in rows:
        if row.get("type", "mention") == "mention":
            status = row.get("status")
            found.append(status if isinstance(status, dict) else {"id": f"n{row['id']}"})
    return found
