"""An inverted index over hashed keys: for each key the texts that have it.

All of it is a few flat arrays, so that it is read from disk without being parsed, and built block
by block, so that a hundred thousand texts need little more memory than the index itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from responders.retrieval.grams import BUCKETS, KeyRows, Keys, rows_of

Scores: TypeAlias = NDArray[np.float32]  # one per text, in the order of the index

_SATURATION: Final = 1.2  # BM25's k1: how soon a word's repetition says nothing more
_LENGTH: Final = 0.75  # BM25's b: how much a long text pays for its length
_MORE_WORDS: Final = 3
_COMMON: Final = 0.25  # a key in more texts than this share is not followed
_ALWAYS: Final = 50  # nor is it left out in so few texts
_FOLLOWED: Final = 20_000  # texts of a key that are followed at most: commoner keys say little
_UNKNOWN: Final = 0.45  # weight of a sense that no text has, against the rarest that one has
_BLOCK: Final = 4_096  # texts taken at a time
_AT_ONCE: Final = 20_000  # up to so many places, one sum for all keys is faster than one for each


class Way(Enum):
    """How shared keys are weighed."""

    COSINE = "cosine"  # tf-idf, compared by angle
    BM25 = "bm25"  # as the share of what the text would score with itself, plus a few words
    DICE = "dice"  # twice what is shared by what both have, unknown keys counted in


@dataclass(frozen=True, slots=True)
class Counted:
    """The keys of some texts: which, how often, and where each text begins."""

    keys: Keys
    counts: NDArray[np.uint8]
    starts: NDArray[np.int64]  # one more than there are texts

    def __len__(self) -> int:
        return len(self.starts) - 1


def count(texts: Iterable[Keys]) -> Counted:
    """Count the keys of each text."""
    blocks: list[tuple[Keys, NDArray[np.uint8]]] = []
    keys: list[Keys] = [np.zeros(0, dtype=np.int32)]
    counts: list[NDArray[np.uint8]] = [np.zeros(0, dtype=np.uint8)]
    starts = [0]
    for number, text in enumerate(texts, start=1):
        found, times = np.unique(text, return_counts=True)
        keys.append(found)
        counts.append(np.minimum(times, 255).astype(np.uint8))
        starts.append(starts[-1] + len(found))
        if number % _BLOCK == 0:
            blocks.append(_joined(keys, counts))
            keys, counts = [], []
    blocks.append(_joined(keys, counts))
    return Counted(
        np.concatenate([block for block, _ in blocks]),
        np.concatenate([block for _, block in blocks]),
        np.array(starts, dtype=np.int64),
    )


def _joined(
    keys: Sequence[Keys], counts: Sequence[NDArray[np.uint8]]
) -> tuple[Keys, NDArray[np.uint8]]:
    if not keys:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8)
    return np.concatenate(keys).astype(np.int32), np.concatenate(counts)


class Postings:
    """For each key the texts that have it: scores of a text against all of them."""

    __slots__ = ("_bounds", "_followed", "_idf", "_masses", "_texts", "_weights", "size", "way")

    def __init__(self, counted: Counted, way: Way) -> None:
        self.way = way
        self.size = len(counted)
        lengths = np.diff(counted.starts)
        frequency = np.zeros(BUCKETS, dtype=np.int64)
        for _, here in self._blocks(counted):
            frequency += np.bincount(counted.keys[here], minlength=BUCKETS)
        self._idf = np.log(1 + self.size / np.maximum(frequency, 1)).astype(np.float32)
        if way is not Way.DICE:
            self._idf = np.log(1 + self.size / (1 + frequency)).astype(np.float32)
            self._idf[frequency > max(_ALWAYS, _COMMON * self.size)] = 0.0
        if way is Way.DICE:
            self._idf[frequency == 0] *= _UNKNOWN
        self._followed = frequency <= max(_COMMON * self.size, _FOLLOWED)
        self._bounds = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
        self._texts = np.empty(len(counted.keys), dtype=np.int32)
        self._weights = np.empty(0 if way is Way.DICE else len(counted.keys), dtype=np.float16)
        self._masses = np.zeros(self.size, dtype=np.float32)
        mean = max(float(lengths.mean()) if self.size else 1.0, 1e-9)
        free = self._bounds[:-1].copy()
        for texts, here in self._blocks(counted):
            keys = np.asarray(counted.keys[here])
            owner = np.repeat(
                np.arange(texts.start, texts.stop, dtype=np.int32),
                lengths[texts.start : texts.stop],
            )
            order = np.argsort(keys, kind="stable")
            ordered = keys[order]
            times = np.bincount(ordered, minlength=BUCKETS)
            first = np.concatenate([[0], np.cumsum(times)])[:-1]
            place = free[ordered] + np.arange(len(ordered)) - first[ordered]
            free += times
            self._texts[place] = owner[order]
            own = np.bincount(owner - texts.start, weights=self._idf[keys], minlength=len(texts))
            self._masses[texts.start : texts.stop] = own
            if way is not Way.DICE:
                counts = np.asarray(counted.counts[here]).astype(np.float32)
                weights = self._weigh(keys, counts, owner - texts.start, len(texts), mean)
                self._weights[place] = weights[order]

    def _blocks(self, counted: Counted) -> Iterable[tuple[range, slice]]:
        for start in range(0, self.size, _BLOCK):
            texts = range(start, min(start + _BLOCK, self.size))
            yield texts, slice(int(counted.starts[texts.start]), int(counted.starts[texts.stop]))

    def _weigh(
        self, keys: Keys, counts: Scores, owner: NDArray[np.int32], size: int, mean: float
    ) -> Scores:
        if self.way is Way.COSINE:
            raw = (1 + np.log(counts)) * self._idf[keys]
            norms = np.sqrt(np.bincount(owner, weights=raw * raw, minlength=size))
            return (raw / np.maximum(norms, 1e-9)[owner]).astype(np.float32)
        lengths = np.bincount(owner, weights=counts, minlength=size)
        pays = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / mean)
        return (counts * (_SATURATION + 1) / (counts + pays[owner])).astype(np.float32)

    def scores(self, text: Keys) -> Scores:
        """Return how near each text of the index is to this one."""
        row: Scores = self.rows(rows_of([text]))[0]
        return row

    def rows(self, asked: KeyRows) -> NDArray[np.float32]:
        """Return how near each text of the index (columns) is to each of those asked (rows)."""
        pairs, times = np.unique(asked.owners * BUCKETS + asked.keys, return_counts=True)
        owners, keys = pairs // BUCKETS, pairs % BUCKETS
        weights = self._idf[keys].copy()
        masses = np.bincount(owners, weights=weights, minlength=asked.size)
        if self.way is Way.COSINE:
            weights *= 1 + np.log(times)
            norms = np.sqrt(np.bincount(owners, weights=weights * weights, minlength=asked.size))
            weights /= np.maximum(norms, 1e-9)[owners]
        starts = self._bounds[keys]
        followed = self._followed[keys] & (weights > 0)
        counts = np.where(followed, self._bounds[keys + 1] - starts, 0)
        total = self._added(owners, starts, counts, weights, asked.size)
        if self.way is Way.COSINE:
            return total
        if self.way is Way.DICE:
            whole = masses[:, None].astype(np.float32) + self._masses + np.float32(1e-9)
            return 2 * total / whole
        return total / (self._masses + np.float32(_MORE_WORDS * np.log(1 + self.size) + 1e-9))

    def _added(
        self,
        owners: NDArray[np.int64],
        starts: NDArray[np.int64],
        counts: NDArray[np.int64],
        weights: Scores,
        size: int,
    ) -> NDArray[np.float32]:
        """Add up what each key gives to each text that has it, row by row."""
        if int(counts.sum()) > _AT_ONCE * size:
            total = np.zeros((size, self.size), dtype=np.float32)
            for row, start, length, weight in zip(
                owners.tolist(), starts.tolist(), counts.tolist(), weights.tolist(), strict=True
            ):
                here = slice(start, start + length)
                # a text has a key once: no two of these are the same
                total[row, self._texts[here]] += (
                    np.float32(weight) * self._weights[here].astype(np.float32)
                    if len(self._weights)
                    else np.float32(weight)
                )
            return total
        before = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum())) + np.repeat(starts - before, counts)
        shares = np.repeat(weights, counts)
        if len(self._weights):
            shares = shares * self._weights[places]
        at = np.repeat(owners * self.size, counts) + self._texts[places]
        found = np.bincount(at, weights=shares, minlength=size * self.size)
        return found.astype(np.float32).reshape(size, self.size)
