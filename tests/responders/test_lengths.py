"""Texts as X counts them; expected lengths are those that X's own composer shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responders.lengths import LINK, POST, PostLimit, has_link, size, weighted


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Hello", 5),
        ("Les études coûtent moins cher\u00a0!", 31),
        ("«\u00a0Le prêt “fédéral”\u00a0»", 21),
        ("e\u0301tude", 5),  # composed first
        ("https://www.canada.ca/en/services/benefits/education/student-aid.html", LINK),
        ("See https://a.ca.", 4 + LINK + 1),
        ("(https://a.ca/b)", 1 + LINK + 1),
        ("canada.ca/pret", LINK),
        ("Voir canada.ca, svp", 5 + LINK + 5),
        ("a@b.ca", 6),  # an address is no link
        ("👍", 2),
        ("👍🏽", 2),  # with a shade of skin
        ("👩‍👩‍👧‍👦", 2),  # a family is one
        ("🇨🇦", 2),
        ("1️⃣", 2),
        ("☎️", 2),
        ("日本", 4),
        ("a…b", 4),  # the ellipsis is not among the light characters
        ("it’s", 4),
    ],
)
def test_lengths(text: str, length: int) -> None:
    """Links count 23, emoji and wide characters 2, everything else 1."""
    assert weighted(text) == length


def test_size_follows_the_limit() -> None:
    """The same text is longer or shorter by whose limit it is held against."""
    text = "https://www.canada.ca/en/services/benefits/education/student-aid.html 👍🏽"
    assert size(text) == len(text) == size(text, 4096)
    assert size(text, PostLimit(POST)) == LINK + 1 + 2
    assert PostLimit(POST) == 280


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_longer_text_is_never_shorter(one: str, other: str) -> None:
    """What stands on a line of its own adds to the length."""
    joined = weighted(f"{one}\n\n{other}")
    assert joined >= max(weighted(one), weighted(other))


@pytest.mark.parametrize(
    ("text", "there"),
    [("https://a.ca", True), ("canada.ca", True), ("no link here.", False), ("a@b.ca", False)],
)
def test_links_are_seen(text: str, there: bool) -> None:
    """A post with a link costs more: whatever X may take for one counts."""
    assert has_link(text) is there
