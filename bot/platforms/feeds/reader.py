"""Reads RSS and Atom: the one door to feedparser, which takes what is nearly a feed as well.

It is given bytes as a stream, never as a name: a name would be opened as a file or an address.
"""

import calendar
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin

from bot.platforms.feeds.client import Document
from bot.platforms.feeds.entry import Entry, Feed
from bot.platforms.feeds.faults import FeedFault, NoLibrary
from bot.platforms.feeds.jsonfeed import is_json, read_json
from bot.platforms.feeds.plaintext import plain, read, tidy

MOST: Final = 2_000  # entries of one document
_REPLIES: Final = "thr_in-reply-to"
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


def check_library() -> None:
    """Look whether the library is there.

    Raises:
        NoLibrary: it is not.
    """
    try:
        import feedparser  # noqa: F401 -- looked for only
    except ImportError as none:
        raise NoLibrary from none


def read_feed(document: Document) -> Feed:
    """Return what a document holds, in whichever format.

    Raises:
        FeedFault: it is no feed.
    """
    if is_json(document.body, document.content_type):
        feed = read_json(document.body, document.url)
    else:
        feed = _read_xml(document)
    return replace(feed, entries=_told_apart(feed.entries[:MOST]))


def _read_xml(document: Document) -> Feed:
    import feedparser

    headers = {"content-type": document.content_type, "content-location": document.url}
    if not document.content_type:
        del headers["content-type"]
    try:
        found = feedparser.parse(
            io.BytesIO(document.body),
            response_headers=headers,
            resolve_relative_uris=False,  # HTML is read for its text only
            sanitize_html=False,
        )
    except (ValueError, LookupError, RecursionError, AssertionError, TypeError) as fault:
        raise FeedFault("not_a_feed") from fault
    if not found.get("version") and not found.get("entries"):
        raise FeedFault("not_a_feed")
    head = found.get("feed", {})
    entries: list[Entry] = []
    unreadable = 0
    for one in found.get("entries", ())[:MOST]:
        try:
            entries.append(_entry(one, document.url))
        except (ValueError, TypeError, AttributeError, KeyError):
            unreadable += 1
    return Feed(
        title=plain(str(dict.get(head, "title", ""))),
        entries=tuple(entries),
        more=_linked(head, "next", document.url),
        unreadable=unreadable,
    )


def _entry(given: Mapping[str, Any], base: str) -> Entry:
    title_of = _raw(given, "title_detail")
    title = str(_raw(given, "title") or "")
    if not isinstance(title_of, Mapping) or title_of.get("type") in _HTML:
        title = plain(title)
    text, quoted = _text(given)
    link = _raw(given, "link")
    guid = str(_raw(given, "id") or link or "")
    if not guid:
        if not title and not text:
            raise ValueError("an entry without anything")
        guid = Entry(guid="", title=title, text=text).mark
    answers = _raw(given, _REPLIES)
    answered = answers.get("ref") if isinstance(answers, Mapping) else None
    return Entry(
        guid=guid,
        title=" ".join(tidy(title).split()),
        text=text,
        quoted=quoted,
        author=tidy(str(_raw(given, "author") or "")),
        url=_web(urljoin(base, str(link))) if link else None,
        published=_moment(_raw(given, "published_parsed") or _raw(given, "created_parsed")),
        updated=_moment(_raw(given, "updated_parsed")),
        answers=str(answered) if answered else None,
        comments=_comments(given, base),
    )


def _text(given: Mapping[str, Any]) -> tuple[str, str]:
    """Return text and quotations: of the whole content, else of the summary."""
    contents = _raw(given, "content")
    pieces = [one for one in contents if one.get("value")] if isinstance(contents, list) else []
    summary = _raw(given, "summary_detail")
    if not pieces and isinstance(summary, Mapping):
        pieces = [summary]
    if not pieces:
        return read(str(_raw(given, "summary") or ""))
    best = max(pieces, key=lambda one: len(str(one.get("value", ""))))
    value = str(best.get("value", ""))
    return read(value) if best.get("type") in _HTML else (tidy(value), "")


def _comments(given: Mapping[str, Any], base: str) -> str | None:
    """Return the address of the feed of an entry's comments."""
    named = _raw(given, "wfw_commentrss")
    if named:
        return _web(urljoin(base, str(named)))
    return _linked(given, "replies", base, ("application/atom+xml", "application/rss+xml"))


def _linked(
    given: Mapping[str, Any], rel: str, base: str, types: tuple[str, ...] = ()
) -> str | None:
    links = _raw(given, "links")
    for one in links if isinstance(links, list) else ():
        if one.get("rel") == rel and one.get("href") and (not types or one.get("type") in types):
            return _web(urljoin(base, str(one["href"])))
    return None


def _raw(given: Mapping[str, Any], name: str) -> Any:
    """Return a field as it is: feedparser gives another one where a field is missing."""
    return dict.get(given, name) if isinstance(given, dict) else None


def _web(address: str) -> str | None:
    return address if address.lower().startswith(("http://", "https://")) else None


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _told_apart(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries whose names differ: some feeds give every entry the same one."""
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    for one in entries:
        addresses[one.guid].add(one.url or one.mark)
    return tuple(
        replace(one, guid=f"{one.guid}|{one.url or one.mark}")
        if len(addresses[one.guid]) > 1
        else one
        for one in entries
    )
