"""Dates as both languages write them, and whether a translation keeps them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from translations.checks.findings import Finding, between
from translations.checks.text import Pair, Side, Span

_MONTH_WORDS: Final = {
    "en": (
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug"
        "|september sept sep|october oct|november nov|december dec"
    ),
    "fr": (
        "janvier janv|fevrier fevr fev|mars|avril avr|mai|juin|juillet juil|aout|septembre sept"
        "|octobre oct|novembre nov|decembre dec"
    ),
}
_WEEKDAY_WORDS: Final = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
MONTHS: Final = {
    lang: {
        word: number
        for number, group in enumerate(groups.split("|"), start=1)
        for word in group.split()
    }
    for lang, groups in _MONTH_WORDS.items()
}
WEEKDAYS: Final = {
    lang: {word: number for number, word in enumerate(names.split(), start=1)}
    for lang, names in _WEEKDAY_WORDS.items()
}
_NAMES: Final = {
    lang: "|".join(sorted(names, key=len, reverse=True)) for lang, names in MONTHS.items()
}
_YEAR: Final = r"(?:1[5-9]|20)\d\d(?!\d)"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_ISO: Final = rf"(?P<iso>{_YEAR}-(?:1[0-2]|0[1-9])-(?:3[01]|[12]\d|0[1-9])(?!\d))"
_SLASHED: Final = rf"(?P<slashed>(?<![\d/])\d{{1,2}}/\d{{1,2}}/{_YEAR})"
_EN_DAY: Final = rf"{_DAY}(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)"
_EN_DAYS: Final = rf"{_EN_DAY}(?:(?:,? (?:and|or|to|through) |, |\s?[-–]\s?){_EN_DAY}(?! [a-z]))*"
_FR_DAYS: Final = (
    rf"(?:{_DAY}(?:\s?er)?(?:,? (?:et|ou|au|et le|ou le|et du|jusqu'au) |, (?:le )?|\s?[-–]\s?))*"
    rf"{_DAY}(?:\s?er)?"
)
_DATES: Final = {
    "en": re.compile(
        rf"{_ISO}|{_SLASHED}"
        rf"|\b(?P<month>{_NAMES['en']})\b\.?"
        rf"(?:,? (?P<years>{_YEAR})|\s(?:the )?(?P<days>{_EN_DAYS})"
        rf"(?:,? (?:of )?(?P<year>{_YEAR}))?)?"
        rf"|(?<![\d.,])(?P<jours>{_DAY}(?:st|nd|rd|th)?) (?:of )?(?P<mois>{_NAMES['en']})\b"
        rf"(?:\.?,? (?P<an>{_YEAR}))?"
    ),
    "fr": re.compile(
        rf"{_ISO}|{_SLASHED}"
        rf"|(?<![\d.,])(?P<jours>{_FR_DAYS})[ \u00a0](?:de )?(?P<mois>{_NAMES['fr']})\b"
        rf"(?:\.?,?[ \u00a0](?:de )?(?P<an>{_YEAR}))?"
        rf"|\b(?P<month>{_NAMES['fr']})\b\.?(?:,?[ \u00a0](?:de )?(?P<years>{_YEAR})"
        rf"|\s(?P<days>{_EN_DAY})(?:,? (?P<year>{_YEAR}))?)?"
    ),
}
_MAYBE: Final = {lang: re.compile(rf"(?:{names})|\d[-/]\d") for lang, names in _NAMES.items()}
_WEEKDAY: Final = {
    lang: re.compile(r"\b(?:" + "|".join(names) + r")(?=s?\b)") for lang, names in WEEKDAYS.items()
}
_NUMBER: Final = re.compile(r"\d+")
# words before "may" or "march" that make it a month where no number stands beside it
_BEFORE: Final = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|through|and|early|late|mid|last|next|this|every|each"
    r"|during|for|and|or|between)[ -]$"
)
# names that are ordinary words, too: months where written so, with a number or after "in"
_DOUBTFUL: Final = frozenset({"may", "march", "mar", "mars", "sept", "jan", "dec", "jun", "sep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A date, as far as it is told, and where."""

    span: Span
    month: int
    day: int | None = None
    year: int | None = None
    swapped: bool = False  # day and month could be the other way round: 03/04/2026

    def meets(self, other: "Date") -> bool:
        """Whether both can be the same day: nothing that both tell differs."""
        if self.year and other.year and self.year != other.year:
            return False
        if (self.swapped or other.swapped) and self.day and other.day:
            return {self.day, self.month} == {other.day, other.month}
        if self.month != other.month:
            return False
        return not (self.day and other.day) or self.day == other.day


def dates(side: Side) -> list[Date]:
    """Return the dates of a text, in order; each day of a list of days is one."""
    known = side.readings.get(dates)
    if known is None:
        known = side.readings[dates] = list(_read(side)) if side.lang in _DATES else []
    return known  # type: ignore[return-value]  # what `_read` gave


def _read(side: Side) -> Iterator[Date]:
    folded = side.folded
    if not _MAYBE[side.lang].search(folded):
        return
    for match in _DATES[side.lang].finditer(folded):
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            yield Date(span=match.span(), year=year, month=month, day=day)
        elif match["slashed"]:
            yield from _slashed(match, side.lang)
        else:
            name = match["month"] or match["mois"]
            days = match["days"] or match["jours"]
            year_text = match["year"] or match["years"] or match["an"]
            if days or year_text or _is_month(side, match, name):
                month = MONTHS[side.lang][name]
                year_ = int(year_text) if year_text else None
                for day_text in _days(days):
                    yield Date(span=match.span(), year=year_, month=month, day=day_text)


def _days(text: str | None) -> Sequence[int | None]:
    return [int(one) for one in _NUMBER.findall(text)] if text else [None]


def _slashed(match: re.Match[str], lang: str) -> Iterator[Date]:
    first, second, year = map(int, match["slashed"].split("/"))
    month, day = (first, second) if lang == "en" else (second, first)
    if month > 12:
        month, day = day, month
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield Date(span=match.span(), year=year, month=month, day=day, swapped=day <= 12)


def _is_month(side: Side, match: re.Match[str], name: str) -> bool:
    if name not in _DOUBTFUL:
        return len(name) > 3 or side.lang == "fr"
    if side.lang == "fr":  # « mars », but not « Mars »; « sept » is a number
        return name == "mars" and side.text[match.start()].islower()
    return side.text[match.start()].isupper() and bool(
        _BEFORE.search(side.folded, max(0, match.start() - 10), match.start())
    )


def check_dates(pair: Pair) -> Iterator[Finding]:
    """Find dates, months and days of the week that one text has and the other has not."""
    if not pair.official:
        return
    ours, theirs = dates(pair.source), dates(pair.target)
    if ours or theirs:
        lost = _missing(ours, theirs)
        added = _missing(theirs, ours)
        if lost or added:
            yield between(
                "dates",
                pair,
                lost=[one.span for one in lost],
                added=[one.span for one in added],
            )
            return
    yield from _weekdays(pair)


def _missing(told: Sequence[Date], others: Sequence[Date]) -> list[Date]:
    known = {(one.year, one.month, one.day, one.swapped): one for one in others}
    return [
        one
        for one in told
        if (one.year, one.month, one.day, one.swapped) not in known
        and not any(map(one.meets, known.values()))
    ]


def _weekdays(pair: Pair) -> Iterator[Finding]:
    if WEEKDAYS["en"].keys().isdisjoint(pair.source.bag | pair.target.bag) and WEEKDAYS[
        "fr"
    ].keys().isdisjoint(pair.source.bag | pair.target.bag):
        return
    ours, theirs = (
        {WEEKDAYS[side.lang][m[0]]: m.span() for m in _WEEKDAY[side.lang].finditer(side.folded)}
        for side in (pair.source, pair.target)
    )
    lost = [span for day, span in ours.items() if day not in theirs]
    added = [span for day, span in theirs.items() if day not in ours]
    if lost and added:  # a day that one text leaves out is told by the context
        yield between("dates", pair, lost=lost, added=added)
