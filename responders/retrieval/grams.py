"""Texts as numbers that an index can count: pieces of words, and words by their stems.

Numbers are hashes, the same in every process, so that an index on disk needs no dictionary.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from responders.words import STOP_WORDS, Lexicon, fold, split_words, stem

Keys: TypeAlias = NDArray[np.int32]  # one for each occurrence, in the order of the text

BUCKETS: Final = 1 << 20
MAX_TEXT: Final = 4_000  # characters of a text that are read
_SIZES: Final = (3, 4, 5)
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_SPACE: Final = 32
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class KeyRows:
    """The keys of several texts, one after the other."""

    keys: Keys
    owners: NDArray[np.int64]  # the text of each key
    size: int  # number of texts


def rows_of(texts: Sequence[Keys]) -> KeyRows:
    """Return the keys of several texts as rows."""
    owners = np.repeat(np.arange(len(texts)), [len(keys) for keys in texts])
    keys = np.concatenate(texts) if texts else np.zeros(0, dtype=np.int32)
    return KeyRows(keys, owners, len(texts))


def gram_keys(text: str) -> Keys:
    """Return the pieces of three to five characters of each word, its two ends marked."""
    return gram_rows([text]).keys


def gram_rows(texts: Sequence[str]) -> KeyRows:
    """Return the pieces of several texts: no piece reaches from one into the next."""
    lines = [_NOT_WORD.sub(" ", f" {fold(text[:MAX_TEXT])} ") for text in texts]
    line = "".join(lines)
    codes = np.frombuffer(line.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = [len(one) for one in lines]
    owners = np.repeat(np.arange(len(lines)), lengths)
    found: list[Keys] = []
    whose: list[NDArray[np.int64]] = []
    spaces = codes == _SPACE
    for size in _SIZES:
        count = len(codes) - size + 1
        if count <= 0:
            break
        mixed = np.zeros(count, dtype=np.uint64)
        inner = np.zeros(count, dtype=bool)
        for at in range(size):
            mixed = (mixed ^ codes[at : at + count]) * _PRIME
            if 0 < at < size - 1:
                inner |= spaces[at : at + count]
        found.append(_bucket(mixed[~inner]))
        whose.append(owners[:count][~inner])
    if not found:
        return KeyRows(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64), len(lines))
    return KeyRows(np.concatenate(found), np.concatenate(whose), len(lines))


def word_keys(text: str) -> Keys:
    """Return the stems of the words that say something, and each pair of neighbours."""
    stems = [stem(w) for w in split_words(fold(text[:MAX_TEXT])) if w not in STOP_WORDS]
    pairs = [f"{a} {b}" for a, b in pairwise(stems)]
    return keys_of((*stems, *pairs))


def names_of(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Return what the words of a text mean, by the lexicon: the same in either language."""
    return lexicon.concepts(split_words(fold(text[:MAX_TEXT]))).names


def keys_of(names: Iterable[str]) -> Keys:
    """Return the keys of names, in their order."""
    return _bucket(np.array([_hash(name) for name in names], dtype=np.uint64))


@lru_cache(maxsize=65_536)
def _hash(word: str) -> int:
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def _bucket(mixed: NDArray[np.uint64]) -> Keys:
    return ((mixed ^ (mixed >> np.uint64(29))) % np.uint64(BUCKETS)).astype(np.int32)
