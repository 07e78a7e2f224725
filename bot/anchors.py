"""Anchors: heads of the record written outside of the database, so that a cut end shows."""

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.storage import record
from bot.storage.database import Database
from bot.storage.record import Head

_LINE: Final = re.compile(r"(\S+) (\d+) ([0-9a-f]{64})")


def write_anchor(database: Database, path: Path, now: datetime) -> Head:
    """Append the head of the record to a file, one line each, none twice."""
    with database.read() as connection:
        head = record.head(connection)
    known = read_anchors(path)
    if head.seq and head not in known:
        with path.open("a", encoding="ascii") as file:
            file.write(f"{now.isoformat()} {head.seq} {head.hash}\n")
            file.flush()
            os.fsync(file.fileno())
    return head


def read_anchors(path: Path) -> list[Head]:
    """Return the heads that were written down; lines that are none are passed over."""
    if not path.exists():
        return []
    found = (_LINE.fullmatch(line) for line in path.read_text(encoding="ascii").splitlines())
    return [Head(seq=int(match[2]), hash=match[3]) for match in found if match]
