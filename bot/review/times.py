"""Moments as people type them when they set a case aside: "30 min", "2 h", "tomorrow 9:00"."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

_LENGTH: Final = re.compile(
    r"(?P<n>\d{1,4})\s*(?P<unit>m|min|mins|minutes?|h|hrs?|hours?|heures?|d|days?|j|jours?)"
    r"(?:\s*(?P<more>\d{1,2})(?:\s*min)?)?"
)
_CLOCK: Final = re.compile(
    r"(?:(?:at|à|a)\s+)?(?P<hour>\d{1,2})\s*(?::|h)\s*(?P<minute>\d{2})?\s*(?P<half>[ap]\.?m\.?)?"
)
_DAY: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|tomorrow|demain)(?:t|\s*,?\s+(?:at\s+|à\s+)?)?"
)
_MORNING: Final = time(9, 0)
_NOON: Final = 12


def read_until(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment in UTC that a person means, None where it cannot be made out.

    Understood: a length of time (30 min, 2 h, 2 h 30, 3 days, 3 jours); a time of day, the next
    one (9:00, à 9 h 30, 2:15 p.m.); a day (2026-11-24, tomorrow, demain) with or without a time. A
    day alone means 9:00.
    """
    typed = " ".join(text.replace("\u00a0", " ").lower().split())
    if not typed:
        return None
    if (length := _LENGTH.fullmatch(typed)) is not None:
        return _after(length, now)
    local = now.astimezone(zone)
    day = _DAY.match(typed)
    rest = typed[day.end() :] if day else typed
    clock = _time(rest) if rest else _MORNING
    if clock is None:
        return None
    try:
        if day is None:
            moment = datetime.combine(local.date(), clock, tzinfo=zone)
            if moment <= now:
                moment = datetime.combine(local.date() + timedelta(days=1), clock, tzinfo=zone)
        else:
            word = day["day"]
            date = (
                local.date() + timedelta(days=1)
                if word in ("tomorrow", "demain")
                else datetime.strptime(word, "%Y-%m-%d").replace(tzinfo=zone).date()
            )
            moment = datetime.combine(date, clock, tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _after(length: re.Match[str], now: datetime) -> datetime | None:
    n, unit, more = int(length["n"]), length["unit"][0], int(length["more"] or 0)
    if more and unit != "h":
        return None
    delta = {
        "m": timedelta(minutes=n),
        "h": timedelta(hours=n, minutes=more),
        "d": timedelta(days=n),
        "j": timedelta(days=n),
    }[unit]
    return now + delta if delta else None


def _time(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if found["half"].startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
