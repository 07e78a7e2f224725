"""Features know whose words they are, at whom they are aimed, and who speaks."""

import re
from pathlib import Path

import pytest

from policies.featurelist import FEATURES, Value
from tests.policies.messages import features

AIMED = [
    ("You are an idiot", "en", "insults_at_person"),
    ("@someone what a moron", "en", "insults_at_person"),
    ("Idiot!", "en", "insults_at_person"),
    ("This department is run by idiots", "en", "insults_at_institution"),
    ("Vous êtes une bande d'imbéciles", "fr", "insults_at_person"),
    ("Espèce de niaiseux", "fr", "insults_at_person"),
    ("Le gouvernement est plein d'imbéciles", "fr", "insults_at_institution"),
    ("You're not an idiot", "en", "negated_terms"),
    ("Vous n'êtes pas des imbéciles", "fr", "negated_terms"),
    ("She was called an idiot", "en", "reported_terms"),
    ("On m'a traitée d'imbécile", "fr", "reported_terms"),
    ('He wrote "you idiot" to me', "en", "quoted_terms"),
    ("Il m'a écrit «\u00a0imbécile\u00a0»", "fr", "quoted_terms"),
    ("> you idiot\nI disagree with the above", "en", "quoted_terms"),
]


@pytest.mark.parametrize(("text", "lang", "name"), AIMED)
def test_aim_and_scope(text: str, lang: str, name: str) -> None:
    """An insult counts as one thing only: at a person, at an institution, or not the author's."""
    read = features(text, lang)
    names = [n for n in read.values if n.startswith("insults_at") or n.endswith("ed_terms")]
    assert names == [name]


def test_quoted_text_of_the_platform() -> None:
    """What the platform says is quoted is not held against the quoter."""
    read = features("you idiot I do not agree", quoted="you idiot")
    assert (read["insults"], read["quoted_terms"]) == (0, 1)


SIGNS: list[tuple[str, str, str, Value]] = [
    ("When will I be paid", "en", "is_question", True),
    ("Quand serai-je payée", "fr", "is_question", True),
    ("😡😡", "und", "emoji_only", True),
    ("😡 ok", "en", "emoji_only", False),
    ("ALL CAPS ok", "en", "capitals_pct", 78),
    ("see a.example/x and www.b.example", "en", "links", 2),
    ("go to bit.ly/abc", "en", "shorteners", 1),
    ("go to http://xn--lernr-gva.example", "en", "lookalike_links", 1),
    ("asdfgh qwrtpsdf", "und", "gibberish", True),
    ("Bonjour", "fr", "letters", 7),
    ("hola", "es", "official_language", False),
    ("I'm a reporter with the Maple Daily", "en", "speaker", "media"),
    ("Je suis journaliste à La Gazette", "fr", "speaker", "media"),
    ("As the MP for Maple River", "en", "speaker", "elected"),
    ("Comme députée de Rivière-aux-Érables", "fr", "speaker", "elected"),
    ("I am running for mayor", "en", "speaker", "candidate"),
    ("J'ai écrit à mon député", "fr", "speaker", "public"),
    ("I read it in the news", "en", "speaker", "public"),
]


@pytest.mark.parametrize(("text", "lang", "name", "value"), SIGNS)
def test_signs(text: str, lang: str, name: str, value: Value) -> None:
    """Signs that need no dictionary, and who speaks."""
    assert features(text, lang)[name] == value


def test_identity_is_no_evidence_alone() -> None:
    """Groups named in a neutral sentence make no hate statement."""
    read = features("As a Muslim woman I thank the Indigenous students' office")
    assert read["identity"]
    assert read["hate_statements"] == 0


def test_features_are_documented() -> None:
    """docs/policy.md has one row per feature, with its type and its sentence."""
    text = (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", text, re.MULTILINE)
    assert rows == [(spec.name, spec.kind, spec.what) for spec in FEATURES.values()]
