"""The shipped policy on the suites: nothing falls below what was reached before."""

import pytest

from tests.functional.floors import ALL, floors, reached
from tests.functional.suite import LANGS, PARTS, functionalities

PROMISES = sorted({kind.promise for kind in functionalities().values()} - {""})


@pytest.mark.parametrize("lang", LANGS)
def test_the_part_that_is_worked_on(lang: str) -> None:
    """Each kind of message holds at least what it held when its floor was written."""
    now, known = reached("dev", lang), floors()
    assert {name: percent for name, percent in now.items() if percent < known[name]} == {}


@pytest.mark.soak
@pytest.mark.parametrize("lang", LANGS)
def test_the_part_that_is_held_back(lang: str) -> None:
    """Each promise holds at least what it held on sentences that no rule was tried on."""
    now, known = reached("held", lang), floors()
    assert {name: percent for name, percent in now.items() if percent < known[name]} == {}


def test_every_kind_has_a_floor() -> None:
    """A new kind of message gets its floor, and none is left of a kind that went."""
    kinds = {"dev": [ALL, *functionalities()], "held": [ALL, *PROMISES]}
    assert floors().keys() == {
        f"{part}.{lang}.{name}" for part in PARTS for lang in LANGS for name in kinds[part]
    }
