"""The Dockerfile, read as far as it can be without an engine."""

import json
import re
import shlex
import tomllib
from dataclasses import dataclass

import pytest

from tests.project.lockfiles import LOCKS, ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction of the Dockerfile."""

    stage: str  # "" before the first FROM
    word: str
    text: str


def _steps() -> tuple[Step, ...]:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    steps: list[Step] = []
    stage = ""
    for line in re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            stage = rest.rsplit(" AS ", 1)[1]
        steps.append(Step(stage=stage, word=word, text=rest.strip()))
    return tuple(steps)


STEPS = _steps()


def _texts(word: str, stage: str) -> list[str]:
    return [each.text for each in STEPS if (each.word, each.stage) == (word, stage)]


def test_two_slim_stages_of_one_base() -> None:
    """It builds in one stage and runs in another, both slim and of the same supported Python."""
    images = [each.text for each in STEPS if each.word == "FROM"]
    assert images == [
        "python:${PYTHON_VERSION}-slim AS build",
        "python:${PYTHON_VERSION}-slim AS run",
    ]
    (version,) = (each.text for each in STEPS if (each.word, each.stage) == ("ARG", ""))
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert version.startswith("PYTHON_VERSION=")
    supported = f"Programming Language :: Python :: {version.partition('=')[2]}"
    assert supported in classifiers["classifiers"]


def test_runs_without_root() -> None:
    """The last user is a numbered one that is not root, set before the program starts."""
    words = [each.word for each in STEPS if each.stage == "run"]
    (user,) = _texts("USER", "run")
    uid, gid = user.split(":")
    assert int(uid) >= 10_000
    assert int(gid) >= 10_000
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert "RUN" not in words[words.index("USER") :]


def test_data_is_a_volume_that_the_user_owns() -> None:
    """/data is made for the user, then declared a volume, and is where the program works."""
    assert json.loads(_texts("VOLUME", "run")[0]) == ["/data"]
    assert _texts("WORKDIR", "run") == ["/data"]
    (made,) = _texts("RUN", "run")
    assert "--owner=liaison --group=liaison --mode=0750 /data" in made


def test_health_check_asks_doctor() -> None:
    """The engine asks `liaison doctor --alive`, within a time limit."""
    (check,) = _texts("HEALTHCHECK", "run")
    options, _, command = check.partition("CMD ")
    assert json.loads(command) == ["liaison", "doctor", "--alive"]
    assert {each.partition("=")[0] for each in options.split()} == {
        "--interval",
        "--timeout",
        "--start-period",
        "--retries",
    }


def test_starts_the_bot_and_passes_signals() -> None:
    """The program is the first process (no shell between), and runs the bot by default."""
    assert [json.loads(each) for each in _texts("ENTRYPOINT", "run")] == [["liaison"]]
    assert [json.loads(each) for each in _texts("CMD", "run")] == [["run"]]


def test_every_installation_is_locked() -> None:
    """Each `pip install` takes hashes, or installs only ourselves without dependencies."""
    commands = [
        shlex.split(command)
        for text in _texts("RUN", "build")
        for command in text.split("&&")
        if " pip install " in command
    ]
    assert len(commands) == 3
    for command in commands:
        assert "--require-hashes" in command or ("--no-deps" in command and command[-1] == ".")


@pytest.mark.parametrize("name", ["build", "image", "runtime"])
def test_named_locks_exist(name: str) -> None:
    """The locks which the Dockerfile and its comments name are in the repository."""
    assert name in (ROOT / "Dockerfile").read_text("utf-8")
    assert (LOCKS / f"{name}.txt").is_file()


def test_copied_files_exist_and_are_sent_to_the_engine() -> None:
    """Whatever is copied is in the repository and let through by .dockerignore, no more."""
    copied = {
        source.rstrip("/")
        for stage in ("build", "run")
        for text in _texts("COPY", stage)
        if not text.startswith("--from=")
        for source in text.split()[:-1]
    }
    assert [each for each in sorted(copied) if not (ROOT / each).exists()] == []
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignore
    assert {each[1:].rstrip("/") for each in ignore if each.startswith("!")} == copied


def test_no_secret_is_built_in() -> None:
    """No instruction sets a token, key or password; the comments say where they come from."""
    kept = [each.text for each in STEPS if each.word in {"ENV", "ARG", "LABEL"}]
    assert [
        each for each in kept if re.search(r"token|secret|password|_key", each, re.IGNORECASE)
    ] == []


def test_labels() -> None:
    """The image says its name, licence and the project's version."""
    (text,) = _texts("LABEL", "run")
    labels = dict(each.partition("=")[::2] for each in shlex.split(text))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    prefix = "org.opencontainers.image."
    assert labels == {
        f"{prefix}title": "Liaison",
        f"{prefix}description": project["description"],
        f"{prefix}licenses": project["license"],
        f"{prefix}version": project["version"],
    }


def test_says_what_was_not_tried() -> None:
    """The file says which base image it was tried on, and what nobody has tried."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert "What was not: the base image named here" in re.sub(r"\n# ", " ", text)
