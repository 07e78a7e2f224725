"""Numbers with their units, as people write them in either language.

Months, weeks and years become days, so that « un an » is 12 months; "right away" is 0 days.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What is counted."""

    PERCENT = "percent"
    MONEY = "money"
    DAYS = "days"  # a length of time
    CLOCK = "clock"  # a time of day, in hours
    COUNT = "count"  # anything else


class Agreement(StrEnum):
    """How the numbers of two texts compare."""

    SAME = "same"
    OTHER = "other"
    NONE = "none"  # at least one text has no number of a unit that the other has


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number and what it counts."""

    unit: Unit
    value: float
    bounded: bool = False  # "up to", "at least", « au plus »


_NUMBERS: Final = {
    **dict.fromkeys(("one", "un", "une"), 1),
    "two": 2,
    "deux": 2,
    "three": 3,
    "trois": 3,
    "four": 4,
    "quatre": 4,
    "five": 5,
    "cinq": 5,
    "six": 6,
    "seven": 7,
    "sept": 7,
    "eight": 8,
    "huit": 8,
    "nine": 9,
    "neuf": 9,
    "ten": 10,
    "dix": 10,
    "eleven": 11,
    "onze": 11,
    "twelve": 12,
    "douze": 12,
    "fifteen": 15,
    "quinze": 15,
    "eighteen": 18,
    "twenty": 20,
    "vingt": 20,
    "thirty": 30,
    "trente": 30,
    "forty": 40,
    "quarante": 40,
    "fifty": 50,
    "cinquante": 50,
    "sixty": 60,
    "soixante": 60,
    "ninety": 90,
    "hundred": 100,
    "cent": 100,
}
_DAYS: Final = {
    **dict.fromkeys(("day", "days", "jour", "jours"), 1.0),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), 7.0),
    **dict.fromkeys(("month", "months", "mois"), 365.25 / 12),
    **dict.fromkeys(("year", "years", "yr", "yrs", "an", "ans", "annee", "annees"), 365.25),
}
_DIGITS: Final = r"\d{1,3}(?:[\s,.]\d{3})+(?![\d])(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_WORDS: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_QUANTITY: Final = re.compile(
    rf"(?P<dollar>\$\s?)?(?<![\w.,])(?P<number>{_DIGITS}|(?:{_WORDS})\b)(?P<kilo>\s?k\b)?"
    r"(?:[\s-]{0,2}(?P<unit>%|\$|percent\b|per\s?cent\b|pour\s?cent\b|dollars?\b|piasses?\b|bucks\b"
    r"|a\.?m\b|p\.?m\b|h\b|(?:business\s|working\s)?(?:days?|weeks?|months?|years?|yrs?)\b"
    r"|(?:jours?|semaines?|mois|ans?|annees?)\b))?"
)
_AT_ONCE: Final = re.compile(
    r"\b(?:right away|immediately|at once|straight away|instantly|the (?:day|moment|minute) you"
    r"|as soon as you (?:finish|graduate|leave|stop)|tout de suite|immediatement"
    r"|sur-le-champ|sans delai"
    r"|le jour (?:meme|de la fin|ou tu)|des la fin|des que tu (?:finis|termines)|aussitot)\b"
)
_BOUND: Final = re.compile(
    r"\b(?:up to|at least|at most|less than|more than|maximum|under|over|within|no more than"
    r"|jusqu|au plus|au moins|moins de|plus de|maximal|allant|delai de|maximum de)\b"
)
# 0% and $0 deny, and are counted as negations
_NOTHING: Final = frozenset({Unit.PERCENT, Unit.MONEY})
_YEAR_LIKE: Final = range(1990, 2100)


def read_quantities(folded: str) -> tuple[Quantity, ...]:
    """Return the quantities of folded text, in order."""
    found: list[Quantity] = []
    bounded = _BOUND.search(folded) is not None
    for match in _QUANTITY.finditer(folded):
        quantity = _quantity(match, bounded)
        if quantity is not None and (quantity.value or quantity.unit not in _NOTHING):
            found.append(quantity)
    if _AT_ONCE.search(folded):
        found.append(Quantity(Unit.DAYS, 0.0, bounded))
    return tuple(found)


def compare(left: Iterable[Quantity], right: Iterable[Quantity]) -> Agreement:
    """Say whether every quantity of `left` stands in `right`, unit by unit that both have."""
    by_unit: dict[Unit, list[float]] = {}
    for quantity in right:
        by_unit.setdefault(quantity.unit, []).append(quantity.value)
    agreement = Agreement.NONE
    for quantity in left:
        values = by_unit.get(quantity.unit)
        if values is None:
            continue
        if not any(_close(quantity.value, value) for value in values):
            return Agreement.OTHER
        agreement = Agreement.SAME
    return agreement


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= 0.03 * max(left, right)


def _quantity(match: re.Match[str], bounded: bool) -> Quantity | None:
    text, unit = match["number"], (match["unit"] or "").replace(" ", "")
    value = _value(text) * (1_000 if match["kilo"] else 1)
    if match["dollar"] or unit in {"$", "dollar", "dollars", "piasse", "piasses", "bucks"}:
        return Quantity(Unit.MONEY, value, bounded)
    if unit in {"%", "percent", "pourcent"}:
        return Quantity(Unit.PERCENT, value, bounded)
    if unit in {"am", "a.m", "pm", "p.m", "h"}:
        afternoon = unit.startswith("p") and value < 12
        return Quantity(Unit.CLOCK, value + 12 if afternoon else value, bounded)
    days = _DAYS.get(unit.removeprefix("business").removeprefix("working"))
    if days is not None:
        return Quantity(Unit.DAYS, value * days, bounded)
    if not text[0].isdigit() or value in _YEAR_LIKE:
        return None  # "one" is mostly a pronoun, « un » an article; a year is no amount
    return Quantity(Unit.COUNT, value, bounded)


def _value(text: str) -> float:
    if not text[0].isdigit():
        return float(_NUMBERS[text])
    compact = re.sub(r"[\s,.](?=\d{3}(?!\d))", "", text)
    return float(compact.replace(",", "."))
