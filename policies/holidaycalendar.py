"""Public holidays of Canada, federal or of one province, with their names in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from translations.values import OFFICIAL_LANGUAGES, Bilingual

PROVINCES: Final = ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")

# Where the calendar's own wording is English in both languages.
_FRENCH: Final[Mapping[str, str]] = MappingProxyType({"Boxing Day": "Lendemain de Noël"})


class MovableDay(StrEnum):
    """Days off that no calendar lists, but many employers grant every year."""

    EASTER_MONDAY = "easter_monday"
    CIVIC_HOLIDAY = "civic_holiday"  # first Monday of August

    def on(self, year: int) -> date:
        """Return the date in that year."""
        if self is MovableDay.EASTER_MONDAY:
            return _easter(year) + timedelta(days=1)
        first = date(year, 8, 1)
        return first + timedelta(days=-first.weekday() % 7)


_MOVABLE_NAMES: Final[Mapping[MovableDay, Bilingual]] = MappingProxyType(
    {
        MovableDay.EASTER_MONDAY: Bilingual(en="Easter Monday", fr="Lundi de Pâques"),
        MovableDay.CIVIC_HOLIDAY: Bilingual(en="Civic Holiday", fr="Congé civique"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayCalendar:
    """The days on which an employer of that jurisdiction is closed."""

    province: str | None = None  # None: federal
    listed: bool = True  # False: only the days in `also`
    also: frozenset[MovableDay] = frozenset()
    _years: dict[int, Mapping[date, Bilingual]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def name(self, day: date) -> Bilingual | None:
        """Return the holiday's name, None on an ordinary day."""
        return self.days(day.year).get(day)

    def days(self, year: int) -> Mapping[date, Bilingual]:
        """Return the holidays of one year, in order."""
        if year not in self._years:
            self._years[year] = MappingProxyType(self._computed(year))
        return self._years[year]

    def _computed(self, year: int) -> dict[date, Bilingual]:
        found = self._listed(year) if self.listed else {}
        for movable in self.also:
            found.setdefault(movable.on(year), _MOVABLE_NAMES[movable])
        return dict(sorted(found.items()))

    def _listed(self, year: int) -> dict[date, Bilingual]:
        import holidays  # slow to import: only where hours are asked for

        names = {
            lang: holidays.country_holidays(
                "CA",
                subdiv=self.province,
                years=year,
                categories=("public", "government"),
                language="en_CA" if lang == "en" else "fr",
            )
            for lang in OFFICIAL_LANGUAGES
        }
        return {
            day: Bilingual(en=english, fr=_in_french(names["fr"][day]))
            for day, english in names["en"].items()
            if day.year == year
        }


def _in_french(name: str) -> str:
    for english, french in _FRENCH.items():
        name = name.replace(english, french)
    return name


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, non_leap = divmod(century, 4)
    skip = (century + 8) // 25
    lunar = (century - skip + 1) // 3
    moon = (19 * golden + century - leap - lunar + 15) % 30
    quarter, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * non_leap + 2 * quarter - moon - year_rest) % 7
    correction = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
