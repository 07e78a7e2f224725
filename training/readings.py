"""Reads the features of examples, and weighs examples so that both languages count the same."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policies.features import FeatureReader, Features
from policies.features.reading import NO_CONTEXT
from policies.message import Message
from policies.shippedwords import shipped_lexicons
from training.examples import LABELS, Example
from translations.values import Detection

SENT: Final = datetime(2026, 1, 14, 15, tzinfo=UTC)
LANGS: Final = ("en", "fr")
# an everyday sentence that shows one of these may be what the model is to find: left out
STRONG: Final = (
    "hate_statements slurs threats insults_at_person abuse hostility misogyny homophobia violence"
    " sexual self_harm".split()
)
MOST: Final = 4.0  # that the weight of an example of the rarer language is multiplied by

Floats = NDArray[np.float32]


def message(text: str) -> Message:
    """Return a message with this text."""
    return Message(
        platform="training", id="1", channel="training", author="a", text=text, sent_at=SENT
    )


def read_features(examples: Iterable[Example]) -> list[Features]:
    """Return the features of every example, read as the program reads them."""
    reader = FeatureReader(shipped_lexicons())
    return [
        reader.read(message(one.text), Detection(lang=one.lang, confidence=1.0), NO_CONTEXT)
        for one in examples
    ]


def truths(examples: Sequence[Example], features: Sequence[Features]) -> tuple[Floats, Floats]:
    """Return what is true and how much it counts, one column a label."""
    truth = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
    weight = np.zeros_like(truth)
    for row, (one, found) in enumerate(zip(examples, features, strict=True)):
        if one.source == "everyday" and any(name in found.values for name in STRONG):
            continue
        for label, value in one.truth.items():
            column = LABELS.index(label)
            truth[row, column], weight[row, column] = value, one.weight
    return truth, weight


def balanced(examples: Sequence[Example], truth: Floats, weight: Floats) -> Floats:
    """Return weights with which both languages have as much to say on each side of each label."""
    even = weight.copy()
    langs = np.array([one.lang for one in examples])
    for column in range(len(LABELS)):
        for side in (0, 1):
            cells = [(langs == lang) & (truth[:, column] == side) for lang in LANGS]
            sums = [max(float(weight[cell, column].sum()), 1.0) for cell in cells]
            wanted = float(np.sqrt(sums[0] * sums[1]))
            for cell, total in zip(cells, sums, strict=True):
                even[cell, column] *= np.clip(wanted / total, 1 / MOST, MOST)
    return even
