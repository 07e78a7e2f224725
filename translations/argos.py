"""The engine of this machine: Argos packages, run by CTranslate2 in a process of their own.

CTranslate2 is called directly, in batches, with our own segments: `argostranslate.translate` would
download a sentence model, always search four beams, and create directories at import.
"""

import importlib.util
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from translations.bundled import ModelStore
from translations.engine import EngineOptions, no_engine
from translations.engineprocess import Busy, EngineProcess, Hung, ProcessFault
from translations.errors import BadPackage, EngineFault, ModelMissing
from translations.modelplace import InstalledModel
from translations.recent import RecentTranslations
from translations.wording import bilingual

_LIBRARIES: Final = ("argostranslate", "ctranslate2", "sentencepiece")
WORKER: Final = "translations.engineworker"
# Of one request, so that each is answered in time: a reply is far below.
_CHARACTERS: Final = 16_000
_TEXTS: Final = 512


def libraries_installed() -> bool:
    """Whether the extra [translate] is there; nothing is imported."""
    return all(importlib.util.find_spec(name) is not None for name in _LIBRARIES)


class ArgosEngine:
    """Translates with the packages of this machine; text never leaves it.

    One text at a time is with the models, in batches; whoever comes meanwhile waits for a turn.
    A model that crashes or hangs costs its process only: the next request starts another.
    """

    name = "argos"
    sends_text_away = False

    def __init__(
        self,
        store: ModelStore | Path,
        options: EngineOptions | None = None,
        *,
        worker: str = WORKER,
    ) -> None:
        self._store = store if isinstance(store, ModelStore) else ModelStore(home=store)
        self.options = options or EngineOptions()
        self._process = EngineProcess(worker, threads=self.options.threads)
        self._recent = RecentTranslations()

    @property
    def process_id(self) -> int | None:
        """The number of the process that has the models, None before the first text."""
        return self._process.pid

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return the pairs that can be translated; none where the libraries are missing."""
        if not libraries_installed():
            return frozenset()
        return frozenset((model.source, model.target) for model in self._store.models())

    def model_name(self, source: str, target: str) -> str:
        """Return pair and version of the model in use; "" where there is none."""
        for model in self._store.models():
            if (model.source, model.target) == (source, target):
                named = f"{model.pair} {model.version}".strip()
                told = not model.compact or "compact" in named
                return named if told else f"{named} (compact)"
        return ""

    def is_compact(self, source: str, target: str) -> bool:
        """Whether the model of a pair is a small one, below what an official package gives."""
        return any(
            model.compact
            for model in self._store.models()
            if (model.source, model.target) == (source, target)
        )

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Return one translation per text, in order.

        Raises:
            NoEngine: libraries or model are missing; says what to type.
            EngineFault: the model cannot be read, failed, or took too long.
        """
        if not libraries_installed():
            raise no_engine(source, target, library=False)
        model = self._model(source, target)
        return self._recent.translate(
            (model.archive_sha256, beam),
            texts,
            lambda missing: [
                done for some in _requests(missing) for done in self._ask(model, some, beam)
            ],
        )

    def try_out(self, model: InstalledModel) -> None:
        """Load a model and translate a word with it, in a process that ends then.

        Raises:
            EngineFault: it cannot be used.
        """
        if not libraries_installed():
            return
        once = ArgosEngine(self._store, self.options)
        try:
            once._ask(model, ["1"], 1)
        finally:
            once.close()

    def _model(self, source: str, target: str) -> InstalledModel:
        try:
            return self._store.model(source, target)
        except ModelMissing as fault:
            pairs = {(model.source, model.target) for model in self._store.models()}
            if (source, target) in pairs:  # it is there, and cannot be unpacked
                raise EngineFault(fault.explanation) from fault
            raise no_engine(source, target) from fault
        except (BadPackage, OSError) as fault:
            pair = f"{source}-{target}"
            raise EngineFault(bilingual("translations.engine-failed", pair=pair)) from fault

    def close(self) -> None:
        """Give back the memory of the models; the next text loads them again."""
        self._process.close()

    def _ask(self, model: InstalledModel, texts: list[str], beam: int) -> list[str]:
        request = {
            "folder": str(model.folder),
            "source": model.source,
            "target": model.target,
            "prefix": model.target_prefix,
            "digest": model.archive_sha256,
            "threads": self.options.threads,
            "texts": texts,
            "beam": beam,
        }
        limit_s = self.options.timeout_s
        try:
            line = self._process.ask(json.dumps(request).encode(), timeout_s=limit_s)
            answer = json.loads(line)
        except (Hung, Busy) as fault:
            reason = "slow" if isinstance(fault, Hung) else "busy"
            raise EngineFault(
                bilingual(f"translations.engine-{reason}", pair=model.pair, seconds=f"{limit_s:g}")
            ) from fault
        except (ProcessFault, ValueError) as fault:
            raise EngineFault(bilingual("translations.engine-crashed", pair=model.pair)) from fault
        found = answer.get("texts")
        if not isinstance(found, list):
            raise EngineFault(bilingual("translations.engine-failed", pair=model.pair))
        return [str(text) for text in found]


def _requests(texts: Sequence[str]) -> Iterator[list[str]]:
    some: list[str] = []
    size = 0
    for text in texts:
        if some and (size + len(text) > _CHARACTERS or len(some) == _TEXTS):
            yield some
            some, size = [], 0
        some.append(text)
        size += len(text)
    if some:
        yield some
