"""A hundred real processes killed at random, and crashes in the start after a crash."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.crash.aftermath import check
from tests.crash.test_kills import Forker, kill_real

pytestmark = pytest.mark.soak

REAL = 100
CHAINS = 60
_LONGEST_S = 1.5  # after "ready": reading the documents takes a part of it


def test_a_hundred_real_processes(tmp_path: Path) -> None:
    """Each is killed at another instant; after each everything is accounted for."""
    draw = random.Random(100)  # noqa: S311 -- the same instants in every run
    instants = [draw.uniform(0.0, _LONGEST_S) for _ in range(REAL)]
    folders = [tmp_path / str(number) for number in range(REAL)]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(max_workers=2) as two:
        killed = list(two.map(kill_real, folders, instants))
    assert len(killed) == REAL
    assert sum(killed) >= REAL * 0.6  # some are done before their instant comes


def test_crashes_in_the_start_after_a_crash(tmp_path: Path) -> None:
    """Killed in the day, then killed up to four times while it recovers."""
    draw = random.Random(60)  # noqa: S311 -- the same instants in every run
    forker = Forker()
    for number in range(CHAINS):
        can_find, folder = number % 2 == 0, tmp_path / str(number)
        forker.run(folder, can_find=can_find, after_s=draw.uniform(0.0, 0.25))
        for _ in range(draw.randrange(1, 5)):
            after = draw.uniform(0.0, 0.12)
            forker.run(folder, can_find=can_find, resume=True, after_s=after)
        check(folder, can_find=can_find)
    forker.close()
