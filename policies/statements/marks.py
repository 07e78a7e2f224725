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
from functools import lru_cache
from typing import Final

from policies.lexicons import Hit, Term, statement_terms
from policies.statements.values import Group
from policies.views import Span

# lexicon -> its letter, where all its terms have the same one
_LETTERS: Final[Mapping[str, str]] = {}
# (lexicon, id up to the dot) -> letter
_LETTER: Final[Mapping[tuple[str, str], str]] = {
    **{
        ("grammar", name): letter
        for name, letter in {
            "they": "P", "you": "Y", "author": "I", "it": "5", "not": "N", "half-not": "n", "nobody": "0",
            "plus": "1", "link": "C", "ought": "H", "future": "h", "wish": "W", "but": "b", "and": "&",
            "that": "q", "the": "D", "all": "M", "so": "i", "contempt": "k", "tail": "7", "of": "o",
            "turn": "z", "why": "y", "he": "2", "rather": "3", "treated": "t", "kind": "g", "eager": "w",
        }.items()
    },
    **{
        ("predicates", name): letter
        for name, letter in {
            "doing": "Q", "leave": "E", "die": "e", "expel": "X", "stop-paying": "X", "send": "s", "out": "O",
            "harm": "K", "curse": "f", "better-without": "B", "worth": "R", "right": "r", "like": "L",
            "implied": "Z", "seeing": "v", "of-them": "4", "hates": "8", "hated": "V",
        }.items()
    },
    **{
        ("attribution", name): letter
        for name, letter in {
            "say": "J", "own-say": "j", "denial-of": "N", "condemn": "F", "agree": "+",
        }.items()
    },
    ("failings", "failing"): "a",
    ("failings", "vile"): "A",
    ("things", "institution"): "T",
    ("things", "trade"): "9",
    ("things", "of-a-group"): "u",
}  # fmt: skip
# where a phrase has several meanings in one language, the one further left wins
_PRECEDENCE: Final = "4ZEevQB8XKVNaAFJj23RrLsOftgHWhPYIC5MkiT9ubq&DozN7"
_SINGLE: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"i": "I", "u": "Y", "r": "C", "a": "D", "n": "&"},
    "fr": {"a": "o", "y": "w", "t": "Y", "c": "C"},
}
# lexicon of the policy's own words -> letter
_OF_LEXICON: Final[Mapping[str, str]] = {
    "identity": "G", "slurs": "S", "hostility": "A", "aversion": "V", "insults": "A", "belittling": "a",
}  # fmt: skip

_TOKEN: Final = re.compile(
    r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)|[^\W_]+'t(?![^\W_])|'(?:s|re|ve|ll|d|m)(?![^\W_])"
    r"|[^\W_]+|[.!?…]+(?!\w)|\n+|[,()—–]|[;:](?!\w)|(?<=\s)-+(?=\s)"
)
_ENGLISH: Final = re.compile(
    r"\b(?:the|are|is|you|they|and|not|should|of|to|in|all|my|your|don't)\b"
)
_FRENCH: Final = re.compile(
    r"\b(?:les|des|est|sont|une|je|pas|vous|ils|qui|que|dans|pour|et|ces|aux|la|le)\b"
)

_Options = list[tuple[tuple[str, ...], str]]


@dataclass(frozen=True, slots=True)
class Words:
    """Words and phrases with their letters, for texts mainly in one language."""

    single: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, _Options]]  # by first and second word, longest first
    tails: frozenset[str]  # vile words that may follow a group's name: "immigrant scum"


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
    places = [match.span() for match in _TOKEN.finditer(text)]
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
    seconds = words.phrases.get(word)
    if seconds is not None and index + 1 < len(tokens):
        for rest, letter in seconds.get(tokens[index + 1], ()):
            size = len(rest)
            if not size or tuple(tokens[index + 2 : index + 2 + size]) == rest:
                return letter, size + 2
    letter = words.single.get(word, "")
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


@lru_cache(maxsize=2)
def shipped_words(lang: str) -> Words:
    """Return the words that come with the program; those of the other language stand behind."""
    keys = _shipped_keys()
    table: dict[tuple[str, ...], str] = {}
    both: set[tuple[str, ...]] = set()
    for mine in (False, True):
        layer: dict[tuple[str, ...], str] = {}
        for term, forms in keys:
            if (lang in term.langs) == mine:
                letter = _letter(term)
                for key in forms:
                    both |= {key} if {layer.get(key), letter} == {"a", "k"} else set()
                    if key not in layer or _rank(letter) < _rank(layer[key]):
                        layer[key] = letter
        if mine:
            layer.update({(word,): letter for word, letter in _SINGLE[lang].items()})
        table.update(layer)
    table.update(dict.fromkeys(both, "m"))
    tails = frozenset(form for term, _ in keys if term.id == "tail.en" for form in term.folded)
    single = {key[0]: letter for key, letter in table.items() if len(key) == 1}
    phrases: dict[str, dict[str, _Options]] = {}
    for key, letter in table.items():
        if len(key) > 1:
            seconds = phrases.setdefault(key[0], {})
            seconds.setdefault(key[1], []).append((key[2:], letter))
    for seconds in phrases.values():
        for options in seconds.values():
            options.sort(key=lambda option: -len(option[0]))
    return Words(single, phrases, tails)


@lru_cache(maxsize=1)
def _shipped_keys() -> list[tuple[Term, list[tuple[str, ...]]]]:
    return [(term, [_key(form) for form in term.folded]) for term in statement_terms()]


def _key(plain: str) -> tuple[str, ...]:
    words = plain.split()
    if all(map(str.isalpha, words)):
        return tuple(words)
    if plain.endswith("'"):  # an elided word needs one after it to be told
        return tuple(_TOKEN.findall(plain + "a"))[:-1]
    return tuple(_TOKEN.findall(plain))


def _letter(term: Term) -> str:
    name = term.id.partition(".")[0]
    if term.id == "tail.fr":
        return "6"
    return _LETTERS.get(term.lexicon) or _LETTER[term.lexicon, name]


def _rank(letter: str) -> int:
    return _PRECEDENCE.find(letter) if letter in _PRECEDENCE else len(_PRECEDENCE)
