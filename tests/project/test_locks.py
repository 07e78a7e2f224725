"""The locks agree with pyproject.toml, hold hashes for everything, and name no place."""

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.project.lockfiles import LOCKS, ROOT, Locked, LockFault, normalized, parse, read

ALL = ("build", "lock", "runtime", "demo", "image", "dev")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")


def _pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _asked(*, extras: tuple[str, ...] = (), groups: tuple[str, ...] = ()) -> list[Requirement]:
    project = _pyproject()
    lines = [*project["project"]["dependencies"]] if "dev" in groups or not groups else []
    for extra in extras:
        lines += project["project"]["optional-dependencies"][extra]
    for group in groups:
        lines += project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


ASKED = {
    "runtime": _asked(),
    "demo": _asked(extras=("translate",)),
    "image": _asked(extras=("translate", "postgres")),
    "dev": _asked(extras=("translate", "postgres"), groups=("dev",)),
    "build": _asked(groups=("build",)),
    "lock": _asked(groups=("lock",)),
}


def test_every_lock_file_is_tested() -> None:
    """No lock file stands beside those that these tests read."""
    assert {path.stem for path in LOCKS.glob("*.txt")} == set(ALL) == set(ASKED)


@pytest.mark.parametrize("name", ALL)
def test_every_requirement_has_hashes(name: str) -> None:
    """Each locked requirement has at least one SHA-256 hash, and nothing weaker."""
    bad = [
        each.name
        for each in read(name)
        if not each.hashes or not all(_SHA256.fullmatch(hash_) for hash_ in each.hashes)
    ]
    assert bad == []


@pytest.mark.parametrize("name", ALL)
def test_lock_satisfies_pyproject(name: str) -> None:
    """Whatever pyproject.toml asks for is locked, at a version inside its bounds."""
    locked: dict[str, list[str]] = {}
    for each in read(name):
        locked.setdefault(each.name, []).append(each.version)
    faults = [
        f"{asked}: locked {locked.get(normalized(asked.name))}"
        for asked in ASKED[name]
        if not (found := locked.get(normalized(asked.name)))
        or not all(asked.specifier.contains(version) for version in found)
    ]
    assert faults == []


@pytest.mark.parametrize("name", ["runtime", "demo", "image"])
def test_sets_agree_with_dev(name: str) -> None:
    """Every set is a part of dev, hash for hash, so that one environment serves them all."""
    dev = {(each.name, each.version, each.hashes) for each in read("dev")}
    assert {(each.name, each.version, each.hashes) for each in read(name)} - dev == set()


@pytest.mark.parametrize("name", ALL)
def test_locks_name_no_place(name: str) -> None:
    """No lock names an address, an index or a file: it installs from wherever pip is pointed."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|--index|--extra-index|--find-links| @ ", text) == []


def test_build_requirement_is_locked() -> None:
    """The backend that pyproject.toml asks for is the one in the build lock."""
    asked = [Requirement(line) for line in _pyproject()["build-system"]["requires"]]
    locked = {each.name: each.version for each in read("build")}
    assert [each.name for each in asked] == list(locked)
    assert all(each.specifier.contains(locked[each.name]) for each in asked)


def test_parse_reads_markers_and_hashes() -> None:
    """A lock's continued lines become one requirement with its marker and every hash."""
    text = (
        "# a comment\n"
        "A_b.c==1.0 ; python_full_version < '3.12' \\\n"
        "    --hash=sha256:aa \\\n"
        "    --hash=sha256:bb\n"
        "x[y]==2\n"
    )
    assert parse(text, "t.txt") == (
        Locked(
            name="a-b-c",
            version="1.0",
            marker="python_full_version < '3.12'",
            hashes=("sha256:aa", "sha256:bb"),
        ),
        Locked(name="x", version="2", marker=None, hashes=()),
    )


@pytest.mark.parametrize("line", ["a>=1", "a @ https://example.org/a.whl", "-e .", "--index-url x"])
def test_parse_refuses_what_is_not_pinned(line: str) -> None:
    """A line that is not NAME==VERSION is an error naming the file and the line."""
    with pytest.raises(LockFault, match=re.escape(f"t.txt: not a pinned requirement: {line}")):
        parse(f"ok==1\n{line}\n", "t.txt")
