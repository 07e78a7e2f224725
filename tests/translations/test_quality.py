"""Checks of a translation: what passes, what fails, in both directions."""

import json
import time
from pathlib import Path

import pytest

from translations.catalogs import catalog
from translations.quality import CHECKS, failed_checks

N = "\u00a0"


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("You do not pay interest.", "Vous ne payez pas d'intérêts."),
        ("You only pay 5%.", f"Vous ne payez que 5{N}%."),
        ("Before it leaves.", "Avant qu'il ne parte."),
        ("It's not true.", "C'est pas vrai."),
        ("Not only students apply.", "Les étudiants ne sont pas seuls à présenter une demande."),
        ("Nobody knows.", "Personne ne sait."),
        ("It is impossible.", "Ce n'est pas possible."),
        ("It costs $1,234.50.", f"Il en coûte 1{N}234,50{N}$."),
        ("Call by 5:00 p.m.", f"Appelez avant 17{N}h."),
        ("At 8:30 a.m.", f"À 8{N}h{N}30."),
        ("At noon.", f"À 12{N}h."),
        ("Wait two days.", "Attendez 2 jours."),
        ("Wait 3 days.", "Attendez trois jours."),
        ("On December 1st.", "Le 1er décembre."),
        ("Rate: 5.25%", f"Taux{N}: 5,25{N}%"),
        ("See https://a.example/1.", "Voir https://a.example/1."),
        ("No later than May 5.", "Au plus tard le 5 mai."),
    ],
)
def test_good_translations_pass_both_ways(en: str, fr: str) -> None:
    """Each language may write things its own way."""
    assert failed_checks(en, fr, source_lang="en", target_lang="fr") == ()
    assert failed_checks(fr, en, source_lang="fr", target_lang="en") == ()


@pytest.mark.parametrize(
    ("en", "fr", "check"),
    [
        ("Canada does not charge interest.", "Le Canada exige des intérêts.", "negation"),
        ("Canada charges interest.", "Le Canada n'exige pas d'intérêts.", "negation"),
        ("You can't apply.", "Vous pouvez présenter une demande.", "negation"),
        ("It costs $1,234.50.", f"Il en coûte 1{N}234,05{N}$.", "numbers"),
        ("Call by 5:00 p.m.", f"Appelez avant 5{N}h.", "numbers"),
        ("Wait three days.", "Attendez 4 jours.", "numbers"),
        ("Write to a@b.example", "Écrivez-nous", "protected"),
        ("Hello", " ", "empty"),
        ("Please wait for our answer", "Oui, oui, oui, oui, oui, oui", "repetition"),
        ("Call us if you have any question about it all", "Oui", "length"),
        ("Why not?", "Pourquoi pas ?", "typography"),
    ],
)  # fmt: skip
def test_bad_translations_fail_by_name(en: str, fr: str, check: str) -> None:
    """The check that fails is the one that says what is wrong."""
    assert failed_checks(en, fr, source_lang="en", target_lang="fr") == (check,)


@pytest.mark.parametrize("bad", ["1", "a.", "-a", "h", "a@", "{", "<a", '"', "«", "1 111", ": "])
def test_hostile_text_is_checked_in_linear_time(bad: str) -> None:
    """Twenty thousand characters of any one kind take no part of a minute."""
    text = bad * (20_000 // len(bad))
    start = time.process_time()
    failed_checks(text, text, source_lang="en", target_lang="fr")
    assert time.process_time() - start < 2.5


def test_every_check_has_words_in_the_catalogs() -> None:
    """A reviewer reads each failed check in their language."""
    for lang in ("en", "fr"):
        assert all(f"translations.check.{name}" in catalog(lang) for name in CHECKS)


def test_results_go_into_json() -> None:
    """Names of checks are plain strings."""
    found = failed_checks("No.", "Oui.", source_lang="en", target_lang="fr")
    assert json.loads(json.dumps(found)) == list(found)


def test_false_alarms_on_human_translations_are_few(shared_dir: Path) -> None:
    """On people's translations of everyday sentences: negation ≤ 1.5 %, numbers ≤ 0.5 %."""
    lines = (shared_dir / "data/mt_dev/tatoeba_dev.tsv").read_text("utf-8").splitlines()
    failed = [
        failed_checks(*line.split("\t")[:2], source_lang="en", target_lang="fr") for line in lines
    ]
    assert sum("negation" in names for names in failed) / len(lines) <= 0.015
    assert sum("numbers" in names for names in failed) / len(lines) <= 0.005
