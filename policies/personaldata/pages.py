"""A text as readers of numbers want it: plain digits, spaces and dashes, no accents.

Full-width and foreign digits, strange spaces and dashes become plain ones; characters that nobody
sees are left out; a letter O among digits is a zero.
Offsets lead back to the text as it was written.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from policies.latepattern import late
from policies.views import Span

_UNSEEN: Final = late(
    "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20f0\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
# both begin with the letter itself, which is rarer than the places where it could stand
_ZERO: Final = late(r"[oO](?:(?<=[0-9].)(?![A-Za-z])|(?<![A-Za-z].)(?=[0-9]))")
_ONE: Final = late(r"[lI](?<=[0-9].)(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Name:
    """What a number is called, and how close the word stands."""

    what: str  # sin, phone, health… "" where nothing names it
    direct: bool  # nothing but small words between
    before: bool  # the word stands before the number


@dataclass(slots=True)
class Page:
    """One text, ready to be read for numbers."""

    text: str  # plain: ASCII digits, spaces and dashes, no accents, case kept
    low: str  # the same in lower case
    digits: int
    starts: Sequence[int] | None = None  # None: offsets are the original's
    words: list[tuple[int, int, str]] | None = None  # words that name numbers, once looked for
    called: dict[Span, Name] = field(default_factory=dict)  # what numbers are called, once found

    def span(self, start: int, end: int) -> Span:
        """Return the original's span of [start, end) of this page."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end - 1] + 1


def make_page(text: str) -> Page:
    """Return a text with plain digits, spaces and dashes, without accents or unseen characters."""
    starts = None
    if not text.isascii():
        if _UNSEEN.search(text):
            starts = [n for n, char in enumerate(text) if not _UNSEEN.match(char)]
            text = _UNSEEN.sub("", text)
        text = text.translate(_FOLD)
    else:
        text = text.translate(_BLANKS)
    sketch = text.encode("ascii", "replace").translate(_CLASSES)
    if b"do" in sketch or b"od" in sketch:
        text = _ZERO.sub("0", text)
    if b"dld" in sketch:
        text = _ONE.sub("1", text)
    low = text.lower()
    if len(low) != len(text):  # a few capitals have two small letters
        low = "".join(map(_lower, text))
    return Page(text, low, sum(map(text.count, "0123456789")), starts)


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


# digits are "d", letters that stand for digits "o" and "l", all else a space
_CLASSES: Final = bytes(
    ord({"o": "o", "O": "o", "l": "l", "I": "l"}.get(chr(code), "d" if 48 <= code <= 57 else " "))
    for code in range(256)
)


class _Folding(dict[int, str]):
    """Plain characters for common ones; others are worked out when met."""

    def __missing__(self, code: int) -> str:
        return _plain(chr(code))


def _plain(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category == "Pd" or char in "\u2212\u00b7\u2027\u2043":
        return "-"
    if char in "’‘`´ʼ":
        return "'"
    if category[0] in "LNPS" and ord(char) > 0xBF:
        base = unicodedata.normalize("NFKD", char)
        first = base[:1]
        if first.isascii() and (len(base) == 1 or unicodedata.combining(base[1])):
            return first
    return char


_BLANKS: Final = {ord("\t"): " ", ord("`"): "'"}
_FOLD: Final = _Folding(
    {code: chr(code) for code in range(0x80)}
    | _BLANKS
    | dict(
        zip(
            map(ord, "àâäáãåçéèêëíìîïñóòôöõúùûüýÿÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝ’«»°œ…•\u00a0\u202f–—"),
            "aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUY'«»°œ…•\x20\x20--",
            strict=True,
        )
    )
)  # fmt: skip
