"""Labelled messages from JSON lines: a message, and what somebody says should come of it.

Beside the fields of "Message in" (docs/cli.md) a line has `expected` (whether it should be flagged)
or `expected_labels` (which labels should flag it; none: it should pass), or both, or neither.
"""

import io
import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.platforms.jsonl import MAX_LINE, BadLine, Source, numbered_lines, read_messages
from policies.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledMessage:
    """A message and what should come of it."""

    message: Message
    expected: bool | None  # None: nobody said
    expected_labels: frozenset[str] | None


def read_labelled(
    source: Source, *, file: str, default_now: datetime, known: AbstractSet[str]
) -> Iterator[LabelledMessage | BadLine]:
    """Yield one labelled message or bad line per line that is not empty, in order.

    Args:
        source: bytes, one JSON object per line.
        file: its name, for messages about bad lines.
        default_now: aware; as `read_batches` takes it.
        known: the labels that there are.
    """
    for lines in numbered_lines(source):
        for number, raw in lines:
            if raw is None:
                limit = {"limit": MAX_LINE // 1_000_000}
                yield BadLine(file=file, line=number, problem="long_line", values=limit)
                continue
            one_line = io.BytesIO(raw)
            for read in read_messages(one_line, file=file, default_now=default_now, first=number):
                yield (
                    read
                    if isinstance(read, BadLine)
                    else _labelled(read, json.loads(raw), file, number, known)
                )


def _labelled(
    message: Message, data: dict[str, Any], file: str, number: int, known: AbstractSet[str]
) -> LabelledMessage | BadLine:
    expected, names = data.get("expected"), data.get("expected_labels")
    problem, field, values = "", "", dict[str, object]()
    if expected is not None and not isinstance(expected, bool):
        problem, field = "not_flag", "expected"
    elif names is None:
        pass
    elif not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        problem, field = "not_labels", "expected_labels"
    elif unknown := sorted(set(names) - known):
        problem, field = "no_such_label", "expected_labels"
        values = {"name": unknown[0][:100], "known": ", ".join(sorted(known))}
    if problem:
        return BadLine(
            file=file, line=number, problem=problem, id=message.id, field=field, values=values
        )
    labels = None if names is None else frozenset[str](names)
    if expected is None and labels is not None:
        expected = bool(labels)
    return LabelledMessage(message=message, expected=expected, expected_labels=labels)
