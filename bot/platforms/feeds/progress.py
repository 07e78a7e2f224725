"""How far a feed has been read: what it holds that we know, so that nothing comes in twice."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Self

from bot.platforms.feeds.entry import Entry

KEPT: Final = 3_000  # entries that are remembered; a feed shows far fewer
EDITED_FOR: Final = timedelta(days=30)  # how long a change of an entry is a change for us


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where one feed stands."""

    began: datetime  # nothing older than this was ever wanted
    looked: bool = False  # whether it was ever read
    undated: bool = False  # whether entries without a date count at the first look
    found: str | None = None  # address of the feed, where the configured one is of a page
    etag: str | None = None
    modified: str | None = None
    seen: Mapping[str, str] = field(default_factory=dict)  # mark of an entry's name -> of its text
    url: str | None = None  # of a feed of comments: settings name the article's feed only
    root: str | None = None  # id of the article that it stands below

    def knows(self, entry: Entry) -> bool:
        """Whether an entry came before."""
        return _mark(entry) in self.seen

    def sift(
        self, entries: Iterable[Entry], now: datetime
    ) -> tuple[list[Entry], list[Entry], Self]:
        """Return what is new and what has changed, oldest first, and where the feed stands then.

        A date proves nothing once the feed is known: entries may come late, or without one.
        """
        seen = dict(self.seen)
        new: list[Entry] = []
        edited: list[Entry] = []
        for entry in entries:
            name, mark = _mark(entry), entry.mark
            before = seen.pop(name, None)
            seen[name] = mark  # at the end: what was not shown for longest is forgotten first
            if before is None:
                if self.looked or self._wanted(entry):
                    new.append(entry)
            elif before != mark and (entry.moment or now) > now - EDITED_FOR:
                edited.append(entry)
        kept = dict(list(seen.items())[-KEPT:])
        return _oldest(new, now), _oldest(edited, now), replace(self, looked=True, seen=kept)

    def _wanted(self, entry: Entry) -> bool:
        return self.undated if entry.moment is None else entry.moment >= self.began

    def dump(self) -> str:
        """Return it as text."""
        return json.dumps({**asdict(self), "began": self.began.isoformat()})

    @classmethod
    def load(cls, text: str) -> Self:
        """Return what `dump` wrote."""
        values = json.loads(text)
        return cls(**{**values, "began": datetime.fromisoformat(values["began"])})


def _mark(entry: Entry) -> str:
    return hashlib.sha256(entry.guid.encode("utf-8", "replace")).hexdigest()[:16]


def _oldest(entries: list[Entry], now: datetime) -> list[Entry]:
    """Return entries oldest first: feeds begin with the newest one."""
    backwards = list(reversed(entries))  # of the same moment: as the feed has them
    return sorted(backwards, key=lambda one: min(one.moment or now, now))
