"""Translated drafts: what a program can see is wrong stops them until a person changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from responders.checks import blocked, check_draft
from responders.facts import SHIPPED_FACTS, load_facts
from responders.values import CheckResult, DraftText, SpeechAct, Weight
from translations.checks import Violation
from translations.checks.text import Span
from translations.values import Bilingual, Origin

DAY = date(2026, 1, 14)
BANK = load_facts(SHIPPED_FACTS)
N = "\u00a0"


def _draft(
    en: str, fr: str, *, origin: Origin = Origin.MACHINE, source: str = "en", facts: str = ""
) -> DraftText:
    target = "fr" if source == "en" else "en"
    return DraftText(
        act=SpeechAct.ANSWER,
        texts={
            "en": f"Learner Support Canada here. {en}",
            "fr": f"Ici Soutien aux apprenants Canada. {fr}",
        },
        origins={source: Origin.HUMAN, target: origin},
        languages=(target,),
        facts=(facts,) if facts else (),
    )


def _checked(draft: DraftText, **more: object) -> tuple[CheckResult, ...]:
    return check_draft(draft, bank=BANK, day=DAY, **more)  # type: ignore[arg-type]  # as they are


def _failed(draft: DraftText, weights: Mapping[str, Weight] | None = None) -> list[str]:
    results = _checked(draft, weights=weights or {})
    return [one.check for one in results if not one.passed and one.check != "machine"]


@pytest.mark.parametrize("source", ["en", "fr"])
def test_a_faithful_translation_passes(source: str) -> None:
    """One result says so, and nothing blocks."""
    draft = _draft("You do not pay 5% before May 3. Aussi disponible en français.",
                   f"Vous ne payez pas 5{N}% avant le 3 mai. Also available in English.",
                   source=source)  # fmt: skip
    results = _checked(draft)
    assert [one.check for one in results if one.check.startswith("translated")] == ["translated"]
    assert not blocked(results)


@pytest.mark.parametrize(
    ("en", "fr", "check"),
    [
        ("You do not pay.", "Vous payez.", "translated.negation"),
        ("You pay.", "Vous ne payez pas.", "translated.negation"),
        ("Pay $5.", f"Payez 6{N}$.", "translated.numbers"),
        ("Wait 5 days.", "Attendez 5 mois.", "translated.units"),
        ("Pay by May 3.", "Payez avant le 4 mai.", "translated.dates"),
        ("Pay {amount}.", "Payez.", "translated.protected"),
    ],
)
@pytest.mark.parametrize("source", ["en", "fr"])
@pytest.mark.parametrize("origin", [Origin.MACHINE, Origin.MEMORY])
def test_a_translation_that_says_something_else_is_blocked(
    en: str, fr: str, check: str, source: str, origin: Origin
) -> None:
    """From either language into the other; the card says what is wrong in both."""
    results = _checked(_draft(en, fr, source=source, origin=origin))
    (result,) = [one for one in results if one.check == check]
    assert result.weight is Weight.BLOCKING
    assert result.explanation.en
    assert result.explanation.en != result.explanation.fr
    assert blocked(results)


def test_the_card_names_the_words() -> None:
    """What was lost stands in the explanation."""
    results = _checked(_draft("You do not pay $5.", f"Vous payez 6{N}$."))
    told = {one.check: one.explanation for one in results if not one.passed}
    assert told["translated.negation"].fr == (
        f"Le texte nie quelque chose que la traduction ne nie pas{N}: «{N}not{N}»."
    )
    assert told["translated.numbers"].en == (
        "A number, amount or time is not the same: $5 in the text, 6 $ in the translation."
    )


def test_a_person_who_changes_the_translation_answers_for_it() -> None:
    """What a person typed is no translation of a machine: a doubt about its sense only warns."""
    draft = replace(
        _draft("You do not pay.", "Vous payez."), origins={"en": Origin.HUMAN, "fr": Origin.HUMAN}
    )
    results = _checked(draft)
    assert "same_sense" in [one.check for one in results if not one.passed]
    assert not blocked(results)


def test_wording_of_a_translation_warns() -> None:
    """« Tu » does not block, and is told."""
    results = _checked(_draft("You pay. English.", "Tu paies. English."))
    (result,) = [one for one in results if one.check == "translated.politeness"]
    assert (result.passed, result.weight) == (False, Weight.WARNING)
    assert not blocked(results)


def test_wording_of_a_typed_text_warns() -> None:
    """What a person writes in French follows the same rules."""
    draft = _draft("You pay. English.", "Tu paies un e-mail. English.", origin=Origin.HUMAN)
    results = _checked(draft)
    (result,) = [one for one in results if one.check == "wording"]
    assert (result.passed, result.weight) == (False, Weight.WARNING)
    assert "courriel" in result.explanation.fr
    assert not blocked(results)


def test_weights_can_be_set_for_all_and_for_one() -> None:
    """`translated` sets all that block, `translated.NAME` one check."""
    draft = _draft("You do not pay $5.", f"Tu paies 6{N}$.")

    def weights(**setting: Weight) -> dict[str, Weight]:
        named = {name.replace("__", "."): weight for name, weight in setting.items()}
        results = _checked(draft, weights=named)
        return {one.check.partition(".")[2]: one.weight for one in results if "." in one.check}

    blocking, warning = Weight.BLOCKING, Weight.WARNING
    usual = {"negation": blocking, "numbers": blocking, "politeness": warning}
    assert weights() == usual
    assert weights(translated=warning) == dict.fromkeys(usual, warning)
    assert weights(translated__numbers=warning) == {**usual, "numbers": warning}
    assert weights(translated__politeness=blocking) == dict.fromkeys(usual, blocking)


def test_pages_of_the_other_language_are_no_fault() -> None:
    """A fact's page is linked in the language of the reply."""
    source = BANK.get("disability-grant").source
    draft = _draft(f"See {source.en}", f"Voir {source.fr}", facts="disability-grant")
    assert not [name for name in _failed(draft) if name.startswith("translated")]


class _Terms:
    def violations(
        self, source: str, target: str, source_lang: str, target_lang: str
    ) -> Sequence[Violation]:
        return [_Wrong()]


class _Wrong:
    explanation = Bilingual(en="Write bourse.", fr="Écrivez bourse.")
    span: Span | None = None


def test_the_glossary_is_asked() -> None:
    """The agency's terms are checked in what is translated, and only there."""
    draft = _draft("The grant", "La subvention")
    (result,) = [one for one in _checked(draft, terms=_Terms()) if "glossary" in one.check]
    assert (result.weight, result.explanation) == (Weight.WARNING, _Wrong.explanation)
    typed = replace(draft, origins=dict.fromkeys(draft.origins, Origin.HUMAN))
    assert not [one for one in _checked(typed, terms=_Terms()) if "glossary" in one.check]


def test_what_is_not_sent_is_not_checked() -> None:
    """A translation that only helps the reviewer read blocks nothing."""
    draft = replace(_draft("You do not pay.", "Vous payez."), languages=("en",))
    assert not [name for name in _failed(draft) if name.startswith("translated")]


def test_what_both_quote_is_not_compared() -> None:
    """A correction quotes our wrong reply as it was, in whichever language it was."""
    wrong = "You cannot contest a decision after 30 days."
    draft = _draft(
        f"We wrote: “{wrong}” You can. En français aussi.",
        f"Nous avons écrit{N}: «{N}{wrong}{N}» Vous le pouvez. Also available in English.",
    )
    assert not [name for name in _failed(draft) if name.startswith("translated")]
