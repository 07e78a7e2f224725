"""The index of many texts: by spelling, by words, and by meaning where an encoder is there.

Made once, kept in a folder, and brought up to date in place: texts that are new are counted and
encoded, those that went are left out, the others are taken as they stand. Scores of the three ways
are added, which finds more than the best of them alone (docs/benchmarks.md).
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from responders.retrieval.grams import Keys, gram_keys, word_keys
from responders.retrieval.postings import Counted, Postings, Scores, count
from translations.encoding import Encoder, Vectors

FORMAT: Final = "liaison-texts-2"
SPELLING: Final = 2.0  # weights of the three ways (docs/benchmarks.md, matching)
WORDS: Final = 1.0
MEANING: Final = 1.0
_WHOLE: Final = SPELLING + WORDS + MEANING
_BATCH: Final = 512  # texts encoded at a time
_WAYS: Final = ("grams", "words")
_ARRAYS: Final = ("keys", "counts", "starts")


@dataclass(frozen=True, slots=True)
class Found:
    """One text near to what was asked."""

    number: int  # place of the text in the index
    score: float  # 0 to about 1, all ways together
    spelling: float
    words: float
    meaning: float


class TextIndex:
    """Texts in the order in which they were given; `search` ranks them."""

    def __init__(
        self,
        names: Sequence[str],
        grams: Counted,
        words: Counted,
        vectors: Vectors | None,
        encoder: Encoder | None,
    ) -> None:
        self.names = names  # a hash of each text
        self._counted = (grams, words)
        self._vectors = vectors
        self._encoder = encoder

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _spelling(self) -> Postings:
        return Postings(self._counted[0], cosine=True)

    @cached_property
    def _words(self) -> Postings:
        return Postings(self._counted[1], cosine=False)

    def search(self, asked: Sequence[str], top: int) -> list[Found]:
        """Return the texts nearest to a message, best first.

        Args:
            asked: the message as a whole, then its sentences: a long message says many things, and
                one of its sentences alone may be what counts.
            top: how many at most.
        """
        if not len(self) or not asked:
            return []
        spelling = _joined([self._spelling.scores(gram_keys(text)) for text in asked])
        words = _joined([self._words.scores(word_keys(text)) for text in asked])
        meaning = self._meaning(asked)
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

    def _meaning(self, asked: Sequence[str]) -> Scores | None:
        if self._vectors is None or self._encoder is None:
            return None
        rows = self._encoder.encode(list(asked))
        return _joined(list(rows @ self._vectors.T))

    # --- making, keeping, bringing up to date -----------------------------------------------

    @classmethod
    def make(
        cls, texts: Sequence[str], encoder: Encoder | None, known: "TextIndex | None" = None
    ) -> "TextIndex":
        """Count and encode texts; what an earlier index knows of a text is taken from there."""
        names = [text_name(text) for text in texts]
        reuse = known is not None and known.fits(encoder)
        places = {name: at for at, name in enumerate(known.names)} if known and reuse else {}
        old = known._counted if known is not None and reuse else None  # noqa: SLF001 # our own kind
        grams: list[Keys] = []
        words: list[Keys] = []
        for name, text in zip(names, texts, strict=True):
            at = places.get(name)
            if at is None or old is None:
                grams.append(gram_keys(text))
                words.append(word_keys(text))
            else:
                grams.append(_keys(old[0], at))
                words.append(_keys(old[1], at))
        vectors = None
        if encoder is not None:
            before = known._vectors if known is not None and reuse else None  # noqa: SLF001 # likewise
            vectors = _encode(texts, names, encoder, places, before)
        return cls(names, count(grams), count(words), vectors, encoder)

    def fits(self, encoder: Encoder | None) -> bool:
        """Whether its vectors are those of an encoder."""
        if self._encoder is None or encoder is None:
            return self._encoder is encoder
        return self._encoder.fingerprint() == encoder.fingerprint()

    def save(self, folder: Path) -> None:
        """Write the index; the folder is replaced as a whole, or not at all."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for way, counted in zip(_WAYS, self._counted, strict=True):
                for array in _ARRAYS:
                    np.save(work / f"{way}-{array}.npy", getattr(counted, array))
            if self._vectors is not None:
                np.save(work / "vectors.npy", self._vectors)
            manifest = {
                "format": FORMAT,
                "encoder": self._encoder.fingerprint() if self._encoder else None,
                "names": list(self.names),
            }
            (work / "index.json").write_text(json.dumps(manifest), "utf-8")
            if folder.exists():
                shutil.rmtree(folder)
            work.replace(folder)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder | None) -> "TextIndex | None":
        """Read an index; None where there is none, or none that fits: it is then made anew."""
        try:
            manifest: dict[str, Any] = json.loads((folder / "index.json").read_text("utf-8"))
            if manifest.get("format") != FORMAT:
                return None
            if manifest["encoder"] != (encoder.fingerprint() if encoder else None):
                return None
            counted = [_load(folder, way) for way in _WAYS]
            vectors = np.load(folder / "vectors.npy", mmap_mode="r") if encoder else None
            names = [str(name) for name in manifest["names"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        whole = all(len(one) == len(names) for one in counted)
        if not whole or (vectors is not None and len(vectors) != len(names)):
            return None
        return cls(names, counted[0], counted[1], vectors, encoder)


def _load(folder: Path, way: str) -> Counted:
    """Read counted keys; the system brings in what is looked at."""
    return Counted(*(np.load(folder / f"{way}-{name}.npy", mmap_mode="r") for name in _ARRAYS))


def text_name(text: str) -> str:
    """Return what tells a text from every other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _joined(rows: Sequence[Scores]) -> Scores:
    """Join what the message and its sentences score: the mean of the whole and of the best."""
    if len(rows) == 1:
        return rows[0]
    joined: Scores = (rows[0] + np.max(np.stack(rows), axis=0)) / np.float32(2)
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
    before: Vectors | None,
) -> Vectors:
    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    new = []
    for at, name in enumerate(names):
        if before is not None and name in places:
            vectors[at] = before[places[name]]
        else:
            new.append(at)
    for start in range(0, len(new), _BATCH):
        some = new[start : start + _BATCH]
        vectors[some] = encoder.encode([texts[at] for at in some])
    return vectors
