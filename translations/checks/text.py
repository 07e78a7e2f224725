"""One text of a pair, read once for all checks: folded, and cut into words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from translations.values import CANADA, Bilingual, Region

Span = tuple[int, int]

_SPECIAL: Final = {"\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u0130": "i"}
_ACCENTED: Final = str.maketrans(
    "àâäáãçéèêëíîïìñóôöòõúùûüýÿ" + "".join(_SPECIAL),
    "aaaaaceeeeiiiinooooouuuuyy" + "".join(_SPECIAL.values()),
)
_DOTTED: Final = str.maketrans({"\u0130": "I"})  # the only letter that grows in lower case
_WORDS: Final = {
    "en": re.compile(r"[^\W\d_]+(?:'[a-z]{1,2}(?![a-z]))?"),  # don't, it's
    "fr": re.compile(r"[^\W\d_]+'?"),  # n', l', jusqu'
}
# what other checks compare byte for byte: no check of words or numbers looks inside
# where a sentence ends: marks, closing quotes, space, then a capital
_ENDS: Final = re.compile(r"[.!?…][»”\"')\]\u00a0\s]*\s(?=[«“\"(\u00a0\s]*[A-ZÀ-Ý])|\n+")
_OPAQUE: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>«»]+|\S{1,64}@[\w.-]{1,255}|\{[^{}\s]*\}|<[/!]?[a-zA-Z][^<>\n]*>"
)
_MAYBE_OPAQUE: Final = re.compile(r"[{<@]|://|www\.")


class Word(NamedTuple):
    """One word, in lower case and without accents."""

    start: int
    end: int
    text: str


class Side:
    """A text with its language; what checks read in it is read once."""

    __slots__ = ("_bag", "_folded", "_texts", "_words", "lang", "readings", "text")

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.readings: dict[object, object] = {}  # of whoever reads it -> what was read
        self._folded: str | None = None
        self._words: list[Word] | None = None
        self._texts: list[str] | None = None
        self._bag: frozenset[str] | None = None

    @property
    def folded(self) -> str:
        """The text in lower case, without accents or addresses, letter for letter as long."""
        if self._folded is None:
            bare = self.text
            if _MAYBE_OPAQUE.search(bare):
                bare = _OPAQUE.sub(lambda match: " " * len(match[0]), bare)
            self._folded = bare.translate(_DOTTED).lower().translate(_ACCENTED)
        return self._folded

    @property
    def words(self) -> list[Word]:
        """The words in order; an apostrophe stays with « n' » and with "don't"."""
        if self._words is None:
            pattern = _WORDS.get(self.lang, _WORDS["en"])
            self._words = [Word(*m.span(), m[0]) for m in pattern.finditer(self.folded)]
        return self._words

    @property
    def texts(self) -> list[str]:
        """The words without their places."""
        if self._texts is None:
            self._texts = [word[2] for word in self.words]
        return self._texts

    @property
    def bag(self) -> frozenset[str]:
        """Which words there are: a check whose words are not among them need not look."""
        if self._bag is None:
            self._bag = frozenset(self.texts)
        return self._bag

    @property
    def ends(self) -> list[int]:
        """Where its sentences end, the last one at the end of the text."""
        found = [m.end() for m in _ENDS.finditer(self.text) if m.end() < len(self.text)]
        return [*found, len(self.text)]

    def between(self, left: Word, right: Word) -> str:
        """Return what stands between two words."""
        return self.folded[left.end : right.start]


class Violation(Protocol):
    """One place where a translation does not follow a glossary."""

    @property
    def explanation(self) -> Bilingual:
        """What is wrong, in both languages."""

    @property
    def span(self) -> Span | None:
        """Where in the translation, in code points."""


class TermRules(Protocol):
    """A glossary, as far as checks ask it."""

    def violations(
        self, source: str, target: str, source_lang: str, target_lang: str
    ) -> Sequence[Violation]:
        """Return where a translation does not follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A text and its translation, and by what rules it is read."""

    source: Side
    target: Side
    region: Region = CANADA  # whose French a French target is
    terms: TermRules | None = None

    @property
    def official(self) -> bool:
        """Whether one is English and the other French."""
        return {self.source.lang, self.target.lang} == {"en", "fr"}
