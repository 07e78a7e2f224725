"""The glossary: what is found in a translation, what is put right, and what is left to a person."""

from pathlib import Path

import pytest

from translations.glossary import Glossary
from translations.glossaryfile import GlossaryFaults, read_glossary, write_glossary
from translations.termforms import expanded, plural
from translations.terms import Term, TermKind
from translations.termuse import cover_names, settle_terms, uncover_names
from translations.values import Bilingual

SHIPPED = Path(__file__).parents[2] / "translations" / "data" / "glossary" / "example.csv"
GLOSSARY = read_glossary(SHIPPED.read_bytes(), file=SHIPPED.name)


def wrong(source: str, target: str, source_lang: str = "en") -> list[tuple[str, str, str]]:
    """Return what is wrong with a translation."""
    target_lang = "en" if source_lang == "fr" else "fr"
    found = GLOSSARY.violations(source, target, source_lang, target_lang)
    return [(one.kind.value, one.expected, one.found) for one in found]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The CRA sent you an e-mail.", "L'ARC vous a envoyé un courriel."),
        ("Two E-mails about student loans", "Deux courriels au sujet de prêts d'études"),
        ("ESDC pays.", "Emploi et Développement social Canada paie."),
        ("A request of ESDC", "Une demande d'EDSC"),
        ("Call Service Canada.", "Appelez Service Canada."),
        ("Your SIN request", "Votre demande de NAS"),
        ("Each borrower signs.", "Chaque emprunteuse ou emprunteur signe."),
        ("You can apply for it.", "Vous pouvez présenter une demande."),
        ("Under the Department of Finance", "Auprès du ministère des Finances"),
        ("Nothing of ours is here.", "Il n'y a rien de nous, pas même un e-mail."),
    ],
)
def test_a_translation_that_follows_the_glossary(source: str, target: str) -> None:
    """Any form of the term will do; words count only where the text has their term."""
    assert wrong(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Ask the Canada Revenue Agency.",
            "Demandez à l'Agence canadienne du revenu.",
            [("missing", "Agence du revenu du Canada", "")],
        ),
        (
            "An e-mail for borrowers",
            "Un e-mail pour les débiteurs",
            [("forbidden", "courriel", "e-mail"), ("forbidden", "emprunteurs", "débiteurs")],
        ),
        (
            "Call Service Canada.",
            "Appelez le Service du Canada.",
            [("changed", "Service Canada", "")],
        ),
        (
            "Benefits of Employment and Social Development Canada",
            "Prestations de Emploi et Développement social Canada",
            [
                (
                    "article",
                    "d'Emploi et Développement social Canada",
                    "de Emploi et Développement social Canada",
                )
            ],
        ),
        (
            "Of the CRA, of the Privacy Act",
            "De ARC, de le Loi sur la protection des renseignements personnels",
            [
                ("article", "de l'ARC", "De ARC"),
                (
                    "article",
                    "de la Loi sur la protection des renseignements personnels",
                    "de le Loi sur la protection des renseignements personnels",
                ),
            ],
        ),
        (
            "They charge interest.",
            "Ils charge des intérêts.",
            [("forbidden", "exiger des intérêts", "charge des intérêts")],
        ),
    ],
)
def test_a_translation_that_does_not(
    source: str, target: str, expected: list[tuple[str, str, str]]
) -> None:
    """What is missing, forbidden, changed or has a wrong article is named, with its place."""
    assert wrong(source, target) == expected
    for one in GLOSSARY.violations(source, target, "en", "fr"):
        if one.span is not None:
            assert target[slice(*one.span)] == one.found
        assert one.explanation.en != one.explanation.fr


def test_french_to_english() -> None:
    """The same glossary works the other way round."""
    assert wrong("L'ARC a envoyé un courriel.", "The CRA sent an e-mail.", "fr") == []
    assert wrong("L'ARC a dit non.", "The agency said no.", "fr") == [
        ("missing", "Canada Revenue Agency", "")
    ]


def test_a_proposed_term_asks_for_nothing() -> None:
    """Only approved terms count."""
    assert wrong("The online portal", "La porte en ligne") == []
    assert any(term.texts.en == "online portal" for term in GLOSSARY.terms)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("An e-mail", "Un e-mail", "Un courriel"),
        ("E-mails", "E-mails", "Courriels"),
        ("This weekend", "Ce week-end", "Cette fin de semaine"),
        ("At the weekend", "Au week-end", "À la fin de semaine"),
        ("About phishing", "À propos du phishing", "À propos de l'hameçonnage"),
        ("The borrowers", "Les débiteurs", "Les emprunteurs"),
        (
            "Of Employment and Social Development Canada",
            "De Emploi et Développement social Canada",
            "D'Emploi et Développement social Canada",
        ),
        ("Under the Official Languages Act", "Au Loi sur les langues officielles",
         "À la Loi sur les langues officielles"),
        ("Open My Account.", "Ouvrez Mon compte.", "Ouvrez Mon compte."),  # gender not known
        ("Nothing", "Rien du phishing", "Rien du phishing"),  # the text does not speak of it
    ],
)  # fmt: skip
def test_what_can_be_put_right_is(source: str, target: str, expected: str) -> None:
    """A word is exchanged with what agrees with it; not where its gender is not known."""
    done = settle_terms(source, target, GLOSSARY, source_lang="en", target_lang="fr")
    assert done == expected


@pytest.mark.parametrize(
    ("source", "translated", "lang", "expected"),
    [
        (
            "Ask the Canada Revenue Agency about ESDC.",
            "Demandez à le {name0} au sujet de {name1}.",
            "en",
            "Demandez à l'Agence du revenu du Canada au sujet d'EDSC.",
        ),
        ("The CRA said so.", "{name0} l'a dit.", "en", "L'ARC l'a dit."),
        ("The rules of the CLSP", "Les règles de {name0}", "en", "Les règles du PCAA"),
        ("Call Service Canada.", "Appelez {name0}.", "en", "Appelez Service Canada."),
        ("In My Account", "Dans {name0}", "en", "Dans Mon dossier"),
        ("L'ARC l'a dit.", "{name0} said so.", "fr", "The CRA said so."),
        (
            "Demandez à l'ARC et à EDSC.",
            "Ask {name0} and the {name1}.",
            "fr",
            "Ask CRA and ESDC.",
        ),
        (
            "Les règles de l'Agence du revenu du Canada",
            "The rules of {name0}",
            "fr",
            "The rules of the Canada Revenue Agency",
        ),
    ],
)
def test_names_are_put_in_with_what_stands_before_them(
    source: str, translated: str, lang: str, expected: str
) -> None:
    """An acronym for an acronym; du, de la, de l', d', the: as the name asks."""
    covered = cover_names(source, GLOSSARY, lang)
    other = "fr" if lang == "en" else "en"
    assert uncover_names(translated, covered, source=lang, target=other) == expected


def test_a_lost_placeholder_is_told() -> None:
    """An engine that drops or repeats a name gives no translation."""
    covered = cover_names("The CRA said so.", GLOSSARY, "en")
    assert covered.text == "The {name0} said so."
    assert uncover_names("Dit cela. {name0}.", covered, source="en", target="fr") is None
    assert uncover_names("Dit.", covered, source="en", target="fr") is None
    assert uncover_names("{name0} {name0}", covered, source="en", target="fr") is None


def test_forms_of_terms() -> None:
    """Brackets stand for forms; plurals are those of each language."""
    assert expanded("agent(e)(s)") == ["agent", "agents", "agente", "agentes"]
    assert expanded("T4A(P)") == ["T4A", "T4AP"]
    assert [
        plural(one, "fr") for one in ("prêt étudiant", "programme d'aide", "canal", "avis")
    ] == [
        "prêts étudiants",
        "programmes d'aide",
        "canaux",
        "avis",
    ]
    assert [plural(one, "en") for one in ("student loan", "agency", "tax", "key")] == [
        "student loans",
        "agencies",
        "taxes",
        "keys",
    ]


def test_what_is_written_is_read_again() -> None:
    """Terms come back as they were."""
    again = read_glossary(write_glossary(GLOSSARY.terms).encode(), file="x.csv")
    assert again.terms == GLOSSARY.terms


def test_a_french_spreadsheet_is_read() -> None:
    """Semicolons, a byte order mark, oui and non."""
    data = "\ufeffen;fr;do_not_translate\nloan;prêt;non\nOhmega;;oui\n".encode()
    assert read_glossary(data, file="x.csv").terms == (
        Term(texts=Bilingual(en="loan", fr="prêt")),
        Term(texts=Bilingual(en="Ohmega", fr="Ohmega"), do_not_translate=True),
    )


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("", [(1, "en", "missing"), (1, "fr", "missing")]),
        ("en,fr,fr\n", [(1, "fr", "twice"), (1, "fr", "twice")]),
        ("en,french\n", [(1, "french", "no such column"), (1, "fr", "missing")]),
        ("en,fr\nloan\n", [(2, "", "1 cells")]),
        ("en,fr\nloan,\n", [(2, "fr", "missing")]),
        ("en,fr\nloan,prêt\n\nloan,prêt\n", [(4, "en", "same pair is in row 2")]),
        ('en,fr\n"loan\nof two","prêt"\nx,\n', [(4, "fr", "missing")]),
        ('en,fr\n"loan,prêt\n', [(2, "", "cannot be read as CSV")]),
        ("en,fr,kind\nloan,prêt,noun\n", [(2, "kind", "“noun” is not one")]),
        ("en,fr,fr_article\nloan,prêt,un\n", [(2, "fr_article", "“un” is not one")]),
        ("en,fr,status\nloan,prêt,maybe\n", [(2, "status", "“maybe”")]),
        ("en,fr,do_not_translate\nA,B,yes\n", [(2, "fr", "both languages differ")]),
        ("en,fr,fr_forbidden\nloan,prêt,prêts\n", [(2, "fr_forbidden", "wanted and forbidden")]),
        ("en,fr\nquote,«mot»\n", [(2, "fr", "Canadian French"), (2, "fr", "Canadian French")]),
        ("en,fr\n=1+1,un\n", [(2, "en", "as a formula does")]),
        (f"en,fr\n{'a' * 501},b\n", [(2, "en", "more than 500")]),
        ("en,fr\n...,b\n", [(2, "en", "neither a letter nor a digit")]),
        ("en,fr\na\x00,b\n", [(2, "", "characters that no text has")]),
    ],
)
def test_each_fault_says_where_and_what_to_do(
    content: str, places: list[tuple[int, str, str]]
) -> None:
    """File, row as an editor counts, column, problem and remedy, in both languages."""
    with pytest.raises(GlossaryFaults) as refused:
        read_glossary(content.encode(), file="terms.csv")
    found = refused.value.faults
    assert [(one.row, one.column) for one in found] == [(row, column) for row, column, _ in places]
    for one, (row, column, words) in zip(found, places, strict=True):
        line = one.render("en")
        assert line.startswith(f"terms.csv, row {row}" + (f", column “{column}”" if column else ""))
        assert words in line
        assert one.remedy.en in line
        assert one.render("fr").startswith(f"terms.csv, rangée {row}")


def test_a_file_that_is_not_utf_8_says_in_which_row() -> None:
    """Older spreadsheets write Latin-1."""
    with pytest.raises(GlossaryFaults, match="row 2: the text is not UTF-8"):
        read_glossary("en,fr\nloan,prêt\n".encode("latin-1"), file="x.csv")


def test_an_empty_glossary_finds_nothing() -> None:
    """Without terms nothing is asked."""
    assert Glossary().violations("The CRA", "Rien", "en", "fr") == ()
    name = Term(texts=Bilingual(en="CRA", fr="ARC"), kind=TermKind.NAME)
    assert Glossary([name]).violations("The CRA", "ARC", "en", "es") == ()
