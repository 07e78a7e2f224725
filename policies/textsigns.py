"""Signs that need no dictionary: capitals, emoji, repetition, gibberish."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policies.views import Span

_EMOJI: Final = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u231a-\u23ff]"
)
_LONG_RUN: Final = re.compile(r"(\S)\1{9,}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CONSONANTS: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_SENTENCE_END: Final = re.compile(r"[.!?\n;]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSigns:
    """What can be counted in a text."""

    letters: int
    words: int
    capitals_pct: int  # capitals per hundred letters
    emoji: int
    emoji_only: bool
    repeated: int  # how many times the most frequent sentence or long word run stands there
    gibberish: bool


def read_signs(text: str, lowered: str, links: Sequence[Span] = ()) -> TextSigns:
    """Count the signs of a text.

    Args:
        text: the original.
        lowered: its plain view.
        links: spans of the addresses in it, which are no words.
    """
    bare = text
    for start, end in links:
        bare = f"{bare[:start]}{' ' * (end - start)}{bare[end:]}"
    words, letters, capitals = _counted(bare)
    emoji = 0 if text.isascii() else len(_EMOJI.findall(text))
    return TextSigns(
        letters=letters,
        words=words,
        capitals_pct=round(100 * capitals / letters) if letters else 0,
        emoji=emoji,
        emoji_only=emoji > 0 and letters == 0 and not any(map(str.isdigit, text)),
        repeated=_repeated(lowered, words),
        gibberish=_is_gibberish(lowered, bare, letters),
    )


def _counted(text: str) -> tuple[int, int, int]:
    """Return words, letters and capitals of a text.

    Most texts are in Latin-1, where letters are counted by bytes; the others letter by letter.
    """
    try:
        classes = text.encode("latin-1").translate(_LATIN)
    except UnicodeEncodeError:
        known = text.encode("latin-1", "replace").translate(_LATIN)
        others = [char for char in text if char > "\xff"]
        if not any(map(str.isalpha, others)):  # dashes, quotation marks, emoji: no letters
            classes = known
        else:
            words = _WORD.findall(text)
            return len(words), sum(map(len, words)), sum(map(str.isupper, text))
    capitals = classes.count(b"A")
    return len(classes.split()), capitals + classes.count(b"a"), capitals


# a letter of Latin-1 is "a", a capital "A", whatever else a space
_LATIN: Final = bytes(
    ord("A" if chr(code).isupper() else "a" if chr(code).isalpha() else " ") for code in range(256)
)


def _repeated(lowered: str, words: int) -> int:
    """Return how often the most frequent sentence (of two words or more) stands there."""
    if words < 6:
        return 1
    parts = [part.strip() for part in _SENTENCE_END.split(lowered)]
    top = 1
    if len(set(parts)) < len(parts):
        counts = Counter(part for part in parts if " " in part)
        top = max(counts.values(), default=1)
    tokens = lowered.split()
    if len(set(tokens)) * 2 <= len(tokens) + 2:  # else no word can be most of them
        most = Counter(tokens).most_common(1)[0][1]
        if most >= 6 and most * 2 > len(tokens):
            top = max(top, most)
    return top


def _is_gibberish(lowered: str, bare: str, letters: int) -> bool:
    """Whether most words could be words in neither language (keyboard runs, no vowels)."""
    if letters < 6 or not lowered.isascii():
        return False
    kinds = lowered.encode("ascii").translate(_KINDS)
    if (
        b"cccccc" not in kinds
        and not _has_keys(lowered)
        and not (letters < 40 and _LONG_RUN.search(lowered))
    ):
        return False
    words = _WORD.findall(bare.lower())
    odd = [
        word for word in words if len(word) > 4 and (_CONSONANTS.search(word) or _has_keys(word))
    ]
    return bool(letters < 40 and len(words) < 3 and _LONG_RUN.search(lowered)) or (
        sum(map(len, odd)) * 2 > letters
    )


def _has_keys(text: str) -> bool:
    """Whether neighbours of a keyboard stand in a row."""
    return (
        "asdf" in text
        or "sdfg" in text
        or "dfgh" in text
        or "fghj" in text
        or "hjkl" in text
        or "jkl;" in text
        or "qwer" in text
        or "wert" in text
        or "zxcv" in text
    )


# consonants are "c", whatever else a space
_KINDS: Final = bytes(
    ord("c") if chr(code) in "bcdfghjklmnpqrstvwxz" else ord(" ") for code in range(256)
)
