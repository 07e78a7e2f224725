"""Takes updates that Telegram posts to us: it is told 200 once they are on disk, never before.

A small server for one path behind a proxy that does TLS. Who does not know the secret is refused
before a byte of the body is read; whatever is not stored, Telegram sends again.
"""

import asyncio
import hmac
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.doorway import Doorway
from bot.logs import log
from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.source import WANTED, number_of
from bot.platforms.telegram.updates import PLATFORM
from bot.ports import Clock, Deferred, Outcome, Probe, Sent
from bot.settings import Environment, TelegramWebhook
from bot.storage import updates
from bot.storage.database import Database, StorageFault
from bot.storage.thread import StorageThread

LARGEST: Final = 1_048_576  # bytes of one update
HEAD: Final = "X-Telegram-Bot-Api-Secret-Token"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST: Final = 8_192  # bytes of a request line with its headers
_REQUEST_S: Final = 10.0  # to send us one request
_LINGER_S: Final = 0.5  # for a refused client to hear why
_STORE_S: Final = 20.0  # to store it
_CONNECTIONS: Final = 64  # at once; more are sent away
_PARALLEL: Final = 8  # deliveries at once by Telegram
_WAIT_S: Final = 1.0
_SHORTEST_S: Final = 5.0  # pause after Telegram did not take our address; doubles …
_LONGEST_S: Final = 60.0  # … up to this


class NoSecret(Exception):
    """There is no secret, or it has characters that Telegram does not take."""

    def __init__(self, file: Path | None = None) -> None:
        super().__init__("no secret for the webhook")
        self.file = file


class _Refused(Exception):
    """A request that we answer with a status and nothing else."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Request line and headers; their names are in small letters."""

    method: str
    path: str
    headers: dict[str, str]


def read_secret(settings: TelegramWebhook, environment: Environment) -> SecretStr:
    """Return the secret: the environment's, else the one in the file.

    Raises:
        NoSecret: there is none, or Telegram would not take it.
    """
    given, file = environment.telegram_webhook_secret, None
    if given is None and settings.secret_file is not None:
        file = settings.secret_file
        try:
            given = SecretStr(file.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as wrong:
            raise NoSecret(file) from wrong
    if given is None or not _SECRET.fullmatch(given.get_secret_value()):
        raise NoSecret(file)
    return given


class Webhook:
    """Listens for the updates of one bot, and tells Telegram where.

    Args:
        calls: to Telegram, for `setWebhook`.
        settings: where Telegram sends them, and where we listen.
        secret: Telegram proves with it who it is.
        wait_s: how long `work` waits for something to come.
        request_s: how long a client has for its request.
        connections: how many clients at once are heard.
        ticks: seconds that never go back.

    Raises:
        NoSecret: the secret is empty or has characters that Telegram does not take.
    """

    def __init__(
        self,
        calls: Calls,
        settings: TelegramWebhook,
        secret: SecretStr,
        database: Database,
        thread: StorageThread,
        clock: Clock,
        *,
        wait_s: float = _WAIT_S,
        request_s: float = _REQUEST_S,
        connections: int = _CONNECTIONS,
        ticks: Callable[[], float] = time.monotonic,
        probe: Probe = lambda _name: None,
    ) -> None:
        if not _SECRET.fullmatch(secret.get_secret_value()):
            raise NoSecret  # an empty one would let everybody in
        self._calls = calls
        self._settings = settings
        self._secret = secret
        self._database = database
        self._thread = thread
        self._clock = clock
        self._wait_s = wait_s
        self._request_s = request_s
        self._connections = connections
        self._ticks = ticks
        self._probe = probe
        self._path = urlsplit(settings.url).path or "/"
        self._door = Doorway(settings.host, settings.port, self._serve, longest=_LONGEST)
        self._arrived = asyncio.Event()
        self._new = 0
        self._registered = False
        self._failed = 0  # tries to register
        self._next_try = 0.0
        self._unstored: str | None = None  # why the last update was not stored
        self._unregistered: str | None = None  # why Telegram did not take our address

    @property
    def port(self) -> int | None:
        """Where it really listens."""
        return self._door.port

    @property
    def fault(self) -> str | None:
        """Why nothing may come, or nothing can be kept; None where all is well."""
        return self._unstored or self._unregistered

    async def open(self) -> None:
        """Listen; Telegram is told where by `work`, so that its outage stops nobody."""
        await self._door.open()

    async def close(self) -> None:
        """Listen no more; Telegram keeps our address, and what comes meanwhile, for later."""
        await self._door.close()

    async def work(self) -> int:
        """Wait a moment for updates; return how many new ones came since the last time."""
        if not self._registered and self._ticks() >= self._next_try:
            await self._register()
        try:
            async with asyncio.timeout(self._wait_s):
                await self._arrived.wait()
        except TimeoutError:
            pass
        self._arrived.clear()
        new, self._new = self._new, 0
        return new

    async def _register(self) -> None:
        outcome = await self._calls.aside(
            lambda _to: self._calls.bot.set_webhook(
                self._settings.url,
                secret_token=self._secret.get_secret_value(),
                allowed_updates=list(WANTED),
                max_connections=_PARALLEL,
            )
        )
        if isinstance(outcome, Sent):
            self._registered, self._failed, self._unregistered = True, 0, None
            log("telegram.webhook_set")
            return
        self._unregistered = _reason(outcome)
        pause_s = min(_LONGEST_S, _SHORTEST_S * 2 ** min(self._failed, 10))
        if isinstance(outcome, Deferred):
            pause_s = max(pause_s, outcome.retry_after_s)
        self._failed += 1
        self._next_try = self._ticks() + pause_s
        log("telegram.webhook_fault", kind=self._unregistered, faults=self._failed)

    # --- one request ------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request; where it was Telegram that went away, it comes again."""
        status = await self._status(reader)
        if status is not HTTPStatus.OK:
            log("telegram.webhook_refused", status=status.value)
        async with asyncio.timeout(self._request_s):
            writer.write(_response(status))
            await writer.drain()
        if status is not HTTPStatus.OK:
            await _linger(reader, writer)

    async def _status(self, reader: asyncio.StreamReader) -> HTTPStatus:
        if self._door.visitors > self._connections:
            return HTTPStatus.SERVICE_UNAVAILABLE
        try:
            async with asyncio.timeout(self._request_s):
                update = await self._update(reader)
        except _Refused as refused:
            return refused.status
        except TimeoutError:
            return HTTPStatus.REQUEST_TIMEOUT
        try:
            async with asyncio.timeout(_STORE_S):
                new = await self._thread.run(self._keep, update)
        except (StorageFault, OSError, TimeoutError) as fault:
            self._unstored = type(fault).__name__
            log("fault", stage="telegram.webhook", kind=self._unstored)
            return HTTPStatus.SERVICE_UNAVAILABLE
        self._unstored = None
        self._new += new
        self._arrived.set()
        return HTTPStatus.OK

    async def _update(self, reader: asyncio.StreamReader) -> dict[str, Any]:
        """Read one update; nothing of the body before we know who it is, and how long."""
        try:
            head = _parse(await reader.readuntil(b"\r\n\r\n"))
        except asyncio.LimitOverrunError:
            raise _Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
        if head.path != self._path:
            raise _Refused(HTTPStatus.NOT_FOUND)
        if head.method != "POST":
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        given = head.headers.get(HEAD.lower(), "").encode()
        if not hmac.compare_digest(given, self._secret.get_secret_value().encode()):
            raise _Refused(HTTPStatus.FORBIDDEN)
        return _read(await reader.readexactly(_length(head)))

    # --- on the storage thread --------------------------------------------------------------

    def _keep(self, update: dict[str, Any]) -> int:
        row = (number_of(update) or 0, json.dumps(update))
        with self._database.write("webhook", self._probe) as connection:
            return updates.accept(connection, PLATFORM, [row], self._clock())


def _parse(raw: bytes) -> _Head:
    line, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    words = line.split(" ")
    headers: dict[str, str] = {}
    for one in lines:
        name, colon, value = one.partition(":")
        key = name.lower()
        if not colon or (key in headers and key in {"content-length", HEAD.lower()}):
            raise _Refused(HTTPStatus.BAD_REQUEST)  # two of these: nobody can tell which holds
        headers[key] = value.strip()
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise _Refused(HTTPStatus.BAD_REQUEST)
    return _Head(method=words[0], path=words[1].partition("?")[0], headers=headers)


def _length(head: _Head) -> int:
    """Return how long the body is; only one whose length is said is read."""
    said = head.headers.get("content-length")
    if said is None or "transfer-encoding" in head.headers:
        raise _Refused(HTTPStatus.LENGTH_REQUIRED)
    if not re.fullmatch(r"[0-9]{1,12}", said):
        raise _Refused(HTTPStatus.BAD_REQUEST)
    if int(said) > LARGEST:
        raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(said)


def _read(body: bytes) -> dict[str, Any]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise _Refused(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(update, dict) or number_of(update) is None:
        raise _Refused(HTTPStatus.BAD_REQUEST)
    return update


async def _linger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let go of what was not read: hanging up on it at once would take our answer away."""
    writer.write_eof()
    async with asyncio.timeout(_LINGER_S):
        while await reader.read(_LONGEST):
            pass


def _reason(outcome: Outcome) -> str:
    return str(getattr(outcome, "reason", "odd_answer"))


def _response(status: HTTPStatus) -> bytes:
    return (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    ).encode()
