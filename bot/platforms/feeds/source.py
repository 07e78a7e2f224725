"""Reads feeds: what came is on disk, in one commit with how far it was read.

One feed at a time, the one that has waited longest. A feed that cannot be read is left alone for a
while and stops no other. Where so much came since the last look that the feed does not show all of
it any more, its older documents are asked for; what they don't hold either is written down.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from bot.feedssettings import FeedSource, FeedsPlatform
from bot.logs import log
from bot.platforms.feeds.client import Document, FeedClient, same_host
from bot.platforms.feeds.discovery import find_feed, is_page
from bot.platforms.feeds.entry import PLATFORM, Entry, Feed, id_of, message_of
from bot.platforms.feeds.faults import FeedFault
from bot.platforms.feeds.progress import Progress
from bot.platforms.feeds.reader import read_feed
from bot.platforms.feeds.stream import Stream, cursor
from bot.ports import Clock, Probe
from bot.storage import cursors, inbox, record
from bot.storage.database import Database
from bot.storage.record import Entry as Event
from bot.storage.thread import StorageThread

REST_S: Final = 20.0  # longest time to wait where nothing is due
PAGES: Final = 20  # older documents that are asked for at most
PATIENCE: Final = 3  # faults in a row of older documents before the newest one counts alone
BELOW: Final = 200  # articles of one feed whose comments are read

Sleep = Callable[[float], Awaitable[None]]


class FeedSources:
    """Reads all feeds.

    Args:
        client: fetches.
        settings: which feeds, and how often.
        rest_s: longest time to wait where nothing is due.
        jitter: a number between 0 and 1, so that feeds are not all asked at once.
    """

    def __init__(
        self,
        client: FeedClient,
        settings: FeedsPlatform,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        rest_s: float = REST_S,
        jitter: Callable[[], float] = lambda: 0.0,
        sleep: Sleep = asyncio.sleep,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._client = client
        self._settings = settings
        self._database = database
        self._thread = thread
        self._clock = clock
        self._rest_s = rest_s
        self._jitter = jitter
        self._sleep = sleep
        self._probe = probe
        self.streams: dict[str, Stream] | None = None

    async def poll(self) -> int:
        """Look at the feed that is due; return how much was done, 0 where none is due."""
        if self.streams is None:
            self.streams = {one.name: one for one in await self._thread.run(self._all)}
        now = self._clock()
        stream = min(self.streams.values(), key=lambda one: one.due, default=None)
        if stream is None or stream.due > now.timestamp():
            wait_s = stream.due - now.timestamp() if stream is not None else self._rest_s
            await self._sleep(max(0.0, min(self._rest_s, wait_s)))
            return 0
        if stream.over(now, self._settings.comments_days):
            del self.streams[stream.name]
            await self._thread.run(self._forget, stream.name)
            return 1
        try:
            new = await self._look(stream)
        except FeedFault as fault:
            wait_s = stream.went_wrong(self._clock(), fault)
            log("feeds.fault", feed=stream.source.name, kind=fault.word, wait_s=round(wait_s))
            return 1
        stream.went_well(self._clock())
        return max(new, 1)

    async def _look(self, stream: Stream) -> int:
        """Read one feed.

        Raises:
            FeedFault: it cannot be read now.
        """
        before = stream.progress
        document = await self._client.get(
            stream.address, stream.source.url, etag=before.etag, modified=before.modified
        )
        if document is None:
            return 0
        feed, document, found = await self._feed(stream, document)
        missed = await self._older(stream, feed)
        entries, gap = missed
        self._probe("feeds:fetched")
        new, edited, after = before.sift(entries, self._clock())
        after = replace(after, found=found, etag=document.etag, modified=document.modified)
        if feed.unreadable:
            log("feeds.unreadable", feed=stream.source.name, entries=feed.unreadable)
        opened = await self._thread.run(self._keep, stream, new, edited, after, gap)
        stream.progress = after
        for one in opened:
            self.streams = {**(self.streams or {}), one.name: one}
        return len(new) + len(edited)

    async def _feed(self, stream: Stream, document: Document) -> tuple[Feed, Document, str | None]:
        """Return the feed of a document, or the one that it names where it is a page."""
        found = stream.progress.found
        if is_page(document.body, document.content_type):
            if found is not None:  # it was a feed before: look again from the page on
                stream.progress = replace(stream.progress, found=None, etag=None, modified=None)
                raise FeedFault("not_a_feed")
            comments = stream.source.kind == "comments"
            found = find_feed(document.body, document.url, comments=comments)
            if found is None or stream.below:
                raise FeedFault("not_a_feed")
            log("feeds.found", feed=stream.source.name)
            named = await self._client.get(found, stream.source.url)
            if named is None or is_page(named.body, named.content_type):
                raise FeedFault("not_a_feed")
            document = named
        return await asyncio.to_thread(read_feed, document), document, found

    async def _older(self, stream: Stream, feed: Feed) -> tuple[list[Entry], str | None]:
        """Return all entries since the last look, and why some may be missing."""
        entries = list(feed.entries)
        before = stream.progress
        if not before.looked or not before.seen or not entries:
            return entries, None
        asked = {stream.address}
        more = feed.more
        for _ in range(PAGES):
            if any(map(before.knows, entries)):
                return entries, None
            if more is None or more in asked:
                break
            asked.add(more)
            try:
                document = await self._client.get(more, stream.source.url)
                older = await asyncio.to_thread(read_feed, document) if document else None
            except FeedFault:
                if stream.faults + 1 < PATIENCE:
                    raise
                return entries, "older_unreadable"
            if older is None:
                break
            entries += older.entries
            more = older.more
        return entries, None if any(map(before.knows, entries)) else "feed_moved_on"

    # --- on the storage thread --------------------------------------------------------------

    def _all(self) -> list[Stream]:
        """Return the feeds, each where it stands; comments that nobody reads are forgotten."""
        now = self._clock()
        fresh = Progress(began=now - timedelta(minutes=self._settings.look_back_minutes))
        found: list[Stream] = []
        with self._database.write("feeds") as connection:
            for source in self._settings.sources:
                kept = cursors.load(connection, cursor(source))
                found.append(self._stream(source, Progress.load(kept) if kept else fresh))
                prefix = f"{cursor(source)}.below."
                for key, text in cursors.named(connection, prefix).items():
                    one = self._stream(source, Progress.load(text), key)
                    if source.with_comments and not one.over(now, self._settings.comments_days):
                        found.append(one)
                    else:
                        cursors.forget(connection, one.name)
        return found

    def _stream(self, source: FeedSource, progress: Progress, key: str | None = None) -> Stream:
        return Stream(
            source=source,
            name=cursor(source, key),
            progress=progress,
            poll_s=source.poll_s or self._settings.poll_s,
            jitter=self._jitter,
        )

    def _keep(
        self,
        stream: Stream,
        new: list[Entry],
        edited: list[Entry],
        after: Progress,
        gap: str | None,
    ) -> list[Stream]:
        """Store what is new, in one commit with how far it was read."""
        source, now = stream.source, self._clock()
        comment = stream.below or source.kind == "comments"
        found = [
            message_of(one, source, now, comment=comment, edited=changed, root=after.root)
            for changed, entries in ((False, new), (True, edited))
            for one in entries
        ]
        with self._database.write("feeds", self._probe) as connection:
            if found:
                inbox.accept(connection, found, now)
            if after != stream.progress:
                cursors.save(connection, stream.name, after.dump())
            if gap is not None:
                log("feeds.gap", feed=source.name, why=gap)
                record.append(connection, [_gap(stream, gap)], now)
            if source.with_comments and not stream.below:
                return self._open(connection, source, new)
        return []

    def _open(
        self, connection: Connection, source: FeedSource, articles: list[Entry]
    ) -> list[Stream]:
        """Begin to read what stands below new articles."""
        now = self._clock()
        mine = [one for one in self.streams or {} if one.startswith(f"{cursor(source)}.below.")]
        room = max(0, BELOW - len(mine))
        opened: list[Stream] = []
        for one in reversed(articles):  # the newest first: they are talked about
            if one.comments is None or len(opened) >= room:
                continue
            if not same_host(one.comments, one.url or source.url):
                continue  # comments of an article stand where it stands
            article = id_of(one.guid, source)
            key = hashlib.sha256(article.encode("utf-8", "replace")).hexdigest()[:16]
            progress = Progress(
                began=min(one.moment or now, now), undated=True, url=one.comments, root=article
            )
            stream = self._stream(source, progress, key)
            cursors.save(connection, stream.name, progress.dump())
            opened.append(stream)
        return opened

    def _forget(self, name: str) -> None:
        with self._database.write("feeds") as connection:
            cursors.forget(connection, name)


def _gap(stream: Stream, why: str) -> Event:
    """Say what may be missing: people may look by hand."""
    return Event(
        kind="source.gap",
        actor="program",
        subject=f"source:{PLATFORM}",
        payload={"stream": stream.name, "why": why},
    )
