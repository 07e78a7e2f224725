"""What an engine translated a moment ago, and where it failed: asked again, it answers at once.

A reply is translated ahead, where waiting harms nobody; when it is stored, nothing waits for a
model, not even for one that hangs.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Final

from translations.errors import EngineFault

_KEPT: Final = 512  # texts
_LONGEST: Final = 8_000  # characters of one request; more is a file, and does not come again
_FAULT_S: Final = 60.0  # so long a request that failed is not tried again


class RecentTranslations:
    """A bounded memory of texts in and out; safe from any thread.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._done: OrderedDict[tuple[Hashable, str], str] = OrderedDict()
        self._faults: OrderedDict[Hashable, tuple[float, EngineFault]] = OrderedDict()

    def translate(
        self, key: Hashable, texts: Sequence[str], ask: Callable[[list[str]], list[str]]
    ) -> list[str]:
        """Return one translation per text, asking only for those that are not known.

        Args:
            key: what else the translation depends on: model, beam.
            texts: what is translated.
            ask: the engine.

        Raises:
            EngineFault: from the engine, now or a moment ago for the same request.
        """
        if sum(map(len, texts)) > _LONGEST:
            return ask(list(texts))
        known, missing = self._known(key, texts)
        if missing:
            try:
                answers = ask(missing)
            except EngineFault as fault:
                self._note_fault((key, tuple(missing)), fault)
                raise
            if len(answers) != len(missing):
                return answers  # whoever asked finds out that they do not fit
            known |= dict(zip(missing, answers, strict=True))
            self._note(key, known)
        return [known[text] for text in texts]

    def _known(self, key: Hashable, texts: Sequence[str]) -> tuple[dict[str, str], list[str]]:
        known: dict[str, str] = {}
        missing: list[str] = []
        with self._lock:
            for text in dict.fromkeys(texts):
                if (done := self._done.get((key, text))) is not None:
                    self._done.move_to_end((key, text))
                    known[text] = done
                else:
                    missing.append(text)
            when, fault = self._faults.get((key, tuple(missing)), (0.0, None))
        if fault is not None and self._clock() - when < _FAULT_S:
            raise EngineFault(fault.explanation) from fault
        return known, missing

    def _note(self, key: Hashable, known: dict[str, str]) -> None:
        with self._lock:
            for text, done in known.items():
                self._done[key, text] = done
            while len(self._done) > _KEPT:
                self._done.popitem(last=False)

    def _note_fault(self, request: Hashable, fault: EngineFault) -> None:
        with self._lock:
            self._faults[request] = (self._clock(), fault)
            while len(self._faults) > _KEPT:
                self._faults.popitem(last=False)
