"""Words as the matcher sees them: folded, split, stemmed, and joined into concepts.

Folding drops accents and capitals, because a good half of what people write has neither right.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from policies.yamlfile import load_yaml, parse_model

_DATA: Final = Path(__file__).parent / "data"
ValueT = TypeVar("ValueT")

_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_WORD: Final = re.compile(r"[a-z0-9]+")
_LINKS: Final = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.\S+|(?<!\w)@\w+")

# English contractions, with and without the apostrophe, then French elisions; each with what a text
# has to hold for it to be looked for
_REWRITES: Final = (
    ("n't", re.compile(r"\b(ca|wo)n't\b"), r"\1n not"),
    ("n't", re.compile(r"n't\b"), " not"),
    ("cannot", re.compile(r"\bcannot\b"), "can not"),
    (
        "nt",
        re.compile(
            r"\b(do|does|did|is|are|was|were|ca|wo|should|could|would|have|has|had|ai|must)nt\b"
        ),
        r"\1 not",
    ),
    ("qu'", re.compile(r"\bqu'"), "que "),
    ("n'", re.compile(r"\bn'"), "ne "),
    ("j", re.compile(r"\bj'|\bj(?=ai\b)"), "je "),
    ("c'", re.compile(r"\bc'"), "ce "),
    ("y", re.compile(r"\by'?a\b"), "y a"),
    ("'s", re.compile(r"'s\b"), " "),
    ("'", re.compile(r"\b([ldmts]|jusqu|lorsqu|puisqu|quelqu)'"), " "),
)
_REMEMBERED: Final = 20_000  # words whose meaning is kept
_MIN_SLIP: Final = 6  # letters of a word in which a slip is forgiven
_SUFFIXES: Final = (
    *("ations", "ation", "ments", "ment", "ings", "ing", "ees", "ent", "ied", "ies"),
    *("ee", "ed", "es", "er", "ez", "s", "x", "e", "y"),
)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set: long lists read better that way."""
    return frozenset(text.split())


STOP_WORDS: Final = word_set(
    """a an and are as at be been but by can could do does did for from had has have he her him his
    i if in into is it its me my of on or our she so than that the their them then there these they
    this those to too us was we were what when where which who why will with would you your am just
    im youre theyre also about any some all more most very really up out how one because only
    au aux avec ce ces cet cette dans de des du elle elles en est et etes etre eu il ils je la le
    les leur leurs lui ma mais me mes moi mon ne nos notre nous on ont ou par pas pour qu que quel
    quelle quels quelles qui sa se ses si son sont sur ta te tes toi ton tu un une vos votre vous y
    ai as avez avons sera suis sommes ete fait faire font faut tout tous toute toutes meme plus tres
    deja donc alors car parce comme ca cela peut peuvent peux pouvez puis dois doit doivent devez
    not no never without sans jamais aucun aucune rien ni non seul seule seuls seules seulement
    juste uniquement nothing none nobody soit ici bien encore toujours"""
)


def fold(text: str) -> str:
    """Return the text without accents, capitals, links, handles and invisible characters."""
    if not text.isascii():
        text = text.translate(_APOSTROPHES)
        text = _INVISIBLE.sub("", text).replace("œ", "oe").replace("Œ", "oe")
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    else:
        text = text.replace("`", "'")
    text = text.casefold()
    if "@" in text or "://" in text or "www." in text:
        text = _LINKS.sub(" ", text)
    return text


def split_words(folded: str) -> list[str]:
    """Return the words of folded text: contractions opened, elisions dropped."""
    for held, pattern, better in _REWRITES:
        if held in folded:
            folded = pattern.sub(better, folded)
    return _WORD.findall(folded)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the word without its commonest English and French endings: crude on purpose."""
    if len(word) < 4 or word[0].isdigit():
        return word
    for suffix in _SUFFIXES:
        # « formation » is no "form": a long ending leaves a long stem
        if word.endswith(suffix) and len(word) - len(suffix) >= max(3, len(suffix)):
            return word[: -len(suffix)]
    return word


class Phrases(Generic[ValueT]):
    """Finds known sequences of words; the longest one wins, and none overlap."""

    __slots__ = ("_by_first",)

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], ValueT]]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], ValueT]]] = {}
        for words, value in entries:
            if words:
                by_first.setdefault(words[0], []).append((words, value))
        for found in by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))
        self._by_first = by_first

    def find(self, words: Sequence[str]) -> list[tuple[int, int, ValueT]]:
        """Return (start, end, value) for each phrase, in order."""
        found = []
        index, size = 0, len(words)
        while index < size:
            step = 1
            for phrase, value in self._by_first.get(words[index], ()):
                end = index + len(phrase)
                if end <= size and tuple(words[index:end]) == phrase:
                    found.append((index, end, value))
                    step = len(phrase)
                    break
            index += step
        return found


class Slips:
    """Finds the known word that a misspelt one stands for: one slip, in words of some length."""

    __slots__ = ("_table", "meant")

    def __init__(self, known: Iterable[str]) -> None:
        table: dict[str, set[str]] = {}
        for word in known:
            if len(word) >= _MIN_SLIP:
                for key in _less_a_letter(word):
                    table.setdefault(key, set()).add(word)
        # a key of two words says nothing
        self._table = {key: words.pop() for key, words in table.items() if len(words) == 1}
        #: The known word that a word stands for, None where there is none or more than one.
        self.meant = lru_cache(maxsize=_REMEMBERED)(self._meant)

    def _meant(self, word: str) -> str | None:
        if len(word) < _MIN_SLIP:
            return None
        if word in self._table:  # only a letter is missing: nearer than one that is exchanged
            return self._table[word]
        found = {self._table[key] for key in _less_a_letter(word) if key in self._table}
        return found.pop() if len(found) == 1 else None


def _less_a_letter(word: str) -> Iterator[str]:
    """Yield the word, and the word without each of its letters but the first."""
    yield word
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]


class _ConceptFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    concepts: dict[str, tuple[str, ...]] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Concepts:
    """The concepts that some words express, and whether the words turn the sense round."""

    names: frozenset[str]
    reversed: bool  # an odd number of opposites, such as "free" for "fee"


class Lexicon:
    """Words and phrases that express the same concept in either language."""

    __slots__ = ("_phrases", "_single", "_slips", "fingerprint")

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        concepts = {name: tuple(forms) for name, forms in concepts.items()}
        #: What tells its senses from another lexicon's.
        self.fingerprint = hashlib.sha256(repr(sorted(concepts.items())).encode()).hexdigest()[:16]
        merged: dict[tuple[str, ...], tuple[set[str], bool]] = {}
        for name, forms in concepts.items():
            for form in forms:
                opposite = form.startswith("-")
                words = tuple(stem(word) for word in split_words(fold(form.lstrip("-"))))
                names, _ = merged.setdefault(words, (set(), opposite))
                names.add(name)
        self._phrases = Phrases(
            (words, (tuple(sorted(names)), opposite)) for words, (names, opposite) in merged.items()
        )
        self._single = {
            words[0]: names
            for words, (names, opposite) in merged.items()
            if len(words) == 1 and not opposite
        }
        self._slips = Slips(self._single)

    def concepts(self, words: Sequence[str]) -> Concepts:
        """Return the concepts of a clause; a word without concept stands for itself, stemmed."""
        stems = [stem(word) for word in words]
        names: set[str] = set()
        opposites = 0
        covered = [False] * len(stems)
        for start, end, (found, opposite) in self._phrases.find(stems):
            names.update(found)
            opposites += opposite
            covered[start:end] = [True] * (end - start)
        for word, stemmed, known in zip(words, stems, covered, strict=True):
            if not known and word not in STOP_WORDS and len(word) > 1 and not word.isdigit():
                meant = self._slips.meant(stemmed)
                names.update(self._single[meant] if meant else ("=" + stemmed,))
        if "pay" in names and "back" in words:
            names.add("repay")
        return Concepts(frozenset(names), opposites % 2 == 1)


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """Return the lexicon of the package; its files are read on the first call only."""
    merged: dict[str, tuple[str, ...]] = {}
    for name in ("concepts.yaml", "opposites.yaml"):
        document = parse_model(load_yaml(_DATA / name), _ConceptFile)
        for concept, forms in document.concepts.items():
            merged[concept] = (*merged.get(concept, ()), *forms)
    return Lexicon(merged)
