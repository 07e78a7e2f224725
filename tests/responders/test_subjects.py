"""What a sentence names that a fact does not: another subject."""

import pytest

from responders.reading import read_sentence
from responders.subjects import common_concepts, names_another, other_subjects
from responders.words import fold, shipped_lexicon

KNOWN = "Vegetables grown in a greenhouse can be insured"


def _concepts(text: str) -> frozenset[str]:
    return read_sentence(text, shipped_lexicon()).concepts


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Greenhouse flowers can't be insured", {"=flower"}),
        ("The vegetables of a greenhouse really can not be insured anymore", set()),
        ("Vegtabels from a greenhous cannot be insured", set()),
        ("Vegetables from twelve greenhouses are insured since March", set()),
    ],
)
def test_a_noun_that_no_text_has(text: str, named: set[str]) -> None:
    """Ordinary nouns count; slips, numbers, months and words that go with anything do not."""
    assert other_subjects(_concepts(text), [_concepts(KNOWN)]) == named


def test_what_is_common_in_a_topic() -> None:
    """What a quarter of a topic's facts name, three at least, goes without saying."""
    facts = [[_concepts(f"The booklet has {thing}")] for thing in ("photos", "pages", "corners")]
    assert "=booklet" in common_concepts(facts)
    assert "=booklet" not in common_concepts(facts[:2])
    assert "=corner" not in common_concepts(facts)


@pytest.mark.parametrize(
    ("text", "known", "another"),
    [
        ("Line 9 has been cancelled", "Line 7 is not cancelled", True),
        ("La ligne 7 est annulée", "Line 7 is not cancelled", False),
        ("Les grands-pères n'ont rien", "Les pères peuvent recevoir la prestation", True),
        ("Les pères n'ont rien", "Les pères peuvent recevoir la prestation", False),
        ("They pay nine dollars", "The fee is $7", False),
    ],
)
def test_another_one_of_a_kind(text: str, known: str, another: bool) -> None:
    """A line with another number is another line, and a compound is another noun."""
    assert names_another(fold(text), [fold(known)]) == another
