"""A replay: messages of a file through the whole pipeline in shadow mode, in a folder of its own.

The folder holds the replay's own database, so that it goes on where it stopped and never touches
the live one. Nothing is sent: there is no publisher here at all.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from bot.faults import CommandFault
from bot.pipeline import Pipeline
from bot.platforms.jsonl import PLATFORM, BadLine, Source, read_batches
from bot.ports import Unreadable
from bot.settings import Settings
from bot.storage.database import Database
from bot.toolbox import Toolbox
from policies.message import Message

BATCH: Final = 500  # lines read at once
MARKER: Final = "liaison-folder.json"
DATABASE: Final = "liaison.db"
SUMMARY: Final = "summary.json"
CASES: Final = "cases.jsonl"
DRAFTS: Final = "drafts.jsonl"
_OURS: Final = (
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    f"{DATABASE}-journal",
    CASES,
    DRAFTS,
    SUMMARY,
    "report.en.html",
    "report.fr.html",
    MARKER,
)


class FolderKind(StrEnum):
    """What wrote a folder of results."""

    REPLAY = "replay"
    DEMO = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of results with its own database."""

    path: Path
    kind: FolderKind

    @property
    def database(self) -> Path:
        """The folder's own database."""
        return self.path / DATABASE

    @property
    def url(self) -> str:
        """Its address."""
        return f"sqlite:///{self.database}"

    def report(self, lang: str) -> Path:
        """The page for people in one language."""
        return self.path / f"report.{lang}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one run did."""

    new: int = 0  # messages, edits and deletions that were not there yet
    known: int = 0  # passed over: platform and id were there already
    bad: int = 0  # lines that could not be read

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            new=self.new + other.new, known=self.known + other.known, bad=self.bad + other.bad
        )


def open_folder(path: Path, kind: FolderKind, *, live: str) -> Folder:
    """Make the folder, or go on in one that the same command made.

    Args:
        path: the folder; what is above it is made too.
        kind: which command asks.
        live: address of the live database, which is refused.

    Raises:
        CommandFault: a database is there that no such run made, or it is the live one.
        OSError: the folder cannot be made or written.
    """
    folder = Folder(path=path, kind=kind)
    path.mkdir(parents=True, exist_ok=True)
    if _same(folder, live):
        raise CommandFault("report.replay.live", file=folder.database)
    made = _kind_of(path)
    if made is None and folder.database.exists():
        raise CommandFault("report.replay.not_ours", file=folder.database)
    if made is not None and made != kind:
        raise CommandFault("report.replay.other_kind", folder=path, kind=made)
    if made is None:
        text = json.dumps({"made_by": f"liaison {kind}"})
        (path / MARKER).write_text(f"{text}\n", encoding="utf-8")
    return folder


def clear_folder(path: Path, kind: FolderKind) -> None:
    """Remove the files of an earlier run, and nothing else.

    Raises:
        CommandFault: something is there that no such run made.
    """
    if not path.exists():
        return
    if _kind_of(path) != kind:
        if path.is_dir() and not any(path.iterdir()):
            return
        raise CommandFault("report.replay.not_empty", folder=path)
    for name in _OURS:
        (path / name).unlink(missing_ok=True)


def _kind_of(path: Path) -> str | None:
    try:
        made = json.loads((path / MARKER).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    name = made.get("made_by") if isinstance(made, dict) else None
    return str(name).removeprefix("liaison ") if name else None


def _same(folder: Folder, live: str) -> bool:
    scheme, _, place = live.partition(":///")
    return scheme == "sqlite" and Path(place).resolve() == folder.database.resolve()


def shadowed(settings: Settings) -> Settings:
    """Return the settings with every channel in shadow."""
    channels = [channel.model_copy(update={"mode": "shadow"}) for channel in settings.channels]
    return settings.model_copy(update={"channels": channels})


class Replay:
    """Feeds a file to the pipeline; the clock is each message's own time."""

    def __init__(self, database: Database, tools: Toolbox, settings: Settings) -> None:
        self._pipeline = Pipeline(database, tools, shadowed(settings), lambda one: one.sent_at)

    def run(
        self,
        source: Source,
        *,
        file: str,
        default_now: datetime,
        told: Callable[[BadLine], None],
        watch: Callable[[], None] = lambda: None,
        size: int = BATCH,
    ) -> Tally:
        """Take everything that the source has; what an interrupted run left is worked on first.

        Args:
            source: lines of JSON.
            file: its name.
            default_now: the time of messages that have none.
            told: called with each line that cannot be read.
            watch: called after each step.
            size: lines read at once.
        """
        self._work(watch)
        tally = Tally()
        for batch in read_batches(source, file=file, default_now=default_now, size=size):
            tally += self._take(batch, file, default_now, told)
            self._work(watch)
            watch()
        return tally

    def _take(
        self,
        batch: Sequence[Message | BadLine],
        file: str,
        default_now: datetime,
        told: Callable[[BadLine], None],
    ) -> Tally:
        messages = [_named(one) for one in batch if isinstance(one, Message)]
        bad = [one for one in batch if isinstance(one, BadLine)]
        for line in bad:
            told(line)
        now = max((one.sent_at for one in messages), default=default_now)
        new = self._pipeline.accept(messages, now)
        self._pipeline.accept([_unreadable(one, file) for one in bad], now)
        return Tally(new=new, known=len(messages) - new, bad=len(bad))

    def _work(self, watch: Callable[[], None]) -> None:
        while self._pipeline.work():
            watch()


def _named(message: Message) -> Message:
    # Without a name nobody can say that two messages have one author: each has its own.
    return message if message.author else replace(message, author=f"message:{message.id}")


def _unreadable(line: BadLine, file: str) -> Unreadable:
    # Not the problem's text: it may hold what the line holds.
    return Unreadable(
        platform=PLATFORM, key=f"line:{Path(file).name}:{line.line}", fault=line.problem
    )
