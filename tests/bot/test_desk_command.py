"""`liaison desk` as a command: who sits there, the list, and letters on a pipe."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.faults import ExitCode
from bot.states import CaseState
from bot.storage import queue, staff
from bot.storage.database import Database
from policies.roles import Role
from tests.fakes import QUESTION_EN, FakeClock, build_test_app, message
from translations.values import Official

PROGRAM = "import sys; from bot.cli import main; sys.exit(main())"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with one question that waits."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("LIAISON_CONFIG", "LIAISON_DB", "LIAISON_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    made = build_test_app(tmp_path, clock=FakeClock(datetime.now(UTC)))
    made.arrive(message(1, QUESTION_EN))
    made.app.close()
    return str(tmp_path / "liaison.db")


def invite(file: str, name: str, lang: Official, *roles: Role) -> str:
    """Invite somebody; return the code."""
    database = Database(f"sqlite:///{file}")
    with database.write() as connection:
        code = staff.invite(
            connection,
            name=name,
            roles=roles or (Role.OFFICER,),
            lang=lang,
            languages=("en", "fr"),
            now=datetime.now(UTC),
            actor="test",
        )
    database.close()
    return code


def desk(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run `liaison desk`; return the exit code and what was written."""
    code = main(["desk", *arguments])
    written = capsys.readouterr()
    return code, " ".join(written.out.split()), " ".join(written.err.split())


def test_nobody_knows_this_account(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who is not bound is told what to type."""
    code, out, err = desk(capsys, "--db", file, "--list")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "liaison staff invite NAME --role ROLE" in err
    assert desk(capsys, "--db", file, "--invitation", "wrong")[0] == ExitCode.USAGE


def test_an_invitation_binds_once(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The code binds this account; after that the name alone is enough, the code is not."""
    code = invite(file, "Camille", "fr")
    first, out, err = desk(capsys, "--db", file, "--list", "--invitation", code)
    assert (first, out.partition(" : ")[0]) == (ExitCode.OK, "File d'attente")
    assert "Camille" in err
    assert desk(capsys, "--db", file, "--list")[0] == ExitCode.OK
    assert desk(capsys, "--db", file, "--list", "--invitation", code)[0] == ExitCode.USAGE


def test_several_people_on_one_account(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where several people share an account, each says who they are; their language follows."""
    for name, lang in (("Jo Ann", "en"), ("Camille", "fr")):
        code = invite(file, name, "fr" if lang == "fr" else "en")
        desk(capsys, "--db", file, "--list", "--as", name, "--invitation", code)
    status, _, err = desk(capsys, "--db", file, "--list")
    assert (status, err) == (
        ExitCode.USAGE,
        (
            "Several people use this account: Jo Ann, Camille. "
            "Say who you are: liaison desk --as 'Jo Ann'"
        ),
    )
    assert desk(capsys, "--db", file, "--list", "--as", "jo ann")[1].startswith("Queue: 1 case")
    assert desk(capsys, "--db", file, "--list", "--as", "Camille")[1].startswith("File d'attente")
    assert desk(capsys, "--db", file, "--as", "Sam")[2].startswith("Sam is not bound to this")


def test_the_queue_for_programs(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives one object a case."""
    desk(capsys, "--db", file, "--list", "--invitation", invite(file, "Jo", "en"))
    code, out, _ = desk(capsys, "--db", file, "--json")
    row = json.loads(out)
    assert (code, row["case"], row["route"], row["text"]) == (0, 1, "draft", QUESTION_EN)


def test_two_letters_on_a_pipe(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`printf 'n\\na\\n' | liaison desk` approves the first case, in a process of its own."""
    desk(capsys, "--db", file, "--list", "--invitation", invite(file, "Jo", "en"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "desk", "--db", file, "--plain"],
        input="n\na\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "Case 1. To answer." in done.stdout
    assert "Approved. This channel is in shadow mode" in " ".join(done.stdout.split())
    database = Database(f"sqlite:///{file}")
    with database.read() as connection:
        assert queue.card(connection, 1).case.flow.case is CaseState.ANSWERING
    database.close()
