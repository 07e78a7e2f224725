"""Business hours: openings, closures, deadlines, holidays, both clock changes, wording."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.errors import DocumentError
from policies.holidaycalendar import HolidayCalendar, MovableDay
from policies.hours import BusinessHours, ClosureKind, Interval, merged
from policies.hoursfile import HoursFile, parse_interval
from policies.yamlfile import load_yaml, parse_model
from translations.values import Bilingual

TORONTO = ZoneInfo("America/Toronto")
OFFICE = ["08:30-12:00", "13:00-16:30"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
DAYS = (*WEEKDAYS, "saturday", "sunday")


def hours(week: dict[str, list[str]] | None = None, **rest: Any) -> BusinessHours:
    """Return the hours of a file; the usual office week where none is given."""
    week = dict.fromkeys(WEEKDAYS, OFFICE) if week is None else week
    return HoursFile.model_validate({"week": week, **rest}).business_hours()


def local(text: str, zone: ZoneInfo = TORONTO, fold: int = 0) -> datetime:
    """Return an agency's wall-clock time as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "is_open", "opening"),
    [
        ("2026-11-23T08:29:59", False, "2026-11-23T08:30"),
        ("2026-11-23T08:30", True, "2026-11-23T08:30"),
        ("2026-11-23T11:59:59", True, "2026-11-23T11:59:59"),
        ("2026-11-23T12:00", False, "2026-11-23T13:00"),  # lunch
        ("2026-11-23T16:30", False, "2026-11-24T08:30"),
        ("2026-11-20T16:30", False, "2026-11-23T08:30"),  # Friday evening to Monday
        ("2026-11-11T10:00", False, "2026-11-12T08:30"),  # Remembrance Day
        ("2026-09-30T10:00", False, "2026-10-01T08:30"),  # Truth and Reconciliation
        ("2026-12-24T17:00", False, "2026-12-29T08:30"),  # Christmas, a weekend, Boxing Day
        ("2026-12-31T23:00", False, "2027-01-04T08:30"),
    ],
)
def test_the_office_opens_and_closes_to_the_second(
    moment: str, is_open: bool, opening: str
) -> None:
    """Opening is included, closing is not, holidays and weekends are skipped."""
    office, now = hours(), local(moment)
    assert (office.is_open(now), office.next_opening(now)) == (is_open, local(opening))


def test_an_incident_closes_the_office_in_the_middle_of_the_day() -> None:
    """Nothing is open during an incident, whatever the hour."""
    office, now = hours(), local("2026-11-23T10:00")
    assert office.is_open(now)
    assert not office.is_open(now, incident=True)
    assert office.closure_id(now, incident=True) == "incident:2026-11-23"
    since = local("2026-11-23T09:15")
    for later in (now, now + timedelta(days=3)):
        named = office.closure_id(later, incident=True, incident_since=since)
        assert named == "incident:2026-11-23T14:15Z"


@pytest.mark.parametrize("province", ["", "QC", "ON"])
def test_the_federal_calendar_has_the_days_that_federal_offices_close(province: str) -> None:
    """Eleven listed days and the two movable ones; a province has its own."""
    calendar = HolidayCalendar(province=province or None, also=frozenset(MovableDay))
    days = {day.isoformat() for day in calendar.days(2026)}
    assert {
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-18", "2026-07-01", "2026-08-03",
        "2026-09-07", "2026-09-30", "2026-10-12", "2026-11-11", "2026-12-25",
    } <= days  # fmt: skip
    assert ("2026-06-24" in days) is (province == "QC")
    assert ("2026-02-16" in days) is (province == "ON")


def test_no_holiday_has_an_english_name_in_french() -> None:
    """Ten years, every province: names differ or are the same word in both."""
    for province in (None, "QC", "NL", "YT", "NU"):
        for year in range(2024, 2034):
            for name in HolidayCalendar(province=province).days(year).values():
                assert name.en != name.fr
                assert "Day" not in name.fr
                assert "observed" not in name.fr


@pytest.mark.parametrize(
    ("year", "easter_monday", "civic"),
    [
        (2024, "2024-04-01", "2024-08-05"),
        (2025, "2025-04-21", "2025-08-04"),
        (2026, "2026-04-06", "2026-08-03"),
        (2038, "2038-04-26", "2038-08-02"),  # the latest Easter there is
    ],
)
def test_the_movable_days_fall_where_the_calendar_puts_them(
    year: int, easter_monday: str, civic: str
) -> None:
    """Known dates of Easter Monday and of the first Monday of August."""
    assert MovableDay.EASTER_MONDAY.on(year).isoformat() == easter_monday
    assert MovableDay.CIVIC_HOLIDAY.on(year).isoformat() == civic


def test_the_agency_adds_removes_and_shortens_days() -> None:
    """A date that the agency names outranks week and calendar."""
    name = {"en": "Year-end closure", "fr": "Fermeture de fin d'année"}
    office = hours(
        dates=[
            {"date": "2026-12-29", "open": [], "name": name},
            {"date": "2026-11-11", "open": "usual"},
            {"date": "2026-12-24", "open": ["08:30-12:00"]},
            {"date": "2026-11-28", "open": ["10:00-12:00"]},
        ]
    )
    assert not office.is_open(local("2026-12-29T10:00"))
    assert office.holiday(date(2026, 12, 29)) == Bilingual(**name)
    assert office.is_open(local("2026-11-11T10:00"))
    assert not office.is_open(local("2026-12-24T14:00"))
    assert office.is_open(local("2026-11-28T11:00"))  # a Saturday


@pytest.mark.parametrize(
    ("moment", "incident", "kind", "english"),
    [
        ("2026-11-23T10:00", False, None, None),
        ("2026-11-23T12:30", False, "off_hours", "Our office is closed at this hour."),
        ("2026-11-22T10:00", False, "day_off", "Our office is closed today."),
        ("2026-11-11T10:00", False, "holiday", "Our office is closed today (Remembrance Day)."),
        ("2026-11-23T10:00", True, "incident", "Our office is closed until further notice."),
    ],
)
def test_the_reason_of_a_closure_is_told_in_both_languages(
    moment: str, incident: bool, kind: str | None, english: str | None
) -> None:
    """Each kind of closure has its sentence; an open office has none."""
    office, now = hours(), local(moment)
    assert office.closure_kind(now, incident=incident) == (ClosureKind(kind) if kind else None)
    reason = office.closure_reason(now, incident=incident)
    assert (reason.en if reason else None) == english
    assert reason is None or reason.fr.startswith("Nos bureaux sont fermés")


def test_a_night_shift_runs_over_midnight() -> None:
    """Hours past midnight belong to the day on which they begin, and midnight is no closure."""
    night = hours(
        {"sunday": ["22:00-02:00"], "tuesday": ["20:00-24:00"], "wednesday": ["0:00-1:00"]}
    )
    assert night.is_open(local("2026-11-22T23:59:59"))
    assert night.is_open(local("2026-11-23T01:59"))
    assert not night.is_open(local("2026-11-23T02:00"))
    assert night.is_open(local("2026-11-25T00:00"))
    start = local("2026-11-24T23:30")
    assert night.add_business_time(start, timedelta(hours=1)) == local("2026-11-25T00:30")


@pytest.mark.parametrize(
    ("ranges", "day", "length_h"),
    [
        (["01:00-04:00"], "2026-03-08", 2),  # 2:00 to 3:00 does not exist
        (["01:00-02:30"], "2026-03-08", 1),
        (["02:30-04:00"], "2026-03-08", 1),
        (["02:10-02:50"], "2026-03-08", 0),
        (["00:00-24:00"], "2026-03-08", 23),
        (["01:00-04:00"], "2026-11-01", 4),  # 1:00 to 2:00 comes twice
        (["00:00-01:30"], "2026-11-01", 2.5),
        (["00:00-24:00"], "2026-11-01", 25),
        (["01:00-01:20", "01:40-02:00"], "2026-11-01", 2),  # open throughout
    ],
)
def test_clock_changes_count_real_time(ranges: list[str], day: str, length_h: float) -> None:
    """The hour that is missing is not counted and the one that comes twice is counted twice."""
    sunday = hours({"sunday": ranges}, calendar="none")
    start = local(f"{day}T00:00")
    open_time = sunday.business_time_between(start, start + timedelta(hours=30))
    assert open_time == timedelta(hours=length_h)


def test_opening_keeps_its_wall_clock_time_through_a_clock_change() -> None:
    """8:30 is 8:30 on both sides, so the instant moves by an hour."""
    office = hours()
    before, after = local("2026-03-06T18:00"), local("2026-11-02T07:00")
    assert office.next_opening(before) == datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
    assert office.next_opening(after) == datetime(2026, 11, 2, 13, 30, tzinfo=UTC)


def test_a_week_without_hours_never_opens_and_its_deadlines_still_come() -> None:
    """No opening, one closure, and time that runs as on any clock."""
    never, now = hours({}), local("2026-11-23T10:00")
    assert never.next_opening(now) is None
    assert never.closure_id(now) == "closed:never"
    assert never.add_business_time(now, timedelta(hours=3)) == now + timedelta(hours=3)
    assert never.business_time_between(now, now + timedelta(days=900)) == timedelta()
    assert never.public_lines("en")[0] == "We have no regular business hours."


def test_deadlines_skip_lunch_nights_weekends_and_holidays() -> None:
    """Ten open hours from Friday noon before Thanksgiving end on Wednesday morning."""
    office = hours()
    start = local("2026-10-09T12:10")
    assert office.add_business_time(start, timedelta(hours=3.5)) == local("2026-10-09T16:30")
    assert office.add_business_time(start, timedelta(hours=10.5)) == local("2026-10-13T16:30")
    assert office.add_business_time(start, timedelta(hours=11)) == local("2026-10-14T09:00")
    with pytest.raises(ValueError, match="the duration is negative"):
        office.add_business_time(start, timedelta(hours=-1))


def test_a_moment_without_zone_is_refused() -> None:
    """A naive moment could be any of 24 instants."""
    with pytest.raises(ValueError, match="need a moment with its zone"):
        hours().is_open(datetime(2026, 11, 23, 10))  # noqa: DTZ001 -- what is refused


MINUTES = st.integers(0, 4 * 366 * 24 * 60)
DURATIONS = st.integers(0, 40 * 60).map(lambda minutes: timedelta(minutes=minutes))


def moments() -> st.SearchStrategy[datetime]:
    """Return instants from 2026 to 2029, to the minute."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return MINUTES.map(lambda minutes: start + timedelta(minutes=minutes))


@st.composite
def agencies(draw: st.DrawFn) -> BusinessHours:
    """Return hours of any shape: overlapping nights, single minutes, empty days, four zones."""
    interval = st.builds(
        lambda start, length: Interval(start_min=start, end_min=start + length),
        st.integers(0, 1439),
        st.integers(1, 1440),
    )
    day = st.lists(interval, max_size=3).map(merged)
    week = draw(st.tuples(*[day] * 7).filter(any))
    zone = draw(st.sampled_from(["America/Toronto", "America/St_Johns", "UTC", "Asia/Kathmandu"]))
    calendar = draw(st.sampled_from([None, FEDERAL]))
    return BusinessHours(zone=ZoneInfo(zone), week=week, calendar=calendar)


FEDERAL = HolidayCalendar(also=frozenset(MovableDay))


@settings(max_examples=150, deadline=None)
@given(agencies(), moments())
def test_the_next_opening_is_open_and_nothing_before_it_is(
    agency: BusinessHours, now: datetime
) -> None:
    """From now to the next opening there is no open time at all."""
    opening = agency.next_opening(now)
    assert opening is not None
    assert opening >= now
    assert agency.is_open(opening)
    assert agency.business_time_between(now, opening) == timedelta()
    assert agency.is_open(now) is (opening == now)
    if opening > now:
        assert not agency.is_open(opening - timedelta(seconds=1))
        assert not agency.is_open(now + (opening - now) / 2)


@settings(max_examples=150, deadline=None)
@given(agencies(), moments(), moments())
def test_a_closure_has_one_name_and_two_closures_have_two(
    agency: BusinessHours, one: datetime, other: datetime
) -> None:
    """Names are equal exactly where no open time lies between two closed moments."""
    one, other = sorted((one, other))
    names = agency.closure_id(one), agency.closure_id(other)
    assert [name is None for name in names] == [agency.is_open(one), agency.is_open(other)]
    if None not in names:
        apart = agency.business_time_between(one, other) > timedelta()
        assert (names[0] != names[1]) is apart
    opening = agency.next_opening(one)
    if names[0] is not None and opening is not None:
        last = opening - timedelta(seconds=1)
        assert agency.closure_id(max(one, last)) == names[0]


@settings(max_examples=100, deadline=None)
@given(agencies(), moments(), DURATIONS, DURATIONS)
def test_business_time_only_runs_forward_and_can_be_counted_back(
    agency: BusinessHours, start: datetime, one: timedelta, more: timedelta
) -> None:
    """Adding is monotone, adds up, and what was added lies between start and end."""
    end = agency.add_business_time(start, one)
    later = agency.add_business_time(start, one + more)
    assert start <= end <= later
    assert agency.business_time_between(start, end) == one
    assert agency.add_business_time(end, more) == (later if more else end)
    assert agency.add_business_time(start + more, one) >= end


def test_public_lines_say_the_hours_in_either_language() -> None:
    """The lines of the policy page, word for word."""
    office = hours(
        also_closed=["civic_holiday", "easter_monday"],
        dates=[
            {"date": "2026-12-24", "open": ["08:30-12:00"]},
            {"date": "2026-01-02", "open": [], "name": {"en": "Closure", "fr": "Fermeture"}},
            {"date": "2027-01-01", "open": [], "name": {"en": "Closure", "fr": "Fermeture"}},
        ],
    )
    today = date(2026, 11, 23)
    assert office.public_lines("en", today=today) == [
        "Monday to Friday: 8:30 a.m. to noon and 1 p.m. to 4:30 p.m. (Eastern time)",
        "Saturday and Sunday: closed",
        "We are closed on federal statutory holidays.",
        "We are also closed on Easter Monday.",
        "We are also closed on the first Monday of August.",
        "Thursday, December 24, 2026: open 8:30 a.m. to noon",
        "Friday, January 1, 2027 (Closure): closed",
    ]
    office_week = (
        "Du lundi au vendredi\u00a0: de 8_h_30 à 12_h et de 13_h à 16_h_30 (heure de l'Est)"
    )
    office_week = office_week.replace("_", "\u00a0")
    assert office.public_lines("fr", today=today) == [
        office_week,
        "Le samedi et le dimanche\u00a0: fermé",
        "Nos bureaux sont fermés les jours fériés fédéraux.",
        "Nos bureaux sont aussi fermés le lundi de Pâques.",
        "Nos bureaux sont aussi fermés le premier lundi d'août.",
        "Jeudi 24 décembre 2026\u00a0: ouvert de 8\u00a0h\u00a030 à 12\u00a0h",
        "Vendredi 1er janvier 2027 (Fermeture)\u00a0: fermé",
    ]


def test_round_the_clock_hours_are_said_as_such() -> None:
    """A day without closing is not "midnight to midnight"."""
    always = hours({day: ["00:00-24:00"] for day in DAYS}, calendar="QC")
    assert always.public_lines("fr") == [
        "Du lundi au dimanche\u00a0: jour et nuit (heure de l'Est)",
        "Nos bureaux sont fermés les jours fériés observés au Québec.",
    ]


def test_an_agency_that_writes_nothing_has_office_hours() -> None:
    """The usual week, Eastern time, federal holidays; a channel may have its own zone."""
    assert HoursFile().business_hours().public_lines("en") == [
        "Monday to Friday: 8:30 a.m. to 4:30 p.m. (Eastern time)",
        "Saturday and Sunday: closed",
        "We are closed on federal statutory holidays.",
    ]
    pacific = HoursFile().business_hours("America/Vancouver")
    assert pacific.public_lines("fr")[0] == (
        "Du lundi au vendredi : de 8_h_30 à 16_h_30 (heure du Pacifique)"
    ).replace(" :", "\u00a0:").replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("08:30-12:00", (510, 720)), ("8:30 – 12:00", (510, 720)), ("22:00-02:00", (1320, 1560)),
     ("00:00-24:00", (0, 1440)), ("18:00-00:00", (1080, 1440))],
)  # fmt: skip
def test_ranges_are_read_as_people_write_them(text: str, expected: tuple[int, int]) -> None:
    """One-digit hours, spaces and an en dash are fine; an earlier end is on the next day."""
    interval = parse_interval(text)
    assert (interval.start_min, interval.end_min) == expected


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        ('week: {monday: ["8h30-12h"]}', "week.monday", "“8h30-12h” is not a range of hours."),
        ('week: {monday: ["09:00-09:00"]}', "week.monday", "“09:00-09:00” is not a range"),
        ('week: {monday: ["24:00-25:00"]}', "week.monday", "“24:00-25:00” is not a range"),
        ('week: {monday: ["8:00-12:00", "11:00-13:00"]}', "week.monday", "overlap"),
        ("week: {}\nzone: Canada/Ottawa", "zone", "“Canada/Ottawa” is not a known time zone."),
        ("zone: ../etc/passwd", "zone", "is not a known time zone."),
        ("zone: America", "zone", "is not a known time zone."),
        ("week: {}\ncalendar: XX", "calendar", ""),
        ("week: {}\nholidays: []", "holidays", ""),
        ("week: {}\ndates: [{date: 2026-12-29, open: []}]", "dates", "has no name"),
        (
            "week: {}\ndates: [{date: 2026-12-29, open: usual}, {date: 2026-12-29, open: usual}]",
            "dates",
            "The date 2026-12-29 stands here twice.",
        ),
    ],
)
def test_faults_of_the_file_name_the_field(
    tmp_path: Path, text: str, field: str, problem: str
) -> None:
    """A wrong value is refused with its place, in both languages."""
    path = tmp_path / "hours.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        parse_model(load_yaml(path), HoursFile)
    fault = caught.value.faults[0]
    assert fault.field.startswith(field)
    assert problem in fault.problem.en
    assert fault.problem.en != fault.problem.fr
