"""What the repository's files must and must not contain."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.project.lockfiles import ROOT

PACKAGES = ("bot", "responders", "policies", "translations")

# Written in two parts, so that this file does not contain them.
_FORBIDDEN = re.compile(
    "|".join(
        (
            "/wo" + "rk/",
            "/op" + "t/(pypi|wheels)",
            "pypi" + "-more",
            "pypi" + r"\.org",
            "files" + r"\.pythonhosted",
            "/home/" + r"[a-z]+/",
            "/ro" + r"ot/\.",
            "farm" + "-studio",
            "BEGIN [A-Z ]*PRIVATE" + " KEY",
        )
    )
)


def _files() -> list[Path]:
    """Return the repository's files, tracked or about to be; skip where git cannot say."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: the repository's files are not known")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_file_names_a_machine_or_a_registry() -> None:
    """No text file has a path of somebody's machine, a registry's host or a private key."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in _files()
        if (text := _text(path)) is not None
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := _FORBIDDEN.search(line))
    ]
    assert found == []


def test_every_directory_of_code_is_a_package() -> None:
    """Each directory with Python files has an `__init__.py`, tests and migrations included."""
    directories = {
        path.parent
        for path in _files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in (*PACKAGES, "tests")
    }
    missing = [each for each in directories if not (each / "__init__.py").is_file()]
    assert sorted(str(each.relative_to(ROOT)) for each in missing) == []


def test_the_four_packages_are_typed() -> None:
    """Each package has the marker which tells type checkers to read its annotations."""
    assert [each for each in PACKAGES if not (ROOT / each / "py.typed").is_file()] == []


def test_no_file_is_large() -> None:
    """Nothing over 2 MB is in the repository, but for one compact model a direction, of 15 MiB."""
    compact = ROOT / "translations" / "data" / "models"
    names = {"en_fr.argosmodel", "fr_en.argosmodel"}
    large = [
        str(path)
        for path in _files()
        if path.stat().st_size
        > (15 << 20 if path.parent == compact and path.name in names else 2_000_000)
    ]
    assert large == []


def test_changelog_has_the_version() -> None:
    """The changelog's newest version is the project's, in Keep-a-Changelog form."""
    changelog = ROOT / "CHANGELOG.md"
    if not changelog.is_file():
        pytest.skip("there is no changelog yet")
    versions = re.findall(r"^## \[?(\d[^\] ]*)\]?", changelog.read_text("utf-8"), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert versions[:1] == [project["version"]]
