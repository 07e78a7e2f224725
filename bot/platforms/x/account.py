"""One account of ours at X: its client, who it is, and what X and we know of it together."""

from dataclasses import dataclass

from bot.platforms.x.client import XClient
from bot.platforms.x.source import XSource
from bot.xsettings import XAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account, connected."""

    settings: XAccount
    client: XClient
    source: XSource

    @property
    def handle(self) -> str:
        """Its handle: the id of its channel."""
        return self.settings.handle


class Accounts:
    """All of them; what belongs to none of them goes by the first."""

    def __init__(self, accounts: list[Account]) -> None:
        self._by_handle = {one.handle.lower(): one for one in accounts}
        self.all = tuple(accounts)

    def of(self, channel: str) -> Account:
        """Return the account that speaks on a channel."""
        return self._by_handle.get(channel.lower(), self.all[0])

    def known(self, channel: str) -> bool:
        """Whether a channel is an account's own."""
        return channel.lower() in self._by_handle
