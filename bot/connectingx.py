"""Connects X: each account's client, what is read with it, and what goes out by it."""

from collections.abc import Callable

from bot.platforms.connected import Platforms
from bot.platforms.x.account import Account, Accounts
from bot.platforms.x.budget import Budget
from bot.platforms.x.client import XClient
from bot.platforms.x.credentials import read_credentials
from bot.platforms.x.limits import Limits
from bot.platforms.x.moderator import XModerator
from bot.platforms.x.posts import PLATFORM
from bot.platforms.x.publisher import XPublisher
from bot.platforms.x.source import REST_S, XSource
from bot.ports import Clock, Probe
from bot.settings import Environment, Settings
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from bot.worker import Loop
from bot.xsettings import XPlatform

_PATIENCE_S = 600.0  # reading rests for as long as X wants


class X:
    """All accounts at X: nothing is asked before their loops run.

    Args:
        settings: of the program.
        platform: those of X.
        environment: where the credentials of the first account may be.
        seconds: the time now, in seconds since 1970.
        jitter: a number between 0 and 1, for pauses.
        once: whether reading never waits: for one pass over everything.

    Raises:
        NoCredentials: an account has none.
    """

    def __init__(
        self,
        settings: Settings,
        platform: XPlatform,
        environment: Environment,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        jitter: Callable[[], float] = lambda: 0.0,
        once: bool = False,
        probe: Probe = lambda _name: None,
    ) -> None:
        self.budget = Budget(platform.budget, database, thread, clock)
        accounts = []
        for place, account in enumerate(platform.accounts):
            credentials = read_credentials(account, environment, first=place == 0)
            limits = Limits(clock=lambda: clock().timestamp(), jitter=jitter)
            client = XClient(platform, credentials, limits)
            source = XSource(
                client,
                account.handle,
                platform,
                self.budget,
                database,
                thread,
                clock,
                searches=place == 0,
                probe=probe,
                rest_s=0.0 if once else REST_S,
            )
            accounts.append(Account(settings=account, client=client, source=source))
        self.accounts = Accounts(accounts)
        self.publisher = XPublisher(self.accounts, settings, self.budget, database, thread)
        self.moderator = XModerator(self.accounts)

    def join(self, platforms: Platforms) -> None:
        """Let the program read, publish and moderate here."""
        platforms.publishers[PLATFORM] = self.publisher
        platforms.moderators[PLATFORM] = self.moderator
        platforms.loops += [
            Loop(
                name=f"x.read.{one.handle}",
                work=one.source.poll,
                pause_s=0.0,
                waits=True,
                patience_s=_PATIENCE_S,
            )
            for one in self.accounts.all
        ]
        platforms.opening.append(self.open)
        platforms.closing.append(self.close)

    async def open(self) -> None:
        """Make the sessions; asks X nothing."""
        for one in self.accounts.all:
            await one.client.open()

    async def close(self) -> None:
        """Give the connections back."""
        for one in self.accounts.all:
            await one.client.close()
