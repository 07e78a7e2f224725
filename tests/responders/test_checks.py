"""Checks of a draft: each fails for what it is about, and says why in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from responders.checknames import USUAL
from responders.checks import blocked, check_draft
from responders.drafting import LEARNER_SUPPORT, Drafter, Voice
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
        (_with("We will pay you on Monday."), {"promise", "same_content"}),
        (_with("Nous allons vous payer.", "fr"), {"promise"}),
        (_with("#learnersupportcanadaprogram"), {"accessible"}),
        (_with("#LearnerSupportCanadaProgram"), set()),
        (_with("(╯°□°)╯︵ ┻━┻"), {"accessible"}),
        (_with("=========="), {"accessible"}),
        (_with("𝓣𝓱𝓪𝓷𝓴 you"), {"accessible"}),
        (_with("Ask Ms. Example."), {"same_names"}),
        (_with("Ask @learnersupport."), {"same_names", "personal_data"}),
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


def test_weights_come_from_the_settings() -> None:
    """A warning can be made blocking and the other way round; the others stay as usual."""
    usual = check_draft(_with("We guarantee it."), bank=BANK, day=DAY, limit=None)
    strict = check_draft(
        _with("We guarantee it."),
        bank=BANK,
        day=DAY,
        limit=None,
        weights={"promise": Weight.BLOCKING, "length": Weight.WARNING},
    )
    assert (blocked(usual), blocked(strict)) == (False, True)
    changed = {a.check for a, b in zip(usual, strict, strict=True) if a.weight != b.weight}
    assert changed == {"promise", "length"}


def test_an_official_is_named() -> None:
    """Where an official speaks, name, title and agency have to stand in the text sent."""
    official = Bilingual(
        en="Ana Example, Director of Service, Learner Support Canada",
        fr="Ana Exemple, directrice du service, Soutien aux apprenants Canada",
    )
    agency = replace(LEARNER_SUPPORT, official=official)
    voice = Voice(capacity="official")

    def failed(draft: DraftText) -> list[str]:
        results = check_draft(draft, bank=BANK, day=DAY, limit=None, agency=agency, voice=voice)
        return [one.check for one in results if not one.passed]

    drafter = Drafter(BANK, load_templates(), agency)
    named = drafter.from_template(
        "correction", reply_lang=("en",), fact_id="disability-grant", voice=voice
    )
    assert named is not None
    assert named.texts["en"].startswith(f"This is {official.en}. ")
    assert named.texts["fr"].startswith(f"Ici {official.fr}. ")
    assert failed(named) == []
    assert failed(_good()) == ["capacity"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("You do not pay interest on these loans.", True),
        ("Vous ne payez aucun intérêt sur ces prêts.", True),
        ("Our office is closed on holidays.", False),
    ],
)
def test_a_question_is_answered(text: str, about: bool) -> None:
    """A typed answer that shares nothing with the question is pointed out, in any language."""
    draft = DraftText(
        act=SpeechAct.ANSWER,
        texts={"en": f"Learner Support Canada here. {text}", "fr": ""},
        origins={"en": Origin.HUMAN},
        languages=("en",),
    )
    results = check_draft(
        draft, bank=BANK, day=DAY, limit=None, asked="Do student loans carry interest?"
    )
    assert [one.passed for one in results if one.check == "answered"] == [about]


def test_a_denial_that_got_lost_is_pointed_out() -> None:
    """Two typed texts that differ in a negation are read twice."""
    draft = replace(
        _good(),
        texts={
            "en": "Learner Support Canada here. You do not have to pay it back.",
            "fr": "Ici Soutien aux apprenants Canada. Vous devez rembourser cet argent.",
        },
        origins={"en": Origin.HUMAN, "fr": Origin.HUMAN},
        languages=("en", "fr"),
        facts=(),
    )
    assert "same_sense" in _failed(draft)


def test_every_check_has_a_usual_weight() -> None:
    """The names that the settings know are those of the checks that run, in the same order."""
    results = check_draft(_good(), bank=BANK, day=DAY, limit=None)
    assert [(one.check, one.weight) for one in results] == list(USUAL.items())
