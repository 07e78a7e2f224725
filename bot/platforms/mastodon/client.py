"""The one door to Mastodon.py: one account at its server, one call at a time, in a thread.

The library waits by itself where it is told to, and knows no difference between a request that
left and one that did not: its waiting is off, and `session.py` tells the difference.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from pydantic import SecretStr

from bot.logs import log
from bot.mastodonsettings import MastodonAccount, MastodonPlatform
from bot.platforms.mastodon.faults import (
    BadToken,
    Broken,
    Declined,
    MastodonFault,
    NoLibrary,
    NotConnected,
    NoToken,
    TooMany,
)
from bot.ports import Clock
from bot.settings import Environment

_VERSION: Final = "4.5.0"  # a call that a server does not know ends in 404
SHORTEST_S: Final = 60.0  # pause after "too many"
_LONGEST_S: Final = 1_800.0
_DAY_S: Final = 86_400.0
_FAULT_S: Final = 2.0  # first pause after a fault of the wire; doubles up to …
_FAULT_LONGEST_S: Final = 300.0


def read_token(account: MastodonAccount, environment: Environment, *, first: bool) -> SecretStr:
    """Return an account's token: its file's, else, for the first account, the environment's.

    Raises:
        NoToken: there is none.
    """
    if account.token_file is not None:
        try:
            words = account.token_file.read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError) as wrong:
            raise NoToken(account.handle, account.token_file) from wrong
        if len(words) != 1:
            raise NoToken(account.handle, account.token_file)
        return SecretStr(words[0])
    if first and environment.mastodon_token is not None:
        return environment.mastodon_token
    raise NoToken(account.handle, None)


class MastodonClient:
    """One account at its server.

    Args:
        platform: time-outs.
        account: whose.
        token: proves who we are.
        clock: the time now.
        jitter: a number between 0 and 1, for pauses.

    Raises:
        NoLibrary: Mastodon.py is not installed.
    """

    def __init__(
        self,
        platform: MastodonPlatform,
        account: MastodonAccount,
        token: SecretStr,
        clock: Clock,
        jitter: Callable[[], float] = lambda: 0.0,
    ) -> None:
        try:
            from mastodon import Mastodon

            from bot.platforms.mastodon.session import Wire
        except ImportError as none:
            raise NoLibrary from none
        self.account = account
        self._clock = clock
        self._jitter = jitter
        self._wire = Wire(platform.connect_timeout_s, platform.timeout_s)
        self._library = Mastodon(
            access_token=token.get_secret_value(),
            api_base_url=account.address,
            ratelimit_method="throw",
            version_check_mode="created",
            mastodon_version=_VERSION,  # else it asks, and without an answer for ever
            session=self._wire,
            user_agent="Liaison/0.1",
        )
        self._turn = asyncio.Lock()
        self._until = 0.0  # seconds since 1970 before which nothing is asked
        self._faults = 0  # in a row

    def __repr__(self) -> str:
        return "MastodonClient[…]"

    def wait_s(self) -> float:
        """Return how long the server has to be left alone."""
        return max(0.0, self._until - self._clock().timestamp())

    def pause(self, seconds: float) -> float:
        """Leave the server alone for so long."""
        self._until = max(self._until, self._clock().timestamp() + seconds)
        return seconds

    async def call(self, name: str, /, *given: Any, **more: Any) -> Any:
        """Make a call of the library by its name; return the server's answer as it came.

        Raises:
            MastodonFault: see the tree in `faults.py`.
        """
        async with self._turn:
            return await asyncio.to_thread(self._call, name, given, more)

    def close(self) -> None:
        """Give the connections back."""
        self._wire.close()

    def _call(self, name: str, given: tuple[Any, ...], more: Mapping[str, Any]) -> Any:
        from mastodon.errors import MastodonError

        self._wire.forget()
        odd = False
        try:
            getattr(self._library, name)(*given, **more)
        except (MastodonError, ValueError, TypeError, KeyError, AttributeError):
            odd = True  # what the server said counts, not what the library makes of it
        heard = self._wire.heard
        if heard is None:
            raise self._failed(name, self._wire.fault or "network")
        status = heard.status
        if 200 <= status < 300:
            if heard.document is None or (odd and not isinstance(heard.document, dict | list)):
                raise self._failed(name, "server_fault")
            self._faults = 0
            if heard.headers.get("x-ratelimit-remaining") == "0":
                self.pause(self._told(heard.headers) or 0.0)
            return heard.document
        log("mastodon.fault", call=name, status=status)
        if status == 429:
            wait_s = self._told(heard.headers)
            if wait_s is None:
                wait_s = min(_LONGEST_S, SHORTEST_S * 2.0 ** min(self._faults, 10))
            self._faults += 1
            raise TooMany(self.pause(max(SHORTEST_S, wait_s) * (1 + self._jitter() / 4)))
        if status == 401:
            raise BadToken
        if 400 <= status < 500 and status != 408:
            raise Declined(status)
        raise self._failed(name, "server_fault")

    def _failed(self, name: str, word: str) -> MastodonFault:
        log("mastodon.fault", call=name, kind=word)
        pause_s = min(_FAULT_LONGEST_S, _FAULT_S * 2.0 ** min(self._faults, 10))
        self._faults += 1
        self.pause(pause_s * (1 + self._jitter() / 2))
        return NotConnected() if word == "not_connected" else Broken(word)

    def _told(self, headers: Mapping[str, str]) -> float | None:
        """Return how long the server wants us to wait: it names a moment, or seconds."""
        now = self._clock()
        moment = headers.get("x-ratelimit-reset")
        if moment:
            try:
                reset = datetime.fromisoformat(moment)
                skew_s = _skew_s(headers, now)
                aware = reset if reset.tzinfo is not None else reset.replace(tzinfo=UTC)
                return min(_DAY_S, max(0.0, (aware - now).total_seconds() - skew_s))
            except (ValueError, OverflowError):
                pass
        try:
            return min(_DAY_S, max(0.0, float(headers["retry-after"])))
        except (KeyError, ValueError):
            return None


def _skew_s(headers: Mapping[str, str], now: datetime) -> float:
    """Return the server's time less ours."""
    try:
        return (parsedate_to_datetime(headers["date"]) - now).total_seconds()
    except (KeyError, ValueError, TypeError):
        return 0.0
