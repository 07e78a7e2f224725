"""Segments: cut where a reader would, never lose a character."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.segments import Segment, join, replace, split

N = "\u00a0"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello. How are you? Fine!", ["Hello.", "How are you?", "Fine!"]),
        ("M. Roy et Mme Dr. Cyr sont là. Merci.", ["M. Roy et Mme Dr. Cyr sont là.", "Merci."]),
        ("Apply early, e.g. in May. Then wait.", ["Apply early, e.g. in May.", "Then wait."]),
        ("Un avis, p. ex. Un prêt. Bon.", ["Un avis, p. ex. Un prêt.", "Bon."]),
        ("Voir le formulaire no. 5. Merci.", ["Voir le formulaire no. 5.", "Merci."]),
        ("The answer is no. Call us.", ["The answer is no.", "Call us."]),
        ("It costs 5.25 a day. OK.", ["It costs 5.25 a day.", "OK."]),
        ("Opens at 8 a.m. Closes at 5 p.m. Bye.", ["Opens at 8 a.m.", "Closes at 5 p.m.", "Bye."]),
        (f"«{N}C'est clos.{N}» Elle part.", [f"«{N}C'est clos.{N}»", "Elle part."]),
        (f"Il dit{N}: «{N}Non!{N}» et part.", [f"Il dit{N}: «{N}Non!{N}» et part."]),
        ("Why?? No!!! OK… Sure.", ["Why??", "No!!!", "OK…", "Sure."]),
        ("Great 😂 thanks! 👍 Bye", ["Great 😂 thanks!", "Bye"]),
        ("Bravo! 👏🏽 👨‍👩‍👧 🇨🇦", ["Bravo!", ""]),
        ("Come in. #loans #FinAid @lsc 🎓", ["Come in.", "#loans #FinAid @lsc"]),
        ("I love #loans", ["I love #loans"]),
        ("☐ First\n[x] Second\n## Third\n> Fourth", ["First", "Second", "Third", "Fourth"]),
        ("Le 3 févr. Vous payez. Tél. 555-0123.", ["Le 3 févr. Vous payez.", "Tél. 555-0123."]),
        ("See #loans. @lsc knows.", ["See #loans.", "@lsc knows."]),
        ("See https://a.example/x.y?z=1. Done.", ["See https://a.example/x.y?z=1.", "Done."]),
        ("- One\n- Two\n\n3. Three", ["One", "Two", "", "Three"]),
        ("line one\nline two", ["line one", "line two"]),
        ("J. R. Smith wrote. We read.", ["J. R. Smith wrote.", "We read."]),
        ("好的。谢谢。", ["好的。", "谢谢。"]),
        ("", []),
    ],
)  # fmt: skip
def test_cuts_where_a_reader_would(text: str, expected: list[str]) -> None:
    """Abbreviations, quotes, numbers, links, lists and line breaks are understood."""
    assert [segment.text for segment in split(text)] == expected
    assert join(split(text)) == text


def test_surroundings_are_kept_apart() -> None:
    """List marks, spaces and line breaks are not part of what is translated."""
    assert split("  - Bonjour!  \r\n") == [Segment(before="  - ", text="Bonjour!", after="  \r\n")]
    assert str(replace(split("* Hello \n")[0], "Bonjour")) == "* Bonjour \n"


@given(st.text(st.characters()))
def test_nothing_is_lost_of_any_text(text: str) -> None:
    """Joining the segments of any string gives the string."""
    assert join(split(text)) == text


@given(st.text(st.sampled_from("aB.!?… \n\r\t\u00a0«»\"'()-*1#@😂é\u2028")))
def test_nothing_is_lost_of_dense_text(text: str) -> None:
    """The same for text made mostly of marks; translated text carries no outer white space."""
    segments = split(text)
    assert join(segments) == text
    assert all(segment.text == segment.text.strip() for segment in segments)


def test_long_text_is_cut_in_linear_time() -> None:
    """Twenty thousand marks are no trap."""
    start = time.process_time()
    for text in ("." * 20_000, "«" * 20_000, " " * 20_000, "a. " * 6_666, "- " * 10_000):
        assert join(split(text)) == text
    assert time.process_time() - start < 1.0
