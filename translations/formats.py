"""Dates, times, numbers and amounts as Canadian English and Canadian French write them.

Names come from CLDR (en_CA, fr_CA) through Babel; what CLDR writes differently from our French
rules is corrected here: « 8 h 30 », 1er, no-break spaces, the straight apostrophe.
"""

from datetime import date, datetime, time, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NBSP: Final = "\u00a0"
_LOCALES: Final = {"en": "en_CA", "fr": "fr_CA"}
# CLDR has no generic name for these.
_ZONES: Final = {
    "America/Whitehorse": {"en": "Yukon time", "fr": "heure du Yukon"},
    "America/Dawson": {"en": "Yukon time", "fr": "heure du Yukon"},
    "UTC": {"en": "UTC", "fr": "UTC"},
}

Amount = int | float | Decimal


def format_date(day: date, lang: str, *, with_weekday: bool = False) -> str:
    """Return "Monday, November 23, 2026" or « lundi 23 novembre 2026 », without an article."""
    from babel.dates import get_day_names, get_month_names

    locale = _locale(lang)
    month = get_month_names("wide", locale=locale)[day.month]
    weekday = get_day_names("wide", locale=locale)[day.weekday()]
    if lang == "fr":
        number = "1er" if day.day == 1 else str(day.day)
        text = f"{number} {month} {day.year}"
        return f"{weekday} {text}" if with_weekday else text
    text = f"{month} {day.day}, {day.year}"
    return f"{weekday}, {text}" if with_weekday else text


def format_time(moment: time | datetime, lang: str) -> str:
    """Return "8:30 a.m." or « 8 h 30 », in the zone that the moment is already in."""
    if lang == "fr":
        minutes = f"{NBSP}{moment.minute:02}" if moment.minute else ""
        return f"{moment.hour}{NBSP}h{minutes}"
    _locale(lang)
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {half}"


def format_zone(tz: tzinfo, lang: str) -> str:
    """Return "Eastern time" or « heure de l'Est »: the same in summer and winter."""
    from babel.dates import get_timezone_name

    name = str(tz)
    if name in _ZONES:
        return _ZONES[name][lang]
    text = get_timezone_name(tz, width="long", zone_variant="generic", locale=_locale(lang))
    return text.replace("\u2019", "'") if lang == "fr" else text.replace(" Time", " time")


def format_datetime(moment: datetime, lang: str, tz: tzinfo, with_weekday: bool = True) -> str:
    """Return the day, time and zone of an aware moment as read in a zone.

    "Monday, November 23, 2026, at 8:30 a.m. (Eastern time)";
    « le lundi 23 novembre 2026 à 8 h 30 (heure de l'Est) ».

    Raises:
        ValueError: the moment has no zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment without a zone cannot be told to people")
    local = moment.astimezone(tz)
    day = format_date(local.date(), lang, with_weekday=with_weekday)
    clock, zone = format_time(local, lang), format_zone(tz, lang)
    return f"le {day} à {clock} ({zone})" if lang == "fr" else f"{day}, at {clock} ({zone})"


def format_number(number: Amount, lang: str, *, decimals: int | None = None) -> str:
    """Return "1,234.5" or « 1 234,5 »; `decimals` fixes how many digits follow the mark."""
    _locale(lang)
    value = Decimal(str(number))
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{value:,f}"
    return text.translate({0x2C: NBSP, 0x2E: ","}) if lang == "fr" else text


def format_money(amount: Amount, lang: str) -> str:
    """Return "$1,234.50" or « 1 234,50 $ »; whole dollars have no cents."""
    value = Decimal(str(amount)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    decimals = 0 if value == value.to_integral_value() else 2
    text = format_number(abs(value), lang, decimals=decimals)
    sign = "-" if value < 0 else ""
    return f"{sign}{text}{NBSP}$" if lang == "fr" else f"{sign}${text}"


def format_percent(percent: Amount, lang: str) -> str:
    """Return "5.25%" or « 5,25 % » of a number already in percent."""
    text = format_number(percent, lang)
    return f"{text}{NBSP}%" if lang == "fr" else f"{text}%"


def _locale(lang: str) -> str:
    try:
        return _LOCALES[lang]
    except KeyError:
        raise ValueError(f"formats exist for en and fr, not for {lang!r}") from None
