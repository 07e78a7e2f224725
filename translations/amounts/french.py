"""Amounts as French writes them."""

import re
from collections.abc import Callable
from typing import Final

from translations.amounts.figures import (
    BEGIN,
    END,
    FISCAL_YEAR,
    PLAIN_EN,
    PLAIN_FR,
    SCALES,
    SIGNED,
    SPACE,
    multiplied,
    read_fiscal_year,
    read_number,
    scale_of_letter,
    scaled,
)
from translations.amounts.values import (
    Amount,
    Clock,
    Day,
    Decade,
    Hours,
    Measure,
    Money,
    Number,
    Ordinal,
    Percent,
)
from translations.amounts.words import (
    MONTH,
    UNITS,
    WEEKDAY,
    ZONES,
    ends_with_word,
    month_number,
    weekday_number,
)

Reader = Callable[[re.Match[str]], Amount | None]

_MONTH: Final = MONTH["fr"]
_DAY: Final = r"(?P<day>1er|1ᵉʳ|[0-3]?[0-9])"
_YEAR: Final = r"(?P<year>[12][0-9]{3})(?![0-9]|-[0-9])"
_GAP: Final = f"{SPACE}+"
_BY_FRENCH: Final = {french: english for english, french in ZONES.items()}
_ZONE: Final = r"(?:\s\(?(?P<zone>(?:" + "|".join(_BY_FRENCH) + r")\b)\)?)?"
_ENGLISH_UNIT: Final = {french: english for english, french in UNITS.items()}
# Before a day: « avant le 23 novembre » is "before November 23", without "on".
_LEADS: Final = frozenset(
    "avant après depuis dès jusqu'au jusqu' vers pour d'ici ici est sera était soit que entre et ou"
    " devient passé".split()
)
# Before hours: so long, not so late; and the other way round.
_LASTS: Final = re.compile(
    r"(?i)(?:\b(?:en|pendant|durant|dans|chaque|toutes\sles|sous)"
    r"|\b(?:plus|moins|délai|durée|période|semaine|journée)s?\sd[e'’])\s*\Z"
)
_STRIKES: Final = re.compile(r"(?i)(?:\b(?:à|dès|vers|avant|après|jusqu['’]à|entre)|\bde)\s\Z")


def _date(match: re.Match[str]) -> Day | None:
    part = match.groupdict()
    day = _day_number(part.get("day"))
    last = _day_number(part.get("last"))
    if day is not None and not 1 <= day <= 31:
        return None
    if last is not None and (day is None or not day < last <= 31):
        return None
    before = match.string[: match.start()]
    article = bool(part.get("article"))
    return Day(
        month=month_number(part["month"], "fr"),
        day=day,
        year=int(part["year"]) if part.get("year") else None,
        weekday=weekday_number(part["weekday"], "fr") if part.get("weekday") else None,
        last_day=last,
        apart=bool(part.get("apart")),
        on=article and not ends_with_word(before, _LEADS) and _happens(match),
    )


def _happens(match: re.Match[str]) -> bool:
    """Whether something happens on a day: at the start of a sentence, a comma says so."""
    if match.string[: match.start()].strip():
        return True
    return match.string[match.end() : match.end() + 1] == ","


def _day_number(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _figures_date(match: re.Match[str]) -> Day | None:
    """Read 23/11/2026; where both could be the month, nothing is guessed."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (second, first) if second > 12 else (first, second)
    if not (1 <= month <= 12 < day <= 31):
        return None
    return Day(month=month, day=day, year=year, numeric=True)


def _clock(match: re.Match[str]) -> Amount | None:
    part = match.groupdict()
    hour, minute = int(part["hour"]), int(part.get("minute") or 0)
    if minute > 59:
        return None
    before = match.string[: match.start()]
    late = hour > 24 or (hour == 24 and not _STRIKES.search(before[-24:]))
    if part.get("minute") is None and (late or _LASTS.search(before[-24:])):
        return Hours(number=hour)
    if hour > 24:
        return None
    until = None
    if part.get("to_hour"):
        until = int(part["to_hour"]) * 60 + int(part["to_minute"] or 0)
    zone = part.get("zone")
    return Clock(minutes=hour * 60 + minute, until=until, zone=_BY_FRENCH[zone] if zone else "")


def _hours(match: re.Match[str]) -> Amount | None:
    """Read « 8 heures »: a time only where the word before says so."""
    hour, before = int(match[1]), match.string[: match.start()][-24:]
    if hour <= 24 and _STRIKES.search(before) and not _LASTS.search(before):
        return Clock(minutes=hour * 60)
    return Hours(number=hour)


def _money(match: re.Match[str]) -> Money:
    part = match.groupdict()
    word, letter = part.get("scale"), part.get("letter")
    number = read_number(part["number"], "fr", counted=not word and not letter)
    if word:
        number = scaled(number, SCALES["fr"][word.lower().rstrip("s")])
    elif letter:
        power = scale_of_letter(letter)
        number = multiplied(number, 3) if power == 3 else scaled(number, power)
    after = (part.get("after") or "").lower()
    return Money(
        number=Number(value=number.value, digits=number.digits, scale=number.scale, grouped=True),
        sign=part.get("sign") or "$",
        country=_country(after),
        short="" if word or not letter else letter,
    )


def _country(after: str) -> str:
    if after.startswith(("us", "é", "américain")):
        return "US"
    return {"c": "CA", "a": "AU"}.get(after[:1], "")


def _million(match: re.Match[str]) -> Number:
    number = read_number(match["number"], "fr")
    if match["scale"].lower() == "mille":
        return multiplied(number, 3)
    scale = SCALES["fr"][match["scale"].lower()]
    return scaled(number, scale, counts=bool(match["of"]))


_NUMBER: Final = f"(?P<number>{SIGNED}{PLAIN_FR})"
_AFTER: Final = (
    r"(?:\s(?P<after>US|CA(?:N|D)?|AU|É\.-U\.|canadiens?|américains?|australiens?)(?!\w))?"
)

# In order: what is read first is not read again.
READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (FISCAL_YEAR, read_fiscal_year),
    (
        re.compile(
            rf"(?<!\w)[Dd]u{_GAP}(?:(?P<weekday>{WEEKDAY['fr']}){_GAP})?{_DAY}{_GAP}au{_GAP}"
            rf"(?P<last>[0-3]?[0-9]){_GAP}(?P<month>{_MONTH})(?:{_GAP}{_YEAR})?(?!\w)"
        ),
        _date,
    ),
    (
        re.compile(
            rf"(?<!\w)(?P<article>[Ll]es?){_GAP}{_DAY}{_GAP}(?P<apart>et)(?:{_GAP}le)?{_GAP}"
            rf"(?P<last>[0-3]?[0-9]){_GAP}(?P<month>{_MONTH})(?:{_GAP}{_YEAR})?(?!\w)"
        ),
        _date,
    ),
    (
        re.compile(
            rf"(?<![\w$.,/:-])(?:(?P<article>[Ll]e|LE){_GAP})?"
            rf"(?:(?P<weekday>{WEEKDAY['fr']}),?{_GAP}(?:le{_GAP})?)?"
            rf"{_DAY}{_GAP}(?P<month>{_MONTH})(?:{_GAP}{_YEAR})?(?!\w)"
        ),
        _date,
    ),
    (re.compile(rf"(?<!\w)(?P<month>{_MONTH}){_GAP}{_YEAR}(?!\w)"), _date),
    (re.compile(rf"{BEGIN}([0-9]{{1,2}})/([0-9]{{1,2}})/([12][0-9]{{3}}){END}"), _figures_date),
    (
        re.compile(
            rf"(?<![\w:.,$])(?P<hour>[0-2]?[0-9]){SPACE}?[hH](?:{SPACE}?(?P<minute>[0-5]?[0-9]))?"
            rf"{SPACE}?[-–]{SPACE}?(?P<to_hour>[0-2]?[0-9]){SPACE}?[hH]"
            rf"(?:{SPACE}?(?P<to_minute>[0-5]?[0-9]))?(?![\w'’]){_ZONE}"
        ),
        _clock,
    ),
    (
        re.compile(
            rf"(?<![\w:.,$/-])(?P<hour>[0-9]{{1,3}}){SPACE}?[hH](?:{SPACE}?(?P<minute>[0-5]?[0-9]))?"
            rf"(?![\w'’])(?![.,:/][0-9]){_ZONE}"
        ),
        _clock,
    ),
    (
        re.compile(
            rf"(?<![\w:.,$/-])(?P<hour>[0-2]?[0-9]){SPACE}heures?{SPACE}(?P<minute>[0-5][0-9])"
            r"(?!\w)(?![.,:/][0-9])"
        ),
        _clock,
    ),
    (
        re.compile(
            r"(?<![\w:.,$/-])(?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9])(?![\w:])(?![.,][0-9])"
            rf"{_ZONE}"
        ),
        _clock,
    ),
    (
        re.compile(
            rf"{BEGIN}{_NUMBER}{SPACE}?(?:(?P<letter>[kMG])?{SPACE}?(?P<sign>[$€£¥¢])"
            rf"|(?P<scale>millions?|milliards?|billions?)\s+(?:de\s+dollars?|d['’](?P<euro>euros?)))"
            rf"(?![$\d]){_AFTER}(?!\w)"
        ),
        lambda match: None if match["euro"] else _money(match),
    ),
    (
        re.compile(rf"(?<![\w$])(?P<sign>[$€£¥]){SPACE}?(?P<number>{PLAIN_EN}){END}{_AFTER}"),
        _money,
    ),
    (
        re.compile(rf"{BEGIN}{_NUMBER}{SPACE}*(?:%|pour\s?cent\b|p\.\s?100\b)(?!\w)"),
        lambda match: Percent(number=read_number(match["number"], "fr")),
    ),
    (
        re.compile(
            rf"{BEGIN}{_NUMBER}{SPACE}(?P<scale>million|milliard|billion|mille)(?:s\b|\b)"
            r"(?P<of>\s(?:de(?=\s[^\W\d])|d['’](?=[^\W\d])))?",
            re.IGNORECASE,
        ),
        _million,
    ),
    (
        re.compile(
            rf"{BEGIN}{_NUMBER}{SPACE}?(?P<unit>°{SPACE}?[CF]?|km/h|km|cm|mm|kg|mg|mL|kWh|kW|MW|[GMKT]o)(?!\w)"
        ),
        lambda match: Measure(
            number=read_number(match["number"], "fr"),
            unit=_ENGLISH_UNIT.get(match["unit"], re.sub(SPACE, "", match["unit"])),
        ),
    ),
    (
        re.compile(
            rf"{BEGIN}([0-9]{{1,4}}){SPACE}?(?:i?ères?|ers?|res?|i?[èe]mes?|nde?s?|e|es)(?!\w)"
        ),
        lambda match: Ordinal(number=int(match[1])),
    ),
    (re.compile(rf"{BEGIN}([0-9]{{1,3}}){SPACE}heures?(?!\w)"), _hours),
    (
        re.compile(rf"(?<!\w)années{SPACE}((?:[12][0-9])?[0-9]0)(?!\w)(?!,?\s(?:et|à|ou)\s[0-9])"),
        lambda match: Decade(year=match[1]),
    ),
    (
        re.compile(rf"{BEGIN}{_NUMBER}{END}"),
        lambda match: read_number(match["number"], "fr", counted=True),
    ),
)
