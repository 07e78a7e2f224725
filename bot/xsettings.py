"""The part of the settings about X: accounts, saved searches, and what it may cost."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from bot.searchsettings import SavedSearch, check_distinct, check_searches
from bot.settingspart import Part
from policies.faults import FieldError, said

SEARCH: Final = "search"  # the channel of what searches find is search/NAME

_HANDLE: Final = re.compile(r"[A-Za-z0-9_]{1,15}")


def _address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise FieldError(said("x.settings.address.problem"), said("x.settings.address.remedy"))
    return address.rstrip("/")


def _handle(handle: str) -> str:
    name = handle.removeprefix("@")
    if not _HANDLE.fullmatch(name):
        raise FieldError(
            said("x.settings.handle.problem", handle=handle), said("x.settings.handle.remedy")
        )
    return name


Handle = Annotated[str, AfterValidator(_handle)]


class XAccount(Part):
    """One account of the agency; its handle is the id of its channel."""

    handle: Handle
    credentials_file: Path | None = None  # None: the environment, for the first account only
    automated_label: bool = False  # whether somebody gave it X's label for automated accounts


class XBudget(Part):
    """What X may cost in a month (UTC), and what it charges: see docs/x.md."""

    month_usd: float = Field(default=50.0, ge=0)
    month_reads: int | None = Field(default=None, ge=0)  # posts read; None: money alone counts
    month_posts: int | None = Field(default=None, ge=0)  # posts made, with and without a link
    warn_pct: int = Field(default=80, ge=1, le=100)
    keep_for_posts_pct: int = Field(default=20, ge=0, le=100)  # of the money: reading stops before
    read_usd: float = Field(default=0.005, ge=0)
    post_usd: float = Field(default=0.015, ge=0)
    link_usd: float = Field(default=0.20, ge=0)  # of a post with a link


class XPlatform(Part):
    """X: mentions, replies below our posts, saved searches, and answers where X allows them."""

    base_url: Annotated[str, AfterValidator(_address)] = "https://api.x.com"
    timeout_s: float = Field(default=20.0, gt=0, le=120)  # of one call
    connect_timeout_s: float = Field(default=10.0, gt=0, le=60)
    accounts: list[XAccount] = Field(min_length=1)
    searches: list[SavedSearch] = Field(default_factory=list)
    # of institutions and public offices: searches may name them
    public_accounts: list[Handle] = Field(default_factory=list)
    # of programs, institutions, holders of public office: the same
    public_names: list[str] = Field(default_factory=list)
    poll_s: float = Field(default=60.0, gt=0)  # between two looks at mentions
    search_poll_s: float = Field(default=300.0, gt=0)  # between two looks at one search
    look_back_minutes: int = Field(default=60, ge=1, le=10_000)  # at the very first look
    budget: XBudget = XBudget()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        handles = [one.handle.lower() for one in self.accounts]
        check_distinct(handles)
        check_distinct([one.name for one in self.searches])
        if any(one.credentials_file is None for one in self.accounts[1:]):
            raise FieldError(
                said("x.settings.credentials.problem"), said("x.settings.credentials.remedy")
            )
        check_searches(self.searches, handles, self.public_accounts, self.public_names)
        return self

    def searches_on(self, day: date) -> list[SavedSearch]:
        """Return the searches that have not ended."""
        return [one for one in self.searches if day <= one.until]
