"""Words as they were meant: disguises and slips undone where that gives a word of our lists.

A text is taken as it is wherever it shows no sign of a disguise. Where it does, a token is replaced
only by a word that stands in some lexicon, so that an ordinary text is never made worse: letters
written as digits or signs, stars, spaced-out letters, drawn-out letters, invisible and look-alike
characters, swapped and missing letters, words run together.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, product
from typing import Final

from policies.views import LEET, LOOKALIKES, View, squeeze
from policies.vocabulary import known_words

_WORD: Final = re.compile(r"[^\W\d_]+")
_TOKEN: Final = re.compile(r"[^\s,;:?()\"«»“”\-]+")
_STARRED: Final = re.compile(r"(?<![\w*#])[^\W\d_]+(?:[*#_%~^]+[^\W\d_]*)+(?![\w*#])")
_SPACED: Final = re.compile(
    r"(?<![^\W_])[^\W\d_](?:([ .\-_*·•/])\1{0,2}[^\W\d_])(?:\1{1,3}[^\W\d_])+(?![^\W_])"
)
_GAPS: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_ADDRESS: Final = re.compile(r"://|^www\.|\w@[\w.-]+\.\w|\w/\w|\.\w\w")
_NUMBERED: Final = re.compile(r"\d{2}|\d[a-z]{1,2}$")  # 80s, 55ans, 1er, 2e
_TRIPLES: Final = tuple(chr(c) * 3 for c in range(ord("a"), ord("z") + 1))
_MAX_GLUED: Final = 60  # characters of one token
_MAX_WORD: Final = 24
_MAX_SPACED: Final = 200  # letters of one run

# the text in classes of characters, one byte each: which signs of a disguise stand there
_CLASSES: Final = bytearray(b"," * 256)
for _char in b"abcdefghijklmnopqrstuvwxyz":
    _CLASSES[_char] = ord("a")
for _char in b"0123456789@$!|+":
    _CLASSES[_char] = ord("d")
for _char in b"*#_%~^":
    _CLASSES[_char] = ord("x")
_CLASSES[ord(" ")] = ord(" ")
_CLASSES[ord(".")] = _CLASSES[ord("-")] = _CLASSES[ord("/")] = ord(".")
_LETTERS: Final = bytes(code if 97 <= code <= 122 else 32 for code in range(256))  # spaces else
_DISGUISED: Final = re.compile(
    # invisible inside a word
    "(?<=\\w)[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]+(?=\\w)"
    # Greek, Cyrillic, Armenian, phonetic, full-width, mathematical, enclosed and other letters
    "|[\u0370-\u058f\u1d00-\u1dbf\u02b0-\u02ff\u0250-\u02af\uff01-\uff5e\U0001d400-\U0001d7ff\u24b6-\u24e9"
    "\u2100-\u214f\U0001f130-\U0001f189\U0001f1e6-\U0001f1ff\u0300-\u036f€·•µªº]"
)

Edit = tuple[int, int, str, bool]  # [start, end) of the plain view, the word, deliberate


class Mender:
    """Undoes disguises and slips; made once of the words that lexicons look for.

    Args:
        words: each word of every form, folded, and the languages in which it stands in a list.
        charged: those of them that may break a rule or name a group: only these are mended where
            letters are swapped or missing.
        strong: those for which stars are read.
        groups: names of groups of people, which are no evidence by themselves: a slip that is none
            does no harm.
        glue: ordinary short words that may stand beside them in a token that is run together.
        slips: gives what `Mender.slips` gives, where that is known.
    """

    def __init__(
        self,
        words: Mapping[str, frozenset[str]],
        charged: Iterable[str],
        strong: Iterable[str],
        groups: Iterable[str],
        glue: Iterable[str],
        slips: Callable[[], Mapping[str, str]] | None = None,
    ) -> None:
        self._words = words
        self._charged = frozenset(charged)
        self._strong = frozenset(strong)
        self._groups = frozenset(groups)
        self._glue = frozenset(glue)
        self._known_slips = slips

    def mend(self, plain: View, original: str, lang: str) -> View:
        """Return the view with what was undone, or the same view where nothing was."""
        text = plain.text
        edits: list[Edit] = []
        sketch = text.encode("ascii", "replace").translate(_CLASSES)
        if b"ad" in sketch or b"da" in sketch:
            edits += self._leet(text)
        if b"ax" in sketch:
            edits += self._starred(text)
        spaced = b"a a a" in sketch or b"a.a.a" in sketch or b"axaxa" in sketch
        if spaced or b"a,a,a" in sketch or b"a  a  a" in sketch:
            edits += self._spaced(text)
        if b"  " in sketch:
            edits += ((m.start(), m.end(), " ", False) for m in _GAPS.finditer(text))
        if any(map(text.__contains__, _TRIPLES)):
            edits += self._drawn_out(text)
        if not text.isascii() and _DISGUISED.search(original):
            edits += self._lookalikes(plain)
        odd = [one for one in _words(text).difference(self._ordinary) if len(one) > 3]
        if odd:
            if not self.slips.keys().isdisjoint(odd):
                edits += self._slipped(text, lang)
            edits += self._run_together(text, odd)
        return rewrite(plain, edits) if edits else plain

    def _run_together(self, text: str, tokens: Iterable[str]) -> Iterator[Edit]:
        odd = {one for one in tokens if 4 < len(one) <= _MAX_GLUED and one not in self.slips}
        cut = {one: parts for one in odd if (parts := self._parts(one))}
        if not cut:
            return
        for match in _WORD.finditer(text):
            start, gap = match.start(), ""
            for word in cut.get(match.group(), ()):
                yield start, start + len(word), gap + word, False
                start, gap = start + len(word), " "

    def _leet(self, text: str) -> Iterator[Edit]:
        for match in _TOKEN.finditer(text):
            token = match.group()
            start, end = match.span()
            while end > start and text[end - 1] in ".!|'-":
                end -= 1
            token = text[start:end]
            letters = sum(map(str.isalpha, token))
            if letters == len(token) or letters * 3 < len(token):
                continue
            if _NUMBERED.match(token) or _ADDRESS.search(token):
                continue
            word = self._unleeted(token)
            if word is not None and word != token:
                yield start, end, word, True

    def _unleeted(self, token: str) -> str | None:
        plain = token.translate(_LEET_ONE)
        choices = [_LEET_OTHER.get(char, "") for char in token]
        spots = [at for at, other in enumerate(choices) if other][:4]
        for picks in product((False, True), repeat=len(spots)):
            letters = list(plain)
            for at, pick in zip(spots, picks, strict=True):
                if pick:
                    letters[at] = choices[at]
            word = self._meant("".join(letters))
            if word is not None:
                return word
        return None

    def _meant(self, token: str) -> str | None:
        """Return the word that a token is, runs of a letter aside; None where there is none."""
        if token in self._words:
            return token
        return self._squeezed.get(squeeze(token))

    def _starred(self, text: str) -> Iterator[Edit]:
        for match in _STARRED.finditer(text):
            token = match.group()
            if len(token) > _MAX_WORD:
                continue
            letters = sum(map(str.isalpha, token))
            pattern = re.compile(re.sub(r"[^a-z]", "[a-z]", token))
            words: Iterable[str] = self._strong_by_shape.get((token[0], len(token)), ())
            if letters * 2 > len(token):
                words = chain(words, self._charged_by_shape.get((token[0], len(token)), ()))
            word = next((word for word in words if pattern.fullmatch(word)), None)
            if word is not None:
                yield *match.span(), word, True

    def _spaced(self, text: str) -> Iterator[Edit]:
        for match in _SPACED.finditer(text):
            places = [at for at in range(*match.span()) if text[at].isalpha()]
            if len(places) > _MAX_SPACED:
                continue
            letters = "".join(text[at] for at in places)
            word = self._meant(letters)
            if word is not None:
                yield *match.span(), word, True
                continue
            begin = 0
            for part in self._parts(letters):
                if begin:
                    yield places[begin - 1] + 1, places[begin], " ", True
                end = begin + len(part)
                yield places[begin], places[end - 1] + 1, part, True
                begin = end

    def _drawn_out(self, text: str) -> Iterator[Edit]:
        for match in _WORD.finditer(text):
            token = match.group()
            if len(token) < 3 or token in self._words:
                continue
            if squeeze(token) != token and _TRIPLE.search(token):
                word = self._squeezed.get(squeeze(token))
                if word is not None:
                    yield *match.span(), word, True

    def _lookalikes(self, plain: View) -> Iterator[Edit]:
        """Read letters of other alphabets as the Latin ones that they look like."""
        text = plain.text
        for match in _TOKEN.finditer(text):
            token = match.group()
            if token.isascii():
                continue
            latin = "".join(map(_latin, token))
            if latin == token:
                continue
            core = latin.strip(".!?'-*")
            word = self._meant(core) or self._unleeted(core)
            if word is not None:
                yield *match.span(), latin.replace(core, word, 1), True

    def _slipped(self, text: str, lang: str) -> Iterator[Edit]:
        for match in _WORD.finditer(text):
            word = self.slips.get(match.group())
            if word is None:
                continue
            if lang in ("en", "fr") and lang not in self._words[word]:
                continue
            yield *match.span(), word, False

    def _parts(self, token: str) -> list[str]:
        """Cut a token into as few words of ours and glue as can be; empty where it cannot be."""
        length = len(token)
        words, glue = self._charged, self._glue
        best: list[tuple[int, int] | None] = [(0, 0), *[None] * length]  # (words, start of last)
        for start in range(length):
            before = best[start]
            if before is None:
                continue
            for end in range(start + 1, min(length, start + _MAX_WORD) + 1):
                part = token[start:end]
                # "roommates" is no « room ma tes »: the shortest words only come first
                if (end - start > 3 and part in words) or (
                    part in glue and (end - start > 2 or start == 0)
                ):
                    here = best[end]
                    if here is None or before[0] + 1 < here[0]:
                        best[end] = (before[0] + 1, start)
        cut: list[str] = []
        end = length
        while end:
            step = best[end]
            if step is None:
                return []
            cut.append(token[step[1] : end])
            end = step[1]
        cut.reverse()
        return cut if any(len(one) > 3 and one in words for one in cut) else []

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        return known_words() | self._words.keys()

    @cached_property
    def _squeezed(self) -> Mapping[str, str]:
        words = [word for word in sorted(self._words, reverse=True) if len(word) > 2]
        words.sort(key=self._charged.__contains__)  # of several the last counts: a charged one
        return dict(zip(squeeze("\0".join(words)).split("\0"), words, strict=True))

    @cached_property
    def _strong_by_shape(self) -> Mapping[tuple[str, int], list[str]]:
        return _by_shape(self._strong)

    @cached_property
    def _charged_by_shape(self) -> Mapping[tuple[str, int], list[str]]:
        return _by_shape(self._charged)

    @cached_property
    def slips(self) -> Mapping[str, str]:
        """Swapped and missing letters of charged words, where that gives no other word."""
        if self._known_slips is not None:
            return self._known_slips()
        known = known_words()
        common = {slip for word in self._glue if len(word) > 2 for slip in slips(word)}
        found: dict[str, str] = {}
        for word in sorted(self._charged, key=lambda one: (one not in self._strong, one)):
            for slip in slips(word, short=word in self._groups):
                if not (slip in known or slip in self._words or slip in common):
                    found.setdefault(slip, word)
        return found


def _words(text: str) -> set[str]:
    """Return the words of a view, which is in lower case."""
    if text.isascii():
        return set(text.encode().translate(_LETTERS).decode().split())
    return set(_WORD.findall(text))


def _latin(char: str) -> str:
    """Return the Latin letter that a character is drawn like; nothing for an invisible one."""
    if char.isascii():
        return char
    code = ord(char)
    for first in (0x1F150, 0x1F170, 0x1F1E6):  # letters in dark circles, in dark squares, of flags
        if first <= code < first + 26:
            return chr(code - first + ord("a"))
    normal = unicodedata.normalize("NFKC", char).lower()
    bare = "".join(c for c in normal if c.isprintable() and not unicodedata.combining(c))
    return "".join(LOOKALIKES.get(c, c) for c in bare)


_TRIPLE: Final = re.compile(r"([^\W\d_])\1\1")
_LEET_ONE: Final = str.maketrans({**LEET, "1": "l", "6": "g", "9": "g"})
_LEET_OTHER: Final = {"1": "i", "!": "l", "|": "i"}  # where that gives no word


def slips(word: str, *, short: bool = False) -> Iterator[str]:
    """Yield what a word becomes where two letters are swapped, or one inside it is missing.

    What is left of a short word is too often another word or a name: of those only where `short`
    says that a mistake does no harm, or everybody knows the word.
    """
    short = short or word in _KNOWN_BY_ALL
    if len(word) > (3 if short else 4):
        for at in range(len(word) - 1):
            if word[at] != word[at + 1]:
                yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) > (4 if short else 5):
        for at in range(1, len(word) - 1):
            yield word[:at] + word[at + 1 :]


_KNOWN_BY_ALL: Final = frozenset("fuck shit hate kill bitch whore gueule merde".split())


def rewrite(view: View, edits: Iterable[Edit]) -> View:
    """Return the view with some places written anew; offsets still lead to the original."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changed: set[int] = set()
    text, at, size = view.text, 0, 0

    def keep(upto: int) -> None:
        nonlocal size
        out.append(text[at:upto])
        size += upto - at
        if view.starts is None or view.ends is None:
            starts.extend(range(at, upto))
            ends.extend(range(at + 1, upto + 1))
        else:
            starts.extend(view.starts[at:upto])
            ends.extend(view.ends[at:upto])

    for start, end, word, deliberate in sorted(edits, key=lambda one: (one[0], -one[1])):
        if start < at or start >= end:
            continue  # another edit has done it
        keep(start)
        first, last = view.span(start, end)
        out.append(word)
        starts.extend([first] * len(word))
        ends.extend([last] * len(word))
        if deliberate:
            changed.update(range(size, size + len(word)))
        size += len(word)
        at = end
    keep(len(text))
    return View("".join(out), starts, ends, frozenset(changed))


def _by_shape(words: Iterable[str]) -> Mapping[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for word in sorted(words):
        found.setdefault((word[0], len(word)), []).append(word)
    return found
