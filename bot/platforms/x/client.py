"""The one door to X: tweepy's client on a session of ours, which says what left and what did not.

tweepy signs for a fixed host and reads every answer as JSON; here a request goes to the address of
the settings, is signed with X's time, and its failures are told apart (`faults.py`).
"""

import asyncio
import json as codec
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import aiohttp
from oauthlib.oauth1 import Client as Signer
from tweepy.asynchronous import AsyncClient
from yarl import URL

from bot.logs import log
from bot.platforms.x.credentials import Credentials
from bot.platforms.x.dialects import Dialect, complete
from bot.platforms.x.faults import (
    BadToken,
    Broken,
    Declined,
    NoCredit,
    NotConnected,
    Skewed,
    TooMany,
    word_of,
)
from bot.platforms.x.limits import Limits
from bot.xsettings import XPlatform

LARGEST: Final = 8_000_000  # bytes of one answer; a full page of posts has about 500,000
_CONNECTIONS: Final = 8
_FAR_S: Final = 60.0  # how far apart clocks may be before X refuses a signature, to be careful
_NEVER_SENT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What X answered to a call that went well."""

    document: Document
    headers: Mapping[str, str]  # names in lower case


class XClient(AsyncClient):  # type: ignore[misc]  # tweepy has no types
    """One account at X. Open it before use, and close it.

    Args:
        settings: Address and time-outs.
        credentials: Prove who we are.
        limits: Told what X says of its limits and of the time.
    """

    def __init__(self, settings: XPlatform, credentials: Credentials, limits: Limits) -> None:
        super().__init__(
            consumer_key=credentials.consumer_key.get_secret_value(),
            consumer_secret=credentials.consumer_secret.get_secret_value(),
            access_token=credentials.access_token.get_secret_value(),
            access_token_secret=credentials.access_token_secret.get_secret_value(),
            return_type=aiohttp.ClientResponse,  # what `request` returns, as it is
            wait_on_rate_limit=False,  # tweepy asks again at once where no reset is named
        )
        self.session: aiohttp.ClientSession | None = None
        self.limits = limits
        self._base = settings.base_url
        self._timeout = aiohttp.ClientTimeout(
            total=settings.timeout_s,
            connect=settings.connect_timeout_s,
            sock_connect=settings.connect_timeout_s,
            sock_read=settings.timeout_s,
        )
        self._dialect = Dialect.POSTS
        self._understood = False  # whether X has answered in this dialect
        logging.getLogger("tweepy").setLevel(logging.WARNING)  # it logs headers and texts

    def __repr__(self) -> str:
        return "XClient[…]"

    async def open(self) -> aiohttp.ClientSession:
        """Make the session where there is none; asks X nothing."""
        if self.session is None:
            self.session = aiohttp.ClientSession(
                timeout=self._timeout,
                # none is used twice: one that X has closed meanwhile would leave doubt
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, force_close=True),
                middlewares=(_once,),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self.session

    async def close(self) -> None:
        """Give the connections back."""
        session, self.session = self.session, None
        if session is not None:
            await session.close()

    async def request(
        self,
        method: str,
        route: str,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        user_auth: bool = False,  # noqa: ARG002 -- tweepy's signature: always as the account
    ) -> Answer:
        """Make one request, once.

        Raises:
            XFault: see the tree in `faults.py`.
        """
        asked = dict(params or {})
        if not any(name.startswith("tweet.") for name in asked):
            return await self._once(method, route, asked, json)
        try:
            answer = await self._once(method, route, self._dialect.spoken(asked), json)
        except Declined as declined:
            if declined.status != HTTPStatus.BAD_REQUEST or self._understood:
                raise
            answer = None
        if answer is not None and (self._understood or complete(answer.document)):
            self._understood = self._understood or bool(answer.document.get("data"))
            return answer
        other = self._dialect.other()
        answer = await self._once(method, route, other.spoken(asked), json)
        self._dialect = other
        return answer

    async def _once(
        self, method: str, route: str, params: Mapping[str, Any], json: object
    ) -> Answer:
        session = await self.open()
        way = way_of(method, route)
        signed_at = int(self.limits.now())
        address, headers = self._signed(method, route, params, signed_at)
        body = None if json is None else codec.dumps(json, ensure_ascii=False).encode()
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with session.request(
                method, address, data=body, headers=headers, allow_redirects=False
            ) as response:
                raw = await _read(response)
                status = response.status
                told = {name.lower(): value for name, value in response.headers.items()}
        except _NEVER_SENT as fault:
            log("x.fault", way=way, kind=type(fault).__name__)
            raise NotConnected from fault
        except Broken as fault:
            log("x.fault", way=way, kind=fault.word)
            raise
        except TimeoutError as fault:
            log("x.fault", way=way, kind="time-out")
            raise Broken("time-out") from fault
        except (aiohttp.ClientError, OSError, asyncio.IncompleteReadError) as fault:
            log("x.fault", way=way, kind=type(fault).__name__)
            raise Broken("network") from fault
        wait_s = self.limits.hear(way, status, told)
        if status == 401 and abs(self.limits.now() - signed_at) > _FAR_S:
            log("x.fault", way=way, kind="clock", skew_s=round(self.limits.skew_s))
            raise Skewed
        return _judged(way, status, raw, told, wait_s)

    def _signed(
        self, method: str, route: str, params: Mapping[str, Any], at: int
    ) -> tuple[URL, dict[str, str]]:
        plain = str(URL(f"{self._base}{route}").with_query(sorted(params.items())))
        signer = Signer(
            self.consumer_key,
            self.consumer_secret,
            self.access_token,
            self.access_token_secret,
            timestamp=str(at),
        )
        url, headers, _ = signer.sign(plain, method, headers={"User-Agent": self.user_agent})
        before, mark, query = url.partition("?")
        # aiohttp leaves colons in values as they are; the signature is over encoded ones
        return URL(f"{before}{mark}{query.replace(':', '%3A')}", encoded=True), headers


async def _once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Make a request once: aiohttp repeats what breaks by itself, and X would charge for both."""
    try:
        return await handler(request)
    except _NEVER_SENT:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as fault:
        raise Broken("network") from fault


def way_of(method: str, route: str) -> str:
    """Return the kind of a call, without its ids: limits count by kind."""
    parts = ["*" if part.isdecimal() else part for part in route.split("/") if part]
    return f"{method} /{'/'.join(parts[1:])}"


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Return the body, as far as one may be long."""
    raw = bytearray()
    async for piece in response.content.iter_chunked(65_536):
        raw += piece
        if len(raw) > LARGEST:
            response.close()
            raise Broken("too_large")
    return bytes(raw)


def _judged(way: str, status: int, raw: bytes, headers: Mapping[str, str], wait_s: float) -> Answer:
    """Say what an answer means.

    Raises:
        XFault: it is none that a call can go on with.
    """
    document = _document(raw)
    if 200 <= status < 300:
        if document is None:
            log("x.fault", way=way, kind="unreadable", status=status)
            raise Broken("server_fault")
        return Answer(document=document, headers=headers)
    word = word_of(status, raw.decode("utf-8", "replace") if document is not None else "")
    log("x.fault", way=way, kind=word, status=status)
    if status == 429:
        raise TooMany(wait_s)
    if status == 402:
        raise NoCredit
    if status == 401:
        raise BadToken
    if 400 <= status < 500 and (document is not None or status != 408):
        raise Declined(status, word)
    raise Broken("server_fault")


def _document(raw: bytes) -> Document | None:
    try:
        document = codec.loads(raw)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None
