"""The classifier: speed, memory, and what it adds to the rules.

python -m bench.classifier [FILE] [--part dev|held] [--packages DIR]

Measured: rules with the classifier in batches of fifty, one message alone, hostile long ones,
memory of a process that screens; the functional suite with the rules alone and with the classifier;
how often a message that has to be caught scores above one that has to pass (AUC), beside
alt-profanity-check where DIR, a site-packages folder, has it. FILE is a stream of messages (JSONL);
the example stream, varied, where absent. Everything runs on one core.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from bench._samples import messages
from bench._table import show, verdict
from policies.classifier import Classifier, load_scorer
from policies.document import load_policy
from policies.message import Message
from policies.screening import Item, Screener
from tests.functional.suite import LANGS, Case, cases
from training.calibration import area
from training.readings import message, read_features
from training.sentences import read_suite
from translations.detection import Detector
from translations.encoding import SentenceEncoder
from translations.values import Detection

_NUMBER: Final = 2_000
_BATCH: Final = 50
_HOSTILE: Final = {
    "words": "you people " * 1_800,
    "one word": "a" * 20_000,
    "emoji": "👍" * 20_000,
    "marks": "e\u0301" * 10_000,
    "mixed scripts": "аbс你好 " * 2_800,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--part", choices=("dev", "held"), default="dev")
    parser.add_argument("--packages", type=Path, help="site-packages folder with other filters")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    batch = list(messages(_NUMBER, told.file))
    # every text is new to the encoder: none is remembered
    scorer = load_scorer(SentenceEncoder())
    judge = Screener(load_policy(), scorer=scorer)
    detections = Detector().detect_batch([one.text for one in batch])
    items: list[Item] = [(m, d, None) for m, d in zip(batch, detections, strict=True)]
    if told.inside:
        _in_batches(judge, items)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    _speed(judge, items)
    _alone(judge, items[:800])
    _memory(told.file)
    _added(judge, told.part)
    _areas(scorer, told.part, told.packages)


def _in_batches(screener: Screener, items: Sequence[Item]) -> None:
    for start in range(0, len(items), _BATCH):
        screener.screen_batch(items[start : start + _BATCH])


def _speed(judge: Screener, items: Sequence[Item]) -> None:
    plain = Screener(load_policy())
    rows = []
    for name, screener in (("rules", plain), ("rules and classifier", judge)):
        screener.screen_batch(items[:_BATCH])
        taken = []
        for _ in range(3):
            started = time.process_time()
            _in_batches(screener, items)
            taken.append(time.process_time() - started)
        rows.append((name, len(items) / min(taken)))
    length = sum(len(one[0].text) for one in items) / len(items)
    show(
        f"{len(items):,} messages of {length:.0f} characters, in batches of {_BATCH}, one core",
        ("", "messages/s", "ratio"),
        [(name, f"{rate:,.0f}", f"{rate / rows[0][1]:.2f}") for name, rate in rows],
    )
    verdict("messages a second with the classifier", rows[1][1], 700)


def _alone(judge: Screener, items: Sequence[Item]) -> None:
    times = [_milliseconds(lambda one=one: judge.screen_batch([one])) for one in items]  # type: ignore[misc] # bound now
    rows = [("median", f"{np.median(times):.2f}"), ("p99", f"{np.quantile(times, 0.99):.2f}")]
    for name, text in _HOSTILE.items():
        one = (replace(items[0][0], text=text), Detection(lang="en", confidence=1.0), None)
        rows.append(
            (
                f"20,000 characters: {name}",
                f"{_milliseconds(lambda o=one: judge.screen_batch([o])):.1f}",
            )
        )  # type: ignore[misc] # bound now
    show("One message alone, with the classifier", ("", "ms"), rows)
    verdict("p99, ms", float(np.quantile(times, 0.99)), 10, at_most=True)


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - started)


def _memory(file: Path | None) -> None:
    command = [sys.executable, "-m", "bench.classifier", "--inside", *([str(file)] if file else [])]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    verdict(
        "memory of a process that screens, MB",
        int(ended.stdout.split()[-1]) * 1024 / 1e6,
        400,
        at_most=True,
    )


def _added(judge: Screener, part: str) -> None:
    plain = Screener(load_policy())
    rows = []
    for lang in LANGS:
        chosen = cases(lang, part)
        for name, screener in (("rules", plain), ("with classifier", judge)):
            found = screener.screen_batch(
                (_case(one), Detection(lang=lang, confidence=1.0), None) for one in chosen
            )
            flagged = [one.flagged for one in found]
            rows.append(
                (
                    f"{lang}, {name}",
                    _share(flagged, [one.caught for one in chosen]),
                    _share([not one for one in flagged], [not one.caught for one in chosen]),
                )
            )
    show(f"Functional suite, part {part}", ("", "caught %", "passed %"), rows)


def _share(right: Sequence[bool], counted: Sequence[bool]) -> str:
    taken = [one for one, counts in zip(right, counted, strict=True) if counts]
    return f"{100 * sum(taken) / max(len(taken), 1):.1f}"


def _case(case: Case) -> Message:
    return message(case.text)


def _areas(scorer: Classifier, part: str, packages: Path | None) -> None:
    other = _profanity_check(packages)
    rows = []
    for lang in LANGS:
        examples = [one for one in read_suite(part) if one.lang == lang]
        scores = scorer.logits([one.text for one in examples], read_features(examples))
        for column, label in enumerate(scorer.about.labels):
            taken = [n for n, one in enumerate(examples) if label in one.truth]
            truth = np.array([float(examples[n].truth[label]) for n in taken])
            theirs = "not installed"
            if other is not None:
                theirs = f"{area(other([examples[n].text for n in taken]), truth):.3f}"
            ours = area(scores[taken, column].astype(np.float64), truth)
            rows.append((f"{lang}, {label}", f"{ours:.3f}", theirs))
    show(f"AUC, functional suite, part {part}", ("", "Liaison", "alt-profanity-check"), rows)


def _profanity_check(
    packages: Path | None,
) -> "Callable[[Sequence[str]], np.ndarray[tuple[int], np.dtype[np.float64]]] | None":
    if packages is not None:
        sys.path.append(str(packages))
    try:
        from profanity_check import predict_prob
    except ImportError:
        return None
    return lambda texts: np.asarray(predict_prob(list(texts)), dtype=np.float64)


if __name__ == "__main__":
    main()
