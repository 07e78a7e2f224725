"""The classifier: what messages may break that no rule names. It can ask for a look, nothing more.

One hidden layer over a sentence vector and the features of the rules, plus a weight for each shape
of words (`modelinputs`). Scores are calibrated per language; thresholds are chosen per label for
the same share of false flags in both. docs/classifier.md says what it can and cannot do.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final, Literal

import numpy as np

from policies.errors import ClassifierError
from policies.features import Features
from policies.modelinputs import Inputs, read_inputs, without_groups
from policies.modelneed import needs_model
from policies.modelweights import LABELS, Curve, Floats, Weights, load_weights
from policies.screening import Item
from translations.encoding import Encoder, RememberingEncoder, SentenceEncoder
from translations.errors import EncoderError

_NOTHING: Final[Mapping[str, int]] = {}
Language = Literal["en", "fr"]


class Classifier:
    """Scores messages in batches; built once, not changed by use."""

    def __init__(self, weights: Weights, encoder: Encoder) -> None:
        if weights.about.encoder != encoder.fingerprint():
            from policies.faults import said

            raise ClassifierError(said("policies.classifier.encoder", wanted=weights.about.encoder))
        self.about = weights.about
        self._weights = weights
        self._encoder = encoder

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        first = self.about.vector
        return {name: first + place for place, name in enumerate(self.about.numbers)}

    def score_batch(
        self, items: Sequence[Item], features: Sequence[Features]
    ) -> list[Mapping[str, int]]:
        """Return, for each message in order, `model_…_pct` and `model_suspects_…`.

        Messages in a third language, without text, or in which nothing could be suspected get none.

        Raises:
            EncoderError: the sentence vectors cannot be had.
        """
        found: list[Mapping[str, int]] = [_NOTHING] * len(items)
        taken = [
            (place, item[0].text, one)
            for place, (item, one) in enumerate(zip(items, features, strict=True))
            if needs_model(item, one)
        ]
        if not taken:
            return found
        logits = self.logits([text for _, text, _ in taken], [one for _, _, one in taken])
        for (place, _, _), row in zip(taken, logits.tolist(), strict=True):
            found[place] = self._named(row, items[place][1].lang)
        return found

    def logits(self, texts: Sequence[str], features: Sequence[Features]) -> Floats:
        """Return raw scores, one row a text and one column a label."""
        seen = [read_inputs(text, one) for text, one in zip(texts, features, strict=True)]
        vectors = self._encoder.encode(
            [without_groups(text, one) for text, one in zip(texts, features, strict=True)]
        )
        weights = self._weights
        dense = self._dense(vectors, seen)
        layer = np.maximum(dense @ weights.hidden + weights.hidden_bias, 0)
        scores: Floats = layer @ weights.out + dense @ weights.direct + weights.bias
        for place, inputs in enumerate(seen):
            if inputs.shapes:
                found = weights.shapes[inputs.shapes].sum(axis=0)
                scores[place] += found / len(inputs.shapes) ** 0.5
        return scores

    def _dense(self, vectors: Floats, seen: Sequence[Inputs]) -> Floats:
        dense = np.zeros((len(seen), self.about.vector + len(self.about.numbers)), np.float32)
        dense[:, : self.about.vector] = vectors
        columns = self._columns
        for row, inputs in zip(dense, seen, strict=True):
            for name, value in inputs.numbers.items():
                column = columns.get(name)
                if column is not None:
                    row[column] = value
        return dense

    def _named(self, scores: Sequence[float], lang: str) -> Mapping[str, int]:
        named: dict[str, int] = {}
        for label, score in zip(self.about.labels, scores, strict=True):
            named[f"model_{label}_pct"] = min(
                _percent(score, self.about.calibration[label][one]) for one in _as_read(lang)
            )
            limits = self.about.thresholds[label]
            if all(score >= limits[one] for one in _as_read(lang)):
                named[f"model_suspects_{label}"] = 1
        return named


def load_scorer(encoder: Encoder | None = None) -> Classifier:
    """Return the classifier that comes with the program, ready to be used.

    Args:
        encoder: makes the sentence vectors; the bundled one where absent.

    Raises:
        ClassifierError: weights or encoder cannot be used; says why.
    """
    chosen = encoder or RememberingEncoder(SentenceEncoder())
    classifier = Classifier(load_weights(), chosen)
    try:
        chosen.encode(["liaison"])  # weights are read and checked now, not by the first message
    except EncoderError as fault:
        raise ClassifierError(fault.explanation) from fault
    return classifier


def _as_read(lang: str) -> tuple[Language, ...]:
    """Return the languages whose curves and thresholds count: both where nobody can tell."""
    if lang == "en":
        return ("en",)
    return ("fr",) if lang == "fr" else ("en", "fr")


def _percent(score: float, curve: Curve) -> int:
    raised = min(30.0, max(-30.0, curve.slope * score + curve.offset))
    return round(100 / (1 + math.exp(-raised)))


__all__ = ["LABELS", "Classifier", "load_scorer"]
