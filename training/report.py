"""Measure weights on texts that were not learned from, and put the figures into the card.

`python -m training.report --data DIR --out policies/data/classifier [--comments FILE] [--card DIR]`
measures weights that are there again, such as after the word lists have changed.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from policies.classifier import Classifier
from policies.document import load_policy
from policies.modelinputs import may_matter
from policies.modelweights import load_weights
from policies.screening import Screener
from training.calibration import NEVER
from training.card import Judged, flag_rates, measure, tables, write_figures
from training.corpora import read_corpora
from training.examples import Example, Part, part_of
from training.readings import LANGS, Floats, message, read_features, truths
from training.sentences import SEED, read_sentences, read_suite
from translations.encoding import SentenceEncoder
from translations.values import Detection

_BATCH = 512


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of the weights")
    parser.add_argument("--comments", type=Path)
    parser.add_argument("--card", type=Path, help="folder of classifier.md and classifier.fr.md")
    given = parser.parse_args(arguments)
    examples = [*read_sentences(SEED), *read_suite("held"), *read_corpora(given.data)]
    comments = read_comments(given.comments) if given.comments else []
    sys.stdout.write(report(given.out, examples, comments, given.card) + "\n")
    return 0


def report(
    folder: Path, examples: Sequence[Example], comments: Sequence[Example], card: Path | None
) -> str:
    """Measure on the test part with the program's own arithmetic; return the English tables."""
    classifier = Classifier(load_weights(folder), SentenceEncoder())
    tested = [one for one in examples if one.part is Part.TEST]
    scores, truth, weight = _judged(classifier, tested)
    judged = Judged(examples=tested, scores=scores, truth=truth, weight=weight)
    rows = measure(judged, classifier.about)
    real = [one for one in comments if one.part is Part.TEST]
    flags = {}
    if real:
        found, _, _ = _judged(classifier, real)
        flags = flag_rates(found, [one.lang for one in real], classifier.about)
    for lang in LANGS if card else ():
        page = Path(str(card)) / ("classifier.md" if lang == "en" else f"classifier.{lang}.md")
        write_figures(page, tables(rows, flags, lang))
    return tables(rows, flags, "en")


def read_comments(path: Path) -> list[Example]:
    """Return ordinary comments that no rule flags: a rule's finding is no false flag of ours."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    screener = Screener(load_policy())
    found: list[Example] = []
    for row in rows:
        text, lang = str(row["text"]), str(row["lang"])
        if lang not in LANGS or not text.strip():
            continue
        if screener.screen(message(text), Detection(lang=lang, confidence=1.0)).flagged:
            continue
        half = Part.TEST if part_of("half:" + text) is not Part.TRAIN else Part.VALIDATE
        found.append(Example(text=text, lang=lang, source="comments", truth={}, part=half))
    return found


def _judged(classifier: Classifier, examples: Sequence[Example]) -> tuple[Floats, Floats, Floats]:
    features = read_features(examples)
    texts = [one.text for one in examples]
    scores = [
        classifier.logits(texts[n : n + _BATCH], features[n : n + _BATCH])
        for n in range(0, len(texts), _BATCH)
    ]
    judged = np.concatenate(scores)
    for row, one, found in zip(judged, examples, features, strict=True):
        if not may_matter(one.text, found):
            row[:] = NEVER
    truth, weight = truths(examples, features)
    return judged, truth, weight


if __name__ == "__main__":
    sys.exit(main())
