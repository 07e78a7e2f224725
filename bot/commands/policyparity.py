"""`liaison policy parity`: how the policy treats English and French, on labelled messages."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.lines import Answer, Counted, opened, write_rows
from bot.commands.options import DEFAULT_NOW, STANDARD_INPUT, PolicyOption
from bot.commands.progress import Progress
from bot.commands.session import Session, session
from bot.faults import ExitCode
from bot.platforms.jsonl import BadLine
from bot.platforms.labelled import LabelledMessage, read_labelled
from bot.reports.files import write_text
from bot.reports.paritypage import Source, parity_page
from bot.reports.paritywords import ParityWords
from policies.document import SHIPPED, load_policy
from policies.parity import LIMIT_POINTS, Comparison, Measure, Observation, Parity, Rate, parity
from policies.policy import Policy
from policies.routing import Route
from policies.screening import Screener
from translations.detection import Detector
from translations.values import OFFICIAL_LANGUAGES


def compare_languages(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="cli.policy.parity.file", metavar="FILE", show_default=False)
    ],
    policy: PolicyOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="cli.policy.parity.out", metavar="DIR")
    ] = None,
    limit: Annotated[
        float,
        typer.Option("--limit", help="cli.policy.parity.limit", metavar="NUMBER", min=0, max=100),
    ] = LIMIT_POINTS,
    json: Annotated[bool, typer.Option("--json", help="cli.policy.parity.json")] = False,
) -> ExitCode:
    """Measure, tell, and write the pages; nothing is stored and nothing is sent."""
    here = session(ctx)
    document = load_policy(policy or SHIPPED)
    bad: list[BadLine] = []
    found = parity(_observations(here, file, document, bad), limit_points=limit)
    if json:
        write_rows([parity_row(found)])
    else:
        _tell(here, found)
    if out is not None:
        source = Source(
            file=here.t("cli.lines.standard_input") if file == STANDARD_INPUT else file.name,
            messages=sum(row.messages for row in found.languages),
            bad_lines=len(bad),
        )
        _write(here, out, found, document, source, told=not json)
    if bad:
        return ExitCode.BAD_LINES
    return ExitCode.FAULTS if found.apart else ExitCode.OK


def parity_row(found: Parity) -> Answer:
    """Return a parity report as docs/cli.md shows it."""
    return {
        "limit_points": found.limit_points,
        "apart": found.apart,
        "languages": [
            {
                "lang": row.lang,
                "messages": row.messages,
                "labelled": row.labelled,
                **{measure.value: _rate_row(rate) for measure, rate in row.rates.items()},
                "median_ms": round(row.median_ms, 3),
                "p95_ms": round(row.p95_ms, 3),
            }
            for row in found.languages
        ],
        "gaps": {one.measure.value: _gap_row(one) for one in found.comparisons},
        "labels": [
            {
                "label": row.label,
                **{
                    one.measure.value: {
                        "en": _rate_row(one.english),
                        "fr": _rate_row(one.french),
                        **_gap_row(one),
                    }
                    for one in (row.false_flags, row.misses)
                },
            }
            for row in found.labels
        ],
    }


def _observations(
    here: Session, path: Path, document: Policy, bad: list[BadLine]
) -> Iterator[Observation]:
    screener, detector = Screener(document), Detector()
    detector.detect("")  # loads its models, so that no message waits for them
    with (
        opened(here, path) as (source, name, total),
        Progress(here.t("cli.policy.parity.progress"), total) as bar,
    ):
        counted = Counted(source)
        for line in read_labelled(
            counted, file=name, default_now=DEFAULT_NOW, known=document.labels.keys()
        ):
            if isinstance(line, BadLine):
                bad.append(line)
                here.complain(line.render(here.t))
            else:
                yield _observe(line, screener, detector)
            bar.reach(counted.bytes_read)


def _observe(line: LabelledMessage, screener: Screener, detector: Detector) -> Observation:
    message = line.message
    started = time.perf_counter()
    detection = detector.detect(message.text)
    # each for itself: how often a text was repeated is nothing that its label tells
    screening = screener.screen(message, detection)
    latency_ms = 1_000 * (time.perf_counter() - started)
    return Observation(
        lang=message.stated_lang or detection.lang,
        flagged=screening.flagged,
        labels=frozenset(
            label.label
            for label in screening.labels
            if label.route.rank >= Route.REVIEW.rank  # a note flags nobody
        ),
        expected=line.expected,
        expected_labels=line.expected_labels,
        latency_ms=latency_ms,
    )


def _tell(here: Session, found: Parity) -> None:
    words, t = ParityWords(here.t, found.limit_points), here.t
    official = [row for row in found.languages if row.lang in OFFICIAL_LANGUAGES]
    head = ["", *(words.lang(row.lang) for row in official), t("parity.gap"), t("parity.meaning")]
    rows = [[t("report.messages"), *(words.number(row.messages) for row in official), "", ""]]
    for one in found.comparisons:
        judged = one.measure is not Measure.FLAGGED
        rows.append(
            [
                words.measure(one.measure),
                words.short(one.english),
                words.short(one.french),
                words.gap(one),
                words.verdict(one.verdict) if judged else t("parity.not_judged"),
            ]
        )
    rows += [
        [t("parity.median"), *(words.number(row.median_ms, 2) for row in official), "", ""],
        [t("parity.p95"), *(words.number(row.p95_ms, 2) for row in official), "", ""],
    ]
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    for row in (head, *rows):
        here.show("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())
    here.show(words.overall(found))


def _write(
    here: Session, out: Path, found: Parity, document: Policy, source: Source, *, told: bool
) -> None:
    zone, made_at = ZoneInfo(here.settings().timezone), datetime.now(UTC)
    out.mkdir(parents=True, exist_ok=True)
    for lang in OFFICIAL_LANGUAGES:
        path = out / f"parity.{lang}.html"
        page = parity_page(found, lang, policy=document, source=source, zone=zone, made_at=made_at)
        write_text(path, page)
        if told:
            here.say("cli.policy.parity.written", file=path)


def _rate_row(rate: Rate) -> Answer:
    low, high = rate.interval
    return {"part": rate.part, "whole": rate.whole, "interval": [round(low, 4), round(high, 4)]}


def _gap_row(one: Comparison) -> Answer:
    low, high = one.gap.interval
    return {
        "points": round(100 * one.gap.difference, 2),
        "interval_points": [round(100 * low, 2), round(100 * high, 2)],
        "verdict": one.verdict.value,
    }
