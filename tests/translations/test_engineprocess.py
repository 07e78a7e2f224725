"""A process that crashes or hangs costs one answer, never the program."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from translations.engineprocess import Busy, Crashed, EngineProcess, Hung, ProcessFault


@pytest.fixture
def process() -> Iterator[EngineProcess]:
    """A process that does what it is told."""
    one = EngineProcess("tests.translations.odd_worker", threads=1)
    yield one
    one.close()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_answers_one_line_with_one_line(process: EngineProcess) -> None:
    """The same process answers; it starts when it is first asked, and ends when closed."""
    assert process.pid is None
    assert process.ask(b"hello", timeout_s=20) == b"hello\n"
    first = process.pid
    assert process.ask(b"x" * 300_000, timeout_s=20) == b"x" * 300_000 + b"\n"
    assert process.pid == first is not None
    process.close()
    assert not _alive(first)


@pytest.mark.parametrize(
    ("word", "fault", "within_s"),
    [(b"crash", Crashed, 20.0), (b"half", Crashed, 20.0), (b"hang", Hung, 0.4)],
)
def test_a_fault_ends_the_process_and_the_next_request_is_answered(
    process: EngineProcess, word: bytes, fault: type[ProcessFault], within_s: float
) -> None:
    """A crash, an answer cut short and a hang are told in time; then all is well again."""
    process.ask(b"hello", timeout_s=20)
    bad = process.pid
    start = time.monotonic()
    with pytest.raises(fault):
        process.ask(word, timeout_s=within_s)
    assert time.monotonic() - start < 5
    assert process.pid is None
    assert bad is not None
    assert not _alive(bad)
    assert process.ask(b"again", timeout_s=20) == b"again\n"


def test_whoever_waits_too_long_for_a_turn_is_told(process: EngineProcess) -> None:
    """One request at a time; the others wait, but no longer than they want to."""
    process.ask(b"hello", timeout_s=20)
    hung = threading.Thread(target=lambda: _quietly(process))
    hung.start()
    time.sleep(0.1)
    with pytest.raises(Busy):
        process.ask(b"hello", timeout_s=0.1)
    hung.join(10)
    assert process.ask(b"hello", timeout_s=20) == b"hello\n"


def _quietly(process: EngineProcess) -> None:
    with pytest.raises(Hung):
        process.ask(b"hang", timeout_s=0.6)


def test_no_secret_is_passed_on(process: EngineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens in our environment are not in that of the process."""
    monkeypatch.setenv("LIAISON_TELEGRAM_TOKEN", "1:secret")
    seen = process.ask(b"environment", timeout_s=20).split()
    assert b"PYTHONPATH" in seen
    assert not [name for name in seen if name.startswith(b"LIAISON")]


def test_a_process_that_cannot_start_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing interpreter or module is told as any crash is."""
    with pytest.raises(Crashed):
        EngineProcess("tests.translations.no_such_module", threads=1).ask(b"x", timeout_s=20)
    monkeypatch.setattr("sys.executable", "/nonexistent/python")
    with pytest.raises(Crashed):
        EngineProcess("tests.translations.odd_worker", threads=1).ask(b"x", timeout_s=20)


def test_it_ends_with_its_owner() -> None:
    """A forgotten process is ended when nothing refers to it any more."""
    one = EngineProcess("tests.translations.odd_worker", threads=1)
    one.ask(b"hello", timeout_s=20)
    pid = one.pid
    assert pid is not None
    del one
    assert not _alive(pid)
