"""The part of the settings about Telegram."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bot.settingspart import Part
from policies.faults import FieldError, said


def _web_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FieldError(
            said("settings.address.problem", value=address), said("settings.address.remedy")
        )
    return address.rstrip("/")


def _https_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        fine = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        fine = False
    if not fine:
        raise FieldError(
            said("settings.webhook.url.problem"), said("settings.webhook.url.remedy")
        )  # the address is not repeated: it may hold a password
    return address


class TelegramWebhook(Part):
    """Updates are posted to us; secret from secret_file or LIAISON_TELEGRAM_WEBHOOK_SECRET."""

    url: Annotated[str, AfterValidator(_https_address)]  # where Telegram sends them
    host: str = "127.0.0.1"  # where we listen, behind a proxy that does TLS
    port: int = Field(default=8443, ge=1, le=65_535)
    secret_file: Path | None = None


class TelegramPlatform(Part):
    """The bot on Telegram; the token comes from token_file or LIAISON_TELEGRAM_TOKEN."""

    base_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    token_file: Path | None = None
    timeout_s: float = Field(default=20.0, gt=0, le=120)  # of one call
    poll_s: int = Field(default=25, ge=0, le=50)  # how long one request for updates waits
    staff_group: str | None = None  # id of the group with the queue message
    webhook: TelegramWebhook | None = None  # None: updates are fetched
