"""Business hours in words, English and Canadian French: for the public page and holding replies."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from policies.holidaycalendar import MovableDay
from translations.catalogs import Catalog, catalog
from translations.formats import format_date, format_zone
from translations.values import Bilingual

if TYPE_CHECKING:  # the value calls these functions: at run time it would be a circle
    from policies.hours import BusinessHours, Interval

_NOON, _MIDNIGHT, _ALL_DAY = 12 * 60, 24 * 60, (0, 24 * 60)


def public_lines(hours: "BusinessHours", lang: str, *, today: date | None = None) -> list[str]:
    """Return the hours as lines for the public policy page.

    Args:
        hours: The hours.
        lang: "en" or "fr".
        today: Special dates before this day are left out.
    """
    t = catalog(lang)
    lines = []
    if not any(hours.week):
        lines.append(t("holding.hours.none"))
    else:
        for intervals, days in _groups(hours):
            shown = _intervals(t, intervals) if intervals else t("holding.hours.closed")
            key = "open" if intervals else "shut"
            zone = format_zone(hours.zone, lang)
            lines.append(t(f"holding.hours.{key}", days=_days(t, days), hours=shown, zone=zone))
    calendar = hours.calendar
    if calendar is not None and calendar.listed:
        if calendar.province is None:
            lines.append(t("holding.hours.federal"))
        else:
            place = t(f"holding.in.{calendar.province.lower()}")
            lines.append(t("holding.hours.provincial", place=place))
    also = [day for day in MovableDay if calendar is not None and day in calendar.also]
    lines += [t(f"holding.hours.{day}") for day in also]
    for day, special in sorted(hours.special.items()):
        if today is None or day >= today:
            named = f" ({special.name[lang]})" if special.name else ""
            when = format_date(day, lang, with_weekday=True) + named
            shown = _intervals(t, special.intervals)
            key = "special" if special.intervals else "special_closed"
            lines.append(t(f"holding.hours.{key}", when=_capital(when), hours=shown))
    return lines


def closure_reason(
    hours: "BusinessHours", now: datetime, *, incident: bool = False
) -> Bilingual | None:
    """Return a sentence that says why the agency is closed, None when it is open."""
    kind = hours.closure_kind(now, incident=incident)
    if kind is None:
        return None
    name = hours.holiday(now.astimezone(hours.zone).date()) if kind == "holiday" else None
    if name is not None:
        return Bilingual(
            en=catalog("en")("holding.reason.named_holiday", name=name.en),
            fr=catalog("fr")("holding.reason.named_holiday", name=name.fr),
        )
    key = f"holding.reason.{kind}"
    return Bilingual(en=catalog("en")(key), fr=catalog("fr")(key))


def moment_words(moment: datetime, lang: str, zone: ZoneInfo) -> str:
    """Return "Monday, November 23, at 8:30 a.m. (Eastern time)", or the same in French."""
    t = catalog(lang)
    local = moment.astimezone(zone)
    return t(
        "holding.moment",
        date=date_words(t, local.date()),
        time=clock_words(t, local.hour * 60 + local.minute),
        zone=format_zone(zone, lang),
    )


def date_words(t: Catalog, day: date) -> str:
    """Return "Monday, November 23" or « lundi 23 novembre »."""
    first = "1er" if t.lang == "fr" and day.day == 1 else str(day.day)
    return t(
        "holding.date",
        weekday=t(f"holding.day.{day.weekday()}"),
        month=t(f"holding.month.{day.month}"),
        day=first,
    )


def clock_words(t: Catalog, minutes: int) -> str:
    """Return a time of day, in minutes after midnight, as the language writes it."""
    within = minutes % _MIDNIGHT
    if within == 0:
        return t("holding.midnight")
    hour, minute = divmod(within, 60)
    if t.lang == "fr":
        return f"{hour}\u00a0h" + (f"\u00a0{minute:02d}" if minute else "")
    if within == _NOON:
        return "noon"
    half = "a.m." if within < _NOON else "p.m."
    return f"{hour % 12 or 12}" + (f":{minute:02d}" if minute else "") + f" {half}"


def _groups(hours: "BusinessHours") -> Iterator[tuple[tuple["Interval", ...], list[int]]]:
    """Yield runs of neighbouring days with the same hours, Monday first."""
    for intervals, days in groupby(range(7), key=lambda day: hours.week[day]):
        yield intervals, list(days)


def _days(t: Catalog, days: Sequence[int]) -> str:
    first, last = (t(f"holding.day.{day}") for day in (days[0], days[-1]))
    if len(days) == 1:
        return t("holding.days.one", first=first)
    key = "two" if days[-1] - days[0] == 1 else "run"
    return t(f"holding.days.{key}", first=first, last=last)


def _intervals(t: Catalog, intervals: Sequence["Interval"]) -> str:
    if [(one.start_min, one.end_min) for one in intervals] == [_ALL_DAY]:
        return t("holding.hours.all_day")
    parts = [
        t(
            "holding.hours.from_to",
            start=clock_words(t, one.start_min),
            end=clock_words(t, one.end_min),
        )
        for one in intervals
    ]
    if len(parts) < 2:
        return "".join(parts)
    return t("holding.hours.and", first=", ".join(parts[:-1]), last=parts[-1])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
