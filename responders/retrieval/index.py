"""The index of many texts: by spelling, words and sense, and by meaning where an encoder is.

Made once, kept in a folder, and brought up to date in place: texts that are new are counted and
encoded, those that went are left out, the others are taken as they stand. Scores of the ways are
added, which finds more than the best of them alone (docs/benchmarks.md).
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from responders.retrieval.grams import (
    BUCKETS,
    Keys,
    gram_keys,
    gram_rows,
    keys_of,
    names_of,
    rows_of,
    word_keys,
)
from responders.retrieval.postings import Counted, Postings, Scores, Way, count
from responders.retrieval.vectors import Packed, empty, pack
from responders.words import Lexicon, shipped_lexicon
from translations.encoding import Encoder, Vectors

FORMAT: Final = "liaison-texts-3"
SPELLING: Final = 1.0  # weights of the ways (docs/benchmarks.md, matching)
WORDS: Final = 1.0
MEANING: Final = 2.0
_WHOLE: Final = SPELLING + WORDS + MEANING
_BATCH: Final = 512  # texts encoded at a time
_WAYS: Final = ("grams", "words", "senses")
_ARRAYS: Final = ("keys", "counts", "starts")


@dataclass(frozen=True, slots=True)
class Found:
    """One text near to what was asked."""

    number: int  # place of the text in the index
    score: float  # 0 to about 1, all ways together
    spelling: float
    words: float
    meaning: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near each asked text (rows) is to each text of the index (columns), by each way."""

    spelling: NDArray[np.float32]
    words: NDArray[np.float32]
    senses: NDArray[np.float32]
    meaning: NDArray[np.float32] | None  # None without an encoder

    def part(self, start: int, end: int) -> "Likeness":
        """Return some of the rows."""
        here = slice(start, end)
        meaning = None if self.meaning is None else self.meaning[here]
        return Likeness(self.spelling[here], self.words[here], self.senses[here], meaning)


class TextIndex:
    """Texts in the order in which they were given; `search` ranks them."""

    def __init__(
        self,
        names: Sequence[str],
        counted: Sequence[Counted],
        vectors: Packed | None,
        encoder: Encoder | None,
        lexicon: Lexicon,
    ) -> None:
        """Take what `make` counted, or what `load` read.

        Args:
            names: a hash of each text.
            counted: keys of the texts, one for each of the ways that count.
        """
        self.names = names
        self.encoder = encoder
        self._counted = tuple(counted)
        self._vectors = vectors
        self._lexicon = lexicon

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _spelling(self) -> Postings:
        return Postings(self._counted[0], Way.COSINE)

    @cached_property
    def _words(self) -> Postings:
        return Postings(self._counted[1], Way.BM25)

    @cached_property
    def senses(self) -> Postings:
        """Return which texts have which sense."""
        return Postings(self._counted[2], Way.DICE)

    def spread(self, owners: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return for each sense in how many groups of texts it is.

        Args:
            owners: the group of each text, in the order of the texts.
        """
        counted = self._counted[2]
        groups = np.repeat(owners, np.diff(counted.starts))
        pairs = np.unique(groups * BUCKETS + counted.keys)
        return np.bincount(pairs % BUCKETS, minlength=BUCKETS).astype(np.int32)

    def prepare(self) -> None:
        """Build what the first search would."""
        for way in (self._spelling, self._words, self.senses):
            way.scores(np.zeros(0, dtype=np.int32))

    def sense_rows(self, asked: Sequence[Iterable[str]]) -> NDArray[np.float32]:
        """Return how near each text is to each of those asked, by the senses that they share.

        Args:
            asked: the concepts of each.
        """
        return self.senses.rows(rows_of([keys_of(names) for names in asked]))

    def likeness(
        self, asked: Sequence[str], senses: NDArray[np.float32], encoded: Mapping[int, str]
    ) -> Likeness:
        """Return how near each text is to each of those asked.

        Args:
            asked: texts.
            senses: of `sense_rows`.
            encoded: what is to be encoded, by its number: the others have a meaning of 0.
        """
        return Likeness(
            spelling=self._spelling.rows(gram_rows(asked)),
            words=self._words.rows(rows_of([word_keys(text) for text in asked])),
            senses=senses,
            meaning=self._meaning(len(asked), encoded),
        )

    def search(self, asked: Sequence[str], top: int) -> list[Found]:
        """Return the texts nearest to a message, best first.

        Args:
            asked: the message as a whole, then its sentences: a long message says many things, and
                one of its sentences alone may be what counts.
            top: how many at most.
        """
        if not len(self) or not asked:
            return []
        senses = self.sense_rows([names_of(text, self._lexicon) for text in asked])
        near = self.likeness(asked, senses, dict(enumerate(asked)))
        spelling, words = _joined(near.spelling), _joined(near.words)
        meaning = None if near.meaning is None else _joined(near.meaning)
        total = SPELLING * spelling + WORDS * words
        if meaning is not None:
            total += MEANING * np.maximum(meaning, 0.0)
        best = np.argpartition(-total, min(top, len(self) - 1))[:top]
        best = best[np.lexsort((best, -total[best]))]
        return [
            Found(
                number=int(number),
                score=float(total[number]) / _WHOLE,
                spelling=float(spelling[number]),
                words=float(words[number]),
                meaning=float(meaning[number]) if meaning is not None else 0.0,
            )
            for number in best
            if total[number] > 0
        ]

    def _meaning(self, size: int, encoded: Mapping[int, str]) -> NDArray[np.float32] | None:
        if self._vectors is None or self.encoder is None:
            return None
        scores = np.zeros((size, len(self)), dtype=np.float32)
        if encoded:
            rows = self.encoder.encode(list(encoded.values()))
            scores[list(encoded)] = self._vectors.scores(rows)
        return scores

    # --- making, keeping, bringing up to date -----------------------------------------------

    @classmethod
    def make(
        cls,
        texts: Sequence[str],
        encoder: Encoder | None,
        known: "TextIndex | None" = None,
        lexicon: Lexicon | None = None,
    ) -> "TextIndex":
        """Count and encode texts; what an earlier index knows of a text is taken from there."""
        lexicon = lexicon or shipped_lexicon()
        names = [text_name(text) for text in texts]
        reuse = known is not None and known.fits(encoder, lexicon)
        places = {name: at for at, name in enumerate(known.names)} if known and reuse else {}
        old = known._counted if known is not None and reuse else None  # noqa: SLF001 # our own kind

        def keys(way: int, at: int) -> Keys:
            place = places.get(names[at])
            if place is not None and old is not None:
                return _keys(old[way], place)
            if way == 0:
                return gram_keys(texts[at])
            return word_keys(texts[at]) if way == 1 else keys_of(names_of(texts[at], lexicon))

        counted = [count(keys(way, at) for at in range(len(texts))) for way in range(len(_WAYS))]
        vectors = None
        if encoder is not None:
            before = known._vectors if known is not None and reuse else None  # noqa: SLF001 # likewise
            vectors = _encode(texts, names, encoder, places, before)
        return cls(names, counted, vectors, encoder, lexicon)

    def fits(self, encoder: Encoder | None, lexicon: Lexicon) -> bool:
        """Whether its vectors are those of an encoder, and its senses those of a lexicon."""
        return _mark(self.encoder) == _mark(encoder) and (
            self._lexicon.fingerprint == lexicon.fingerprint
        )

    def save(self, folder: Path) -> None:
        """Write the index; the folder is replaced as a whole, or not at all."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for way, counted in zip(_WAYS, self._counted, strict=True):
                for array in _ARRAYS:
                    np.save(work / f"{way}-{array}.npy", getattr(counted, array))
            if self._vectors is not None:
                np.save(work / "vectors.npy", self._vectors.rows)
                np.save(work / "scales.npy", self._vectors.scales)
            manifest = {
                "format": FORMAT,
                "encoder": _mark(self.encoder),
                "lexicon": self._lexicon.fingerprint,
                "names": list(self.names),
            }
            (work / "index.json").write_text(json.dumps(manifest), "utf-8")
            if folder.exists():
                shutil.rmtree(folder)
            work.replace(folder)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    @classmethod
    def load(
        cls, folder: Path, encoder: Encoder | None, lexicon: Lexicon | None = None
    ) -> "TextIndex | None":
        """Read an index; None where there is none, or none that fits: it is then made anew."""
        lexicon = lexicon or shipped_lexicon()
        try:
            manifest: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
            if (manifest["format"], manifest["encoder"], manifest["lexicon"]) != (
                FORMAT,
                _mark(encoder),
                lexicon.fingerprint,
            ):
                return None
            counted = [_load(folder, way) for way in _WAYS]
            vectors = _load_vectors(folder) if encoder else None
            names = [str(name) for name in manifest["names"]]
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None
        whole = all(_is_whole(one, len(names)) for one in counted)
        if not whole or (vectors is not None and len(vectors) != len(names)):
            return None
        return cls(names, counted, vectors, encoder, lexicon)


def text_name(text: str) -> str:
    """Return what tells a text from every other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _mark(encoder: Encoder | None) -> str | None:
    return encoder.fingerprint() if encoder else None


def _load(folder: Path, way: str) -> Counted:
    """Read counted keys; the system brings in what is looked at."""
    return Counted(*(np.load(folder / f"{way}-{name}.npy", mmap_mode="r") for name in _ARRAYS))


def _load_vectors(folder: Path) -> Packed:
    return Packed(np.load(folder / "vectors.npy", mmap_mode="r"), np.load(folder / "scales.npy"))


def _is_whole(counted: Counted, size: int) -> bool:
    return (
        len(counted) == size
        and len(counted.keys) == len(counted.counts)
        and int(counted.starts[-1]) == len(counted.keys)
    )


def _joined(rows: NDArray[np.float32]) -> Scores:
    """Join what the message and its sentences score: the mean of the whole and of the best."""
    joined: Scores = (rows[0] + rows.max(axis=0)) / np.float32(2)
    return joined


def _keys(counted: Counted, at: int) -> Keys:
    here = slice(int(counted.starts[at]), int(counted.starts[at + 1]))
    keys: Keys = np.repeat(counted.keys[here], counted.counts[here])
    return keys


def _encode(
    texts: Sequence[str],
    names: Sequence[str],
    encoder: Encoder,
    places: dict[str, int],
    before: Packed | None,
) -> Packed:
    packed = empty(len(texts), encoder.dimension)
    new = []
    for at, name in enumerate(names):
        if before is not None and name in places:
            packed.rows[at] = before.rows[places[name]]
            packed.scales[at] = before.scales[places[name]]
        else:
            new.append(at)
    new.sort(key=lambda at: len(texts[at]))  # texts of one length are encoded together
    for start in range(0, len(new), _BATCH):
        some = new[start : start + _BATCH]
        fresh: Vectors = encoder.encode([texts[at] for at in some])
        small = pack(fresh)
        packed.rows[some], packed.scales[some] = small.rows, small.scales
    return packed
