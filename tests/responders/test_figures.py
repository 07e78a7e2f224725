"""A figure that few facts give leads to them."""

import pytest

from responders.figures import Figures
from responders.matching import Matcher
from responders.quantities import Quantity, read_quantities
from responders.words import fold
from tests.claims.sets import DAY, load_bank

TEXTS = (
    "The monthly pass costs $92",
    "The low-income pass costs $35",
    "It is paid within 30 days",
    "It is read every 30 days",
)


def _read(text: str) -> tuple[Quantity, ...]:
    return read_quantities(fold(text))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("92 $ pour le bus", {0}),
        ("92 piasses ou 35 $", set()),
        ("after thirty days", {2}),
        ("92 %", set()),
        ("for the bus", set()),
    ],
)
def test_facts_that_give_a_figure(text: str, facts: set[int]) -> None:
    """Value and unit count, whatever the language, and no figure may differ."""
    assert Figures([_read(one) for one in TEXTS]).facts([_read(text)]) == facts


def test_a_common_figure_tells_nothing() -> None:
    """What six facts give leads to none of them."""
    assert Figures([_read("within 30 days")] * 6).facts([_read("30 days")]) == frozenset()


def test_a_figure_brings_its_fact_nearer() -> None:
    """Nothing but the price says which pass is meant."""
    matcher = Matcher(load_bank())

    def score(text: str) -> float:
        matches = matcher.match(text, lang="fr", day=DAY, top=200, far=True).matches
        return next((one.score for one in matches if one.fact == "tr-regular"), 0.0)

    right = score("92 $ par mois pour le bus, je trouve ça du vol")
    assert right > score("91 $ par mois pour le bus, je trouve ça du vol")
