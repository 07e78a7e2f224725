"""Terms of the word lists, and the index that finds their forms as whole words of a view.

The index is a table of forms and one of their beginnings, both cut at the edges of words: it is
read from disk in an instant, where an automaton of the same forms has to be built each time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policies.views import Span, fold

_PIECE: Final = re.compile(r" ?(?:[^\W_]+|[\W_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term with all its forms."""

    id: str
    lexicon: str
    langs: frozenset[str]
    forms: tuple[str, ...]
    register: str  # mild, coarse, strong, or empty
    strict: bool

    @property
    def folded(self) -> list[str]:
        """The forms as the plain view would show them, in order."""
        return fold("\0".join(self.forms)).split("\0")


@dataclass(frozen=True, slots=True)
class Hit:
    """One term found in one place."""

    term: Term
    span: Span  # of the original text
    start: int  # in the view that was searched
    end: int
    disguised: bool  # somebody took care to write it so that it is not found


class TermIndex:
    """Finds every form of some terms that stands between edges of words; overlaps are kept.

    Args:
        forms: each term and its folded forms.
        beginnings: of all forms (`beginnings_of`).
    """

    def __init__(
        self, forms: Iterable[tuple[Term, Sequence[str]]], beginnings: frozenset[str]
    ) -> None:
        terms: dict[str, tuple[Term, ...]] = {}
        for term, folded in forms:
            mine: dict[str, tuple[Term, ...]] = dict.fromkeys(folded, (term,))
            for form in terms.keys() & mine.keys():
                mine[form] = (*terms[form], term)
            terms.update(mine)
        self._terms: Mapping[str, tuple[Term, ...]] = terms
        self._beginnings = beginnings

    def find(self, text: str) -> Iterator[tuple[tuple[Term, ...], int, int]]:
        """Yield terms and where one of their forms stands, in the order of beginnings."""
        terms, beginnings = self._terms, self._beginnings
        pieces = _PIECE.findall(text)
        count, low = len(pieces), 0
        for following, piece in enumerate(pieces, start=1):
            start = low
            low += len(piece)
            if piece[0] == " " and len(piece) > 1:
                piece = piece[1:]  # noqa: PLW2901 # without the space before it
                start += 1
            if piece in terms:
                yield terms[piece], start, low
            after = following
            while piece in beginnings and after < count:
                piece += pieces[after]  # noqa: PLW2901 # grows word by word
                after += 1
                if piece in terms:
                    yield terms[piece], start, start + len(piece)


def beginnings_of(forms: Iterable[str]) -> frozenset[str]:
    """Return what forms of several words begin with, cut at the edges of words."""
    found: set[str] = set()
    for form in forms:
        if form.isalnum():
            continue
        if form.replace(" ", "").isalnum():
            head = form.rpartition(" ")[0]
            while head and head not in found:
                found.add(head)
                head = head.rpartition(" ")[0]
        else:
            ends = [match.end() for match in _PIECE.finditer(form)]
            found.update(form[:end] for end in ends[:-1])
    return frozenset(found)
