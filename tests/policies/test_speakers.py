"""Who speaks, as far as the message says so itself, and signs of a minor."""

import time

import pytest

from policies.screening_values import Speaker
from policies.speakers import STEMS, find_speaker
from policies.views import plain_view
from tests.policies.messages import features, screen

SAID = {
    Speaker.MEDIA: {
        "en": [
            "I'm a reporter with the Maple Daily",
            "Jane Roe, journalist at Radio Maple. Could someone comment?",
            "As a journalist I would like a comment",
            "We are working on a documentary",
            "Media inquiry: who approved this?",
        ],
        "fr": [
            "Je suis journaliste à La Gazette",
            "Je suis chroniqueuse au Journal des Érables",
            "Demande d'entrevue pour notre émission",
            "Je prépare un reportage sur les bourses",
            "Ici Camille Roy, journaliste pigiste",
            "Journaliste à Radio-Érable, j'aimerais une réaction",
        ],
    },
    Speaker.ELECTED: {
        "en": [
            "As the MP for Maple River",
            "I am the mayor of Maple River",
            "I'm a city councillor in Birchtown",
            "As a senator I am worried",
            "I'm an MLA in the North",
            "I am chief of the Maple Lake First Nation",
            "I'm calling from the constituency office",
            "One of my constituents waits since May",
            "I work for an MP's office",
            "Jo Roe, MPP for Birch Lake",
            "I am the chief of staff to the Minister",
            "I'm your MP.",
        ],
        "fr": [
            "Comme députée de Rivière-aux-Érables",
            "Je suis la mairesse de Bouleau",
            "Je suis députée à l'Assemblée nationale",
            "En tant que sénatrice, je demande un suivi",
            "Je suis conseillère municipale à Bouleau",
            "Je suis chef du conseil de bande",
            "À titre de maire, je vous écris",
            "Je travaille au bureau de la députée",
            "Une de mes commettantes attend depuis mai",
            "Je suis attachée politique au cabinet de la ministre",
            "Cabinet du ministre demande un suivi",
            "Je suis préfète de la MRC",
        ],
    },
    Speaker.CANDIDATE: {
        "en": [
            "I am running for mayor",
            "I'm the Green candidate in Maple River",
            "As your candidate for council",
            "I'm standing for the Liberal nomination",
        ],
        "fr": [
            "Je suis candidate aux élections",
            "Je me présente à la mairie",
            "Comme candidat du Bloc",
            "Je suis la candidate libérale dans Bouleau",
            "Je brigue la mairie",
        ],
    },
    Speaker.OFFICIAL: {
        "en": [
            "I'm with the RCMP",
            "On behalf of the Office of the Privacy Commissioner",
            "I'm writing from the Ministry of Education of Alberta",
            "I am a constable with the police",
            "I represent the band council",
        ],
        "fr": [
            "Je suis de la GRC",
            "Au nom du consulat",
            "Je suis enquêteuse à la Sûreté",
            "Je vous écris du ministère de l'Éducation",
        ],
    },
    Speaker.STAFF: {
        "en": [
            "I work at Learner Support Canada",
            "As an employee of this department I know",
            "I'm an agent at your call centre",
        ],
        "fr": [
            "Je travaille pour ce ministère",
            "Je suis une de vos employées",
            "Employée de ce ministère, je sais",
        ],
    },
    Speaker.PUBLIC: {
        "en": [
            "I wrote to my MP",
            "I read it in the news",
            "The mayor said no",
            "As the minister said, it is free",
            "I'm a constituent of the MP for Maple River",
            "I spoke to a reporter from the Daily",
            "I'm studying to be a journalist",
            "As a PhD candidate for the degree",
            "I'm a candidate for the program",
            "I'm running for the bus",
            "My deadline is Friday",
            "I work for the government of Ontario, may I apply?",
            "I called the police",
            "My father is a mayor",
            "I have an interview with your agent",
            "I'm angry at the mayor",
            "The MP for Maple River never answers",
            "I'm happy that the senator helped",
            "Your employee of this department lied",
            "I will tell my story",
            "I'm the mayor's daughter",
            "This program is bad",
            "I'm a minister of religion",
            "This is the minister's fault",
            "this is a government of liars",
        ],
        "fr": [
            "J'ai écrit à mon député",
            "Je veux devenir journaliste",
            "Ma députée m'a aidée",
            "Comme la ministre l'a dit, c'est gratuit",
            "Je suis étudiante en journalisme",
            "La députée de Bouleau ne répond pas",
            "J'ai appelé la police",
            "Je suis candidate au doctorat",
            "Je suis conseillère en orientation",
            "Je suis fâchée contre le maire",
            "Je suis la fille du maire",
            "Une employée de ce ministère m'a menti",
            "La police est venue",
            "Je suis commis dans un dépanneur",
            "Je suis ministre du culte",
        ],
    },
}

CASES = [
    (speaker, lang, text)
    for speaker, texts in SAID.items()
    for lang, said in texts.items()
    for text in said
]


@pytest.mark.parametrize(("speaker", "lang", "text"), CASES)
def test_speaker(speaker: Speaker, lang: str, text: str) -> None:
    """Who says to be of an office is; who mentions, asks or studies it is the public."""
    assert screen(text, lang).speaker is speaker


@pytest.mark.parametrize(("speaker", "lang", "text"), CASES)
def test_stems_are_necessary(speaker: Speaker, lang: str, text: str) -> None:
    """Whatever a pattern finds has a piece of a word that says where to look."""
    plain = plain_view(text).text
    found, _ = find_speaker(plain)
    pieces = STEMS.get(found, ("",))
    assert any(piece in plain for piece in pieces)


def test_evidence() -> None:
    """The words that say so are the evidence."""
    text = "Bonjour, je suis députée à l'Assemblée nationale."
    (span,) = features(text, "fr").spans["speaker"]
    assert text[slice(*span)] == "je suis députée"


MINORS = [
    ("I'm 15, can I get a loan?", 1),
    ("I am a fifteen year old and nobody helps me", 1),
    ("I'm in grade 9", 1),
    ("I'm not 18 yet", 1),
    ("J'ai seize ans", 1),
    ("Je suis mineure", 1),
    ("Je n'ai pas encore 18 ans", 1),
    ("Je suis un élève de 14 ans", 1),
    ("I'm 17 credits short", 0),
    ("My daughter is 15", 0),
    ("I'm 10 minutes late", 0),
    ("J'ai 15 ans d'expérience", 0),
    ("J'ai 10 ans pour rembourser mon prêt", 0),
    ("Ma fille a 15 ans", 0),
]


@pytest.mark.parametrize(("text", "count"), MINORS)
def test_minor_signs(text: str, count: int) -> None:
    """Only an author who says to be under 18 is taken for a minor."""
    assert features(text)["minor_signs"] == count


ABUSE = [
    ("I have naked pictures of a minor", 1),
    ("child porn links here", 1),
    ("Photos nues d'une mineure", 1),
    ("Pornographie juvénile à vendre", 1),
    ("Sex education for minors", 0),
    ("Is a minor eligible?", 0),
    ("Une personne mineure est-elle admissible?", 0),
    ("Je ne dors pas avec un bébé à la maison", 0),
]


@pytest.mark.parametrize(("text", "count"), ABUSE)
def test_minor_abuse(text: str, count: int) -> None:
    """Sexual material about minors is found, and education is not."""
    assert features(text)["minor_abuse"] == count


@pytest.mark.parametrize(
    "piece", ["i'm the ", "je suis la ", "as a local ", "mp for ", "my name is "]
)
def test_long_texts_take_bounded_time(piece: str) -> None:
    """20,000 characters take well under a second."""
    begun = time.perf_counter()
    find_speaker(piece * (20_000 // len(piece)))
    assert time.perf_counter() - begun < 1
