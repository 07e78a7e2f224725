"""How much people changed of a machine's translation before they approved it. Pure.

Two distances, both of Levenshtein: over letters, and over words with their marks (as TER, but that
a moved phrase counts as words taken out and put in). Shares are of the approved text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdit:
    """What it took to get from one text to the other."""

    letters: int  # of the approved text
    letter_edits: int
    words: int
    word_edits: int

    @property
    def untouched(self) -> bool:
        """Whether nothing was changed."""
        return self.letter_edits == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The post-edits of several texts together."""

    texts: int = 0
    untouched: int = 0
    letter_pct: float = 0.0  # edits for 100 letters of the approved texts
    word_pct: float = 0.0  # the same for words


def post_edit(machine: str, approved: str) -> PostEdit:
    """Compare what a machine made with what people approved."""
    made, kept = " ".join(machine.split()), " ".join(approved.split())
    words, good = _WORD.findall(made), _WORD.findall(kept)
    return PostEdit(
        letters=len(kept),
        letter_edits=Levenshtein.distance(made, kept),
        words=len(good),
        word_edits=Levenshtein.distance(words, good),
    )


def effort(edits: Iterable[PostEdit]) -> Effort:
    """Add up post-edits: each text counts by its length."""
    found = list(edits)
    letters, words = sum(one.letters for one in found), sum(one.words for one in found)
    return Effort(
        texts=len(found),
        untouched=sum(one.untouched for one in found),
        letter_pct=_pct(sum(one.letter_edits for one in found), letters),
        word_pct=_pct(sum(one.word_edits for one in found), words),
    )


def _pct(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
