"""Terms of the word lists, and the index that finds their forms as whole words of a view.

The tables of forms and of their beginnings, cut at the edges of words, are read from disk in an
instant; an automaton of the same forms is three times as fast, and has to be built each time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import ahocorasick_rs

from policies.views import Span, fold

_PIECE: Final = re.compile(r" ?(?:[^\W_]+|[\W_])")
_MANY: Final = 500  # texts, from which on an automaton is worth building


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


Found = tuple[tuple[Term, ...], int, int]  # terms with the same form, and where it stands


class TermIndex:
    """Finds every form of some terms that stands between edges of words; overlaps are kept.

    The first texts are looked up in a table of forms, which is there at once; whoever reads many
    goes on with an automaton.

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
        first = {form for form in terms if form.isalnum()}
        first.update(head for head in beginnings if len(head) == 1 or head.isalnum())
        self._first = frozenset((*first, *map(" ".__add__, first)))
        self._searched = 0

    def find(self, text: str) -> Iterator[Found]:
        """Yield terms and where one of their forms stands, in no certain order."""
        self._searched += 1
        if self._searched > _MANY:
            yield from self._automaton.find(text)
            return
        first = self._first
        pieces = _PIECE.findall(text)
        found = [at for at, piece in enumerate(pieces) if piece in first]
        if not found:
            return
        terms, beginnings, count = self._terms, self._beginnings, len(pieces)
        ends = list(accumulate(map(len, pieces)))
        for at in found:
            form = pieces[at]
            start = ends[at] - len(form)
            if form[0] == " " and len(form) > 1:
                form = form[1:]
                start += 1
            if form in terms:
                yield terms[form], start, ends[at]
            after = at + 1
            while form in beginnings and after < count:
                form += pieces[after]
                if form in terms:
                    yield terms[form], start, ends[after]
                after += 1

    @cached_property
    def _automaton(self) -> "_Automaton":
        return _Automaton(self._terms)


class _Automaton:
    """The same by an automaton: faster on each text, but it takes a tenth of a second to build."""

    def __init__(self, terms: Mapping[str, tuple[Term, ...]]) -> None:
        self._terms = tuple(terms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(terms),
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,  # small, and fast enough
        )

    def find(self, text: str) -> Iterator[Found]:
        """Yield what `TermIndex.find` yields."""
        terms, length = self._terms, len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(
            _encodable(text), overlapping=True
        ):
            if start and text[start - 1].isalnum() and text[start].isalnum():
                continue
            if end < length and text[end].isalnum() and text[end - 1].isalnum():
                continue
            yield terms[number], start, end


def _encodable(text: str) -> str:
    """Replace lone surrogates, which the automaton refuses, by a character that is in no word."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


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
