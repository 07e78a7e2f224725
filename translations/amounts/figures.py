"""Figures: where a number may begin and end, and how each language sets it."""

import re
from decimal import Decimal
from typing import Final

from translations.amounts.values import BILLION, MILLION, TRILLION, FiscalYear, Number

# What stands before and after a number that is not a part of a longer one.
BEGIN: Final = r"(?<![\w$€£¥#@])(?<![0-9][.,:/'’])(?<![0-9][-–—])(?<![$€£][.,])"
END: Final = r"(?!\w)(?![.,:/'’][0-9])(?![-–—]\$?[0-9])"
SPACE: Final = "[ \u00a0\u202f\u2009]"
_GAP: Final = "[ \u00a0\u202f\u2009]"

# 1,234.50   1 234.50   1234.50   .50
PLAIN_EN: Final = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?"
    rf"|[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
)
# 1 234,50   1.234,50   1234,50   1234.50 and, in an English habit, 1,234.50 and 1,234,567
PLAIN_FR: Final = (
    rf"(?:[0-9]{{1,3}}(?:{_GAP}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)?)"
)
PLAIN: Final = {"en": PLAIN_EN, "fr": PLAIN_FR}
SIGNED: Final = '(?:(?<![^\\s(«“"])[-−])?'

_SCALE_EN: Final = {"million": MILLION, "billion": BILLION, "trillion": TRILLION}
_SCALE_FR: Final = {"million": MILLION, "milliard": BILLION, "billion": TRILLION}
SCALES: Final = {"en": _SCALE_EN, "fr": _SCALE_FR}
_LETTER: Final = {"m": MILLION, "b": BILLION, "g": BILLION}
_ENGLISH_GROUPS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DOTTED_GROUPS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_SPACES: Final = re.compile(_GAP)


def read_number(text: str, lang: str, *, counted: bool = False) -> Number:
    """Return the number that figures stand for.

    Args:
        text: what `PLAIN` matched, with or without a sign before it.
        lang: whose figures they are.
        counted: three figures behind a comma are then a group, in French too: people write
            « 139,217 demandes »; « 2,125 % » and « 1,234 million » are never so.
    """
    negative = text[:1] in ("-", "−")
    figures = text[1:] if negative else text
    bare = _SPACES.sub("", figures)
    grouped = bare != figures
    english = lang == "en" or bool(re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3}){2,}", bare))
    english = english or ("," in bare and "." in bare and bare.rindex(".") > bare.rindex(","))
    # « 0,015 » is a decimal, « 5,000 km » none
    habit = _ENGLISH_GROUPS.fullmatch(bare) is not None and not grouped and bare[0] != "0"
    english = english or (habit and (counted or bare.endswith(",000")))
    if english:
        grouped = grouped or "," in bare
        digits = bare.replace(",", "")
    elif _DOTTED_GROUPS.fullmatch(bare):
        grouped = True
        digits = bare.replace(".", "").replace(",", ".")
    else:
        digits = bare.replace(",", ".")
    digits = f"0{digits}" if digits.startswith(".") else digits
    digits = f"-{digits}" if negative else digits
    return Number(value=Decimal(digits), digits=digits, grouped=grouped)


def scaled(number: Number, scale: int, *, counts: bool = False) -> Number:
    """Return a number with the word for a power of ten behind it."""
    return Number(
        value=number.value,
        digits=number.digits,
        scale=scale,
        grouped=number.grouped,
        counts=counts,
    )


def multiplied(number: Number, power: int) -> Number:
    """Return a number in full: 3.5 thousand is 3,500."""
    value = number.value.scaleb(power)
    digits = f"{value:f}"
    return Number(value=Decimal(digits), digits=digits, grouped=True)


FISCAL_YEAR: Final = re.compile(
    rf"{BEGIN}((?:19|20)[0-9]{{2}})[-–/]((?:(?:19|20)[0-9])?[0-9]{{2}}|[0-9]{{2}})"
    r"(?![\w])(?![-–/.,:'’][0-9])"
)


def read_fiscal_year(match: re.Match[str]) -> FiscalYear | None:
    """Return the year that two years in a row stand for, None where they are not in a row."""
    first, second = int(match[1]), match[2]
    if int(second) != (first + 1) % (100 if len(second) == 2 else 10_000):
        return None
    return FiscalYear(first=first, short=len(second) == 2)


def scale_of_letter(letter: str) -> int:
    """Return the power of ten of k, M, B or G."""
    return _LETTER.get(letter.lower(), 3)


def write_digits(number: Number, lang: str, group: str) -> str:
    """Return figures as a language writes them: 1,234.50 or 1 234,50.

    Args:
        group: what stands between groups of three figures in French.
    """
    sign = "-" if number.digits.startswith("-") else ""
    whole, point, rest = number.digits.removeprefix("-").partition(".")
    if number.grouped and len(whole) > 3:
        whole = f"{int(whole):,}"
        whole = whole.replace(",", group) if lang == "fr" else whole
    mark = "," if lang == "fr" else "."
    return f"{sign}{whole}{mark if point else ''}{rest}"
