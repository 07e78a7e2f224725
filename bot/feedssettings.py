"""The part of the settings about feeds: news sites, blogs and forums that others write."""

import re
from typing import Annotated, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from bot.settingspart import Part
from policies.faults import FieldError, said

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _address(address: str) -> str:
    try:
        parts = urlsplit(address)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or "@" in parts.netloc:
        raise FieldError(
            said("feeds.settings.address.problem"), said("feeds.settings.address.remedy")
        )
    return address


def _slug(name: str) -> str:
    if not _SLUG.fullmatch(name):
        raise FieldError(
            said("feeds.settings.name.problem", name=name), said("feeds.settings.name.remedy")
        )
    return name


class FeedSource(Part):
    """One feed, or a page that names its feed; its name is the id of its channel."""

    name: Annotated[str, AfterValidator(_slug)]
    url: Annotated[str, AfterValidator(_address)]
    kind: Literal["articles", "comments"] = "articles"  # what its entries are
    with_comments: bool = False  # whether the comments below new articles are read too
    own: bool = False  # whether the site is the agency's
    poll_s: float | None = Field(default=None, ge=60)  # None: as for all


class FeedsPlatform(Part):
    """Feeds: read only. Where an answer is wanted, a person posts it."""

    sources: list[FeedSource] = Field(min_length=1, max_length=500)
    timeout_s: float = Field(default=20.0, gt=0, le=120)  # of one request
    connect_timeout_s: float = Field(default=10.0, gt=0, le=60)
    poll_s: float = Field(default=900.0, ge=60)  # between two looks at one feed
    look_back_minutes: int = Field(default=1440, ge=0, le=100_000)  # at the very first look
    comments_days: int = Field(default=7, ge=1, le=60)  # how long comments of an article are read
    largest_mb: int = Field(default=5, ge=1, le=50)  # of one document, unpacked

    @model_validator(mode="after")
    def _no_twins(self) -> Self:
        names = [one.name for one in self.sources]
        if len(set(names)) < len(names):
            again = next(one for one in names if names.count(one) > 1)
            raise FieldError(
                said("feeds.settings.twice.problem", name=again),
                said("feeds.settings.twice.remedy"),
            )
        return self
