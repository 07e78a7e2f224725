# ruff: noqa: E501 # tables read better whole
"""What is hidden for display is hidden whole, and only that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.fingerprint import fingerprint
from policies.masking import mask
from policies.personal import KINDS, find_personal
from tests.policies.personal_cases import make_cases
from translations.catalogs import catalog


def test_mask() -> None:
    """Personal data and handles are replaced by dots; the rest stays."""
    assert mask("Hi @someone, I am at 613-555-0142 or a@b.example, SIN 046 454 286.") == (
        "Hi @•••, I am at ••• or •••, SIN •••."
    )
    assert mask("Rien à cacher") == "Rien à cacher"
    assert mask("") == ""


def test_mask_with_names() -> None:
    """Where the reader's language is given, what is hidden is named."""
    text = "NAS 046 454 286, 613-555-0142"
    assert mask(text, lang="fr") == "NAS [NAS], [numéro de téléphone]"
    assert mask(text, lang="en") == "NAS [SIN], [telephone number]"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_kind_is_named(lang: str) -> None:
    """The catalogs name every kind."""
    assert {f"personal.kind.{kind}" for kind in (*KINDS, "number")} <= catalog(lang).keys()


def test_the_same_number_elsewhere() -> None:
    """A number that was found once is hidden wherever it stands."""
    assert mask("SIN 046454286. Ref 046454286") == "SIN •••. Ref •••"


def test_cases_do_not_leak() -> None:
    """No value of the evaluation set that was found can be read in the masked text."""
    for case in make_cases(turns=2):
        found = [case.text[slice(*one.span)] for one in find_personal(case.text)]
        for lang in (None, "en", "fr"):
            masked = mask(case.text, lang=lang)
            assert not [value for value in found if value in masked]
            assert mask(masked, lang=lang) == masked


_PIECES = st.sampled_from(
    [
        "613-555-0142", "613 555 0142 9", "046 454 286", "046454286", "SIN ", "call ", "card ", "4111111111111111", "a@b.example", "@handle",
        " at ", " dot com", "12 ", "Maple ", "St ", "rue des Pins", "K1A 0B1", "health card ", "1234-567-897", "passport ", "AB123456", "\u200b",
        " ", "\n", "@", "-", "1", "[SIN]", "•••",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map("".join)))
@settings(max_examples=150, deadline=None)
def test_masking_twice_changes_nothing(text: str) -> None:
    """Masked text holds nothing to mask, and no long number that was found."""
    found = [text[slice(*one.span)] for one in find_personal(text)]
    for lang in (None, "en", "fr"):
        masked = mask(text, lang=lang)
        assert mask(masked, lang=lang) == masked
        assert find_personal(masked) == []
        long = [value for value in found if sum(char.isdigit() for char in value) >= 6]
        assert not [value for value in long if value in masked]


def test_fingerprint() -> None:
    """Case, accents, spacing and decoration do not matter; words do."""
    assert fingerprint("Réparez le portail!!") == fingerprint("REPAREZ   le portail 😡")
    assert fingerprint("see https://a.example/1") == fingerprint("See https://b.example/2")
    assert fingerprint("Fix the portal") != fingerprint("Fix the portals")
    assert fingerprint("😡") != fingerprint("🎉")
    assert fingerprint("\ud800") != fingerprint("")
