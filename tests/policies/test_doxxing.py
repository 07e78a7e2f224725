"""Home details of employees, given or asked for, are of the highest severity; one's own are not."""

import time

import pytest

from policies.exposure import exposures
from policies.features import Context
from policies.routing import Route
from policies.screening_values import Handling
from tests.policies.messages import screen

EXPOSED = {
    "en": [
        "Your clerk Jane R. lives at 12 Maple Street",
        "The agent who refused me lives on Birch Road",
        "Does anyone know where this agent lives?",
        "Who has her home address?",
        "Your director drives a red truck and parks behind the building",
        "Here is her Facebook, she is the clerk at the Moncton counter",
        "Her kids go to Maple School, that officer of yours",
        "Someone should post the clerk's home address",
        "Let's find out where she lives",
        "That manager leaves work at five, wait for her outside the office",
        "Dox her",
        "The woman who denied my loan: her address is 4 Birch",
        "We should protest at the director's house",
    ],
    "fr": [
        "Votre commis habite au 12, rue des Érables",
        "L'agente qui m'a refusée reste au 14, croissant des Bouleaux",
        "Qui connaît son adresse?",
        "Quelqu'un sait où elle habite?",
        "Savez-vous où reste cette agente?",
        "Votre directeur conduit une Civic rouge",
        "Voici son Facebook, c'est l'agente du comptoir",
        "Ses enfants vont à l'école des Érables, à votre gérante",
        "Partagez son adresse",
        "Trouvez où cet agent habite",
        "Allez la voir chez elle, votre commis",
        "Celle qui a refusé mon prêt, son adresse est le 4, rue Bouleau",
        "On devrait manifester devant chez elle",
    ],
}

HARMLESS = {
    "en": [
        "My mother lives at 12 Maple and your agent said no",
        "Does anyone know where the office is?",
        "Where do students live?",
        "The agent asked for my address",
        "I live in Ottawa and your agent never called",
        "Who has the phone number of the office?",
        "Your clerk was rude at the counter",
        "Can the agent send it to my home address?",
        "The director is at the office on Monday",
        "The minister lives in a bubble",
        "Your agent lives on another planet",
        "Can I talk to an agent in French if I live in Alberta?",
        "Which officer do I call when we live on a reserve?",
        "Does the manager know that you live in Ontario and my sister and I live in Quebec?",
    ],
    "fr": [
        "Est-ce qu'un agent me répond en français si on habite en Alberta?",
        "L'agente m'aide quand je reste au 12e étage et que mon fils habite à Laval?",
        "Votre commis a été impolie",
        "Quelle est votre adresse?",
        "L'agent a demandé mon adresse",
        "Il reste trois jours avant la date limite, dit votre agente",
        "Ma fille habite chez moi, l'agente le sait",
        "Où habitent les étudiantes?",
        "Je reste à Moncton et votre agente ne rappelle pas",
        "Il reste à payer 300 $, selon l'agent",
        "Son dossier est chez l'agente",
        "Voici le profil de la page du programme",
        "Le ministre vit dans une bulle",
    ],
}


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in EXPOSED.items() for text in texts]
)
def test_exposed(lang: str, text: str) -> None:
    """It is escalated with the highest severity, under a cover."""
    result = screen(text, lang)
    assert "doxxing" in [label.label for label in result.labels]
    assert (result.route, result.severity) == (Route.ESCALATE, 5)
    assert {Handling.PROTECTED, Handling.PAGE, Handling.NO_PUBLIC_DRAFT} <= result.handling


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in HARMLESS.items() for text in texts]
)
def test_harmless(lang: str, text: str) -> None:
    """One's own address, and what an employee did at work, expose nobody."""
    labels = {label.label for label in screen(text, lang).labels}
    assert labels & {"doxxing", "staff_exposed", "threat"} == set()


def test_protected_name_needs_no_job() -> None:
    """Beside a protected name, details count though nobody is said to be an employee."""
    context = Context(protected_names=("Maya Rivard",))
    text = "Maya Rivard, she lives on Birch Road"
    named = screen(text, context=context)
    assert sorted(label.label for label in named.labels) == ["doxxing", "staff_exposed"]
    assert screen(text).labels == ()


def test_evidence_shows_the_detail() -> None:
    """The evidence is the detail itself."""
    text = "See you. Your clerk lives at 12 Maple Street."
    (label,) = [found for found in screen(text).labels if found.label == "doxxing"]
    assert [text[start:end] for start, end in label.evidence] == [
        "clerk lives at",
        "12 Maple Street",
    ]


@pytest.mark.parametrize("piece", ["agent who ", "elle habite ", "her address ", "find where he "])
def test_long_texts_take_bounded_time(piece: str) -> None:
    """20,000 characters take well under a second."""
    begun = time.perf_counter()
    exposures(piece * (20_000 // len(piece)), named=True)
    assert time.perf_counter() - begun < 1
