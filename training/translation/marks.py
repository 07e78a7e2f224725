"""Marks in place of what the program puts back itself: numbers, amounts, dates, links, names.

The engine replaces them by `X0QZ`, `X1QZ` … before the model sees a text
(`translations.protected`), so the model is trained with such marks: the same one on both sides,
numbered in the order of the source.
"""

import random
import re
from collections import Counter
from decimal import Decimal
from typing import Final

from translations.protected import _SPAN

MARKS: Final = 20
COVERED: Final = 0.95  # share of the values that become marks; the rest is learned as it stands
NAMED: Final = 0.12  # share of the names that become marks
ADDED: Final = 0.06  # share of the sentences that get one more mark at an end

_MONTHS: Final = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_EN_MONTH: Final = "|".join(_MONTHS["en"].title().split())
_FR_MONTH: Final = "|".join(_MONTHS["fr"].split())
_EN_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FR_NUMBER: Final = r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_VALUES: Final = {
    "en": re.compile(
        rf"(?P<month>{_EN_MONTH}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?(?!\d)"
        rf"|(?<!\d)(?P<day2>\d{{1,2}}) (?P<month2>{_EN_MONTH})(?: (?P<year2>\d{{4}}))?"
        rf"|(?<![\w$])\$ ?(?P<money>{_EN_NUMBER})(?: (?P<scale>million|billion))?(?![\w])"
        rf"|(?<![\w.,])(?P<percent>{_EN_NUMBER})(?: ?%| per ?cent\b)"
        rf"|(?<![\w.,:-])(?P<number>{_EN_NUMBER})(?![\w]|[.,:-]\d)",
    ),
    "fr": re.compile(
        rf"(?:le )?(?<!\d)(?P<day>\d{{1,2}}|1er) (?P<month>{_FR_MONTH})"
        r"(?: (?P<year>\d{4}))?(?!\d)"
        rf"|(?<![\w.,])(?P<money>{_FR_NUMBER})(?: (?P<scale>millions?|milliards?) de dollars| ?\$)"
        rf"|(?<![\w.,])(?P<percent>{_FR_NUMBER})(?: ?%| p\. 100| pour cent\b)"
        rf"|(?<![\w.,:-])(?P<number>{_FR_NUMBER})(?![\w]|[.,:-]\d)",
    ),
}
_SCALES: Final = {
    "million": 10**6,
    "millions": 10**6,
    "billion": 10**9,
    "milliard": 10**9,
    "milliards": 10**9,
}
_NAME: Final = re.compile(r"(?<![\w'’-])[A-Z][a-zéè]{2,}(?![\w'’-])")

Found = tuple[str, int, int]  # value, start, end


def find_values(text: str, lang: str) -> list[Found]:
    """Return the values of a text in order: the same value reads the same in both languages."""
    taken = [(f"as is {match[0]}", *match.span()) for match in _SPAN.finditer(text)]
    for match in _VALUES[lang].finditer(text):
        if not any(start < match.end() and match.start() < end for _, start, end in taken):
            taken.append((_value(match, lang), *match.span()))
    return sorted(taken, key=lambda found: found[1])


def _value(match: re.Match[str], lang: str) -> str:
    got = {name.rstrip("2"): text for name, text in match.groupdict().items() if text}
    if "month" in got:
        month = _MONTHS[lang].split().index(got["month"].lower()) + 1
        return f"date {got['day'].removesuffix('er')} {month} {got.get('year', '')}"
    kind = next(name for name in ("money", "percent", "number") if name in got)
    digits = got[kind].replace(" ", "")
    digits = digits.replace(",", ".") if lang == "fr" else digits.replace(",", "")
    amount = Decimal(digits) * _SCALES.get(got.get("scale", ""), 1)
    return f"{kind} {amount.normalize()}"


def mark_pair(
    source: str, target: str, langs: tuple[str, str], chance: random.Random
) -> tuple[str, str]:
    """Return both sentences with marks for the values, and some of the names, that both have."""
    ours, theirs = find_values(source, langs[0]), find_values(target, langs[1])
    if chance.random() < NAMED:
        ours += _names(source, ours)
        theirs += _names(target, theirs)
    shared = _counts(ours) & _counts(theirs)
    kept = {value for value, count in shared.items() if count == 1 and chance.random() < COVERED}
    mine = sorted((found for found in ours if found[0] in kept), key=lambda found: found[1])
    if len(mine) >= MARKS - 1:
        return source, target
    numbers = _numbering(len(mine) + 1, chance)
    marks = {found[0]: f"X{number}QZ" for found, number in zip(mine, numbers, strict=False)}
    source, target = _covered(source, mine, marks), _covered(target, theirs, marks)
    if chance.random() < ADDED:
        frame = chance.choice(
            (
                "{text} {mark}",
                "{text} ({mark})",
                "{text} {mark}.",
                "{mark} {text}",
                "{mark}, {text}",
            )
        )
        # A mark in front is first in the source; numbers need not be in order, only distinct.
        mark = f"X{numbers[-1]}QZ"
        source, target = (frame.format(text=text, mark=mark) for text in (source, target))
    return source, target


def _counts(found: list[Found]) -> Counter[str]:
    # A value that comes twice on one side may stand for either: those are left alone.
    counts = Counter(value for value, _, _ in found)
    return Counter({value: count for value, count in counts.items() if count == 1})


def _names(text: str, taken: list[Found]) -> list[Found]:
    return [
        (f"name {match[0]}", *match.span())
        for match in _NAME.finditer(text)
        if not any(start < match.end() and match.start() < end for _, start, end in taken)
    ]


def _numbering(count: int, chance: random.Random) -> list[int]:
    # The first marks are by far the most frequent; all have to be learned.
    if chance.random() < 0.5:
        return list(range(count))
    return sorted(chance.sample(range(MARKS), count))


def _covered(text: str, found: list[Found], marks: dict[str, str]) -> str:
    pieces: list[str] = []
    place = 0
    for value, start, end in found:
        if value in marks and start >= place:
            pieces += [text[place:start], marks[value]]
            place = end
    return "".join(pieces) + text[place:]
