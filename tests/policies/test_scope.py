# ruff: noqa: E501 # one text a line
"""Off topic only where a channel states its scope, and then only where nothing is shared."""

import pytest

from policies.features import Context, FeatureReader
from policies.scope import is_off_topic, stem
from policies.shippedwords import shipped_lexicons
from policies.views import plain_view
from tests.policies.messages import detected, message, screen

SCOPE = ("student loans", "grants", "tuition", "prêts étudiants", "bourses", "droits de scolarité")

OFF = [
    ("en", "The new hockey coach never lets the young wingers skate together with the first line and the goalie sleeps"),
    ("fr", "Le nouvel entraîneur de hockey ne laisse jamais les jeunes ailiers patiner avec le premier trio et le gardien dort"),
    ("en", "My neighbour planted tomatoes beside the fence again and the raccoons ate every single one of them last night"),
    ("fr", "Mon voisin a encore planté des tomates le long de la clôture et les ratons laveurs les ont toutes mangées hier"),
]  # fmt: skip
ON = [
    ("en", "My loan was cut in half for no reason while my brother who studies less keeps all of his, nice work people"),
    ("fr", "Mon prêt a été coupé de moitié sans raison alors que mon frère qui étudie moins garde tout le sien, bravo"),
    ("en", "The hockey coach said that granting more money would let the young wingers study and skate together all winter"),
    ("fr", "L'entraîneur de hockey dit qu'une boursière de son équipe patine avec le premier trio et gagne tous ses matchs"),
    ("en", "Off we go again"),
    ("fr", "Et c'est reparti"),
    ("en", "Why does the new hockey coach never let the young wingers skate together with the first line this year?"),
    ("en", "This government never lets the young wingers of hockey skate together with the first line of the goalie"),
    ("fr", "Merci à toute la gang, on a bien ri hier soir avec les ratons laveurs et les tomates du voisin d'en face"),
]  # fmt: skip


def off_topic(text: str, lang: str, scope: tuple[str, ...]) -> bool:
    """Return the feature."""
    reader = FeatureReader(shipped_lexicons())
    return bool(reader.read(message(text), detected(lang), Context(scope=scope))["off_topic"])


@pytest.mark.parametrize(("lang", "text"), OFF)
def test_off_topic(lang: str, text: str) -> None:
    """A text that shares no word with the scope, nor with anything official, is off topic."""
    assert off_topic(text, lang, SCOPE)


@pytest.mark.parametrize(("lang", "text"), ON)
def test_on_topic(lang: str, text: str) -> None:
    """One shared word in either language, a question, thanks, or a short text is on topic."""
    assert not off_topic(text, lang, SCOPE)


@pytest.mark.parametrize(("lang", "text"), OFF)
def test_never_without_a_scope(lang: str, text: str) -> None:
    """A channel that states no scope has nothing off topic."""
    assert not off_topic(text, lang, ())


def test_it_is_a_note() -> None:
    """Off topic flags nobody by itself."""
    result = screen(OFF[0][1], "en", Context(scope=SCOPE))
    assert ([label.label for label in result.labels], result.flagged) == (["off_topic"], False)


@pytest.mark.parametrize(
    "words",
    [
        ("grant", "grants", "granting", "granted"),
        ("bourse", "bourses", "boursier", "boursiere"),
        ("student", "students"),
        ("etudiant", "etudiante", "etudiants"),
        ("application", "applications"),
    ],
)
def test_stems(words: tuple[str, ...]) -> None:
    """Inflections of one word have one stem."""
    assert len({stem(word) for word in words}) == 1


def test_long_texts_are_bounded() -> None:
    """Only the beginning of a very long text is looked at."""
    assert is_off_topic(plain_view("tomato raccoon " * 2_000).text, SCOPE)
