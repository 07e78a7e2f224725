"""Signs that need no dictionary: links, capitals, emoji, repetition, gibberish."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from policies.views import Span

_LINK: Final = re.compile(
    r"https?://[^\s<>«»\"]{1,2000}|\bwww\.[^\s<>«»\"]{1,2000}|(?<![\w@.-])[a-z0-9-]{1,63}\.(?:com|net|org|info|biz|xyz|top|ru|io|me|ly|co|ca|shop|online|site|club|link|click|example)(?:/[^\s<>«»\"]{0,2000})?(?![\w@])",
    re.IGNORECASE,
)
_SHORTENER: Final = re.compile(
    r"\b(?:bit\.ly|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|t\.ly|rb\.gy|tiny\.cc|s\.id)/\S",
    re.IGNORECASE,
)
_PUNYCODE: Final = re.compile(r"(?:^|[/.@])xn--", re.IGNORECASE)
_EMOJI: Final = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u231a-\u23ff]"
)
_LONG_RUN: Final = re.compile(r"(\S)\1{9,}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CONSONANTS: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_KEYS: Final = re.compile(r"(?:asdf|sdfg|qwer|wert|hjkl|jkl;|zxcv|dfgh|fghj)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSigns:
    """What can be counted in a text."""

    letters: int
    words: int
    capitals_pct: int  # capitals per hundred letters
    emoji: int
    emoji_only: bool
    links: tuple[Span, ...]
    shorteners: tuple[Span, ...]
    lookalike_links: tuple[Span, ...]
    repeated: int  # how many times the most frequent sentence or long word run stands there
    gibberish: bool


def read_signs(text: str, lowered: str) -> TextSigns:
    """Count the signs of a text; `lowered` is its plain view."""
    links: tuple[Span, ...] = ()
    shorteners: tuple[Span, ...] = ()
    lookalikes: tuple[Span, ...] = ()
    bare = text
    if "." in text:
        links = tuple(match.span() for match in _LINK.finditer(text))
        if links:
            shorteners = tuple(s for s in links if _SHORTENER.search(text[s[0] : s[1]]))
            lookalikes = tuple(s for s in links if _PUNYCODE.search(text[s[0] : s[1]]))
            bare = _LINK.sub(" ", text)
    words = _WORD.findall(bare)
    letters = sum(map(len, words))
    capitals = sum(map(str.isupper, bare)) if letters else 0
    emoji = 0 if text.isascii() else len(_EMOJI.findall(text))
    return TextSigns(
        letters=letters,
        words=len(words),
        capitals_pct=round(100 * capitals / letters) if letters else 0,
        emoji=emoji,
        emoji_only=emoji > 0 and letters == 0 and not any(map(str.isdigit, text)),
        links=links,
        shorteners=shorteners,
        lookalike_links=lookalikes,
        repeated=_repeated(lowered, len(words)),
        gibberish=_is_gibberish(lowered, words, letters),
    )


def _repeated(lowered: str, words: int) -> int:
    """Return how often the most frequent sentence (of two words or more) stands there."""
    if words < 6:
        return 1
    counts = Counter(part.strip() for part in re.split(r"[.!?\n;]+", lowered))
    top = max((n for part, n in counts.items() if " " in part), default=1)
    tokens = lowered.split()
    most = Counter(tokens).most_common(1)[0][1] if tokens else 0
    if most >= 6 and most * 2 > len(tokens):
        top = max(top, most)
    return top


def _is_gibberish(lowered: str, words: list[str], letters: int) -> bool:
    """Whether most words could be words in neither language (keyboard runs, no vowels)."""
    if letters < 6 or not lowered.isascii():
        return False
    odd = [
        w
        for w in words
        if len(w) > 4 and (_CONSONANTS.search(w.lower()) or _KEYS.search(w.lower()))
    ]
    return bool(_LONG_RUN.search(lowered) and letters < 40 and len(words) < 3) or (
        sum(map(len, odd)) * 2 > letters
    )
