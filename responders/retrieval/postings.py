"""An inverted index over hashed keys, in segments that are never changed once made.

New texts make a new segment, texts that go are masked; many small segments are joined into one. A
segment is a few flat arrays, so that it is read from disk without being parsed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from responders.retrieval.grams import BUCKETS, Keys

Scores: TypeAlias = NDArray[np.float32]  # one per text, in the order of the index

_SATURATION: Final = 1.2  # BM25's k1: how soon a word's repetition says nothing more
_LENGTH: Final = 0.75  # BM25's b: how much a long text pays for its length
_MORE_WORDS: Final = 3
_COMMON: Final = 0.25  # a key in more texts than this share is not followed


@dataclass(frozen=True, slots=True)
class Counted:
    """The keys of some texts: which, how often, and where each text begins."""

    keys: Keys
    counts: NDArray[np.uint8]
    starts: NDArray[np.int64]  # one more than there are texts

    def __len__(self) -> int:
        return len(self.starts) - 1


def count(texts: Sequence[Keys]) -> Counted:
    """Count the keys of each text."""
    keys: list[Keys] = []
    counts: list[NDArray[np.uint8]] = []
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    for number, text in enumerate(texts):
        found, times = np.unique(text, return_counts=True)
        keys.append(found)
        counts.append(np.minimum(times, 255).astype(np.uint8))
        starts[number + 1] = starts[number] + len(found)
    none = np.zeros(0, dtype=np.int32)
    return Counted(
        np.concatenate([none, *keys]).astype(np.int32),
        np.concatenate([none.astype(np.uint8), *counts]),
        starts,
    )


class Postings:
    """For each key the texts that have it: scores of a text against all of them.

    Args:
        counted: the texts.
        cosine: weigh as tf-idf and compare by angle; otherwise as BM25, as the share of what the
            text would score with itself, a few words more added so that short texts do not win.
    """

    __slots__ = ("_bounds", "_idf", "_texts", "_weights", "_whole", "cosine", "size")

    def __init__(self, counted: Counted, *, cosine: bool) -> None:
        self.cosine = cosine
        self.size = len(counted)
        frequency = np.bincount(counted.keys, minlength=BUCKETS)
        self._idf = np.log(1 + self.size / (1 + frequency)).astype(np.float32)
        self._idf[frequency > max(50, _COMMON * self.size)] = 0.0
        lengths = np.diff(counted.starts)
        owner = np.repeat(np.arange(self.size, dtype=np.int32), lengths)
        weights = self._weigh(counted, owner)
        order = np.argsort(counted.keys, kind="stable")
        self._texts = owner[order]
        self._weights = weights[order].astype(np.float16)
        own = np.bincount(owner, weights=self._idf[counted.keys], minlength=self.size)
        self._whole = (own + _MORE_WORDS * np.log(1 + self.size) + 1e-9).astype(np.float32)
        self._bounds = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)

    def _weigh(self, counted: Counted, owner: NDArray[np.int32]) -> Scores:
        times = counted.counts.astype(np.float32)
        if self.cosine:
            raw = (1 + np.log(times)) * self._idf[counted.keys]
            norms = np.sqrt(np.bincount(owner, weights=raw * raw, minlength=self.size))
            return (raw / np.maximum(norms, 1e-9)[owner]).astype(np.float32)
        lengths = np.bincount(owner, weights=times, minlength=self.size)
        mean = max(float(lengths.mean()) if self.size else 1.0, 1e-9)
        pays = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / mean)
        return (times * (_SATURATION + 1) / (times + pays[owner])).astype(np.float32)

    def scores(self, text: Keys) -> Scores:
        """Return how near each text of the index is to this one."""
        keys, times = np.unique(text, return_counts=True)
        idf = self._idf[keys]
        if self.cosine:
            asked = (1 + np.log(times)) * idf
            asked /= max(float(np.sqrt((asked * asked).sum())), 1e-9)
        else:
            asked = idf
        total = np.zeros(self.size, dtype=np.float32)
        bounds = self._bounds
        for key, weight in zip(keys.tolist(), asked.tolist(), strict=True):
            if weight > 0:
                here = slice(bounds[key], bounds[key + 1])
                # a text has a key once: no two of these are the same
                total[self._texts[here]] += weight * self._weights[here].astype(np.float32)
        return total if self.cosine else total / self._whole
