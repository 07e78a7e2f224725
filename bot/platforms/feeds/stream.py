"""One feed that is looked at again and again: when, and how it is left alone after a fault."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.feedssettings import FeedSource
from bot.platforms.feeds.faults import FeedFault
from bot.platforms.feeds.progress import Progress

_SHORTEST_S: Final = 60.0  # pause after a fault; doubles up to …
_LONGEST_S: Final = 21_600.0
_ENDED_S: Final = 86_400.0  # pause of a feed that is gone, or that we may not read
_OLD: Final = 20  # comments are looked at again after a twentieth of their article's age
_COMMENTS_LONGEST_S: Final = 3_600.0
_DONE: Final = frozenset({"gone", "declined"})


@dataclass(slots=True, kw_only=True)
class Stream:
    """A feed; where it stands is on disk under its name."""

    source: FeedSource
    name: str  # of its cursor
    progress: Progress
    poll_s: float
    jitter: Callable[[], float] = lambda: 0.0
    due: float = 0.0  # seconds since 1970
    faults: int = 0  # in a row
    fault: str | None = None  # the last one

    @property
    def below(self) -> bool:
        """Whether these are the comments of one article."""
        return self.progress.root is not None

    @property
    def address(self) -> str:
        """Where it is fetched."""
        return self.progress.url or self.progress.found or self.source.url

    def over(self, now: datetime, days: int) -> bool:
        """Whether an article is too old for its comments to be read."""
        return self.below and self.progress.began < now - timedelta(days=days)

    def went_well(self, now: datetime) -> None:
        """It was read: look again after its pause."""
        self.faults, self.fault = 0, None
        wait_s = self.poll_s
        if self.below:
            age_s = (now - self.progress.began).total_seconds()
            wait_s = max(wait_s, min(_COMMENTS_LONGEST_S, age_s / _OLD))
        self.due = now.timestamp() + wait_s

    def went_wrong(self, now: datetime, fault: FeedFault) -> float:
        """It could not be read: leave it alone; return for how many seconds."""
        self.faults, self.fault = self.faults + 1, fault.word
        wait_s = min(_LONGEST_S, _SHORTEST_S * 2.0 ** min(self.faults - 1, 10))
        if fault.word in _DONE:
            wait_s = _ENDED_S
        if fault.wait_s is not None:
            wait_s = max(wait_s, fault.wait_s)
        wait_s += wait_s * self.jitter() / 4
        self.due = now.timestamp() + wait_s
        return wait_s


def cursor(source: FeedSource, article: str | None = None) -> str:
    """Return the name under which it is kept how far a feed was read."""
    return f"feeds.{source.name}" + (f".below.{article}" if article else "")
