# ruff: noqa: E501 # tables and regular expressions read better whole
"""A text as one letter for each word or phrase that matters to a statement.

The letters are the same in both languages, so that the patterns are too:

    G group · S slur · P they · 2 he, those who · 3 rather · Y you · I the author · 5 it, this · T institution · 9 trade · u thing of a group
    A vile, said of a group · a failing · m failing that also stands before a name · 6 « de marde » · k contempt
    C link (is) · H ought · h future, can · W wish · N not · n « ne » · M all · D article · i so, only, like
    V hate · Q harmful doing · E leave · e die · X expel · s send · O out · K harm · f curse · B better without · v sick of seeing · 4 « on n'en veut pas » · 8 hates
    R worth · r right · L want, like · g praise · Z hateful in itself beside a group · t treated as
    J says · j I say · F condemns · + agrees · o preposition · z seeing, how · y why · q that · & and · b but
    . end · , comma · : colon · w any other word
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policies.lexicons import Hit, Term
from policies.statements.values import Group
from policies.statements.wordtables import TOKEN, Words, shipped_words
from policies.views import Span

# lexicon of the policy's own words -> letter
_OF_LEXICON: Final[Mapping[str, str]] = {
    "identity": "G", "slurs": "S", "hostility": "A", "aversion": "V", "insults": "A", "belittling": "a",
}  # fmt: skip

_ENGLISH: Final = re.compile(
    r"\b(?:the|are|is|you|they|and|not|should|of|to|in|all|my|your|don't)\b"
)
_FRENCH: Final = re.compile(
    r"\b(?:les|des|est|sont|une|je|pas|vous|ils|qui|que|dans|pour|et|ces|aux|la|le)\b"
)


@dataclass(slots=True)
class Marks:
    """A text as letters; each letter's place in the view, and the kind of each group."""

    letters: str
    spans: list[Span]
    groups: dict[int, Group]  # by index of the letter
    text: str

    def word(self, index: int) -> str:
        """Return what stands at a letter."""
        start, end = self.spans[index]
        return self.text[start:end]


def read_marks(text: str, hits: Iterable[Hit], lang: str) -> Marks:
    """Return the letters of a view, given the policy's own words in it."""
    words = shipped_words(lang if lang in ("en", "fr") else _main_language(text))
    known: dict[int, tuple[int, str, Hit]] = {}
    for hit in hits:
        letter = _OF_LEXICON.get(hit.term.lexicon)
        if letter and (hit.start not in known or _outweighs(hit, letter, known[hit.start])):
            known[hit.start] = (hit.end, letter, hit)
    places = [match.span() for match in TOKEN.finditer(text)]
    tokens = [text[start:end] for start, end in places]
    letters: list[str] = []
    spans: list[Span] = []
    groups: dict[int, Group] = {}
    index, count = 0, len(tokens)
    while index < count:
        start = places[index][0]
        letter, length = _phrase(tokens, index, words)
        last = places[index + length - 1][1]
        own = known.get(start)
        if own is not None and (own[0] >= last or letter in "DMkw"):
            letter, last = _letter_of_hit(own[1], letter, text[start : own[0]], words), own[0]
            length = 1
            while index + length < count and places[index + length][0] < last:
                length += 1
            if letter == "G":
                groups[len(letters)] = group_of(own[2].term)
        if length > 1 and letter != "G" and places[index + length - 1][0] in known:
            length -= 1  # « marre des » before « des Noirs »
            last = places[index + length - 1][1]
        letters.append(letter)
        spans.append((start, last))
        index += length
    return Marks("".join(letters), spans, groups, text)


def _outweighs(hit: Hit, letter: str, other: tuple[int, str, Hit]) -> bool:
    return hit.end > other[0] or (
        hit.end == other[0] and "GSVAa".index(letter) < "GSVAa".index(other[1])
    )


def _letter_of_hit(letter: str, phrase: str, text: str, words: Words) -> str:
    if letter == "A" and text in words.tails:
        return "7"
    if letter in "Aa" and phrase == "m":
        return "m"
    return letter


def _phrase(tokens: Sequence[str], index: int, words: Words) -> tuple[str, int]:
    word = tokens[index]
    if index + 1 < len(tokens):
        for size in words.sizes.get(f"{word} {tokens[index + 1]}", ()):
            phrase = tokens[index : index + size]
            letter = words.phrases.get(" ".join(phrase))
            if letter is not None and len(phrase) == size:
                return letter, size
    letter = words.single.get(word)
    if letter:
        return letter, 1
    first = word[0]
    if first.isalnum():
        return "w", 1
    if first in ".!?…\n":
        return ".", 1
    return (":" if first == ":" else "w" if first == "'" else "," if first != ";" else "b"), 1


def _main_language(text: str) -> str:
    head = text[:2000]
    return "fr" if len(_FRENCH.findall(head)) > len(_ENGLISH.findall(head)) else "en"


def group_of(term: Term) -> Group:
    """Return the kind of group that a term of the identity lexicon names."""
    name = term.id.partition(".")[0]
    return Group(name) if name in ("women", "lgbt", "men") else Group.OTHER
