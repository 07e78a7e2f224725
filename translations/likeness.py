"""What two texts have in common for a translation memory: letters, numbers, spans, negation. Pure.

A text is compared in three forms: `plain` (white space, quotation marks and apostrophes made one),
`loose` (case, accents and the last full stop do not count either) and `slotted` (numbers and
protected spans are slots: only what stands around them counts).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from rapidfuzz.distance import Levenshtein

from translations.protected import spans

NUMBER_SLOT: Final = "\ue001"
SPAN_SLOT: Final = "\ue002"
_NBSP: Final = "\u00a0"

_SAME: Final = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‑": "-", "…": "...",
    }
)  # fmt: skip
_SPACE: Final = re.compile(r"\s+")
_BEFORE_MARK: Final = re.compile(r" +(?=[;:!?,.%$)\"])|(?<=[\"(]) +")
_WORD: Final = re.compile(r"\w+|[^\w\s]")
# 1,234.50 in English; 1 234,50 in French. Not 1st, 4A or 8:30, whose number is part of a word.
_NUMBERS: Final = {
    "en": re.compile(
        r"(?<![\w.,:-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w:])"
        r"|(?<![\w.,:-])\d+(?:\.\d+)?(?![\w:])"
    ),
    "fr": re.compile(
        "(?<![\\w.,:-])\\d{1,3}(?:[ \u00a0\u202f\u2009]\\d{3})+(?:,\\d+)?(?![\\w:])"
        "|(?<![\\w.,:-])\\d+(?:,\\d+)?(?![\\w:])"
    ),
}
_CLOCK: Final = {
    "en": re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE),
    "fr": re.compile("[ \u00a0\u202f]?h(?![\\w'])"),
}
_NOT: Final = {
    "en": re.compile(
        r"\b(?:not|no|never|nobody|nothing|none|neither|nor|cannot|without)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:pas|jamais|aucune?|rien|ni|non|sans|guère|personne)\b|\bn['’]|\bne\b", re.IGNORECASE
    ),
}


def plain(text: str) -> str:
    """Return a text as two texts count as the same: how it is spaced and quoted says nothing."""
    one = text if text.isascii() else unicodedata.normalize("NFC", text).translate(_SAME)
    return _BEFORE_MARK.sub("", _SPACE.sub(" ", one)).strip()


def loose(text: str) -> str:
    """Return a plain text without case, accents and its last full stop."""
    bare = plain(text).casefold()
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in apart if not unicodedata.combining(char))
    return bare.removesuffix(".").rstrip() if not bare.endswith("..") else bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A number or a protected span of a text."""

    start: int
    end: int
    text: str
    value: Decimal | None  # None: a protected span, or a number that is part of a time


def slots(text: str, lang: str) -> list[Slot]:
    """Return the numbers and protected spans of a text, in order."""
    taken = _span_places(text)
    found = [Slot(start=start, end=end, text=text[start:end], value=None) for start, end in taken]
    pattern, clock = _NUMBERS.get(lang, _NUMBERS["en"]), _CLOCK.get(lang)
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        timed = clock is not None and clock.match(text, end) is not None
        value = None if timed else value_of(match[0], lang)
        found.append(Slot(start=start, end=end, text=match[0], value=value))
    return sorted(found, key=lambda slot: slot.start)


def _span_places(text: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    at = 0
    for span in spans(text):
        start = text.index(span, at)
        at = start + len(span)
        places.append((start, at))
    return places


def slotted(text: str, lang: str) -> str:
    """Return the loose form of a text whose numbers and protected spans are slots."""
    out: list[str] = []
    at = 0
    for slot in slots(text, lang):
        mark = SPAN_SLOT if slot.value is None else NUMBER_SLOT
        out += [text[at : slot.start], mark]
        at = slot.end
    return loose("".join([*out, text[at:]]))


def value_of(number: str, lang: str) -> Decimal | None:
    """Return what a number is worth, None where it is none as its language writes numbers."""
    digits = re.sub("[ \u00a0\u202f\u2009]", "", number)
    digits = digits.replace(",", ".") if lang == "fr" else digits.replace(",", "")
    try:
        return Decimal(digits).normalize()
    except InvalidOperation:
        return None


def written(number: str, source: str, target: str) -> str:
    """Return a number of one language as the other writes it; grouping is kept as it is."""
    if source == target:
        return number
    whole, mark, part = number.partition("," if source == "fr" else ".")
    groups = re.split("[ \u00a0\u202f\u2009]" if source == "fr" else ",", whole)
    joined = ("," if target == "en" else _NBSP).join(groups)
    return f"{joined}{'.' if target == 'en' else ','}{part}" if mark else joined


def is_plural(value: Decimal, lang: str) -> bool:
    """Whether a language puts what is counted into the plural: French from 2, English but for 1."""
    return abs(value) >= 2 if lang == "fr" else abs(value) != 1


def negations(text: str, lang: str) -> int:
    """Return how many words of a text say no."""
    found = _NOT.get(lang)
    return len(found.findall(text)) if found else 0


def likeness(one: str, other: str) -> float:
    """Return how alike two loose texts are, 0 to 1: the mean over their letters and their words."""
    letters = Levenshtein.normalized_similarity(one, other)
    words = Levenshtein.normalized_similarity(_WORD.findall(one), _WORD.findall(other))
    return (letters + words) / 2
