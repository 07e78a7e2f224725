"""Dates as people write them: "December 10", « le 10 décembre 2026 », "June 2028", 2026-12-10."""

import re
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = {
    **dict.fromkeys(("january", "jan", "janvier", "janv"), 1),
    **dict.fromkeys(("february", "feb", "fevrier", "fev"), 2),
    **dict.fromkeys(("march", "mar", "mars"), 3),
    **dict.fromkeys(("april", "apr", "avril", "avr"), 4),
    **dict.fromkeys(("may", "mai"), 5),
    **dict.fromkeys(("june", "jun", "juin"), 6),
    **dict.fromkeys(("july", "jul", "juillet", "juil"), 7),
    **dict.fromkeys(("august", "aug", "aout"), 8),
    **dict.fromkeys(("september", "sept", "sep", "septembre"), 9),
    **dict.fromkeys(("october", "oct", "octobre"), 10),
    **dict.fromkeys(("november", "nov", "novembre"), 11),
    **dict.fromkeys(("december", "dec", "decembre"), 12),
}
MONTH_NAMES: Final = frozenset(_MONTHS)
_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
# names that are words as well count with a number only
_ALONE: Final = "|".join(
    sorted(_MONTHS.keys() - {"may", "mar", "jan", "sept", "dec", "march"}, key=len, reverse=True)
)
_YEAR: Final = r"(?P<{}>(?:19|20)\d\d)"
_DATE: Final = re.compile(
    r"\b(?:"
    rf"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)"
    rf"|(?P<m1>{_NAMES})\.?\s(?:the\s)?(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
    rf"(?:,?\s{_YEAR.format('y1')})?"
    rf"|(?P<d2>[0-3]?\d)(?:er|st|nd|rd|th)?\s(?:of\s|de\s)?(?P<m2>{_NAMES})\b"
    rf"(?:,?\s{_YEAR.format('y2')})?"
    rf"|(?P<m3>{_NAMES})\.?,?\s(?:of\s|de\s)?{_YEAR.format('y3')}"
    rf"|(?P<m4>{_ALONE})"
    rf"|{_YEAR.format('y5')}"
    r")\b"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as far as it is told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def order(self) -> float:
        """Return a number that grows with the date."""
        return float((self.year or 0) * 10_000 + (self.month or 0) * 100 + (self.day or 0))


def find_days(folded: str) -> tuple[tuple[Day, ...], str]:
    """Return the dates of folded text, and the text without them."""
    days: list[Day] = []

    def take(match: re.Match[str]) -> str:
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            days.append(Day(year, month, day))
        else:
            name = match["m1"] or match["m2"] or match["m3"] or match["m4"]
            year_text = match["y1"] or match["y2"] or match["y3"] or match["y5"]
            day_text = match["d1"] or match["d2"]
            days.append(
                Day(
                    int(year_text) if year_text else None,
                    _MONTHS[name] if name else None,
                    int(day_text) if day_text else None,
                )
            )
        return " "

    rest = _DATE.sub(take, folded)
    return tuple(days), rest


def meet(left: Day, right: Day) -> bool:
    """Whether two dates can be the same: they tell something in common, and nothing differs."""
    shared = False
    for mine, theirs in (
        (left.year, right.year),
        (left.month, right.month),
        (left.day, right.day),
    ):
        if mine is not None and theirs is not None:
            if mine != theirs:
                return False
            shared = True
    return shared
