# ruff: noqa: E501 # tables and regular expressions read better whole
"""Health card numbers of each province and territory, by form, check digit and the words beside them."""

import re
from collections.abc import Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.checks import is_bc_health, is_luhn
from policies.personaldata.findings import Finding
from policies.personaldata.naming import name_of
from policies.personaldata.pages import Page

_VERSION: Final = r"(?:[ \-/]{0,3}(?-i:[A-Z]{2})(?!\w))?"
_QUEBEC: Final = late(
    r"(?<!\w)[A-Z]{4}[ .\-]{0,3}[0-9]{2}[ .\-]?(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])[ .\-]{0,3}(?:0[1-9]|[12][0-9]|3[01])[ .\-]?[0-9]{2}(?![0-9])",
    re.IGNORECASE,
)
_TEN: Final = late(r"(?<![\w$])[0-9](?:[ .\-]{0,3}[0-9]){9}" + _VERSION + r"(?![0-9])")
_ONTARIO: Final = late(r"[0-9]{4}[ \-][0-9]{3}[ \-][0-9]{3}[ \-]{0,3}[A-Z]{2}")
_GROUPED_TEN: Final = late(r"[0-9]{4}[ .\-][0-9]{3}[ .\-][0-9]{3}")
_NINE: Final = late(r"(?<![\w$])[0-9](?:[ .\-/_]{0,3}[0-9]){8}(?![0-9])")
_FIVE_FOUR: Final = late(r"[0-9]{5}[ \-][0-9]{4}")
_OTHER: Final = late(
    r"(?<![\w$-])(?:[NDMT][0-9]{7}|[0-9]{12}|[0-9]{3}(?:[ \-][0-9]{3}){3}|[0-9]{8}|[0-9]{6})(?![\w-])",
    re.IGNORECASE,
)
_ISLAND: Final = late(
    r"\bp\.?e\.?i\b|prince edward|ile-du-prince|i\.?-?p\.?-?e\b|ipe\b|health|sante|maladie|\bphn\b"
)
_MANITOBA: Final = late(r"manitoba|\bmb\b")
_RELEVANT: Final = late(
    r"health|sante|maladie|ohip|ramq|\bnam\b|\bphi?n\b|\bm[sc]p\b|\bh[cs]n\b|medicare|carte soleil|care ?card|ahcip|inscription medicale|identification medicale"
)


def find_health_cards(page: Page) -> Iterator[Finding]:
    """Yield health card numbers.

    Forms, as each issuer prints them on its card:
    Ontario 10 digits (4-3-3, Luhn: the ministry's specification for health card validation) and a version of two letters;
    Quebec 4 letters and 8 digits, of which year, month (50 more for women) and day of birth (Régie de l'assurance maladie);
    British Columbia 10 digits beginning with 9, modulus 11; Nova Scotia 10; Alberta 9 (5-4); Saskatchewan, Manitoba, New
    Brunswick 9 (3-3-3; Manitoba also 6 for the family); Prince Edward Island 8; Newfoundland and Labrador 12; Yukon 9 beginning
    with 002; Nunavut 9 beginning with 1; Northwest Territories a letter (N, D, M or T) and 7 digits. Digits alone count where
    something beside them says what they are; then a failed check digit is taken for a slip of the writer.
    """
    for match in _QUEBEC.finditer(page.text):
        name = name_of(page, *match.span())
        letters = match.group()[:4]
        if name.what == "health" or (letters.isupper() and not (name.direct and name.what)):
            yield Finding("health_card", page.span(*match.span()))
    named = _RELEVANT.search(page.low) is not None
    if page.digits >= 10 and (named or _ONTARIO.search(page.text)):
        for match in _TEN.finditer(page.text):
            if _is_ten(page, match):
                yield Finding("health_card", page.span(*match.span()))
    if named:
        for match in _NINE.finditer(page.text):
            name = name_of(page, *match.span())
            if name.what == "health" and (name.direct or _FIVE_FOUR.fullmatch(match.group())):
                yield Finding("health_card", page.span(*match.span()))
        for match in _OTHER.finditer(page.text):
            if _is_other(page, match):
                yield Finding("health_card", page.span(*match.span()))


def _is_ten(page: Page, match: re.Match[str]) -> bool:
    name = name_of(page, *match.span())
    number = "".join(char for char in match.group() if char in "0123456789")
    if name.what == "health":
        return (
            name.direct
            or _GROUPED_TEN.match(match.group()) is not None
            or is_luhn(number)
            or is_bc_health(number)
        )
    if name.direct and name.what:
        return False
    return _ONTARIO.fullmatch(match.group()) is not None and is_luhn(number)


def _is_other(page: Page, match: re.Match[str]) -> bool:
    start, end = match.span()
    name = name_of(page, start, end)
    if name.what != "health" or not name.direct:
        return False
    size = sum(char.isdigit() for char in match.group())
    around = page.low[max(0, start - 80) : end + 40]
    if size == 6:
        return _MANITOBA.search(around) is not None
    return size != 8 or _ISLAND.search(around) is not None
