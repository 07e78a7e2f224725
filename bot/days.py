"""Days as people type them: one day, or the first and the last one, in the agency's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

_DAY: Final = timedelta(days=1)
LONGEST: Final = timedelta(days=400)  # more is a slip of the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From the beginning of one day to the end of another."""

    starts_at: datetime  # UTC
    ends_at: datetime  # UTC, not included


def read_day(word: str) -> date | None:
    """Return the day that a word like 2026-11-28 names, None where it names none."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def period(first: date, last: date, zone: tzinfo, now: datetime) -> Days | None:
    """Return the time from the first to the last day, None where it is past or upside down."""
    starts, ends = _midnight(first, zone), _midnight(last + _DAY, zone)
    if ends <= max(starts, now) or ends - starts > LONGEST:
        return None
    return Days(starts_at=starts, ends_at=ends)


def last_day(ends_at: datetime, zone: tzinfo) -> date:
    """Return the last day of a period."""
    return (ends_at - timedelta(seconds=1)).astimezone(zone).date()


def split(words: list[str]) -> tuple[list[str], list[date], list[str]]:
    """Return what stands before the days, the days, and what stands after them."""
    days = [read_day(word) for word in words]
    marks = [at for at, day in enumerate(days) if day is not None]
    if not marks:
        return words, [], []
    found = [day for day in days if day is not None]
    return words[: marks[0]], found, words[marks[-1] + 1 :]


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
