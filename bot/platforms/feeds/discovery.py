"""Finds the feed that a page names: `<link rel="alternate" type="application/rss+xml" href=…>`."""

from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

_TYPES: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/json",
        "application/rdf+xml",
    }
)
_LOOKED_AT: Final = 500_000  # bytes: the head of a page stands at its beginning


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []  # address and title
        self.base: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the page names as its feeds."""
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and self.base is None:
            self.base = given.get("href")
        if tag != "link" or not given.get("href"):
            return
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in given.get("rel", "").lower().split() and kind in _TYPES:
            self.found.append((given["href"], given.get("title", "")))


def is_page(body: bytes, content_type: str) -> bool:
    """Whether a document is a page for people rather than a feed."""
    start = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return True
    return "html" in content_type.lower() and not (
        start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"{"))
    )


def find_feed(body: bytes, url: str, *, comments: bool) -> str | None:
    """Return the address of the feed that a page names; None where it names none.

    Args:
        body: of the page.
        url: where the page stands.
        comments: whether its comments are wanted rather than its articles.
    """
    head = _Head()
    head.feed(body[:_LOOKED_AT].decode("utf-8", "replace"))
    wanted = [one for one in head.found if _of_comments(*one) is comments] or head.found
    if not wanted:
        return None
    return urljoin(urljoin(url, head.base or ""), wanted[0][0])


def _of_comments(address: str, title: str) -> bool:
    said = f"{address} {title}".lower()
    return "comment" in said or "réponse" in said
