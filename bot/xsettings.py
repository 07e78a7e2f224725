"""The part of the settings about X: accounts, saved searches, and what it may cost."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from policies.faults import FieldError, said
from policies.masking import mask

SEARCH: Final = "search"  # the channel of what searches find is search/NAME

_HANDLE: Final = re.compile(r"[A-Za-z0-9_]{1,15}")
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# operators that aim at an account: https://docs.x.com, "Search operators"
_ACCOUNT: Final = re.compile(
    r"(?:\b(?:from|to|retweets_of|replies_of|mentions):@?|(?<![\w@/.])@)([A-Za-z0-9_]{1,20})",
    re.IGNORECASE,
)
_AIMED: Final = re.compile(r"\b(?:list|bio|bio_name|bio_location|retweets_of_user):", re.IGNORECASE)
# two words with capitals in a row may be somebody's name; operators stand alone
_NAMED: Final = re.compile(r"(?<![\w:])[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ \t]+[A-ZÀ-ÖØ-Þ][\w'’.-]+)+")
_OPERATORS: Final = re.compile(r"\b(?:OR|AND|NOT)\b")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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


def _slug(name: str) -> str:
    if not _SLUG.fullmatch(name):
        raise FieldError(said("x.settings.name.problem", name=name), said("x.settings.name.remedy"))
    return name


Handle = Annotated[str, AfterValidator(_handle)]


class XAccount(_Part):
    """One account of the agency; its handle is the id of its channel."""

    handle: Handle
    credentials_file: Path | None = None  # None: the environment, for the first account only
    automated_label: bool = False  # whether somebody gave it X's label for automated accounts


class XSearch(_Part):
    """A search of what third parties say: somebody answers for it, for a purpose, until a day."""

    name: Annotated[str, AfterValidator(_slug)]
    query: str = Field(min_length=1, max_length=480)  # X takes 512, and some are ours
    owner: str = Field(min_length=1)  # who answers for it
    purpose: str = Field(min_length=10)
    until: date  # the last day

    @model_validator(mode="after")
    def _no_personal_data(self) -> Self:
        bare = _ACCOUNT.sub(" ", self.query)
        if _AIMED.search(self.query) or mask(bare) != bare:
            raise FieldError(
                said("x.settings.query.person", name=self.name),
                said("x.settings.query.person_remedy"),
            )
        return self

    def accounts(self) -> tuple[str, ...]:
        """Return the handles that the query aims at, in lower case."""
        return tuple(found[1].lower() for found in _ACCOUNT.finditer(self.query))

    def names(self) -> tuple[str, ...]:
        """Return what in the query may be somebody's name."""
        bare = _ACCOUNT.sub(" ", self.query)
        pieces = (piece for piece in _OPERATORS.split(bare))
        return tuple(found[0] for piece in pieces for found in _NAMED.finditer(piece))


def check_searches(
    searches: Sequence[XSearch],
    own: Iterable[str],
    public_accounts: Iterable[str],
    public_names: Iterable[str],
) -> None:
    """Refuse searches that aim at a person: every platform's saved searches go by these rules.

    Raises:
        FieldError: one aims at an account or a name that is neither ours nor public.
    """
    known = {*own, *(one.lower().removeprefix("@") for one in public_accounts)}
    public = [" ".join(one.split()).casefold() for one in public_names]
    for search in searches:
        for account in search.accounts():
            if account not in known:
                raise FieldError(
                    said("x.settings.query.account", name=search.name, account=account),
                    said("x.settings.query.account_remedy"),
                )
        for name in search.names():
            if not any(" ".join(name.split()).casefold() in one for one in public):
                raise FieldError(
                    said("x.settings.query.name", name=search.name, words=name),
                    said("x.settings.query.name_remedy"),
                )


class XBudget(_Part):
    """What X may cost in a month (UTC), and what it charges: see docs/x.md."""

    month_usd: float = Field(default=50.0, ge=0)
    month_reads: int | None = Field(default=None, ge=0)  # posts read; None: money alone counts
    month_posts: int | None = Field(default=None, ge=0)  # posts made, with and without a link
    warn_pct: int = Field(default=80, ge=1, le=100)
    keep_for_posts_pct: int = Field(default=20, ge=0, le=100)  # of the money: reading stops before
    read_usd: float = Field(default=0.005, ge=0)
    post_usd: float = Field(default=0.015, ge=0)
    link_usd: float = Field(default=0.20, ge=0)  # of a post with a link


class XPlatform(_Part):
    """X: mentions, replies below our posts, saved searches, and answers where X allows them."""

    base_url: Annotated[str, AfterValidator(_address)] = "https://api.x.com"
    timeout_s: float = Field(default=20.0, gt=0, le=120)  # of one call
    connect_timeout_s: float = Field(default=10.0, gt=0, le=60)
    accounts: list[XAccount] = Field(min_length=1)
    searches: list[XSearch] = []
    public_accounts: list[Handle] = []  # of institutions and public offices: searches may name them
    public_names: list[str] = []  # of programs, institutions, holders of public office: the same
    poll_s: float = Field(default=60.0, gt=0)  # between two looks at mentions
    search_poll_s: float = Field(default=300.0, gt=0)  # between two looks at one search
    look_back_minutes: int = Field(default=60, ge=1, le=10_000)  # at the very first look
    budget: XBudget = XBudget()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        handles = [one.handle.lower() for one in self.accounts]
        names = [one.name for one in self.searches]
        for twice in (handles, names):
            if len(set(twice)) < len(twice):
                again = next(one for one in twice if twice.count(one) > 1)
                raise FieldError(
                    said("x.settings.twice.problem", name=again), said("x.settings.twice.remedy")
                )
        if any(one.credentials_file is None for one in self.accounts[1:]):
            raise FieldError(
                said("x.settings.credentials.problem"), said("x.settings.credentials.remedy")
            )
        check_searches(self.searches, handles, self.public_accounts, self.public_names)
        return self

    def searches_on(self, day: date) -> list[XSearch]:
        """Return the searches that have not ended."""
        return [one for one in self.searches if day <= one.until]
