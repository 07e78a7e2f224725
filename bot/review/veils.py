"""How much of what people wrote is shown: masked, covered, or not at all. Pure."""

from enum import StrEnum
from typing import Final

from bot.review.wording import Reader, shown
from bot.storage.queue import CardMessage
from policies.masking import mask
from policies.screening_values import Handling

# the labels whose evidence is a name, or tells where somebody lives
_EXPOSED: Final = frozenset(("staff_exposed", "doxxing"))
_MASKED: Final = "•••"


class Veil(StrEnum):
    """How much of what people wrote a card shows before somebody asks for the original."""

    FULL = "full"
    MASKED = "masked"  # personal data is masked
    LINK_ONLY = "link_only"  # no text at all


def sensitive(message: CardMessage) -> bool:
    """Whether a message is shown only to someone who asks for it."""
    return Handling.SENSITIVE in message.screening.handling


def exposing(message: CardMessage) -> bool:
    """Whether a message names somebody whom nobody may expose."""
    return Handling.PROTECTED in message.screening.handling


def readable(message: CardMessage, *, original: bool, veil: Veil) -> bool:
    """Whether any of a message's text is shown; some is shown to nobody, whoever asks."""
    if Handling.NO_COPY in message.screening.handling:
        return False
    return original or not (sensitive(message) or veil is Veil.LINK_ONLY)


def message_text(
    message: CardMessage, reader: Reader, *, original: bool, veil: Veil = Veil.MASKED
) -> str:
    """Return what is shown of a message's text."""
    if not readable(message, original=original, veil=veil):
        key = "desk.message.sensitive" if sensitive(message) else "chat.card.not_shown"
        return reader.t(key)
    text = message.text if original else without_names(message)
    return veiled(shown(text), original=original, veil=veil)


def without_names(message: CardMessage) -> str:
    """Return a text in which the names that nobody may expose are masked."""
    text = message.text
    if not exposing(message):
        return text
    spans = {
        span for one in message.screening.labels if one.label in _EXPOSED for span in one.evidence
    }
    shown, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue  # inside the one before
        shown += [text[at:start], _MASKED] if start >= at else []
        at = end
    return "".join(shown) + text[at:]


def quoted_text(message: CardMessage, *, original: bool, veil: Veil) -> str:
    """Return what is shown of the text that a message quotes, empty where that is nothing."""
    if not message.quoted or not readable(message, original=original, veil=veil):
        return ""
    return veiled(shown(message.quoted), original=original, veil=veil)


def veiled(text: str, *, original: bool, veil: Veil) -> str:
    return text if original or veil is Veil.FULL else mask(text)
