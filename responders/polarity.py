"""Whether a clause denies: negations counted as English and French use them.

« ne … que » and "only" restrict and do not deny; « avant qu'il ne parte » denies nothing; « pas »
alone denies; "you can't get nothing" denies once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from responders.words import word_set

_ENGLISH_SECOND: Final = frozenset(
    {"no", "nothing", "nobody", "none", "nowhere", "neither", "never", "nor"}
)
_FRENCH_SECOND: Final = word_set(
    "pas jamais rien aucun aucune aucunement guere point ni personne nullement plus"
)
_FRENCH_ALONE: Final = word_set("jamais rien aucun aucune aucunement nullement ni")
_ONLY: Final = word_set(
    "only solely merely exclusively seulement seul seule seuls seules uniquement exclusivement"
)
_AFTER_INTERJECTION: Final = word_set("i you we they it there that this he she")
_MISSING: Final = word_set(
    "without sans zero 0 hardly stop stops stopped ceased quit arrete arreter cesse cesser"
)
_AFTER_JUST: Final = word_set("a an the for in un une pour de des 1 2 3 4 5 6 7 8 9 10")
_NOUN_MARKS: Final = word_set("une la cette chaque par toute aucune meme seule")
_REACH: Final = 7  # words between « ne » and what completes it


@dataclass(frozen=True, slots=True)
class Polarity:
    """How a clause states: negative or not, restricted or not, and whether that is certain."""

    negations: int
    restricted: bool = False
    unclear: bool = False  # « y a plus d'intérêts »: more, or no more? "Do not pay": advice

    @property
    def negative(self) -> bool:
        """Whether the clause denies: two negations undo each other."""
        return self.negations % 2 == 1


def read_polarity(words: Sequence[str]) -> Polarity:
    """Count the negations of one clause, given as split words."""
    reader = _Reader(words)
    index = 0
    while index < len(words):
        index = reader.step(index)
    advice = tuple(words[:2]) == ("do", "not") or (
        tuple(words[:1]) == ("ne",) and tuple(words[1:2]) != ("importe",)
    )
    return Polarity(reader.count, reader.restricted, reader.unclear or advice)


class _Reader:
    """One pass over the words of a clause."""

    __slots__ = ("count", "french", "negated", "restricted", "twice", "unclear", "words")

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.count = 0
        self.negated = False  # an English "not" came before: "no", "nothing" then add nothing
        self.french = False  # a French negation came before: « aucun », « ni » then add nothing
        self.twice = False  # a "not" came before
        self.restricted = False
        self.unclear = False

    def step(self, index: int) -> int:
        word = self.words[index]
        if word == "ne":
            return self._ne(index)
        if word in _ONLY or self._is_only_just(index, word):
            self.restricted = True
        elif word == "not":
            if not self.negated:
                self.count += 1
            self.unclear = self.unclear or self.twice  # "it is not that you can not"
            self.negated = self.twice = True
        elif word in _ENGLISH_SECOND:
            self._english(index, word)
        elif word == "pas":
            if not self.french:
                self.count += 1
            self.french = True
        elif word in _FRENCH_ALONE:
            if not self.french and not (index and self.words[index - 1] == "si"):
                self.count += 1
            self.french = True
        else:
            self._other(index, word)
        return index + 1

    def _other(self, index: int, word: str) -> None:
        if word in _MISSING or (word == "personne" and index == 0):
            self.count += 1
            self.french = self.negated = True
        elif word == "plus" and index and self.words[index - 1] in {"a", "est", "ont", "sont"}:
            self.unclear = True

    def _is_only_just(self, index: int, word: str) -> bool:
        """Whether "just" means only: "just $500", but not "they just announced"."""
        if word == "juste":
            return True
        following = self.words[index + 1] if index + 1 < len(self.words) else ""
        return word == "just" and (following in _AFTER_JUST or following.isdigit())

    def _english(self, index: int, word: str) -> None:
        if word == "no" and index == 0 and self._ahead(index, *_AFTER_INTERJECTION):
            return
        if not self.negated:
            self.count += 1
        self.negated = True

    def _ne(self, index: int) -> int:
        """Read « ne … pas », « ne … que », or a « ne » that means nothing."""
        for place in range(index + 1, min(index + 1 + _REACH, len(self.words))):
            word = self.words[place]
            if word == "que":
                self.restricted = True
                return place + 1
            if word in _FRENCH_SECOND and not (
                word == "personne" and self.words[place - 1] in _NOUN_MARKS
            ):
                if self._ahead(place, "que"):
                    self.unclear = self.unclear or word == "pas"
                    self.restricted = True
                    return place + 2
                if not self.french:
                    self.count += 1
                self.french = True
                return place + 1
        return index + 1

    def _ahead(self, index: int, *expected: str) -> bool:
        return index + 1 < len(self.words) and self.words[index + 1] in expected
