"""What `liaison doctor` and `liaison run` say of feeds, in plain words and in both languages."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.findings import Finding, Level
from bot.platforms.feeds.standing import look_at_feeds
from bot.settings import Channel, Settings
from bot.storage import queue
from tests.bot.office import office
from tests.feeds.server import Answer, FakeSite, item, rss
from tests.feeds.stage import feed_settings
from tests.threaded import serve_in_thread


@pytest.fixture
def site() -> Iterator[FakeSite]:
    """A site, in a thread of its own."""
    with serve_in_thread(FakeSite()) as (found, _):
        yield found


def _words(found: list[Finding], lang: str = "en") -> str:
    return " ".join(one.words[lang] for one in found)


def test_all_is_well(site: FakeSite) -> None:
    """The doctor says what was read, and that nothing can be sent."""
    site.put("/feed", rss(item(1), item(2)))
    (one,) = look_at_feeds(feed_settings(site.url))
    assert one.level is Level.OK
    assert "2 entries. Nothing can be sent there" in one.words["en"]
    assert "2 entrées. Rien ne peut y être envoyé" in one.words["fr"]


def test_a_page(site: FakeSite) -> None:
    """Where the address is of a page, the doctor says which feed it names."""
    link = "<link rel=alternate type=application/rss+xml href=/rss>"
    site.put("/feed", Answer(body=f"<html>{link}", content_type="text/html"))
    site.put("/rss", rss(item(1)))
    (one,) = look_at_feeds(feed_settings(site.url))
    assert (one.level, f"{site.url}/rss" in one.words["en"]) == (Level.OK, True)


@pytest.mark.parametrize(
    ("answer", "level", "said"),
    [
        (Answer(status=404), Level.FAULT, "there is nothing at this address"),
        (Answer(status=410), Level.FAULT, "it has ended"),
        (Answer(status=403), Level.FAULT, "does not let us read"),
        (Answer(status=500), Level.WARNING, "has a fault"),
        (Answer(status=429), Level.WARNING, "wants us to wait"),
        (Answer(body="<html>", content_type="text/html"), Level.FAULT, "no feed at this address"),
        (
            Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
            Level.FAULT,
            "private network",
        ),
    ],
)
def test_what_is_wrong(site: FakeSite, answer: Answer, level: Level, said: str) -> None:
    """Each thing that can be wrong has its sentence."""
    site.put("/feed", answer)
    (one,) = look_at_feeds(feed_settings(site.url))
    assert one.level is level
    assert said in one.words["en"]
    assert "Le flux «\u00a0news\u00a0» n'a pas pu être lu" in one.words["fr"]


def test_the_settings(site: FakeSite) -> None:
    """Feeds without a channel, channels without a feed, channels without any feeds."""
    site.put("/feed", rss(item(1)))
    settings = feed_settings(site.url)
    channels = [Channel(platform="feeds", id="other")]
    shown = _words(look_at_feeds(settings.model_copy(update={"channels": channels})))
    assert "“news” has no channel feeds/news" in shown
    assert "feeds/other belongs to no feed" in shown
    assert "no group platforms.feeds" in _words(look_at_feeds(Settings(channels=channels)))
    assert look_at_feeds(Settings()) == []


CONFIG = """\
platforms:
  feeds:
    sources: [{{name: news, url: "{url}/feed"}}, {{name: gone, url: "{url}/gone"}}]
    look_back_minutes: 100000
channels:
  - {{platform: feeds, id: news, mode: live}}
  - {{platform: feeds, id: gone}}
hours: {{week: {{monday: ["00:00-00:01"]}}, calendar: none}}
hold_back_seconds: 0
matching: {{vectors: false}}
"""


def test_the_program_reads_them(
    site: FakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`liaison run --once` reads all feeds; without the library it says what to install."""
    site.put("/feed", rss(item(1, "They charge interest on Canada Student Loans", at=None)))
    here = office(tmp_path, config=CONFIG.format(url=site.url))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "feedparser", None)
        none = here.run("run", "--once")
        assert none.code == 4
        assert "liaison-bot[social]" in none.err
        assert "liaison-bot[social]" in here.run("doctor").out
    once = here.run("run", "--once")
    assert once.code == 0, once.err
    assert set(site.calls) >= {"/feed", "/gone"}
    site.put("/feed", rss(item(2, "They charge interest on Canada Student Loans")))
    database = here.open()
    with database.write() as connection:  # let it be due again, as after a restart
        assert connection.exec_driver_sql("select count(*) from inbox").scalar_one() == 0
    assert here.run("run", "--once").code == 0
    with database.read() as connection:
        assert queue.card(connection, 1).messages[0].text.startswith("Story 2")
    database.close()
    rows = [json.loads(line) for line in here.run("doctor", "--json").out.splitlines()]
    assert sorted(row["level"] for row in rows if row["check"] == "feeds") == ["fault", "ok"]
