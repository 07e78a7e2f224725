"""Whether a post of ours at X is a text that we sent: X changes links, entities and mentions."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from bot.platforms.x.posts import text_of

_MENTIONS: Final = re.compile(r"^(?:@\w+\s+)+")
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:www\.)?([^\s]+?)/?(?=\s|$)", re.IGNORECASE)


def same_text(post: Mapping[str, Any], text: str) -> bool:
    """Whether a post says what we sent; X puts the name of whom it answers before it."""
    return _plain(text_of(post)) == _plain(text)


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    words = " ".join(_MENTIONS.sub("", composed.strip()).split())
    return _ADDRESS.sub(r"\1", words)
