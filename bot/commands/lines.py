"""What commands that read lines and write lines share: order kept, one line out per line in."""

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, cast

from bot.commands.options import DEFAULT_NOW, STANDARD_INPUT
from bot.commands.progress import Progress
from bot.commands.session import Session
from bot.faults import ExitCode
from bot.platforms.jsonl import BadLine, Source, read_batches
from policies.message import Message

Answer = Mapping[str, Any]  # what becomes one line of JSON


class Counted:
    """A source that says how many bytes of it were read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.bytes_read = 0

    def read1(self, size: int = -1, /) -> bytes:
        """Read what is there, and count it."""
        piece = self._source.read1(size)
        self.bytes_read += len(piece)
        return piece


def answer_messages(
    here: Session,
    path: Path,
    work: Callable[[Sequence[Message]], Sequence[Answer]],
    *,
    title: str,
    size: int,
    default_now: datetime = DEFAULT_NOW,
) -> ExitCode:
    """Read messages, let `work` answer each batch, write one line per message or bad line.

    Args:
        here: the call.
        path: a file, or - for standard input.
        work: returns one answer per message, in order.
        title: key of what the progress bar says.
        size: the most messages in one batch.
        default_now: the time of messages that have none.
    """
    code = ExitCode.OK
    with opened(here, path) as (source, name, total), Progress(here.t(title), total) as bar:
        counted = Counted(source)
        for batch in read_batches(counted, file=name, default_now=default_now, size=size):
            answers = iter(work([line for line in batch if isinstance(line, Message)]))
            rows: list[Answer] = []
            for line in batch:
                if isinstance(line, BadLine):
                    code = ExitCode.BAD_LINES
                    here.complain(line.render(here.t))
                rows.append(error_row(line) if isinstance(line, BadLine) else next(answers))
            write_rows(rows)
            bar.reach(counted.bytes_read)
    return code


def error_row(line: BadLine) -> Answer:
    """Return the line that stands for a line that could not be read."""
    row: dict[str, Any] = {} if line.id is None else {"id": line.id}
    row["error"] = line.problem
    if line.field:
        row["field"] = line.field
    row["line"] = line.line
    return row


def write_rows(rows: Sequence[Answer]) -> None:
    """Write JSON lines on standard output, at once: whoever reads a pipe may be waiting."""
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        sys.stdout.write("\n")
    sys.stdout.flush()


@contextmanager
def opened(here: Session, path: Path) -> Iterator[tuple[Source, str, int | None]]:
    """Open a file or standard input; yield it, its name for people, and its size if it has one."""
    if path == STANDARD_INPUT:
        if sys.stdin.isatty():
            here.warn("cli.lines.waiting")
        source = cast("BufferedReader", sys.stdin.buffer)  # typeshed says BinaryIO
        yield source, here.t("cli.lines.standard_input"), None
        return
    with path.open("rb") as stream:
        yield stream, str(path), _size(stream)


def _size(stream: IO[bytes]) -> int | None:
    found = os.fstat(stream.fileno())
    return found.st_size if stat.S_ISREG(found.st_mode) else None
