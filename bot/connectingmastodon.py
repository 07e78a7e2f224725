"""Connects Mastodon: each account's client, what is read with it, and what goes out by it."""

from collections.abc import Callable

from bot.mastodonsettings import MastodonPlatform
from bot.platforms.connected import Platforms
from bot.platforms.mastodon.client import MastodonClient, read_token
from bot.platforms.mastodon.moderator import MastodonModerator
from bot.platforms.mastodon.publisher import MastodonPublisher
from bot.platforms.mastodon.source import REST_S, MastodonSource
from bot.platforms.mastodon.statuses import PLATFORM
from bot.ports import Clock, Probe
from bot.settings import Environment, Settings
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from bot.worker import Loop

_PATIENCE_S = 2_000.0  # reading rests for as long as the server wants


class MastodonAccounts:
    """All accounts: nothing is asked before their loops run.

    Raises:
        NoToken: an account has none.
        NoLibrary: Mastodon.py is not installed.
    """

    def __init__(
        self,
        settings: Settings,
        platform: MastodonPlatform,
        environment: Environment,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        jitter: Callable[[], float] = lambda: 0.0,
        once: bool = False,
        probe: Probe = lambda _name: None,
    ) -> None:
        self.clients: dict[str, MastodonClient] = {}
        self.sources: dict[str, MastodonSource] = {}
        for place, account in enumerate(platform.accounts):
            token = read_token(account, environment, first=place == 0)
            client = MastodonClient(platform, account, token, clock, jitter)
            self.clients[account.handle] = client
            self.sources[account.handle] = MastodonSource(
                client,
                platform,
                database,
                thread,
                clock,
                searches=place == 0,
                rest_s=0.0 if once else REST_S,
                probe=probe,
            )
        self.publisher = MastodonPublisher(self.clients, self.sources, settings, database, thread)
        self.moderator = MastodonModerator()

    def join(self, platforms: Platforms) -> None:
        """Let the program read and publish here."""
        platforms.publishers[PLATFORM] = self.publisher
        platforms.moderators[PLATFORM] = self.moderator
        platforms.loops += [
            Loop(
                name=f"mastodon.read.{handle}",
                work=source.poll,
                pause_s=0.0,
                waits=True,
                patience_s=_PATIENCE_S,
            )
            for handle, source in self.sources.items()
        ]
        platforms.closing.append(self.close)

    async def close(self) -> None:
        """Give the connections back."""
        for client in self.clients.values():
            client.close()
