"""Numbers, amounts and lengths of time in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responders.dates import Day
from responders.quantities import Agreement, Quantity, Unit, compare, read_quantities
from responders.sameness import differences
from responders.words import fold

MONTH = 365.25 / 12


def _date(year: int | None, month: int | None = None, day: int | None = None) -> Quantity:
    told = Day(year, month, day)
    return Quantity(Unit.DATE, told.order, day=told)


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
        ("at least 20%", [Quantity(Unit.PERCENT, 20, bounded=True, side=1)]),
        ("two hundred and forty dollars", [Quantity(Unit.MONEY, 240)]),
        ("deux cents piasses", [Quantity(Unit.MONEY, 200)]),
        ("quatre-vingt-dix jours", [Quantity(Unit.DAYS, 90)]),
        ("one grand a year", [Quantity(Unit.COUNT, 1000)]),
        ("vingt cennes", [Quantity(Unit.MONEY, 0.2)]),
        ("ninety minutes", [Quantity(Unit.MINUTES, 90)]),
        ("soixante-douze heures", [Quantity(Unit.MINUTES, 72 * 60)]),
        ("half of it", [Quantity(Unit.PERCENT, 50)]),
        ("la moitié", [Quantity(Unit.PERCENT, 50)]),
        ("twice as many weeks", [Quantity(Unit.TIMES, 2)]),
        ("le double", [Quantity(Unit.TIMES, 2)]),
        ("kids under 12 are free", [Quantity(Unit.DAYS, 12 * 365.25, bounded=True, side=-1)]),
        ("people 60 and over", [Quantity(Unit.DAYS, 60 * 365.25, bounded=True)]),
        (
            "les moins de trente ans",
            [Quantity(Unit.DAYS, 30 * 365.25, bounded=True, side=-1)],
        ),
        ("about $80 a month", [Quantity(Unit.MONEY, 80, rough=True, period="month")]),
        ("environ 80 $ par mois", [Quantity(Unit.MONEY, 80, rough=True, period="month")]),
        ("in 2026", [_date(2026)]),
        ("December 10", [_date(None, 12, 10)]),
        ("le 10 décembre 2026", [_date(2026, 12, 10)]),
        ("until June 2028", [_date(2028, 6)]),
        ("2026-12-10", [_date(2026, 12, 10)]),
        ("you may wait", []),
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
        ("not 12 weeks, 40", "40 weeks", Agreement.OTHER),
        ("not 12 weeks but 40 weeks", "40 weeks", Agreement.MIXED),
        ("November 5", "le 10 décembre", Agreement.OTHER),
        ("December 10, 2026", "le 10 décembre", Agreement.SAME),
        ("in June 2028", "en juin 2027", Agreement.OTHER),
        ("a third of your pay", "55 %", Agreement.OTHER),
        ("over $1,000", "$3,200", Agreement.MIXED),
        ("more than $5,000", "$3,200", Agreement.OTHER),
        ("about $3,000", "$3,200", Agreement.MIXED),
        ("$60 a week", "$3,200 per year", Agreement.MIXED),
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


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("every week", "every two weeks", Agreement.OTHER),
        ("chaque semaine", "once a week", Agreement.SAME),
        ("toutes les deux semaines", "every other week", Agreement.SAME),
        ("read once a year", "relevés chaque mois", Agreement.OTHER),
        ("three doses are given", "two doses are given", Agreement.OTHER),
        ("deux doses", "two doses", Agreement.SAME),
        ("two doses", "ten hens", Agreement.NONE),
        ("line 7", "la ligne 7", Agreement.SAME),
        ("the program pays 60%", "farmers pay 40%", Agreement.MIXED),
    ],
)
def test_rates_and_counted_things(left: str, right: str, expected: Agreement) -> None:
    """How often is compared as such; small numbers count where both count the same thing."""
    assert compare(read_quantities(fold(left)), read_quantities(fold(right))) is expected
