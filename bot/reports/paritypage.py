"""The parity report as a page for people, in one language; everything on it is escaped."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import ceil
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.reports.page import DATA
from bot.reports.paritywords import ParityWords
from policies.parity import LabelRow, LanguageRow, Measure, Parity, Rate, Verdict
from policies.policy import Policy
from translations.catalogs import catalog
from translations.formats import format_datetime
from translations.values import OFFICIAL_LANGUAGES

_STYLES: Final = ("report", "parity")
# the chart, in the units of its drawing
_LEFT: Final = 130.0  # where bars begin
_WIDE: Final = 400.0  # what the whole scale takes
_STEP: Final = 26.0  # from bar to bar
_GROUP: Final = 92.0  # from measure to measure
_TOP: Final = 22.0  # from a measure's name to its first bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One rate with its interval."""

    kind: str  # class of its colour
    name: str
    value: str
    y: float
    width: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BarGroup:
    """One measure's bars, English first on the English page."""

    name: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything that is drawn."""

    groups: tuple[BarGroup, ...]
    ticks: tuple[tuple[float, str], ...]
    height: float
    told: str  # the same in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was measured, for the top of the page."""

    file: str
    messages: int
    bad_lines: int


def parity_page(
    found: Parity, lang: str, *, policy: Policy, source: Source, zone: tzinfo, made_at: datetime
) -> str:
    """Return the page in one language.

    Args:
        found: what to show.
        lang: "en" or "fr".
        policy: whose name, version and labels are told.
        source: what was measured.
        zone: in which the time is told.
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
    words = ParityWords(t, found.limit_points)
    css = "".join((DATA / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    page = environment.get_template("parity.html.j2").render(
        f=found,
        t=t,
        w=words,
        lang=lang,
        other=other,
        other_href=f"parity.{other}.html",
        css=Markup(css),  # noqa: S704 -- our own files
        policy=policy,
        source=source,
        made=format_datetime(made_at, lang, zone),
        both=OFFICIAL_LANGUAGES if lang == "en" else OFFICIAL_LANGUAGES[::-1],
        judged=[one for one in found.comparisons if one.measure is not Measure.FLAGGED],
        languages=_in_order(found, lang),
        chart=draw(found, lang, words),
        missed=[row for row in found.labels if row.misses.english.whole + row.misses.french.whole],
        wrong=[row for row in found.labels if _falsely(row)],
        apart=Verdict.APART,
        flagged=Measure.FLAGGED,
    )
    return f"{page.strip()}\n"


def draw(found: Parity, lang: str, words: ParityWords) -> Chart:
    """Return the chart: for each measure a bar for each language, on one scale from 0."""
    pairs = [(one, {"en": one.english, "fr": one.french}) for one in found.comparisons]
    highest = max(rate.interval[1] for _, by_lang in pairs for rate in by_lang.values())
    scale = max(1, ceil(10 * highest - 1e-9)) / 10
    order = ("en", "fr") if lang == "en" else ("fr", "en")
    groups, told = [], []
    for n, (comparison, by_lang) in enumerate(pairs):
        top = _GROUP * n
        name = words.measure(comparison.measure)
        bars = tuple(
            _bar(by_lang[each], each, top + _TOP + _STEP * m, scale, words)
            for m, each in enumerate(order)
        )
        groups.append(BarGroup(name=name, y=round(top + 14, 1), bars=bars))
        told.append(_told(name, bars, lang))
    step = 0.25 if scale > 0.5 else 0.1 if scale > 0.2 else 0.05
    marks = [step * n for n in range(int(scale / step + 1e-9) + 1)]
    return Chart(
        groups=tuple(groups),
        ticks=tuple(
            (round(_LEFT + _WIDE * mark / scale, 1), words.percent(mark, 0)) for mark in marks
        ),
        height=_GROUP * len(groups) + 24,
        told=" ".join(told),
    )


def _bar(rate: Rate, lang: str, y: float, scale: float, words: ParityWords) -> Bar:
    low, high = rate.interval if rate.whole else (0.0, 0.0)
    return Bar(
        kind="draft" if lang == "en" else "review",
        name=words.lang(lang),
        value=words.rate(rate),
        y=round(y, 1),
        width=round(_WIDE * rate.share / scale, 1),
        low=round(_LEFT + _WIDE * low / scale, 1),
        high=round(_LEFT + _WIDE * high / scale, 1),
    )


def _told(name: str, bars: tuple[Bar, ...], lang: str) -> str:
    colon = ": " if lang == "en" else "\u00a0: "
    return f"{name}{colon}{'; '.join(f'{bar.name} {bar.value}' for bar in bars)}."


def _in_order(found: Parity, lang: str) -> list[LanguageRow]:
    """The reader's language first, then the other official one, then the others."""
    return sorted(found.languages, key=lambda row: (row.lang != lang, row.lang not in ("en", "fr")))


def _falsely(row: LabelRow) -> bool:
    return bool(row.false_flags.english.part or row.false_flags.french.part)
