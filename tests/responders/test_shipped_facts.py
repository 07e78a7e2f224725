"""The facts that we ship: enough of them, sound, and recognized in both languages."""

from collections.abc import Iterator
from datetime import date

import pytest

from responders.facts import SHIPPED_FACTS, check_facts, load_facts
from responders.matching import Matcher
from responders.values import Fact, Stance
from translations.typography import faults as typography_faults

DAY = date(2026, 1, 14)
BANK = load_facts(SHIPPED_FACTS)
MATCHER = Matcher(BANK)
VALID = BANK.valid_on(DAY)
BOTH = ("en", "fr")


def _variants() -> Iterator[tuple[str, str, str]]:
    for fact in VALID:
        for wrong in fact.misconceptions:
            for lang in BOTH:
                for variant in wrong.variants[lang]:
                    yield fact.id, lang, variant


VARIANTS = list(_variants())


def test_there_are_enough_facts() -> None:
    """The bank has at least 25 facts, and exactly one that is expired on the demo's day."""
    assert len(BANK.facts) >= 25
    assert [fact.id for fact in BANK.facts if not fact.valid_on(DAY)] == ["temporary-top-up-2024"]


def test_the_only_warning_is_the_expired_fact() -> None:
    """On the demo's day nothing is wrong but the fact that is expired on purpose."""
    check = check_facts(SHIPPED_FACTS, DAY)
    assert check.errors == ()
    assert [(fault.field, fault.problem.en) for fault in check.warnings] == [
        (
            "facts[10].valid_until",
            "The fact temporary-top-up-2024 expired on 2025-07-31: it is no longer used.",
        )
    ]


@pytest.mark.parametrize("fact", BANK.facts, ids=lambda fact: fact.id)
def test_every_fact_is_complete(fact: Fact) -> None:
    """Sources are on our own sites; questions and misconceptions exist in both languages."""
    assert fact.source.en.startswith("https://learnersupport.example/en/")
    assert fact.source.fr.startswith("https://soutienauxapprenants.example/fr/")
    assert fact.statement.en.endswith(".")
    assert fact.statement.fr.endswith(".")
    for lang in BOTH:
        assert len(fact.questions[lang]) >= 2
        assert all(wrong.variants[lang] for wrong in fact.misconceptions)


@pytest.mark.parametrize("fact", BANK.facts, ids=lambda fact: fact.id)
def test_french_statements_follow_the_typography(fact: Fact) -> None:
    """What we may publish has no fault of Canadian French typography."""
    assert typography_faults(fact.statement.fr, "fr") == []
    assert typography_faults(fact.statement.en, "en") == []


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("fact", VALID, ids=lambda fact: fact.id)
def test_a_statement_agrees_with_itself(fact: Fact, lang: str) -> None:
    """Whoever writes the fact itself agrees with it."""
    result = MATCHER.match(fact.statement[lang], lang=lang, day=DAY)
    assert (result.stance, result.matches[0].fact) == (Stance.AGREES, fact.id)


@pytest.mark.parametrize(("fact", "lang", "text"), VARIANTS)
def test_a_known_misconception_contradicts(fact: str, lang: str, text: str) -> None:
    """Each wording of a misconception contradicts its fact, and is no question."""
    result = MATCHER.match(text, lang=lang, day=DAY)
    assert (result.stance, result.matches[0].fact, result.question) == (
        Stance.CONTRADICTS,
        fact,
        False,
    )


@pytest.mark.parametrize(("fact", "lang", "text"), VARIANTS)
def test_a_misconception_as_a_question_does_not_contradict(fact: str, lang: str, text: str) -> None:
    """Who asks whether a misconception is true does not claim it, and its fact is found."""
    asked = f"Is it true that {text}?" if lang == "en" else f"Est-ce vrai que {text}?"
    result = MATCHER.match(asked, lang=lang, day=DAY)
    assert (result.stance, result.question) == (Stance.UNSURE, True)
    assert fact in {match.fact for match in result.matches}


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("fact", VALID, ids=lambda fact: fact.id)
def test_a_typical_question_finds_its_fact(fact: Fact, lang: str) -> None:
    """Each typical question is a question, and its fact comes first."""
    for question in fact.questions[lang]:
        result = MATCHER.match(question, lang=lang, day=DAY)
        assert (result.question, result.matches[0].fact) == (True, fact.id), question
        assert result.stance is not Stance.CONTRADICTS


def test_an_expired_fact_gives_no_stance() -> None:
    """A message against an expired fact is unsure, and the match says why."""
    text = BANK.get("temporary-top-up-2024").misconceptions[0].variants["en"][0]
    result = MATCHER.match(text, lang="en", day=DAY)
    assert (result.matches[0].fact, result.matches[0].gates["validity"], result.stance) == (
        "temporary-top-up-2024",
        "expired",
        Stance.UNSURE,
    )
