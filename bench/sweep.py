"""One sweep while 10,000 cases wait and none is due; then one with a batch that is due.

python -m bench.sweep [--cases N]

Beside it, a program that reads every waiting case and compares its time itself.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from bench._samples import START
from bench._table import show, verdict
from bot.app import shipped
from bot.settings import Settings
from bot.states import CaseState
from bot.storage.cases import CASE, load_many
from bot.storage.database import Database
from bot.storage.intake import AUTHOR
from bot.sweeper import Sweeper
from bot.toolbox import build_toolbox

RUNS = 50


def _fill(database: Database, number: int) -> None:
    with database.write() as connection:
        connection.execute(
            insert(AUTHOR), [{"platform": "bench", "handle": "a", "pseudonym": "ABCDEFGH"}]
        )
        connection.execute(
            insert(CASE),
            [
                {
                    "platform": "bench",
                    "channel": "page",
                    "root": f"r-{n}",
                    "author_id": 1,
                    "state": CaseState.QUEUED.value,
                    "version": 1,
                    "route": "review",
                    "severity": 2,
                    "lang": "en",
                    "opened_at": START,
                    "changed_at": START,
                    "last_message_at": START,
                    "due_at": START + timedelta(hours=1, seconds=n),
                    "due_kind": "reminder",
                    "reminders": 0,
                    "revision": 0,
                }
                for n in range(number)
            ],
        )


def _best(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    number = parser.parse_args().cases
    documents = shipped()
    settings = Settings()
    tools = build_toolbox(settings, documents.policy, documents.bank, documents.templates)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        database.upgrade()
        _fill(database, number)
        now = START

        def look_at_all() -> int:
            with database.read() as connection:
                ids = list(connection.execute(select(CASE.c.id)).scalars())
                cases = [
                    case
                    for start in range(0, len(ids), 500)
                    for case in load_many(connection, ids[start : start + 500])
                ]
            return sum(1 for case in cases if case.due_at is not None and case.due_at <= now)

        sweeper = Sweeper(database, settings, tools.hours, lambda: now)
        naive_ms = _best(look_at_all, 3)
        idle_ms = _best(sweeper.sweep)
        now = START + timedelta(hours=1, seconds=99)
        started = time.perf_counter()
        moved = sweeper.sweep()
        busy_ms = (time.perf_counter() - started) * 1000
        database.close()
    show(
        f"One sweep over {number:,} waiting cases",
        ("", "ms", "times as fast"),
        [
            ("reading every case", f"{naive_ms:.2f}", "1"),
            ("nothing is due", f"{idle_ms:.3f}", f"{naive_ms / idle_ms:,.0f}"),
            (f"{moved} cases are due", f"{busy_ms:.1f}", f"{naive_ms / busy_ms:,.1f}"),
        ],
    )
    verdict("a sweep with nothing due, ms", idle_ms, 5, at_most=True)


if __name__ == "__main__":
    main()
