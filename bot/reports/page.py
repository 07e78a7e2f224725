"""The report as a page for people, in one language; everything on it is escaped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.reports.values import CareRow, Findings
from bot.storage.claims import Spread, Standing
from policies.routing import Route
from translations.catalogs import Catalog, catalog
from translations.formats import (
    format_date,
    format_datetime,
    format_number,
    format_percent,
    format_time,
)
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED

DATA: Final = Path(__file__).parent / "data"
FACTS_SHOWN: Final = 12
CLAIMS_SHOWN: Final = 12
_SHOWN_ROUTES: Final = (Route.ESCALATE, Route.REVIEW, Route.DRAFT, Route.IGNORE)
_OWN_NAMES: Final = {"en": "English", "fr": "Français"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One part of a stacked bar, in percent of its width."""

    kind: str
    start: float
    width: float


def report_page(
    findings: Findings, lang: str, *, title: str, zone: tzinfo, made_at: datetime
) -> str:
    """Return the page in one language.

    Args:
        findings: what to show.
        lang: "en" or "fr".
        title: key of the page's title.
        zone: in which times are told.
        made_at: aware; when the page was made.
    """
    t = catalog(lang)
    other = "en" if lang == "fr" else "fr"
    environment = Environment(
        loader=FileSystemLoader(DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        lstrip_blocks=True,
    )
    words = _Words(t, zone)
    page = environment.get_template("report.html.j2").render(
        f=findings,
        t=t,
        lang=lang,
        other=other,
        other_href=f"report.{other}.html",
        title=t(title),
        css=Markup((DATA / "report.css").read_text(encoding="utf-8")),  # noqa: S704 -- our own file
        period=words.period(findings),
        made=words.moment(made_at),
        tiles=_tiles(findings),
        routes=_SHOWN_ROUTES,
        ignore=Route.IGNORE,
        stacked=_stacked(findings),
        both=OFFICIAL_LANGUAGES if lang == "en" else OFFICIAL_LANGUAGES[::-1],
        most_found=max((row.count for row in findings.labels), default=0),
        facts_shown=FACTS_SHOWN,
        claims_shown=CLAIMS_SHOWN,
        claim_standings=tuple(standing.value for standing in Standing),
        reach_words=words.reach,
        most_contradicted=max((row.contradicts for row in findings.facts), default=0),
        queue_words=words.queue(findings),
        key=_key(t, live=findings.live),
        care_words=words.care,
        colon=": " if lang == "en" else "\u00a0: ",
        number=words.number,
        share=share,
        percent=words.percent,
        share_words=words.share,
        short_moment=words.short_moment,
        lang_name=words.lang_name,
        lang_of=lang_of,
        own_name=_OWN_NAMES.__getitem__,
        rule_list=words.rules,
        severity_kind=_severity_kind,
    )
    return f"{page.strip()}\n"


class _Words:
    """Numbers and moments as one language writes them."""

    def __init__(self, t: Catalog, zone: tzinfo) -> None:
        self._t = t
        self._zone = zone

    def number(self, count: int) -> str:
        return format_number(count, self._t.lang)

    def share(self, part: int, whole: int) -> str:
        percent = share(part, whole)
        if 0 < percent < 1 or (part < whole and percent > 99):
            return format_percent(percent, self._t.lang)
        return format_percent(round(percent), self._t.lang)

    def percent(self, percent: float) -> str:
        return format_percent(percent, self._t.lang)

    def moment(self, moment: datetime) -> str:
        return format_datetime(moment, self._t.lang, self._zone)

    def short_moment(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        day = format_date(local.date(), self._t.lang, with_weekday=False)
        return f"{day}, {format_time(local, self._t.lang)}"

    def period(self, findings: Findings) -> str:
        if findings.first_at is None or findings.last_at is None:
            return ""
        lang = self._t.lang
        first, last = (
            format_date(moment.astimezone(self._zone).date(), lang, with_weekday=False)
            for moment in (findings.first_at, findings.last_at)
        )
        if first == last:
            return self._t("report.period.day", first=first)
        return self._t("report.period", first=first, last=last)

    def care(self, row: CareRow) -> str:
        day = format_date(row.day, self._t.lang) if row.day is not None else ""
        return self._t(f"report.care.{row.need}", day=day, people=self.number(row.people))

    def reach(self, one: Spread) -> str:
        if one.reach is None:
            return self._t("claims.report.unknown")
        return self._t("claims.report.reach", reach=self.number(one.reach))

    def queue(self, findings: Findings) -> str:
        shown = len(findings.queue)
        if shown == findings.waiting:
            return self._t.plural("report.queue.all", shown)
        return self._t.plural("report.queue.text", findings.waiting, shown=self.number(shown))

    def lang_name(self, code: str) -> str:
        return language_name(code, self._t)

    def rules(self, rules: Sequence[tuple[str, int]]) -> str:
        return ", ".join(f"{name} ({self.number(count)})" for name, count in rules)


def _key(t: Catalog, *, live: bool) -> Callable[[str], str]:
    """Return what finds a sentence: an installation at work is spoken of otherwise than a trial."""

    def find(name: str) -> str:
        return f"{name}.live" if live and f"{name}.live" in t else name

    return find


def language_name(code: str, t: Catalog) -> str:
    """Return a language's name, as a row of a table begins: with a capital."""
    from babel import Locale

    if code == UNDETERMINED:
        return t("report.lang.und")
    name: str = Locale("fr" if t.lang == "fr" else "en", "CA").languages.get(code, code)
    return name[:1].upper() + name[1:]


def lang_of(code: str) -> Markup:
    """Return the attribute that tells a screen reader the language of a message."""
    return Markup("") if code == UNDETERMINED else Markup(' lang="{}"').format(code)


def share(part: float, whole: float) -> float:
    """Return a share in percent with one decimal, 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def _tiles(findings: Findings) -> list[tuple[str, int]]:
    tiles = [
        ("messages", findings.messages),
        ("person", findings.needs_person),
        ("urgent", findings.urgent),
        ("flagged", findings.flagged),
        ("drafts", findings.drafts),
        ("holding", findings.automatic.holding),
    ]
    return [*tiles, ("errors", findings.errors)] if findings.errors else tiles


def _stacked(findings: Findings) -> list[Stretch]:
    parts: list[Stretch] = []
    start = 0.0
    for route in _SHOWN_ROUTES:
        width = (
            100 * findings.by_route.get(route, 0) / findings.messages if findings.messages else 0
        )
        parts.append(Stretch(kind=route.value, start=round(start, 2), width=round(width, 2)))
        start += width
    return parts


def _severity_kind(severity: int) -> str:
    return "escalate" if severity >= 4 else "review" if severity >= 2 else "ignore"
