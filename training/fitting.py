"""Fits the network: one hidden layer over vector and numbers, and a weight for each word shape.

Plain numpy, seeded; a few minutes on two cores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

HIDDEN: Final = 48
EPOCHS: Final = 16
BATCH: Final = 128
RATE: Final = 0.002
SHAPE_RATE: Final = 0.005
DECAY: Final = 2e-5
SHAPE_DECAY: Final = 4e-6
DROPOUT: Final = 0.4  # of the vector, so that structure has to carry part of the weight
SHAPE_DROPOUT: Final = 0.5


@dataclass(slots=True)
class Data:
    """Examples as arrays; a truth that is not known has weight 0."""

    dense: Floats  # vector and numbers, one row an example
    shapes: Sequence[NDArray[np.int32]]
    truth: Floats  # one column a label
    weight: Floats


@dataclass(slots=True)
class Network:
    """The weights."""

    hidden: Floats  # dense -> HIDDEN
    hidden_bias: Floats
    out: Floats  # HIDDEN -> labels
    direct: Floats  # dense -> labels
    shapes: Floats  # bucket -> labels
    bias: Floats

    def scores(self, dense: Floats, shapes: Sequence[NDArray[np.int32]]) -> Floats:
        """Return logits, one column a label."""
        layer = np.maximum(dense @ self.hidden + self.hidden_bias, 0)
        found: Floats = layer @ self.out + dense @ self.direct + self.bias
        for row, ids in enumerate(shapes):
            if len(ids):
                found[row] += self.shapes[ids].sum(axis=0) / np.sqrt(len(ids))
        return found


def fit(data: Data, *, vector: int, buckets: int, seed: int) -> Network:
    """Return a network fitted to the data.

    Args:
        vector: how many of the dense columns are the sentence vector.
    """
    chance = np.random.default_rng(seed)
    width, labels = data.dense.shape[1], data.truth.shape[1]
    network = Network(
        hidden=(chance.normal(size=(width, HIDDEN)) * np.sqrt(1 / width)).astype(np.float32),
        hidden_bias=np.zeros(HIDDEN, dtype=np.float32),
        out=(chance.normal(size=(HIDDEN, labels)) * 0.1).astype(np.float32),
        direct=np.zeros((width, labels), dtype=np.float32),
        shapes=np.zeros((buckets, labels), dtype=np.float32),
        bias=np.full(labels, -2, dtype=np.float32),
    )
    adam = _Adam()
    rows = len(data.dense)
    for epoch in range(EPOCHS):
        order = chance.permutation(rows)
        rate = 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS))
        for start in range(0, rows, BATCH):
            _step(network, adam, data, order[start : start + BATCH], vector, rate, chance)
    return network


def _step(
    network: Network,
    adam: "_Adam",
    data: Data,
    chosen: NDArray[np.int64],
    vector: int,
    rate: float,
    chance: np.random.Generator,
) -> None:
    dense = data.dense[chosen].copy()
    kept = (chance.random((len(chosen), vector)) > DROPOUT) / (1 - DROPOUT)
    dense[:, :vector] *= kept.astype(np.float32)
    ids, scale, owner = _gathered([data.shapes[n] for n in chosen], chance)
    before = dense @ network.hidden + network.hidden_bias
    layer = np.maximum(before, 0)
    logits = layer @ network.out + dense @ network.direct + network.bias
    np.add.at(logits, owner, network.shapes[ids] * scale[:, None])
    error = (1 / (1 + np.exp(-logits)) - data.truth[chosen]) * data.weight[chosen] / len(chosen)
    back = (error @ network.out.T) * (before > 0)
    adam.tick()
    adam.move("hidden", network.hidden, dense.T @ back, RATE * rate, DECAY)
    adam.move("hidden_bias", network.hidden_bias, back.sum(axis=0), RATE * rate, 0)
    adam.move("out", network.out, layer.T @ error, RATE * rate, DECAY)
    adam.move("direct", network.direct, dense.T @ error, RATE * rate, DECAY)
    adam.move("bias", network.bias, error.sum(axis=0), RATE * rate, 0)
    slope = np.zeros_like(network.shapes)
    np.add.at(slope, ids, error[owner] * scale[:, None])
    adam.move("shapes", network.shapes, slope, SHAPE_RATE * rate, SHAPE_DECAY)


def _gathered(
    shapes: Sequence[NDArray[np.int32]], chance: np.random.Generator
) -> tuple[NDArray[np.int32], Floats, NDArray[np.int64]]:
    """Return buckets of a batch in a row, what each counts, and the row that it belongs to."""
    sizes = np.array([len(one) for one in shapes])
    ids = np.concatenate(shapes) if sizes.sum() else np.zeros(0, dtype=np.int32)
    owner = np.repeat(np.arange(len(shapes)), sizes)
    scale = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
    scale *= (chance.random(len(ids)) > SHAPE_DROPOUT) / (1 - SHAPE_DROPOUT)
    return ids, scale.astype(np.float32), owner


class _Adam:
    """Steps that adapt to each weight (Kingma and Ba, 2015), with weight decay beside them."""

    def __init__(self) -> None:
        self._time = 0
        self._means: dict[str, tuple[Floats, Floats]] = {}

    def tick(self) -> None:
        self._time += 1

    def move(self, name: str, weights: Floats, slope: Floats, rate: float, decay: float) -> None:
        if name not in self._means:
            self._means[name] = (np.zeros_like(weights), np.zeros_like(weights))
        mean, square = self._means[name]
        mean *= 0.9
        mean += 0.1 * slope
        square *= 0.999
        square += 0.001 * slope * slope
        ahead = mean / (1 - 0.9**self._time)
        spread = np.sqrt(square / (1 - 0.999**self._time)) + 1e-8
        weights -= rate * ahead / spread + rate * decay * 50 * weights
