"""Views of a text: the same words with disguises taken off, each mapped back to the original.

The plain view is lower case without accents. The dense view also undoes invisible characters,
look-alike letters, letters written as digits, spaced-out letters and repeated letters; it is made
only for texts that show signs of these.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]

_ACCENTED: Final = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ’‘`´ \t\n\r\u202f"
_PLAIN: Final = "aaaaaaceeeeiiiinooooouuuuyy'''' \x20\x20\x20\x20"
_FOLD: Final = {ord(a): p for a, p in zip(_ACCENTED, _PLAIN, strict=True)}
_FOLD[0xA0] = " "

_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_REPEAT: Final = re.compile(r"([^\W\d_])\1\1")
_SPACED: Final = re.compile(
    r"(?<![^\W_])[^\W\d_](?:([ .\-_*·•/])[^\W\d_])(?:\1[^\W\d_])+(?![^\W_])"
)
_LEET: Final = re.compile(r"[a-z][0-9@$!|+€][a-z]|(?<![\w@$])[@$][a-z]|[a-z][0-9@$]+(?![\w])")
_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_GAPS: Final = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
_TOKEN: Final = re.compile(r"[^\s,;:?()\"«»]+")

LEET: Final = dict(zip("0134578@$!|+€", "oieastbasilte", strict=True))  # signs for letters
LOOKALIKES: Final = dict(
    zip(
        "аеорсухіјѕԁһӏкмнтвгпαεορυικντχβμ€",
        "aeopcyxijsdhlkmhtbrnaeopuikvtxbue",
        strict=True,
    )
)  # letters of other alphabets that are drawn like Latin ones


@dataclass(frozen=True, slots=True)
class View:
    """A text derived from the original, with the way back."""

    text: str
    starts: Sequence[int] | None = None  # None: offsets are the original's
    ends: Sequence[int] | None = None
    changed: frozenset[int] = frozenset()  # offsets of this view where a disguise was undone

    def span(self, start: int, end: int) -> Span:
        """Return the original's span of [start, end) of this view."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def plain_view(text: str) -> View:
    """Return the text in lower case, in one normal form, without accents."""
    if text.isascii():
        return View(text.lower().translate(_FOLD))
    lowered = text.lower()
    if len(lowered) == len(text) and unicodedata.is_normalized("NFC", text):
        return View(lowered.translate(_FOLD))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end]).lower().translate(_FOLD)
        piece = piece[:1] if piece[1:].strip() == "" or not piece[1:].isalpha() else piece
        out.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return View("".join(out), starts, ends)


def _clusters(text: str) -> list[Span]:
    """Return spans of one character and the combining marks after it."""
    spans: list[Span] = []
    start = 0
    for index, char in enumerate(text):
        if index and not unicodedata.combining(char):
            spans.append((start, index))
            start = index
    if text:
        spans.append((start, len(text)))
    return spans


def dense_view(text: str, plain: View) -> View | None:
    """Return the view with disguises undone, or None where the text shows no sign of any."""
    lowered = plain.text
    if not (
        _REPEAT.search(lowered)
        or _LEET.search(lowered)
        or _SPACED.search(lowered)
        or _GAPS.search(lowered)
        or (not text.isascii() and _disguised(text))
    ):
        return None
    chars = _undisguised(text)
    chars = _joined(_without_leet(chars))
    return _squeezed(chars)


def _disguised(text: str) -> bool:
    return bool(
        _INVISIBLE.search(text)
        or _FOREIGN.search(text)
        or not unicodedata.is_normalized("NFKC", text)
    )


# a character of the view: its letter, where it comes from, whether a disguise was undone
_Char = tuple[str, int, int, bool]


def _undisguised(text: str) -> list[_Char]:
    chars: list[_Char] = []
    pending = False
    for start, end in _clusters(text):
        piece = text[start:end]
        if _INVISIBLE.fullmatch(piece[0]):
            pending = True
            continue
        normal = unicodedata.normalize("NFKC", piece)
        bare = normal.lower().translate(_FOLD)
        odd = pending or (bare != unicodedata.normalize("NFC", piece).lower().translate(_FOLD))
        for char in bare:
            if unicodedata.combining(char):
                odd = True
                continue
            latin = LOOKALIKES.get(char, char)
            chars.append((latin, start, end, odd or latin != char))
        pending = False
    return chars


def _without_leet(chars: list[_Char]) -> list[_Char]:
    text = "".join(char[0] for char in chars)
    for match in _TOKEN.finditer(text):
        token = match.group().rstrip("!")
        if not any(c.isalpha() for c in token) or not any(c in LEET for c in token):
            continue
        if "@" in token[1:] and "." in token:
            continue  # an e-mail address
        for index in range(match.start(), match.start() + len(token)):
            letter = LEET.get(text[index])
            if letter:
                chars[index] = (letter, chars[index][1], chars[index][2], True)
    return chars


def _joined(chars: list[_Char]) -> list[_Char]:
    text = "".join(char[0] for char in chars)
    drop: set[int] = set()
    for match in _SPACED.finditer(text):
        for index in range(match.start(), match.end()):
            if text[index].isalpha():
                letter = chars[index]
                chars[index] = (letter[0], letter[1], letter[2], True)
            else:
                drop.add(index)
    for match in _GAPS.finditer(text):
        drop.update(range(match.start() + 1, match.end()))
        letter = chars[match.start()]
        chars[match.start()] = (letter[0], letter[1], letter[2], True)
    return [char for index, char in enumerate(chars) if index not in drop] if drop else chars


def _squeezed(chars: list[_Char]) -> View:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changed: set[int] = set()
    run = 0
    for letter, start, end, odd in chars:
        if out and letter == out[-1] and letter.isalpha():
            run += 1
            ends[-1] = end
            if run >= 3 or odd:
                changed.add(len(out) - 1)
            continue
        run = 1
        if odd:
            changed.add(len(out))
        out.append(letter)
        starts.append(start)
        ends.append(end)
    return View("".join(out), starts, ends, frozenset(changed))


def squeeze(text: str) -> str:
    """Return a text with each run of one letter reduced to a single one."""
    return re.sub(r"([^\W\d_])\1+", r"\1", text)


def fold(text: str) -> str:
    """Return a term as the plain view would show it."""
    return unicodedata.normalize("NFC", text).lower().translate(_FOLD)
