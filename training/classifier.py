"""Train the classifier: `python -m training.classifier --data DIR --out policies/data/classifier`.

Reads public data sets in DIR (`training.corpora` says which), and sentences written for this
program; fits, calibrates, chooses thresholds, and writes weights. A few minutes on two cores; the
same command gives the same weights. `--comments FILE` names ordinary comments (JSON Lines with
`text` and `lang`) on half of which the thresholds are chosen; the other half is reported on.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from policies.features import Features
from policies.modelinputs import (
    BUCKETS,
    Inputs,
    may_matter,
    number_names,
    read_inputs,
    without_groups,
)
from policies.modelweights import save_weights
from training.calibration import NEVER, Doubles, fit_curve, threshold
from training.corpora import read_corpora
from training.examples import LABELS, Example, Part
from training.fitting import HIDDEN, Data, Network, fit
from training.readings import LANGS, Floats, balanced, read_features, truths
from training.report import read_comments, report
from training.sentences import SEED, read_sentences, read_suite
from translations.encoding import SentenceEncoder, Vectors

BATCH: Final = 512
LICENCES: Final = {
    "mlma_en": "MIT",
    "mlma_fr": "MIT",
    "davidson_en": "MIT",
    "sms_spam_en": "free for any use",
    "tgspam": "MIT",
    "everyday": "CC-BY 2.0 FR (Tatoeba)",
    "official": "OGL-Canada and MIT (Government of Canada)",
    "written": "MIT (this program)",
    "suite": "MIT (this program)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--comments", type=Path)
    parser.add_argument("--card", type=Path, help="folder of classifier.md and classifier.fr.md")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    examples = [
        *read_sentences(SEED),
        *read_suite("dev"),
        *read_suite("held"),
        *read_corpora(given.data),
    ]
    comments = read_comments(given.comments) if given.comments else []
    _say(f"{len(examples):,} examples, {len(comments):,} comments")
    run = Run(examples, comments)
    _say(f"read in {time.monotonic() - started:.0f} s")
    run.train()
    _say(f"fitted after {time.monotonic() - started:.0f} s")
    run.write(given.out)
    _say(report(given.out, examples, comments, given.card))
    return 0


class Run:
    """One training, from examples to weights."""

    def __init__(self, examples: Sequence[Example], comments: Sequence[Example]) -> None:
        self.examples = [*examples, *comments]
        self.known = len(examples)
        features = read_features(self.examples)
        self.truth, self.weight = truths(self.examples, features)
        self.names = number_names()
        self.inputs = [
            read_inputs(one.text, found) for one, found in zip(self.examples, features, strict=True)
        ]
        together = zip(self.examples, features, strict=True)
        self.asked = np.array([may_matter(one.text, found) for one, found in together])
        self.encoder = SentenceEncoder()
        self.dense = self._dense(features)
        self.shapes = [np.array(one.shapes, dtype=np.int32) for one in self.inputs]
        self.parts = np.array([one.part.value for one in self.examples])
        self.langs = np.array([one.lang for one in self.examples])
        self.sources = np.array([one.source for one in self.examples])
        self.real = np.arange(len(self.examples)) >= self.known
        self.network: Network | None = None

    def _dense(self, features: Sequence[Features]) -> Floats:
        texts = [
            without_groups(one.text, found)
            for one, found in zip(self.examples, features, strict=True)
        ]
        different = list(dict.fromkeys(texts))
        rows: dict[str, Vectors] = {}
        for start in range(0, len(different), BATCH):
            batch = different[start : start + BATCH]
            rows.update(zip(batch, self.encoder.encode(batch), strict=True))
        dense = np.zeros((len(texts), self.encoder.dimension + len(self.names)), np.float32)
        columns = {name: self.encoder.dimension + n for n, name in enumerate(self.names)}
        for row, text, seen in zip(dense, texts, self.inputs, strict=True):
            row[: self.encoder.dimension] = rows[text]
            _fill(row, seen, columns)
        return dense

    def train(self) -> None:
        """Fit on the training part alone."""
        taken = np.flatnonzero((self.parts == Part.TRAIN) & ~self.real)
        chosen = [self.examples[n] for n in taken]
        truth, weight = self.truth[taken], self.weight[taken]
        self.network = fit(
            Data(
                self.dense[taken],
                [self.shapes[n] for n in taken],
                truth,
                balanced(chosen, truth, weight),
            ),
            vector=self.encoder.dimension,
            buckets=BUCKETS,
            seed=SEED,
        )
        for name in ("hidden", "hidden_bias", "out", "direct", "shapes", "bias"):
            rounded = getattr(self.network, name).astype("<f2").astype(np.float32)
            setattr(self.network, name, rounded)  # as they will be read again
        self.scores = self.network.scores(self.dense, self.shapes)

    def write(self, folder: Path) -> None:
        """Calibrate, choose thresholds, and write the model."""
        assert self.network is not None  # noqa: S101 # train() came first
        about: dict[str, Any] = {
            "format": 1,
            "name": "structure-and-vector",
            "encoder": self.encoder.fingerprint(),
            "vector": self.encoder.dimension,
            "hidden": HIDDEN,
            "buckets": BUCKETS,
            "labels": LABELS,
            "numbers": self.names,
            "calibration": {label: self._curves(n) for n, label in enumerate(LABELS)},
            "thresholds": {label: self._limits(n) for n, label in enumerate(LABELS)},
            "false_flags_pct": 1.0,
            "origins": self._origins(),
        }
        arrays = {
            name: getattr(self.network, name)
            for name in ("hidden", "hidden_bias", "out", "direct", "shapes", "bias")
        }
        save_weights(folder, about, arrays)

    def _curves(self, column: int) -> dict[str, dict[str, float]]:
        curves = {}
        for lang in LANGS:
            taken = self._known(column, lang, Part.VALIDATE)
            slope, offset = fit_curve(
                self.scores[taken, column].astype(np.float64),
                self.truth[taken, column].astype(np.float64),
                self.weight[taken, column].astype(np.float64),
            )
            curves[lang] = {"slope": round(slope, 5), "offset": round(offset, 5)}
        return curves

    def _limits(self, column: int) -> dict[str, float]:
        limits = {}
        for lang in LANGS:
            known = self._known(column, lang, Part.VALIDATE)
            clean = known & np.isin(self.sources, ("everyday", "official"))
            real = self.real & (self.langs == lang) & (self.parts == Part.VALIDATE)
            written = known & (self.truth[:, column] == 0)
            written &= np.char.startswith(self.sources, "written")
            limit = threshold(
                [self._column(clean, column), self._column(real, column)],
                self._column(written, column),
            )
            limits[lang] = round(limit, 4)
        return limits

    def _column(self, taken: Any, column: int) -> Doubles:
        # of what the model is not asked about, nothing is suspected
        found: Doubles = np.where(self.asked, self.scores[:, column], NEVER)[taken]
        return found.astype(np.float64)

    def _known(self, column: int, lang: str, part: Part) -> Any:
        return (
            (self.parts == part) & (self.langs == lang) & ~self.real & (self.weight[:, column] > 0)
        )

    def _origins(self) -> list[dict[str, object]]:
        counts = Counter(
            one.source.partition(":")[0]
            for one in self.examples[: self.known]
            if one.part is Part.TRAIN
        )
        return [
            {"name": name, "licence": LICENCES[name], "texts": counts[name]}
            for name in LICENCES
            if counts[name]
        ]


def _fill(row: Floats, seen: Inputs, columns: dict[str, int]) -> None:
    for name, value in seen.numbers.items():
        if name in columns:
            row[columns[name]] = value


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
