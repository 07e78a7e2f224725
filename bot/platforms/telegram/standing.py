"""Telegram as the doctor looks at it: is there a token, is Telegram there, what may the bot do?"""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import httpx
from sqlalchemy import Connection
from telegram import WebhookInfo

from bot.findings import Finding, fault, fine, warning
from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.client import NoToken, build_bot, close_bot, open_bot, read_token
from bot.platforms.telegram.pacing import Pacer
from bot.platforms.telegram.rights import CHECK, Missing, Rights
from bot.platforms.telegram.webhook import NoSecret, read_secret
from bot.settings import Environment, Settings, TelegramPlatform
from bot.storage import record
from bot.storage.record import Entry

_WHOLE_S: Final = 10.0  # for everything that is asked: the doctor is a health check too
_ONE_S: Final = 4.0  # for one call


def look_at_telegram(
    settings: Settings,
    environment: Environment,
    transport: httpx.AsyncBaseTransport | None = None,
) -> list[Finding]:
    """Return what the doctor has to say of Telegram; nothing where it is not configured."""
    platform = settings.telegram
    if platform is None:
        if any(one.platform == CHECK for one in settings.channels):
            return [warning(CHECK, "telegram.doctor.not_configured")]
        return []
    try:
        token = read_token(platform, environment)
    except NoToken as none:
        if none.file is not None:
            return [fault(CHECK, "telegram.doctor.no_token_file", file=none.file)]
        return [fault(CHECK, "telegram.doctor.no_token")]
    secret = list(_secret(platform, environment))
    quick = platform.model_copy(update={"timeout_s": min(platform.timeout_s, _ONE_S)})

    async def ask() -> list[Finding]:
        bot = build_bot(quick, token, transport=transport)
        pacer = Pacer()
        try:
            await open_bot(bot)
            async with asyncio.timeout(_WHOLE_S):
                calls = Calls(bot, pacer, limit_s=_limit_s(quick))
                return await Rights(calls, settings).look() + await _way(calls, quick)
        except TimeoutError:
            return [warning(CHECK, "telegram.rights.unreachable")]
        finally:
            await pacer.close()
            await close_bot(bot)

    return secret + asyncio.run(ask())


def _secret(platform: TelegramPlatform, environment: Environment) -> Iterator[Finding]:
    """Say that the webhook has no secret."""
    if platform.webhook is None:
        return
    try:
        read_secret(platform.webhook, environment)
    except NoSecret as none:
        if none.file is not None:
            yield fault(CHECK, "settings.webhook.secret_file", file=none.file)
        else:
            yield fault(CHECK, "settings.webhook.secret")


async def _way(calls: Calls, platform: TelegramPlatform) -> list[Finding]:
    """Say that updates go another way than the settings have it."""
    info = await calls.ask(lambda _to: calls.bot.get_webhook_info())
    if not isinstance(info, WebhookInfo):
        return []  # that Telegram is not there has been said
    if platform.webhook is None:
        return [fault(CHECK, "telegram.doctor.webhook_is_set")] if info.url else []
    if info.url != platform.webhook.url:
        return [warning(CHECK, "telegram.doctor.webhook_differs")]
    return [fine(CHECK, "telegram.doctor.webhook_fine", waiting=info.pending_update_count)]


def record_missing(connection: Connection, missing: list[Missing], now: datetime) -> None:
    """Record what the bot may not do, as it was at the start."""
    rows = [{"chat": one.chat, "missing": one.what} for one in missing]
    entry = Entry(
        kind="telegram.rights", actor="program", subject="telegram", payload={"missing": rows}
    )
    record.append(connection, [entry], now)


def _limit_s(platform: TelegramPlatform) -> float:
    return platform.timeout_s * 2
