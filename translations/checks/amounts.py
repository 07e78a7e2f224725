"""Numbers of a text by value, with what they count: digits, words, ordinals, times of day."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from translations.checks.clock import Time, times
from translations.checks.dates import dates
from translations.checks.numerals import SCALES, number_words, numerals
from translations.checks.roundabout import offers
from translations.checks.text import Side, Span
from translations.checks.units import BETWEEN, SHORT, UNITS, Unit

_FAR: Final = 1 << 40  # beyond any text
_DIGIT: Final = re.compile(r"\d")
_NUMBER_WORDS: Final = {lang: frozenset(number_words(lang)) for lang in ("en", "fr")}
_GAP: Final = "[ \u00a0\u202f\u2009]"
_DIGITS: Final = {
    "en": re.compile(
        rf"(?<![^\W\d_])(?<![^\W\d]\.)(?<!\d[.,])(?<!\d)"
        rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
        r"|(?<![\d\w.])\.\d+"
    ),
    "fr": re.compile(
        rf"(?<![^\W\d_])(?<![^\W\d]\.)(?<!\d[.,])(?<!\d)"
        rf"(?:\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?!\d)|\d+)(?:[.,]\d+)?"
        r"|(?<![\d\w,]),\d+"
    ),
}
_SHORTENED: Final = re.compile(r"((?:19|20)\d\d)[-–/](\d\d)(?!\d)")  # 2013-14
_CURRENCY: Final = re.compile(r"(?:(?:us|ca|can|c|au|nz)\s?)?([$€£])[ \u00a0]?$")
_HALF: Final = re.compile(r"[ -]and[ -]a[ -]half\b| et demie?\b|[ \u00a0]?½")
_GAPS: Final = " \u00a0\u202f\u2009"
_NEXT: Final = re.compile(
    rf"[{_GAPS}]*[-\u2011–]?[{_GAPS}]?(%|\$|€|£|¢|°[{_GAPS}]?[cf]?\b|p\. ?100|pour[{_GAPS}]cent\b"
    rf"|per[{_GAPS}]cent\b|[a-z]+'?)"
)
_LETTERS: Final = {
    "en": {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9},
    "fr": {"k": 1e3, "m": 1e6, "g": 1e9, "md": 1e9},
}
_ORDINAL: Final = {
    "en": frozenset({"st", "nd", "rd", "th"}),
    "fr": frozenset({"e", "er", "re", "eme", "ieme", "es", "nd", "nde", "ere"}),
}
_SHARES: Final = frozenset({"percent", "point"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number: the values that it can have, and what it counts where that is known."""

    span: Span
    values: tuple[float, ...]  # more than one where it can be read in several ways
    unit: Unit | None = None
    digits: bool = True  # written in digits

    def meets(self, other: "Amount") -> bool:
        """Whether both are the same number, or as much: 24 months and two years."""
        if any(_near(one, two) for one in self.values for two in other.values):
            return True
        if self.unit is None or other.unit is None or self.unit.kind != other.unit.kind:
            return False
        mine, theirs = self.unit.factor, other.unit.factor
        return any(_near(one * mine, two * theirs) for one in self.values for two in other.values)


def _near(one: float, two: float) -> bool:
    return abs(one - two) <= 1e-9 * max(abs(one), abs(two))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """All numbers of a text."""

    told: tuple[Amount, ...]
    dated: tuple[Amount, ...]  # inside dates and times: another text may write them otherwise
    times: tuple[Time, ...]


def amounts(side: Side) -> Amounts:
    """Return the numbers of a text; those inside dates are not among them, but are offered."""
    known = side.readings.get(amounts)
    if known is None:
        known = side.readings[amounts] = _amounts(side)
    return known  # type: ignore[return-value]  # what `_amounts` gave


def _amounts(side: Side) -> Amounts:
    clock = tuple(times(side))
    taken = sorted({*(one.span for one in dates(side)), *(one.span for one in clock)})
    digits = list(_digits(side)) if _DIGIT.search(side.folded) else []
    words = _NUMBER_WORDS.get(side.lang, frozenset())
    spelt = [] if words.isdisjoint(side.bag) else list(_spelt(side))
    return Amounts(
        told=tuple(one for one in digits + spelt if not _inside(one.span, taken)),
        dated=tuple(one for one in digits if _inside(one.span, taken)),
        times=clock,
    )


def offered(side: Side) -> tuple[Amount, ...]:
    """Return what may stand for a number of the other text, and need not have one there."""
    known = side.readings.get(offered)
    if known is None:
        hour = UNITS["en"]["hour"]
        read = amounts(side)
        known = side.readings[offered] = (
            *read.dated,
            *(Amount(span=span, values=(value,), digits=False) for span, value in offers(side)),
            *(
                Amount(span=one.span, values=(float(one.hours),), unit=hour)
                for one in read.times
                if one.hours is not None
            ),
        )
    return known  # type: ignore[return-value]  # what was put there


def _inside(span: Span, taken: Sequence[Span]) -> bool:
    place = bisect_right(taken, (span[0], _FAR)) - 1
    return place >= 0 and span[1] <= taken[place][1]


def _digits(side: Side) -> Iterator[Amount]:
    folded, lang = side.folded, side.lang
    shortened = {m.start(2): m for m in _SHORTENED.finditer(folded)}
    for match in _DIGITS.get(lang, _DIGITS["en"]).finditer(folded):
        if match.start() in shortened:
            century = int(shortened[match.start()][1])
            whole = century - century % 100 + int(match[0])
            yield Amount(span=match.span(), values=(float(whole), float(match[0])))
            continue
        values = _values(match[0], lang)
        before = _CURRENCY.search(folded, max(0, match.start() - 6), match.start())
        scale, unit, end = _counted(side, match.end(), money=before is not None)
        if before:
            unit = UNITS["en"][before[1]]
        if lang == "en" and folded.startswith("s", match.end()) and values[0] % 10 == 0:
            values = (values[0], values[0] % 100, 1900 + values[0] % 100)  # the 1960s, the 60s
        if lang == "fr" and folded.endswith("annees ", 0, match.start()):
            values = (values[0], values[0] % 100, 1900 + values[0] % 100)
        yield Amount(
            span=(before.start() if before else match.start(), end),
            values=_halved(folded, end, tuple(value * scale for value in values), scale),
            unit=unit,
        )


def _halved(folded: str, end: int, values: tuple[float, ...], scale: float) -> tuple[float, ...]:
    """Add the half of "two and a half", « une heure et demie »."""
    if _HALF.match(folded, end):
        return (values[0] + scale / 2, *values)
    return values


def _values(text: str, lang: str) -> tuple[float, ...]:
    bare = re.sub(_GAP, "", text)
    if lang != "fr":
        return (float(bare.replace(",", "")),)
    if bare.count(".") > 1:
        return (float(bare.replace(".", "").replace(",", ".")),)
    values = [float(bare.replace(",", "."))]
    if re.fullmatch(r"\d{1,3}\.\d{3}", bare):  # thousands, as continental papers write them
        values.append(float(bare.replace(".", "")))
    return tuple(values)


def _spelt(side: Side) -> Iterator[Amount]:
    for one in numerals(side):
        scale, unit, end = _counted(side, one.end, money=False)
        values = _halved(side.folded, end, (one.value * scale,), scale)
        yield Amount(span=(one.start, end), values=values, unit=unit, digits=False)


def _counted(side: Side, end: int, *, money: bool) -> tuple[float, Unit | None, int]:
    """Return by what a number is to be multiplied, what it counts, and where that ends."""
    lang = side.lang if side.lang in UNITS else "en"
    folded, scale, place = side.folded, 1.0, end
    for step in range(5):
        match = _NEXT.match(folded, place)
        if match is None:
            break
        word, close = match[1], match.start(1) == place
        if step == 0 and word in _ORDINAL[lang] and close:
            return 1.0, None, match.end()
        if word in SCALES[lang] and scale == 1.0:
            if word == "mille" and not folded[end - 1].isdigit():
                break
            scale, end = SCALES[lang][word], match.end()
        elif scale == 1.0 and word in _LETTERS[lang] and _is_scale(folded, match, money=money):
            scale, end = _LETTERS[lang][word], match.end()
        elif (unit := _unit(word, lang)) is not None:
            if word in SHORT and not (match.end() - place <= len(word) + 1):
                break
            return scale, _precise(folded, match, unit), match.end()
        elif word not in BETWEEN[lang]:
            break
        place = match.end()
    return scale, None, end


def _is_scale(folded: str, match: re.Match[str], *, money: bool) -> bool:
    """Whether a letter stands for thousands or millions: $5M, 5 M$, 5k."""
    after = folded[match.end() : match.end() + 1]
    return (money and not after.isalpha()) or after == "$" or match[1] == "k"


def _unit(word: str, lang: str) -> Unit | None:
    if word.startswith(("pour", "per", "p.")) and ("cent" in word or "100" in word):
        return UNITS["en"]["%"]
    if word.startswith("°"):
        word = "°"
    return UNITS[lang].get(word)


def _precise(folded: str, match: re.Match[str], unit: Unit) -> Unit:
    """Tell percentage points from percent."""
    if unit.name == "percent" and re.match(
        r"[ \u00a0]?(?:age )?points?\b", folded[match.end() : match.end() + 12]
    ):
        return UNITS["en"]["point"]
    return unit
