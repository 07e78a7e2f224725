"""SIGKILL before and after each commit and each send, and at random instants.

Nothing that was accepted is lost, nothing is published twice, what nobody can tell is with a
person, and the record verifies.
"""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash.aftermath import check

AT_RANDOM = 24  # kills of forked children at any instant, besides those at named points
REAL = 2  # a hundred more in `make soak`
_SHARES = 24  # the forked kills are dealt out over so many tests, which can run side by side
_AT_ONCE = 1  # of them in `make test`; the others, at as many points each, in `make soak`

# where the program says that it is: bot/pipeline.py, publishing.py, deciding.py, settling.py …
POINTS = (
    "accept:before commit",
    "accept:after commit",
    "store:before commit",
    "store:after commit",
    "begin:before commit",
    "begin:after commit",
    "send:before",
    "wire:out",
    "send:after",
    "settle:before commit",
    "settle:after commit",
    "sweep:before commit",
    "sweep:after commit",
    "enforce:before commit",
    "enforce:after commit",
    "action:before",
    "action:after",
    "claim:before commit",
    "claim:after commit",
    "release:before commit",
    "release:after commit",
    "approve:before commit",
    "approve:after commit",
    "edit:before commit",
    "edit:after commit",
    "undo:before commit",
    "undo:after commit",
    "snooze:before commit",
    "snooze:after commit",
    "escalate:before commit",
    "escalate:after commit",
    "reject:before commit",
    "reject:after commit",
    "keep:before commit",
    "keep:after commit",
    "hide:before commit",
    "hide:after commit",
    "delete:before commit",
    "delete:after commit",
    "warn:before commit",
    "warn:after commit",
    "restrict:before commit",
    "restrict:after commit",
    "ban:before commit",
    "ban:after commit",
    "confirm_ban:before commit",
    "confirm_ban:after commit",
    "decline_ban:before commit",
    "decline_ban:after commit",
    "lift:before commit",
    "lift:after commit",
    "act:before commit",
    "act:after commit",
    "watch:before commit",
    "watch:after commit",
    "appeal:before commit",
    "appeal:after commit",
    "enter_appeal:before commit",
    "enter_appeal:after commit",
    "uphold:before commit",
    "uphold:after commit",
    "dismiss:before commit",
    "dismiss:after commit",
    "show_author:before commit",
    "show_author:after commit",
    "submit:before commit",
    "submit:after commit",
    "approve_half:before commit",
    "approve_half:after commit",
    "edit_post:before commit",
    "edit_post:after commit",
    "withdraw_post:before commit",
    "withdraw_post:after commit",
    "retry_half:before commit",
    "retry_half:after commit",
    "hand_off:before commit",
    "hand_off:after commit",
    "posted:before commit",
    "posted:after commit",
    "drop:before commit",
    "drop:after commit",
)


class Forker:
    """The helper process that forks, kills and reports."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.program", "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def run(self, folder: Path, **job: Any) -> dict[str, Any]:
        """Play the day in a forked child; return how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        folder.mkdir(exist_ok=True)
        self._process.stdin.write(json.dumps({"folder": str(folder), **job}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the helper."""
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """One helper for the tests of this file."""
    started = Forker()
    yield started
    started.close()


@pytest.fixture(scope="module")
def passed(forker: Forker, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every point that the day passes, in order, when nobody kills it."""
    folder = tmp_path_factory.mktemp("whole")
    trace = folder / "trace.txt"
    ended = forker.run(folder, can_find=True, trace=str(trace))
    assert ended == {"signal": 0, "code": 0}
    return trace.read_text("utf-8").splitlines()


def test_the_day_passes_every_named_point(passed: list[str]) -> None:
    """The list above is the list of the program: none is missing, none is unknown."""
    assert set(passed) == {*POINTS, "commit"}


def test_a_day_without_a_crash_holds_too(forker: Forker, tmp_path: Path) -> None:
    """What is asserted after a crash is true when there is none."""
    ended = forker.run(tmp_path / "whole", can_find=True)
    assert ended == {"signal": 0, "code": 0}
    check(tmp_path / "whole", can_find=True)


def _named(passed: list[str]) -> list[tuple[str, int]]:
    """The first and the last time of each point, and commits in between."""
    count = Counter(passed)
    times = [(name, nth) for name in POINTS for nth in sorted({1, count[name]})]
    middle = range(2, count["commit"], max(count["commit"] // 6, 1))
    return times + [("commit", nth) for nth in middle]


@pytest.mark.parametrize(
    "share",
    [
        pytest.param(share, marks=() if share < _AT_ONCE else pytest.mark.soak)
        for share in range(_SHARES)
    ],
)
def test_killed_at_every_point_and_at_random(
    forker: Forker, passed: list[str], tmp_path: Path, share: int
) -> None:
    """Kills in forked children: at each named point in turn, then at any instant."""
    jobs: list[dict[str, Any]] = [
        {"point": name, "nth": nth, "can_find": number % 2 == 0}
        for number, (name, nth) in enumerate(_named(passed))
    ]
    started = time.perf_counter()
    forker.run(tmp_path / "timed", can_find=True)
    whole_s = time.perf_counter() - started
    draw = random.Random(20260304)  # noqa: S311 -- the same instants in every run
    for _ in range(AT_RANDOM):
        jobs.append({"after_share": draw.random(), "can_find": len(jobs) % 2 == 0})
    for number, job in list(enumerate(jobs))[share::_SHARES]:
        folder = tmp_path / str(number)
        instant = job.pop("after_share", None)
        if instant is None:
            ended = forker.run(folder, **job)
        else:
            folder, ended = _killed_after(forker, folder, instant * whole_s, job["can_find"])
        assert ended["signal"] == signal.SIGKILL
        check(folder, can_find=job["can_find"])


def _killed_after(
    forker: Forker, folder: Path, after_s: float, can_find: bool
) -> tuple[Path, dict[str, Any]]:
    """Kill a child after a time; one that was done before is tried again, and killed earlier."""
    for attempt in range(8):
        place = folder.with_name(f"{folder.name}-{attempt}")
        ended = forker.run(place, can_find=can_find, after_s=after_s / 2**attempt)
        if ended["signal"]:
            break
    return place, ended


@pytest.mark.parametrize("number", range(REAL))
def test_a_real_process_is_killed(tmp_path: Path, number: int) -> None:
    """The same with a process that was started as users start one."""
    kill_real(tmp_path, 0.6 * number)


def kill_real(folder: Path, after_s: float) -> bool:
    """Start a process, kill it after a time, and check; return whether it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.program", "play", str(folder)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(after_s)
    process.kill()
    process.communicate(timeout=30)
    check(folder, can_find=True)
    return process.returncode == -signal.SIGKILL
