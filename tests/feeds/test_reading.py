"""What comes in from feeds: nothing missed, nothing twice, over edits, restarts and outages."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.platforms.feeds.progress import KEPT, Progress
from policies.message import MessageEvent
from tests.feeds.server import Answer, item, rss
from tests.feeds.stage import NOW, staged

OLD = "Sat, 28 Feb 2026 10:00:00 GMT"


async def test_new_entries_once(tmp_path: Path) -> None:
    """What is recent at the first look, then whatever is new, oldest first, each once."""
    async with staged(tmp_path) as stage:
        stage.site.put(
            "/feed", rss(item(2), item(1, at="Wed, 04 Mar 2026 13:00:00 GMT"), item(0, at=OLD))
        )
        await stage.read()
        assert stage.ids() == ["s1", "s2"]
        stage.site.put("/feed", rss(item(4), item(3), item(2), item(1)))
        await stage.read()  # not due yet
        assert stage.ids() == ["s1", "s2"]
        await stage.later()
        await stage.later()
        assert stage.ids() == ["s1", "s2", "s3", "s4"]
        assert stage.kinds() == []


async def test_late_and_undated_entries(tmp_path: Path) -> None:
    """Once a feed is known, what was not there before is new, whatever its date says."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", rss(item(1), item(9, at=None)))
        await stage.read()
        assert stage.ids() == ["s1"]  # without a date it may be old: the first look leaves it out
        stage.site.put("/feed", rss(item(3, at=None), item(1), item(2, at=OLD), item(9, at=None)))
        await stage.later()
        assert sorted(stage.ids()) == ["s1", "s2", "s3"]


async def test_edits_are_screened_again(tmp_path: Path) -> None:
    """A changed text comes as an edit, once; an old one stays what it was."""
    async with staged(tmp_path) as stage:
        stage.site.put(
            "/feed",
            rss(item(1, "A loan is free"), item(0, "x", at="Thu, 01 Jan 2026 10:00:00 GMT")),
        )
        await stage.read()
        stage.site.put(
            "/feed", rss(item(1, "A loan costs"), item(0, "y", at="Thu, 01 Jan 2026 10:00:00 GMT"))
        )
        await stage.later()
        await stage.later()
        assert [(one.event, one.text) for one in stage.arrived()] == [
            (MessageEvent.NEW, "Story 1\n\nA loan is free"),
            (MessageEvent.EDITED, "Story 1\n\nA loan costs"),
        ]


async def test_nothing_is_fetched_that_has_not_changed(tmp_path: Path) -> None:
    """ETag and time of the last answer are sent, after a restart too."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", Answer(body=rss(item(1)), tagged=True))
        await stage.read()
        async with staged(
            tmp_path, site=stage.site, database=stage.database, now=NOW + timedelta(hours=1)
        ) as again:
            await again.read()
        assert stage.ids() == ["s1"]
        first, second = stage.site.asked_with
        assert "If-None-Match" not in first
        assert second["If-None-Match"].startswith('"')
        assert second["If-Modified-Since"] == "Wed, 04 Mar 2026 10:00:00 GMT"


async def test_an_outage_loses_nothing(tmp_path: Path) -> None:
    """After a long outage, older documents are asked for until one has what is known."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", rss(item(1)))
        await stage.read()
        older = '<atom:link rel="next" href="/feed?page={}"/>'
        stage.site.put("/feed", rss(item(7), item(6), head=older.format(2)))
        stage.site.put("/feed?page=2", rss(item(5), item(4), head=older.format(3)))
        stage.site.put("/feed?page=3", rss(item(3), item(2), item(1), head=older.format(4)))
        await stage.later(days=2)
        assert stage.ids() == [f"s{n}" for n in range(1, 8)]
        assert "/feed?page=4" not in stage.site.calls
        assert stage.kinds() == []


@pytest.mark.parametrize("head", ["", '<atom:link rel="next" href="/feed"/>'])
async def test_what_cannot_be_had_is_written_down(tmp_path: Path, head: str) -> None:
    """Where a feed has moved on and has no older documents, the record has a gap."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", rss(item(1)))
        await stage.read()
        stage.site.put("/feed", rss(item(9), item(8), head=head))
        await stage.later(days=2)
        assert stage.ids() == ["s1", "s8", "s9"]
        assert stage.kinds() == ["source.gap"]


async def test_a_gap_between_pages(tmp_path: Path) -> None:
    """An older document that cannot be read is asked for again before it is given up."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", rss(item(1)))
        await stage.read()
        stage.site.put("/feed", rss(item(3), head='<atom:link rel="next" href="/feed?page=2"/>'))
        stage.site.put("/feed?page=2", Answer(status=500), Answer(body=rss(item(2), item(1))))
        await stage.later()
        assert stage.ids() == ["s1"]  # nothing is taken before all of it is there
        await stage.later()
        assert stage.ids() == ["s1", "s2", "s3"]
        stage.site.put("/feed", rss(item(5), head='<atom:link rel="next" href="/feed?page=9"/>'))
        for _ in range(3):
            await stage.later(hours=7)
        assert stage.ids() == ["s1", "s2", "s3", "s5"]
        assert stage.kinds() == ["source.gap"]


class Killed(Exception):
    """The program died."""


@pytest.mark.parametrize(
    ("at", "stored"),
    [("feeds:fetched", False), ("feeds:before commit", False), ("feeds:after commit", True)],
)
async def test_a_crash(tmp_path: Path, at: str, stored: bool) -> None:
    """What was fetched and not stored is fetched again; what was stored is not stored twice."""

    def die(name: str) -> None:
        if name == at:
            raise Killed

    async with staged(tmp_path) as stage:
        stage.site.put("/feed", Answer(body=rss(item(2), item(1)), tagged=True))
        async with staged(tmp_path, site=stage.site, database=stage.database, probe=die) as broken:
            with pytest.raises(Killed):
                await broken.read()
        assert stage.ids() == (["s1", "s2"] if stored else [])
        await stage.read()
        assert stage.ids() == ["s1", "s2"]


async def test_a_page_that_names_its_feed(tmp_path: Path) -> None:
    """The feed is found from the page, then asked for directly; found again where it moves."""
    page = Answer(
        body='<!doctype html><link rel=alternate type=application/rss+xml href="/rss.xml">',
        content_type="text/html",
    )
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", page)
        stage.site.put("/rss.xml", rss(item(1)))
        await stage.read()
        await stage.later()
        assert stage.site.calls == ["/feed", "/rss.xml", "/rss.xml"]
        stage.site.put("/rss.xml", Answer(body="<html>moved</html>", content_type="text/html"))
        page.body = page.body.replace("rss.xml", "new.xml")  # type: ignore[arg-type]  # it is text
        stage.site.put("/new.xml", rss(item(2), item(1)))
        await stage.later()
        await stage.later()
        assert stage.site.calls[-2:] == ["/feed", "/new.xml"]
        assert stage.ids() == ["s1", "s2"]


async def test_comments_below_new_articles(tmp_path: Path) -> None:
    """What people write below a new article is read for a week, less and less often."""
    more = "<wfw:commentRss>/story/1/feed</wfw:commentRss>"
    away = "<wfw:commentRss>http://elsewhere.example/feed</wfw:commentRss>"
    async with staged(tmp_path, source={"with_comments": True}) as stage:
        stage.site.put(
            "/feed", rss(item(1, more=more), item(2, more=away), item(0, at=OLD, more=more))
        )
        stage.site.put("/story/1/feed", rss(item(11, "False!", at=None)))
        await stage.read()
        (comment,) = [one for one in stage.arrived() if one.thread]
        assert (comment.text, comment.root) == ("False!", "127.0.0.1:s1")
        async with staged(
            tmp_path,
            site=stage.site,
            database=stage.database,
            source={"with_comments": True},
            now=NOW + timedelta(hours=2),
        ) as again:
            stage.site.put("/story/1/feed", rss(item(12, "True!"), item(11, "False!", at=None)))
            await again.read()
            assert again.ids()[-1] == "s12"
            calls = stage.site.calls.count("/story/1/feed")
            await again.later(days=8)
            await again.later()
            assert stage.site.calls.count("/story/1/feed") == calls
            assert set(again.feeds.source.streams or ()) == {"feeds.news"}


async def test_a_feed_without_a_news_costs_little(tmp_path: Path) -> None:
    """Where nothing is due nothing is asked: it rests until something is, 20 seconds at most."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", rss(item(1)))
        await stage.read()
        assert stage.slept == [20.0]
        stage.clock.forward(seconds=895)
        await stage.read()
        assert stage.slept == [20.0, 5.0]
        assert len(stage.site.calls) == 1


def test_what_is_remembered_is_bounded() -> None:
    """What a feed has not shown for longest is forgotten first; text and back again."""
    from bot.platforms.feeds.entry import Entry

    progress = Progress(began=NOW)
    for start in range(0, KEPT + 1_000, 500):
        entries = [Entry(guid=f"{n}", published=NOW) for n in range(start, start + 500)]
        new, _, progress = progress.sift(entries, NOW)
        assert len(new) == 500
    assert len(progress.seen) == KEPT
    assert not progress.knows(Entry(guid="0"))
    assert progress.knows(Entry(guid=f"{KEPT}"))
    assert Progress.load(progress.dump()) == progress
