"""Curated word lists in both languages, found in every view of a text, whole words only.

A term is looked for in every language (people mix them) unless it is `strict`: then only in texts
of its own languages (« retard », con, sale).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from policies.lexiconfiles import read_terms
from policies.mending import Mender
from policies.terms import Hit, Term, TermIndex, beginnings_of
from policies.views import View, plain_view
from policies.vocabulary import GLUE

__all__ = ["CHARGED", "Hit", "Lexicons", "Term", "load_lexicons"]

SHIPPED: Final = Path(__file__).parent / "data" / "lexicons"

# what these name is charged: a slip or a disguise is undone where it gives one of their words
CHARGED: Final = frozenset(
    (
        "identity", "slurs", "insults", "belittling", "abuse", "profanity", "hostility", "aversion",
        "misogyny", "homophobia", "sexual", "threats", "violence", "intimidation", "self_harm",
        "harm", "failings",
    )
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")
_STRONG: Final = frozenset(("coarse", "strong"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What is worked out of terms before a text can be searched."""

    folded: Sequence[Sequence[str]]  # of each term
    beginnings: frozenset[str]  # of forms of several words
    words: Mapping[str, frozenset[str]]  # each word of a form, and its languages
    charged: frozenset[str]
    strong: frozenset[str]
    groups: frozenset[str]
    slips: Callable[[], Mapping[str, str]] | None = None  # None: not worked out yet


class Lexicons:
    """Every term of a set of files, ready to be looked for.

    Args:
        terms: what is looked for.
        beside: terms that others look for in the view: their words are mended as well.
        worked: what `work_out` gives for them, where it is known.
    """

    def __init__(
        self, terms: Iterable[Term], beside: Iterable[Term] = (), worked: Worked | None = None
    ) -> None:
        self.terms = tuple(terms)
        self._beside = tuple(beside)
        self._known = worked

    @cached_property
    def worked(self) -> Worked:
        """What is worked out once, at the first text."""
        return self._known or work_out(self.terms, self._beside)

    @cached_property
    def _index(self) -> TermIndex:
        return TermIndex(zip(self.terms, self.worked.folded, strict=True), self.worked.beginnings)

    @cached_property
    def mender(self) -> Mender:
        """What undoes disguises and slips of their words."""
        worked = self.worked
        return Mender(
            worked.words, worked.charged, worked.strong, worked.groups, GLUE, worked.slips
        )

    def read(self, text: str, lang: str) -> tuple[View, list[Hit]]:
        """Return the text as it was meant, and every term in it, in order.

        Longer terms hide those inside them. Spans lead to the original; `start` and `end` of a hit
        are offsets of the view that is returned.
        """
        view = self.mender.mend(plain_view(text), text, lang)
        hits = self._search(view, lang)
        if len(hits) > 1:
            hits.sort(key=lambda hit: (hit.span[0], -hit.span[1], hit.start, -hit.end))
            hits = _outermost(hits)
        return view, hits

    def _search(self, view: View, lang: str) -> list[Hit]:
        changed = view.changed
        hits: list[Hit] = []
        for terms, start, end in self._index.find(view.text):
            disguised = bool(changed) and not changed.isdisjoint(range(start, end))
            span = view.span(start, end)
            hits += [
                Hit(term, span, start, end, disguised)
                for term in terms
                if not term.strict or lang in term.langs
            ]
        return hits


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Drop a hit that lies inside a longer one of the same lexicon."""
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in hits:
        lexicon = hit.term.lexicon
        if hit.span[1] <= reach.get(lexicon, -1):
            continue
        reach[lexicon] = hit.span[1]
        kept.append(hit)
    return kept


def work_out(terms: Sequence[Term], beside: Sequence[Term] = ()) -> Worked:
    """Return what is needed of terms before a text can be searched; takes a while."""
    words: dict[str, set[str]] = {}
    charged: set[str] = set()
    strong: set[str] = set()
    groups: set[str] = set()
    folded = [term.folded for term in terms]
    for term, forms in (*zip(terms, folded, strict=True), *((one, one.folded) for one in beside)):
        found = set(_WORD.findall(" ".join(forms)))
        for word in found:
            words.setdefault(word, set()).update(term.langs)
        if term.lexicon in CHARGED:
            charged.update(word for word in found if len(word) > 3)
            if term.register in _STRONG:
                strong.update(form for form in forms if form.isalpha())
            if term.lexicon == "identity":
                groups.update(form for form in forms if form.isalpha())
    return Worked(
        folded=folded,
        beginnings=beginnings_of(form for forms in folded for form in forms),
        words={word: frozenset(langs) for word, langs in words.items()},
        charged=frozenset(charged - GLUE),
        strong=frozenset(strong),
        groups=frozenset(groups),
    )


def load_lexicons(directory: Path = SHIPPED, files: str = "*.yaml") -> Lexicons:
    """Read every lexicon of a directory.

    Raises:
        DocumentError: with every fault of every file.
    """
    return Lexicons(read_terms(directory, files))
