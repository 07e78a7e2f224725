"""A disk that is full, a file that cannot be written, an upgrade that is cut off, two processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, text

from bot.storage import inbox, record
from bot.storage.database import Database, DiskFull, NotReachable, ReadOnly
from bot.storage.inbox import INBOX
from tests.fakes import OPEN, TALK_EN, build_test_app, message, new_database


def test_a_full_disk_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    """What was accepted before stays, what did not fit leaves no trace, and it goes on later."""
    bench = build_test_app(tmp_path)
    bench.arrive(message(1, TALK_EN))

    def small(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 80")  # type: ignore[attr-defined]  # sqlite3's connection

    bench.app.database.engine.dispose()
    event.listen(bench.app.database.engine, "connect", small)
    accepted = 1

    def fill() -> None:
        nonlocal accepted
        for number in range(2, 500):
            bench.app.pipeline.accept([message(number, TALK_EN * 50)], OPEN)
            accepted += 1

    with pytest.raises(DiskFull, match=r"liaison\.db"):
        fill()
    assert accepted > 1
    event.remove(bench.app.database.engine, "connect", small)
    bench.app.database.engine.dispose()
    with bench.app.database.read() as connection:
        assert len(connection.execute(select(INBOX.c.id)).all()) == accepted
        assert record.verify(connection) == []
    bench.arrive(message(1000, TALK_EN))  # there is room again: all that waits is worked on
    with bench.app.database.read() as connection:
        states = connection.execute(select(INBOX.c.state)).scalars().all()
    assert states == ["done"] * (accepted + 1)
    bench.app.close()


def test_a_database_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """A connection that may only read: the fault is named, reading goes on."""
    new_database(tmp_path / "liaison.db").close()
    database = Database(f"sqlite:///file:{tmp_path / 'liaison.db'}?mode=ro&uri=true")
    with pytest.raises((ReadOnly, NotReachable)), database.write() as connection:
        inbox.accept(connection, [message(1, TALK_EN)], OPEN)
    database.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write what is read-only")
def test_a_file_that_is_read_only_says_so(tmp_path: Path) -> None:
    """A file without the right to write is named."""
    file = tmp_path / "liaison.db"
    new_database(file).close()
    file.chmod(0o400)
    database = Database(f"sqlite:///{file}")
    with pytest.raises(ReadOnly), database.write() as connection:
        inbox.accept(connection, [message(1, TALK_EN)], OPEN)
    database.close()


class _Stop(Exception):
    """The upgrade is cut off here."""


@pytest.mark.parametrize("statements", [1, 7, 25, 34])
def test_an_upgrade_that_is_cut_off_can_be_made_again(tmp_path: Path, statements: int) -> None:
    """An upgrade happens whole or not at all."""
    file = tmp_path / "liaison.db"
    database = Database(f"sqlite:///{file}")
    left = statements

    def stop(*arguments: object) -> None:
        nonlocal left
        if str(arguments[2]).lstrip().upper().startswith(("CREATE", "INSERT")):
            left -= 1
            if left < 0:
                raise _Stop

    event.listen(database.engine, "before_cursor_execute", stop)
    with pytest.raises(_Stop):
        database.upgrade()
    database.close()
    again = Database(f"sqlite:///{file}")
    again.upgrade()
    again.check()
    again.close()


_UPGRADE = (
    "import sys\n"
    "from bot.storage.database import Database\n"
    "print('ready', flush=True)\n"
    "sys.stdin.readline()\n"
    "database = Database(sys.argv[1])\n"
    "print(database.upgrade())\n"
)


def test_two_processes_upgrade_at_once(tmp_path: Path) -> None:
    """One upgrades, the other waits and finds it done."""
    url = f"sqlite:///{tmp_path / 'liaison.db'}"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _UPGRADE, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    ended = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], ended


_WRITE = (
    "import sys\n"
    "from bot.storage.database import Database\n"
    "from bot.storage import inbox\n"
    "from tests.fakes import OPEN, TALK_EN, message\n"
    "database = Database(sys.argv[1])\n"
    "start = int(sys.argv[2])\n"
    "for n in range(start, start + 100, 5):\n"
    "    with database.write() as connection:\n"
    "        inbox.accept(connection, [message(n + k, TALK_EN) for k in range(5)], OPEN)\n"
)


def test_two_processes_write_and_nothing_is_lost(tmp_path: Path) -> None:
    """On one file two programs take turns; the record is one chain."""
    file = tmp_path / "liaison.db"
    database = new_database(file)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITE, f"sqlite:///{file}", start],
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for start in ("0", "50")  # half of it both have
    ]
    errors = [one.communicate(timeout=60)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], errors
    with database.read() as connection:
        keys = connection.execute(select(INBOX.c.update_key)).scalars().all()
        assert sorted(keys) == sorted(f"new:m-{n}" for n in range(150))
        assert record.verify(connection) == []
    database.close()


def test_every_commit_is_on_the_disk(tmp_path: Path) -> None:
    """What the file promises: write-ahead log, full synchronization, foreign keys."""
    database = new_database(tmp_path / "liaison.db")
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    assert isinstance(database.engine, Engine)
    database.close()
