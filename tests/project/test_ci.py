"""`.ci/run`: what it runs, what it says last, and how it ends."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project.lockfiles import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """What the stand-in for make prints and returns."""

    test: str = "....\n12 passed, 1 skipped in 3.21s"
    test_status: int = 0
    soak: str = "..\n2 passed, 10 deselected in 65.10s (0:01:05)"
    soak_status: int = 0


def _ci(tmp_path: Path, make: Make) -> tuple[int, list[str]]:
    """Run .ci/run in a directory of its own with a stand-in for make; a server is given."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not on this machine")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    stand_in = tmp_path / "bin" / "make"
    stand_in.parent.mkdir()
    stand_in.write_text(
        "#!/bin/sh\n"
        'echo "made $1 with $LIAISON_TEST_POSTGRES_URL"\n'
        f"case $1 in test) echo '{make.test}'; exit {make.test_status};;\n"
        f"soak) echo '{make.soak}'; exit {make.soak_status};; esac\n"
        "exit 99\n",
        encoding="utf-8",
    )
    stand_in.chmod(0o755)
    ran = subprocess.run(
        [str(tmp_path / ".ci" / "run")],
        env={
            **os.environ,
            "PATH": f"{stand_in.parent}:{os.environ['PATH']}",
            "LIAISON_TEST_POSTGRES_URL": "postgresql+psycopg://given",
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


def test_both_pass(tmp_path: Path) -> None:
    """Tests, then soak runs, on the server that was given; the tests' closing line is last."""
    assert _ci(tmp_path, Make()) == (
        0,
        [
            "made test with postgresql+psycopg://given",
            "....",
            "12 passed, 1 skipped in 3.21s",
            "made soak with postgresql+psycopg://given",
            "..",
            "2 passed, 10 deselected in 65.10s (0:01:05)",
            "soak: 2 passed, 10 deselected in 65.10s (0:01:05)",
            "12 passed, 1 skipped in 3.21s",
        ],
    )


@pytest.mark.parametrize(
    ("make", "last"),
    [
        (
            Make(test="F\n1 failed, 3 passed in 2.00s\nmake: Error 1", test_status=2),
            ["soak: not run, since `make test` failed", "1 failed, 3 passed in 2.00s"],
        ),
        (
            Make(test="error: bad types", test_status=2),
            ["soak: not run, since `make test` failed", "pytest did not run"],
        ),
        (
            Make(soak="F\n1 failed, 10 deselected in 9.00s", soak_status=2),
            ["tests: 12 passed, 1 skipped in 3.21s", "1 failed, 10 deselected in 9.00s"],
        ),
    ],
    ids=["tests fail", "checks fail before pytest", "soak fails"],
)
def test_a_failure_fails_the_run(tmp_path: Path, make: Make, last: list[str]) -> None:
    """Either failing makes the exit status 1, and the line that matters is last."""
    status, lines = _ci(tmp_path, make)
    assert (status, lines[-2:]) == (1, last)


def test_leaves_nothing_in_the_temporary_directory(tmp_path: Path) -> None:
    """Its working directory is removed at the end."""
    _ci(tmp_path, Make())
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ci", "bin"]
