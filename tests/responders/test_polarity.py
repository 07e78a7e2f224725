"""Negation as English and French use it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responders.polarity import Polarity, read_polarity
from responders.words import fold, split_words


@pytest.mark.parametrize(
    ("text", "negations"),
    [
        ("they charge interest", 0),
        ("they do not charge interest", 1),
        ("they don't charge interest", 1),
        ("they dont charge interest", 1),
        ("they don’t charge interest", 1),
        ("they never charge interest", 1),
        ("no interest is charged", 1),
        ("you can't get nothing", 1),
        ("you cannot get a loan without a guarantor", 2),
        ("nobody answers", 1),
        ("No they charge interest", 0),
        ("zero interest", 1),
        ("ils exigent des intérêts", 0),
        ("ils n'exigent pas d'intérêts", 1),
        ("ils n’exigent aucun intérêt", 1),
        ("ils exigent pas d'interets", 1),
        ("y a pas d'intérêts", 1),
        ("il n'y a jamais d'intérêts", 1),
        ("jamais payé d'intérêts", 1),
        ("il n'y a plus d'intérêts", 1),
        ("ni intérêts ni frais", 1),
        ("on n'a jamais rien payé", 1),
        ("sans intérêts", 1),
        ("une personne ne paie rien", 1),
        ("personne répond", 1),
        ("avant qu'il ne parte", 0),
        ("si jamais vous payez", 0),
    ],
)
def test_negations_are_counted_once_each(text: str, negations: int) -> None:
    """Two halves of one negation count once; a « ne » that means nothing does not count."""
    assert read_polarity(split_words(fold(text))).negations == negations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("only citizens can apply", Polarity(0, restricted=True)),
        ("vous ne payez que 5 %", Polarity(0, restricted=True)),
        ("on paie juste 5 %", Polarity(0, restricted=True)),
        ("seuls les citoyens", Polarity(0, restricted=True)),
        ("just like citizens", Polarity(0)),
        ("y a plus d'intérêts", Polarity(0, unclear=True)),
        ("vous payez plus d'intérêts", Polarity(0)),
    ],
)
def test_restriction_is_no_negation(text: str, expected: Polarity) -> None:
    """« ne … que » and "only" restrict; « y a plus » can be read both ways."""
    assert read_polarity(split_words(fold(text))) == expected


@given(st.text(max_size=200))
def test_any_text_has_a_polarity(text: str) -> None:
    """Nothing that people may write raises."""
    assert read_polarity(split_words(fold(text))).negations >= 0
