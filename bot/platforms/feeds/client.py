"""Fetches documents: within a size and a time, only what changed, never from a private network.

The one door of feeds to aiohttp. Redirects are followed here, one by one, so that each address is
looked at: a feed of somebody else must not lead us to a server inside our own network.
"""

import asyncio
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.feedssettings import FeedsPlatform
from bot.platforms.feeds.faults import FeedFault

AGENT: Final = "Liaison/0.1 (feed reader of a public institution)"
ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
_HOPS: Final = 5
_DAY_S: Final = 86_400.0
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_CONNECTIONS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What an address gave."""

    url: str  # where it came from in the end
    body: bytes
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None  # Last-Modified, as the server wrote it


class FeedClient:
    """Fetches. Open it before use, and close it.

    Args:
        settings: time-outs, and how large a document may be.
        clock: the time now, for servers that name one.
    """

    def __init__(self, settings: FeedsPlatform, clock: Callable[[], datetime]) -> None:
        self._largest = settings.largest_mb * 1_000_000
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(
            total=settings.timeout_s,
            sock_connect=settings.connect_timeout_s,
            sock_read=settings.timeout_s,
        )
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> aiohttp.ClientSession:
        """Make the session where there is none; asks nobody anything."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout,
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": AGENT, "Accept": ACCEPT},
            )
        return self._session

    async def close(self) -> None:
        """Give the connections back."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def get(
        self, url: str, trusted: str, *, etag: str | None = None, modified: str | None = None
    ) -> Document | None:
        """Fetch a document; None where it has not changed.

        Args:
            url: its address.
            trusted: an address whose host the agency chose: it may be inside our network.
            etag: of the last answer.
            modified: time of the last answer, as the server wrote it.

        Raises:
            FeedFault: it cannot be had.
        """
        headers: dict[str, str] = {}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            async with asyncio.timeout(self._timeout.total):
                for _ in range(_HOPS):
                    await _public(url, trusted)
                    found = await self._once(url, headers)
                    if not isinstance(found, str):
                        return found
                    url = urljoin(url, found)
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as fault:
            raise FeedFault("not_connected") from fault
        except TimeoutError as fault:
            raise FeedFault("time-out") from fault
        except (aiohttp.ClientError, OSError, ValueError) as fault:
            raise FeedFault("network") from fault
        raise FeedFault("elsewhere")

    async def _once(self, url: str, headers: dict[str, str]) -> Document | str | None:
        """Make one request; return the document, None where it is as before, or where it moved."""
        session = await self.open()
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            status, told = response.status, response.headers
            if status in _MOVED and told.get("Location"):
                return told["Location"]
            if status == 304:
                return None
            if status != 200:
                raise _fault(status, told.get("Retry-After"), self._clock())
            raw = bytearray()
            async for piece in response.content.iter_chunked(65_536):
                raw += piece
                if len(raw) > self._largest:  # counted unpacked: a small answer may be a large one
                    response.close()
                    raise FeedFault("too_large")
            return Document(
                url=url,
                body=bytes(raw),
                content_type=told.get("Content-Type", ""),
                etag=told.get("ETag"),
                modified=told.get("Last-Modified"),
            )


def _fault(status: int, retry_after: str | None, now: datetime) -> FeedFault:
    wait_s = _wait_s(retry_after, now)
    if status == 429 or (status == 503 and wait_s is not None):
        return FeedFault("flood", wait_s)
    if status == 410:
        return FeedFault("gone")
    if status == 404:
        return FeedFault("not_found")
    return FeedFault("declined" if 400 <= status < 500 else "server_fault")


def _wait_s(told: str | None, now: datetime) -> float | None:
    """Return how long a server wants us to wait; it says so in seconds or as a moment."""
    if told is None:
        return None
    try:
        wait_s = float(told)
    except ValueError:
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, TypeError):
            return None
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        wait_s = (aware - now).total_seconds()
    return min(_DAY_S, max(0.0, wait_s)) if wait_s == wait_s else None


async def _public(url: str, trusted: str) -> None:
    """Refuse addresses inside a private network, but for the host that the agency chose.

    Raises:
        FeedFault: it is one, or none that can be asked.
    """
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        raise FeedFault("elsewhere")
    if same_host(url, trusted):
        return
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, parts.port or 443)
    except OSError as fault:
        raise FeedFault("not_connected") from fault
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise FeedFault("elsewhere")


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are at one server."""
    first, second = urlsplit(one), urlsplit(other)
    return (first.hostname, first.port) == (second.hostname, second.port)
