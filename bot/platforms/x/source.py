"""Reads X for one account: what came is on disk, in one commit with how far it was read.

One request at a time: the stream that has waited longest, mentions first. Nothing is read while X
wants us to wait, or where the budget is used up; a fault of one stream stops no other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from bot.logs import log
from bot.platforms.x import posts, streams
from bot.platforms.x.budget import Budget, Item
from bot.platforms.x.client import Answer, XClient
from bot.platforms.x.faults import (
    BadToken,
    Broken,
    Declined,
    NoCredit,
    NotConnected,
    Skewed,
    TooMany,
    XFault,
)
from bot.platforms.x.posts import PLATFORM, Me, Page, id_of, read_page
from bot.platforms.x.streams import THREADS_FOR, Kind, Stream, cursor
from bot.platforms.x.window import TIMELINE_END, Window
from bot.ports import Clock, Probe
from bot.storage import cursors, inbox, platformpages, record
from bot.storage.database import Database
from bot.storage.record import Entry
from bot.storage.thread import StorageThread
from bot.xsettings import XPlatform

REST_S: Final = 20.0  # longest time to wait where nothing is due
PAGE: Final = 100  # posts that one request asks for at most
NO_MONEY_S: Final = 900.0  # pause where nothing may be spent
DECLINED_S: Final = 3600.0  # pause of a stream that X declines
_EMPTY: Final = 20  # pages without a post before a sweep counts as over
_NEAR_END: Final = TIMELINE_END - PAGE
_NOTHING_DONE: Final = (NotConnected, TooMany, NoCredit, BadToken, Skewed, Declined)

# what somebody has to see to; everything else passes
_FOR_PEOPLE: Final = frozenset({"bad_token", "no_credit", "other_account", "suspended"})

Sleep = Callable[[float], Awaitable[None]]


class XSource:
    """Reads for one account.

    Args:
        client: of the account.
        handle: of the account, as the settings have it.
        settings: of X.
        searches: whether this account makes the saved searches.
        rest_s: longest time to wait where nothing is due.
    """

    def __init__(
        self,
        client: XClient,
        handle: str,
        settings: XPlatform,
        budget: Budget,
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
        self._limits = client.limits
        self._handle = handle
        self._settings = settings
        self._budget = budget
        self._database = database
        self._thread = thread
        self._clock = clock
        self._searches = searches
        self._rest_s = rest_s
        self._sleep = sleep
        self._probe = probe
        self._streams: dict[str, Stream] | None = None
        self.me: Me | None = None
        self.fault: str | None = None  # why the last request came to nothing

    async def poll(self) -> int:
        """Make the request that is due; return how many updates are new, 0 where none is due."""
        before, tried = self.fault, False
        try:
            me = await self.whoami()
            stream = await self._next(me) if me is not None else None
            if me is not None and stream is not None:
                tried = True
                return await self._sweep(me, stream)
        except XFault as fault:
            self.fault = fault.word
        finally:
            if self.fault != before and self.fault in _FOR_PEOPLE:
                await self._thread.run(self._tell_of, self.fault)
        if not tried:
            await self._rest()
        return 0

    async def whoami(self) -> Me | None:
        """Return the account as X knows it; asked once, then kept. None while X has to wait.

        Raises:
            XFault: X does not say.
        """
        if self.me is None:
            number = await self._thread.run(self._load, f"x.{self._handle.lower()}.id")
            if number is None:
                if self._limits.wait_s("me") > 0:
                    return None
                number = await self._ask_me()
                if number is None:
                    return None
                await self._thread.run(self._save, f"x.{self._handle.lower()}.id", number)
            ours = frozenset(one.handle.lower() for one in self._settings.accounts)
            self.me = Me(id=number, handle=self._handle, ours=ours)
        return self.me

    async def _ask_me(self) -> str | None:
        reserve = await self._budget.reserve(Item.READ, 1)
        if reserve is None:
            self.fault = "budget"
            self._limits.pause("me", NO_MONEY_S)
            return None
        try:
            answer: Answer = await self._client.get_me()
        except XFault as fault:
            if isinstance(fault, _NOTHING_DONE):
                await self._budget.settle(reserve, 0)
            self._pause("me", fault)
            raise
        data = answer.document.get("data")
        number = str(data.get("id")) if isinstance(data, dict) else ""
        if not number.isdecimal():
            self._limits.fault("me")
            raise Broken("server_fault")
        if isinstance(data, dict) and str(data.get("username", "")).lower() != self._handle.lower():
            log("x.other_account", handle_matches=False)
            self._limits.pause("me", DECLINED_S)
            raise Declined(403, "other_account")
        return number

    # --- which, and when --------------------------------------------------------------------

    async def _next(self, me: Me) -> Stream | None:
        if self._streams is None:
            self._streams = {one.name: one for one in await self._thread.run(self._all, me)}
        now = self._limits.now()
        self._drop_old()
        ready = [
            one
            for one in self._streams.values()
            if one.due <= now and self._limits.wait_s(one.way) <= 0
        ]
        order = list(Kind)
        return min(ready, key=lambda one: (order.index(one.kind), one.due), default=None)

    def _drop_old(self) -> None:
        """Leave out threads that are old, and searches that have ended."""
        known = self._streams or {}
        moment = self._limits.moment()
        running = {one.name for one in self._settings.searches_on(moment.date())}
        for one in list(known.values()):
            old = one.kind is Kind.THREAD and one.window.start < moment - THREADS_FOR
            if old or (one.kind is Kind.SEARCH and one.key not in running):
                del known[one.name]

    async def _rest(self) -> None:
        """Wait until something may be due."""
        now = self._limits.now()
        waits = [
            max(one.due - now, self._limits.wait_s(one.way))
            for one in (self._streams or {}).values()
        ] or [self._limits.wait_s("me")]
        await self._sleep(max(0.0, min([self._rest_s, *waits])))

    # --- one request ------------------------------------------------------------------------

    async def _sweep(self, me: Me, stream: Stream) -> int:
        now = self._limits.moment()
        if not stream.under_way:
            lost = stream.window.lost(now, stream.reach)
            if lost is not None:
                await self._thread.run(self._note_gap, stream, "out_of_reach")
            stream.window = stream.window.begin(now, stream.reach)
        most = stream.least if stream.careful else PAGE
        reserve = await self._budget.reserve(Item.READ, most, stream.least)
        if reserve is None:
            self.fault = "budget"
            stream.due = self._limits.now() + NO_MONEY_S
            return 0
        if stream.token is None:
            stream.asked = stream.window.ask(now, stream.reach)
        more = dict(stream.asked)  # the name of a page holds for the same question only
        if stream.token is not None:
            more[stream.page_name] = stream.token
        try:
            answer = await stream.ask({**more, "max_results": reserve.count})
        except XFault as fault:
            if isinstance(fault, _NOTHING_DONE) or fault.word == "server_fault":
                await self._budget.settle(reserve, 0)
            self._failed(stream, fault)
            return 0
        page = read_page(answer.document)
        await self._budget.settle(reserve, len(page.posts))
        self.fault, stream.careful = None, False
        self._probe("x:fetched")
        return await self._take(me, stream, page)

    async def _take(self, me: Me, stream: Stream, page: Page) -> int:
        """Store a page and how far it leads."""
        before, now = stream.window, self._limits.moment()
        stuck = page.more is not None and page.more == stream.token
        stream.empty = 0 if page.posts else stream.empty + 1
        if stuck or stream.empty > _EMPTY:  # X would give the same page for ever
            log("x.stuck", stream=stream.kind.value)
            page = Page(posts=page.posts, people=page.people, others=page.others, more=None)
        after = before.after(page, now)
        new, opened = await self._thread.run(self._keep, me, stream, page, after)
        stream.window, stream.token = after, page.more
        for one in opened:
            self._streams = {**(self._streams or {}), one.name: one}
        if stream.under_way:
            return max(new, 1)
        if stream.reach > THREADS_FOR and after.seen >= _NEAR_END:
            await self._thread.run(self._note_gap, stream, "timeline_end")
        stream.empty = 0
        stream.due = self._limits.now() + self._every_s(stream)
        return new

    def _every_s(self, stream: Stream) -> float:
        if stream.kind is not Kind.THREAD:
            return stream.every_s
        return streams.thread_every_s(
            stream.window.start, self._limits.moment(), self._settings.poll_s
        )

    def _failed(self, stream: Stream, fault: XFault) -> None:
        """Pause, and go on so that nothing is lost."""
        self.fault = fault.word
        if isinstance(fault, Declined):
            if fault.word in {"bad_page", "bad_request"} and stream.token is not None:
                stream.token = None  # the name of a page does not hold for ever; ids do
                return
            if fault.word == "bad_since" and stream.window.since is not None:
                stream.window = stream.window.without_id(self._limits.moment(), stream.reach)
                return
            stream.due = self._limits.now() + DECLINED_S
            return
        stream.careful = isinstance(fault, Broken)
        self._pause(stream.way, fault)

    def _pause(self, way: str, fault: XFault) -> None:
        match fault:
            case TooMany(wait_s=wait_s):
                self._limits.pause(way, wait_s)
            case NoCredit() | BadToken():
                self._limits.pause(way, NO_MONEY_S)
            case Skewed():
                pass  # the next request is signed with X's time
            case _:
                self._limits.fault(way)

    # --- on the storage thread --------------------------------------------------------------

    def _load(self, name: str) -> str | None:
        with self._database.read() as connection:
            return cursors.load(connection, name)

    def _save(self, name: str, value: str) -> None:
        with self._database.write("x") as connection:
            cursors.save(connection, name, value)

    def _all(self, me: Me) -> list[Stream]:
        """Return the streams, each where it stands; threads that are old are forgotten."""
        now = self._limits.moment()
        fresh = Window(start=now - timedelta(minutes=self._settings.look_back_minutes))
        with self._database.write("x") as connection:

            def window(kind: Kind, key: str = "", first: Window = fresh) -> Window:
                kept = cursors.load(connection, cursor(me.handle, kind, key))
                return Window.load(kept) if kept else first

            found = [
                streams.mentions(self._client, me, self._settings, window(Kind.MENTIONS)),
                streams.own_posts(
                    self._client, me, window(Kind.OWN, first=Window(start=now - THREADS_FOR))
                ),
            ]
            prefix = f"{cursor(me.handle, Kind.THREAD)}."
            for number, kept in cursors.named(connection, prefix).items():
                one = Window.load(kept)
                if one.start < now - THREADS_FOR:
                    cursors.forget(connection, f"{prefix}{number}")
                else:
                    found.append(streams.thread(self._client, me, number, one))
            if self._searches:
                found += [
                    streams.search(
                        self._client, me, self._settings, one, window(Kind.SEARCH, one.name)
                    )
                    for one in self._settings.searches_on(now.date())
                ]
        return found

    def _keep(self, me: Me, stream: Stream, page: Page, after: Window) -> tuple[int, list[Stream]]:
        """Store what is new, in one commit with how far it was read."""
        own = {one.key for one in (self._streams or {}).values() if one.kind is Kind.THREAD}
        with self._database.write("x", self._probe) as connection:
            new, opened = 0, []
            if stream.kind is Kind.OWN:
                first = stream.window.floor is None  # we have never looked: old talk stays old
                opened = list(self._open_threads(connection, me, page, own, first=first))
            else:
                name = stream.key if stream.kind is Kind.SEARCH else None
                found = posts.messages(page, me, own, search=name)
                new = inbox.accept(connection, found, self._clock()) if found else 0
            cursors.save(connection, stream.name, after.dump())
        return new, opened

    def _open_threads(
        self, connection: Connection, me: Me, page: Page, own: set[str], *, first: bool
    ) -> Iterable[Stream]:
        now = self._limits.moment()
        look_back = timedelta(minutes=self._settings.look_back_minutes)
        for post in page.posts:
            number, at = id_of(post), posts.created_at(post)
            if number is None or at is None or str(number) in own or at < now - THREADS_FOR:
                continue
            floor = number
            if first and abs(posts.moment_of(number) - at) < look_back:
                floor = max(number, posts.first_id_at(now - look_back))
            window = Window(start=at, floor=floor, floor_at=at)
            one = streams.thread(self._client, me, str(number), window)
            cursors.save(connection, one.name, window.dump())
            yield one

    def _note_gap(self, stream: Stream, why: str) -> None:
        """What cannot be asked for any more is written down: people may look by hand."""
        log("x.gap", stream=stream.kind.value, why=why)
        since = stream.window.floor_at or stream.window.start
        entry = Entry(
            kind="source.gap",
            actor="program",
            subject=f"source:{PLATFORM}",
            payload={"stream": stream.name, "why": why, "since": since.isoformat()},
        )
        with self._database.write("x") as connection:
            record.append(connection, [entry], self._clock())
            day = since.date().isoformat()
            platformpages.tell(
                connection, PLATFORM, "gap", f"{stream.name}:{day}", self._clock(), day=day
            )

    def _tell_of(self, word: str) -> None:
        """Let those who administer know of what waits for them: once a day."""
        now = self._clock()
        occasion = f"{self._handle.lower()}:{now.date()}"
        with self._database.write("x") as connection:
            platformpages.tell(connection, PLATFORM, word, occasion, now, handle=self._handle)
