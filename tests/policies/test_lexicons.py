"""Lexicons find whole words of the right language, in every disguise, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import DocumentError
from policies.lexiconfiles import expand
from policies.lexicons import Lexicons, load_lexicons
from policies.shippedwords import shipped_lexicons
from policies.terms import TermIndex, beginnings_of


def found(text: str, lang: str, lexicons: Lexicons | None = None) -> list[tuple[str, str]]:
    """Return (lexicon, text as written) of each hit; cues of harm are no evidence."""
    _, hits = (lexicons or shipped_lexicons()).read(text, lang)
    said = [hit for hit in hits if hit.term.lexicon != "harm"]
    return [(hit.term.lexicon, text[hit.span[0] : hit.span[1]]) for hit in said]


def test_expand() -> None:
    """Groups stand for their alternatives; one alternative alone is optional."""
    assert expand("idiot(e)(s)") == ["idiot", "idiots", "idiote", "idiotes"]
    assert expand("conna(rd|sse)") == ["connard", "connasse"]
    assert expand("should (all )die") == ["should die", "should all die"]


HITS = [
    ("You IDIOTS", "en", [("insults", "IDIOTS")]),
    ("c.o.n", "fr", [("insults", "c.o.n")]),
    ("sh*t happens", "en", [("profanity", "sh*t")]),
    ("CÂLISSE!", "fr", [("profanity", "CÂLISSE")]),
    ("calisse", "fr", [("profanity", "calisse")]),
    ("fuuuuuck", "en", [("profanity", "fuuuuuck")]),
    ("ret\u00adard", "en", [("slurs", "ret\u00adard")]),
]


@pytest.mark.parametrize(("text", "lang", "expected"), HITS)
def test_hits(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    """The words are found as they stand in the original."""
    assert found(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Il y a un retard dans mon dossier, quel retard!", "fr"),
        ("Retardé, en retard, retardataire", "fr"),
        ("The pros and cons; a con man", "en"),
        ("Big sale at the concert", "en"),
        ("Scunthorpe, Essex, assessment, class, Dickens", "en"),
        ("Un concours, la contribution, un conseil", "fr"),
        ("Form T4A and 5G, covid19, B2B", "en"),
        ("un été déconnecté, éconduit", "fr"),
    ],
)
def test_no_hits(text: str, lang: str) -> None:
    """Delays, false friends and words inside words are no hits."""
    assert found(text, lang) == []


def test_unknown_language_takes_no_false_friends() -> None:
    """Where the language is undetermined, a strict term stays silent."""
    assert found("retard", "und") == []
    assert found("retard", "en") == [("slurs", "retard")]


def test_lone_surrogate() -> None:
    """A lone surrogate breaks nothing and moves no offset."""
    assert found("\ud800 you idiot", "en") == [("insults", "idiot")]


def test_faults(tmp_path: Path) -> None:
    """A term given twice is a fault that names both places."""
    path = tmp_path / "a.yaml"
    path.write_text(
        "lexicon: insults\nabout: test\nterms:\n"
        "- {id: fool, lang: en, forms: [fool]}\n- {id: fool, lang: en, forms: [fools]}\n",
        "utf-8",
    )
    with pytest.raises(DocumentError) as raised:
        load_lexicons(tmp_path)
    assert str(raised.value) == (
        f"{path}:5:3: terms[1]: The term “fool” stands twice in this lexicon; "
        "it is first in a.yaml. Put all its forms under one id."
    )
    assert shipped_lexicons().terms


def test_a_form_that_cannot_be_read(tmp_path: Path) -> None:
    """Brackets that are open, or stand in each other, are a fault with a remedy of their own."""
    path = tmp_path / "a.yaml"
    path.write_text(
        "lexicon: insults\nabout: test\nterms:\n- {id: fool, lang: en, forms: [fool(s, fools]}\n",
        "utf-8",
    )
    with pytest.raises(DocumentError) as raised:
        load_lexicons(tmp_path)
    assert str(raised.value).startswith(
        f"{path}:4:32: terms[0].forms[0]: “fool(s” is not a form that can be read. Write two"
    )


_FORMS = (
    "con",
    "ta gueule",
    "d'un con",
    "£1.50 per msg",
    "a",
    "go back",
    "back to where",
    "t'es con",
)
_PIECES = st.sampled_from((*_FORMS, *"abcé£ '-.\n\ud800", "x", "back", "to", "gueule", "  "))


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_table_and_automaton_find_the_same(text: str) -> None:
    """The first texts are read by a table of forms, later ones by an automaton: no difference."""
    term = shipped_lexicons().terms[0]
    forms = [(replace(term, id=form), [form]) for form in _FORMS]
    index = TermIndex(forms, beginnings_of(_FORMS))

    def found() -> list[tuple[str, int, int]]:
        return sorted(
            (one.id, start, end) for terms, start, end in index.find(text) for one in terms
        )

    by_table = found()
    index._searched = 1_000_000
    assert found() == by_table
    assert all(text[start:end] == form for form, start, end in by_table)
