"""Vectors of many texts, one byte a number: a quarter of the memory, and faster to go through."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from responders.retrieval.postings import Scores
from translations.encoding import Vectors

_STEPS: Final = 127  # what the largest number of a row becomes
_BLOCK: Final = 256  # rows taken at a time: they stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of whole numbers, and what each row is to be multiplied with."""

    rows: NDArray[np.int8]
    scales: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)

    def scores(self, asked: Vectors) -> NDArray[np.float32]:
        """Return the cosine of each asked vector (rows) with each text (columns)."""
        scores: NDArray[np.float32] = np.empty((len(asked), len(self)), dtype=np.float32)
        block = np.empty((_BLOCK, self.rows.shape[1]), dtype=np.float32)
        for start in range(0, len(self), _BLOCK):
            some = self.rows[start : start + _BLOCK]
            floats = block[: len(some)]
            floats[...] = some
            scores[:, start : start + len(some)] = asked @ floats.T
        scores *= self.scales
        return scores


def pack(vectors: Vectors) -> Packed:
    """Return vectors in small; a cosine changes by less than 0.01."""
    largest: Scores = np.abs(vectors).max(axis=1, initial=1e-9)
    rows = np.rint(vectors * (_STEPS / largest)[:, None]).astype(np.int8)
    return Packed(rows, (largest / _STEPS).astype(np.float32))


def empty(count: int, dimension: int) -> Packed:
    """Return room for so many vectors."""
    return Packed(np.zeros((count, dimension), dtype=np.int8), np.zeros(count, dtype=np.float32))
