"""From raw updates on disk to the inbox and the desks: in order, each once, none in the way."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.listening import TRIES, Either, Handler, Heard, Ignored, Listener, Unreadable
from bot.ports import Interaction, Person, Pressed, Typed
from bot.storage import record, updates
from bot.storage.inbox import INBOX
from bot.storage.updates import UPDATE
from policies.message import Message
from tests.fakes import OPEN, PLATFORM, Bench, build_test_app, message


def _read(payload: str) -> Heard:
    """Make out what an update of this test is: "message:1", "press:ann:2", "either:ann:3"…"""
    kind, _, rest = json.loads(payload).partition(":")
    who, _, number = rest.partition(":")
    match kind:
        case "message":
            return message(rest, f"text {rest}")
        case "press":
            return Pressed(
                key=rest, person=_person(who), chat="c", message="m", data=number, query=rest,
                private=True, at=OPEN,
            )  # fmt: skip
        case "either" | "group":
            return Either(typed=_typed(who, number, private=kind == "either"), message=_said(rest))
        case "poison":
            raise Unreadable("no shape")
        case "worse":
            raise RecursionError
    return Ignored()


def _person(who: str) -> Person:
    return Person(platform=PLATFORM, number=who)


def _typed(who: str, number: str, *, private: bool) -> Typed:
    command, _, argument = number.partition(" ")
    return Typed(
        key=number, person=_person(who), chat="c", message=number, text=number, private=private,
        at=OPEN, command=command, argument=argument,
    )  # fmt: skip


def _said(rest: str) -> Message:
    return message(rest, rest)


class Stand:
    """A listener over a real database."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.heard: list[str] = []
        self.numbers = 0

    def listener(self, *handlers: Handler) -> Listener:
        """Return a listener; without handlers one that notes every interaction and takes it."""
        return Listener(self.bench.app, PLATFORM, _read, handlers or [self.note])

    async def note(self, interaction: Interaction) -> bool:
        """Take an interaction, and remember it."""
        name = interaction.data if isinstance(interaction, Pressed) else "typed"
        self.heard.append(f"{interaction.person.number}:{name}")
        return True

    def arrive(self, *names: str) -> None:
        """Put updates on disk."""
        rows = []
        for name in names:
            self.numbers += 1
            rows.append((self.numbers, json.dumps(name)))
        with self.bench.app.database.write() as connection:
            updates.accept(connection, PLATFORM, rows, self.bench.clock())

    def states(self) -> list[tuple[int, str, str | None]]:
        """Return number, state and fault of each update."""
        with self.bench.app.database.read() as connection:
            rows = connection.execute(select(UPDATE).order_by(UPDATE.c.number))
            return [(row.number, row.state, row.fault) for row in rows]

    def inbox(self) -> list[str]:
        """Return the keys of what is in the inbox, in order."""
        with self.bench.app.database.read() as connection:
            rows = connection.execute(select(INBOX.c.update_key).order_by(INBOX.c.id))
            return [row.update_key for row in rows]


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    """The program, with nothing in it."""
    bench = build_test_app(tmp_path)
    yield Stand(bench)
    bench.app.close()


async def work(listener: Listener) -> int:
    """Take what waits, and wait until it is handled."""
    taken = await listener.work()
    await listener.settle()
    return taken


async def test_messages_go_to_the_inbox_in_order(stand: Stand) -> None:
    """Each update is done when its message is accepted; its text is erased from the raw updates."""
    stand.arrive("message:1", "nothing", "message:2")
    assert await work(stand.listener()) == 3
    assert stand.inbox() == ["new:m-1", "new:m-2"]
    assert stand.states() == [(1, "done", None), (2, "done", None), (3, "done", None)]
    with stand.bench.app.database.read() as connection:
        kept = connection.execute(select(UPDATE.c.payload)).scalars().all()
    assert kept == [None, None, None]
    assert await work(stand.listener()) == 0


async def test_a_poison_update_stops_no_other(stand: Stand) -> None:
    """What cannot be read is set aside and recorded, whatever reading it raises."""
    stand.arrive("message:1", "poison:", "worse:", "message:2")
    await work(stand.listener())
    assert stand.inbox() == ["new:m-1", "new:m-2"]
    assert stand.states() == [
        (1, "done", None),
        (2, "bad", "no shape"),
        (3, "bad", "RecursionError"),
        (4, "done", None),
    ]
    with stand.bench.app.database.read() as connection:
        kinds = [entry.kind for entry, _ in record.events(connection)]
        assert kinds.count("update.bad") == 2
        assert record.verify(connection) == []


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize(
    ("update", "place"),
    [
        ("message:1", "listen:before commit"),
        ("message:1", "listen:after commit"),
        ("either:ann:1", "heard:before commit"),
        ("either:ann:1", "heard:after commit"),
    ],
)
async def test_a_crash_around_a_commit_costs_nothing(stand: Stand, update: str, place: str) -> None:
    """A message and the update that brought it are settled together, or not at all."""

    def kill(name: str) -> None:
        if name == place:
            raise Killed

    async def leave(_interaction: Interaction) -> bool:
        return False

    stand.arrive(update)
    dying = Listener(stand.bench.app, PLATFORM, _read, [leave], kill)
    if update.startswith("message"):
        with pytest.raises(Killed):
            await dying.work()
    else:
        await dying.work()
        (task,) = asyncio.all_tasks() - {asyncio.current_task()}
        with pytest.raises(Killed):
            await task
    await work(stand.listener(leave))
    await work(stand.listener(leave))
    assert len(stand.inbox()) == 1
    assert stand.states() == [(1, "done", None)]


async def test_one_person_is_heard_in_order_and_others_are_not_held_up(stand: Stand) -> None:
    """Two presses of Ann come one after the other; Ben's goes through while Ann's first waits."""
    gate = asyncio.Event()
    ben = asyncio.Event()

    async def slow(interaction: Interaction) -> bool:
        if isinstance(interaction, Pressed) and interaction.data == "1":
            await gate.wait()
        await stand.note(interaction)
        if interaction.person.number == "ben":
            ben.set()
        return True

    listener = stand.listener(slow)
    stand.arrive("press:ann:1", "press:ann:2", "press:ben:3", "message:9")
    await listener.work()
    await asyncio.wait_for(ben.wait(), 5)
    assert stand.heard == ["ben:3"]
    assert stand.inbox() == ["new:m-9"]
    gate.set()
    await listener.settle()
    assert stand.heard == ["ben:3", "ann:1", "ann:2"]
    assert {state for _, state, _ in stand.states()} == {"done"}


async def test_what_is_in_hand_is_not_begun_again(stand: Stand) -> None:
    """A second look while somebody is busy finds nothing to begin."""
    gate = asyncio.Event()

    async def slow(interaction: Interaction) -> bool:
        await gate.wait()
        return await stand.note(interaction)

    listener = stand.listener(slow)
    stand.arrive("press:ann:1")
    assert [await listener.work(), await listener.work()] == [1, 0]
    gate.set()
    await listener.settle()
    assert stand.heard == ["ann:1"]


async def test_a_handler_that_fails_is_asked_three_times(stand: Stand) -> None:
    """Then the update is set aside with the name of the fault; other people's went through."""

    async def fails(interaction: Interaction) -> bool:
        await stand.note(interaction)
        if interaction.person.number == "ann":
            raise ZeroDivisionError
        return True

    listener = stand.listener(fails)
    stand.arrive("press:ann:1", "press:ben:2")
    for _ in range(TRIES + 1):
        await work(listener)
    assert stand.heard.count("ann:1") == TRIES
    assert stand.states() == [(1, "bad", "ZeroDivisionError"), (2, "done", None)]


async def test_after_a_restart_what_was_not_finished_is_handled(stand: Stand) -> None:
    """An interaction is done only when its handler is; a new listener takes it up again."""
    never = asyncio.Event()

    async def hangs(_interaction: Interaction) -> bool:
        await never.wait()
        return True

    first = stand.listener(hangs)
    stand.arrive("press:ann:1")
    await first.work()
    await work(stand.listener())
    assert stand.heard == ["ann:1"]
    never.set()
    await first.settle()


Take = Callable[[Interaction], Awaitable[bool]]


@pytest.mark.parametrize(
    ("name", "taken", "inbox"),
    [
        ("either:ann:hello", True, []),
        ("either:ann:hello", False, ["new:m-ann:hello"]),
        ("group:ann:next", True, []),
        ("group:ann:next you idiots", True, ["new:m-ann:next you idiots"]),
    ],
)
async def test_what_no_desk_takes_is_a_message(
    stand: Stand, name: str, taken: bool, inbox: list[str]
) -> None:
    """What a desk takes is no message, but for words that others in the group read too."""

    async def take(_interaction: Interaction) -> bool:
        return taken

    stand.arrive(name)
    await work(stand.listener(take))
    assert stand.inbox() == inbox
    assert stand.states() == [(1, "done", None)]


async def test_the_first_that_takes_it_is_the_last_that_is_asked(stand: Stand) -> None:
    """Handlers are asked in order."""
    asked: list[str] = []

    def handler(name: str, *, takes: bool) -> Take:
        async def take(_interaction: Interaction) -> bool:
            asked.append(name)
            return takes

        return take

    stand.arrive("press:ann:1")
    await work(
        stand.listener(
            handler("a", takes=False), handler("b", takes=True), handler("c", takes=True)
        )
    )
    assert asked == ["a", "b"]


async def test_old_updates_are_forgotten(stand: Stand) -> None:
    """Two days after it came, nothing is left of an update that was done."""
    stand.arrive("message:1")
    await work(stand.listener())
    stand.bench.clock.now += timedelta(days=3)
    await work(stand.listener())
    assert stand.states() == []
