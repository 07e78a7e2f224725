"""chrF, the measure of translations by runs of letters: Popović 2015, as sacrebleu computes it.

Runs of one to six letters without white space, precision and recall averaged over the lengths that
occur, recall counted twice. Counts are summed over a corpus, as sacrebleu does.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

_LENGTHS: Final = range(1, 7)
_RECALL: Final = 2


def chrf(targets: Sequence[str], references: Sequence[str]) -> float:
    """Return the measure of a corpus, 0 to 100."""
    scores = []
    for length in _LENGTHS:
        ours = theirs = common = 0
        for target, reference in zip(targets, references, strict=True):
            left, right = _runs(target, length), _runs(reference, length)
            ours += sum(left.values())
            theirs += sum(right.values())
            common += (left & right).total()
        if ours and theirs:
            scores.append((common / ours, common / theirs))
    if not scores:
        return 0.0
    precision = sum(one for one, _ in scores) / len(scores)
    recall = sum(one for _, one in scores) / len(scores)
    weighed = _RECALL**2 * precision + recall
    return 100 * (1 + _RECALL**2) * precision * recall / weighed if weighed else 0.0


def _runs(text: str, length: int) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[place : place + length] for place in range(len(letters) - length + 1))
