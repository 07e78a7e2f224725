"""Connects feeds: what is read, and by hand what goes out."""

from collections.abc import Callable

from bot.feedssettings import FeedsPlatform
from bot.platforms.connected import Platforms
from bot.platforms.feeds.client import FeedClient
from bot.platforms.feeds.entry import PLATFORM
from bot.platforms.feeds.reader import check_library
from bot.platforms.feeds.source import REST_S, FeedSources
from bot.platforms.handoff import HandOffPublisher
from bot.ports import Clock, Probe
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from bot.worker import Loop

_PATIENCE_S = 900.0  # one look takes a while where a server is slow


class Feeds:
    """All feeds: nothing is asked before their loop runs.

    Args:
        platform: the settings.
        jitter: a number between 0 and 1, for pauses.
        once: whether reading never waits: for one pass over everything.

    Raises:
        NoLibrary: feedparser is not installed.
    """

    def __init__(
        self,
        platform: FeedsPlatform,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        jitter: Callable[[], float] = lambda: 0.0,
        once: bool = False,
        probe: Probe = lambda _name: None,
    ) -> None:
        check_library()
        self.client = FeedClient(platform, clock)
        self.source = FeedSources(
            self.client,
            platform,
            database,
            thread,
            clock,
            rest_s=0.0 if once else REST_S,
            jitter=jitter,
            probe=probe,
        )

    def join(self, platforms: Platforms) -> None:
        """Let the program read here."""
        platforms.publishers.setdefault(PLATFORM, HandOffPublisher())
        platforms.loops.append(
            Loop(
                name="feeds.read",
                work=self.source.poll,
                pause_s=0.0,
                waits=True,
                patience_s=_PATIENCE_S,
            )
        )
        platforms.opening.append(self.open)
        platforms.closing.append(self.close)

    async def open(self) -> None:
        """Make the session; asks nobody anything."""
        await self.client.open()

    async def close(self) -> None:
        """Give the connections back."""
        await self.client.close()
