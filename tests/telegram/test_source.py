"""Fetching updates: on disk before Telegram may forget them, whatever the wire does."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.platforms.telegram.client import build_bot, close_bot, open_bot
from bot.platforms.telegram.source import WANTED, TelegramSource
from bot.settings import TelegramPlatform
from bot.storage import updates
from bot.storage.database import Database
from bot.storage.thread import StorageThread
from tests.fakes import FakeClock, new_database

Reply = tuple[int, object] | Exception


class Wire:
    """Telegram's end of the wire: answers from a list, and remembers what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.asked.append(dict(httpx.QueryParams(request.content.decode())))
        reply = self.replies.pop(0) if self.replies else (200, [])
        if isinstance(reply, Exception):
            raise reply
        status, body = reply
        if isinstance(body, bytes):
            return httpx.Response(status, content=body)
        if status == httpx.codes.OK:
            return httpx.Response(status, json={"ok": True, "result": body})
        return httpx.Response(status, json={"ok": False, "error_code": status, **_dict(body)})


def _dict(body: object) -> dict[str, Any]:
    return body if isinstance(body, dict) else {"description": str(body)}


class Killed(BaseException):
    """The process dies here."""


class Setup:
    """A source with everything around it."""

    def __init__(self, folder: Path) -> None:
        self.wire, self.clock = Wire(), FakeClock()
        self.waits: list[float] = []
        self.database: Database = new_database(folder / "liaison.db")
        self.thread = StorageThread()
        self.bot = build_bot(
            TelegramPlatform(timeout_s=5, poll_s=0),
            SecretStr("1000000001:" + "T" * 35),
            transport=httpx.MockTransport(self.wire),
        )

    def source(self, probe: Callable[[str], None] = lambda _name: None) -> TelegramSource:
        """Return a source, as a program that has just started has it."""

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        return TelegramSource(
            self.bot, self.database, self.thread, self.clock, poll_s=0, sleep=sleep, probe=probe
        )

    def stored(self) -> list[tuple[int, object]]:
        """Return number and payload of what is on disk and waits."""
        with self.database.read() as connection:
            waiting = updates.waiting(connection, "telegram", 1000)
        return [(one.number, json.loads(one.payload)) for one in waiting]

    def offset(self) -> str | None:
        """Return the offset that the last request named."""
        return self.wire.asked[-1].get("offset")


@pytest.fixture
async def setup(tmp_path: Path) -> AsyncIterator[Setup]:
    """A source over a wire that answers what the test says."""
    made = Setup(tmp_path)
    await open_bot(made.bot)
    yield made
    await close_bot(made.bot)
    made.thread.close()
    made.database.close()


def one(number: int, **more: object) -> dict[str, object]:
    """Return an update."""
    return {"update_id": number, **more}


async def test_what_was_fetched_is_on_disk_before_it_is_confirmed(setup: Setup) -> None:
    """The first request names no offset; the next one, what comes after what is stored."""
    setup.wire.replies = [(200, [one(5, a=1), one(6)])]
    source = setup.source()
    assert await source.poll() == 2
    assert setup.offset() is None
    assert json.loads(setup.wire.asked[0]["allowed_updates"]) == list(WANTED)
    assert setup.stored() == [(5, one(5, a=1)), (6, one(6))]
    assert await source.poll() == 0
    assert setup.offset() == "7"
    assert source.last_poll == setup.clock()


async def test_an_update_that_comes_twice_is_one(setup: Setup) -> None:
    """Telegram sends again what was not confirmed; it is stored once."""
    setup.wire.replies = [(200, [one(5)]), (200, [one(5), one(6)])]
    source = setup.source()
    assert [await source.poll(), await source.poll()] == [1, 1]
    assert [number for number, _ in setup.stored()] == [5, 6]


async def test_the_offset_survives_a_restart(setup: Setup) -> None:
    """A program that starts again goes on where it was."""
    setup.wire.replies = [(200, [one(5)])]
    await setup.source().poll()
    await setup.source().poll()
    assert setup.offset() == "6"


async def test_numbers_may_begin_anew_after_a_quiet_week(setup: Setup) -> None:
    """After days without updates the offset is not named: a lower number would be lost."""
    setup.wire.replies = [(200, [one(900_000)]), (200, [one(12)])]
    source = setup.source()
    await source.poll()
    setup.clock.forward(days=7)
    assert await source.poll() == 1
    assert setup.offset() is None
    await source.poll()
    assert setup.offset() == "13"


@pytest.mark.parametrize("place", ["poll:fetched", "poll:before commit", "poll:after commit"])
async def test_a_crash_around_the_commit_loses_nothing(setup: Setup, place: str) -> None:
    """Killed at any point, the update is on disk, or was not confirmed and comes again."""

    def kill(name: str) -> None:
        if name == place:
            raise Killed

    setup.wire.replies = [(200, [one(5)])]
    with pytest.raises(Killed):
        await setup.source(kill).poll()
    kept = setup.stored()
    setup.wire.replies = [(200, [] if kept else [one(5)])]
    await setup.source().poll()
    assert setup.offset() == ("6" if kept else None)  # confirmed only where it is on disk
    assert setup.stored() == [(5, one(5))]


FAULTS: list[tuple[Reply, str]] = [
    (httpx.ConnectError("no route"), "NotConnected"),
    (httpx.ReadTimeout("slow"), "TimedOut"),
    ((502, b"<html>bad gateway</html>"), "ServerFault"),
    ((200, b"not json"), "TelegramError"),
    ((200, {"not": "a list"}), "ValueError"),
    ((409, "Conflict: terminated by other getUpdates request"), "another_poller"),
    ((409, "Conflict: can't use getUpdates method while webhook is active"), "webhook_is_set"),
]


@pytest.mark.parametrize(("fault", "name"), FAULTS)
async def test_a_fault_of_the_wire_is_named_and_survived(
    setup: Setup, fault: Reply, name: str
) -> None:
    """Each fault has a word of its own; the next request works, and the word is gone."""
    setup.wire.replies = [fault, (200, [one(5)])]
    source = setup.source()
    assert await source.poll() == 0
    found = source.fault
    assert found == name
    assert setup.waits == [1.0]
    assert await source.poll() == 1
    assert source.fault is None


async def test_pauses_grow_to_a_minute_and_begin_anew(setup: Setup) -> None:
    """1, 2, 4 … 60 seconds while nothing works; one success starts from 1 again."""
    source = setup.source()
    away: list[Reply] = [httpx.ConnectError("x")]
    setup.wire.replies = [*away * 8, (200, []), *away]
    for _ in range(10):
        await source.poll()
    assert setup.waits == [1, 2, 4, 8, 16, 32, 60, 60, 1]


async def test_too_many_requests_is_obeyed_exactly(setup: Setup) -> None:
    """We wait as long as Telegram says, not longer, not shorter."""
    setup.wire.replies = [(429, {"description": "Too Many", "parameters": {"retry_after": 17}})]
    await setup.source().poll()
    assert setup.waits == [17.0]


@pytest.mark.parametrize("status", [401, 404])
async def test_a_wrong_token_is_a_clear_fault(setup: Setup, status: int) -> None:
    """A token that Telegram does not know is named; nothing else stops."""
    setup.wire.replies = [(status, "Unauthorized" if status == 401 else "Not Found")]
    source = setup.source()
    assert await source.poll() == 0
    assert (source.fault, setup.waits) == ("token_refused", [60.0])


async def test_what_has_no_number_stops_no_other(setup: Setup) -> None:
    """Something that is no update at all is passed over; the others are stored."""
    poison = ["x", None, one(2**70), {"update_id": "9"}, {"update_id": True}]
    setup.wire.replies = [(200, [*poison, one(5)]), (200, poison)]
    source = setup.source()
    assert await source.poll() == 1
    assert [number for number, _ in setup.stored()] == [5]
    assert await source.poll() == 0
    assert setup.waits == [1.0]  # nothing but poison: no hot loop


async def test_strange_characters_survive_the_disk(setup: Setup) -> None:
    """A NUL and half a surrogate pair are stored as they came."""
    setup.wire.replies = [(200, b'{"ok":true,"result":[{"update_id":5,"t":"\\u0000\\ud800"}]}')]
    assert await setup.source().poll() == 1
    assert setup.stored() == [(5, one(5, t="\x00\ud800"))]


async def test_done_updates_are_known_for_two_days(setup: Setup) -> None:
    """What is done is dropped after two days, and not before: it may come again."""
    setup.wire.replies = [(200, [one(5)])]
    await setup.source().poll()
    with setup.database.write() as connection:
        updates.done(connection, [one.id for one in updates.waiting(connection, "telegram", 9)])
        assert updates.drop_old(connection, "telegram", setup.clock() + timedelta(days=1)) == 0
        assert updates.accept(connection, "telegram", [(5, "{}")], setup.clock()) == 0
        assert updates.drop_old(connection, "telegram", setup.clock() + timedelta(days=3)) == 1
