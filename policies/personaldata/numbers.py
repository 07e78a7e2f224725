# ruff: noqa: E501 # tables and regular expressions read better whole
"""Numbers that people are known by: social insurance, business, health, passport, licence, immigration."""

import re
from collections.abc import Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.checks import is_luhn, is_sin
from policies.personaldata.findings import Finding
from policies.personaldata.naming import counts_something, is_near, name_of
from policies.personaldata.pages import Name, Page

_NINE: Final = late(r"(?<![\w$])[0-9](?:[ .,\-/_]{0,3}[0-9]){8}(?![0-9])")
_GLUED: Final = late(r"(?<![a-z])(?:nas|sin)[:#]?([0-9]{9})(?![0-9])")
_THREES: Final = late(r"[0-9]{3}([ .\-]{1,3})[0-9]{3}\1[0-9]{3}")
_PROGRAM: Final = late(
    r"(?<![\w-])[0-9](?:[ \-]?[0-9]){8}[ \-]{0,2}R[CTPRMZNGDE][ \-]{0,2}[0-9]{4}(?![0-9])",
    re.IGNORECASE,
)
_ENTERPRISE: Final = late(r"(?<![\w$])(?:11|22|33|88)(?:[ .\-]?[0-9]){8}(?![0-9])")
_PASSPORT: Final = late(
    r"(?<!\w)(?:[A-Z]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3}|[A-Z][0-9]{6}[A-Z]{2})(?!\w)", re.IGNORECASE
)
_ONTARIO_LICENCE: Final = late(
    r"(?<!\w)[A-Z][0-9]{4}[ \-]?[0-9]{5}[ \-]?[0-9](?:[05][1-9]|[16][0-2])(?:[0-2][0-9]|3[01])(?![\w-])",
    re.IGNORECASE,
)
_LICENCE: Final = late(
    r"(?<!\w)(?:[A-Z][0-9]{4}[ \-]?[0-9]{5}[ \-]?[0-9]{5}"  # Ontario
    r"|[A-Z][0-9]{4}[ \-]?[0-9]{6}[ \-]?[0-9]{2}"  # Quebec
    r"|[A-Z]{5}[ \-]?[0-9]{2}[0-9]{7}|[A-Z]{5}[ \-]?[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{3}"  # Nova Scotia
    r"|[A-Z][0-9]{9}"  # Newfoundland and Labrador
    r"|(?:[A-Z]{2}-?){3}[A-Z][0-9]{3}[A-Z]{2}"  # Manitoba
    r"|[0-9]{6}[ \-][0-9]{3}|[0-9]{5,9})(?!\w|-[0-9])",  # Alberta; British Columbia 7, Saskatchewan 8, New Brunswick 5 to 7, Prince Edward Island 5 or 6
    re.IGNORECASE,
)
_CLIENT: Final = late(r"(?<![\w-])(?:[0-9]{2}[ \-]?)?[0-9]{4}[ \-]?[0-9]{4}(?![\w-])")
_APPLICATION: Final = late(r"(?<!\w)[A-Z][0-9]{9}(?!\w)", re.IGNORECASE)
_RESIDENT: Final = late(r"(?<!\w)[A-Z]{2}[ \-]?[0-9]{7,10}(?!\w)", re.IGNORECASE)
_IMMIGRATION: Final = late(
    r"\bircc\b|immigration|work permit|study permit|permis (?:de travail|d'etudes)|\bvisas?\b|refugee|refugie|asylum|asile|\buci\b|\biuc\b"
    r"|residen[ct]\w* perm|permanent resid|citizenship|citoyennete|\blmia\b|\beimt\b|biometri",
    re.IGNORECASE,
)
_SSN: Final = late(r"(?<![\w-])[0-9]{3}[ \-][0-9]{2}[ \-][0-9]{4}(?![\w-])")


def find_numbers(page: Page) -> Iterator[Finding]:
    """Yield social insurance and business numbers, passports, licences and immigration numbers.

    Business number: nine digits that pass Luhn, followed by a program's two letters and four digits (Canada Revenue Agency).
    NEQ: ten digits beginning with 11, 22, 33 or 88 (Registraire des entreprises). Passport: two letters and six digits; since 2023 a
    letter, six digits and two letters (Immigration, Refugees and Citizenship Canada). UCI: eight or ten digits; application: a
    letter and nine digits (same department). Licences: the forms that the provinces print on their cards.
    """
    if page.digits >= 9:
        yield from _by_nine(page)
    if page.digits >= 10:
        yield from _named(page, _ENTERPRISE, "neq", "business_number")
        for match in _ONTARIO_LICENCE.finditer(page.text):
            yield Finding("driver_licence", page.span(*match.span()))
    if "pass" in page.low:
        yield from _named(page, _PASSPORT, "passport", "passport")
    if "lic" in page.low or "conduire" in page.low or "DL" in page.text:
        yield from _named(page, _LICENCE, "licence", "driver_licence")
    if page.digits >= 7:
        yield from _immigration(page)


def _by_nine(page: Page) -> Iterator[Finding]:
    for match in _PROGRAM.finditer(page.text):
        yield Finding("business_number", page.span(*match.span()))
    for match in _GLUED.finditer(page.low):
        if is_sin(match[1]):
            yield Finding("sin", page.span(*match.span(1)))
    for match in _NINE.finditer(page.text):
        kind = _nine_digits(page, match)
        if kind:
            yield Finding(kind, page.span(*match.span()))
    if "-" in page.text or " " in page.text:
        yield from _named(page, _SSN, "sin", "sin")


def _nine_digits(page: Page, match: re.Match[str]) -> str | None:
    start, end = match.span()
    number = "".join(char for char in match.group() if char in "0123456789")
    name = name_of(page, start, end)
    if "," in match.group() and not name.direct:
        return None  # an amount, or a list
    if name.what == "bn" and is_luhn(number):
        return "business_number"
    if name.what == "sin" and is_sin(number):
        return "sin"
    if name.direct and name.what:
        return None
    if is_sin(number) and is_near(page, "sin", start, end):
        return "sin"
    return "sin" if _looks_like_sin(page, match, number) else None


def _looks_like_sin(page: Page, match: re.Match[str], number: str) -> bool:
    """Return whether nine digits that nothing names are grouped as a SIN is, stand alone, and pass."""
    start, end = match.span()
    if not _THREES.fullmatch(match.group()) or not is_sin(number):
        return False
    before, after = page.text[max(0, start - 2) : start], page.text[end : end + 2]
    if before[-1:] in ("-", ".", ",", "/", "+") or (before[-1:] == " " and before[:1].isdigit()):
        return False
    if after[:1] in ("-", ".", ",", "/", " ") and after[1:].isdigit():
        return False
    return not counts_something(page.text, start, end)


def _named(page: Page, form: re.Pattern[str], what: str, kind: str) -> Iterator[Finding]:
    for match in form.finditer(page.text):
        name = name_of(page, *match.span())
        if name.what == what and (name.direct or not match.group().isdigit()):
            yield Finding(kind, page.span(*match.span()))


def _immigration(page: Page) -> Iterator[Finding]:
    if "uci" in page.low or "iuc" in page.low or "client" in page.low:
        for match in _CLIENT.finditer(page.text):
            if name_of(page, *match.span()).what == "uci":
                yield Finding("immigration_number", page.span(*match.span()))
    if not _IMMIGRATION.search(page.low):
        return
    for match in _APPLICATION.finditer(page.text):
        start, end = match.span()
        name = name_of(page, start, end)
        near = _IMMIGRATION.search(page.low, max(0, start - 90), min(len(page.low), end + 90))
        if near and not _is_other(name):
            yield Finding("immigration_number", page.span(start, end))
    yield from _named(page, _RESIDENT, "resident", "immigration_number")


def _is_other(name: Name) -> bool:
    return name.direct and name.what in ("passport", "licence", "health")
