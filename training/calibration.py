"""From scores to probabilities, and the thresholds above which a person is asked to look."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

NEVER: Final = -1e6  # the score of a text about which the model is not asked
FALSE_FLAGS: Final = 0.0015  # of ordinary texts, for each label: four labels make 0.6 %
FALSE_FLAGS_WRITTEN: Final = 0.01  # of written sentences that look like it and are not


def fit_curve(scores: Doubles, truth: Doubles, weight: Doubles) -> tuple[float, float]:
    """Return slope and offset that turn scores into probabilities (Platt, 1999), by Newton."""
    ups = (truth * weight).sum()
    downs = weight.sum() - ups
    target = np.where(truth > 0, (ups + 1) / (ups + 2), 1 / (downs + 2))
    spot = np.array([1.0 / max(float(scores.std()), 1e-6), 0.0])
    for _ in range(60):
        chance = _chance(spot, scores)
        error, spread = weight * (chance - target), weight * chance * (1 - chance) + 1e-9
        pull = np.array([(error * scores).sum(), error.sum()])
        bend = np.array(
            [
                [(spread * scores**2).sum() + 1e-3, (spread * scores).sum()],
                [(spread * scores).sum(), spread.sum() + 1e-3],
            ]
        )
        step = np.linalg.solve(bend, pull)
        before, part = _loss(spot, scores, target, weight), 1.0
        while part > 1e-4 and _loss(spot - part * step, scores, target, weight) > before:
            part /= 2  # a whole step can lead too far
        spot = spot - part * step
        if np.abs(part * step).max() < 1e-7:
            break
    return float(max(spot[0], 0.05)), float(spot[1])


def _chance(spot: Doubles, scores: Doubles) -> Doubles:
    found: Doubles = 1 / (1 + np.exp(-np.clip(spot[0] * scores + spot[1], -30, 30)))
    return found


def _loss(spot: Doubles, scores: Doubles, target: Doubles, weight: Doubles) -> float:
    chance = np.clip(_chance(spot, scores), 1e-12, 1 - 1e-12)
    return float(-(weight * (target * np.log(chance) + (1 - target) * np.log1p(-chance))).sum())


def threshold(ordinary: list[Doubles], written: Doubles) -> float:
    """Return the score that few ordinary and few misleading texts reach.

    Args:
        ordinary: scores of ordinary texts of several kinds; each kind counts the same.
        written: scores of written sentences that are not what they look like.
    """
    kinds = [scores for scores in ordinary if len(scores)]
    pooled = np.concatenate(kinds)
    share = np.concatenate([np.full(len(one), 1 / len(one) / len(kinds)) for one in kinds])
    order = np.argsort(-pooled)
    reached = np.cumsum(share[order])
    place = min(int(np.searchsorted(reached, FALSE_FLAGS)), len(order) - 1)
    limit = float(pooled[order][place])
    if len(written):
        limit = max(limit, float(np.quantile(written, 1 - FALSE_FLAGS_WRITTEN)))
    return limit + 1e-6


def area(scores: Doubles, truth: Doubles) -> float:
    """Return the area under the curve: how often a positive scores above a negative."""
    ups, downs = int(truth.sum()), int(len(truth) - truth.sum())
    if not ups or not downs:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[truth > 0].sum() - ups * (ups + 1) / 2) / (ups * downs))


def calibration_error(chance: Doubles, truth: Doubles, bins: int = 10) -> float:
    """Return how far probabilities lie from what happens, on average over ten bins."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    off = 0.0
    for number in range(bins):
        inside = place == number
        if inside.any():
            off += inside.mean() * abs(float(chance[inside].mean() - truth[inside].mean()))
    return off
