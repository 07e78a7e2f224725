"""The part of the settings about Mastodon: accounts, and saved searches of what others say."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from bot.searchsettings import SavedSearch, check_distinct, check_searches
from bot.settingspart import Part
from policies.faults import FieldError, said

_HANDLE: Final = re.compile(r"\w(?:[\w.-]{0,58}\w)?@[a-z0-9.:-]{3,200}", re.ASCII)


def _handle(handle: str) -> str:
    name = handle.removeprefix("@").lower()
    if not _HANDLE.fullmatch(name):
        raise FieldError(
            said("mastodon.settings.handle.problem", handle=handle),
            said("mastodon.settings.handle.remedy"),
        )
    return name


def _address(address: str) -> str:
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or "@" in parts.netloc:
        raise FieldError(
            said("mastodon.settings.address.problem"), said("mastodon.settings.address.remedy")
        )
    return address.rstrip("/")


class MastodonAccount(Part):
    """One account of the agency; its whole handle is the id of its channel."""

    handle: Annotated[str, AfterValidator(_handle)]  # learnersupport@social.example
    base_url: Annotated[str, AfterValidator(_address)] | None = None  # None: https and the host
    token_file: Path | None = None  # None: the environment, for the first account only
    visibility: Literal["public", "unlisted"] = "public"  # of what we post

    @property
    def local(self) -> str:
        """The handle on its own server."""
        return self.handle.partition("@")[0]

    @property
    def host(self) -> str:
        """The server's name."""
        return self.handle.partition("@")[2]

    @property
    def address(self) -> str:
        """Where the server is asked."""
        return self.base_url or f"https://{self.host}"


class MastodonPlatform(Part):
    """Mastodon: mentions, saved searches and hashtags, and answers to whoever names us."""

    accounts: list[MastodonAccount] = Field(min_length=1)
    # each one hashtag such as #loans, or words where the server searches them
    searches: list[SavedSearch] = Field(default_factory=list)
    # accounts of institutions and public offices that searches may name
    public_accounts: list[str] = Field(default_factory=list)
    # names of programs, institutions, holders of public office: the same
    public_names: list[str] = Field(default_factory=list)
    timeout_s: float = Field(default=20.0, gt=0, le=120)  # of one call
    connect_timeout_s: float = Field(default=10.0, gt=0, le=60)
    poll_s: float = Field(default=60.0, gt=0)  # between two looks at mentions
    search_poll_s: float = Field(default=300.0, gt=0)  # between two looks at one search
    look_back_minutes: int = Field(default=60, ge=0, le=10_000)  # at the very first look

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_distinct([one.handle for one in self.accounts])
        check_distinct([one.name for one in self.searches])
        if any(one.token_file is None for one in self.accounts[1:]):
            raise FieldError(
                said("mastodon.settings.token.problem"), said("mastodon.settings.token.remedy")
            )
        own = [part for one in self.accounts for part in (one.handle, one.local)]
        check_searches(self.searches, own, self.public_accounts, self.public_names)
        return self

    def searches_on(self, day: date) -> list[SavedSearch]:
        """Return the searches that have not ended."""
        return [one for one in self.searches if day <= one.until]
