"""Times of day as both languages write them: "8:30 a.m.", « 20 h 30 », noon."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from translations.checks.text import Side, Span

_HOUR: Final = r"(?<![\d.,:/$])(?P<hour>[01]?\d|2[0-4])"
_MINUTE: Final = r"(?P<minute>[0-5]\d)"
_CLOCKS: Final = {
    "en": re.compile(
        rf"{_HOUR}(?:[:.]{_MINUTE})?\s?(?P<half>[ap])\.?m\b\.?"
        rf"|(?<![\d.,:/$])(?P<hour2>[01]?\d|2[0-4])(?::(?P<minute2>[0-5]\d)(?![\d:%])| ?h ?"
        rf"(?P<minute3>[0-5]\d)\b| o'clock\b)"
        r"|\b(?P<word>noon|midnight)\b"
    ),
    "fr": re.compile(
        rf"{_HOUR}(?:[ \u00a0\u202f]?h(?:eures?)?\b(?:[ \u00a0\u202f]?(?P<minute>[0-5]?\d)"
        rf"(?![\d$%]|,\d|[ \u00a0](?:[$%\d]|ans|jours|heures|minutes)))?"
        rf"|(?:[ \u00a0]?h)(?P<minute2>[0-5]\d)\b|:(?P<minute3>[0-5]\d)(?![\d:%])"
        r"(?:[ \u00a0]?h(?:eures?)?\b)?)"
        r"(?P<half>[ \u00a0](?:du matin|de l'apres-midi|du soir|de la nuit|[ap]\.?m\b\.?))?"
        rf"|(?<![\d.,:/$])(?P<hour2>[01]?\d|2[0-4])[ \u00a0](?P<english>[ap])\.?m\b\.?"
        r"|\b(?P<word>midi|minuit)\b(?! moins)"
    ),
}
_MAYBE: Final = re.compile(
    r"\d\s?(?:h|:|[ap]\.?m\b|o'clock)|\d\.\d\d\s?[ap]\.?m|noon|mi(?:dnight|nuit|di)\b"
)
_WORDS: Final = {"noon": 720, "midi": 720, "midnight": 0, "minuit": 0}
_DAY: Final = 1440  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time of day."""

    span: Span
    minutes: frozenset[int]  # after midnight; two where nobody says which half of the day
    hours: int | None = None  # « 24 h » can be a duration: this many hours, then
    spelt: bool = False


def times(side: Side) -> Iterator[Time]:
    """Yield the times of day of a text, in order."""
    if side.lang not in _CLOCKS or not _MAYBE.search(side.folded):
        return
    for match in _CLOCKS[side.lang].finditer(side.folded):
        if match["word"]:
            value = _WORDS[match["word"]]
            yield Time(span=match.span(), minutes=frozenset({value, value or _DAY}), spelt=True)
        else:
            yield _time(match, side.lang)


def _time(match: re.Match[str], lang: str) -> Time:
    groups = match.groupdict()
    hour = int(groups["hour"] or groups["hour2"])
    told = groups.get("minute") or groups.get("minute2") or groups.get("minute3")
    minute = int(told or 0)
    half = (groups["half"] or groups.get("english") or "").strip(" \u00a0")
    minutes = {hour * 60 + minute}
    if half.startswith("a") or half == "du matin":
        minutes = {hour % 12 * 60 + minute}
    elif half.startswith("p") or half in {"de l'apres-midi", "du soir"}:
        minutes = {(hour % 12 + 12) * 60 + minute}
    elif half == "de la nuit" or (lang == "en" and hour <= 12):
        minutes = {hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute}
    minutes = {one % _DAY for one in minutes}
    bare = lang == "fr" and not told and not half
    return Time(span=match.span(), minutes=frozenset(minutes), hours=hour if bare else None)
