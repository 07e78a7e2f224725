"""The program's part of feeds, put together around the site."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.connectingfeeds import Feeds
from bot.feedssettings import FeedsPlatform
from bot.ports import Probe
from bot.settings import Settings
from bot.storage import codec, record
from bot.storage.database import Database
from bot.storage.inbox import INBOX
from bot.storage.thread import StorageThread
from policies.message import Message
from tests.fakes import FakeClock, new_database
from tests.feeds.server import FakeSite

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


def feed_settings(url: str, *, mode: str = "live", **more: Any) -> Settings:
    """Return settings with one feed, `news`, and its channel."""
    given = {"name": "news", "url": f"{url}/feed", **more.pop("source", {})}
    return Settings.model_validate(
        {
            "classifier": False,
            "channels": [{"platform": "feeds", "id": "news", "mode": mode}],
            "platforms": {
                "feeds": {
                    "sources": [given],
                    "timeout_s": 2.0,
                    "connect_timeout_s": 2.0,
                    **more,
                }
            },
        }
    )


@dataclass(kw_only=True)
class Stage:
    """Site, clock, database, and our side of feeds."""

    site: FakeSite
    clock: FakeClock
    database: Database
    thread: StorageThread
    feeds: Feeds
    settings: Settings
    slept: list[float] = field(default_factory=list)

    async def read(self) -> None:
        """Make every request that is due."""
        while await self.feeds.source.poll():
            pass

    async def later(self, **delta: float) -> None:
        """Let time pass, and read."""
        self.clock.forward(**(delta or {"minutes": 16}))
        await self.read()

    def arrived(self) -> list[Message]:
        """Return what came in, in order."""
        with self.database.read() as connection:
            rows = connection.execute(INBOX.select().order_by(INBOX.c.id))
            return [codec.load(Message, row.payload) for row in rows]

    def texts(self) -> list[str]:
        """Return the texts of what came in."""
        return [one.text for one in self.arrived()]

    def ids(self) -> list[str]:
        """Return the names of what came in, without their site."""
        return [one.id.partition(":")[2] for one in self.arrived()]

    def kinds(self) -> list[str]:
        """Return the kinds of the events in the record that tell of feeds themselves."""
        with self.database.read() as connection:
            return [entry.kind for entry, _ in record.events(connection, "source:feeds")]


def platform_of(settings: Settings) -> FeedsPlatform:
    """Return the settings of feeds."""
    assert settings.platforms.feeds is not None
    return settings.platforms.feeds


@contextlib.asynccontextmanager
async def staged(
    folder: Path,
    *,
    site: FakeSite | None = None,
    database: Database | None = None,
    probe: Probe = lambda _name: None,
    **more: Any,
) -> AsyncIterator[Stage]:
    """Give a stage: a site, and a program around it that has not asked anything yet."""
    clock = FakeClock(more.pop("now", NOW))
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with contextlib.AsyncExitStack() as stack:
        here = site if site is not None else FakeSite()
        if site is None:
            await stack.enter_async_context(here)
        settings = feed_settings(here.url, **more)
        thread = StorageThread()
        stack.callback(thread.close)
        kept = database or new_database(folder / "feeds.db")
        if database is None:
            stack.callback(kept.close)
        feeds = Feeds(platform_of(settings), kept, thread, clock, probe=probe)
        feeds.source._sleep = sleep
        await feeds.open()
        stack.push_async_callback(feeds.close)
        yield Stage(
            site=here,
            clock=clock,
            database=kept,
            thread=thread,
            feeds=feeds,
            settings=settings,
            slept=slept,
        )
