"""Facts, claims and templates on cards: by numbers and words, never by ids alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.review.cards import Card, case_card
from bot.review.chat.caseblocks import case_blocks
from bot.review.veils import Veil
from responders.factbank import FactBank
from responders.templates import SHIPPED_TEMPLATES, Template, TemplateBank, load_templates
from responders.values import Claim, SpeechAct
from responders.wording import WordedSentence
from tests.bot.deskdata import ANSWERED, BANK, DATA, DRAFT, NOW, WRONG, message, reader
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official

CLAIM = Claim(id="c1", variants={"en": ("they charge interest",), "fr": ("ya des intérêts",)})
TITLED = Template(
    id="t1",
    act=SpeechAct.CORRECTION,
    topics=(),
    manual=False,
    sentences=(WordedSentence(en="Here.", fr="Voici."),),
    title=Bilingual(en="On interest", fr="Sur les intérêts"),
)
TRACE = (
    ("Here.", "template:t1"),
    ("Here.", "template:t2"),
    ("Here.", "template:holding"),
    ("No.", "claim:no-interest/c1"),
    ("No.", "fact:no-interest"),
)


def _card(lang: Official, gate: str = "claim:c1") -> Card:
    bank = FactBank((replace(BANK.facts[0], claims=(CLAIM,)), *BANK.facts[1:]))
    match = WRONG.matches[0]
    near = replace(match, gates={**match.gates, "near": f"{gate} 0.90"})
    data = replace(
        DATA,
        messages=(message(match=replace(WRONG, matches=(near,)), triage=ANSWERED),),
        draft=replace(DRAFT, trace={"en": TRACE}),
    )
    templates = TemplateBank((TITLED, replace(TITLED, id="t2", title=None)))
    return case_card(data, replace(reader(lang), bank=bank, templates=templates))


def _lines(card: Card, name: str) -> list[str]:
    section = card.section(name)
    assert section is not None
    return [line.strip().replace("\u00a0", "~") for line in section.lines]


@pytest.mark.parametrize(
    ("lang", "near", "basis"),
    [
        (
            "en",
            'The message is near to a known wrong claim: "they charge interest".',
            [
                '1. Template "On interest": Here.',
                '2. Template "Here.": Here.',
                "3. Template Holding reply: Here.",
                '4. Approved reply to the claim "they charge interest": No.',
                "5. Fact 1: No.",
            ],
        ),
        (
            "fr",
            "Le message ressemble à une affirmation inexacte connue~: «~ya des intérêts~».",
            [
                "1. Modèle «~Sur les intérêts~»~: Here.",
                "2. Modèle «~Voici.~»~: Here.",
                "3. Modèle Réponse d'attente~: Here.",
                "4. Réponse approuvée à l'affirmation «~ya des intérêts~»~: No.",
                "5. Fait 1~: No.",
            ],
        ),
    ],
)
def test_each_is_named_by_its_words(lang: Official, near: str, basis: list[str]) -> None:
    """A claim as people make it, a template by its title or its words, a fact by its number."""
    card = _card(lang)
    assert near in _lines(card, "facts")
    assert _lines(card, "basis") == basis


def test_a_claim_that_is_gone_is_named_by_its_id() -> None:
    """What an older version compared with is still told."""
    assert "The message is near to a known wrong claim: c9." in _lines(
        _card("en", "misconception:c9"), "facts"
    )


def test_the_chat_shows_no_ids() -> None:
    """A phone has no room for what the bank calls a fact; the terminal says it."""
    assert "In the fact bank: no-interest; owner: loans" in _lines(_card("en"), "facts")
    blocks = case_blocks(DATA, reader("en"), Veil.MASKED, blurred=False)
    (facts,) = [one for one in blocks if one.name == "facts"]
    (basis,) = [one for one in blocks if one.name == "basis"]
    assert facts.body.startswith("1. The loan bears no interest.")
    assert basis.body == "1. Fact 1: The loan bears no interest."
    assert "no-interest" not in facts.body


def test_a_retracted_fact_is_called_so() -> None:
    """It is no fact whose last day was yesterday; one that came back is a fact like any other."""
    expired = replace(BANK.facts[0], valid_until=NOW.date() - timedelta(days=1))
    for bank, line in (
        (FactBank((expired,)), "Rétracté~: ne vous y fiez plus."),
        (BANK, "Valide du 1er août 2026 au 31 juillet 2027"),
    ):
        shown = replace(reader("fr"), bank=bank, retracted=frozenset({"no-interest"}))
        assert line in _lines(case_card(DATA, shown), "facts")


def test_every_shipped_template_has_a_title() -> None:
    """Reviewers are shown what it is for, in both languages, and no title stands twice."""
    bank = load_templates(SHIPPED_TEMPLATES)
    assert all(one.title is not None for one in bank.templates)
    for lang in OFFICIAL_LANGUAGES:
        assert len({one.named(lang) for one in bank.templates}) == len(bank.templates)
