"""liaison run: what must be in place, starting, stopping, and only once at a time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.onlyone import AlreadyRunning, only_one
from tests.bot.office import Office, office

CONFIG = """\
file: {{inbox: {folder}/in.jsonl, outbox: {folder}/out.jsonl}}
channels:
  - {{platform: file, id: default, mode: live}}
hours: {{week: {{monday: ["00:00-00:01"]}}, calendar: none}}
anchor_file: {folder}/anchors.txt
hold_back_seconds: 0
"""
QUESTION = {"id": "1", "text": "Ma demande a été refusée, j'ai combien de jours?", "author": "a"}


def _here(tmp_path: Path, *, staffed: bool = True) -> Office:
    return office(tmp_path, staffed=staffed, config=CONFIG.format(folder=tmp_path))


def _arrive(here: Office, *messages: Mapping[str, str]) -> None:
    with (here.folder / "in.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n" for one in messages)


def _sent(here: Office) -> list[dict[str, str]]:
    path = here.folder / "out.jsonl"
    return (
        [json.loads(one) for one in path.read_text("utf-8").splitlines()] if path.exists() else []
    )


def _start(here: Office, *options: str) -> subprocess.Popen[bytes]:
    program = "import sys; from bot.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", program, "run", "--config", here.config, "--db", here.db, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def _wait(here: Office, number: int) -> None:
    deadline = time.monotonic() + 20
    while len(_sent(here)) < number:
        assert time.monotonic() < deadline, "nothing was sent"
        time.sleep(0.05)


def test_only_approved_documents(tmp_path: Path) -> None:
    """Without approved documents it does not start, and says what to type; both languages."""
    here = _here(tmp_path, staffed=False)
    for told in here.both("run", "--once"):
        assert told.code == 4
        for kind in ("policy", "facts", "templates"):
            assert f"liaison documents import {kind}" in told.err
        assert "wording" not in told.err  # holding replies wait for it, the rest does not


def test_nothing_to_read(tmp_path: Path) -> None:
    """Without a platform it does not start, and says what to set."""
    for told in office(tmp_path).both("run", "--once"):
        assert told.code == 2
        assert "file.inbox" in told.err


def test_once(tmp_path: Path) -> None:
    """One pass answers what is there, writes the anchor, and a second pass finds nothing new."""
    here = _here(tmp_path)
    _arrive(here, QUESTION)
    told = here.run("run", "--once")
    assert told.code == 0
    assert told.out.startswith("1 message read.\n1 message processed.\n")
    assert [one["kind"] for one in _sent(here)] == ["holding"]
    assert here.run("record", "verify").code == 0
    assert "Comparé avec 1 ancre." in here.run("record", "verify", lang="fr").out
    again = here.run("run", "--once", lang="fr")
    assert again.out.startswith("0 message lu.\n0 message traité.\n")
    assert len(_sent(here)) == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_signals(number: signal.Signals, code: int, tmp_path: Path) -> None:
    """SIGTERM and Ctrl-C stop cleanly; what came meanwhile is answered after the next start.

    While it runs, a second start on the same database is refused.
    """
    here = _here(tmp_path)
    _arrive(here, QUESTION)
    running = _start(here)
    _wait(here, 1)
    second = here.both("run", "--once")
    assert [told.code for told in second] == [2, 2]
    assert all(str(here.db) in told.err for told in second)
    running.send_signal(number)
    _, err = running.communicate(timeout=10)
    assert running.returncode == code
    events = [json.loads(line)["event"] for line in err.decode().splitlines()]
    assert events[0] == "started"
    assert events[-2:] == ["stopping", "stopped"]
    assert (tmp_path / "anchors.txt").read_text().count("\n") >= 1
    _arrive(here, {**QUESTION, "id": "2", "author": "b"})
    assert here.run("run", "--once").code == 0
    assert len(_sent(here)) == 2


def test_the_lock(tmp_path: Path) -> None:
    """The lock is per database, is let go at the end, and is not needed on a server."""
    one, other = tmp_path / "a.db", tmp_path / "b.db"
    with (
        only_one(one),
        only_one(other),
        only_one(None),
        pytest.raises(AlreadyRunning),
        only_one(one),
    ):
        pytest.fail("two at once")
    with only_one(one):
        assert one.with_name("a.db.lock").read_text() == f"{os.getpid()}\n"


def test_console(tmp_path: Path) -> None:
    """What is typed is worked on, what would be sent is shown, and the end of input ends it."""
    here = _here(tmp_path)
    running = _start(here, "--console")
    out, err = running.communicate(b"J'ai combien de jours pour contester?\n", timeout=30)
    assert running.returncode == 0, err.decode()
    shown = [json.loads(line) for line in out.decode().splitlines()]
    assert [(one["kind"], one["channel"]) for one in shown] == [("holding", "console")]
    assert "J'ai combien" not in err.decode()
