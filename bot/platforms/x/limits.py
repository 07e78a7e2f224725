"""How long to leave X alone: what its headers say, and our own pauses where they say nothing.

A pause after 429 lasts until the time X names, 60 seconds at least; where X names none, 60 seconds
that double. Times are X's own, by the `Date` of its answers: our clock may be wrong.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

SHORTEST_S: Final = 60.0  # pause after "too many"
LONGEST_S: Final = 900.0  # X counts in windows of 15 minutes
_DAY_S: Final = 86_400.0
_SKEW_S: Final = 3.0  # `Date` has whole seconds, and the answer takes a while
_FAULT_S: Final = 2.0  # first pause after a fault of the wire; doubles up to …
_FAULT_LONGEST_S: Final = 300.0


@dataclass(slots=True)
class _Way:
    """One kind of call, such as reading mentions."""

    until: float = 0.0  # X's time before which it is not made
    faults: int = 0  # in a row


@dataclass(slots=True)
class Limits:
    """What is known of X's limits.

    Args:
        clock: Seconds since 1970, as our machine has them.
        jitter: A number between 0 and 1.
    """

    clock: Callable[[], float]
    jitter: Callable[[], float] = lambda: 0.0
    skew_s: float = 0.0  # X's time less ours
    _ways: dict[str, _Way] = field(default_factory=dict)

    def now(self) -> float:
        """Return the time as X has it."""
        return self.clock() + self.skew_s

    def moment(self) -> datetime:
        """Return the same as a moment."""
        return datetime.fromtimestamp(self.now(), UTC)

    def wait_s(self, way: str) -> float:
        """Return how long a kind of call has to wait."""
        known = self._ways.get(way)
        return max(0.0, known.until - self.now()) if known else 0.0

    def hear(self, way: str, status: int, headers: Mapping[str, str]) -> float:
        """Take note of an answer; return how long X wants us to wait, 0 where it does not."""
        self._set_clock(headers)
        known = self._ways.setdefault(way, _Way())
        if status == 429:
            known.faults += 1
            pause_s = self._told(headers)
            if pause_s is None:
                pause_s = min(LONGEST_S, SHORTEST_S * 2 ** min(known.faults - 1, 10))
            pause_s = max(SHORTEST_S, pause_s)
            pause_s += self.jitter() * min(pause_s, SHORTEST_S) / 4
            known.until = self.now() + pause_s
            return pause_s
        if status < 400:
            known.faults = 0
        if headers.get("x-rate-limit-remaining") == "0":
            left_s = self._told(headers)
            if left_s is not None:
                known.until = max(known.until, self.now() + left_s)
        return 0.0

    def fault(self, way: str) -> float:
        """Take note that a call came to nothing; return how long to pause."""
        known = self._ways.setdefault(way, _Way())
        pause_s = min(_FAULT_LONGEST_S, _FAULT_S * 2 ** min(known.faults, 10))
        known.faults += 1
        return self.pause(way, pause_s + pause_s * self.jitter() / 2)

    def pause(self, way: str, seconds: float) -> float:
        """Leave X alone for so long, for this kind of call."""
        known = self._ways.setdefault(way, _Way())
        known.until = max(known.until, self.now() + seconds)
        return seconds

    def _told(self, headers: Mapping[str, str]) -> float | None:
        """Return how long until the limit that was reached counts anew."""
        names = ["x-rate-limit-reset"]
        for scope in ("user", "app"):
            if headers.get(f"x-{scope}-limit-24hour-remaining") == "0":
                names.insert(0, f"x-{scope}-limit-24hour-reset")
        for name in names:
            try:
                at = float(headers[name])
            except (KeyError, ValueError):
                continue
            return min(_DAY_S, max(0.0, at - self.now()))
        try:
            return min(_DAY_S, max(0.0, float(headers["retry-after"])))
        except (KeyError, ValueError):
            return None

    def _set_clock(self, headers: Mapping[str, str]) -> None:
        try:
            theirs = parsedate_to_datetime(headers["date"]).timestamp()
        except (KeyError, ValueError, TypeError):
            return
        skew_s = theirs - self.clock()
        self.skew_s = skew_s if abs(skew_s) > _SKEW_S else 0.0
