"""What may stand for a number without being one: "half", "twice", « une vingtaine », XIXe."""

import re
from collections.abc import Iterator
from typing import Final

from translations.checks.text import Side, Span

_ONES: Final = {
    "en": {
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
        "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
        "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
        "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "once": 1, "twice": 2, "thrice": 3,
        "half": 0.5, "halves": 0.5, "double": 2, "doubled": 2, "doubling": 2, "triple": 3,
        "tripled": 3, "single": 1, "both": 2, "couple": 2, "pair": 2, "twins": 2, "two": 2,
        "dozen": 12, "dozens": 12, "decade": 10, "decades": 10, "hundred": 100, "hundreds": 100,
        "thousand": 1000, "thousands": 1000, "million": 1e6, "billion": 1e9, "trillion": 1e12,
        "quarter": 0.25, "quarters": 0.25, "century": 100, "a": 1, "an": 1, "one": 1,
        "fortnight": 14, "week": 7, "teenage": 13, "biennial": 2, "bilateral": 2, "trilateral": 3,
        "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
        "seventies": 70, "eighties": 80, "nineties": 90, "only": 1, "zero": 0, "none": 0, "no": 0,
        "secondly": 2, "firstly": 1, "thirdly": 3, "seconds": 2, "either": 2, "neither": 2,
    },
    "fr": {
        "premier": 1, "premiere": 1, "premiers": 1, "premieres": 1, "second": 2, "seconde": 2,
        "seconds": 2, "secondes": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4,
        "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
        "onzieme": 11, "douzieme": 12, "treizieme": 13, "quatorzieme": 14, "quinzieme": 15,
        "seizieme": 16, "vingtieme": 20, "trentieme": 30, "demi": 0.5, "demie": 0.5, "demis": 0.5,
        "moitie": 0.5, "tiers": 3, "quart": 0.25, "quarts": 0.25, "double": 2, "doubler": 2,
        "double-": 2, "triple": 3, "unique": 1, "seul": 1, "seule": 1, "couple": 2, "paire": 2,
        "deux": 2, "dizaine": 10, "dizaines": 10, "douzaine": 12, "douzaines": 12, "quinzaine": 15,
        "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
        "soixantaine": 60, "centaine": 100, "centaines": 100, "millier": 1000, "milliers": 1000,
        "mille": 1000, "cent": 100, "million": 1e6, "milliard": 1e9, "decennie": 10,
        "decennies": 10, "siecle": 100, "semaine": 7, "un": 1, "une": 1, "trimestre": 3,
        "semestre": 6, "bilateral": 2, "seulement": 1, "zero": 0, "nul": 0, "nulle": 0, "aucun": 0,
        "aucune": 0, "jumeaux": 2, "jumelles": 2, "sexagenaire": 60, "septuagenaire": 70,
        "octogenaire": 80, "centenaire": 100, "bicentenaire": 200, "trentenaire": 30,
        "quadragenaire": 40, "quinquagenaire": 50, "deuxiemement": 2, "premierement": 1,
    },
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60,
}  # fmt: skip
_ROMAN: Final = re.compile(
    r"\b(?=[IVXLC]{1,7}(?:e|er|ème|th)?\b)(X{0,3}|XL|L?X{0,3}|XC)(IX|IV|V?I{0,3})(?:e|er|ème|th)?\b"
)
_LETTERS: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FRACTION: Final = re.compile(r"(?<![\d/])(\d)\s?/\s?(\d{1,2})(?![\d/])|[½¼¾⅓⅔]")
_SIGNS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def offers(side: Side) -> Iterator[tuple[Span, float]]:
    """Yield places that may stand for a number, with the number."""
    if side.lang in _ONES:
        yield from _words(side)
        yield from _signs(side)


def _words(side: Side) -> Iterator[tuple[Span, float]]:
    table = _ONES[side.lang]
    before = 0
    for word in side.words:
        span = word.start, word.end
        value = table.get(word.text)
        if value is not None:
            yield span, value
        elif word.text.startswith(("bi", "semi", "demi")):
            yield span, 2.0
            yield span, 0.5
        if word.text == "unieme":
            value = 1
        if before and value is not None and value < 10:  # "twenty-first", « vingt et unième »
            yield span, before + value
        before = before if word.text == "et" else _TENS.get(word.text, 0)


def _signs(side: Side) -> Iterator[tuple[Span, float]]:
    for match in _ROMAN.finditer(side.text):
        if match[1] or match[2]:
            yield match.span(), _roman(match[1] + match[2])
    for match in _FRACTION.finditer(side.text):
        value = _SIGNS.get(match[0])
        if value is None and int(match[2]):
            value = int(match[1]) / int(match[2])
        if value is not None:
            yield match.span(), value


def _roman(text: str) -> float:
    total = 0
    for letter, following in zip(text, text[1:] + " ", strict=True):
        value = _LETTERS[letter]
        total += -value if _LETTERS.get(following, 0) > value else value
    return float(total)
