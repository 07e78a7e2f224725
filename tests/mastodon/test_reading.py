"""What comes in from Mastodon: nothing missed, nothing twice, over pages, restarts and faults."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from policies.message import Invitation, Message, MessageEvent, MessageKind
from tests.fakes import FakeClock, new_database
from tests.mastodon.server import HANDLE, LOCAL, Fault, served
from tests.mastodon.stage import NOW, search, staged

ASK = f"@{LOCAL} Is the grant free?"


async def test_a_mention(tmp_path: Path) -> None:
    """Text without HTML, whole handle, address, reach; the author asked us."""
    async with staged(tmp_path) as stage:
        stage.server.write("old@b.example", ASK, ago=timedelta(hours=3))
        number = stage.server.write("alex@b.example", f"{ASK} <3", ago=timedelta(minutes=3))
        stage.server.write("sam", "nothing for us")
        await stage.read()
        await stage.later()
        assert stage.arrived() == [
            Message(
                platform="mastodon",
                id=f"social.example:{number}",
                channel=HANDLE,
                author="alex@b.example",
                text=f"{ASK} <3",
                sent_at=NOW - timedelta(minutes=3),
                kind=MessageKind.MENTION,
                url=f"https://social.example/@alex@b.example/{number}",
                reach=7,
                invitation=Invitation.SUMMONED,
            )
        ]


async def test_what_stands_below_our_posts_and_private_ones(tmp_path: Path) -> None:
    """An answer to us is a comment in our thread; what only we can see is a direct message."""
    async with staged(tmp_path) as stage:
        mine = stage.server.write(LOCAL, "News")
        stage.server.write("alex", f"@{LOCAL} no!", answers=mine)
        stage.server.write("sam", f"@{LOCAL} psst", visibility="direct")
        await stage.read()
        below, private = stage.arrived()
        assert (below.kind, below.invitation) == (MessageKind.COMMENT, Invitation.OWN_THREAD)
        assert below.reply_to == f"social.example:{mine}"
        assert below.author == "alex@social.example"
        assert private.kind is MessageKind.DIRECT


async def test_hashtags_with_what_comes_late(tmp_path: Path) -> None:
    """A status that another server delivers late stands in the past: it is found all the same."""
    async with staged(tmp_path, searches=[search("#loans")]) as stage:
        stage.server.write("alex", "One #loans", ago=timedelta(minutes=5))
        await stage.read()
        stage.server.write("late@b.example", "Two #loans", ago=timedelta(minutes=30))
        stage.server.write("sam", "Three #loans", edited_at=(NOW).isoformat())
        await stage.later()
        await stage.later()
        assert stage.texts() == ["One #loans", "Two #loans", "Three #loans"]
        assert [one.event for one in stage.arrived()][2] is MessageEvent.EDITED
        assert {one.channel for one in stage.arrived()} == {"search/loans"}
        assert {one.invitation for one in stage.arrived()} == {Invitation.NONE}


async def test_words(tmp_path: Path) -> None:
    """A search by words goes back, page by page, to what is known; too much is written down."""
    async with staged(tmp_path, searches=[search("interest")]) as stage:
        stage.server.write("alex", "interest 0")
        await stage.read()
        for number in range(1, 101):
            stage.clock.forward(minutes=2)
            stage.server.write("alex", f"interest {number}")
        await stage.later()
        assert sorted(stage.texts(), key=lambda one: int(one.split()[1])) == [
            f"interest {number}" for number in range(101)
        ]
        for number in range(500):
            stage.server.write("alex", f"interest {number + 101}")
        await stage.later()
        assert "source.gap" in stage.kinds()


async def test_many_pages(tmp_path: Path) -> None:
    """After an outage, page after page, none missed and none twice."""
    async with staged(tmp_path) as stage:
        stage.server.write("alex", f"{ASK} 0")
        await stage.read()
        for number in range(1, 131):
            stage.server.write("alex", f"{ASK} {number}")
        await stage.later(days=3)
        assert stage.texts() == [f"{ASK} {number}" for number in range(131)]


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault(status=429), "flood"),
        (Fault(status=500), "server_fault"),
        (Fault(status=503, body="<html>"), "server_fault"),
        (Fault(status=200, body="<html>"), "server_fault"),
        (Fault(status=200, body=""), "server_fault"),
        (Fault(status=302, headers={"Location": "http://127.0.0.1:9/"}), "server_fault"),
        (Fault(drop=True), "network"),
        (Fault(half=True), "network"),
        (Fault(hang_s=3.0, status=200), "time-out"),
        (Fault(status=401), "bad_token"),
        (Fault(status=403), "forbidden"),
    ],
)
async def test_faults_cost_nothing(tmp_path: Path, fault: Fault, word: str) -> None:
    """Whatever breaks, the next look that goes well has everything."""
    async with staged(tmp_path) as stage:
        stage.server.write("alex", f"{ASK} 0")
        await stage.read()
        fault.on = "GET /api/v1/notifications"
        stage.server.faults.append(fault)
        stage.server.write("alex", f"{ASK} 1")
        await stage.later()
        assert stage.source.fault == word
        await stage.later(hours=2)
        assert stage.texts() == [f"{ASK} 0", f"{ASK} 1"]
        assert stage.source.fault is None


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({}, 60),
        ({"X-RateLimit-Reset": "2026-03-04T15:15:00.000Z"}, 900),
        ({"X-RateLimit-Reset": "2026-03-04T14:00:00Z"}, 60),
        ({"X-RateLimit-Reset": "never", "Retry-After": "120"}, 120),
        ({"Retry-After": "soon"}, 60),
        (
            {
                "X-RateLimit-Reset": "2026-03-04T16:10:00Z",
                "Date": "Wed, 04 Mar 2026 16:00:00 GMT",
            },
            600,
        ),
    ],
)
async def test_too_many(tmp_path: Path, headers: dict[str, str], wait_s: float) -> None:
    """The server's word counts, by its own clock; where it says nothing, a minute at least."""
    async with staged(tmp_path) as stage:
        date = {"Date": "Wed, 04 Mar 2026 15:00:00 GMT", **headers}
        stage.server.faults.append(Fault(status=429, headers=date))
        await stage.read()
        assert stage.client.wait_s() == pytest.approx(wait_s)
        assert len(stage.server.calls) == 1


async def test_one_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    """It is set aside, with its name."""
    async with staged(tmp_path) as stage:
        stage.server.write("alex", f"{ASK} 1")
        stage.server.write("sam", f"{ASK} 2", created_at="yesterday", account=None)
        stage.server.write("kim", f"{ASK} 3")
        await stage.read()
        assert stage.texts() == [f"{ASK} 1", f"{ASK} 3"]
        assert "update.unreadable" in stage.kinds()


async def test_another_accounts_token(tmp_path: Path) -> None:
    """Nothing is done with a token that is somebody else's."""
    async with staged(tmp_path) as stage:
        body = '{"id": "7", "username": "other"}'
        stage.server.faults.append(Fault(on="GET /api/v1/accounts/verify", status=200, body=body))
        await stage.read()
        assert stage.source.fault == "forbidden"
        assert stage.server.count("GET /api/v1/notifications") == 0


_SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(1, 6))]
_FAULTS: list[dict[str, object]] = [
    {"status": 500},
    {"status": 429},
    {"drop": True},
    {"half": True},
    {"status": 200, "body": "<html>"},
]


@pytest.mark.parametrize("seed", _SEEDS)
async def test_everything_comes_in_once(tmp_path: Path, seed: int) -> None:
    """Mentions and hashtags over restarts, small pages and random faults."""
    dice = random.Random(seed)  # noqa: S311 -- a test's dice
    clock, database = FakeClock(NOW), new_database(tmp_path / "kept.db")
    wanted: list[str] = []
    with served(clock) as server:
        server.page = dice.choice((2, 5, 40))
        for _ in range(3):
            async with staged(
                tmp_path,
                server=server,
                database=database,
                searches=[search("#loans")],
                look_back_minutes=600,
            ) as stage:
                for _ in range(4):
                    for _ in range(dice.randint(0, 6)):
                        text = f"{dice.choice((ASK, '#loans'))} n{len(wanted)}"
                        server.write("alex", text)
                        wanted.append(text)
                    if dice.random() < 0.6:
                        server.faults.append(Fault(**dice.choice(_FAULTS)))  # type: ignore[arg-type]  # a table's rows
                    await stage.later(minutes=dice.choice((6, 40)))
                server.faults.clear()
                await stage.later(hours=1)
        async with staged(
            tmp_path, server=server, database=database, searches=[search("#loans")]
        ) as stage:
            await stage.later(hours=1)
            assert sorted(stage.texts()) == sorted(wanted)
    database.close()
