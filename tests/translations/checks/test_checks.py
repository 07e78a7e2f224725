"""All checks together: names, order, words for people, speed, and what people translated."""

import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench._planted import FOUND_BY, plant
from tests.translations.checks.both_ways import N, failed_both_ways, into_french
from translations.catalogs import catalog
from translations.checks import (
    CHECKS,
    SEVERITIES,
    Severity,
    Violation,
    check_translation,
    failed_checks,
)
from translations.checks.text import Span
from translations.values import Bilingual


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        (
            "Questions? Note: it's closed; come back Monday!",
            f"Des questions? Notez{N}: c'est fermé; revenez lundi!",
        ),
        ("“The ‘federal’ loan”", f"«{N}Le prêt “fédéral”{N}»"),
        ("8:30 a.m. (Eastern time), 5 p.m.", f"8{N}h{N}30 (heure de l'Est), 17{N}h"),
        ("8:05 a.m.", f"8{N}h{N}05"),
        ("8:05 a.m.", f"8{N}h{N}5"),
        ("$1,234.50; 5.25%", f"1{N}234,50{N}$; 5,25{N}%"),
        (
            "Monday, November 23, 2026; December 1; 2026-11-23",
            "le lundi 23 novembre 2026; le 1er décembre; 2026-11-23",
        ),
        ("Note, State, heart", "À noter, État, cœur"),
        (
            "the Department of Finance; the Official Languages Act",
            "le ministère des Finances; la Loi sur les langues officielles",
        ),
        ("Please write to us", "Veuillez nous écrire"),
        (
            "the students; the student population",
            "les étudiantes et étudiants; la population étudiante",
        ),
        ("You only pay 5%", f"Vous ne payez que 5{N}%"),
        ("Before it leaves; it's not true", "Avant qu'il ne parte; c'est pas vrai"),
        (
            "email, weekend, hashtag, phishing, apply, charge interest",
            "courriel, fin de semaine, mot-clic, hameçonnage, demande, exiger des intérêts",
        ),
        ("0 messages; 1.5 million", "0 message; 1,5 million"),
        (
            "of Employment and Social Development Canada",
            "d'Emploi et Développement social Canada",
        ),
        ("Write to us", "Écrivez-nous"),
        ("See https://a.example/1.", "Voir https://a.example/1."),
    ],
)
def test_what_is_right_passes_both_ways(en: str, fr: str) -> None:
    """What the rules of our French call right is right for the checks."""
    assert failed_both_ways(en, fr) == (set(), set())


@pytest.mark.parametrize(
    ("en", "fr", "check"),
    [
        ("Write to a@b.example", "Écrivez-nous", "protected"),
        ("Hello {name}", "Bonjour", "protected"),
        ("Hello", "Bonjour @agence", "protected"),
        ("See https://a.example/1", "Voir https://a.example/2", "protected"),
        ("Hello", " ", "empty"),
        ("Please wait for our answer", "Oui, oui, oui, oui, oui, oui", "repetition"),
        ("It is in the house.", "C'est dans dans la maison.", "repetition"),
        ("Call us if you have any question about it all", "Oui", "length"),
        ("Why not?", "Pourquoi pas ?", "typography"),
        ("The office is closed for you.", "The office is closed for you.", "untranslated"),
        (
            "Write to us and we will send you the form that you need.",
            "Écrivez-nous et we will send you the form that you need.",
            "untranslated",
        ),
        (
            "You have to come back tomorrow with the signed form.",
            "Sie müssen morgen mit dem unterschriebenen Formular wiederkommen.",
            "language",
        ),
    ],
)
def test_what_is_broken_fails_by_name(en: str, fr: str, check: str) -> None:
    """The check that fails is the one that says what is wrong."""
    assert check in into_french(en, fr)


def test_a_list_of_names_is_not_untranslated() -> None:
    """A title that stands as it is does not count."""
    title = "Royal Society for the Prevention of Cruelty to Animals"
    assert "untranslated" not in into_french(f"The {title} asks.", f"La {title} demande.")


@pytest.mark.parametrize(
    "bad",
    ["1", "a.", "-a", "h", "a@", "{", "<a", '"', "«", "1 111", ": ", "ne ", "n'", "ni ", "un ",
     "1/", "mai 3, ", "M. A", "A. ", "de l", "M. Ab ", "Ab Ac "],
)  # fmt: skip
def test_hostile_text_is_checked_in_linear_time(bad: str) -> None:
    """Twenty thousand characters of any one kind take no part of a minute."""
    text = bad * (20_000 // len(bad))
    start = time.process_time()
    failed_checks(text, text, source_lang="en", target_lang="fr")
    failed_checks(text, text, source_lang="fr", target_lang="en")
    assert time.process_time() - start < 5


def test_every_check_has_a_severity_and_words() -> None:
    """A reviewer reads each failed check in their language, and knows what it does."""
    assert list(CHECKS) == list(SEVERITIES)
    for lang in ("en", "fr"):
        assert all(f"translations.check.{name}" in catalog(lang) for name in CHECKS)
    blocking = [name for name, one in SEVERITIES.items() if one is Severity.BLOCKING]
    assert {"negation", "numbers", "units", "dates", "protected", "empty"} <= set(blocking)


def test_names_come_once_each_in_order() -> None:
    """Names of checks are plain strings, in the order of the checks."""
    found = failed_checks(
        "No. Pay $5. Not $6.", "Oui ? Payez 7 $. Pas 6 $. Tu", source_lang="en", target_lang="fr"
    )
    assert found == ("negation", "numbers", "politeness", "typography")
    assert json.loads(json.dumps(found)) == list(found)


class _Terms:
    """A glossary with one rule."""

    def violations(
        self, source: str, target: str, source_lang: str, target_lang: str
    ) -> Sequence[Violation]:
        return [_Wrong()] if "grant" in source and "bourse" not in target else []


class _Wrong:
    explanation = Bilingual(en="Write bourse.", fr="Écrivez bourse.")
    span: Span | None = (3, 13)


def test_a_glossary_is_asked() -> None:
    """What it finds is told in its own words."""
    (found,) = check_translation(
        "The grant", "La subvention", source_lang="en", target_lang="fr", terms=_Terms()
    )
    assert (found.check, found.target_spans) == ("glossary", ((3, 13),))
    assert found.explanation == _Wrong.explanation
    assert not check_translation(
        "The grant", "La bourse", source_lang="en", target_lang="fr", terms=_Terms()
    )


def test_the_french_of_france_has_its_own_spaces_and_words() -> None:
    """By setting, a thin space stands before a question mark, and an e-mail may be one."""
    en, fr = "An e-mail?", "Un e-mail\u202f?"
    assert into_french(en, fr, "fr_FR") == set()
    assert into_french(en, fr) == {"typography", "usage"}
    assert into_french("Why?", "Pourquoi?", "fr_FR") == {"typography"}


def test_other_languages_are_left_to_people() -> None:
    """Of a language that is neither, only what needs no grammar is asked."""
    assert failed_checks("Pay $5.", "Zahlen Sie 5 $.", source_lang="en", target_lang="de") == ()
    assert failed_checks("Pay {x}.", "Zahlen Sie.", source_lang="en", target_lang="de") == (
        "protected",
    )


@pytest.mark.parametrize("name", ["canada_gov_programs_test", "canada_cds_blog_test"])
def test_people_s_translations_raise_few_alarms(shared_dir: Path, name: str) -> None:
    """On what people translated for the federal public: 3 % at most for what changes sense."""
    lines = (shared_dir / f"data/mt_dev/{name}.tsv").read_text("utf-8").splitlines()[::2]
    sense = {"negation", "numbers", "units", "dates"}
    alarms = sum(
        bool(sense & set(failed_checks(*line.split("\t")[:2], source_lang="en", target_lang="fr")))
        for line in lines
    )
    assert alarms / len(lines) <= 0.03


def test_planted_errors_are_found(shared_dir: Path) -> None:
    """Of errors planted in good translations, 95 % are found."""
    lines = (shared_dir / "data/mt_dev/canada_gov_programs_test.tsv").read_text("utf-8")
    rng = random.Random(1)  # noqa: S311 - a repeatable choice, no secret
    planted = found = 0
    for line in lines.splitlines()[::2]:
        en, fr = line.split("\t")[:2]
        for kind, names in FOUND_BY.items():
            wrong = plant(fr, "fr", kind, rng)
            if wrong is None or names & into_french(en, fr):
                continue
            planted += 1
            found += bool(names & into_french(en, wrong))
    assert planted > 300
    assert found / planted >= 0.95
