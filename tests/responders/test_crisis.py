"""The crisis text: both helplines, both languages, never a machine's words."""

from pathlib import Path

import pytest

from policies.errors import DocumentError
from responders.crisis import CRISIS_FILE, crisis_reply, load_crisis
from responders.values import SpeechAct
from translations.typography import faults
from translations.values import Origin

ENGLISH = (
    "What you are going through matters. You do not have to face it alone. You can call or text "
    "9-8-8, the Suicide Crisis Helpline, at any hour of the day or night, in English or French. "
    "If you or someone else is in immediate danger, call 911. These services are free."
)
FRENCH = (
    "Ce que vous vivez compte. Vous n'avez pas à traverser cette épreuve sans aide. Vous pouvez "
    "appeler ou texter le 9-8-8, la Ligne d'aide en cas de crise de suicide, à toute heure du jour "
    "ou de la nuit, en français ou en anglais. Si vous ou une autre personne êtes en danger "
    "immédiat, composez le 911. Ces services sont gratuits."
)


@pytest.mark.parametrize("lang", ["es", "und", "zh", "ar"])
def test_an_author_of_another_language_gets_both_human_texts(lang: str) -> None:
    """Word for word as people wrote them; nothing is translated."""
    draft = crisis_reply((lang,))
    assert draft.texts == {"en": ENGLISH, "fr": FRENCH}
    assert draft.languages == ("en", "fr")
    assert draft.origins == {"en": Origin.TEMPLATE, "fr": Origin.TEMPLATE}
    assert (draft.act, draft.template) == (SpeechAct.CRISIS, "crisis.self_harm")


def test_one_language_names_help_in_the_other_too() -> None:
    """Who gets French only still learns, in English, that 9-8-8 speaks English."""
    draft = crisis_reply(("fr",))
    assert draft.languages == ("fr",)
    assert draft.texts["fr"].endswith("9-8-8 will answer you in English too.")
    assert draft.texts["en"].endswith("le 9-8-8 vous répondra aussi en français.")


def test_it_says_so_when_no_person_has_looked() -> None:
    """Disclosure only where it is true."""
    assert "automatically" in crisis_reply(("en",), automatic=True).texts["en"]
    assert "automatiquement" in crisis_reply(("en",), automatic=True).texts["fr"]
    assert "automati" not in "".join(crisis_reply(("en",)).texts.values())


@pytest.mark.parametrize("limit", [None, 500, 280, 1])
@pytest.mark.parametrize("automatic", [True, False])
def test_both_helplines_stand_in_every_form(limit: int | None, automatic: bool) -> None:
    """However little room there is, 9-8-8 and 911 stay; 280 characters do for a person's."""
    for lang, text in crisis_reply(("en",), automatic=automatic, limit=limit).texts.items():
        assert "9-8-8" in text
        assert "911" in text
        assert ("call or text" if lang == "en" else "appeler ou texter") in text
        assert faults(text, lang) == []
        assert limit != 280 or automatic or len(text) <= 280


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("9-8-8, the", "the"), "does not always give 9-8-8"),
        (("composez le 911", "appelez à l'aide"), "does not always give 911"),
        (("composez le 911.\n", "composez le 911.\n    optional: true\n"), "always give 911"),
        (("call 911.\n    fr: Si", "call 911 {now}.\n    fr: Si {now}"), "has a placeholder"),
        (("    fr: Ce que vous vivez compte.\n", ""), ""),
    ],
)
def test_a_wording_without_the_helplines_is_refused(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    """An agency may write its own text, but not one that leaves out where help is."""
    path = tmp_path / "crisis.yaml"
    path.write_text(CRISIS_FILE.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_crisis(path)
    assert problem in caught.value.faults[0].problem.en


def test_an_agency_can_bring_its_own_text(tmp_path: Path) -> None:
    """Its words go out, under a hash of its own."""
    path = tmp_path / "crisis.yaml"
    path.write_text(
        "self_harm:\n  - en: Call 9-8-8 or 911.\n    fr: Composez le 9-8-8 ou le 911.\n",
        encoding="utf-8",
    )
    own = load_crisis(path)
    draft = crisis_reply(("fr",), wording=own)
    assert draft.texts == {"en": "Call 9-8-8 or 911.", "fr": "Composez le 9-8-8 ou le 911."}
    assert own.sha256 != load_crisis().sha256
