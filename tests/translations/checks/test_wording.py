"""How a translation is written: what the language asks passes, what it does not fails."""

import pytest

from tests.translations.checks.both_ways import N, into_english, into_french

GOOD = "The text."


@pytest.mark.parametrize(
    ("fr", "check"),
    [
        ("Des questions ?", "typography"),
        ("Notez: c'est fermé.", "typography"),
        ("Fermé ; revenez.", "typography"),
        ('"Le prêt"', "typography"),
        ("«Le prêt»", "typography"),
        ("À 8h30", "typography"),
        ("À 5:00 pm", "typography"),
        (f"À 17{N}h{N}00", "typography"),
        ("$1,234.50", "typography"),
        ("5.25%", "typography"),
        ("Le 11/23/2026", "typography"),
        ("Bonjour\u200b!", "typography"),
        ("Le 23 Novembre 2026", "capitals"),
        ("Lundi, Novembre 23", "capitals"),
        ("en Janvier 2026", "capitals"),
        ("Venez le Lundi 5.", "capitals"),
        ("le Ministère des finances", "capitals"),
        ("le ministère des finances", "capitals"),
        ("le Gouvernement du Canada", "capitals"),
        ("le Premier ministre", "capitals"),
        ("la Loi sur les Langues Officielles", "capitals"),
        ("Écrivez en Français.", "capitals"),
        ("A noter", "accents"),
        ("C'est fait. A partir de lundi", "accents"),
        ("l'Etat", "accents"),
        ("les Etats-Unis", "accents"),
        ("coeur", "accents"),
        ("à Montreal", "accents"),
        ("Ecrivez-nous", "accents"),
        ("Écris-nous", "politeness"),
        ("Tu peux écrire.", "politeness"),
        ("Envoie ton formulaire.", "politeness"),
        ("Vous pouvez garder ta carte.", "politeness"),
        ("étudiant·e·s", "inclusive"),
        ("étudiant(e)s", "inclusive"),
        ("étudiant.e.s", "inclusive"),
        ("étudiant-e-s", "inclusive"),
        ("étudiant/e/s", "inclusive"),
        ("étudiantEs", "inclusive"),
        ("utilisateur·rice·s", "inclusive"),
        ("iel paie", "inclusive"),
        ("un e-mail", "usage"),
        ("ce week-end", "usage"),
        ("un hashtag", "usage"),
        ("du phishing", "usage"),
        ("appliquer pour un prêt", "usage"),
        ("appliquez en ligne", "usage"),
        ("charger des intérêts", "usage"),
        ("La banque charge des frais.", "usage"),
        ("le formulaire d'application", "usage"),
        ("être éligible au programme", "usage"),
        ("canceller sa demande", "usage"),
        ("le numéro de sécurité sociale", "usage"),
        ("de Emploi et Développement social Canada", "elision"),
        ("le agence", "elision"),
        ("si il vient", "elision"),
        ("que il vient", "elision"),
        ("de le bureau", "elision"),
        ("de les bureaux", "elision"),
        ("à les bureaux", "elision"),
        (f"0{N}messages", "plurals"),
        (f"1,5{N}millions", "plurals"),
    ],
)
def test_french_that_is_not_ours_fails(fr: str, check: str) -> None:
    """Each fault is told by the check that it is about."""
    assert check in into_french(GOOD, fr)


@pytest.mark.parametrize(
    "fr",
    [
        "Des questions?",
        f"Notez{N}: c'est fermé; revenez!",
        f"«{N}Le prêt “fédéral”{N}»",
        f"8{N}h{N}30, 17{N}h",
        "Lundi, le bureau est fermé.",
        "Mars est une planète.",
        "le Ministère",
        "le ministère de la Justice",
        "la Loi sur la Banque du Canada",
        "la Loi sur les langues officielles",
        "les Canadiens",
        "A-t-il payé?",
        "Il a payé.",
        "Il s'est tu.",
        "Il le dit sur le ton de la conversation.",
        f"L'affiche dit «{N}Tu peux{N}».",
        "Écrivez-nous.",
        "Parle-t-il?",
        "les étudiantes et étudiants",
        "un rendez-vous, Saint-Jean-sur-Richelieu",
        "un courriel, une fin de semaine",
        "appliquer la loi",
        "appliquer le règlement à tous",
        "charger la batterie",
        "le onze, la onzième, le oui",
        "le héros, la haute direction, de huit",
        "demander de le faire, de les aider",
        "la une du journal",
        "d'Emploi et Développement social Canada",
        "de EDSC",
        f"0{N}message, 2{N}messages",
        f"1,5{N}million, 1{N}mois",
        "nous nous voyons, vous vous trompez",
    ],
)
def test_french_that_is_ours_passes(fr: str) -> None:
    """What is right raises no alarm of wording."""
    wording = {"typography", "capitals", "accents", "politeness", "inclusive", "usage", "elision",
               "plurals", "repetition"}  # fmt: skip
    assert not wording & into_french(GOOD, fr)


@pytest.mark.parametrize(
    ("en", "check"),
    [
        ("«The loan»", "typography"),
        ("Questions ?", "typography"),
        ("It is 5 %.", "typography"),
        ("It costs 50 $.", "typography"),
        ("At 17 h 30", "typography"),
        ("Closed in november", "capitals"),
        ("On monday", "capitals"),
        ("The canadian way", "capitals"),
        ("1 days", "plurals"),
        ("0 message", "plurals"),
        ("in the the house", "repetition"),
    ],
)
def test_english_set_as_french_fails(en: str, check: str) -> None:
    """English has its own ways, too."""
    assert check in into_english("Le texte.", en)


@pytest.mark.parametrize(
    "en",
    ["Questions?", "It is 5%.", "It costs $50.", "At 5:30 p.m.", "You may march.", "On Monday",
     "1 day, 0 messages, 2 days", "“The loan”", "see example.ca/canada", "had had enough"],
)  # fmt: skip
def test_english_passes(en: str) -> None:
    """What is right raises no alarm of wording."""
    assert not {"typography", "capitals", "plurals", "repetition"} & into_english("Le texte.", en)


@pytest.mark.parametrize(
    ("en", "fr", "fails"),
    [
        ("Ms. Tremblay called.", "Mme Tremblay a appelé.", False),
        ("Ms. Tremblay called.", "Mme Trembley a appelé.", True),
        ("Mr. Smith called.", "Quelqu'un a appelé.", True),
        ("Suzie Bouchard is here.", "Suzie Bouchard est ici.", False),
        ("Suzie Bouchard is here.", "Suzie Boucharb est ici.", True),
        ("Your SIN, please.", "Votre NAS, s'il vous plaît.", False),
        ("Your SIN, please.", "Votre SIN, s'il vous plaît.", True),
        ("The CRA and EI", "L'ARC et l'AE", False),
        ("The CRA", "La CRA", True),
        ("New York", "New York", False),
        ("Employment Insurance", "L'assurance-emploi", False),
    ],
)
def test_names(en: str, fr: str, fails: bool) -> None:
    """People keep their names, initials are those of the language."""
    assert ("names" in into_french(en, fr)) is fails
    if en != "Your SIN, please." and "CRA" not in en:
        assert ("names" in into_english(fr, en)) is fails


@pytest.mark.parametrize(
    ("fr", "en", "fails"),
    [
        ("Votre NAS", "Your SIN", False),
        ("Votre NAS", "Your NAS", True),
        ("L'ARC", "The CRA", False),
    ],
)
def test_initials_into_english(fr: str, en: str, fails: bool) -> None:
    """The other way round, too."""
    assert ("names" in into_english(fr, en)) is fails
