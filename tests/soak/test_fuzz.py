"""Random bytes where messages are expected: one answer a line, never a traceback, nothing lost."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.faults import ExitCode
from bot.platforms.jsonl import BadLine, read_messages
from bot.ports import Unreadable
from bot.storage import record
from bot.storage.inbox import INBOX, update_key
from policies.message import Message
from tests.fakes import OPEN, Bench, build_test_app

pytestmark = pytest.mark.soak

_LIAISON = Path(sys.executable).with_name("liaison")

_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
_FIELDS = (
    "id", "text", "author", "channel", "platform", "sent_at", "lang", "reply_to", "thread",
    "quoted", "kind", "event", "url", "automatic",
)  # fmt: skip
# lone surrogates too: JSON can escape them
_TEXTS = st.text(st.characters(codec=None), max_size=200)
_MESSAGES = st.fixed_dictionaries(
    {"id": st.text(min_size=1, max_size=8), "text": _TEXTS},
    optional={name: _VALUES for name in _FIELDS if name not in {"id", "text"}},
)


@st.composite
def _broken(draw: st.DrawFn) -> bytes:
    """A good line with one byte changed, or its end cut off."""
    line = bytearray(json.dumps(draw(_MESSAGES)).encode())
    place = draw(st.integers(0, len(line) - 1))
    if draw(st.booleans()):
        return bytes(line[:place])
    line[place] = draw(st.integers(0, 255))
    return bytes(line)


_LINES = (
    st.binary(max_size=120)
    | _MESSAGES.map(lambda one: json.dumps(one).encode())
    | _MESSAGES.map(lambda one: json.dumps(one, ensure_ascii=False).encode("utf-8", "replace"))
    | _VALUES.map(lambda one: json.dumps(one).encode())
    | _broken()
)
_FILES = st.lists(_LINES, max_size=25).map(b"\n".join)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One program with one database for all the examples."""
    made = build_test_app(tmp_path_factory.mktemp("fuzz"))
    yield made
    made.app.close()


@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=_FILES)
def test_whatever_a_file_holds_is_accounted_for(bench: Bench, content: bytes) -> None:
    """Every line becomes a message that is worked on, or a bad line; none waits, none raises."""
    read = list(read_messages(io.BytesIO(content), file="fuzz.jsonl", default_now=OPEN))
    good = [one for one in read if isinstance(one, Message)]
    bad = [one for one in read if isinstance(one, BadLine)]
    bench.arrive(*good)
    bench.app.pipeline.accept(
        [Unreadable(platform="fuzz", key=f"{one.line}", fault=one.problem) for one in bad], OPEN
    )
    with bench.app.database.read() as connection:
        waiting = connection.execute(
            select(func.count()).select_from(INBOX).where(INBOX.c.state == "waiting")
        ).scalar_one()
        for one in good:
            found = connection.execute(
                select(INBOX.c.state, INBOX.c.fault).where(
                    INBOX.c.platform == one.platform, INBOX.c.update_key == update_key(one)
                )
            ).one()
            assert tuple(found) == ("done", None)
    assert waiting == 0


def test_the_record_of_all_that_verifies(bench: Bench) -> None:
    """After all those examples the chain is whole (this test comes last in its file's order)."""
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.lists(_LINES, max_size=60).map(b"\n".join))
def test_the_command_never_shows_a_traceback(tmp_path: Path, content: bytes) -> None:
    """`liaison screen` answers each line, and ends with 0, or with 3 where lines were bad."""
    file = tmp_path / "fuzz.jsonl"
    file.write_bytes(content)
    ended = subprocess.run([_LIAISON, "screen", file], capture_output=True, timeout=60)
    assert b"Traceback" not in ended.stderr
    assert ended.returncode in {ExitCode.OK, ExitCode.BAD_LINES}, ended.stderr
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    bad = sum("error" in answer for answer in answers)
    assert (bad > 0) == (ended.returncode == ExitCode.BAD_LINES)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.lists(_LINES, max_size=60).map(b"\n".join), number=st.uuids())
def test_a_replay_never_shows_a_traceback(tmp_path: Path, content: bytes, number: object) -> None:
    """`liaison replay` likewise, with a database and a report."""
    file = tmp_path / f"{number}.jsonl"
    file.write_bytes(content)
    ended = subprocess.run(
        [_LIAISON, "replay", file, "--out", tmp_path / f"out-{number}"],
        capture_output=True,
        timeout=120,
        cwd=tmp_path,
    )
    assert b"Traceback" not in ended.stderr
    assert ended.returncode in {ExitCode.OK, ExitCode.BAD_LINES}, ended.stderr
