"""Canadian French typography: faults are found and put right, right text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.typography import (
    TypographyFault,
    faults,
    set_for,
    to_canadian_french,
    to_english,
    to_french,
    without_hidden,
)

N = "\u00a0"  # no-break space

PAIRS = [
    ("space-before", "Des questions ?", "Des questions?"),
    ("space-before", f"Attention{N}!", "Attention!"),
    ("space-before", "fermé\u202f; revenez", "fermé; revenez"),
    ("colon-space", "Notez: c'est fermé", f"Notez{N}: c'est fermé"),
    ("colon-space", "Notez : c'est fermé", f"Notez{N}: c'est fermé"),
    ("colon-space", "Voici:", f"Voici{N}:"),
    ("colon-space", "Le {name}: voici", f"Le {{name}}{N}: voici"),
    ("guillemet-open", f"le «prêt{N}»", f"le «{N}prêt{N}»"),
    ("guillemet-open", f"le « prêt{N}»", f"le «{N}prêt{N}»"),
    ("guillemet-close", f"le «{N}prêt»", f"le «{N}prêt{N}»"),
    ("guillemet-close", f"le «{N}prêt »", f"le «{N}prêt{N}»"),
    ("quotes", 'le "prêt" fédéral', f"le «{N}prêt{N}» fédéral"),
    ("quotes", 'la note "{name}" est', f"la note «{N}{{name}}{N}» est"),
    ("time", "à 8h30", f"à 8{N}h{N}30"),
    ("time", "à 8 h 30", f"à 8{N}h{N}30"),
    ("time", "à 17 h.", f"à 17{N}h."),
    ("time", f"à 17{N}h{N}00", f"à 17{N}h"),
    ("sign-space", "5,25%", f"5,25{N}%"),
    ("sign-space", "30 $", f"30{N}$"),
    ("money-order", "$1,234.50", f"1{N}234,50{N}$"),
    ("money-order", "$30", f"30{N}$"),
    ("number-groups", f"1 234,50{N}$", f"1{N}234,50{N}$"),
    ("ordinal", "la 1ère demande", "la 1re demande"),
    ("ligature", "ma soeur", "ma sœur"),
    ("ligature", "Oeuvres", "Œuvres"),
    ("accent", "A noter", "À noter"),
    ("accent", "Etat", "État"),
    ("accent", "Etes-vous", "Êtes-vous"),
    ("apostrophe", "l’heure", "l'heure"),
    ("hidden", "pas\u202ecaché", "pascaché"),
    ("hidden", "pas\u200bcaché", "pascaché"),
]

RIGHT = [
    "Des questions? Revenez lundi! C'est fermé; merci.",
    f"Le «{N}prêt “fédéral”{N}» est ouvert{N}: présentez une demande.",
    f"À 8{N}h{N}30 (heure de l'Est), 17{N}h, 8{N}h{N}05",
    f"1{N}234,50{N}$; 5,25{N}%",
    "le lundi 23 novembre 2026; le 1er décembre; 2026-11-23; la 1re fois",
    'https://soutienauxapprenants.example/fr/a:b?c=d&e="f"; voir l\'adresse',
    "Composez le 555-0123; courriel: a.b@soutienauxapprenants.example".replace(": ", f"{N}: "),
    "cœur, À noter, État, un moteur, poète, Europe, coefficient, coexister",
    "Le 9-8-8 (appel ou texto), jour et nuit",
    "{place}: 3",
    'Écrivez "08:30-12:00" ainsi',
    "Tapez liaison models install --lang fr",
    "à 12:30:05 pile",
    "famille 👨‍👩‍👧 et ❤️",
    "2026 2027",
    "",
]


@pytest.mark.parametrize(("rule", "wrong", "right"), PAIRS)
def test_each_fault_is_found_and_put_right(rule: str, wrong: str, right: str) -> None:
    """The rule is named; putting it right gives the expected text."""
    assert rule in [fault.rule for fault in faults(wrong, "fr")]
    assert to_canadian_french(wrong) == right
    assert faults(right, "fr") == []


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_is_left_alone(text: str) -> None:
    """Text that follows the rules, and code in it, has no fault and is not changed."""
    assert faults(text, "fr") == []
    assert to_canadian_french(text) == text


def test_a_fault_says_where_and_what() -> None:
    """A fault carries its place, what was found and what is better."""
    assert faults("Ça va ?", "fr") == [
        TypographyFault(rule="space-before", start=5, end=6, found=" ", better="")
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("les étudiant·e·s", "median-dot"), ("un étudiant(e)", "median-dot"), ("un e-mail", "word")],
)
def test_wording_is_told_and_left_to_a_person(text: str, rule: str) -> None:
    """Inclusive writing and anglicisms are faults without an automatic answer."""
    assert [fault.rule for fault in faults(text, "fr")] == [rule]
    assert to_canadian_french(text) == text


def test_english_has_only_hidden_characters() -> None:
    """French rules do not hold for English; hidden characters do."""
    assert faults('Notes: "why?" at 8h30 !', "en") == []
    assert [fault.rule for fault in faults("pay\u2066load", "en")] == ["hidden"]


@given(st.text(st.sampled_from(f" {N}\u202f:;!?«»\"'’$%hH0123456789.,aeoéA()\n{{}}“”@/")))
def test_putting_right_is_final(text: str) -> None:
    """A second pass changes nothing that the first left."""
    once = to_canadian_french(text)
    assert to_canadian_french(once) == once


T = "\u202f"  # narrow no-break space

OF_FRANCE = [
    ("Des questions?", f"Des questions{T}?"),
    ("Des questions ?", f"Des questions{T}?"),
    (f"Attention{N}!", f"Attention{N}!"),
    ("fermé; revenez!", f"fermé{T}; revenez{T}!"),
    ("Vraiment?! Oui…!", f"Vraiment{T}?! Oui…{T}!"),
    ("Notez: fermé", f"Notez{N}: fermé"),
    ("le «prêt»!", f"le «{N}prêt{N}»{T}!"),
    ("1 234 567 prêts", f"1{T}234{T}567 prêts"),
    ("5,25% à 8h30", f"5,25{N}% à 8{N}h{N}30"),
    (
        "Voir https://a.example/x?y=1;z! et {a;b}?",
        f"Voir https://a.example/x?y=1;z! et {{a;b}}{T}?",
    ),
    ("ok ;-) merci", "ok ;-) merci"),
]

ENGLISH = [
    (f"«{N}Hello{N}»", "“Hello”"),
    ("« Hello » he said", "“Hello” he said"),
    (f"Why{T}? No{N}! Yes{N}; fine", "Why? No! Yes; fine"),
    (f"Note{N}: closed", "Note: closed"),
    (f"5{N}% of 1{T}234", "5% of 1 234"),
    ("ok :) and ;-) fine", "ok :) and ;-) fine"),
    ("https://a.example/a?b and {a ; b}", "https://a.example/a?b and {a ; b}"),
    ("pay\u2066load\x00", "payload"),
    ("8:30, key: value", "8:30, key: value"),
]


@pytest.mark.parametrize(("text", "expected"), OF_FRANCE)
def test_the_french_of_france(text: str, expected: str) -> None:
    """A narrow space before ; ! ? and between groups of figures; the rest is as in Canada."""
    assert to_french(text, "fr_FR") == expected
    assert faults(expected, "fr", "fr_FR") == []


def test_words_of_canada_are_no_faults_in_france() -> None:
    """« week-end » and « e-mail » are used there."""
    assert faults("un e-mail ce week-end", "fr", "fr_FR") == []


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: str) -> None:
    """English quotation marks, and no French spaces."""
    assert to_english(text) == expected


def test_outer_quotation_marks_of_a_translation_are_guillemets() -> None:
    """An engine copies “ ” from English; inside « » they are right."""
    assert set_for("le “prêt” et «l'“offre”»", "fr") == f"le «{N}prêt{N}» et «{N}l'“offre”{N}»"
    assert set_for("fin.” Puis “rien", "fr") == f"fin.{N}» Puis «{N}rien"


def test_other_languages_are_left_alone() -> None:
    """Only what is hidden goes; the target's language says which rules hold."""
    assert set_for("¿Qué ?\u200b", "es") == "¿Qué ?"
    assert set_for("Why ?", "en") == "Why?"
    assert set_for("Quoi ?", "fr", "fr_FR") == f"Quoi{T}?"
    assert without_hidden("a\u202eb\tc\n") == "ab\tc\n"


@given(st.text(st.sampled_from(f" {N}{T}:;!?«»\"'’$%hH0123456789.,aeoéA()\n{{}}“”@/-")))
def test_setting_is_final_in_every_language(text: str) -> None:
    """A second pass changes nothing that the first left."""
    for lang, region in (("en", "fr_CA"), ("fr", "fr_FR"), ("es", "fr_CA")):
        once = set_for(text, lang, region)  # type: ignore[arg-type]  # regions, as written above
        assert set_for(once, lang, region) == once  # type: ignore[arg-type]  # the same
