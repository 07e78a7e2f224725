"""How long a text is, as the platform counts it: characters, or the weights of X.

X counts links as 23 whatever their length, and emoji, Chinese, Japanese and Korean characters as 2
(the published configuration 3 of `twitter-text`). Where it is not clear whether something is a
link, it is taken for one: a text is never longer for X than it is for us.
"""

import re
import unicodedata
from typing import Final

POST: Final = 280  # weight of a post on X, unless the account pays for longer ones
LINK: Final = 23
_WIDE: Final = 2
# characters with weight 1; every other one weighs 2
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21ff\u2300-\u23ff\u24c2\u25aa-\u27bf"
    "\u2934\u2935\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SHADE = "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_EMOJI: Final = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}{_SHADE}*(?:\u200d{_PICTURE}{_SHADE}*)*"
)
_LINK: Final = re.compile(
    r"https?://[^\s<>«»“”\"]+|(?<![\w@#./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}\b"
    r"(?:/[^\s<>«»“”\"]*)?",
    re.IGNORECASE,
)
_AFTER: Final = ".,;:!?'\")]}…\u00a0"  # what stands after a link and is none of it


class PostLimit(int):
    """A limit that X counts by its weights."""

    __slots__ = ()


def size(text: str, limit: int | None = None) -> int:
    """Return how long a text is, counted as the limit is."""
    return weighted(text) if isinstance(limit, PostLimit) else len(text)


def weighted(text: str) -> int:
    """Return the length of a text as X counts it."""
    text = unicodedata.normalize("NFC", text)
    total = at = 0
    for found in _LINK.finditer(text):
        link = found[0].rstrip(_AFTER)
        total += _plain(text[at : found.start()]) + LINK
        at = found.start() + len(link)
    return total + _plain(text[at:])


def has_link(text: str) -> bool:
    """Whether X would make a link of something in a text: such posts cost more."""
    return _LINK.search(text) is not None


def _plain(text: str) -> int:
    if text.isascii():
        return len(text)
    bare, emoji = _EMOJI.subn("", text)
    return emoji * _WIDE + sum(_weight(ord(one)) for one in bare)


def _weight(code: int) -> int:
    return 1 if any(first <= code <= last for first, last in _LIGHT) else _WIDE
