"""How near a message is to a fact, as one number: the chance that it is about that fact.

Spelling, words, senses and meaning are added up over all texts of a fact; concepts compared in full
and equal figures are added to that; two constants turn the sum into a chance. They were fitted to
messages whose fact is known and to comments on other programs (docs/benchmarks.md, matching).
"""

from collections.abc import Sequence
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from responders.retrieval.index import Likeness

SPELLING: Final = 0.9
WORDS: Final = 0.5
SENSES: Final = 0.6
MEANING: Final = 1.7
_SPREAD: Final = 0.8  # weight of a fact's mean text beside its best one
_LIKE: Final = 0.8  # of concepts compared in full
_FIGURE: Final = 0.5  # of a figure that both have
RELATED: Final = 0.12  # shared senses below which a message is about none of the facts
_SENSES_WORTH: Final = 0.2  # from which a text is compared in full
_WAYS_WORTH: Final = 0.3
_WAYS_WORTH_MEANING: Final = 0.2  # likewise, where an encoder is there
_WITH_MEANING: Final = (2.6, -7.4)  # slope and start of the chance, by the sum
_WITHOUT: Final = (5.2, -7.3)  # likewise, where no encoder is there


def add_ways(near: Likeness) -> NDArray[np.float32]:
    """Return one number for each asked text (rows) and each text of the index (columns)."""
    total: NDArray[np.float32] = (
        SPELLING * near.spelling + WORDS * near.words + SENSES * near.senses
    )
    if near.meaning is not None:
        total += MEANING * np.maximum(near.meaning, 0.0)
    return total


def whole(*, meaning: bool) -> float:
    """Return what a text scores with itself."""
    return SPELLING + WORDS + SENSES + (MEANING if meaning else 0.0)


def score_facts(totals: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return what each fact scores: its best text, and how near its others are.

    Args:
        totals: of `add_ways`: the message, then its sentences.
        starts: where each fact's texts begin.
    """
    joined = (totals[0] + totals.max(axis=0)) / np.float32(2)
    sizes = np.diff(np.append(starts, totals.shape[1]))
    best = np.maximum.reduceat(joined, starts)
    mean = np.add.reduceat(joined, starts) / sizes
    scores: NDArray[np.float32] = (best + np.float32(_SPREAD) * mean).astype(np.float32)
    return scores


def add_up(score: float, likeness: float, *, figure: bool) -> float:
    """Return a fact's score with what was compared in full."""
    return score + _LIKE * likeness + _FIGURE * figure


def chance(total: float, *, meaning: bool) -> float:
    """Return the chance that the message is about the fact, 0 to 1."""
    slope, start = _WITH_MEANING if meaning else _WITHOUT
    return 1 / (1 + exp(-max(-30.0, min(30.0, slope * total + start))))


def worth_reading(
    near: Likeness, totals: NDArray[np.float32], starts: NDArray[np.int64], *, meaning: bool
) -> NDArray[np.bool_]:
    """Say which facts (columns) are near enough to a text (rows) to be compared in full."""
    senses = np.maximum.reduceat(near.senses, starts, axis=1)
    all_ways = np.maximum.reduceat(totals, starts, axis=1) / whole(meaning=meaning)
    ways = _WAYS_WORTH_MEANING if meaning else _WAYS_WORTH
    worth: NDArray[np.bool_] = (senses >= _SENSES_WORTH) | (all_ways >= ways)
    return worth


def nearest(
    scores: NDArray[np.float32],
    totals: Sequence[NDArray[np.float32]],
    starts: NDArray[np.int64],
    top: int,
    each: int,
) -> list[int]:
    """Return the facts worth comparing in full: the best of the message, and of each sentence."""
    chosen = dict.fromkeys(_best(scores, top))
    if len(totals) > 1:
        for row in totals:
            chosen |= dict.fromkeys(_best(np.maximum.reduceat(row, starts), each))
    return list(chosen)


def _best(scores: NDArray[np.float32], top: int) -> list[int]:
    if top >= len(scores):
        order = np.argsort(-scores, kind="stable")
    else:
        some = np.argpartition(-scores, top)[:top]
        order = some[np.lexsort((some, -scores[some]))]
    return [int(number) for number in order]
