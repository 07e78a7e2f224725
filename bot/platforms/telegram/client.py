"""The one door to Telegram: builds the bot, with time-outs, and without its token in any log.

What goes wrong on the wire is told apart here, while the status is still known:

telegram.error.NetworkError
├── NotConnected   the request certainly did not leave: repeating it does no harm
├── ServerFault    5xx, or an answer that nobody can read: nobody can tell what was done
└── TimedOut …     of the library
"""

import json
import logging
import os
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import httpx
from pydantic import SecretStr
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest, RequestData

from bot.settings import Environment, TelegramPlatform

_CONNECT_S: Final = 10.0  # longest wait for a connection, and for a free place among them
_CONNECTIONS: Final = 64
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_TOLD_APART: Final = (400, 401, 403, 404, 409)  # the library knows what these mean
_PAUSE_S: Final = 5  # where Telegram says "too many" without saying how long


class NoToken(Exception):
    """No token is there, or its file cannot be read; `file` is the file, where there is one."""

    def __init__(self, file: Path | None = None) -> None:
        super().__init__("no token for Telegram")
        self.file = file


class NotConnected(NetworkError):
    """The request certainly did not reach Telegram."""


class ServerFault(NetworkError):
    """Telegram answered, but nobody can tell what it did."""


def read_token(settings: TelegramPlatform, environment: Environment) -> SecretStr:
    """Return the token: the environment's, else the one in the file.

    Raises:
        NoToken: there is none.
    """
    if environment.telegram_token is not None:
        return environment.telegram_token
    if settings.token_file is None:
        raise NoToken
    try:
        token = settings.token_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as wrong:
        raise NoToken(settings.token_file) from wrong
    if not token:
        raise NoToken(settings.token_file)
    return SecretStr(token)


def build_bot(
    settings: TelegramPlatform,
    token: SecretStr,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
) -> "WireBot":
    """Return the bot; nothing is sent yet. Close it with `close_bot`.

    Args:
        settings: Address and time-outs.
        token: Proves who we are.
        transport: Takes the place of the network in tests.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's way to give lengths of time
    _keep_quiet()
    calls = _request(settings.timeout_s, settings.timeout_s, _CONNECTIONS, transport)
    updates = _request(settings.timeout_s + settings.poll_s, settings.timeout_s, 2, transport)
    return WireBot(
        token=token.get_secret_value(),
        base_url=f"{settings.base_url}/bot",
        base_file_url=f"{settings.base_url}/file/bot",
        request=calls,
        get_updates_request=updates,
    )


async def open_bot(bot: Bot) -> None:
    """Open the connections; asks Telegram nothing."""
    for request in bot._request:  # noqa: SLF001 -- Bot.initialize would put the token into an error
        await request.initialize()


async def close_bot(bot: Bot) -> None:
    """Close the connections."""
    for request in bot._request:  # noqa: SLF001 -- Bot.shutdown does nothing without initialize
        await request.shutdown()


def _keep_quiet() -> None:
    """Keep addresses, which hold the token, and texts out of the logs of the libraries."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)  # it logs whole answers as errors


def _request(
    read_s: float, write_s: float, connections: int, transport: httpx.AsyncBaseTransport | None
) -> "WireRequest":
    more: dict[str, Any] = {} if transport is None else {"transport": transport}
    connect_s = min(_CONNECT_S, write_s)
    return WireRequest(
        connection_pool_size=connections,
        read_timeout=read_s,
        write_timeout=write_s,
        connect_timeout=connect_s,
        pool_timeout=connect_s,
        media_write_timeout=write_s,
        httpx_kwargs=more,
    )


class WireBot(Bot):
    """A bot that does not say its token when it is printed, and gives updates as they came."""

    async def raw_updates(self, wanted: dict[str, Any], read_timeout_s: float) -> object:
        """Return what `getUpdates` gives, unread: one that cannot be read spoils no other."""
        return await self._post("getUpdates", wanted, read_timeout=read_timeout_s)

    def __repr__(self) -> str:
        return "Bot[…]"


class WireRequest(HTTPXRequest):
    """Requests whose failures say whether something can have been done."""

    async def do_request(  # type: ignore[override]  # time-outs are passed on as they come
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: Any
    ) -> tuple[int, bytes]:
        """Make one request; see the tree at the top for what it raises."""
        try:
            code, payload = await super().do_request(url, method, request_data, **timeouts)
        except TelegramError as fault:
            if isinstance(fault.__cause__, _NEVER_SENT):
                kind = type(fault.__cause__).__name__
                raise NotConnected(kind) from fault.__cause__
            raise
        if url.rpartition("/")[2] == "getUpdates" and code == HTTPStatus.OK:
            return code, payload  # the source reads it, and knows what to do with a bad one
        answer = _read(payload)
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ServerFault(f"status {code}")
        if code == HTTPStatus.TOO_MANY_REQUESTS:
            raise RetryAfter(timedelta(seconds=_retry_after(answer)))
        if code < HTTPStatus.BAD_REQUEST:
            if answer is None or "result" not in answer:
                raise ServerFault(f"unreadable answer, status {code}")
        elif answer is None or code not in _TOLD_APART:
            raise BadRequest(str((answer or {}).get("description") or f"status {code}"))
        return code, payload


def _read(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(payload)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _retry_after(answer: dict[str, Any] | None) -> float:
    parameters = (answer or {}).get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(seconds, int | float) and seconds >= 0:
        return seconds
    return _PAUSE_S
