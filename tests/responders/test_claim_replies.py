"""What a claim is answered with, where it has approved wording of its own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policies.routing import Route
from policies.screening_values import Screening
from responders.claimreview import read_reviews
from responders.drafting import Drafter
from responders.factbank import FactBank, fact_hash
from responders.factdiff import fact_changes, reworded, says_otherwise
from responders.factfiles import load_facts
from responders.facts import SHIPPED_FACTS
from responders.matching import Matcher
from responders.templates import load_templates
from responders.values import DraftText, Fact, Rating
from tests.responders.factdata import BANK, DAY, FREE, GOOD, told, written
from tests.responders.test_drafting import message_of
from translations.values import Bilingual, Detection, Origin

SHIPPED = load_facts(SHIPPED_FACTS)
REPLY = Bilingual(en="Your credit plays no part.", fr="Votre crédit ne compte pas.")
CLEAN = Screening(labels=(), route=Route.IGNORE, flagged=False, policy="p", policy_version="1")
WRONG = "They check your credit before they give you a student loan"


def _with(reply: Bilingual | None, rating: Rating = Rating.FALSE) -> FactBank:
    """Return the shipped bank, in which one claim has another reply."""
    fact = SHIPPED.get("no-credit-check")
    claim = replace(fact.claims[0], reply=reply, rating=rating)
    changed = replace(fact, claims=(claim,))
    return FactBank(tuple(changed if one.id == fact.id else one for one in SHIPPED.facts))


def _draft(bank: FactBank, text: str = WRONG, limit: int | None = None) -> DraftText:
    made = Drafter(bank, load_templates()).draft(
        message_of(text),
        Detection(lang="en", confidence=1.0),
        CLEAN,
        Matcher(bank).match(text, lang="en", day=DAY),
        reply_lang=("en",),
        limit=limit,
    )
    assert made is not None
    return made


def test_a_claim_is_answered_with_its_own_words() -> None:
    """They stand in the place of the statement, in both languages, and are traced to the claim."""
    draft = _draft(_with(REPLY))
    assert REPLY.en in draft.texts["en"]
    assert REPLY.fr in draft.texts["fr"]
    assert SHIPPED.get("no-credit-check").statement.en not in draft.texts["en"]
    assert draft.facts == ("no-credit-check",)
    assert draft.origins == {"en": Origin.FACT, "fr": Origin.FACT}
    for lang, text in REPLY.as_mapping().items():
        (basis,) = [one.basis for one in draft.trace[lang] if one.text == text]
        assert basis == "claim:no-credit-check/credit-checked"
    assert SHIPPED.get("no-credit-check").source.fr in draft.texts["fr"]


def test_without_one_the_fact_speaks() -> None:
    """So it does where the message denies the fact rather than makes the claim, or asks."""
    statement = SHIPPED.get("no-credit-check").statement.en
    assert statement in _draft(_with(None)).texts["en"]
    asked = _draft(_with(REPLY), "Do you do a credit check for student loans?")
    assert statement in asked.texts["en"]
    assert REPLY.en not in asked.texts["en"]


def test_where_it_does_not_fit_the_fact_speaks() -> None:
    """A long reply gives way to a statement that fits."""
    long = Bilingual(en="No, " * 200, fr="Non, " * 200)
    draft = _draft(_with(long), limit=500)
    assert SHIPPED.get("no-credit-check").statement.en in draft.texts["en"]


def test_the_shipped_reply_is_drafted() -> None:
    """The bank that comes with the program has an example."""
    assert "A poor credit history does not stand in your way" in _draft(SHIPPED).texts["en"]


@pytest.mark.parametrize(
    ("reply", "field", "problem"),
    [
        ('{en: "<b>No</b>", fr: Non}', "reply.en", "markup"),
        ("{en: No}", "reply.fr", "missing"),
        ('{en: "SIN 046 454 286", fr: "NAS 046 454 286"}', "reply.en", "personal"),
    ],
)
def test_what_is_refused(tmp_path: Path, reply: str, field: str, problem: str) -> None:
    """A reply is held to what a statement is held to: it is published as it stands."""
    text = GOOD.replace("id: late\n", f"id: late\n        reply: {reply}\n")
    errors, _ = told(written(tmp_path, text))
    found = [said for where, said in errors if where == f"facts[1].claims[0].{field}"]
    assert len(found) == 1, (problem, errors)


def test_what_is_warned_of(tmp_path: Path) -> None:
    """Figures that differ between the languages, and French typography."""
    text = GOOD.replace(
        "id: late\n", 'id: late\n        reply: {en: "It is $5.", fr: "Vraiment ? 6 $."}\n'
    )
    _, warnings = told(written(tmp_path, text))
    fields = [where for where, _ in warnings]
    assert fields.count("facts[1].claims[0].reply.fr") >= 2


def test_a_claim_that_is_not_answered_needs_no_reply(tmp_path: Path) -> None:
    """Wording that would never be used is a mistake of whoever wrote it."""
    text = GOOD.replace(
        "id: late\n", "id: late\n        rating: true\n        reply: {en: Yes, fr: Oui}\n"
    ).replace("{en: Yes, fr: Oui}", '{en: "Yes.", fr: "Oui."}')
    errors, _ = told(written(tmp_path, text))
    assert (
        "facts[1].claims[0].reply",
        "The claim late has a reply, and its rating says that it is not answered.",
    ) in errors


def _free(reply: Bilingual | None) -> Fact:
    first, *others = FREE.claims
    return replace(FREE, claims=(replace(first, reply=reply), *others))


def test_another_reply_is_another_version() -> None:
    """It is seen in the difference; drafts made of the old one fall; figures call replies back."""
    old, new = _free(REPLY), _free(Bilingual(en="You pay $9.", fr="Vous payez 9\u00a0$."))
    changes = fact_changes(FactBank((old,)), FactBank((new,)))
    assert [(one.id, one.field) for one in changes] == [
        ("free/costs", "reply.en"),
        ("free/costs", "reply.fr"),
    ]
    assert fact_hash(old) != fact_hash(new)
    assert reworded(old, new)
    assert says_otherwise(old, new)
    assert not reworded(_free(None), new)  # nothing was made of what was not there
    assert not says_otherwise(old, _free(replace_words(REPLY)))


def replace_words(text: Bilingual) -> Bilingual:
    """Say the same in better words."""
    return Bilingual(en=f"{text.en} Thanks.", fr=f"{text.fr} Merci.")


def test_a_review_from_elsewhere_brings_no_reply(tmp_path: Path) -> None:
    """What others write of a claim is not what we say; ours stays."""
    reviews = [
        {
            "@type": "ClaimReview",
            "identifier": "free/costs",
            "inLanguage": lang,
            "claimReviewed": said,
            "reviewBody": "Anything.",
            "reviewRating": {"alternateName": "false"},
        }
        for lang, said in (("en", "it costs"), ("fr", "ça coûte"))
    ]
    source, faults = read_reviews(written(tmp_path, json.dumps(reviews), "reviews.json"), BANK)
    ours = FREE.claims[0].reply
    assert ours is not None
    assert faults == []
    assert [claim["reply"] for claim in source.data["claims"]] == [ours.as_mapping()]
