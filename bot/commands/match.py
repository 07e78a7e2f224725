"""`liaison match`: each message against the facts, one line of JSON per line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer

from bot.commands.lines import Answer, answer_messages
from bot.commands.options import (
    STANDARD_INPUT,
    BatchOption,
    FactsOption,
    MessagesArgument,
    NowOption,
    TopOption,
    moment,
)
from bot.commands.session import Session, session
from bot.encoders import matcher_for
from bot.faults import ExitCode
from bot.triagesettings import MatchingSettings
from policies.message import Message
from responders.facts import SHIPPED_FACTS, FactBank, load_facts
from responders.matching import Matcher
from responders.reasons import gate_reasons
from responders.values import Match, MatchResult
from translations.detection import Detector
from translations.values import Bilingual

_ZONE: Final = ZoneInfo("America/Toronto")  # facts begin and end with the day there

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="cli.option.index", metavar="DIR")
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="cli.option.explain")]


def match(
    ctx: typer.Context,
    file: MessagesArgument = STANDARD_INPUT,
    facts: FactsOption = None,
    top: TopOption = 3,
    batch: BatchOption = 50,
    now: NowOption = None,
    index: IndexOption = None,
    explain: ExplainOption = False,
) -> ExitCode:
    """Match messages; nothing is stored and nothing is sent."""
    here = session(ctx)
    matcher = open_matcher(here, load_facts(facts or SHIPPED_FACTS), index)
    detector = Detector()

    def work(messages: Sequence[Message]) -> list[Answer]:
        detections = detector.detect_batch([message.text for message in messages])
        matcher.prepare([(message.text, message.quoted) for message in messages], far=True)
        return [
            match_row(
                message,
                matcher.match(
                    message.text,
                    lang=detection.lang,
                    day=message.sent_at.astimezone(_ZONE).date(),
                    top=top,
                    quoted=message.quoted,
                    far=True,
                ),
                explain=explain,
            )
            for message, detection in zip(messages, detections, strict=True)
        ]

    return answer_messages(
        here,
        file,
        work,
        title="cli.match.progress",
        size=batch,
        default_now=moment(now),
    )


def open_matcher(here: Session, bank: FactBank, index: Path | None) -> Matcher:
    """Return a matcher with the bundled encoder, or without one where it cannot be used."""

    def tell(fault: Bilingual) -> None:
        here.complain(here.t("cli.match.no_encoder", reason=fault[here.lang]))

    return matcher_for(bank, MatchingSettings(index_folder=index), tell)


def match_row(message: Message, result: MatchResult, *, explain: bool = False) -> Answer:
    """Return a match as docs/cli.md shows it."""
    return {
        "id": message.id,
        "matches": [_fact_row(found, explain=explain) for found in result.matches],
        "stance": result.stance.value,
    }


def _fact_row(found: Match, *, explain: bool) -> dict[str, Any]:
    row = {
        "fact": found.fact,
        "score": round(found.score, 4),
        "gates": dict(found.gates),
        "stance": found.stance.value,
    }
    if explain:
        row["reasons"] = {lang: gate_reasons(found, lang) for lang in ("en", "fr")}
    return row
