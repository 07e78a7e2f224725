"""Faults of the wire while reading: each is told apart, X is left alone, and nothing is lost."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.platforms.x.limits import LONGEST_S, SHORTEST_S, Limits
from tests.fakes import FakeClock
from tests.x.server import HANDLE, FakeX, Fault
from tests.x.stage import NOW, Stage, staged

HTML = "<html><body>Service Unavailable</body></html>"
MENTIONS = "GET /2/users/1000/mentions"


async def _with(stage: Stage, fault: Fault) -> int:
    """Let a fault happen to the first look at mentions; return how many looks were made."""
    stage.server.write("alex", f"@{HANDLE} hello", ago=timedelta(minutes=5))
    stage.server.faults.append(fault)
    for _ in range(12):
        await stage.source.poll()
    return stage.server.count(MENTIONS)


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault(on=MENTIONS, status=500), "server_fault"),
        (Fault(on=MENTIONS, status=503, body=HTML, content_type="text/html"), "server_fault"),
        (Fault(on=MENTIONS, status=200, body=HTML, content_type="text/html"), "server_fault"),
        (Fault(on=MENTIONS, status=200, body="[1, 2"), "server_fault"),
        (Fault(on=MENTIONS, status=302, headers={"Location": "/elsewhere"}), "server_fault"),
        (Fault(on=MENTIONS, drop=True), "network"),
        (Fault(on=MENTIONS, half=True), "network"),
        (Fault(on=MENTIONS, half=True, hang_s=3.0), "time-out"),
        (Fault(on=MENTIONS, hang_s=3.0, status=200), "time-out"),
        (Fault(on=MENTIONS, status=402, body='{"title":"CreditsDepleted"}'), "no_credit"),
        (Fault(on=MENTIONS, status=401), "bad_token"),
        (Fault(on=MENTIONS, status=429), "flood"),
        (Fault(on=MENTIONS, status=403, body=HTML, content_type="text/html"), "forbidden"),
    ],
)
async def test_one_fault_one_look_then_a_pause(tmp_path: Path, fault: Fault, word: str) -> None:
    """No fault makes us ask again and again; after the pause what waits is read."""
    async with staged(tmp_path) as stage:
        first: list[str | None] = []
        stage.server.write("alex", f"@{HANDLE} hello", ago=timedelta(minutes=5))
        stage.server.faults.append(fault)
        for _ in range(12):
            await stage.source.poll()
            first.append(stage.source.fault)
        assert word in first
        assert stage.server.count(MENTIONS) == 1
        assert stage.arrived() == []
        stage.forward(hours=2)
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} hello"]
        assert stage.source.fault is None


async def test_no_hot_loop_whatever_happens(tmp_path: Path) -> None:
    """An hour of 503: a dozen or two of looks with growing pauses, not thousands."""
    async with staged(tmp_path) as stage:
        stage.server.faults.append(
            Fault(status=503, body=HTML, content_type="text/html", times=9999)
        )
        for _ in range(3600):
            await stage.source.poll()
            stage.forward(seconds=1)
        assert 8 <= len(stage.server.calls) <= 30
        stage.server.faults.clear()
        stage.server.write("alex", f"@{HANDLE} hello")
        stage.forward(minutes=6)
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} hello"]


async def test_429_with_a_reset_is_obeyed(tmp_path: Path) -> None:
    """Until the time that X names, by X's clock, although ours is an hour wrong."""
    async with staged(tmp_path, now=NOW + timedelta(hours=1)) as stage:
        reset = str(int((NOW + timedelta(minutes=10)).timestamp()))
        limits = {"x-rate-limit-reset": reset, "x-rate-limit-remaining": "0"}
        assert await _with(stage, Fault(on=MENTIONS, status=429, headers=limits)) == 1
        stage.forward(minutes=9, seconds=50)
        await stage.read()
        assert stage.server.count(MENTIONS) == 1
        stage.forward(seconds=15)
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} hello"]


async def test_what_is_left_of_a_limit_is_watched(tmp_path: Path) -> None:
    """At the last call of a window we stop by ourselves: no 429 is provoked."""
    async with staged(tmp_path) as stage:
        reset = str(int((NOW + timedelta(minutes=15)).timestamp()))
        headers = {"x-rate-limit-reset": reset, "x-rate-limit-remaining": "0"}
        fault = Fault(on=MENTIONS, status=200, body='{"meta":{}}', headers=headers)
        assert await _with(stage, fault) == 1
        stage.forward(minutes=14)
        await stage.read()
        assert stage.server.count(MENTIONS) == 1
        stage.forward(minutes=2)
        await stage.read()
        assert stage.server.count(MENTIONS) == 2


async def test_a_wrong_clock_is_corrected(tmp_path: Path) -> None:
    """The first call is refused; the next is signed with X's time."""
    async with staged(tmp_path, now=NOW - timedelta(hours=3)) as stage:
        stage.server.write("alex", f"@{HANDLE} hello", ago=timedelta(minutes=5))
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} hello"]
        assert stage.server.count("GET /2/users/me") == 2
        (one,) = stage.arrived()
        assert one.sent_at == NOW - timedelta(minutes=5)


async def test_another_account_is_not_read(tmp_path: Path) -> None:
    """A token that belongs to somebody else does nothing, and is not asked again at once."""
    async with staged(tmp_path) as stage:
        body = '{"data":{"id":"7","username":"other","name":"o"}}'
        stage.server.faults.append(Fault(on="GET /2/users/me", status=200, body=body, times=99))
        for _ in range(20):
            await stage.source.poll()
        assert stage.source.fault == "other_account"
        assert [call for call, _ in stage.server.calls] == ["GET /2/users/me"]


async def test_nobody_there(tmp_path: Path) -> None:
    """A connection that is refused is waited out."""
    server = FakeX(clock=FakeClock(NOW))
    async with server:
        pass
    async with staged(tmp_path, server=server) as stage:
        for _ in range(30):
            await stage.source.poll()
        assert stage.source.fault == "not_connected"
        assert stage.source._limits.wait_s("me") > 0


async def test_a_stop_while_a_request_waits_loses_nothing(tmp_path: Path) -> None:
    """The request is given up; nothing was stored, and it is made again."""
    async with staged(tmp_path) as stage:
        await stage.source.whoami()
        stage.server.write("alex", f"@{HANDLE} hello", ago=timedelta(minutes=5))
        stage.server.faults.append(Fault(on=MENTIONS, hang_s=0.3, status=200))
        task = asyncio.create_task(stage.source.poll())
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} hello"]


def test_pauses_grow_and_are_bounded() -> None:
    """60 s at least after 429, doubled up to 15 minutes; jitter makes them longer only."""
    clock = FakeClock(NOW)
    limits = Limits(clock=lambda: clock().timestamp(), jitter=lambda: 1.0)
    pauses = [limits.hear("GET /x", 429, {}) for _ in range(6)]
    assert pauses[0] == pytest.approx(SHORTEST_S * 1.25)
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(LONGEST_S + SHORTEST_S / 4)
    soon = {"x-rate-limit-reset": str(int(NOW.timestamp()) + 5)}
    assert limits.hear("GET /y", 429, soon) >= SHORTEST_S
    day = {
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": str(int(NOW.timestamp()) + 7200),
        "x-rate-limit-reset": str(int(NOW.timestamp()) + 5),
    }
    assert limits.hear("POST /z", 429, day) >= 7200
    assert limits.wait_s("GET /never") == 0.0
