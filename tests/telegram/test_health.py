"""The health of a running program, asked over real sockets."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.health import HealthServer, Pulses, keep_file
from bot.settings import Health
from tests.telegram.wired import Ticking


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server, and the clock and pulses behind it."""

    server: HealthServer
    pulses: Pulses
    ticks: Ticking

    async def ask(self, request: str) -> tuple[int, dict[str, Any]]:
        """Send a request line; return status and document."""
        assert self.server.port is not None
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        writer.write(f"{request} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        answer = (await reader.read()).decode()
        writer.close()
        head, _, body = answer.partition("\r\n\r\n")
        return int(head.split()[1]), json.loads(body or "{}")


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    """A program that polls every minute at the latest, and has three cases waiting."""
    ticks = Ticking()
    pulses = Pulses(ticks)
    pulses.expect("poll", 60)
    pulses.expect("process", 30)
    pulses.count("waiting", lambda: 3)
    server = HealthServer(Health(), pulses)
    await server.open(anyway=True)
    yield Served(server=server, pulses=pulses, ticks=ticks)
    await server.close()


async def test_a_healthy_program(served: Served) -> None:
    """200, with ages and counts, and nothing else."""
    served.ticks.now += 20
    served.pulses.beat("poll")
    assert await served.ask("GET /healthz") == (
        200,
        {"status": "ok", "stalled": [], "ages_s": {"poll": 0.0, "process": 20.0}, "waiting": 3},
    )
    assert await served.ask("GET /livez") == (200, {"status": "ok"})


async def test_a_loop_that_stalls(served: Served) -> None:
    """No poll for longer than it may take: 503, and which it is; alive all the same."""
    served.ticks.now += 29
    served.pulses.beat("process")
    served.ticks.now += 29
    served.pulses.beat("process")
    served.ticks.now += 3
    status, document = await served.ask("GET /healthz")
    assert (status, document["stalled"]) == (503, ["poll"])
    assert (await served.ask("GET /livez"))[0] == 200
    served.pulses.beat("poll")
    assert (await served.ask("GET /healthz"))[0] == 200


async def test_storage_that_fails_again_and_again(served: Served) -> None:
    """One fault is outlived; three in a row are not health; one success ends it."""
    for expected in (200, 200, 503):
        served.pulses.fault("process")
        assert (await served.ask("GET /healthz"))[0] == expected
    served.pulses.beat("process")
    assert (await served.ask("GET /healthz"))[0] == 200


@pytest.mark.parametrize(
    ("request_line", "status"),
    [("GET /", 404), ("GET /healthz?x=1", 200), ("POST /healthz", 405), ("HEAD /livez", 200)],
)
async def test_other_requests(served: Served, request_line: str, status: int) -> None:
    """Two paths, read only."""
    assert (await served.ask(request_line))[0] == status


async def test_nonsense_is_hung_up_on(served: Served) -> None:
    """A request without an end, or a huge one, stops nobody else."""
    assert served.server.port is not None
    for nonsense in (b"x" * 20_000, b"GET"):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.server.port)
        writer.write(nonsense)
        if len(nonsense) > 10:
            assert await reader.read() == b""
        writer.close()
    assert (await served.ask("GET /livez"))[0] == 200


async def test_nothing_is_served_where_no_port_is_set() -> None:
    """Port 0 in the settings: no socket."""
    server = HealthServer(Health(), Pulses(Ticking()))
    await server.open()
    assert server.port is None
    await server.close()


async def test_the_file_of_a_probe(tmp_path: Path) -> None:
    """The file is fresh while all is well, goes stale when it is not, and goes with the program."""
    ticks, stop, file = Ticking(), asyncio.Event(), tmp_path / "alive"
    pulses = Pulses(ticks)
    pulses.expect("poll", 60)
    task = asyncio.create_task(keep_file(file, pulses, pause_s=0.01, stop=stop))
    await _until(file.exists)
    ticks.now += 61
    await asyncio.sleep(0.05)
    stale = file.stat().st_mtime_ns
    await asyncio.sleep(0.05)
    assert file.stat().st_mtime_ns == stale
    pulses.beat("poll")
    await _until(lambda: file.stat().st_mtime_ns != stale)
    stop.set()
    await task
    assert not file.exists()


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")
