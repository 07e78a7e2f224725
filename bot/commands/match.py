"""`liaison match`: each message against the facts, one line of JSON per line."""

from collections.abc import Sequence
from typing import Final
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
from bot.commands.session import session
from bot.faults import ExitCode
from policies.message import Message
from responders.facts import SHIPPED_FACTS, load_facts
from responders.matching import Matcher
from responders.values import MatchResult
from translations.detection import Detector

_ZONE: Final = ZoneInfo("America/Toronto")  # facts begin and end with the day there


def match(
    ctx: typer.Context,
    file: MessagesArgument = STANDARD_INPUT,
    facts: FactsOption = None,
    top: TopOption = 3,
    batch: BatchOption = 50,
    now: NowOption = None,
) -> ExitCode:
    """Match messages; nothing is stored and nothing is sent."""
    matcher, detector = Matcher(load_facts(facts or SHIPPED_FACTS)), Detector()

    def work(messages: Sequence[Message]) -> list[Answer]:
        detections = detector.detect_batch([message.text for message in messages])
        return [
            match_row(
                message,
                matcher.match(
                    message.text,
                    lang=detection.lang,
                    day=message.sent_at.astimezone(_ZONE).date(),
                    top=top,
                    quoted=message.quoted,
                ),
            )
            for message, detection in zip(messages, detections, strict=True)
        ]

    return answer_messages(
        session(ctx),
        file,
        work,
        title="cli.match.progress",
        size=batch,
        default_now=moment(now),
    )


def match_row(message: Message, result: MatchResult) -> Answer:
    """Return a match as docs/cli.md shows it."""
    return {
        "id": message.id,
        "matches": [
            {
                "fact": found.fact,
                "score": round(found.score, 4),
                "gates": dict(found.gates),
                "stance": found.stance.value,
            }
            for found in result.matches
        ],
        "stance": result.stance.value,
    }
