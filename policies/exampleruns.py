"""Examples of a policy, screened as if they were messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from policies.message import Message
from policies.policy import Example, Policy
from policies.screening import Context, Screener
from translations.values import Detection

_SENT: Final = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)  # screening does not look at it


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Which rules an example met, and whether it was flagged."""

    rules: frozenset[str]
    flagged: bool


def example_labels(policy: Policy) -> Callable[[Example], ExampleResult]:
    """Return a function that screens an example; the screener is made once."""
    screener = Screener(policy)

    def screen(example: Example) -> ExampleResult:
        message = Message(
            platform="example",
            id="example",
            channel=example.channel,
            author="example",
            text=example.text,
            sent_at=_SENT,
            quoted=example.quoted,
            automatic=example.automatic,
            media=example.media,
        )
        detection = Detection(lang=example.detected or example.lang, confidence=1.0)
        context = Context(
            repeats_by_author=example.repeats_by_author,
            authors_with_same_text=example.authors_with_same_text,
            joined_minutes=example.joined_minutes,
            first_message=example.first_message,
            joins_lately=example.joins_lately,
            protected_names=example.protected_names,
        )
        met = screener.matched_rules(message, detection, context)
        result = screener.screen(message, detection, context)
        return ExampleResult(met, result.flagged)

    return screen
