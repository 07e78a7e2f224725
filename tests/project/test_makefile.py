"""The Makefile: what is promised is there, documented, and leaves nothing behind."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project.lockfiles import ROOT

PROMISED = {
    "help", "demo", "install", "test", "check", "pytest", "soak", "bench",
    "catalogs", "catalogs-check", "licences", "lock", "upgrade", "clean",
}  # fmt: skip

# `make test` starts these tests: what it exports must not reach the makes started here.
_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"}
}


def _make(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    if shutil.which("make") is None:
        pytest.skip("make is not on this machine")
    return subprocess.run(
        ["make", *arguments], cwd=cwd, env=_ENVIRONMENT, capture_output=True, text=True, check=False
    )


def test_help_lists_every_target() -> None:
    """`make` alone lists every target that is promised, each with what it does."""
    shown = _make()
    assert shown.returncode == 0
    listed = dict(re.findall(r"^  ([a-z-]+) +(\S.*)$", shown.stdout, re.MULTILINE))
    assert set(listed) == PROMISED
    assert all(len(text) > 10 for text in listed.values())


def test_every_phony_target_is_promised() -> None:
    """The list of phony targets is the list of targets, so that no file can shadow one."""
    text = (ROOT / "Makefile").read_text("utf-8")
    found = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert found is not None
    assert set(found[1].split()) == PROMISED


@pytest.mark.parametrize("target", sorted(PROMISED - {"help"}))
def test_target_can_be_planned(target: str) -> None:
    """Each target's recipe is readable to make and to the shell (planned, not run)."""
    planned = _make("--dry-run", target)
    assert (planned.returncode, planned.stderr) == (0, "")
    syntax = subprocess.run(
        ["sh", "-n"], input=planned.stdout, capture_output=True, text=True, check=False
    )
    assert (syntax.returncode, syntax.stderr) == (0, "")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A directory with the Makefile and the locks, and no environment yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_old_python_is_refused_in_words(bare: Path) -> None:
    """An interpreter under 3.11 gives the reason and the remedy, and no half-made environment."""
    old = bare / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    tried = _make("demo", f"PYTHON={old}", cwd=bare)
    assert tried.returncode != 0
    assert f"Liaison needs Python 3.11 or newer; '{old}' is not." in tried.stderr
    assert "make PYTHON=/path/to/python3.11 demo" in tried.stderr
    assert not (bare / ".venv").exists()


def test_missing_venv_module_is_told_in_words(bare: Path) -> None:
    """An interpreter without `venv` names the package to install, and leaves nothing."""
    lame = bare / "python-lame"
    lame.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\nmkdir .venv; exit 1\n', encoding="utf-8")
    lame.chmod(0o755)
    tried = _make("demo", f"PYTHON={lame}", cwd=bare)
    assert tried.returncode != 0
    assert "install python3-venv" in tried.stderr
    assert not (bare / ".venv").exists()


def test_what_make_writes_is_ignored() -> None:
    """Everything that the targets leave behind is ignored by git."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    written = [
        ".venv/x", ".mypy_cache/x", ".ruff_cache/x", ".pytest_cache/x", ".hypothesis/x",
        ".import_linter_cache/x", "build/x", "liaison_bot.egg-info/x", "bot/__pycache__/x",
        "liaison-demo/x", "liaison-replay/x", "liaison.db", "liaison.db-wal", "liaison.yaml",
    ]  # fmt: skip
    ignored = subprocess.run(
        ["git", "check-ignore", *written], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert sorted(ignored.stdout.split()) == sorted(written)


def test_clean_keeps_what_is_the_operators(bare: Path) -> None:
    """`make clean` removes what the targets made, and neither database nor configuration."""
    made = [".venv", "build", ".mypy_cache", "liaison-demo", "liaison-replay", "bot/__pycache__"]
    for name in made:
        (bare / name).mkdir(parents=True)
    kept = ["liaison.db", "liaison.db-wal", "liaison.yaml", "bot/cli.py"]
    for name in kept:
        (bare / name).write_text("kept", encoding="utf-8")
    cleaned = _make("clean", cwd=bare)
    assert (cleaned.returncode, cleaned.stdout, cleaned.stderr) == (0, "", "")
    assert [name for name in made if (bare / name).exists()] == []
    assert [name for name in kept if not (bare / name).is_file()] == []
