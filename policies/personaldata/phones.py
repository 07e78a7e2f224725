# ruff: noqa: E501 # tables and regular expressions read better whole
"""Telephone numbers: North American ones in every shape, others by + or by what they are called."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from policies.latepattern import late
from policies.personaldata.findings import Finding
from policies.personaldata.naming import counts_something, name_of
from policies.personaldata.pages import Page

_EXTENSION: Final = r"(?:\s?,?\s?(?:x|ext\.?|extension|poste|p\.|#)\s?[.:#]?\s?[0-9]{1,6})?"
_AMERICAN: Final = late(
    r"(?<![\w$#.-])(?<![0-9],)(?P<one>(?:\+|00|011[ .\-]?)?1[ .\-/(]{0,3})?(?:\((?P<area>[0-9]{3})\)[ .\-/]{0,3}|(?P<open>[0-9]{3})[ .\-/_*]{0,3})"
    r"(?P<exchange>[0-9]{3})[ .\-/_*]{0,3}(?P<line>[0-9]{4})" + _EXTENSION + r"(?![0-9]|[.,\-][0-9])",
    re.IGNORECASE,
)  # fmt: skip
_PREFIXED: Final = late(
    r"(?<![\w+])(?:\+|00|011[ .\-])[ ]?\(?[1-9](?:[ ().\-/]{0,3}[0-9]){6,14}"
    + _EXTENSION
    + r"(?![0-9])",
    re.IGNORECASE,
)
_LINKED: Final = late(r"(?:wa\.me/|\btel:|[?&]phone=)\+?([0-9]{8,15})(?![0-9])", re.IGNORECASE)
_SPACED: Final = late(
    r"(?<![\w$])(?<![0-9][ .\-])(?:\+?1[ .\-_]{1,3})?[2-9](?:[ .\-_]{1,3}[0-9]){9}(?![ .\-_]?[0-9])"
)
_FRENCH: Final = late(r"(?<![\w.,+-])0[1-9](?:[ .\-][0-9]{2}){4}(?![ .\-]?[0-9])")
_ANY: Final = late(
    r"(?<![\w$.-])(?<![0-9][,/])\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,14}" + _EXTENSION + r"(?![0-9])",
    re.IGNORECASE,
)
_SHORT: Final = late(r"(?<![\w$.,-])(?<![0-9][ /])[0-9]{3}[ .\-][0-9]{4}(?![0-9]|[ .,\-][0-9])")
_NATIONAL: Final = late(r"(?:\(0[1-9][0-9]{0,3}\)|0[1-9][0-9]{0,3})(?:[ .\-][0-9]{2,7}){1,4}")
_TOLL_FREE: Final = late(r"1?8(?:00|33|44|55|66|77|88)")
_DATE: Final = late(
    r"(?:19|20)[0-9]{2}[-/. ](?:0?[1-9]|1[0-2])[-/. ][0-3]?[0-9](?![0-9])|[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[-–/ ](?:19|20)[0-9]{2}(?![0-9])|(?:19|20)[0-9]{2}-[0-9]{5}|(?:19|20)[0-9]{2} [0-9]{1,3}(?![0-9])"
)
_THOUSANDS: Final = late(r"[0-9]{1,3}(?: [0-9]{3})+")
_PART: Final = late(r"(?<![\w.,])[0-9]{1,3} $")  # a number that goes on
_DRAW: Final = late(r"gagnant|winning|lott?o|tirage|draw\b|jackpot", re.IGNORECASE)
_OTHER_NAMES: Final = frozenset(
    "file health neq bn card bank uci licence passport sin resident".split()
)
_CALLED: Final = frozenset({"phone", "call"})
_VALID: Final = "23456789"


def find_phones(page: Page, own_numbers: frozenset[str]) -> Iterator[Finding]:
    """Yield telephone numbers; toll-free numbers and the agency's own do not count.

    North American numbers have three digits of area and three of exchange, neither beginning with 0 or 1 (North American
    Numbering Plan); people's mistakes and made-up numbers are accepted where the shape leaves no doubt. Others
    follow +, 00 or 011 (ITU-T E.164: at most 15 digits), or a word such as "phone" or « cell ».
    """
    known: set[int] = set()
    for start, end in _candidates(page):
        digits = _digits(page.text[start:end])
        if start in known or _is_public(digits, own_numbers):
            continue
        known.add(start)
        yield Finding("phone", page.span(start, end))


def _candidates(page: Page) -> Iterator[tuple[int, int]]:
    seen: set[int] = set()  # where numbers of American shape begin and end, accepted or not
    for match in _AMERICAN.finditer(page.text):
        if _PART.search(page.text, max(0, match.start() - 5), match.start()):
            continue
        seen.update(match.span())
        if _is_american(page, match):
            yield match.span()
    yield from _prefixed(page, seen)
    yield from _in_small_groups(page)
    for form in (_SHORT, _ANY):
        for match in form.finditer(page.text):
            if seen.isdisjoint(match.span()) and _is_called_phone(page, match):
                yield match.span()


def _prefixed(page: Page, seen: set[int]) -> Iterator[tuple[int, int]]:
    text = page.text
    if "wa.me/" in page.low or "tel:" in page.low or "phone=" in page.low:
        for match in _LINKED.finditer(text):
            yield match.span(1)
    if "+" in text or "00" in text or "011" in text:
        for match in _PREFIXED.finditer(text):
            start, end = match.span()
            if start not in seen and _is_foreign(page, start, end):
                yield start, end


def _in_small_groups(page: Page) -> Iterator[tuple[int, int]]:
    text = page.text
    for match in _SPACED.finditer(text):
        core = _digits(match.group())[-10:]
        named = name_of(page, *match.span())
        if core[3] in _VALID and not (named.direct and named.what in _OTHER_NAMES):
            yield match.span()
    for match in _FRENCH.finditer(text):
        if not _DRAW.search(text, max(0, match.start() - 60), match.start()):
            yield match.span()


def _is_american(page: Page, match: re.Match[str]) -> bool:
    area = match["area"] or match["open"]
    strict = area[0] in _VALID and match["exchange"][0] in _VALID
    start, end = match.span()
    name = name_of(page, start, end)
    plus = (match["one"] or "").startswith("+")
    if counts_something(page.text, start, end) and not plus:
        return False
    if name.direct and name.what in _OTHER_NAMES and not plus and match["area"] is None:
        return False
    core = match.group()[len(match["one"] or "") :]
    called = name.what in _CALLED
    if called and name.direct:
        return True
    if core[:10].isdigit():  # no separators at all
        return plus or (strict and (called or bool(match["one"] and not match["one"].isdigit())))
    if "." in core or "-" in core or match["area"] is not None or match["one"]:
        return area[0] != "0" or called
    return strict or (area[0] in _VALID and called)


def _is_foreign(page: Page, start: int, end: int) -> bool:
    text = page.text
    number = text[start:end]
    digits = _digits(number)
    if counts_something(text, start, end) or digits.endswith("00000"):
        return False
    if number.startswith("+"):
        return not digits.startswith("1") or len(digits) == 11
    return name_of(page, start, end).what in _CALLED or any(sign in number for sign in " -.")


def _is_called_phone(page: Page, match: re.Match[str]) -> bool:
    start, end = match.span()
    text = match.group()
    if _DATE.match(text) or counts_something(page.text, start, end):
        return False
    name = name_of(page, start, end)
    if name.what not in _CALLED:
        return not (name.direct and name.what) and _is_national(page, start, text)
    if not name.direct:
        return name.before and text.startswith(("0", "(")) and len(_digits(text)) >= 9
    if name.what == "call" and _THOUSANDS.fullmatch(text):
        return text[0] == "0" or (name.before and text[3:4] == " ")
    return True


def _is_national(page: Page, start: int, text: str) -> bool:
    """Return whether digits in groups begin with the 0 that other countries dial inside."""
    if not _NATIONAL.fullmatch(text) or not 9 <= len(_digits(text)) <= 11:
        return False
    return not _DRAW.search(page.text, max(0, start - 60), start)


def _digits(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")


def _is_public(digits: str, own_numbers: frozenset[str]) -> bool:
    if _TOLL_FREE.match(digits) and 10 <= len(digits.removeprefix("1")) <= 16 and len(digits) >= 10:
        return True
    return bool(own_numbers) and (
        digits.removeprefix("1")[:10] in own_numbers or digits in own_numbers
    )


def plain_numbers(numbers: Collection[str]) -> frozenset[str]:
    """Return telephone numbers as digits only, without the 1 before an area code."""
    return frozenset(
        digits.removeprefix("1") if len(digits) == 11 else digits
        for digits in map(_digits, numbers)
        if digits
    )


_WORDS: Final = {
    word: digit
    for digit, words in enumerate(
        ("zero oh", "one un une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit", "nine neuf")
    )
    for word in words.split()
}  # fmt: skip
_WORD: Final = "(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_SPELLED: Final = late(rf"(?<!\w){_WORD}(?:[ ,.()\-]{{1,4}}{_WORD}){{6,15}}(?!\w)")
_FREQUENT: Final = ("five", "cinq", "six", "zero", "zéro")
_SIGNS: Final = (
    *_FREQUENT, "three", "trois", "four", "quatre", "seven", "sept", "eight", "huit", "nine", "neuf",
)  # fmt: skip


def may_spell_number(low: str) -> bool:
    """Return whether a lower-case text holds words for digits, enough for a number.

    Of ten digits, at least one is nearly always a nought, a five or a six.
    """
    if not any(sign in low for sign in _FREQUENT):
        return False
    return sum(sign in low for sign in _SIGNS) > 1


def find_spelled(page: Page) -> Iterator[Finding]:
    """Yield telephone numbers spelled in words, such as "six one three five five five…"."""
    for match in _SPELLED.finditer(page.low):
        words = re.findall(r"\w+", match.group())
        if len(words) in (10, 11) or (
            len(words) == 7 and name_of(page, *match.span()).what in _CALLED
        ):
            yield Finding("phone", page.span(*match.span()))
