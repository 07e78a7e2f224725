"""Numbers with their units, as people write them in either language.

Months, weeks and years become days, so that « un an » is 12 months, and an age is so many years;
hours become minutes; "half" is 50 %; "right away" is 0 days. Dates stand in responders.dates.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from responders.dates import MONTH_NAMES, Day, find_days, meet
from responders.numberwords import NUMBER_WORDS, SPELT, spell_out
from responders.rates import find_rates
from responders.words import stem


class Unit(StrEnum):
    """What is counted."""

    PERCENT = "percent"
    MONEY = "money"
    DAYS = "days"  # a length of time, or an age
    MINUTES = "minutes"  # a length of time below a day
    TIMES = "times"  # "twice", « le double »
    CLOCK = "clock"  # a time of day, in hours
    COUNT = "count"  # anything else
    EVERY = "every"  # how often, as the days between two times
    DATE = "date"  # a day, a month or a year


class Agreement(StrEnum):
    """How the numbers of two texts compare."""

    SAME = "same"
    OTHER = "other"
    MIXED = "mixed"  # of one unit, some are the same and some are not
    NONE = "none"  # at least one text has no number of a unit that the other has


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number and what it counts."""

    unit: Unit
    value: float
    bounded: bool = False  # "up to", "at least", « au plus »
    day: Day | None = None  # of a date
    side: int = 0  # 1 where it is at least that much, -1 where at most
    rough: bool = False  # "about", « environ »
    period: str | None = None  # of an amount: "month" in "$80 a month"
    noun: str | None = None  # what is counted: "dose" in "two doses"


_DAYS: Final = {
    **dict.fromkeys(("day", "days", "jour", "jours"), 1.0),
    **dict.fromkeys(("week", "weeks", "wk", "wks", "semaine", "semaines"), 7.0),
    **dict.fromkeys(("month", "months", "mois"), 365.25 / 12),
    **dict.fromkeys(("year", "years", "yr", "yrs", "an", "ans", "annee", "annees"), 365.25),
}
_MINUTES: Final = {
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "heure", "heures"), 60.0),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), 1.0),
}
_YEAR: Final = 365.25
_DIGITS: Final = r"\d{1,3}(?:[\s,.]\d{3})+(?![\d])(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_QUANTITY: Final = re.compile(
    rf"(?P<dollar>\$\s?)?(?<![\w.,])(?P<spelt>{SPELT})?(?P<number>{_DIGITS})(?P<kilo>\s?k\b)?"
    r"(?:[\s-]{0,2}(?P<unit>%|\$|percent\b|per\s?cent\b|pour\s?cent\b"
    r"|(?:dollar|buck|piasse|cent|sou|cenne)s?\b"
    r"|a\.?m\b|p\.?m\b|h\b|(?:business\s|working\s|whole\s|full\s|long\s)?"
    r"(?:days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?)\b"
    r"|(?:jours?|semaines?|mois|ans?|annees?|heures?)\b))?"
)
_AT_ONCE: Final = re.compile(
    r"\b(?:right away|immediately|at once|straight away|instantly|the (?:day|moment|minute) you"
    r"|the second (?:you|school)|poof|on the spot"
    r"|as soon as you (?:finish|graduate|leave|stop)|tout de suite|immediatement"
    r"|sur-le-champ|sans delai|aussitot que"
    r"|le jour (?:meme|de la fin|ou tu)|des la fin|des que tu (?:finis|termines)|aussitot)\b"
)
_BOUND: Final = re.compile(
    r"\b(?:up to|at least|at most|the most|less than|more than|maximum|under|over|within"
    r"|no more than|tops? out|capped|plafonn|jusqu|au plus|au moins|moins de|plus de|maximal|allant"
    r"|delai de|maximum de)\b"
)
_AT_LEAST: Final = re.compile(
    r"\b(?:at least|more than|over|minimum(?: of| de)?|above|au moins|plus de|minimum de)\s\$?$"
)
_AT_MOST: Final = re.compile(
    r"\b(?:up to|at most|less than|under|within|max(?:imum)?(?: of| de)?|below|au plus|moins de"
    r"|jusqu'a|jusqu a|no more than|maximum de|dans les)\s\$?$"
)
_ROUGH: Final = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|close to|some|environ|autour de|presque|pres de"
    r"|a peu pres|quasi)\s\$?$|~\s?\$?$"
)
_PERIOD: Final = re.compile(
    r"\s?(?:/|\ba |\bper |\beach |\bevery |\bpar |\bchaque |\bde l')\s?(?:school |annee )?"
    r"(hour|day|week|month|year|term|heure|jour|semaine|mois|an|annee|session)"
)
_PERIODS: Final = {
    **dict.fromkeys(("hour", "heure"), "hour"),
    **dict.fromkeys(("day", "jour"), "day"),
    **dict.fromkeys(("week", "semaine"), "week"),
    **dict.fromkeys(("month", "mois"), "month"),
    **dict.fromkeys(("year", "an", "annee"), "year"),
    **dict.fromkeys(("term", "session"), "term"),
}
_NOUN: Final = re.compile(r"\s(?:(?:full|whole|separate|more|new|free)\s)?([a-z]{3,})")
_NO_NOUNS: Final = frozenset(
    "was were does did must may cannot cost costs pay est ont doit peut coute the and for per"
    " with that this them these those you are can will have has had not but into"
    " les des pas plus ans que qui est sont pour par sur dans avec mais fois times percent thing"
    " things people kids children personnes gens enfants hundred thousand million".split()
)
_ABOUT: Final = 0.15  # by how much a rough number may be off
_PARTS: Final = (
    (re.compile(r"\b(?:half|la moitie|la demie|une? sur deux|one in two|every second)\b"), 50.0),
    (re.compile(r"\b(?:a third|one third|un tiers|le tiers)\b"), 100 / 3),
    (re.compile(r"\b(?:two thirds|les deux tiers|deux tiers)\b"), 200 / 3),
    (re.compile(r"\b(?:a quarter|one quarter|le quart|un quart)\b"), 25.0),
    (re.compile(r"\b(?:three quarters|les trois quarts)\b"), 75.0),
    (
        re.compile(
            r"\b(?:the (?:whole|full|entire) (?:premium|cost|price|amount|bill|thing)"
            r"|all of it|la totalite|au complet|en totalite|au grand complet)\b"
        ),
        100.0,
    ),
)
_TIMES: Final = (
    (re.compile(r"\b(?:twice|double|doubled|le double|deux fois)\b"), 2.0),
    (re.compile(r"\b(?:three times|triple|trois fois|le triple)\b"), 3.0),
)
# what stands around a number that is somebody's age
_AGED: Final = re.compile(
    r"\b(?:under|over|below|above|past|turn|turns|turned|hit|hits|age|aged|until|than|moins de"
    r"|plus de|avant|after|before|at|a partir de|des|apres|age de)\s(?:the age of\s|age\s)?$"
)
_OF_AGE: Final = re.compile(
    r"\s?(?:years? old|year olds?|yo\b|and (?:over|up|older|under|younger)|or (?:older|over|under"
    r"|younger)|et plus|et moins|ou plus|ou moins|th birthday|e anniversaire)"
)
_PEOPLE: Final = re.compile(
    r"\b(?:kids?|child|children|people|anyone|nobody|person|seniors?|adults?|old|young|age"
    r"|aged|birthday|enfants?|aines?|personnes?|gens|jeunes?|adultes?|vieux|vieille|petits?|aide"
    r"|aid|turn|hit)\b"
)
_END_OF_AGE: Final = re.compile(
    r"\s*(?:$|[,.;:!?)]|(?:are|is|can|get|for|and|or|you|with|cannot"
    r"|have|must|ride|pay|sont|peuvent|ont|et|ou|avec|on|vous|ne)\b)"
)
# 0% and $0 deny, and are counted as negations
_NOTHING: Final = frozenset({Unit.PERCENT, Unit.MONEY})
_YEAR_LIKE: Final = range(1990, 2100)
_TELLING: Final = 13  # from which a number in words is told for its own sake
_MONEY: Final = frozenset({"$", "dollar", "dollars", "piasse", "piasses", "buck", "bucks"})
_CENTS: Final = frozenset({"cent", "cents", "sou", "sous", "cenne", "cennes"})
# a text with no digit and none of these words has no quantity: most sentences have none
_PART_WORDS: Final = frozenset(
    "right immediately once straight instantly moment day minute second poof spot soon tout"
    " immediatement champ delai aussitot jour fin finis termines half moitie demie deux third"
    " thirds two tiers quarter quart quarters whole full entire all totalite complet twice double"
    " doubled times triple fois".split()
)
_WORDS: Final = NUMBER_WORDS | MONTH_NAMES | _PART_WORDS
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[a-z]+")
_CLOSE: Final = 0.03  # share by which equal numbers differ: months have 28 days or 31


def read_figures(folded: str, *, counted: bool = False) -> tuple[Quantity, ...]:
    """Return what is told in numbers, in order: not dates, nor "half" or "right away".

    Args:
        folded: any text.
        counted: take small numbers in words, too, where it is told what they count: "two doses".
    """
    written = folded
    if not NUMBER_WORDS.isdisjoint(_LETTERS.findall(folded)):
        written = spell_out(folded)
    if not _DIGIT.search(written):
        return ()
    bounded = _BOUND.search(written) is not None
    people = _PEOPLE.search(written) is not None
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(written):
        quantity = _quantity(match, bounded, people=people, counted=counted)
        if quantity is not None and (quantity.value or quantity.unit not in _NOTHING):
            found.append(_placed(quantity, match))
    return tuple(found)


def _placed(quantity: Quantity, match: re.Match[str]) -> Quantity:
    """Add what stands around a number: at least, about, a month."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    period = _PERIOD.match(match.string, match.end()) if quantity.unit is Unit.MONEY else None
    side = 1 if _AT_LEAST.search(before) else -1 if _AT_MOST.search(before) else 0
    rough = _ROUGH.search(before) is not None
    if not (side or rough or period):
        return quantity
    named = _PERIODS[period[1]] if period else None
    return replace(quantity, side=side, rough=rough, period=named)


def read_quantities(folded: str) -> tuple[Quantity, ...]:
    """Return all quantities of folded text, dates last."""
    words = set(_LETTERS.findall(folded))
    if words.isdisjoint(_WORDS) and not _DIGIT.search(folded):
        return ()
    days, rest = find_days(folded)
    rates, rest = find_rates(rest)
    found = list(read_figures(rest, counted=True))
    found += [Quantity(Unit.EVERY, rate) for rate in rates]
    if not words.isdisjoint(_PART_WORDS):
        bounded = _BOUND.search(rest) is not None
        for table, unit in ((_PARTS, Unit.PERCENT), (_TIMES, Unit.TIMES)):
            found += [
                Quantity(unit, value, bounded) for pattern, value in table if pattern.search(rest)
            ]
        if _AT_ONCE.search(rest):
            found.append(Quantity(Unit.DAYS, 0.0, bounded))
    bounded = bool(days) and _BOUND.search(rest) is not None
    found += [Quantity(Unit.DATE, day.order, bounded, day) for day in days]
    return tuple(found)


def compare(left: Iterable[Quantity], right: Iterable[Quantity]) -> Agreement:
    """Say whether the quantities of `left` stand in `right`, unit by unit that both have."""
    by_unit: dict[Unit, list[Quantity]] = {}
    for quantity in right:
        by_unit.setdefault(quantity.unit, []).append(quantity)
    same: set[Unit] = set()
    other: set[Unit] = set()
    for quantity in left:
        known = by_unit.get(quantity.unit)
        if known is None:
            continue
        if quantity.unit is Unit.COUNT:
            known = [one for one in known if _of_one_kind(quantity, one)]
            if not known:
                continue
        if any(_equal(quantity, one) for one in known):
            same.add(quantity.unit)
        else:
            other.add(quantity.unit)
            if any(_may_hold(quantity, one) for one in known):
                same.add(quantity.unit)
    if other:
        return Agreement.MIXED if other & same else Agreement.OTHER
    return Agreement.SAME if same else Agreement.NONE


def _of_one_kind(left: Quantity, right: Quantity) -> bool:
    """Whether both may count the same thing: "two doses" is not compared with "ten hens"."""
    if left.noun is None or right.noun is None:
        return True
    return left.noun == right.noun or left.value == right.value


def _equal(left: Quantity, right: Quantity) -> bool:
    if left.day is not None and right.day is not None:
        return meet(left.day, right.day)
    return abs(left.value - right.value) <= _CLOSE * max(left.value, right.value)


def _may_hold(left: Quantity, right: Quantity) -> bool:
    """Whether both can be so: "over $1,000" and $3,200, or $60 a week and $3,200 a year."""
    if left.period and right.period and left.period != right.period:
        return True
    if left.unit is Unit.PERCENT and abs(left.value + right.value - 100) < 1:
        return True  # "they pay 40%" and "the program pays 60%"
    if left.rough or right.rough:
        return abs(left.value - right.value) <= _ABOUT * max(left.value, right.value)
    if left.side and not right.side:
        return (right.value - left.value) * left.side > 0
    return False


def _quantity(
    match: re.Match[str], bounded: bool, *, people: bool, counted: bool
) -> Quantity | None:
    text, unit = match["number"], (match["unit"] or "").strip()
    value = _value(text) * (1_000 if match["kilo"] else 1)
    if match["dollar"] or unit in _MONEY:
        return Quantity(Unit.MONEY, value, bounded)
    if unit in _CENTS:
        return Quantity(Unit.MONEY, value / 100, bounded)
    if unit.replace(" ", "") in {"%", "percent", "pourcent"}:
        return Quantity(Unit.PERCENT, value, bounded)
    if unit.replace(".", "") in {"am", "pm", "h"}:
        afternoon = unit.startswith("p") and value < 12
        return Quantity(Unit.CLOCK, value + 12 if afternoon else value, bounded)
    word = unit.rpartition(" ")[2]
    if word in _DAYS:
        return Quantity(Unit.DAYS, value * _DAYS[word], bounded)
    if word in _MINUTES:
        return Quantity(Unit.MINUTES, value * _MINUTES[word], bounded)
    if value in _YEAR_LIKE and text.isdigit():
        return None
    if people and 1 <= value <= 120 and _is_age(match):
        return Quantity(Unit.DAYS, value * _YEAR, bounded)
    noun = _NOUN.match(match.string, match.end())
    named = stem(noun[1]) if noun and noun[1] not in _NO_NOUNS else None
    if match["spelt"] and value < _TELLING and not (counted and named):
        return None  # "two of them", « sept. »
    return Quantity(Unit.COUNT, value, bounded, noun=named)


def _is_age(match: re.Match[str]) -> bool:
    before, after = match.string[max(0, match.start() - 24) : match.start()], match.string
    if _OF_AGE.match(after, match.end()):
        return True
    return bool(_AGED.search(before) and _END_OF_AGE.match(after, match.end()))


def _value(text: str) -> float:
    compact = re.sub(r"[\s,.](?=\d{3}(?!\d))", "", text)
    return float(compact.replace(",", "."))
