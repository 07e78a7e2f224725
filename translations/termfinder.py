"""Finds terms in texts: whole words, names with their capitals, in one pass. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from translations.termforms import Form
from translations.terms import Occurrence, Term, TermKind

_WORD: Final = re.compile(r"\w+")
_FOLD: Final = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"})

Index = Mapping[str, tuple[tuple[str, bool, Term, Form], ...]]  # first word -> forms, longest first


def fold(text: str) -> str:
    """Return a text, character for character, with one kind of apostrophe, space and hyphen."""
    return text.translate(_FOLD)


def index_of(terms: Iterable[Term], lang: str, *, wanted: bool) -> Index:
    """Return the forms of terms in a language by their first word.

    Args:
        terms: which count.
        lang: "en" or "fr".
        wanted: what is said; else what is not.
    """
    found: dict[str, list[tuple[str, bool, Term, Form]]] = {}
    for term in terms:
        exactly = term.kind is TermKind.NAME or term.do_not_translate
        forms = term.written(lang) if wanted else term.unwanted(lang)
        for form in forms:
            text = fold(form.text)
            first = _WORD.search(text)
            if first is None:
                continue
            key = text if exactly else text.lower()
            found.setdefault(first[0].lower(), []).append((key, exactly, term, form))
    return {
        first: tuple(sorted(forms, key=lambda one: -len(one[0]))) for first, forms in found.items()
    }


def found_in(text: str, index: Index) -> Iterator[Occurrence]:
    """Yield the terms of a text in order; of two that overlap the longer."""
    if not index:
        return
    exact = fold(text)
    low = exact.lower()
    if len(low) != len(exact):  # a letter whose small form is longer: offsets would not fit
        low = exact
    at = 0
    for word in _WORD.finditer(exact):
        if word.start() < at:
            continue
        for key, exactly, term, form in index.get(word[0].lower(), ()):
            lead = _WORD.search(key)
            start = word.start() - (lead.start() if lead else 0)
            end = start + len(key)
            if start < 0 or (exact if exactly else low)[start:end] != key:
                continue
            if _bounded(exact, start, end):
                at = end
                yield Occurrence(term=term, form=form, start=start, end=end)
                break


def _bounded(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    after = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return before and after
