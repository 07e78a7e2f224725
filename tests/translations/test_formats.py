"""Dates, times, numbers and amounts in both languages."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from translations.formats import (
    format_date,
    format_datetime,
    format_money,
    format_number,
    format_percent,
    format_time,
    format_zone,
)
from translations.typography import faults

N = "\u00a0"
EAST = ZoneInfo("America/Toronto")


@pytest.mark.parametrize(
    ("moment", "tz", "en", "fr"),
    [
        (
            datetime(2026, 11, 23, 13, 30, tzinfo=UTC),
            EAST,
            "Monday, November 23, 2026, at 8:30 a.m. (Eastern time)",
            f"le lundi 23 novembre 2026 à 8{N}h{N}30 (heure de l'Est)",
        ),
        (
            datetime(2026, 7, 1, 21, 0, tzinfo=UTC),
            EAST,
            "Wednesday, July 1, 2026, at 5:00 p.m. (Eastern time)",
            f"le mercredi 1er juillet 2026 à 17{N}h (heure de l'Est)",
        ),
        (
            datetime(2027, 1, 1, 3, 35, tzinfo=UTC),
            ZoneInfo("America/St_Johns"),
            "Friday, January 1, 2027, at 12:05 a.m. (Newfoundland time)",
            f"le vendredi 1er janvier 2027 à 0{N}h{N}05 (heure de Terre-Neuve)",
        ),
    ],
)
def test_moments(moment: datetime, tz: ZoneInfo, en: str, fr: str) -> None:
    """A moment is told in the zone asked for, with its day there."""
    assert format_datetime(moment, "en", tz) == en
    assert format_datetime(moment, "fr", tz) == fr
    assert faults(fr, "fr") == []


def test_moment_without_weekday_and_without_zone() -> None:
    """The weekday can be left out; a naive moment is refused."""
    moment = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    assert format_datetime(moment, "fr", EAST, with_weekday=False) == (
        f"le 23 novembre 2026 à 8{N}h (heure de l'Est)"
    )
    with pytest.raises(ValueError, match="without a zone"):
        format_datetime(moment.replace(tzinfo=None), "fr", EAST)


def test_dates_alone() -> None:
    """A date has no article, so that any preposition can stand before it."""
    day = date(2026, 12, 1)
    assert format_date(day, "fr") == "1er décembre 2026"
    assert format_date(day, "fr", with_weekday=True) == "mardi 1er décembre 2026"
    assert format_date(day, "en", with_weekday=True) == "Tuesday, December 1, 2026"


@pytest.mark.parametrize(
    ("clock", "en", "fr"),
    [
        (time(0, 0), "12:00 a.m.", f"0{N}h"),
        (time(8, 5), "8:05 a.m.", f"8{N}h{N}05"),
        (time(12, 0), "12:00 p.m.", f"12{N}h"),
        (time(23, 59), "11:59 p.m.", f"23{N}h{N}59"),
    ],
)
def test_times(clock: time, en: str, fr: str) -> None:
    """Twelve hours in English, twenty-four in French."""
    assert (format_time(clock, "en"), format_time(clock, "fr")) == (en, fr)


@pytest.mark.parametrize(
    ("zone", "en", "fr"),
    [
        ("America/Halifax", "Atlantic time", "heure de l'Atlantique"),
        ("America/Winnipeg", "Central time", "heure du Centre"),
        ("America/Edmonton", "Mountain time", "heure des Rocheuses"),
        ("America/Vancouver", "Pacific time", "heure du Pacifique"),
        ("America/Whitehorse", "Yukon time", "heure du Yukon"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_zones(zone: str, en: str, fr: str) -> None:
    """Every Canadian zone has a plain name, with the straight apostrophe."""
    assert (format_zone(ZoneInfo(zone), "en"), format_zone(ZoneInfo(zone), "fr")) == (en, fr)


def test_numbers_amounts_and_percentages() -> None:
    """Groups, marks and signs stand where each language puts them."""
    assert format_number(1234567.5, "en") == "1,234,567.5"
    assert format_number(1234567.5, "fr") == f"1{N}234{N}567,5"
    assert format_number(2.345, "fr", decimals=2) == "2,35"
    assert format_money(Decimal("1234.5"), "en") == "$1,234.50"
    assert format_money(Decimal("1234.5"), "fr") == f"1{N}234,50{N}$"
    assert format_money(30, "fr") == f"30{N}$"
    assert format_money(-30, "en") == "-$30"
    assert format_percent(5.25, "en") == "5.25%"
    assert format_percent(5.25, "fr") == f"5,25{N}%"


def test_other_languages_are_refused() -> None:
    """There is no third way of writing."""
    with pytest.raises(ValueError, match="not for 'es'"):
        format_number(1, "es")
