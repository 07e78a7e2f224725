"""RSS, Atom and JSON Feed become the same entries; what is wrong with one stops no other."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.feedssettings import FeedSource
from bot.platforms.feeds.client import Document
from bot.platforms.feeds.discovery import find_feed, is_page
from bot.platforms.feeds.entry import Entry, Feed, id_of, message_of
from bot.platforms.feeds.faults import FeedFault
from bot.platforms.feeds.plaintext import plain, read
from bot.platforms.feeds.reader import read_feed
from policies.message import Invitation, Message, MessageEvent, MessageKind
from tests.feeds.server import item, rss

URL = "https://news.example/feed/"
AT = datetime(2026, 3, 4, 14, 30, tzinfo=UTC)
SOURCE = FeedSource(name="news", url=URL)


def _read(body: str | bytes, content_type: str = "application/xml") -> Feed:
    raw = body.encode() if isinstance(body, str) else body
    return read_feed(Document(url=URL, body=raw, content_type=content_type))


def test_rss() -> None:
    """Title, text without HTML, author, address made whole, time, comments feed."""
    more = (
        "<dc:creator>Ana Example</dc:creator><wfw:commentRss>/story/1/feed</wfw:commentRss>"
        "<content:encoded><![CDATA[<p>They charge <b>interest</b>.</p><script>x()</script>"
        "<blockquote>Someone said so</blockquote>]]></content:encoded>"
    )
    assert _read(rss(item(1, "Short", more=more))) == Feed(
        title="News",
        entries=(
            Entry(
                guid="s1",
                title="Story 1",
                text="They charge interest.",
                quoted="Someone said so",
                author="Ana Example",
                url="https://news.example/story/1",
                published=AT,
                comments="https://news.example/story/1/feed",
            ),
        ),
    )


def test_atom() -> None:
    """The same in Atom, with who answers whom, and the address of what is older."""
    body = """<feed xmlns="http://www.w3.org/2005/Atom"
      xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Blogue</title>
      <link rel="next" href="?page=2"/><entry><id>tag:blog,1</id>
      <title type="html">L&amp;#39;intérêt &lt;em&gt;nul&lt;/em&gt;</title>
      <link href="/billet/1"/><author><name>Marie</name></author>
      <thr:in-reply-to ref="tag:blog,0"/>
      <link rel="replies" type="application/atom+xml" href="/billet/1/c"/>
      <published>2026-03-04T09:30:00-05:00</published><updated>2026-03-04T15:00:00Z</updated>
      <content type="text">Un &lt;b&gt; reste.</content></entry></feed>"""
    feed = _read(body)
    assert feed.more == "https://news.example/feed/?page=2"
    assert feed.entries == (
        Entry(
            guid="tag:blog,1",
            title="L'intérêt nul",
            text="Un <b> reste.",
            author="Marie",
            url="https://news.example/billet/1",
            published=AT,
            updated=AT + timedelta(minutes=30),
            answers="tag:blog,0",
            comments="https://news.example/billet/1/c",
        ),
    )


def test_json_feed() -> None:
    """The same in JSON Feed; an item without an id is counted, not read."""
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "News",
            "next_url": "more.json",
            "authors": [{"name": "Desk"}],
            "items": [
                {
                    "id": 7,
                    "url": "/a",
                    "title": "Loans",
                    "content_html": "<p>One</p><p>Two</p>",
                    "date_published": "2026-03-04T14:30:00Z",
                    "date_modified": "soon",
                },
                {"title": "nameless"},
                "no item",
                {"id": "8", "content_text": "plain <b>", "authors": [{"name": "Ana"}]},
            ],
        }
    )
    assert _read(body, "application/feed+json") == Feed(
        title="News",
        entries=(
            Entry(
                guid="7",
                title="Loans",
                text="One\n\nTwo",
                author="Desk",
                url="https://news.example/a",
                published=AT,
            ),
            Entry(guid="8", text="plain <b>", author="Ana"),
        ),
        more="https://news.example/feed/more.json",
        unreadable=2,
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("", "application/xml"),
        ("{}", "application/json"),
        ("{" * 100_000, "application/json"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "application/json"),
        ("[]", "application/json"),
        ("just words", "text/plain"),
        (b"\x00\xff\xfe\x01" * 500, "application/octet-stream"),
        ("/etc/passwd", "text/plain"),
        ("<svg><g/></svg>", "image/svg+xml"),
    ],
)
def test_what_is_no_feed(body: str | bytes, content_type: str) -> None:
    """What is none is said to be none, quickly; the name of a file is no file."""
    with pytest.raises(FeedFault, match="not_a_feed"):
        _read(body, content_type)


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (rss(item(1, "intérêt élevé")).encode(), "application/xml"),
        (rss(item(1, "intérêt élevé")).encode(), "application/xml; charset=iso-8859-1"),
        (
            rss(item(1, "intérêt élevé")).replace("utf-8", "iso-8859-1").encode("latin-1"),
            "text/xml",
        ),
        (rss(item(1, "intérêt élevé")).encode("latin-1"), "application/xml"),  # says utf-8
        (rss(item(1, "intérêt élevé")).replace("utf-8", "utf-16").encode("utf-16"), ""),
    ],
)
def test_encodings(raw: bytes, content_type: str) -> None:
    """What server and document say may differ, or be wrong: words are read all the same."""
    assert "élevé" in _read(raw, content_type).entries[0].text


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    """An ampersand that nobody escaped, a tag that nobody closed, an end that is cut off."""
    body = rss(item(1, "A & B <br> C"), item(2))
    assert [one.guid for one in _read(body).entries] == ["s1", "s2"]
    assert [one.guid for one in _read(body[: body.index("Story 2") + 3]).entries][:1] == ["s1"]


@pytest.mark.parametrize("at", [None, "tomorrow", "Mon, 99 Foo 2026", "0000-00-00T00:00:00Z"])
def test_dates_that_are_none(at: str | None) -> None:
    """An entry without a time that can be read is an entry: it counts as written now."""
    (entry,) = _read(rss(item(1, at=at))).entries
    assert entry.moment is None
    assert message_of(entry, SOURCE, AT, comment=False).sent_at == AT


def test_nothing_was_written_later_than_now() -> None:
    """A date in the future is now."""
    (entry,) = _read(rss(item(1, at="Fri, 04 Mar 2033 14:30:00 GMT"))).entries
    assert message_of(entry, SOURCE, AT, comment=False).sent_at == AT


def test_the_same_name_for_all() -> None:
    """Where a feed gives every entry the same name, their addresses tell them apart."""
    body = rss(*(item(n).replace(f">s{n}<", ">0<") for n in (1, 2)))
    names = [one.guid for one in _read(body).entries]
    assert len(set(names)) == 2


def test_message() -> None:
    """A third party's article: said to nobody of ours, and answered by hand only."""
    entry = Entry(
        guid="s1", title="Story", text="Text", author="Ana", url="https://n/1", published=AT
    )
    assert message_of(entry, SOURCE, AT, comment=False) == Message(
        platform="feeds",
        id="news.example:s1",
        channel="news",
        author="Ana",
        text="Story\n\nText",
        sent_at=AT,
        kind=MessageKind.MENTION,
        url="https://n/1",
        invitation=Invitation.NONE,
        addressed=False,
    )
    own = FeedSource(name="news", url=URL, own=True)
    below = message_of(entry, own, AT, comment=True, edited=True, root="news.example:s0")
    assert (below.kind, below.event) == (MessageKind.COMMENT, MessageEvent.EDITED)
    assert (below.text, below.root, below.addressed) == ("Text", "news.example:s0", True)


def test_names_within_a_site() -> None:
    """No feed can give its entry the name of another site's; long names stay short."""
    other = FeedSource(name="other", url="https://other.example/feed")
    assert id_of("s1", SOURCE) != id_of("s1", other)
    assert len(id_of("x" * 5_000, SOURCE)) < 100


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p>\n\n\n\n<p>b</p>", "a\n\nb"),
        ("a<script>alert('x')</script>b<style>p{}</style>", "ab"),
        ("<script>never closed", ""),
        ("&lt;b&gt; &eacute; &#233; &#xD800; &bogus;", "<b> é é \ufffd &bogus;"),
        ("<img src=x onerror=alert(1)>picture", "picture"),
        ("<!-- <p>no</p> --><![CDATA[x]]>a", "a"),
        ("a\x00\x1b[31mb\u00a0c", "a [31mb c"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
    ],
)
def test_text_of_html(html: str, text: str) -> None:
    """What people read, and nothing else."""
    assert plain(html) == text


def test_quotations_are_apart() -> None:
    """What somebody quotes is not held against them."""
    assert read("<blockquote>No <b>you</b></blockquote>I say yes") == ("I say yes", "No you")
    assert read("</blockquote>a<blockquote>b") == ("a", "b")


def test_pages_name_their_feeds() -> None:
    """A page's feed is found; its comments where those are wanted."""
    page = b"""<!DOCTYPE html><head><base href="/blog/"><link rel=stylesheet href=x>
      <link rel="alternate" type="text/html" hreflang="fr" href="/fr">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
      <link rel="Alternate" type="application/atom+xml" href="feed.xml"></head>"""
    assert is_page(page, "text/html")
    assert find_feed(page, "https://n/x", comments=False) == "https://n/blog/feed.xml"
    assert find_feed(page, "https://n/x", comments=True) == "https://n/blog/comments.xml"
    assert find_feed(b"<html>", "https://n/x", comments=False) is None
    assert not is_page(rss(item(1)).encode(), "text/html; charset=utf-8")
