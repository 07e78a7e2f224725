"""Language detection against stock langdetect on the same texts: speed and accuracy, as ratios.

python -m bench.detection [FILE.jsonl ...] [--runs N]      (objects with "text" and "lang")

Texts in another language than English and French count as right where the answer is that
language or `und`: in doubt the author is answered in both.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench._samples import texts
from bench._table import show, verdict
from translations.detection import Detector

_OFFICIAL = ("en", "fr")


def _stock() -> Callable[[list[str]], list[str]]:
    import langdetect
    from langdetect import DetectorFactory
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0

    def one(text: str) -> str:
        try:
            return str(langdetect.detect(text))
        except LangDetectException:
            return "und"

    return lambda batch: [one(text) for text in batch]


def _right(found: str, known: str) -> bool:
    return found == known if known in _OFFICIAL else found in (known, "und")


def measure(rows: Sequence[tuple[str, str]], runs: int) -> dict[str, tuple[float, float, float]]:
    """Return texts a second, the share that is right, and the share in the wrong language."""
    batch = [text for text, _ in rows]
    detector = Detector()
    contenders: dict[str, Callable[[list[str]], list[str]]] = {
        "stock langdetect": _stock(),
        "Liaison": lambda some: [found.lang for found in detector.detect_batch(some)],
    }
    figures = {}
    for name, run in contenders.items():
        run(batch[:5])  # reads the models
        times, found = [], []
        for _ in range(runs):
            started = time.perf_counter()
            found = run(batch)
            times.append(time.perf_counter() - started)
        pairs = list(zip(found, (lang for _, lang in rows), strict=True))
        right = sum(_right(lang, known) for lang, known in pairs) / len(rows)
        wrong = sum(not _right(lang, known) and lang != "und" for lang, known in pairs) / len(rows)
        figures[name] = (len(rows) / min(times), right, wrong)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="default: the example stream")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    for file in given.files or [None]:
        rows = [(text, lang) for text, lang in texts(file) if lang]
        figures = measure(rows, given.runs)
        base = figures["stock langdetect"][0]
        show(
            f"Detection of {len(rows):,} texts of {file.name if file else 'the example stream'}",
            ("", "texts/s", "ratio", "right", "wrong language"),
            [
                (name, f"{rate:,.0f}", f"{rate / base:.1f}", f"{right:.2%}", f"{wrong:.2%}")
                for name, (rate, right, wrong) in figures.items()
            ],
        )
        verdict("times as fast as stock langdetect", figures["Liaison"][0] / base, 8)
        gain = figures["Liaison"][1] - figures["stock langdetect"][1]
        verdict("more often right, in points", gain * 100, 0)


if __name__ == "__main__":
    main()
