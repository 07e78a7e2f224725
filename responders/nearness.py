"""How near a message is to a fact, as one number: the chance that it is about that fact.

Spelling, words, senses and meaning are added up over all texts of a fact; concepts compared in full
and equal figures are added to that; two constants turn the sum into a chance. They were fitted to
messages whose fact is known and to comments on other programs (docs/benchmarks.md, matching).
"""

from dataclasses import dataclass
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
RELATED: Final = 0.25  # shared senses below which a message is about none of the facts
RELATED_MEANING: Final = 0.3  # likewise, where an encoder is there to find the fact
CLEAR: Final = 0.5  # shared senses from which a message is not encoded: its words say enough
_SENSES_WORTH: Final = 0.25  # from which a text is compared in full
_WAYS_WORTH: Final = 0.3
_WAYS_WORTH_MEANING: Final = 0.2  # likewise, where an encoder is there
_WITH_MEANING: Final = (2.6, -7.4)  # slope and start of the chance, by the sum
_WITHOUT: Final = (5.2, -7.3)  # likewise, where no encoder is there


def whole(*, meaning: bool) -> float:
    """Return what a text scores with itself."""
    return SPELLING + WORDS + SENSES + (MEANING if meaning else 0.0)


def add_up(score: float, likeness: float, *, figure: bool) -> float:
    """Return a fact's score with what was compared in full."""
    return score + _LIKE * likeness + _FIGURE * figure


def chance(total: float, *, meaning: bool) -> float:
    """Return the chance that the message is about the fact, 0 to 1."""
    slope, start = _WITH_MEANING if meaning else _WITHOUT
    return 1 / (1 + exp(-max(-30.0, min(30.0, slope * total + start))))


@dataclass(frozen=True, slots=True)
class Scored:
    """How near asked texts (rows) are to the texts of the index, and to the facts they are of."""

    texts: NDArray[np.float32]  # all ways together
    best: NDArray[np.float32]  # each fact's best text
    mean: NDArray[np.float32]  # each fact's texts on average
    worth: NDArray[np.bool_]  # whether a fact is near enough to be compared in full

    def part(self, start: int, end: int) -> "Scored":
        """Return some of the rows."""
        here = slice(start, end)
        return Scored(self.texts[here], self.best[here], self.mean[here], self.worth[here])

    def facts(self) -> NDArray[np.float32]:
        """Return what each fact scores for a message: its best text, and how near its others are.

        The rows are those of one message: the whole, then its sentences.
        """
        joined = self.best + np.float32(_SPREAD) * self.mean
        scores: NDArray[np.float32] = (joined[0] + joined.max(axis=0)) / np.float32(2)
        return scores

    def nearest(self, scores: NDArray[np.float32], top: int, each: int) -> list[int]:
        """Return the facts worth comparing in full: the best of the message and of each sentence.

        Args:
            scores: of `facts`.
            top: how many of the message.
            each: how many of each sentence.
        """
        chosen = dict.fromkeys(_best(scores, top))
        if len(self.best) > 1:
            for row in self.best:
                chosen |= dict.fromkeys(_best(row, each))
        return list(chosen)


def score(near: Likeness, starts: NDArray[np.int64], encoded: NDArray[np.bool_]) -> Scored:
    """Add up the ways, and tell what it makes for each fact.

    Args:
        near: likeness by each way.
        starts: where each fact's texts begin.
        encoded: for each row, whether meaning counts.
    """
    total: NDArray[np.float32] = (
        np.float32(SPELLING) * near.spelling
        + np.float32(WORDS) * near.words
        + np.float32(SENSES) * near.senses
    )
    if near.meaning is not None:
        total += np.float32(MEANING) * np.maximum(near.meaning, 0.0)
    sizes = np.diff(np.append(starts, total.shape[1]))
    best = np.maximum.reduceat(total, starts, axis=1)
    mean: NDArray[np.float32] = np.add.reduceat(total, starts, axis=1)
    mean /= sizes.astype(np.float32)
    senses = np.maximum.reduceat(near.senses, starts, axis=1)
    least = np.where(
        encoded,
        _WAYS_WORTH_MEANING * whole(meaning=True),
        _WAYS_WORTH * whole(meaning=False),
    )
    worth = (senses >= _SENSES_WORTH) | (best >= least[:, None])
    return Scored(total, best, mean, worth)


def _best(scores: NDArray[np.float32], top: int) -> list[int]:
    if top >= len(scores):
        order = np.argsort(-scores, kind="stable")
    else:
        some = np.argpartition(-scores, top)[:top]
        order = some[np.lexsort((some, -scores[some]))]
    found: list[int] = order.tolist()
    return found
