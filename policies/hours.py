"""Business hours: when the agency is open, when it opens next, and time counted while open.

A `BusinessHours` is a value; `HoursFile` is its authored form, under `hours` in liaison.yaml. An
interval belongs to the day on which it begins: "22:00-02:00" on Sunday runs into Monday even where
Monday is a holiday. A closure is everything between two openings; several weekend and holiday days
in a row are one closure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from policies.holidaycalendar import HolidayCalendar
from translations.values import Bilingual

HORIZON_DAYS: Final = 366  # further ahead nothing is looked for: that is "never opens"
_MEMO_DAYS: Final = 4_000  # a memo larger than this begins anew
_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Interval:
    """Hours of one day, in minutes after midnight; the end may lie on the next day."""

    start_min: int  # 0 to 1439
    end_min: int  # after the start, at most 24 hours later


class ClosureKind(StrEnum):
    """Why the agency is closed."""

    OFF_HOURS = "off_hours"  # a working day, outside its hours
    DAY_OFF = "day_off"  # a day of the week without hours
    HOLIDAY = "holiday"  # of the calendar, or a day that the agency closes
    INCIDENT = "incident"  # closed by a person until further notice


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """What the agency says of one date; it outranks the calendar and the week."""

    intervals: tuple[Interval, ...]  # none: closed
    name: Bilingual | None = None


Span = tuple[datetime, datetime]  # [opens, closes), UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessHours:
    """When the agency is open."""

    zone: ZoneInfo
    week: tuple[tuple[Interval, ...], ...]  # Monday first, seven entries
    calendar: HolidayCalendar | None = None
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    _spans: dict[date, tuple[Span, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _first: dict[date, datetime | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_open(self, now: datetime, *, incident: bool = False) -> bool:
        """Whether the agency is open at that moment; never during an incident closure."""
        return not incident and self._span_at(_utc(now)) is not None

    def next_opening(self, now: datetime) -> datetime | None:
        """Return the first open moment from now on (now itself where open), in UTC.

        None where nothing opens within 366 days. An incident closure ends when a person ends it,
        so it is no part of this.
        """
        moment = _utc(now)
        if self._span_at(moment) is not None:
            return moment
        today = self._local_date(moment)
        for opens, _ in self._spans_of(today):
            if opens > moment:
                return opens
        return self._first_from(today + _DAY)

    def closure_id(
        self,
        now: datetime,
        *,
        incident: bool = False,
        incident_since: datetime | None = None,
    ) -> str | None:
        """Return what names the present closure: one text from closing to opening, None when open.

        An ordinary closure is named by the opening that ends it. An incident is named by the
        moment at which it was declared, or, where that is not told, by the local day.
        """
        if incident:
            if incident_since is not None:
                return f"incident:{_utc(incident_since):%Y-%m-%dT%H:%MZ}"
            return f"incident:{self._local_date(_utc(now)).isoformat()}"
        moment = _utc(now)
        if self._span_at(moment) is not None:
            return None
        opening = self.next_opening(moment)
        return "closed:never" if opening is None else f"closed:{opening:%Y-%m-%dT%H:%M:%SZ}"

    def closure_kind(self, now: datetime, *, incident: bool = False) -> ClosureKind | None:
        """Return why the agency is closed, None when it is open."""
        if incident:
            return ClosureKind.INCIDENT
        moment = _utc(now)
        if self._span_at(moment) is not None:
            return None
        day = self._local_date(moment)
        special = self.special.get(day)
        if special is not None:
            return ClosureKind.OFF_HOURS if special.intervals else ClosureKind.HOLIDAY
        if not self.week[day.weekday()]:
            return ClosureKind.DAY_OFF
        return ClosureKind.HOLIDAY if self.holiday(day) else ClosureKind.OFF_HOURS

    def closure_reason(self, now: datetime, *, incident: bool = False) -> Bilingual | None:
        """Return a sentence that says why the agency is closed, None when it is open."""
        from policies.hourswording import closure_reason

        return closure_reason(self, now, incident=incident)

    def public_lines(self, lang: str, *, today: date | None = None) -> list[str]:
        """Return the hours in words, for the public policy page."""
        from policies.hourswording import public_lines

        return public_lines(self, lang, today=today)

    def holiday(self, day: date) -> Bilingual | None:
        """Return the name of the day on which the agency is closed by calendar or override."""
        special = self.special.get(day)
        if special is not None:
            return None if special.intervals else special.name
        return self.calendar.name(day) if self.calendar is not None else None

    def add_business_time(self, start: datetime, delta: timedelta) -> datetime:
        """Return the moment at which that much open time has passed since the start, in UTC.

        Where nothing opens for 366 days the rest counts as ordinary time from there: a deadline
        always comes.

        Raises:
            ValueError: The duration is negative.
        """
        if delta < timedelta():
            raise ValueError("business time runs forward: the duration is negative")
        moment, left = _utc(start), delta
        if not left:
            return moment
        for opens, closes in self._spans_from(moment):
            begin = max(opens, moment)
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
            moment = closes
        return moment + left

    def business_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how much open time lies between two moments, zero where the end is not later."""
        begin, stop = _utc(start), _utc(end)
        total = timedelta()
        for opens, closes in self._spans_from(begin):
            if opens >= stop:
                break
            total += min(closes, stop) - max(opens, begin)
        return total

    def _spans_from(self, moment: datetime) -> Iterator[Span]:
        """Yield the spans that close after the moment, until nothing opens for 366 days."""
        day = self._local_date(moment) - _DAY
        idle = 0
        reached = moment
        while idle <= HORIZON_DAYS and day < date.max - 2 * _DAY:
            spans = self._spans_of(day)
            idle = 0 if spans else idle + 1
            for opens, closes in spans:
                if closes > reached:
                    yield max(opens, reached), closes  # a day's last hours may reach into the next
                    reached = closes
            day += _DAY

    def _span_at(self, moment: datetime) -> Span | None:
        day = self._local_date(moment)
        for span in self._spans_of(day):
            if span[0] <= moment < span[1]:
                return span
        for span in self._spans_of(day - _DAY):  # hours that run past midnight
            if span[0] <= moment < span[1]:
                return span
        return None

    def _first_from(self, day: date) -> datetime | None:
        """Return the first opening of that day or a later one."""
        if day not in self._first:
            if len(self._first) > _MEMO_DAYS:
                self._first.clear()
            ahead = (self._spans_of(day + n * _DAY) for n in range(HORIZON_DAYS))
            self._first[day] = next((spans[0][0] for spans in ahead if spans), None)
        return self._first[day]

    def _spans_of(self, day: date) -> tuple[Span, ...]:
        spans = self._spans.get(day)
        if spans is None:
            if len(self._spans) > _MEMO_DAYS:
                self._spans.clear()
            spans = self._spans[day] = tuple(self._computed(day))
        return spans

    def _computed(self, day: date) -> Iterator[Span]:
        for interval in sorted(self.intervals_of(day)):
            opens = self._instant(day, interval.start_min, fold=0)
            closes = self._instant(day, interval.end_min, fold=1)
            if opens < closes:
                yield opens, closes  # two may overlap in the hour that comes twice

    def intervals_of(self, day: date) -> tuple[Interval, ...]:
        """Return the hours that begin on that date; none on a closed day."""
        special = self.special.get(day)
        if special is not None:
            return special.intervals
        usual = self.week[day.weekday()]
        return () if usual and self.holiday(day) else usual

    def _instant(self, day: date, minutes: int, *, fold: int) -> datetime:
        """Return wall-clock time as an instant; inside the spring gap, the gap itself.

        In autumn an hour comes twice: opening takes the first (fold 0), closing the second.
        """
        wall = datetime.combine(day + (minutes // 1440) * _DAY, time(), tzinfo=self.zone)
        wall = wall.replace(hour=minutes % 1440 // 60, minute=minutes % 60, fold=fold)
        instant = wall.astimezone(UTC)
        if instant.astimezone(self.zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
            return instant
        instant = wall.replace(fold=1).astimezone(UTC)  # before the gap
        offset = instant.astimezone(self.zone).utcoffset()
        while instant.astimezone(self.zone).utcoffset() == offset:
            instant += _MINUTE
        return instant

    def _local_date(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the intervals in order, those that touch as one."""
    result: list[Interval] = []
    for one in sorted(intervals):
        if result and one.start_min <= result[-1].end_min:
            last = result.pop()
            end = max(last.end_min, one.end_min)
            result.append(Interval(start_min=last.start_min, end_min=end))
        else:
            result.append(one)
    return tuple(result)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("business hours need a moment with its zone")
    return moment.astimezone(UTC)
