"""JSON Feed (https://jsonfeed.org/version/1.1): read with care, one bad item stops no other."""

import json
from typing import Any, Final
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.platforms.feeds.entry import Entry, Feed, moment_of
from bot.platforms.feeds.faults import FeedFault
from bot.platforms.feeds.plaintext import plain, read, tidy

_MARK: Final = "jsonfeed.org/version/"


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _Author(_Lenient):
    name: str | None = None


class _Item(_Lenient):
    id: str = Field(min_length=1)
    url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: _Author | None = None  # version 1.0
    authors: list[_Author] = []


class _Head(_Lenient):
    version: str
    title: str = ""
    next_url: str | None = None
    author: _Author | None = None
    authors: list[_Author] = []
    items: list[Any] = []


def is_json(body: bytes, content_type: str) -> bool:
    """Whether a document is JSON."""
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or "json" in content_type


def read_json(body: bytes, url: str) -> Feed:
    """Return what a JSON Feed holds; items that cannot be read are counted.

    Raises:
        FeedFault: it is none.
    """
    try:
        head = _Head.model_validate(json.loads(body.removeprefix(b"\xef\xbb\xbf")))
    except (ValueError, RecursionError) as fault:  # pydantic's and json's faults are ValueErrors
        raise FeedFault("not_a_feed") from fault
    if _MARK not in head.version:
        raise FeedFault("not_a_feed")
    entries: list[Entry] = []
    unreadable = 0
    for given in head.items:
        try:
            entries.append(_entry(_Item.model_validate(given), head, url))
        except (ValidationError, ValueError):
            unreadable += 1
    more = urljoin(url, head.next_url) if head.next_url else None
    return Feed(title=plain(head.title), entries=tuple(entries), more=more, unreadable=unreadable)


def _entry(item: _Item, head: _Head, url: str) -> Entry:
    if item.content_text is not None:
        text, quoted = tidy(item.content_text), ""
    else:
        text, quoted = read(item.content_html or item.summary or "")
    people = [*item.authors, item.author, *head.authors, head.author]
    names = [one.name for one in people if one is not None and one.name]
    return Entry(
        guid=item.id,
        title=tidy(item.title or ""),
        text=text,
        quoted=quoted,
        author=tidy(names[0]) if names else "",
        url=urljoin(url, item.url) if item.url else None,
        published=moment_of(item.date_published),
        updated=moment_of(item.date_modified),
    )
