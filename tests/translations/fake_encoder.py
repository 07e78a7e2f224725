"""A sentence encoder for tests: bags of words, no weights."""

import zlib
from collections.abc import Sequence

import numpy as np

from translations.encoding import Vectors


class FakeEncoder:
    """Adds up one fixed direction a word; counts what it is asked."""

    name = "fake"
    sends_text_away = False

    def __init__(self, dimension: int = 512, fault: Exception | None = None) -> None:
        self.dimension = dimension
        self.asked: list[str] = []
        self.fault = fault

    def fingerprint(self) -> str:
        """Return a name that no real encoder has."""
        return "fake:1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length per text, in order."""
        if self.fault is not None:
            raise self.fault
        self.asked += texts
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split() or [""]:
                row[zlib.crc32(word.encode("utf-8", "replace")) % self.dimension] += 1
            row[:] = row / np.linalg.norm(row)
        return rows
