"""Views take disguises off and lead back to the original text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.views import dense_view, plain_view

DISGUISES = [
    ("f.u.c.k you", "fuck you"),
    ("fuuuuck", "fuck"),
    ("C O N N A R D", "conard"),
    ("sh1t", "shit"),
    ("@sshole", "ashole"),
    ("c\u200bonnard", "conard"),
    ("\u0455hit", "shit"),
    ("\uff46\uff55\uff43\uff4b", "fuck"),
    ("kill  you", "kil you"),
]


@pytest.mark.parametrize(("text", "expected"), DISGUISES)
def test_disguise(text: str, expected: str) -> None:
    """A disguised word is read as what it stands for, runs of a letter reduced to one."""
    dense = dense_view(text, plain_view(text))
    assert dense is not None
    assert dense.text == expected


@pytest.mark.parametrize("text", ["Bonjour, ça va?", "Form 12 is fine", "L'été à Gaspé", ""])
def test_no_disguise(text: str) -> None:
    """A text without signs of disguise costs no second view."""
    assert dense_view(text, plain_view(text)) is None


def test_accents_in_two_forms() -> None:
    """Composed and decomposed accents read alike; offsets count the original's code points."""
    plain = plain_view("e\u0301te\u0301 fou")
    assert plain.text == "ete fou"
    assert plain.span(0, 3) == (0, 5)
    assert plain.span(4, 7) == (6, 9)


@given(st.text(max_size=300))
def test_offsets_lead_back(text: str) -> None:
    """Every span of every view is a span of the original, in order."""
    plain = plain_view(text)
    for view in (plain, dense_view(text, plain)):
        if view is None:
            continue
        last = 0
        for index in range(len(view.text)):
            start, end = view.span(index, index + 1)
            assert 0 <= last <= start < end <= len(text)
            last = start
