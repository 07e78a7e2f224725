# ruff: noqa: E501 # tables and regular expressions read better whole
"""Personal data in a text, by their form and check digits: found to be hidden, never kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from policies.views import Span

_DIGITS: Final = re.compile(r"\d")
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?!\w)"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s?(?:\[at\]|\(at\)|\barobase\b)\s?[\w-]{1,63}\s?(?:\.|\[dot\]|\(dot\)|\bpoint\b)\s?[a-z]{2,10}(?!\w)",
    re.IGNORECASE,
)
_NINE: Final = re.compile(r"(?<![\d-])\d{3}([ .\-\u00a0\u2011]?)\d{3}\1\d{3}(?![\d]|-\d)")
_BUSINESS: Final = re.compile(r"(?<!\d)\d{9}\s?R[CTPRMZNG]\s?\d{4}(?!\d)", re.IGNORECASE)
_BN_WORD: Final = re.compile(
    r"(?:business number|\bbn\b|\bgst\b|\bhst\b|num[ée]ro d'entreprise|\bne\b\s*:|\btps\b|\bneq\b)[^\d\n]{0,25}$",
    re.IGNORECASE,
)
_SIN_WORD: Final = re.compile(
    r"\bs\.?i\.?n\b|social insurance|insurance number|\bn\.?a\.?s\b|assurance[ -]sociale",
    re.IGNORECASE,
)
_POSTAL: Final = re.compile(
    r"(?<![\w])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ \-\u00a0]?\d[ABCEGHJ-NPRSTV-Z]\d(?!\w)",
    re.IGNORECASE,
)
_CARD: Final = re.compile(r"(?<![\d-])(?:\d[ \-\u00a0]?){11,18}\d(?![\d])")
_IP: Final = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]|\.\d)"
)
_IP6: Final = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE)
_HEALTH_WORD: Final = re.compile(
    r"health card|health number|health insurance (?:card|number)|\bohip\b|\bphn\b|\bmsp\b|\bhcn\b|medicare (?:card|number)"
    r"|carte sant[ée]|assurance[ -]maladie|\bramq\b|carte soleil|num[ée]ro de sant[ée]",
    re.IGNORECASE,
)
_RAMQ: Final = re.compile(
    r"(?<!\w)[A-Z]{4}[ \-]?\d\d(?:[05]\d|[16][0-2])[ \-]?(?:[0-2]\d|3[01])\d\d(?![ \-]?\w)",
    re.IGNORECASE,
)
_HEALTH: Final = re.compile(
    r"(?<!\w)(?:\d{4}[ \-]?\d{3}[ \-]?\d{3}(?:[ \-]?[A-Z]{2})?|\d{5}[ \-]?\d{4}|\d{9,12}|\d{3}[ \-]\d{3}[ \-]\d{3})(?!\w)"
)
_PASSPORT: Final = re.compile(
    r"(?:passport|passeport)[^\n]{0,30}?(?<!\w)([A-Z]{2}\d{6}|[A-Z]\d{6}[A-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_NOT_PHONE: Final = re.compile(r"1[ \-.]?8(?:00|33|44|55|66|77|88)|^\d{4}[ ./-]\d{4}$")
_PUBLIC_LINES: Final = re.compile(r"^(?:\+?1[ \-.]?)?\(?8(?:00|33|44|55|66|77|88)\)?")
_ADDRESS: Final = re.compile(
    r"(?<!\w)\d{1,5}(?:,)?\s(?:[\w'’.-]+\s){1,3}(?:street|avenue|road|drive|crescent|boulevard)\b"
    r"|(?<!\w)\d{1,5},?\s(?-i:(?:[A-Z][\w'’.-]+\s){1,3}(?:St|Ave|Rd|Dr|Cres|Crt|Ln|Blvd)\b)(?!\.?\s?[A-Z])"
    r"|(?<!\w)\d{1,5},?\s(?:rue|avenue|av\.|boulevard|boul\.|chemin|ch\.|place|mont[ée]e|rang)\s[\w'’-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of one kind in one place."""

    kind: str  # phone, email, sin, business_number, card, health_card, passport, postal_code, ip, address
    span: Span


def find_personal(text: str) -> list[Finding]:
    """Return the personal data of a text, in its order, none overlapping another."""
    digits = len(_DIGITS.findall(text))
    found: list[Finding] = []
    if "@" in text or "at" in text or "arobase" in text:
        found += [Finding("email", m.span()) for m in _EMAIL.finditer(text)]
    if digits:
        found += _numbers(text, digits)
    found.sort(key=lambda item: (_ORDER.index(item.kind), item.span))
    kept: list[Finding] = []
    for item in found:
        if not any(o.span[0] < item.span[1] and item.span[0] < o.span[1] for o in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.span)


_ORDER: Final = (
    "email", "ip", "business_number", "health_card", "passport", "sin", "card", "phone", "postal_code", "address",
)  # fmt: skip


def _numbers(text: str, digits: int) -> Iterator[Finding]:
    if digits >= 8:
        yield from _long_numbers(text)
    if digits >= 6 and ("pass" in text or "Pass" in text or "PASS" in text):
        for m in _PASSPORT.finditer(text):
            yield Finding("passport", m.span(1))
    if digits >= 7:
        yield from _phones(text)
    if digits >= 4 and "." in text:
        yield from (Finding("ip", m.span()) for m in _IP.finditer(text) if m.group().count("0") < 6)
    if text.count(":") >= 7:
        yield from (Finding("ip", m.span()) for m in _IP6.finditer(text))
    if digits >= 3:
        yield from (Finding("postal_code", m.span()) for m in _POSTAL.finditer(text))
    yield from (Finding("address", m.span()) for m in _ADDRESS.finditer(text))


def _long_numbers(text: str) -> Iterator[Finding]:
    luhn = _luhn()
    for m in _BUSINESS.finditer(text):
        yield Finding("business_number", m.span())
    health = bool(_HEALTH_WORD.search(text))
    for m in _RAMQ.finditer(text):
        yield Finding("health_card", m.span())
    if health:
        for m in _HEALTH.finditer(text):
            near = text[max(0, m.start() - 60) : m.end() + 40]
            if _HEALTH_WORD.search(near) and not _SIN_WORD.search(
                text[max(0, m.start() - 25) : m.start()]
            ):
                yield Finding("health_card", m.span())
    for m in _NINE.finditer(text):
        before = text[max(0, m.start() - 40) : m.start()]
        number = "".join(_DIGITS.findall(m.group()))
        if _BN_WORD.search(before):
            yield Finding("business_number", m.span())
        elif _is_sin(number, luhn) and (m.group(1) or _SIN_WORD.search(text)):
            yield Finding("sin", m.span())
    for m in _CARD.finditer(text):
        number = "".join(_DIGITS.findall(m.group()))
        named = _CARD_WORD.search(text[max(0, m.start() - 60) : m.start()])
        usual = 13 <= len(number) <= 19 and number[0] in "23456"
        if (usual or named) and luhn(number):
            yield Finding("card", m.span())


def _is_sin(number: str, luhn: "_Check") -> bool:
    return number[0] != "8" and number != "000000000" and luhn(number)


class _Check:
    """The Luhn check of python-stdnum, imported on first use."""

    def __init__(self) -> None:
        from stdnum import luhn

        self._is_valid = luhn.is_valid

    def __call__(self, number: str) -> bool:
        return bool(self._is_valid(number))


@lru_cache(maxsize=1)
def _luhn() -> _Check:
    return _Check()


def _phones(text: str) -> Iterator[Finding]:
    import phonenumbers

    leniency = phonenumbers.Leniency.POSSIBLE
    for m in _PHONE_AFTER_WORD.finditer(text):
        number = m.group(1)
        long_enough = len(_DIGITS.findall(number)) >= 7
        if long_enough and not _PUBLIC_LINES.match(number) and not _DATE.match(number):
            yield Finding("phone", m.span(1))
    for m in _PHONE_LIKE.finditer(text):
        if _DATE.match(m.group()):
            continue
        part = m.group()
        for match in phonenumbers.PhoneNumberMatcher(part, "CA", leniency, 3):
            raw = match.raw_string
            count = len(_DIGITS.findall(raw))
            national = str(match.number.national_number)
            if _PUBLIC_LINES.match(raw) or count < 10 or count > 15:
                continue
            if match.number.country_code == 1 and (
                len(national) != 10 or national[0] in "01" or national[3] in "01"
            ):
                continue
            if count == 10 and raw.isdigit() and not _PHONE_WORD.search(text):
                continue
            yield Finding("phone", (m.start() + match.start, m.start() + match.end))


_PHONE_LIKE: Final = re.compile(
    r"(?<![\w.])(?:\+|\()?\d(?:[\d ().\-\u2010-\u2015\u00a0/]{6,22})\d(?![\d])"
)
_DATE: Final = re.compile(r"(?:19|20)\d\d[-/. ](?:0\d|1[0-2])[-/. ](?:[0-2]\d|3[01])(?!\d)")
# a number that the author calls a telephone number: any country, any length
_PHONE_AFTER_WORD: Final = re.compile(
    r"(?:\b(?:tele)?phone|\bcell(?:ulaire)?|\bmobile|\bfax|\bt[ée]l(?:[ée]phone)?|\bcall me|\btext me|\breach me|\bwhatsapp"
    r"|\bappele[rz](?:-moi)?|\bjoindre|\btextez-moi)\s?[.:]?\s?(?:on |at |is |au |est le |num[ée]ro |number |is: )*\s?"
    r"((?:\+|\()?\d(?:[\d ().\-\u00a0]{5,20})\d)(?!\d)",
    re.IGNORECASE,
)
_CARD_WORD: Final = re.compile(r"\b(?:card|carte)\b", re.IGNORECASE)
_PHONE_WORD: Final = re.compile(
    r"phone|call|text|cell|mobile|number|whatsapp|t[ée]l|appel|num[ée]ro|texte", re.IGNORECASE
)
