"""Numbers, amounts and lengths of time in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responders.quantities import Agreement, Quantity, Unit, compare, read_quantities
from responders.sameness import differences
from responders.words import fold

MONTH = 365.25 / 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12%", [Quantity(Unit.PERCENT, 12)]),
        ("12 %", [Quantity(Unit.PERCENT, 12)]),
        ("5,25\u00a0%", [Quantity(Unit.PERCENT, 5.25)]),
        ("12 pour cent", [Quantity(Unit.PERCENT, 12)]),
        ("$1,234.50", [Quantity(Unit.MONEY, 1234.5)]),
        ("1\u00a0234,50\u00a0$", [Quantity(Unit.MONEY, 1234.5)]),
        ("6000$", [Quantity(Unit.MONEY, 6000)]),
        ("$6k", [Quantity(Unit.MONEY, 6000)]),
        ("500 piasses", [Quantity(Unit.MONEY, 500)]),
        ("six months", [Quantity(Unit.DAYS, 6 * MONTH)]),
        ("6 mois", [Quantity(Unit.DAYS, 6 * MONTH)]),
        ("20 business days", [Quantity(Unit.DAYS, 20)]),
        ("un an", [Quantity(Unit.DAYS, 365.25)]),
        ("right away", [Quantity(Unit.DAYS, 0)]),
        ("tout de suite", [Quantity(Unit.DAYS, 0)]),
        ("8 a.m.", [Quantity(Unit.CLOCK, 8)]),
        ("6 p.m.", [Quantity(Unit.CLOCK, 18)]),
        ("18\u00a0h", [Quantity(Unit.CLOCK, 18)]),
        ("at least 20%", [Quantity(Unit.PERCENT, 20, bounded=True)]),
        ("in 2026", []),
        ("one of them", []),
        ("sept", []),
    ],
)
def test_quantities_are_read(text: str, expected: list[Quantity]) -> None:
    """Each language's way of writing gives the same quantity."""
    assert list(read_quantities(fold(text))) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("12%", "5 %", Agreement.OTHER),
        ("12%", "12 pour cent", Agreement.SAME),
        ("6 months", "douze mois", Agreement.OTHER),
        ("12 months", "un an", Agreement.SAME),
        ("$300", "300\u00a0$", Agreement.SAME),
        ("$300", "6 months", Agreement.NONE),
        ("nothing", "6 months", Agreement.NONE),
    ],
)
def test_quantities_compare_by_unit(left: str, right: str, expected: Agreement) -> None:
    """Only numbers of the same unit can differ."""
    assert compare(read_quantities(fold(left)), read_quantities(fold(right))) is expected


@pytest.mark.parametrize(
    ("english", "french", "expected"),
    [
        ("Pay $2,800 in six months.", "Payez 2\u00a0800\u00a0$ dans six mois.", ()),
        ("On March 3, 2026, at 8 a.m.", "Le 3 mars 2026 à 8\u00a0h", ()),
        ("Monday to Friday", "du lundi au vendredi", ()),
        ("for a year", "pendant un an", ()),
        ("20%", "25\u00a0%", ("percent 20", "percent 25")),
        ("until March 3", "jusqu'au 13 mars", ("date 03-03", "date 03-13")),
        ("See https://a.example/x", "Voir le site", ("links 1/0",)),
    ],
)
def test_two_versions_give_the_same_figures(
    english: str, french: str, expected: tuple[str, ...]
) -> None:
    """Figures compare across the two ways of writing them; what differs is named."""
    assert differences(english, french) == expected


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Nothing that people may write raises, and a text never differs from itself in numbers."""
    quantities = read_quantities(fold(text))
    assert compare(quantities, quantities) is not Agreement.OTHER
