"""How far a stream of posts has been read: nothing is missed, and little is read twice.

X gives the newest page first. A sweep goes from there down to the floor, page by page; only when it
has arrived does the floor rise. What is known after each page is stored, so that a sweep that is
cut off goes on where it was. Posts that reach X's index late are caught by an overlap.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from bot.platforms.x.posts import Page, first_id_at

OVERLAP: Final = timedelta(seconds=60)  # how late a post may become known
SEARCHED: Final = timedelta(days=6, hours=23)  # how far back X searches: seven days
FOR_EVER: Final = timedelta(days=36_500)
TIMELINE_END: Final = 800  # posts that a timeline goes back


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where one stream stands."""

    start: datetime  # nothing older was ever asked for
    floor: int | None = None  # everything up to here was read, late posts too
    edge: int | None = None  # newest post that was read: between the two there may be late ones
    deep_at: datetime | None = None  # when it was last read from the floor
    deep: bool = True  # whether this sweep goes down to the floor
    floor_at: datetime | None = None  # when that was
    top: int | None = None  # newest post of the sweep that is under way
    below: int | None = None  # oldest one: it goes on below
    since: int | None = None  # the floor that this sweep goes down to
    began: datetime | None = None  # when it began
    seen: int = 0  # posts of this sweep

    @property
    def sweeping(self) -> bool:
        """Whether a sweep is under way."""
        return self.below is not None

    def lost(self, now: datetime, reach: timedelta) -> tuple[datetime, datetime] | None:
        """Return between which moments posts cannot be asked for any more; None: nothing is."""
        at, earliest = self.floor_at or self.start, now - reach
        return (at, earliest) if at < earliest else None

    def begin(self, now: datetime, reach: timedelta) -> Self:
        """Return the window at the beginning of a sweep.

        Args:
            now: the time as X has it.
            reach: how far back this stream can be asked for.
        """
        if self.lost(now, reach) is not None:
            return replace(self, since=None, began=now, seen=0, deep=True)
        deep = self.edge is None or self.deep_at is None or now - self.deep_at >= OVERLAP
        since = self.floor if deep else self.edge
        return replace(self, since=since, began=now, seen=0, deep=deep)

    def without_id(self, now: datetime, reach: timedelta) -> Self:
        """Return the window where X does not take the id of its floor: it goes by time."""
        at = max((self.floor_at or self.start) - OVERLAP, now - reach)
        return replace(self, floor=None, edge=None, since=None, start=at)

    def ask(self, now: datetime, reach: timedelta) -> Mapping[str, str]:
        """Return the parameters of the next request, besides those of the stream.

        Args:
            now: the time as X has it.
            reach: how far back this stream can be asked for.
        """
        asked: dict[str, str] = {}
        if self.since is not None:
            asked["since_id"] = str(self.since)
        else:
            earliest = max(self.start, now - reach)
            asked["start_time"] = earliest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if self.below is not None:
            asked["until_id"] = str(self.below)
        return asked

    def after(self, page: Page, now: datetime) -> Self:
        """Return where the stream stands once a page is on disk."""
        ids = page.ids
        top = max(filter(None, (self.top, max(ids, default=None))), default=None)
        seen = self.seen + len(page.posts)
        if page.more is not None:
            below = min(filter(None, (self.below, min(ids, default=None))), default=None)
            return replace(self, top=top, below=below, seen=seen)
        began = self.began or now
        edge = max(filter(None, (self.edge, self.floor, top)), default=None)
        floor = self.floor
        if self.deep and edge is not None:
            # what is younger may have neighbours that X does not show yet: it is read once more
            floor = max(filter(None, (floor, min(edge, first_id_at(began - OVERLAP)))))
        return replace(
            self,
            floor=floor,
            edge=edge,
            deep_at=began if self.deep else self.deep_at,
            deep=True,
            floor_at=began,
            top=None,
            below=None,
            since=None,
            began=None,
            seen=seen,
        )

    def dump(self) -> str:
        """Return it as text."""
        values = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(self).items()
        }
        return json.dumps(values)

    @classmethod
    def load(cls, text: str) -> Self:
        """Return what `dump` wrote."""
        values = json.loads(text)
        for name in ("start", "floor_at", "began", "deep_at"):
            if values[name] is not None:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)
