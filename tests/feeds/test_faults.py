"""Sites that are slow, broken, hostile or gone: left alone a while; no other feed suffers."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.feedssettings import FeedsPlatform
from bot.platforms.feeds.client import FeedClient
from bot.platforms.feeds.faults import WORDS, FeedFault
from bot.platforms.feeds.stream import Stream
from tests.feeds.server import Answer, FakeSite, item, rss
from tests.feeds.stage import NOW, Stage, staged
from translations.catalogs import catalog

GOOD = rss(item(1))
BOMB = gzip.compress(b"<rss>" + b" " * 50_000_000)


def _stream(stage: Stage) -> Stream:
    assert stage.feeds.source.streams is not None
    return stage.feeds.source.streams["feeds.news"]


@pytest.mark.parametrize(
    ("answer", "word", "pause_s"),
    [
        (Answer(status=429), "flood", 60),
        (Answer(status=429, headers={"Retry-After": "3600"}), "flood", 3600),
        (Answer(status=429, headers={"Retry-After": "soon"}), "flood", 60),
        (Answer(status=429, headers={"Retry-After": "-5"}), "flood", 60),
        (Answer(status=429, headers={"Retry-After": "nan"}), "flood", 60),
        (Answer(status=429, headers={"Retry-After": "99999999"}), "flood", 86_400),
        (
            Answer(status=503, headers={"Retry-After": "Wed, 04 Mar 2026 15:30:00 GMT"}),
            "flood",
            1800,
        ),
        (Answer(status=503, body="<html>", content_type="text/html"), "server_fault", 60),
        (Answer(status=500), "server_fault", 60),
        (Answer(status=403), "declined", 86_400),
        (Answer(status=401), "declined", 86_400),
        (Answer(status=404), "not_found", 60),
        (Answer(status=410), "gone", 86_400),
        (Answer(status=204), "server_fault", 60),
        (Answer(body="<!doctype html><p>x", content_type="text/html"), "not_a_feed", 60),
        (Answer(body="not a feed"), "not_a_feed", 60),
        (Answer(body=GOOD, drop=True), "network", 60),
        (Answer(body=GOOD, half=True), "network", 60),
        (Answer(body=GOOD, hang_s=5.0), "time-out", 60),
        (Answer(body=GOOD, headers={"Content-Encoding": "gzip"}), "network", 60),
        (Answer(body=BOMB, headers={"Content-Encoding": "gzip"}), "too_large", 60),
        (Answer(status=302, headers={"Location": "/feed"}), "elsewhere", 60),
        (Answer(status=302, headers={"Location": "http://127.0.0.2:9/x"}), "elsewhere", 60),
        (Answer(status=302, headers={"Location": "http://[::1]/x"}), "elsewhere", 60),
        (Answer(status=302, headers={"Location": "http://169.254.169.254/x"}), "elsewhere", 60),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "elsewhere", 60),
        (Answer(status=302, headers={"Location": "http://[bad"}), "network", 60),
    ],
)
async def test_each_fault_has_its_pause(
    tmp_path: Path, answer: Answer, word: str, pause_s: float
) -> None:
    """Told how long: that long. A minute otherwise, a day where it is useless to ask again."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", answer, Answer(body=GOOD))
        if answer.status == 302 or answer.drop:  # asked for more than once
            stage.site.put("/feed", answer)
        await stage.read()
        stream = _stream(stage)
        assert (stream.fault, stream.faults) == (word, 1)
        assert stream.due - NOW.timestamp() == pytest.approx(pause_s)
        assert stage.ids() == []
        stage.site.put("/feed", GOOD)
        await stage.later(seconds=pause_s + 1)
        assert stage.ids() == ["s1"]
        assert (_stream(stage).fault, _stream(stage).faults) == (None, 0)


async def test_pauses_double(tmp_path: Path) -> None:
    """A site that stays away is asked less and less, down to four times a day."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", Answer(status=500))
        pauses = []
        for _ in range(11):
            await stage.read()
            pauses.append(round(_stream(stage).due - stage.clock().timestamp()))
            stage.clock.forward(seconds=pauses[-1])
        assert pauses[:4] == [60, 120, 240, 480]
        assert pauses[-1] == 21_600


async def test_one_bad_feed_stops_no_other(tmp_path: Path) -> None:
    """The others are read at their time."""
    async with staged(tmp_path) as stage:
        others = [{"name": f"f{n}", "url": f"{stage.site.url}/f{n}"} for n in range(3)]
        async with staged(
            tmp_path, site=stage.site, database=stage.database, sources=others
        ) as more:
            stage.site.put("/f0", Answer(drop=True))
            stage.site.put("/f1", rss(item(1)))
            stage.site.put("/f2", rss(item(1), item(2)))
            await more.read()
            assert [(one.channel, one.id.partition(":")[2]) for one in more.arrived()] == [
                ("f1", "s1"),
                ("f2", "s2"),  # the first is the same article: one site, one name
            ]


async def test_redirects_are_followed(tmp_path: Path) -> None:
    """Within the site, a few times."""
    async with staged(tmp_path) as stage:
        stage.site.put("/feed", Answer(status=301, headers={"Location": "/b"}))
        stage.site.put("/b", Answer(status=308, headers={"Location": "c?d=1"}))
        stage.site.put("/c?d=1", GOOD)
        await stage.read()
        assert stage.ids() == ["s1"]


async def test_a_page_cannot_lead_us_into_our_network(tmp_path: Path) -> None:
    """A feed that a page names, and older documents, are looked at like redirects."""
    async with FakeSite() as inside, staged(tmp_path) as stage:
        inside.put("/feed", GOOD)
        link = f'<link rel=alternate type=application/rss+xml href="{inside.url}/feed">'
        stage.site.put("/feed", Answer(body=f"<html>{link}", content_type="text/html"))
        await stage.read()
        assert _stream(stage).fault == "elsewhere"
        assert inside.calls == []


async def test_nobody_at_home() -> None:
    """An address where nobody answers is told apart from a slow one."""
    platform = FeedsPlatform.model_validate(
        {"sources": [{"name": "a", "url": "http://127.0.0.1:9/"}], "timeout_s": 1}
    )
    client = FeedClient(platform, lambda: datetime.now(UTC))
    try:
        with pytest.raises(FeedFault, match="not_connected"):
            await client.get("http://127.0.0.1:9/", "http://127.0.0.1:9/")
    finally:
        await client.close()


_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize(
    "body",
    [
        _LAUGHS + rss(item(1, "&a11;"))[38:],
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + rss(item(1, "&f;"))[38:],
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + rss(item(1))[38:],
        rss(item(1, "<![CDATA[" + "<div>" * 50_000 + "]]>")),
        rss(item(1, "<![CDATA[" + "<" * 100_000 + "]]>")),
        rss(item(1, "<![CDATA[" + "&#" * 50_000 + "]]>")),
        rss(*(item(n, more="<x>" * 20 + "</x>" * 20) for n in range(1, 300))),
        rss(item(1, "\u202e\u200b evil \ud7ff")),
    ],
)
async def test_hostile_documents(tmp_path: Path, body: str) -> None:
    """Entities that multiply, files, documents deep or odd: read in little time, or refused."""
    async with staged(tmp_path, timeout_s=5) as stage:
        stage.site.put("/feed", body)
        began = datetime.now(UTC)
        await stage.read()
        assert datetime.now(UTC) - began < timedelta(seconds=4)
        assert _stream(stage).fault in {None, "not_a_feed"}
        for text in stage.texts():
            assert "root:" not in text
            assert len(text) <= 20_000


def test_each_fault_has_its_words() -> None:
    """The doctor can say each of them, in both languages."""
    for word in WORDS:
        for lang in ("en", "fr"):
            assert catalog(lang)(f"feeds.fault.{word}")
