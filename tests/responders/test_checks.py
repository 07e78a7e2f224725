"""Checks of a draft: each fails for what it is about, and says why in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from responders.checks import blocked, check_draft
from responders.drafting import Drafter
from responders.facts import SHIPPED_FACTS, load_facts
from responders.templates import load_templates
from responders.values import CheckResult, DraftText, SpeechAct, Weight
from translations.values import Bilingual, Origin

DAY = date(2026, 1, 14)
BANK = load_facts(SHIPPED_FACTS)
DRAFTER = Drafter(BANK, load_templates())


def _good(lang: str = "en") -> DraftText:
    draft = DRAFTER.from_template("correction", reply_lang=(lang,), fact_id="disability-grant")
    assert draft is not None
    return draft


def _failed(draft: DraftText, day: date = DAY, limit: int | None = None) -> set[str]:
    return {r.check for r in check_draft(draft, bank=BANK, day=day, limit=limit) if not r.passed}


def _changed(old: str, new: str, lang: str = "en") -> DraftText:
    draft = _good(lang)
    assert old in draft.texts[lang]
    return replace(draft, texts={**draft.texts, lang: draft.texts[lang].replace(old, new)})


def _with(extra: str, lang: str = "en") -> DraftText:
    draft = _good(lang)
    return replace(draft, texts={**draft.texts, lang: f"{draft.texts[lang]} {extra}"})


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_good_draft_passes(lang: str) -> None:
    """Nothing fails, and every check says so."""
    results = check_draft(_good(lang), bank=BANK, day=DAY, limit=500)
    assert [r.check for r in results if not r.passed] == []
    assert len(results) >= 14
    assert all(r.explanation.en and r.explanation.fr for r in results)


@pytest.mark.parametrize(
    ("draft", "failed"),
    [
        (_changed("Learner Support Canada here.", "Hello."), {"affiliation"}),
        (
            _changed("https://learnersupport.example/en/grants/disability", "our site"),
            {"source", "same_content"},
        ),
        (
            _changed(
                "https://learnersupport.example/en/grants/disability",
                "https://soutienauxapprenants.example/fr/bourses/invalidite",
            ),
            {"source"},
        ),
        (_changed("$2,800", "$2,900"), {"same_content"}),
        (_changed("$2,800", "{amount}"), {"filled", "same_content"}),
        (_changed("Aussi disponible en français.", ""), {"other_language"}),
        (_with("We promise that you will be approved."), {"promise"}),
        (_with("We guarantee it."), {"promise"}),
        (_with("Calm down."), {"cordial"}),
        (_with("Really!!!"), {"shouting"}),
        (_with("READ THIS PAGE FIRST please"), {"shouting"}),
        (_with("Vote for the Liberals."), {"partisan"}),
        (_with("Call 613-555-0143 and ask."), {"personal_data"}),
        (_with("Your number is 046 454 286."), {"personal_data"}),
        (_with("\u200bHello."), {"hidden"}),
        (_with("Great 🎉"), {"emoji"}),
        (_with("Nous vous promettons une réponse.", "fr"), set()),
        (_with("Nous promettons une réponse.", "fr"), {"promise"}),
        (_with("Calmez-vous.", "fr"), {"cordial"}),
        (_with("Votez pour le NPD.", "fr"), {"partisan"}),
        (_with("Merci !", "fr"), {"typography"}),
        (_with("On March 3."), {"same_content"}),
        (replace(_good(), origins={"en": Origin.MACHINE, "fr": Origin.FACT}), {"machine"}),
        (replace(_good(), facts=("nothing",)), {"facts_valid"}),
        (replace(_good(), texts={"en": _good().texts["en"]}), {"both_languages"}),
        (replace(_good(), texts={**_good().texts, "en": ""}), None),
    ],
)
def test_each_check_fails_for_its_own_reason(draft: DraftText, failed: set[str] | None) -> None:
    """One change, and the checks that are about it fail."""
    found = _failed(draft)
    if failed is None:
        assert {"affiliation", "filled", "both_languages"} <= found
    elif "personal_data" in failed:
        assert "personal_data" in found  # the number is in one language only, which is said too
    else:
        assert found == failed


def test_an_expired_fact_blocks() -> None:
    """The day after a fact's last day, the draft cannot go out."""
    results = check_draft(_good(), bank=BANK, day=date(2028, 8, 1), limit=None)
    assert [r for r in results if not r.passed] == [
        CheckResult(
            check="facts_valid",
            passed=False,
            weight=Weight.BLOCKING,
            explanation=Bilingual(
                en="A fact of this reply is expired, not yet valid or unknown: disability-grant.",
                fr="Un fait de cette réponse est échu, pas encore valide ou inconnu\u00a0:"
                " disability-grant.",
            ),
        )
    ]
    assert blocked(results)


def test_the_length_is_that_of_the_platform() -> None:
    """A draft longer than the platform takes is blocked, with both sizes."""
    size = len(_good().texts["en"])
    assert _failed(_good(), limit=size) == set()
    assert _failed(_good(), limit=size - 1) == {"length"}


def test_a_holding_reply_needs_no_agency_name() -> None:
    """Approved wording that goes out by itself is not asked to sign."""
    draft = replace(
        _good(),
        act=SpeechAct.HOLDING,
        facts=(),
        texts={"en": "This is automatic. French too.", "fr": "Ceci est automatique. English too."},
    )
    assert _failed(draft) == set()


def test_warnings_do_not_block() -> None:
    """An emoji is for the reviewer to weigh."""
    assert not blocked(check_draft(_with("🎉"), bank=BANK, day=DAY, limit=None))
