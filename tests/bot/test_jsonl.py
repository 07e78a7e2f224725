"""Reading messages from JSON lines: every kind of bad line, every default, and pipes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.jsonl import MAX_LINE, BadLine, read_batches, read_messages
from policies.message import Message, MessageEvent, MessageKind
from translations.catalogs import catalog

NOW = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)


class Pieces:
    """A pipe: hands out what was written piece by piece."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = iter(pieces)

    def read1(self, size: int = -1, /) -> bytes:
        """Return the next piece, empty at the end."""
        return next(self._pieces, b"")


def read(data: bytes | str | dict[str, Any]) -> list[Message | BadLine]:
    """Read a whole input."""
    if isinstance(data, dict):
        data = json.dumps(data)
    raw = data.encode() if isinstance(data, str) else data
    return list(read_messages(BytesIO(raw), file="in.jsonl", default_now=NOW))


def bad(problem: str, line: int = 1, **rest: Any) -> BadLine:
    """Return the bad line that is expected."""
    return BadLine(file="in.jsonl", line=line, problem=problem, **rest)


def test_every_field_is_read() -> None:
    """A full line gives a full message, its time in UTC, unknown fields ignored."""
    line = {
        "id": "m1", "platform": "web", "channel": "web:forum", "author": "pine", "text": "Bonjour",
        "sent_at": "2026-01-12T00:20:08-05:00", "lang": "fr-CA", "reply_to": "m0", "thread": "r",
        "url": "https://example.org/1", "kind": "mention", "quoted": "Hi", "event": "edited",
        "automatic": True, "expect": {"route": "ignore"},
    }  # fmt: skip
    assert read(line) == [
        Message(
            id="m1",
            platform="web",
            channel="web:forum",
            author="pine",
            text="Bonjour",
            sent_at=datetime(2026, 1, 12, 5, 20, 8, tzinfo=UTC),
            kind=MessageKind.MENTION,
            event=MessageEvent.EDITED,
            stated_lang="fr",
            reply_to="m0",
            thread="r",
            url="https://example.org/1",
            quoted="Hi",
            automatic=True,
        )
    ]


def test_defaults_come_from_the_line_number() -> None:
    """Without id and time, the line number (empty lines counted) names and dates the message."""
    assert read('\n  \r\n{"text": "a"}') == [
        Message(
            platform="file",
            id="3",
            channel="default",
            author="",
            text="a",
            sent_at=datetime(2026, 1, 14, 15, 0, 3, tzinfo=UTC),
        )
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"{", bad("not_json", values={"column": 2})),
        (b"[" * 100_000, bad("not_json", values={"column": 1})),
        (b'{"text": ' + b"9" * 5_000 + b"}", bad("not_json", values={"column": 1})),
        (b"[1]", bad("not_object")),
        (b'"text"', bad("not_object")),
        (b"{}", bad("missing", field="text")),
        (b'{"id": "x", "text": null}', bad("missing", id="x", field="text")),
        (b'{"id": "x", "text": 5}', bad("not_text", id="x", field="text")),
        (b'{"id": 12, "text": ["a"]}', bad("not_text", id="12", field="text")),
        (b'{"id": true, "text": "a"}', bad("not_text", field="id")),
        (b'{"text": "a", "author": {}}', bad("not_text", field="author")),
        (b'{"text": "caf\xe9"}', bad("not_utf8", values={"byte": "0xE9", "column": 14})),
        (b'{"text": "a\x00b"}', bad("nul", values={"column": 12})),
        (b'{"text": "a", "sent_at": "2026-01-12T10:00:00"}', bad("no_zone", field="sent_at")),
        (b'{"text": "a", "sent_at": "2026-01-12"}', bad("no_zone", field="sent_at")),
        (b'{"text": "a", "sent_at": "yesterday"}', bad("bad_time", field="sent_at")),
        (b'{"text": "a", "sent_at": "0001-01-01T00:00+14:00"}', bad("bad_time", field="sent_at")),
        (b'{"text": "a", "sent_at": 1768215600}', bad("not_text", field="sent_at")),
        (
            b'{"text": "a", "kind": "letter"}',
            bad("bad_choice", field="kind", values={"choices": "comment, mention, direct"}),
        ),
        (
            b'{"text": "a", "event": "NEW"}',
            bad("bad_choice", field="event", values={"choices": "new, edited, deleted"}),
        ),
        (b'{"text": "a", "automatic": "yes"}', bad("not_flag", field="automatic")),
        (b'{"text": "' + b"a" * MAX_LINE + b'"}', bad("long_line", values={"limit": 1})),
    ],
)  # fmt: skip
def test_bad_line(line: bytes, expected: BadLine) -> None:
    """A bad line is named with its problem and field; the lines around it are read."""
    around = read(b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n')
    one, middle, three = around
    assert (getattr(one, "text", ""), getattr(three, "text", "")) == ("before", "after")
    assert middle == BadLine(
        file="in.jsonl",
        line=2,
        problem=expected.problem,
        id=expected.id,
        field=expected.field,
        values=expected.values,
    )
    for lang in ("en", "fr"):
        told = expected.render(catalog(lang))
        assert told.startswith("in.jsonl:1")
        assert expected.field in told


def test_text_length_counts_code_points() -> None:
    """20,000 characters pass, emoji included and escaped or not; 20,001 do not."""
    long = "😀" * 20_000
    assert [getattr(m, "text", None) for m in read({"text": long})] == [long]
    assert read(json.dumps({"text": long + "a"}, ensure_ascii=False)) == [
        bad("too_long", field="text", values={"length": 20_001, "limit": 20_000})
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (r"a\u0000b", "a\ufffdb"),
        (r"a\ud800b", "a\ufffdb"),
        (r"\udc00\ud83d", "\ufffd\ufffd"),
        (r"\ud83d\ude00!", "😀!"),
        (r"\u202eabc\u200b", "\u202eabc\u200b"),
    ],
)
def test_unwritable_characters_keep_their_place(written: str, kept: str) -> None:
    """NUL and lone surrogates become U+FFFD one for one; direction marks are evidence and stay."""
    assert [getattr(m, "text", None) for m in read(f'{{"text": "{written}"}}')] == [kept]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_named(encoding: str) -> None:
    """A UTF-16 file gives one clear fault per line instead of noise about bytes."""
    data = '\ufeff{"text": "a"}\n{"text": "b"}\n'.encode(encoding)
    assert read(data) == [bad("utf16"), bad("utf16", line=2)]


def test_utf8_mark_is_tolerated() -> None:
    """A byte order mark at the start is no part of the first line."""
    assert len(read(b'\xef\xbb\xbf{"text": "a"}')) == 1
    assert isinstance(read(b'\xef\xbb\xbf{"text": "a"}')[0], Message)


@pytest.mark.parametrize(
    ("lang", "stated"),
    [("fr", "fr"), ("EN_ca", "en"), ("iu-Cans", "iu"), ("und", None), ("français", None)],
)
def test_stated_language(lang: str, stated: str | None) -> None:
    """The stated language is its ISO code; what is no code is no statement."""
    assert [getattr(m, "stated_lang", "?") for m in read({"text": "a", "lang": lang})] == [stated]


def test_deletion_needs_no_text() -> None:
    """A deleted message has no text to give."""
    (message,) = read({"id": "x", "event": "deleted"})
    assert isinstance(message, Message)
    assert (message.text, message.event) == ("", MessageEvent.DELETED)


def test_what_is_there_is_not_held_back() -> None:
    """A pipe that pauses gets its answer: a batch ends where the data does."""
    source = Pieces(b'{"text": "1"}\n{"te', b'xt": "2"}\n', b'{"text": "3"}')
    batches = read_batches(source, file="-", default_now=NOW, size=50)
    assert [[getattr(m, "text", "") for m in batch] for batch in batches] == [["1"], ["2"], ["3"]]


def test_batches_have_a_size() -> None:
    """No batch is larger than asked for, and nothing is lost between batches."""
    data = b'{"text": "a"}\n' * 7
    batches = read_batches(BytesIO(data), file="-", default_now=NOW, size=3)
    assert [len(batch) for batch in batches] == [3, 3, 1]


def test_endless_line_takes_no_memory() -> None:
    """A line of 300 MB is one bad line; only a bounded part of it is ever kept."""

    class Endless:
        left = 1_200

        def read1(self, size: int = -1, /) -> bytes:
            self.left -= 1
            return b"x" * 262_144 if self.left > 0 else b'\n{"text": "a"}\n' * (self.left == 0)

    import tracemalloc

    tracemalloc.start()
    found = list(read_messages(Endless(), file="in.jsonl", default_now=NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == bad("long_line", values={"limit": 1})
    assert [getattr(m, "text", "") for m in found[1:]] == ["a"]
    assert peak < 10_000_000


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    """Whatever comes in, every line that is not empty gives exactly one result, in order."""
    found = read(data)
    numbers = [m.line if isinstance(m, BadLine) else int(m.id) for m in found]
    assert numbers == sorted(set(numbers))
    assert len(found) <= data.count(b"\n") + 1


def _cut(data: bytes, places: list[int]) -> Iterator[bytes]:
    edges = sorted({min(place, len(data)) for place in places} | {0, len(data)})
    return (data[a:b] for a, b in pairwise(edges))


@given(st.lists(st.text(max_size=30), max_size=8), st.lists(st.integers(0, 400), max_size=8))
def test_pieces_do_not_matter(texts: list[str], places: list[int]) -> None:
    """However a pipe cuts the data, the messages are the same."""
    data = "".join(f"{json.dumps({'text': text}, ensure_ascii=True)}\n" for text in texts).encode()
    source = Pieces(*_cut(data, places))
    whole = list(read_messages(source, file="in.jsonl", default_now=NOW))
    assert whole == read(data)
    assert len(whole) == len(texts)
