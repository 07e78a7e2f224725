"""`liaison replay`: a file through the whole pipeline, in a folder of its own."""

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.cli import main
from bot.faults import ExitCode
from bot.replaying import MARKER, shadowed
from bot.settings import Channel, Settings
from bot.storage.cases import PUBLICATION
from bot.storage.database import Database
from bot.storage.record import verify

Captured = pytest.CaptureFixture[str]

LINES: Final[Sequence[dict[str, str]]] = (
    {
        "id": "a",
        "author": "one",
        "sent_at": "2026-01-14T10:00:00-05:00",
        "text": "You have to pay back the grant",
    },
    {
        "id": "b",
        "author": "two",
        "sent_at": "2026-01-14T10:01:00-05:00",
        "text": "Bonne fin de semaine tout le monde, il fait beau à Sudbury.",
    },
    {
        "id": "c",
        "author": "three",
        "sent_at": "2026-01-14T22:00:00-05:00",
        "text": "Je suis journaliste et je prépare un reportage. À qui puis-je parler?",
    },
)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIAISON_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LIAISON_DB", "LIAISON_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def _write(path: Path, lines: Sequence[object]) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def _summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert found.pop("seconds") > 0
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


EXPECTED: Final = {
    "messages": 3,
    "by_route": {"ignore": 1, "draft": 1, "review": 0, "escalate": 1},
    "by_lang": {"fr": 2, "en": 1},
    "cases": 3,
    "drafts": 1,
    "flagged": 1,
    "errors": 0,
    "individual_voices": 3,
    "campaign_voices": 0,
    "campaigns": [],
}


def test_summary_counts_everything(tmp_path: Path) -> None:
    """One message a route: the summary says so exactly, and every file is there."""
    file = _write(tmp_path / "in.jsonl", LINES)
    assert main(["replay", str(file)]) == ExitCode.OK
    out = tmp_path / "liaison-replay"
    assert _summary(out) == EXPECTED
    assert {path.name for path in out.iterdir()} - {"liaison.db-wal", "liaison.db-shm"} == {
        "cases.jsonl",
        "drafts.jsonl",
        "liaison.db",
        "report.en.html",
        "report.fr.html",
        "summary.json",
        MARKER,
    }


def test_second_run_adds_nothing(tmp_path: Path, capsys: Captured) -> None:
    """The same file again is passed over by platform and id; the files stay the same."""
    file, out = _write(tmp_path / "in.jsonl", LINES), tmp_path / "out"
    main(["replay", str(file), "--out", str(out)])
    before = [(out / name).read_bytes() for name in ("cases.jsonl", "drafts.jsonl")]
    capsys.readouterr()
    assert main(["replay", str(file), "--out", str(out)]) == ExitCode.OK
    assert _summary(out) == EXPECTED
    assert [(out / name).read_bytes() for name in ("cases.jsonl", "drafts.jsonl")] == before
    assert "3 were there already" in capsys.readouterr().err


def test_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """What a shorter file brought stays, and the rest of the file is added to it."""
    out = tmp_path / "out"
    main(["replay", str(_write(tmp_path / "in.jsonl", LINES[:1])), "--out", str(out)])
    main(["replay", str(_write(tmp_path / "in.jsonl", LINES)), "--out", str(out)])
    assert _summary(out) == EXPECTED


def test_bad_lines_stop_no_other(tmp_path: Path, capsys: Captured) -> None:
    """Each bad line is named with file and line, counted once, and the code is 3."""
    file = _write(tmp_path / "in.jsonl", [LINES[0], "{broken", *LINES[1:], {"id": "d"}])
    for _ in range(2):
        assert main(["replay", str(file), "--out", "out"]) == ExitCode.BAD_LINES
        told = capsys.readouterr().err
        assert f"{file}:2: " in told
        assert f"{file}:5: text: " in told
        assert _summary(tmp_path / "out") == {**EXPECTED, "errors": 2}


def test_case_and_draft_lines(tmp_path: Path) -> None:
    """Cases carry what was found in each message, drafts their texts in both languages."""
    out = tmp_path / "out"
    main(["replay", str(_write(tmp_path / "in.jsonl", LINES)), "--out", str(out)])
    cases, drafts = _lines(out / "cases.jsonl"), _lines(out / "drafts.jsonl")
    assert [case["messages"][0]["id"] for case in cases] == ["a", "b", "c"]
    assert [case["draft"] for case in cases] == [drafts[0]["draft"], None, None]
    assert {key: cases[2][key] for key in ("platform", "channel", "root", "state", "route")} == {
        "platform": "file",
        "channel": "default",
        "root": "c",
        "state": "queued",
        "route": "escalate",
    }
    assert {label["label"] for label in cases[2]["messages"][0]["labels"]} == {"media"}
    assert cases[0]["messages"][0]["facts"][0] == "grant-not-repaid"
    assert "three" not in json.dumps(cases)  # a pseudonym stands for the author
    draft = drafts[0]
    assert (draft["message"], draft["act"], draft["state"]) == ("a", "correction", "proposed")
    assert (draft["languages"], draft["facts"]) == (["en"], ["grant-not-repaid"])
    assert set(draft["texts"]) == set(draft["origins"]) == {"en", "fr"}
    assert all(set(check) == {"check", "passed", "weight"} for check in draft["checks"])


def test_message_without_time_or_author(tmp_path: Path) -> None:
    """--now dates messages that have no time; without an author each message has its own."""
    file = _write(tmp_path / "in.jsonl", [{"text": "Merci à toute l'équipe!"}] * 2)
    main(["replay", str(file), "--out", "out", "--now", "2026-01-17T12:00:00-05:00"])
    cases = _lines(tmp_path / "out" / "cases.jsonl")
    assert [case["opened_at"] for case in cases] == [
        "2026-01-17T17:00:01+00:00",
        "2026-01-17T17:00:02+00:00",
    ]
    assert len({case["author"] for case in cases}) == 2


def test_nothing_can_be_sent(tmp_path: Path) -> None:
    """Acknowledgments are prepared in shadow only, and the record of it all verifies."""
    main(["replay", str(_write(tmp_path / "in.jsonl", LINES)), "--out", "out"])
    database = Database("sqlite:///out/liaison.db")
    with database.read() as connection:
        found = connection.execute(
            select(PUBLICATION.c.kind, PUBLICATION.c.shadow, PUBLICATION.c.state, func.count())
            .group_by(PUBLICATION.c.kind, PUBLICATION.c.shadow, PUBLICATION.c.state)
        ).all()  # fmt: skip
        assert verify(connection) == []
    database.close()
    assert [tuple(row) for row in found] == [("holding", True, "held", 1)]


def test_live_channels_are_in_shadow() -> None:
    """Whatever the configuration says, a replay watches."""
    live = Settings(channels=[Channel(platform="web", id="web:forum", mode="live")])
    assert [channel.mode for channel in shadowed(live).channels] == ["shadow"]


def test_live_database_is_refused(tmp_path: Path, capsys: Captured) -> None:
    """A database that no replay made is never opened, wherever --out points."""
    file = _write(tmp_path / "in.jsonl", LINES)
    Path("liaison.db").write_bytes(b"live")
    assert main(["replay", str(file), "--out", "."]) == ExitCode.USAGE
    assert "live database" in capsys.readouterr().err
    Path("other").mkdir()
    Path("other/liaison.db").write_bytes(b"somebody's")
    assert main(["replay", str(file), "--out", "other"]) == ExitCode.USAGE
    assert "not made by a replay" in capsys.readouterr().err
    assert Path("liaison.db").read_bytes() == b"live"
    assert Path("other/liaison.db").read_bytes() == b"somebody's"


def test_newer_database_is_refused(tmp_path: Path, capsys: Captured) -> None:
    """A database of a newer version is told, not changed."""
    file = _write(tmp_path / "in.jsonl", LINES)
    main(["replay", str(file), "--out", "out"])
    database = Database("sqlite:///out/liaison.db")
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    capsys.readouterr()
    assert main(["replay", str(file), "--out", "out"]) == ExitCode.MISSING
    assert "liaison.db" in capsys.readouterr().err


def test_out_that_is_a_file(tmp_path: Path, capsys: Captured) -> None:
    """An OUT that cannot be a folder is named."""
    file = _write(tmp_path / "in.jsonl", LINES)
    assert main(["replay", str(file), "--out", str(file)]) == ExitCode.USAGE
    assert str(file) in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured) -> None:
    """A pipe is replayed like a file."""
    data = "".join(f"{json.dumps(line)}\n" for line in LINES).encode()
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["replay", "-", "--lang", "fr"]) == ExitCode.OK
    assert _summary(tmp_path / "liaison-replay") == EXPECTED
    told = capsys.readouterr()
    assert told.err == "3 nouveaux messages ou changements.\n"
    assert told.out.endswith("Rapport\u00a0: liaison-replay/report.fr.html\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["replay", "missing.jsonl"],
        ["replay", "in.jsonl", "--policy", "missing"],
        ["replay", "in.jsonl", "--facts", "missing"],
        ["replay", "in.jsonl", "--now", "yesterday"],
    ],
)
def test_mistakes_leave_nothing_behind(
    arguments: list[str], tmp_path: Path, capsys: Captured
) -> None:
    """What cannot begin makes no folder, and says why in a line or two."""
    _write(tmp_path / "in.jsonl", LINES)
    assert main(arguments) == ExitCode.USAGE
    assert 1 <= capsys.readouterr().err.count("\n") <= 3
    assert not (tmp_path / "liaison-replay").exists()


@pytest.mark.soak
def test_interruption_keeps_what_was_accepted(tmp_path: Path) -> None:
    """Ctrl-C gives 130; the next run works on what waits and ends with everything."""
    count = 3_000
    rows = [
        {
            "id": str(number),
            "text": f"Message {number} about my loan.",
            "sent_at": datetime(2026, 1, 14, 15, tzinfo=UTC).isoformat(),
        }
        for number in range(count)
    ]
    file = _write(tmp_path / "in.jsonl", rows)
    program = "import sys; from bot.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "replay", str(file), "--out", "out"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    limit = time.monotonic() + 20
    while not _some_stored(tmp_path / "out" / "liaison.db") and time.monotonic() < limit:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert (running.returncode, told.decode().strip().count("\n")) == (ExitCode.INTERRUPTED, 0)
    assert main(["replay", str(file), "--out", "out"]) == ExitCode.OK
    assert _summary(tmp_path / "out")["messages"] == count


def _some_stored(path: Path) -> bool:
    import sqlite3

    if not path.exists():
        return False
    with sqlite3.connect(path, timeout=5) as connection:
        try:
            found = connection.execute("SELECT count(*) FROM message").fetchone()
        except sqlite3.OperationalError:
            return False
    connection.close()
    return bool(found[0])
