"""The wheel holds the four packages and their data, and nothing else."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.project.lockfiles import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
METADATA = f"liaison_bot-{VERSION}.dist-info"
PACKAGES = ("bot", "responders", "policies", "translations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built offline from a copy of the sources."""
    source = tmp_path_factory.mktemp("source")
    for name in (*PACKAGES, "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--no-build-isolation",
            "--wheel-dir",
            str(target),
            str(source),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (path,) = target.glob("*.whl")
    return zipfile.ZipFile(path)


def test_only_the_four_packages(wheel: zipfile.ZipFile) -> None:
    """At its top are the four packages and the metadata: no tests, no bench, no stray file."""
    top = {name.split("/")[0] for name in wheel.namelist()}
    assert top == {*PACKAGES, METADATA}


def test_every_file_of_the_packages_is_there(wheel: zipfile.ZipFile) -> None:
    """Modules, typing markers and data files all go in, byte for byte."""

    def wanted(path: Path) -> bool:
        return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")

    expected = {
        str(path.relative_to(ROOT)): path.read_bytes()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if wanted(path)
    }
    got = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
    assert sorted(expected.keys() ^ got.keys()) == []
    assert [name for name in sorted(expected) if expected[name] != got[name]] == []


def test_metadata(wheel: zipfile.ZipFile) -> None:
    """The wheel names its licence, carries it, and installs the command."""
    metadata = wheel.read(f"{METADATA}/METADATA").decode("utf-8").splitlines()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert wheel.read(f"{METADATA}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    commands = wheel.read(f"{METADATA}/entry_points.txt").decode("utf-8").split("\n")
    assert commands[:2] == ["[console_scripts]", "liaison = bot.cli:main"]
