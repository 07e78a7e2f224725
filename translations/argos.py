"""The one door to Argos: tokenizers of its packages, CTranslate2, SentencePiece; loaded late.

CTranslate2 is called directly, in batches, with our own segments: `argostranslate.translate` would
download a sentence model, always search four beams, and create directories at import.
"""

import importlib.util
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from translations.engine import no_engine
from translations.errors import EngineFault, ModelMissing
from translations.models import InstalledModel, find_model, list_models
from translations.wording import bilingual

INTRA_THREADS: Final = 2
MAX_BATCH_TOKENS: Final = 2_048
_LIBRARIES: Final = ("argostranslate", "ctranslate2", "sentencepiece")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """One direction in memory."""

    translator: Any  # ctranslate2.Translator: no stubs
    tokenizer: Any  # argostranslate.tokenizer.Tokenizer: no stubs
    prefix: str
    digest: str  # of the package: another one is loaded anew


def libraries_installed() -> bool:
    """Whether the extra [translate] is there; nothing is imported."""
    return all(importlib.util.find_spec(name) is not None for name in _LIBRARIES)


class ArgosEngine:
    """Translates with the Argos packages installed on this machine; text never leaves it."""

    name = "argos"
    sends_text_away = False

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._loaded: dict[str, _Loaded] = {}

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return the installed pairs; none where the libraries are missing."""
        if not libraries_installed():
            return frozenset()
        return frozenset((model.source, model.target) for model in list_models(self._home))

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Return one translation per text, in order.

        Raises:
            NoEngine: libraries or model are missing; says what to type.
            EngineFault: the model cannot be read, or failed.
        """
        if not libraries_installed():
            raise no_engine(source, target, library=False)
        try:
            model = find_model(self._home, source, target)
        except ModelMissing as fault:
            raise no_engine(source, target) from fault
        try:
            return _run(self._load(model), texts, beam)
        except (RuntimeError, ValueError, OSError) as fault:
            raise EngineFault(bilingual("translations.engine-failed", pair=model.pair)) from fault

    def _load(self, model: InstalledModel) -> _Loaded:
        with self._lock:
            loaded = self._loaded.get(model.pair)
            if loaded is None or loaded.digest != model.archive_sha256:
                loaded = _open(model)
                self._loaded[model.pair] = loaded
            return loaded


def _open(model: InstalledModel) -> _Loaded:
    import ctranslate2
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

    pieces = model.folder / "sentencepiece.model"
    if pieces.exists():
        tokenizer = SentencePieceTokenizer(pieces)
        tokenizer.encode("")  # a damaged file is told now, not by the first text
    else:
        tokenizer = BPETokenizer(model.folder / "bpe.model", model.source, model.target)
    translator = ctranslate2.Translator(
        str(model.folder / "model"),
        device="cpu",
        compute_type="int8",
        inter_threads=1,
        intra_threads=INTRA_THREADS,
    )
    return _Loaded(
        translator=translator,
        tokenizer=tokenizer,
        prefix=model.target_prefix,
        digest=model.archive_sha256,
    )


def _run(loaded: _Loaded, texts: Sequence[str], beam: int) -> list[str]:
    # Lone surrogates cannot be encoded for the tokenizer.
    tokens = [loaded.tokenizer.encode(text.encode("utf-8", "replace").decode()) for text in texts]
    wanted = [place for place, pieces in enumerate(tokens) if pieces]
    results = loaded.translator.translate_batch(
        [tokens[place] for place in wanted],
        target_prefix=[[loaded.prefix]] * len(wanted) if loaded.prefix else None,
        beam_size=beam,
        num_hypotheses=1,
        max_batch_size=MAX_BATCH_TOKENS,
        batch_type="tokens",
        length_penalty=0.2,
        replace_unknowns=True,
        max_input_length=1_024,
        max_decoding_length=512,
    )
    translated = [""] * len(texts)
    for place, result in zip(wanted, results, strict=True):
        text = loaded.tokenizer.decode(result.hypotheses[0])
        translated[place] = text.removeprefix(loaded.prefix).strip()
    return translated
