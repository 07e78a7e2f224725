"""Business hours as an agency writes them, under `hours` in liaison.yaml.

hours:
  zone: America/Toronto
  week:
    monday: ["08:30-12:00", "13:00-16:30"]   # a day left out is closed
  calendar: federal                          # or a province (ON, QC …), or none
  also_closed: [easter_monday, civic_holiday]
  dates:
    - date: 2026-12-24
      open: ["08:30-12:00"]                  # [] closed, usual: the hours of that weekday
      name: {en: Christmas Eve, fr: Veille de Noël}
"""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from policies.faults import FieldError, said
from policies.holidaycalendar import HolidayCalendar, MovableDay
from policies.hours import BusinessHours, Interval, SpecialDay, merged
from translations.values import Bilingual

_INTERVAL: Final = re.compile(r"([0-9]{1,2}):([0-5][0-9]) ?[-–] ?([0-9]{1,2}):([0-5][0-9])\Z")
_DAY_MIN: Final = 24 * 60


def _refusal(key: str, **values: object) -> FieldError:
    return FieldError(
        said(f"holding.file.{key}.problem", **values), said(f"holding.file.{key}.remedy", **values)
    )


def parse_interval(text: str) -> Interval:
    """Return "08:30-12:00" as an interval; "22:00-02:00" ends on the next day.

    Raises:
        FieldError: It is not written so, or it has no length.
    """
    found = _INTERVAL.match(text.strip())
    if found is None:
        raise _refusal("interval", value=text)
    start, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
    if start >= _DAY_MIN or end > _DAY_MIN or start == end:
        raise _refusal("interval", value=text)
    return Interval(start_min=start, end_min=end if end > start else end + _DAY_MIN)


def _intervals(texts: list[str]) -> list[str]:
    """Refuse intervals of one day that overlap; those that touch are one."""
    found = sorted(parse_interval(text) for text in texts)
    for one, following in pairwise(found):
        if following.start_min < one.end_min:
            raise _refusal("overlap")
    return texts


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # unknown, a path, a folder of zones
        raise _refusal("zone", value=name) from error
    return name


ZoneName = Annotated[str, AfterValidator(_zone)]  # also for a channel that has its own
Intervals = Annotated[list[str], AfterValidator(_intervals)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WeekFile(_File):
    """The hours of each day of the week."""

    monday: Intervals = []
    tuesday: Intervals = []
    wednesday: Intervals = []
    thursday: Intervals = []
    friday: Intervals = []
    saturday: Intervals = []
    sunday: Intervals = []

    def days(self) -> tuple[list[str], ...]:
        """Return the seven lists, Monday first."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )


class NameFile(_File):
    """A name in both official languages."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)


class DateFile(_File):
    """What the agency says of one date."""

    date: date
    open: Intervals | Literal["usual"]
    name: NameFile | None = None


def _distinct(entries: list[DateFile]) -> list[DateFile]:
    seen: set[date] = set()
    for entry in entries:
        if entry.date in seen:
            raise _refusal("twice", value=entry.date.isoformat())
        if entry.open == [] and entry.name is None:
            raise _refusal("nameless", value=entry.date.isoformat())
        seen.add(entry.date)
    return entries


def office_week() -> WeekFile:
    """Return the week that counts where an agency writes none: 8:30 to 16:30, Monday to Friday."""
    day = ["08:30-16:30"]
    return WeekFile(monday=day, tuesday=day, wednesday=day, thursday=day, friday=day)


Calendar = Literal[
    "federal", "none",
    "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT",
]  # fmt: skip


class HoursFile(_File):
    """Everything about when the agency is open."""

    zone: ZoneName = "America/Toronto"
    week: WeekFile = Field(default_factory=office_week)
    calendar: Calendar = "federal"
    also_closed: list[MovableDay] = []
    dates: Annotated[list[DateFile], AfterValidator(_distinct)] = []

    def business_hours(self, zone: str | None = None) -> BusinessHours:
        """Return the value; a channel's own zone replaces the agency's."""
        week = tuple(merged(map(parse_interval, day)) for day in self.week.days())
        calendar = None
        if self.calendar != "none" or self.also_closed:
            calendar = HolidayCalendar(
                province=None if self.calendar in ("federal", "none") else self.calendar,
                listed=self.calendar != "none",
                also=frozenset(self.also_closed),
            )
        return BusinessHours(
            zone=ZoneInfo(zone or self.zone),
            week=week,
            calendar=calendar,
            special={entry.date: _special(entry, week) for entry in self.dates},
        )


def _special(entry: DateFile, week: tuple[tuple[Interval, ...], ...]) -> SpecialDay:
    if isinstance(entry.open, str):
        intervals = week[entry.date.weekday()]
    else:
        intervals = merged(map(parse_interval, entry.open))
    name = Bilingual(en=entry.name.en, fr=entry.name.fr) if entry.name else None
    return SpecialDay(intervals=intervals, name=name)
