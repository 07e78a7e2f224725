# ruff: noqa: E501 # tables read better whole
"""The words that statements are read from, each with its letter (`marks`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from policies import kept
from policies.shippedwords import joined, parted, shipped_key, statement_terms
from policies.terms import Term

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
TOKEN: Final = re.compile(
    r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)|[^\W_]+'t(?![^\W_])|'(?:s|re|ve|ll|d|m)(?![^\W_])"
    r"|[^\W_]+|[.!?…]+(?!\w)|\n+|[,()—–]|[;:](?!\w)|(?<=\s)-+(?=\s)"
)

_Keys = list[tuple[Term, list[str]]]


@dataclass(frozen=True, slots=True)
class Words:
    """Words and phrases with their letters, for texts mainly in one language."""

    single: Mapping[str, str]
    phrases: Mapping[str, str]  # of several words, with spaces between them
    sizes: Mapping[str, Sequence[int]]  # of phrases, by their first two words; longest first
    tails: frozenset[str]  # vile words that may follow a group's name: "immigrant scum"


@lru_cache(maxsize=2)
def shipped_words(lang: str) -> Words:
    """Return the words that come with the program; those of the other language stand behind."""
    key = shipped_key(__file__)
    found = kept.recall(f"statements-{lang}", key) if key else None
    if found is None:
        found = _worked_out(lang)
        if key:
            kept.keep(f"statements-{lang}", key, found)
    return Words(
        single=_spread(found["single"]),
        phrases=_spread(found["phrases"]),
        sizes={
            beginning: sizes
            for sizes, beginnings in (
                (tuple(map(int, text.split())), parted(words))
                for text, words in found["sizes"].items()
            )
            for beginning in beginnings
        },
        tails=frozenset(parted(found["tails"])),
    )


def _spread(words: Mapping[str, str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for letter, text in words.items():
        found.update(dict.fromkeys(parted(text), letter))
    return found


def _worked_out(lang: str) -> dict[str, Any]:
    table = _table(lang)
    single: dict[str, list[str]] = {}
    phrases: dict[str, list[str]] = {}
    sizes: dict[str, set[int]] = {}
    for key, letter in table.items():
        first, space, rest = key.partition(" ")
        if not space:
            single.setdefault(letter, []).append(key)
            continue
        phrases.setdefault(letter, []).append(key)
        second, _, rest = rest.partition(" ")
        sizes.setdefault(f"{first} {second}", set()).add(2 + len(rest.split()))
    by_sizes: dict[str, list[str]] = {}
    for beginning, found in sizes.items():
        by_sizes.setdefault(" ".join(map(str, sorted(found, reverse=True))), []).append(beginning)
    tails = {f for term in statement_terms() if term.id == "tail.en" for f in term.folded}
    return {
        "single": {letter: joined(words) for letter, words in single.items()},
        "phrases": {letter: joined(words) for letter, words in phrases.items()},
        "sizes": {found: joined(words) for found, words in by_sizes.items()},
        "tails": joined(sorted(tails)),
    }


def _table(lang: str) -> dict[str, str]:
    """Return the letter of each key: words of a text in a language first."""
    table: dict[str, str] = {}
    both: set[str] = set()
    for mine in (False, True):
        layer = [(term, keys) for term, keys in _shipped_keys() if (lang in term.langs) == mine]
        letters = _layer(layer)
        both |= _twofold(layer)
        if mine:
            letters.update(_SINGLE[lang])
        table.update(letters)
    table.update(dict.fromkeys(both, "m"))
    return table


def _layer(terms: _Keys) -> dict[str, str]:
    letters: dict[str, str] = {}
    ranked = sorted(terms, key=lambda pair: _rank(_letter(pair[0])))
    for term, keys in reversed(ranked):  # what comes later counts
        letters.update(dict.fromkeys(keys, _letter(term)))
    return letters


def _twofold(terms: _Keys) -> set[str]:
    """Return what is a failing as well as contempt, where nothing weightier came before."""
    by_letter: dict[str, set[str]] = {"a": set(), "k": set()}
    for term, keys in terms:
        by_letter.get(_letter(term), set()).update(keys)
    both = by_letter["a"] & by_letter["k"]
    seen: dict[str, str] = {}
    found: set[str] = set()
    for term, keys in terms if both else ():
        letter = _letter(term)
        for key in both.intersection(keys):
            if {seen.get(key), letter} == {"a", "k"}:
                found.add(key)
            if key not in seen or _rank(letter) < _rank(seen[key]):
                seen[key] = letter
    return found


@lru_cache(maxsize=1)
def _shipped_keys() -> _Keys:
    return [(term, list(map(_key, term.folded))) for term in statement_terms()]


def _key(plain: str) -> str:
    """Return the tokens of a form, with spaces between them."""
    if plain.replace(" ", "").isalpha():
        return plain
    if plain.endswith("'"):  # an elided word needs one after it to be told
        return " ".join(TOKEN.findall(plain + "a")[:-1])
    return " ".join(TOKEN.findall(plain))


def _letter(term: Term) -> str:
    name = term.id.partition(".")[0]
    if term.id == "tail.fr":
        return "6"
    return _LETTERS.get(term.lexicon) or _LETTER[term.lexicon, name]


def _rank(letter: str) -> int:
    return _PRECEDENCE.find(letter) if letter in _PRECEDENCE else len(_PRECEDENCE)
