"""The bot on Telegram for a while: killed while it fetches, and sends while calls fail."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage import record
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE
from tests.telegram.manysends import send_all
from tests.telegram.running import Agency, agency, stop
from tests.telegram.server import Served, serve_in_thread

pytestmark = pytest.mark.soak

KILLS = 25
SENDS = 1_000
_EACH = 7  # messages before each kill
_LONGEST_S = 0.04  # from handing out to the kill: fetching, parsing and the commit are in it


def _kill_after_handing_out(served: Served, process_id: int, after_s: float) -> None:
    """Kill a process a moment after it was given updates."""

    def arm() -> None:
        loop = asyncio.get_running_loop()
        updates = served.server.state.updates

        def taken(_updates: object) -> None:
            updates.on_taken = lambda _taken: None
            loop.call_later(after_s, _kill, process_id)

        updates.on_taken = taken

    served.do(arm)


def _kill(process_id: int) -> None:
    os.kill(process_id, signal.SIGKILL)


def _say(here: Agency, numbers: range) -> list[str]:
    """Let people write in the group; return the names of the messages."""
    author = here.world.person("Author")
    place = here.groups[0]
    standing = place.standing(here.reviewers[0])
    place.chat.members[author.id] = type(standing)(status="member")
    return [author.says(place, f"Message number {n} about nothing.").key for n in numbers]


def test_kill_between_fetching_and_committing(tmp_path: Path) -> None:
    """Whenever the program dies, every message is stored exactly once in the end."""
    draw = random.Random(25)  # noqa: S311 -- the same instants in every run
    with serve_in_thread(check=False) as served:
        here = agency(tmp_path, served, reviewers={"Rita": ("fr", "en")})
        said: list[str] = []
        offered_again = 0
        for number in range(KILLS):
            first = number * _EACH
            said += served.do(lambda n=first: _say(here, range(n, n + _EACH)))  # type: ignore[misc]  # bound per turn
            before = served.server.state.updates.handed_out
            process = here.start()
            _kill_after_handing_out(served, process.pid, draw.uniform(0.0, _LONGEST_S))
            assert process.wait(60) != 0, here.said()
            waiting = served.do(lambda: list(served.server.state.updates.waiting))
            offered_again += sum(1 for one in waiting if one["update_id"] > before)
        process = here.start()
        served.until(lambda: not served.server.state.updates.waiting, 60)
        _await_worked(here, len(said))
        assert stop(process) == 0, here.said()
    assert offered_again > 0  # some died before they could confirm
    database = here.office.open()
    with database.read() as connection:
        stored = Counter(connection.execute(select(MESSAGE.c.external_id)).scalars())
        assert stored == Counter(said)
        assert record.verify(connection) == []
    database.close()


async def test_sends_while_calls_fail(tmp_path: Path) -> None:
    """A fifth of the calls fails: each text is sent, failed or in doubt; none twice, none lost."""
    found = await send_all(tmp_path, SENDS, speed=15.0)
    assert sum(found.states[name] for name in ("sent", "failed", "unknown")) == SENDS
    assert (found.twice, found.lost, found.unaware) == (0, 0, 0)
    assert found.failed_calls > SENDS * 0.15
    assert found.states["unknown"] < SENDS * 0.25  # what is certainly not out is sent again


def _await_worked(here: Agency, number: int) -> None:
    """Wait until every message that was accepted is worked on."""
    end = time.monotonic() + 60
    database = here.office.open()
    try:
        while time.monotonic() < end:
            with database.read() as connection:
                states = Counter(connection.execute(select(INBOX.c.state)).scalars())
            if states["done"] >= number:
                return
            time.sleep(0.1)
        raise AssertionError(f"{states}; {here.said()}")
    finally:
        database.close()
