"""What narrows a sentence, whether it tells of the past, of the author, or of what others say."""

import pytest

from responders.circumstances import circumstances_of, tells_on, tells_own, tells_past
from responders.words import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There are no night buses on Tuesdays", {"tuesday"}),
        ("Y a pas d'autobus de nuit le mardi", {"tuesday"}),
        ("Dogs can't ride outside rush hour", {"outside", "peak"}),
        ("Les chiens embarquent en dehors de l'heure de pointe", {"outside", "peak"}),
        ("You get it if you drop out", {"condition"}),
        ("La ligne 7 n'existe pas encore", {"not-yet"}),
        ("Not all buses have a ramp", {"some"}),
        ("A home heated with oil gets $8,000 in all", {"sum"}),
        ("They charge interest", set()),
        ("Ils exigent des intérêts", set()),
    ],
)
def test_what_narrows_a_sentence(text: str, expected: set[str]) -> None:
    """Days, seasons, conditions, parts and sums have the same names in both languages."""
    assert circumstances_of(fold(text)) == expected


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Before May you couldn't insure greenhouse vegetables", True),
        ("You had to start paying after six months", True),
        ("Avant mai on pouvait pas assurer les légumes", True),
        ("Fallait commencer à payer après six mois", True),
        ("Line 7 was cancelled", False),
        ("On pourrait payer plus tard", False),
        ("Il fait froid et on connaît la règle", False),
        ("You can insure vegetables", False),
    ],
)
def test_the_past_is_heard(text: str, past: bool) -> None:
    """The imperfect tells how it was; the conditional does not, nor a change that was made."""
    assert tells_past(fold(text)) == past


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("They cut my benefit because I earned $400", True),
        ("Ils ont coupé ma prestation parce que j'ai gagné 400 $", True),
        ("I waited two hours", True),
        ("Ils m'ont refusé la remise", True),
        ("They charge interest on my loan", False),
        ("Mon prêt a une date limite", False),
        ("They cancelled the rebate", False),
    ],
)
def test_an_own_story_is_heard(text: str, own: bool) -> None:
    """What happened to the author is a case, not a claim about the rule."""
    assert tells_own(fold(text)) == own


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My boss swears that fathers get nothing", True),
        ("Mon oncle répète toujours que la caisse est vide", True),
        ("The loan that they gave says nothing", False),
        ("Je pense à ma rente que je vais toucher", False),
    ],
)
def test_what_others_say_is_heard(text: str, told: bool) -> None:
    """Whoever tells what somebody else says does not take it over."""
    assert tells_on(fold(text)) == told
