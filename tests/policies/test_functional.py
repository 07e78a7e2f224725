"""Functional pairs in both languages: what has to be caught, and its neighbour that has to pass."""

import pytest

from tests.policies.messages import screen

CAUGHT = {
    "en": [
        ("Women should not be allowed to vote", "hate"),
        ("Send all immigrants back to their country", "hate"),
        ("All Muslims are terrorists", "hate"),
        ("Trans people are mentally ill", "hate"),
        ("You are so fucking stupid", "insult"),
        ("you people are useless parasites", "insult"),
        ("go f yourself", "insult"),
        ("I hope you get hit by a bus", "threat"),
        ("I'm going to come to your office with a gun", "threat"),
        ("The minister should be shot", "threat"),
        ("i will find you and i will k i l l you", "threat"),
        ("If I don't get paid I'll kill myself", "self_harm"),
        ("Congratulations! You have won a free grant, click http://bit.ly/xx", "scam"),
    ],
    "fr": [
        ("Les femmes ne devraient pas avoir le droit de voter", "hate"),
        ("Renvoyez tous les immigrants dans leur pays", "hate"),
        ("Tous les musulmans sont des terroristes", "hate"),
        ("Les trans sont des malades mentaux", "hate"),
        ("T'es tellement épais", "insult"),
        ("Vous êtes des bons à rien", "insult"),
        ("esti de cave", "insult"),
        ("J'espère que tu vas te faire frapper par un char", "threat"),
        ("Je vais débarquer à votre bureau avec un fusil", "threat"),
        ("Le ministre mériterait une balle", "threat"),
        ("mon hostie de cave je vais t'arracher la tête", "threat"),
        ("Si je ne suis pas payé je vais me tuer", "self_harm"),
        ("Félicitations! Vous avez gagné une bourse, cliquez sur http://bit.ly/xx", "scam"),
    ],
}

PASSES = {
    "en": [
        "Not all Muslims are terrorists",
        "Muslims are not terrorists",
        "People who say Muslims are terrorists are wrong",
        "I love immigrants",
        "Trans people are people",
        "Are Indigenous students eligible for grants?",
        "I'm a black woman and your agent was racist to me",
        "Your agent called me a dirty indian",
        "Don't call people retards",
        "The word 'faggot' is a slur, please remove that comment",
        "The minister is an idiot",
        "Stupid government",
        "You are liars",
        "Shame on you",
        "I've been raped and need to interrupt my studies, can I pause my loan?",
        "My ex-husband stole my money and identity. Can I still apply?",
        "I'm dying of laughter",
        "I will sue you",
        "Is the offer of an instant loan that I received by text from you legit?",
    ],
    "fr": [
        "Les musulmans ne sont pas tous des terroristes",
        "Les musulmans ne sont pas des terroristes",
        "Ceux qui disent que les musulmans sont des terroristes ont tort",
        "J'aime les immigrants",
        "Les personnes trans sont des personnes",
        "Les étudiants autochtones sont-ils admissibles?",
        "Je suis une femme noire et votre agent a été raciste envers moi",
        "Votre agente m'a traité de sale indien",
        "Ne traitez pas les gens de gogols",
        "Le mot «\u00a0tapette\u00a0» est une insulte, retirez ce commentaire",
        "Le ministre est un imbécile",
        "Maudit gouvernement de marde",
        "Vous êtes des menteurs",
        "Honte à vous",
        "J'ai été violée et je dois interrompre mes études, puis-je suspendre mon prêt?",
        "Mon ex m'a volé mon argent. Puis-je présenter une demande?",
        "Je suis mort de rire",
        "Je vais vous poursuivre en justice",
        "Mon paiement est en retard, quel retard!",
    ],
}


@pytest.mark.parametrize(
    ("lang", "text", "label"),
    [(lang, text, label) for lang, pairs in CAUGHT.items() for text, label in pairs],
)
def test_caught(lang: str, text: str, label: str) -> None:
    """The message is flagged with the label that names what is wrong."""
    result = screen(text, lang)
    assert result.flagged
    assert label in [found.label for found in result.labels]


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in PASSES.items() for text in texts]
)
def test_passes(lang: str, text: str) -> None:
    """Criticism, counter-speech, reports and neutral mentions are not flagged."""
    result = screen(text, lang)
    assert (result.flagged, result.faults) == (False, ())
