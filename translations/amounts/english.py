"""Amounts as English writes them."""

import re
from collections.abc import Callable
from typing import Final

from translations.amounts.figures import (
    BEGIN,
    END,
    FISCAL_YEAR,
    PLAIN_EN,
    SCALES,
    SIGNED,
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
from translations.amounts.words import MONTH, WEEKDAY, ZONES, month_number, weekday_number

Reader = Callable[[re.Match[str]], Amount | None]

_MONTH: Final = MONTH["en"]
_DAY: Final = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]|\.[0-9])"
_YEAR: Final = r"(?P<year>[12][0-9]{3})(?![0-9]|-[0-9])"
_HALF: Final = r"\s?(?P<half>[AaPp])\.?\s?[Mm](?:\.(?=\s+[^\s]|[),;:])|\b)"
_ZONE: Final = r"(?:\s\(?(?P<zone>(?:" + "|".join(ZONES) + r")\b)\)?)?"
_WORD_SCALE: Final = r"(?P<scale>thousand|million|billion|trillion)s?\b"
# After "3.5 million", these are no nouns: « 3,5 millions en », not « 3,5 millions d'en ».
_NO_NOUN: Final = (
    r"(?:and|or|to|in|for|of|on|at|by|from|with|per|a|an|the|this|that|these|those|was|were|is|are|be"
    r"|has|have|had|will|would|can|could|may|last|next|more|less|each|every|annually|yearly|over"
    r"|under|between|as|but|than|since|until|while|when|if|so|after|before|up|down)\b"
)


def _date(match: re.Match[str]) -> Day | None:
    part = match.groupdict()
    day = int(part["day"]) if part.get("day") else None
    last = int(part["last"]) if part.get("last") else None
    if day is not None and not 1 <= day <= 31:
        return None
    if last is not None and (day is None or not day < last <= 31):
        return None
    return Day(
        month=month_number(part["month"], "en"),
        day=day,
        year=int(part["year"]) if part.get("year") else None,
        weekday=weekday_number(part["weekday"], "en") if part.get("weekday") else None,
        last_day=last,
        apart=bool(part.get("apart")),
        on=bool(part.get("on")),
        of=part.get("of") is not None,
    )


def _figures_date(match: re.Match[str]) -> Day | None:
    """Read 11/23/2026; where both could be the month, nothing is guessed."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    month, day = (second, first) if first > 12 else (first, second)
    if not (1 <= month <= 12 < day <= 31):
        return None
    return Day(month=month, day=day, year=year, numeric=True)


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower() == "p" else 0)
    if number > 24 or int(minute or 0) > 59:
        return None
    return number * 60 + int(minute or 0)


def _clock(match: re.Match[str]) -> Clock | None:
    part = match.groupdict()
    half = part.get("half")
    until = None
    if part.get("to_hour"):
        until = _minutes(part["to_hour"], part["to_minute"], half)
        own = part.get("own") or half
        start = _minutes(part["hour"], part["minute"], own)
        if start is not None and until is not None and start > until and not part.get("own"):
            start = _minutes(part["hour"], part["minute"], "a")  # 8:30–5 p.m.
        if until is None:
            return None
    else:
        start = _minutes(part["hour"], part["minute"], half)
    if start is None:
        return None
    return Clock(minutes=start, until=until, zone=part.get("zone") or "")


def _money(match: re.Match[str]) -> Money:
    part = match.groupdict()
    number = read_number((part.get("minus") or "") + part["number"], "en", counted=True)
    word, letter = part.get("scale"), part.get("letter")
    if word == "thousand":
        number = multiplied(number, 3)
    elif word:
        number = scaled(number, SCALES["en"][word.lower()])
    elif letter:
        power = scale_of_letter(letter)
        number = multiplied(number, 3) if power == 3 else scaled(number, power)
    country = (part.get("country") or part.get("after") or "")[:2].upper()
    return Money(
        number=_grouped(number),
        sign=part["sign"],
        country={"C": "CA", "A": "AU", "CD": "CA"}.get(country, country),
        short="" if word or not letter else letter,
    )


def _grouped(number: Number) -> Number:
    return Number(value=number.value, digits=number.digits, scale=number.scale, grouped=True)


def _million(match: re.Match[str]) -> Number:
    number = read_number(match["number"], "en")
    if match["scale"].lower() == "thousand":
        return multiplied(number, 3)
    return scaled(number, SCALES["en"][match["scale"].lower()], counts=bool(match["noun"]))


_NUMBER: Final = f"(?P<number>{SIGNED}{PLAIN_EN})"
_FLAGS: Final = re.ASCII

# In order: what is read first is not read again.
READERS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (FISCAL_YEAR, read_fiscal_year),
    (
        re.compile(
            rf"(?<!\w)(?:(?P<on>[Oo]n)\s+)?(?P<month>{_MONTH})\s+{_DAY}\s(?P<apart>and|&)\s"
            r"(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9:/-]|[.,][0-9])"
            rf"(?:,?\s+{_YEAR}|(?=[.,;!?)]|$|\s+(?:at|from|in|for|to|until)\b))(?!\w)"
        ),
        _date,
    ),
    (
        re.compile(
            rf"(?<!\w)(?:(?P<on>[Oo]n)\s+)?(?:(?P<weekday>{WEEKDAY['en']}),?\s+)?(?P<of>(?<=\b[Tt]he\s)|(?<=\b[Oo]ur\s)|(?<=\b[Ii]ts\s))?"
            rf"(?:[Ff]rom\s+(?=\w+\.?\s[0-9]+\s?(?:-|–|to\b|through\b)))?(?P<month>{_MONTH})\s+{_DAY}"
            r"(?:\s?(?:-|–|to\s|through\s)\s?(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9:]|[.,][0-9]|\s?[ap]\.?m\b))?"
            rf"(?:,?\s+{_YEAR}(?:,(?=\s+at\b))?|,(?=\s+at\s+[0-9]))?(?!\w)"
        ),
        _date,
    ),
    (
        re.compile(
            rf"(?<![\w$.,/:-])(?:(?P<on>[Oo]n)\s+)?(?:(?P<weekday>{WEEKDAY['en']}),?\s+)?(?:the\s+)?"
            rf"{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+{_YEAR})?(?!\w)"
        ),
        _date,
    ),
    (re.compile(rf"(?<!\w)(?P<month>{_MONTH})(?:\s+of)?,?\s+{_YEAR}(?!\w)"), _date),
    (re.compile(rf"{BEGIN}([0-9]{{1,2}})/([0-9]{{1,2}})/([12][0-9]{{3}}){END}"), _figures_date),
    (
        re.compile(
            r"(?<![\w:.,$])(?P<hour>[0-2]?[0-9])(?::(?P<minute>[0-5][0-9]))?(?:\s?(?P<own>[ap])\.?m\.?)?"
            rf"\s?[-–]\s?(?P<to_hour>[0-2]?[0-9])(?::(?P<to_minute>[0-5][0-9]))?{_HALF}{_ZONE}"
        ),
        _clock,
    ),
    (
        re.compile(
            rf"(?<![\w:.,$])(?P<hour>[01]?[0-9])(?:[:.](?P<minute>[0-5][0-9]))?{_HALF}{_ZONE}"
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
            rf"(?<![$0-9])(?P<minus>(?<![^\s(“\"«])[-−])?(?P<country>US|CA|C|AU|A)?(?P<sign>[$€£¥])\s?"
            rf"(?P<number>{PLAIN_EN})"
            rf"(?:[ \u00a0-]?{_WORD_SCALE}|(?P<letter>[KkMB])(?!\w))?"
            r"(?:\s(?P<after>USD?|CAD?|CDN|AUD?)\b)?(?![\w$])(?![.,][0-9])"
        ),
        _money,
    ),
    (
        re.compile(
            rf"{BEGIN}(?P<number>{PLAIN_EN})[ \u00a0]?(?P<letter>[kMG](?=\$))?(?P<sign>[$€£¢])"
            r"(?:\s(?P<after>USD?|CAD?|CDN|AUD?)\b)?(?![\w$])"
        ),
        _money,
    ),
    (
        re.compile(rf"{BEGIN}{_NUMBER}(?:\s?%|\s(?:per\s?cent)\b)(?!\w)", re.IGNORECASE),
        lambda match: Percent(number=read_number(match["number"], "en")),
    ),
    (
        re.compile(
            rf"{BEGIN}{_NUMBER}[ \u00a0-]{_WORD_SCALE}(?=(?P<noun>\s(?!{_NO_NOUN})[A-Za-z])?)"
        ),
        _million,
    ),
    (
        re.compile(
            rf"{BEGIN}{_NUMBER}\s?(?P<unit>°[CF]?|km/h|km|cm|mm|kg|mg|mL|kWh|kW|MW|[GMKT]B)(?!\w)"
        ),
        lambda match: Measure(number=read_number(match["number"], "en"), unit=match["unit"]),
    ),
    (
        re.compile(rf"{BEGIN}([0-9]{{1,4}})(?:st|nd|rd|th)(?!\w)", re.IGNORECASE),
        lambda match: Ordinal(number=int(match[1])),
    ),
    (
        re.compile(rf"{BEGIN}([0-9]{{1,3}})(?: |-)?(?:hours|hour(?!ly))(?!\w)", re.IGNORECASE),
        lambda match: Hours(number=int(match[1])),
    ),
    (
        re.compile(r"(?<![\w.,])['’]?((?:[12][0-9])?[0-9]0)['’]?s(?!\w)"),
        lambda match: Decade(year=match[1]),
    ),
    (re.compile(rf"{BEGIN}{_NUMBER}{END}"), lambda match: read_number(match["number"], "en")),
)
