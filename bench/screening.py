"""Screening: messages a second against the shipped policy.

python -m bench.screening [FILE]

Beside it, what one would write first: one regular expression of every plain word of our lists,
which finds words and says nothing of rules, speakers, negation or disguised letters.
"""

import argparse
import re
import time
from pathlib import Path

import yaml

from bench._samples import messages
from bench._table import show
from policies.document import SHIPPED, load_policy
from policies.screening import Screener
from translations.detection import Detector

_LEXICONS = Path(__file__).parents[1] / "policies" / "data" / "lexicons"
_NUMBER = 5_000
_RUNS = 3


def _words() -> list[str]:
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, str) and node.isalpha():
            found.add(node.lower())
        elif isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    for file in sorted(_LEXICONS.glob("*.yaml")):
        walk(yaml.safe_load(file.read_text("utf-8")))
    return sorted(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    file = parser.parse_args().file
    batch = list(messages(_NUMBER, file))
    detections = Detector().detect_batch([one.text for one in batch])
    screener = Screener(load_policy(SHIPPED))
    words = _words()
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
    screened, matched, flagged = [], [], 0
    for _ in range(_RUNS):
        started = time.perf_counter()
        found = screener.screen_batch(
            (one, detection, None) for one, detection in zip(batch, detections, strict=True)
        )
        screened.append(time.perf_counter() - started)
        flagged = sum(one.flagged for one in found)
        started = time.perf_counter()
        hits = sum(pattern.search(one.text) is not None for one in batch)
        matched.append(time.perf_counter() - started)
    ours, plain = _NUMBER / min(screened), _NUMBER / min(matched)
    show(
        f"Screening {_NUMBER:,} messages, best of {_RUNS}",
        ("", "messages/s", "ratio", "flagged"),
        [
            (f"one regular expression, {len(words)} words", f"{plain:,.0f}", "1.00", hits),
            ("Liaison, whole policy", f"{ours:,.0f}", f"{ours / plain:.2f}", flagged),
        ],
    )


if __name__ == "__main__":
    main()
