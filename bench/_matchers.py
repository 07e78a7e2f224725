"""What matches messages to facts: the program by one door, and plain methods beside it."""

import math
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from responders.facts import FactBank
from responders.matching import Matcher
from responders.values import MatchResult
from tests.claims.counting import TOP, Answer
from tests.claims.sets import DAY, texts_of

Scores: TypeAlias = NDArray[np.float32]  # one number a text
Cut: TypeAlias = Callable[[str], list[str]]  # a text -> its words or pieces

_WORD: Final = re.compile(r"\w+")
_SHORTEST, _LONGEST = 3, 5  # characters of a piece
_K1, _B = 1.5, 0.75  # BM25's usual settings
_BATCH: Final = 256


class Ranker(Protocol):
    """Ranks facts by likeness, and takes no stance."""

    def rank(self, text: str) -> tuple[str, ...]:
        """Return the ids of the nearest facts, best first."""


def open_matcher(bank: FactBank) -> Answer:
    """Return the program's matcher, as `liaison match` makes it: the only door to it here."""
    from translations.encoding import SentenceEncoder

    matcher = Matcher(bank, encoder=SentenceEncoder())

    def answer(text: str, lang: str) -> MatchResult:
        return matcher.match(text, lang=lang, day=DAY, top=TOP, far=True)

    return answer


class _Texts:
    """Texts of facts, and which fact each is of."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.names = list(dict.fromkeys(fact for fact, _ in pairs))
        place = {name: number for number, name in enumerate(self.names)}
        self._owners = np.array([place[fact] for fact, _ in pairs], dtype=np.int64)

    def best(self, scores: Scores) -> tuple[str, ...]:
        """Return the facts of the best texts."""
        by_fact = np.zeros(len(self.names), dtype=np.float32)
        np.maximum.at(by_fact, self._owners, scores)
        nearest = np.argsort(-by_fact, kind="stable")[:TOP]
        return tuple(self.names[n] for n in nearest if by_fact[n] > 0)


class Weighted:
    """Texts by the words or pieces that they share with a message: BM25, or TF-IDF's cosine."""

    def __init__(self, pairs: Sequence[tuple[str, str]], cut: Cut, *, bm25: bool) -> None:
        self._texts, self._cut, self._bm25 = _Texts(pairs), cut, bm25
        self._size = len(pairs)
        counts = [Counter(cut(text)) for _, text in pairs]
        found: Counter[str] = Counter(piece for count in counts for piece in count)
        self._rarity = {piece: self._idf(times) for piece, times in found.items()}
        mean = sum(count.total() for count in counts) / max(1, self._size)
        places: dict[str, array[int]] = defaultdict(lambda: array("i"))
        weights: dict[str, array[float]] = defaultdict(lambda: array("f"))
        for number, count in enumerate(counts):
            for piece, weight in self._weigh(count, mean).items():
                places[piece].append(number)
                weights[piece].append(weight)
        self._postings = {
            piece: (np.frombuffer(places[piece], np.int32), np.frombuffer(weights[piece], "f"))
            for piece in places
        }

    def rank(self, text: str) -> tuple[str, ...]:
        """Return the nearest facts."""
        scores = np.zeros(self._size, dtype=np.float32)
        for piece, times in Counter(self._cut(text)).items():
            if piece not in self._postings:
                continue
            places, weights = self._postings[piece]
            factor = 1.0 if self._bm25 else (1 + math.log(times)) * self._rarity[piece]
            scores[places] += np.float32(factor) * weights
        return self._texts.best(scores)

    def _idf(self, times: int) -> float:
        if self._bm25:
            return math.log(1 + (self._size - times + 0.5) / (times + 0.5))
        return math.log((1 + self._size) / (1 + times)) + 1

    def _weigh(self, count: Counter[str], mean: float) -> dict[str, float]:
        if self._bm25:
            longer = _K1 * (1 - _B + _B * count.total() / mean)
            return {p: self._rarity[p] * n * (_K1 + 1) / (n + longer) for p, n in count.items()}
        weights = {p: (1 + math.log(n)) * self._rarity[p] for p, n in count.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {piece: weight / length for piece, weight in weights.items()}


class Fuzzy:
    """Texts by rapidfuzz's token_set_ratio, all of them compared."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._texts = _Texts(pairs)
        self._choices = [" ".join(words(text)) for _, text in pairs]

    def rank(self, text: str) -> tuple[str, ...]:
        """Return the nearest facts."""
        from rapidfuzz import fuzz, process

        asked = " ".join(words(text))
        scores = process.cdist([asked], self._choices, scorer=fuzz.token_set_ratio, workers=1)
        return self._texts.best(np.asarray(scores[0], dtype=np.float32))


class Meaning:
    """Texts by the bundled encoder's vectors alone, all of them compared."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        from translations.encoding import SentenceEncoder

        self._texts = _Texts(pairs)
        self._encoder: Any = SentenceEncoder()
        texts = [text for _, text in pairs]
        self._rows = np.concatenate(
            [self._encoder.encode(texts[n : n + _BATCH]) for n in range(0, len(texts), _BATCH)]
        )

    def rank(self, text: str) -> tuple[str, ...]:
        """Return the nearest facts."""
        return self._texts.best(self._rows @ self._encoder.encode([text])[0])


def words(text: str) -> list[str]:
    """Return a text's words, folded."""
    return _WORD.findall(_fold(text))


def pieces(text: str) -> list[str]:
    """Return the pieces of 3 to 5 characters inside a text's words."""
    found = []
    for word in words(text):
        padded = f" {word} "
        for size in range(_SHORTEST, _LONGEST + 1):
            found += [padded[n : n + size] for n in range(len(padded) - size + 1)]
    return found


BASELINES: Final[dict[str, Callable[[Sequence[tuple[str, str]]], Ranker]]] = {
    "BM25": lambda pairs: Weighted(pairs, words, bm25=True),
    "TF-IDF, words": lambda pairs: Weighted(pairs, words, bm25=False),
    "TF-IDF, characters": lambda pairs: Weighted(pairs, pieces, bm25=False),
    "rapidfuzz": Fuzzy,
    "vectors alone": Meaning,
}


def open_baseline(name: str, bank: FactBank) -> Ranker:
    """Return a plain method over the same texts."""
    return BASELINES[name](list(texts_of(bank.facts)))


def ranker(answer: Answer) -> Callable[[str, str], Iterable[str]]:
    """Return the program's matcher as something that ranks only."""
    return lambda text, lang: (match.fact for match in answer(text, lang).matches)


def _fold(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
