"""Write an amount as Canadian English, Canadian French or the French of France does.

Sources: docs/translation.md names the rules; they are those of the Office québécois de la langue
française and of the Translation Bureau.
"""

from typing import Final

from translations.amounts.figures import write_digits
from translations.amounts.values import (
    BILLION,
    MILLION,
    TRILLION,
    Amount,
    Clock,
    Code,
    Day,
    Decade,
    FiscalYear,
    Hours,
    Measure,
    Money,
    Number,
    Ordinal,
    Percent,
)
from translations.amounts.words import MONTHS, UNITS, WEEKDAYS, ZONES
from translations.typography import NARROW, NBSP
from translations.values import CANADA, Region

_EN_SCALE: Final = {MILLION: "million", BILLION: "billion", TRILLION: "trillion"}
_FR_SCALE: Final = {MILLION: "million", BILLION: "milliard", TRILLION: "billion"}
_SHORT: Final = {MILLION: "M", BILLION: "G"}
_COUNTRY_EN: Final = {"US": "US", "CA": "CA", "AU": "A"}


def write_amount(amount: Amount, lang: str, region: Region = CANADA) -> str:
    """Return an amount as a language writes it.

    Args:
        amount: what is written.
        lang: "en" or "fr".
        region: whose French.
    """
    if isinstance(amount, Code):
        return amount.text
    return _french(amount, region) if lang == "fr" else _english(amount)


def _english(amount: Amount) -> str:
    match amount:
        case Number():
            return _english_number(amount)
        case Money():
            return _english_money(amount)
        case Percent():
            return f"{_english_number(amount.number)}%"
        case Measure():
            between = "" if amount.unit == "°" else " "
            return f"{_english_number(amount.number)}{between}{amount.unit}"
        case Ordinal():
            return f"{amount.number}{_suffix(amount.number)}"
        case Decade():
            return f"{amount.year}s"
        case FiscalYear():
            second = str(amount.first + 1)
            return f"{amount.first}-{second[2:] if amount.short else second}"
        case Day():
            return _english_day(amount)
        case Clock():
            return _english_clock(amount)
        case Hours():
            return f"{amount.number} hour{'s' if amount.number != 1 else ''}"
        case Code():
            return amount.text


def _english_number(number: Number) -> str:
    digits = write_digits(number, "en", ",")
    return f"{digits} {_EN_SCALE[number.scale]}" if number.scale else digits


def _english_money(money: Money) -> str:
    if money.sign == "¢":
        return f"{write_digits(money.number, 'en', ',')}¢"
    digits = write_digits(money.number, "en", ",")
    minus = "-" if digits.startswith("-") else ""
    word = f" {_EN_SCALE[money.number.scale]}" if money.number.scale else ""
    return (
        f"{minus}{_COUNTRY_EN.get(money.country, '')}{money.sign}{digits.removeprefix('-')}{word}"
    )


def _english_day(day: Day) -> str:
    if day.numeric:
        return f"{day.year}-{day.month:02}-{day.day:02}"
    month = MONTHS["en"].split()[day.month - 1]
    if day.day is None:
        return f"{month} {day.year}" if day.year else month
    weekday = f"{WEEKDAYS['en'].split()[day.weekday]}, " if day.weekday is not None else ""
    until = "and" if day.apart else "to"
    days = f"{day.day}" if day.last_day is None else f"{day.day} {until} {day.last_day}"
    year = f", {day.year}" if day.year else ""
    text = f"{weekday}{month} {days}{year}"
    if day.last_day is not None and not day.apart:
        return f"from {text}"
    return f"on {text}" if day.on else text


def _english_clock(clock: Clock) -> str:
    text = _twelve(clock.minutes)
    if clock.until is not None:
        text = f"{text} to {_twelve(clock.until)}"
    return f"{text} {clock.zone}" if clock.zone else text


def _twelve(minutes: int) -> str:
    hour, minute = divmod(minutes % (24 * 60), 60)
    half = "a.m." if hour < 12 else "p.m."
    return f"{hour % 12 or 12}:{minute:02} {half}" if minute else f"{hour % 12 or 12} {half}"


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _french(amount: Amount, region: Region) -> str:
    match amount:
        case Number():
            return _french_number(amount, region)
        case Money():
            return _french_money(amount, region)
        case Percent():
            return f"{_french_number(amount.number, region)}{NBSP}%"
        case Measure():
            between = "" if amount.unit == "°" else NBSP
            unit = UNITS.get(amount.unit, amount.unit)
            return f"{_french_number(amount.number, region)}{between}{unit}"
        case Ordinal():
            return "1er" if amount.number == 1 else f"{amount.number}e"
        case Decade():
            return f"années {amount.year}"
        case FiscalYear():
            return f"{amount.first}-{amount.first + 1}"
        case Day():
            return _french_day(amount)
        case Clock():
            return _french_clock(amount)
        case Hours():
            return f"{amount.number}{NBSP}heure{'s' if amount.number > 1 else ''}"
        case Code():
            return amount.text


def _group(region: Region) -> str:
    return NARROW if region == "fr_FR" else NBSP


def _french_number(number: Number, region: Region) -> str:
    digits = write_digits(number, "fr", _group(region))
    if not number.scale:
        return digits
    plural = "s" if abs(number.value) >= 2 else ""
    return f"{digits}{NBSP}{_FR_SCALE[number.scale]}{plural}"


def _french_money(money: Money, region: Region) -> str:
    country = f"{NBSP}{money.country}" if money.country else ""
    if money.number.scale and money.short and money.number.scale in _SHORT:
        digits = write_digits(money.number, "fr", _group(region))
        return f"{digits}{NBSP}{_SHORT[money.number.scale]}{money.sign}{country}"
    number = _french_number(money.number, region)
    if money.number.scale:
        if money.sign != "$":
            return f"{number} d'euros" if money.sign == "€" else f"{number} de {money.sign}"
        of = {"US": " américains", "CA": " canadiens", "AU": " australiens"}
        return f"{number} de dollars{of.get(money.country, '')}"
    return f"{number}{NBSP}{money.sign}{country}"


def _french_day(day: Day) -> str:
    if day.numeric:
        return f"{day.year}-{day.month:02}-{day.day:02}"
    month = MONTHS["fr"].split()[day.month - 1]
    year = f" {day.year}" if day.year else ""
    if day.day is None:
        return f"{month}{year}"
    number = "1er" if day.day == 1 else str(day.day)
    weekday = f"{WEEKDAYS['fr'].split()[day.weekday]} " if day.weekday is not None else ""
    if day.apart:
        return f"les {number} et {day.last_day} {month}{year}"
    if day.last_day is not None:
        return f"du {weekday}{number} au {day.last_day} {month}{year}"
    return f"{'du' if day.of else 'le'} {weekday}{number} {month}{year}"


def _french_clock(clock: Clock) -> str:
    text = _twenty_four(clock.minutes)
    if clock.until is not None:
        text = f"{text} à {_twenty_four(clock.until)}"
    return f"{text} ({ZONES[clock.zone]})" if clock.zone else text


def _twenty_four(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}{NBSP}h{NBSP}{minute:02}" if minute else f"{hour}{NBSP}h"
