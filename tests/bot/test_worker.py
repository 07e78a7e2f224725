"""The loops of liaison run: they start, stop, outlive faults, and end when nothing can come."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from bot.anchors import read_anchors
from bot.platforms.console import ConsoleSource
from bot.platforms.files import FileSource
from bot.ports import Unreadable
from bot.storage import record
from bot.storage.database import DiskFull
from bot.worker import Loop, Passed, Worker
from policies.message import Message
from tests.fakes import (  # fmt: skip
    CLOSED,
    QUESTION_FR,
    TALK_EN,
    Bench,
    FakeClock,
    build_test_app,
    live_settings,
    message,
)


class ListSource:
    """Gives its batches one after the other, and remembers what was confirmed."""

    def __init__(self, *batches: list[Message | Unreadable]) -> None:
        self._batches = list(batches)
        self.confirmed = 0
        self.faults: list[Exception] = []

    async def read(self, limit: int) -> list[Message | Unreadable]:
        """Return the next batch; fail where a fault is planned."""
        if self.faults:
            raise self.faults.pop()
        await asyncio.sleep(0)
        return self._batches.pop(0) if self._batches else []

    async def confirm(self) -> None:
        """Count."""
        self.confirmed += 1

    @property
    def empty(self) -> bool:
        """Whether all was given and confirmed."""
        return not self._batches and self.confirmed > 1


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """The program with nothing held back, outside business hours."""
    settings = live_settings(hold_back_seconds=0)
    settings = settings.model_copy(update={"anchor_file": tmp_path / "anchors.txt"})
    made = build_test_app(tmp_path, clock=FakeClock(CLOSED), settings=settings)
    yield made
    made.app.close()


_MONTHS: Final = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split()


async def _until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110 -- what is waited for happens in a file
            await asyncio.sleep(0.01)


def _question(number: int) -> Message:
    # the same text from many people would be a campaign
    text = f"{QUESTION_FR} C'est pour mon dossier de {_MONTHS[number % len(_MONTHS)]}."
    return replace(message(number, text, author=f"a{number}"), sent_at=CLOSED)


async def test_from_source_to_wire(bench: Bench) -> None:
    """What a source gives is confirmed once it is on disk, worked on, and answered."""
    source = ListSource([_question(1)], [_question(2)])
    worker = Worker(bench.app, [source])
    running = asyncio.create_task(worker.run())
    await _until(lambda: len(bench.wire.taken()) == 2)
    assert source.confirmed >= 2
    worker.stop()
    await asyncio.wait_for(running, 5)
    assert {line["kind"] for line in bench.wire.taken()} == {"holding"}


async def test_stop_is_prompt(bench: Bench) -> None:
    """An idle worker stops at once, and again right away; its anchor is written."""
    worker = Worker(bench.app, [])
    bench.arrive(_question(1))
    running = asyncio.create_task(worker.run())
    await _until(lambda: bool(bench.wire.taken()))
    worker.stop()
    async with asyncio.timeout(1):
        await running
    path = bench.app.settings.anchor_file
    assert path is not None
    assert read_anchors(path)


async def test_faults_are_outlived(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk or a file that is away stops nothing: the loop tries again."""
    monkeypatch.setattr("bot.worker._RETRY_S", 0.01)
    source = ListSource([_question(1)])
    source.faults = [DiskFull("/data/x.db"), PermissionError(13, "x")]
    worker = Worker(bench.app, [source])
    running = asyncio.create_task(worker.run())
    await _until(lambda: len(bench.wire.taken()) == 1)
    worker.stop()
    await running


async def test_a_bug_stops_everything(bench: Bench) -> None:
    """What nobody expected is not hidden: all loops end, and the error comes out."""
    source = ListSource()
    source.faults = [ZeroDivisionError()]
    with pytest.raises(ExceptionGroup) as caught:
        await asyncio.wait_for(Worker(bench.app, [source]).run(), 5)
    assert isinstance(caught.value.exceptions[0], ZeroDivisionError)


async def test_the_end_of_everything(bench: Bench) -> None:
    """Where nothing can come any more the worker ends by itself, after the last answer."""
    source = ListSource([_question(1)], [_question(2)])
    worker = Worker(bench.app, [source], lambda: source.empty)
    await asyncio.wait_for(worker.run(), 10)
    assert len(bench.wire.taken()) == 2


async def test_one_pass(bench: Bench) -> None:
    """One pass does what can be done now, in order, and says how much that was."""
    source = ListSource([_question(1), message(2, TALK_EN, author="b")], [_question(3)])
    passed = await Worker(bench.app, [source]).once()
    assert (passed.read, passed.processed) == (3, 3)
    assert passed.tried == len(bench.wire.taken()) == 3
    again = await Worker(bench.app, [source]).once()
    assert again == Passed(read=0, processed=0, tried=0)


async def test_file_source_goes_on_where_it_stopped(bench: Bench, tmp_path: Path) -> None:
    """A restart reads on behind what is on disk; a line that is not whole yet waits."""
    inbox, saved = tmp_path / "in.jsonl", [""]

    def source() -> FileSource:
        def save(value: str) -> None:
            saved[0] = value

        return FileSource(inbox, bench.clock, lambda: saved[0] or None, save, idle_s=0)

    assert (await Worker(bench.app, [source()]).once()).read == 0  # there is no file yet
    inbox.write_text('{"id":"1","text":"hello"}\nnot json\n{"id":"2","te')
    assert (await Worker(bench.app, [source()]).once()).read == 2
    with inbox.open("a") as file:
        file.write('xt":"again"}\n')
    assert (await Worker(bench.app, [source()]).once()).read == 1
    inbox.write_text('{"id":"9","text":"a new file"}\n')
    assert (await Worker(bench.app, [source()]).once()).read == 1


async def test_console_source(bench: Bench) -> None:
    """Lines are texts or messages; ids never repeat from one start to the next; the end is seen."""
    typed = 'Bonjour\n\n{"text":"Hello","id":"7","author":"x"}\n{broken\nno newline'
    found: list[Message | Unreadable] = []
    source = ConsoleSource(_Typed(typed), bench.clock, "s1")
    async with asyncio.timeout(5):
        while not source.finished:
            found.extend(await source.read(2))
            await source.confirm()
    told = [one.fault if isinstance(one, Unreadable) else (one.id, one.text) for one in found]
    assert told == [
        ("s1:1", "Bonjour"),
        ("7", "Hello"),
        "not_json",
        ("s1:5", "no newline"),
    ]
    assert {one.platform for one in found} == {"console"}
    messages = [one for one in found if isinstance(one, Message)]
    assert {one.channel for one in messages} == {"console"}
    assert max(one.sent_at for one in messages) <= bench.clock()


class _Typed:
    """A terminal that gives three bytes at a time."""

    def __init__(self, text: str) -> None:
        self._rest = text.encode()

    def read(self, size: int, /) -> bytes:
        """Return a few bytes."""
        piece, self._rest = self._rest[:3], self._rest[3:]
        return piece


async def test_the_record_is_whole_afterwards(bench: Bench) -> None:
    """Whatever the loops did in parallel, the chain verifies."""
    batches: list[list[Message | Unreadable]] = [[_question(n)] for n in range(12)]
    source = ListSource(*batches)
    worker = Worker(bench.app, [source], lambda: source.empty)
    await asyncio.wait_for(worker.run(), 15)
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
    keys = [json.dumps(line["key"]) for line in bench.wire.taken()]
    assert len(keys) == len(set(keys)) == 12


async def test_a_loop_that_found_work_wakes_the_others(bench: Bench) -> None:
    """What a platform's loop brings is processed at once, not when a pause is over."""
    seen = asyncio.Event()
    brought: list[int] = []

    async def bring() -> int:
        if brought:
            return 0
        brought.append(bench.app.pipeline.accept([message(1, TALK_EN)], CLOSED))
        return 1

    async def look() -> int:
        if brought and not seen.is_set():
            seen.set()
            return 1
        return 0

    worker = Worker(
        bench.app,
        [],
        loops=[
            Loop(name="look", work=look, pause_s=3600),
            Loop(name="bring", work=bring, pause_s=3600),
        ],
    )
    running = asyncio.ensure_future(worker.run())
    async with asyncio.timeout(10):
        await seen.wait()
        worker.stop()
        await running


async def test_a_loop_that_waits_for_the_world_does_not_hold_up_the_end(bench: Bench) -> None:
    """A long request for updates is given up when the program stops."""
    began = asyncio.Event()

    async def wait() -> int:
        began.set()
        await asyncio.Event().wait()
        return 0

    worker = Worker(bench.app, [], loops=[Loop(name="poll", work=wait, pause_s=0, waits=True)])
    running = asyncio.ensure_future(worker.run())
    async with asyncio.timeout(10):
        await began.wait()
        worker.stop()
        await running
