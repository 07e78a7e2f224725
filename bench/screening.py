"""Screening: messages a second against the shipped policy, beside what one would take ready-made.

python -m bench.screening [FILE] [--packages DIR]

Measured: rules with the language given, rules with detection, the same with the classifier in
batches, one message alone; cost by number of terms and by length of text; memory. FILE is a stream
of messages (JSONL); the example stream, varied, where absent. DIR is a site-packages folder with
other filters (alt-profanity-check, better-profanity, glin-profanity, presidio-analyzer): what
cannot be imported is named and left out. All of it runs in one process on one core.
"""

import argparse
import random
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench._samples import messages
from bench._table import show
from bench._wordlists import wordlists
from policies.document import SHIPPED, load_policy
from policies.lexicons import Lexicons, Term
from policies.message import Message
from policies.screening import Scorer, Screener
from policies.shippedwords import shipped_lexicons
from translations.detection import Detector
from translations.values import Detection

_NUMBER: Final = 4_000
_RUNS: Final = 3
_SLOW: Final = 300  # messages for what is slow
_BATCH: Final = 50
_TERMS: Final = (100, 1_000, 5_000)
_LENGTHS: Final = (200, 2_000, 20_000)
Item = tuple[Message, Detection, None]
Work = Callable[[Sequence[str]], object]  # on texts


def _best(work: Callable[[], object], runs: int = _RUNS) -> float:
    """Return the least processor seconds of some runs."""
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def _rate(number: int, work: Callable[[], object], runs: int = _RUNS) -> float:
    return number / _best(work, runs)


def _others(
    packages: Path | None,
) -> tuple[dict[str, Callable[[Sequence[str]], object]], list[str]]:
    """Return what works on texts alone, and the names of what is not there."""
    found, absent = wordlists(packages)
    rates: dict[str, Work] = dict(found)
    import langdetect

    langdetect.DetectorFactory.seed = 0

    def detect(texts: Sequence[str]) -> list[str]:
        names = []
        for text in texts:
            try:
                names.append(langdetect.detect(text))
            except langdetect.LangDetectException:
                names.append("und")
        return names

    rates["langdetect alone"] = detect
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from presidio_analyzer.predefined_recognizers import (
                CreditCardRecognizer,
                EmailRecognizer,
                IpRecognizer,
                PhoneRecognizer,
            )
    except ImportError:
        absent.append("presidio-analyzer")
    else:
        kinds = (CreditCardRecognizer(), EmailRecognizer(), IpRecognizer(), PhoneRecognizer())

        def analyze(texts: Sequence[str]) -> list[object]:
            return [
                one.analyze(text, one.supported_entities, None) for text in texts for one in kinds
            ]

        rates["presidio, 4 patterns alone"] = analyze
    return rates, absent


def _speed(batch: Sequence[Message], screener: Screener, packages: Path | None) -> None:
    detector = Detector()
    texts = [one.text for one in batch]
    items = [(m, d, None) for m, d in zip(batch, detector.detect_batch(texts), strict=True)]
    screener.screen_batch(items[:_BATCH])  # loads what is loaded once
    rules = _rate(len(items), lambda: screener.screen_batch(items))

    def detected() -> None:
        found = Detector().detect_batch(texts)
        screener.screen_batch((m, d, None) for m, d in zip(batch, found, strict=True))

    whole = _rate(len(items), detected)
    rows: list[tuple[object, ...]] = [
        ("Liaison, rules, language given (wanted 8,000)", f"{rules:,.0f}", "1.00"),
        ("Liaison, rules and detection (wanted 1,800)", f"{whole:,.0f}", f"{whole / rules:.2f}"),
    ]
    judged = Screener(load_policy(SHIPPED), scorer=_classifier())
    some = items[:1_000]
    judged.screen_batch(some[:_BATCH])
    rate = _rate(
        len(some),
        lambda: [judged.screen_batch(some[n : n + _BATCH]) for n in range(0, len(some), _BATCH)],
        runs=2,
    )
    rows.append(
        ("Liaison, rules and classifier (wanted 700)", f"{rate:,.0f}", f"{rate / rules:.2f}")
    )
    _single(judged, items[:500])
    others, absent = _others(packages)
    for name, work in others.items():
        rate = _rate(_SLOW, lambda work=work: work(texts[:_SLOW]), runs=2)  # type: ignore[misc] # bound now
        rows.append((name, f"{rate:,.0f}", f"{rate / rules:.2f}"))
    show(f"Screening {len(items):,} messages", ("", "messages/s", "ratio"), rows)
    if absent:
        print(f"  not installed, so not shown: {', '.join(absent)}")


def _classifier() -> Scorer:
    from policies.classifier import load_scorer
    from translations.encoding import SentenceEncoder

    return load_scorer(SentenceEncoder())  # which remembers no text: all are new to it


def _single(screener: Screener, items: Sequence[Item]) -> None:
    taken = []
    for message, detection, _ in items:
        started = time.perf_counter()
        screener.screen(message, detection)
        taken.append(1_000 * (time.perf_counter() - started))
    taken.sort()
    show(
        f"One message alone ({len(taken)} of them)",
        ("", "ms"),
        [
            ("median", f"{statistics.median(taken):.2f}"),
            ("p99 (wanted 10)", f"{taken[int(0.99 * len(taken))]:.2f}"),
        ],
    )


def _terms(batch: Sequence[Message]) -> None:
    """Show the cost by number of terms: invented words beside some of ours."""
    invent = random.Random(7)
    policy = load_policy(SHIPPED)
    shipped = shipped_lexicons().terms
    items: list[Item] = [(one, Detection(lang="en", confidence=1.0), None) for one in batch]
    rows, first = [], 0.0
    for number in _TERMS:
        words = {"".join(invent.choices("bcdfglmnprstvaeiou", k=9)) for _ in range(number)}
        more = [
            Term(
                id=word,
                lexicon="insults",
                langs=frozenset(("en",)),
                forms=(word,),
                register="strong",
                strict=False,
            )
            for word in sorted(words)
        ]
        screener = Screener(policy, Lexicons([*shipped, *more]))
        screener.screen_batch(items[:1])
        each = 1e6 * _best(lambda s=screener: s.screen_batch(items)) / len(items)  # type: ignore[misc] # bound now
        first = first or each
        rows.append((f"{number:,} more terms", f"{each:.0f}", f"{each / first:.2f}"))
    show("Cost by number of terms", ("", "microseconds a message", "ratio"), rows)


def _lengths(screener: Screener, batch: Sequence[Message]) -> None:
    text = " ".join(one.text for one in batch)
    rows, first = [], 0.0
    for length in _LENGTHS:
        whole = text[: length * 20]
        items: list[Item] = [
            (
                replace(batch[0], text=whole[n * length : (n + 1) * length]),
                Detection(lang="en", confidence=1.0),
                None,
            )
            for n in range(20)
        ]
        each = (
            1e6
            * _best(lambda i=items: screener.screen_batch(i))
            / sum(  # type: ignore[misc] # bound now
                len(item[0].text) for item in items
            )
        )
        first = first or each
        rows.append((f"{length:,} characters", f"{each:.2f}", f"{each / first:.2f}"))
    show("Cost by length", ("", "microseconds a character", "ratio"), rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--packages", type=Path)
    given = parser.parse_args()
    batch = list(messages(_NUMBER, given.file))
    screener = Screener(load_policy(SHIPPED))
    _speed(batch, screener, given.packages)
    _terms(batch[:2_000])
    _lengths(screener, batch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if not given.packages:  # theirs would count as ours
        print(f"\n  highest resident memory: {peak:.0f} MB (wanted 400)", file=sys.stdout)


if __name__ == "__main__":
    main()
