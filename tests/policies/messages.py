"""Messages and screenings for the tests of this part."""

from datetime import UTC, datetime
from functools import lru_cache

from policies.document import load_policy
from policies.features import Context, FeatureReader, Features
from policies.message import Message
from policies.screening import Screener
from policies.screening_values import Screening
from policies.shippedwords import shipped_lexicons
from translations.values import Detection

SENT = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)


def message(text: str, *, quoted: str | None = None, channel: str = "page") -> Message:
    """Return a message with this text."""
    return Message(
        platform="replay",
        id="1",
        channel=channel,
        author="a1",
        text=text,
        sent_at=SENT,
        quoted=quoted,
    )


def detected(lang: str) -> Detection:
    """Return a sure detection."""
    return Detection(lang=lang, confidence=0.0 if lang == "und" else 1.0)


@lru_cache(maxsize=1)
def screener() -> Screener:
    """Return the screener of the shipped policy."""
    return Screener(load_policy())


def screen(text: str, lang: str = "en", context: Context | None = None) -> Screening:
    """Screen one text against the shipped policy."""
    return screener().screen(message(text), detected(lang), context)


def features(text: str, lang: str = "en", quoted: str | None = None) -> Features:
    """Return the features of one text."""
    reader = FeatureReader(shipped_lexicons())
    return reader.read(message(text, quoted=quoted), detected(lang), Context())
