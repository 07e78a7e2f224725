"""Messages from JSON lines, a file or a pipe, read as they come; one bad line stops no other.

The fields are those of "Message in" in docs/cli.md. Whatever is wrong with a line becomes a
`BadLine`; memory does not grow with the length of the file or of a line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar

from policies.message import MAX_TEXT_LENGTH, Message, MessageEvent, MessageKind
from translations.catalogs import Catalog

MAX_LINE: Final = 1_000_000  # bytes; 20,000 characters take 240,000 at most, all escaped
MAX_FIELD: Final = 4_000  # characters of every field but the texts
PLATFORM: Final = "file"
CHANNEL: Final = "default"

_CHUNK: Final = 262_144
_BOM: Final = b"\xef\xbb\xbf"
_UTF16_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")
_UNWRITABLE: Final = re.compile(r"[\x00\ud800-\udfff]")
_REACH: Final = ("reach", "followers", "views")
_MOST: Final = 10_000_000_000  # more than there are people
_LANG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,30})?")

Choice = TypeVar("Choice", bound=StrEnum)


class Source(Protocol):
    """Bytes that come in pieces: a binary file, or standard input."""

    def read1(self, size: int = -1, /) -> bytes:
        """Return what is there, waiting only where nothing is; empty at the end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that is no message."""

    file: str
    line: int  # from 1
    problem: str  # a word for programs: the catalogs have cli.line.PROBLEM
    id: str | None = None  # where the line could be read that far
    field: str = ""
    values: Mapping[str, object] = made_by(default_factory=dict)

    def render(self, t: Catalog) -> str:
        """Return `FILE:LINE: field: problem. remedy` in the catalog's language."""
        sentence = t(f"cli.line.{self.problem}", **self.values)
        key = "cli.line.in_field" if self.field else "cli.line.whole"
        place = f"{self.file}:{self.line}"
        return t(key, place=place, field=self.field, sentence=sentence)


class _Wrong(Exception):  # never leaves this module
    def __init__(self, problem: str, name: str = "", **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.name = name
        self.values = values


def read_messages(
    source: Source, *, file: str, default_now: datetime, first: int = 1
) -> Iterator[Message | BadLine]:
    """Yield one message or bad line per line that is not empty, in order."""
    for batch in read_batches(source, file=file, default_now=default_now, first=first):
        yield from batch


def read_batches(
    source: Source, *, file: str, default_now: datetime, size: int = 50, first: int = 1
) -> Iterator[list[Message | BadLine]]:
    """Yield batches of at most `size`; what is there is never held back for a fuller batch.

    Args:
        source: bytes, one JSON object per line.
        file: its name, for messages about bad lines.
        default_now: aware; a message without `sent_at` has this plus its line number in seconds.
        size: the most lines in one batch.
        first: the number of the first line, where the source begins further down in its file.
    """
    utf16 = False
    for lines in numbered_lines(source, first):
        if lines[0][0] == 1 and (lines[0][1] or b"").startswith(_UTF16_BOMS):
            utf16 = True
        batch: list[Message | BadLine] = []
        for number, raw in lines:
            if raw is not None and not raw.strip(b" \t\r\x00" if utf16 else b" \t\r"):
                continue
            batch.append(_read_line(raw, file, number, default_now, utf16=utf16))
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch


def numbered_lines(source: Source, first: int = 1) -> Iterator[list[tuple[int, bytes | None]]]:
    """Yield the numbered lines that each piece of data completes; None: a line that is too long."""
    number = first - 1
    rest = b""
    skipping = False
    while piece := source.read1(_CHUNK):
        parts = (rest + piece).split(b"\n")
        rest = parts.pop()
        lines: list[tuple[int, bytes | None]] = []
        for part in parts:
            number += 1
            line = part.removeprefix(_BOM) if number == 1 else part
            lines.append((number, None if skipping or len(line) > MAX_LINE else line))
            skipping = False
        if skipping or len(rest) > MAX_LINE:
            skipping, rest = True, b""
        if lines:
            yield lines
    if skipping or rest:
        number += 1
        line = rest.removeprefix(_BOM) if number == 1 else rest
        yield [(number, None if skipping else line)]


def _read_line(
    raw: bytes | None, file: str, number: int, default_now: datetime, *, utf16: bool
) -> Message | BadLine:
    known_id: str | None = None
    try:
        data = _parse(raw, utf16=utf16)
        known_id = _identity(data, "id")
        return _message(data, known_id or str(number), default_now + timedelta(seconds=number))
    except _Wrong as wrong:
        return BadLine(
            file=file,
            line=number,
            problem=wrong.problem,
            id=known_id,
            field=wrong.name,
            values=wrong.values,
        )


def _parse(raw: bytes | None, *, utf16: bool) -> dict[str, Any]:
    if raw is None:
        raise _Wrong("long_line", limit=MAX_LINE // 1_000_000)
    if utf16:
        raise _Wrong("utf16")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = f"0x{raw[error.start]:02X}"
        raise _Wrong("not_utf8", byte=byte, column=error.start + 1) from error
    if "\x00" in text:
        raise _Wrong("nul", column=text.index("\x00") + 1)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _Wrong("not_json", column=error.colno) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 100,000 brackets
        raise _Wrong("not_json", column=1) from error
    if not isinstance(data, dict):
        raise _Wrong("not_object")
    return data


def _message(data: dict[str, Any], message_id: str, default_time: datetime) -> Message:
    event = _choice(data, "event", MessageEvent, MessageEvent.NEW)
    return Message(
        id=message_id,
        platform=_short(data, "platform") or PLATFORM,
        channel=_short(data, "channel") or CHANNEL,
        author=_identity(data, "author") or "",
        text=_text(data, required=event is not MessageEvent.DELETED),
        sent_at=_time(data, default_time),
        kind=_choice(data, "kind", MessageKind, MessageKind.COMMENT),
        event=event,
        stated_lang=_language(data),
        reply_to=_identity(data, "reply_to") or None,
        thread=_identity(data, "thread") or None,
        url=_short(data, "url") or None,
        quoted=_string(data, "quoted", MAX_TEXT_LENGTH) or None,
        automatic=_flag(data, "automatic"),
        reach=_reach(data),
    )


def _text(data: dict[str, Any], *, required: bool) -> str:
    text = _string(data, "text", MAX_TEXT_LENGTH)
    if text is None:
        if required:
            raise _Wrong("missing", "text")
        return ""
    return text


def _string(data: dict[str, Any], name: str, limit: int) -> str | None:
    """Return a field with what cannot be stored replaced, one character for one."""
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Wrong("not_text", name)
    if len(value) > limit:
        raise _Wrong("too_long", name, length=len(value), limit=limit)
    return _UNWRITABLE.sub("\ufffd", value)


def _short(data: dict[str, Any], name: str) -> str | None:
    return _string(data, name, MAX_FIELD)


def _identity(data: dict[str, Any], name: str) -> str | None:
    """Return an id, which many sources write as a number."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _short(data, name)


def _time(data: dict[str, Any], default: datetime) -> datetime:
    text = _short(data, "sent_at")
    if text is None:
        return default
    try:
        moment = datetime.fromisoformat(text)
        aware = moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError) as error:
        raise _Wrong("bad_time", "sent_at") from error
    if aware is None:
        raise _Wrong("no_zone", "sent_at")
    return aware


def _choice(data: dict[str, Any], name: str, choices: type[Choice], default: Choice) -> Choice:
    text = _short(data, name)
    if text is None:
        return default
    try:
        return choices(text)
    except ValueError as error:
        raise _Wrong("bad_choice", name, choices=_listed(choices)) from error


def _listed(choices: Iterable[StrEnum]) -> str:
    return ", ".join(choice.value for choice in choices)


def _flag(data: dict[str, Any], name: str) -> bool:
    value = data.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise _Wrong("not_flag", name)
    return value


def _reach(data: dict[str, Any]) -> int | None:
    """Return how many may see it; what is no count is unknown, and loses us no message."""
    counts = [data.get(name) for name in _REACH]
    known = [one for one in counts if isinstance(one, int) and not isinstance(one, bool)]
    return max((min(one, _MOST) for one in known if one >= 0), default=None)


def _language(data: dict[str, Any]) -> str | None:
    """Return the stated language's ISO 639 code, None for `und` and what is no code."""
    text = _short(data, "lang")
    code = _LANG.fullmatch(text) if text else None
    if code is None or code[1].lower() == "und":
        return None
    return code[1].lower()
