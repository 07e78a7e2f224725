"""Drafts: what is drafted, from what, and when nothing is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from policies.message import Message, MessageEvent
from policies.routing import Route
from policies.screening_values import Handling, Label, Screening, Speaker
from responders.checks import blocked, check_draft
from responders.drafting import (
    LEARNER_SUPPORT,
    Abstained,
    Agency,
    Drafter,
    Proposal,
    Voice,
)
from responders.errors import UnknownFact
from responders.facts import SHIPPED_FACTS, load_facts
from responders.matching import Matcher
from responders.templates import load_templates
from responders.values import DraftText, Sentence, SpeechAct
from translations.values import Detection, Origin

DAY = date(2026, 1, 14)
BANK = load_facts(SHIPPED_FACTS)
MATCHER = Matcher(BANK)
DRAFTER = Drafter(BANK, load_templates())
CLEAN = Screening(labels=(), route=Route.IGNORE, flagged=False, policy="p", policy_version="1")
PERSONAL = Label(
    label="personal",
    rule="personal",
    clause="c",
    score=1,
    severity=3,
    evidence=(),
    route=Route.REVIEW,
)
WRONG = "They charge interest on student loans"
ASKED = "Do you charge interest on student loans?"


def message_of(text: str) -> Message:
    """Return a message that says this."""
    return Message(
        platform="replay",
        id="1",
        channel="main",
        author="a",
        text=text,
        sent_at=datetime(2026, 1, 14, 15, tzinfo=UTC),
    )


def _draft(
    text: str,
    *,
    screening: Screening = CLEAN,
    reply_lang: tuple[str, ...] = ("en",),
    limit: int | None = None,
    drafter: Drafter = DRAFTER,
    message: Message | None = None,
) -> DraftText | None:
    return drafter.draft(
        message or message_of(text),
        Detection(lang="en", confidence=1.0),
        screening,
        MATCHER.match(text, lang="en", day=DAY),
        reply_lang=reply_lang,
        limit=limit,
    )


def test_a_wrong_claim_gets_a_correction() -> None:
    """The whole draft: both languages, the source of each, every sentence traced."""
    assert _draft(WRONG) == DraftText(
        act=SpeechAct.CORRECTION,
        texts={
            "en": "Learner Support Canada here. Thank you for raising this; we would like to clear"
            " it up. The Canada Learner Support Program does not charge interest on its loans,"
            " either during studies or during repayment. Details:"
            " https://learnersupport.example/en/loans/interest\nAussi disponible en français.",
            "fr": "Ici Soutien aux apprenants Canada. Merci d'en parler; nous aimerions apporter"
            " une précision. Le Programme canadien de soutien aux apprenants n'exige aucun intérêt"
            " sur ses prêts, ni pendant les études ni pendant le remboursement. Précisions\u00a0:"
            " https://soutienauxapprenants.example/fr/prets/interets\nAlso available in English.",
        },
        origins={"en": Origin.FACT, "fr": Origin.FACT},
        languages=("en",),
        facts=("loan-no-interest",),
        template="correction",
        trace={
            "en": (
                Sentence(text="Learner Support Canada here.", basis="template:correction"),
                Sentence(
                    text="Thank you for raising this; we would like to clear it up.",
                    basis="template:correction",
                ),
                Sentence(
                    text=BANK.get("loan-no-interest").statement.en, basis="fact:loan-no-interest"
                ),
                Sentence(
                    text="Details: https://learnersupport.example/en/loans/interest",
                    basis="template:correction",
                ),
                Sentence(text="Aussi disponible en français.", basis="template:correction"),
            ),
            "fr": (
                Sentence(text="Ici Soutien aux apprenants Canada.", basis="template:correction"),
                Sentence(
                    text="Merci d'en parler; nous aimerions apporter une précision.",
                    basis="template:correction",
                ),
                Sentence(
                    text=BANK.get("loan-no-interest").statement.fr, basis="fact:loan-no-interest"
                ),
                Sentence(
                    text="Précisions\u00a0: https://soutienauxapprenants.example/fr/prets/interets",
                    basis="template:correction",
                ),
                Sentence(text="Also available in English.", basis="template:correction"),
            ),
        },
    )


def test_a_question_gets_an_answer() -> None:
    """A question near to a fact is answered from it."""
    draft = _draft(ASKED)
    assert draft is not None
    assert (draft.act, draft.facts, draft.template) == (
        SpeechAct.ANSWER,
        ("loan-no-interest",),
        "answer",
    )


@pytest.mark.parametrize(
    "text",
    [
        "They do not charge interest on student loans",
        "Maybe they charge interest on student loans",
        "The bus is late",
        "Where can I park near the library?",
        "Merci beaucoup!",
        "The temporary top-up is $500 per month for students with children",
        "Is there a temporary top-up for students with children?",
    ],
)
def test_nothing_is_drafted_where_nothing_is_certain(text: str) -> None:
    """Agreement, doubt, small talk and expired facts give no draft."""
    assert _draft(text) is None


@pytest.mark.parametrize(
    "screening",
    [
        replace(CLEAN, handling=frozenset({Handling.NO_PUBLIC_DRAFT})),
        replace(CLEAN, handling=frozenset({Handling.CRISIS})),
        replace(CLEAN, handling=frozenset({Handling.PAGE})),
        replace(CLEAN, speaker=Speaker.MEDIA),
        replace(CLEAN, speaker=Speaker.ELECTED),
        replace(CLEAN, speaker=Speaker.STAFF),
        replace(CLEAN, route=Route.ESCALATE),
        replace(CLEAN, route=Route.REVIEW, flagged=True),
    ],
)
def test_some_messages_get_no_public_draft(screening: Screening) -> None:
    """Media, elected people, crises and whatever breaks a rule go to a person without a draft."""
    assert _draft(WRONG, screening=screening) is None


@pytest.mark.parametrize(
    "change", [{"automatic": True}, {"event": MessageEvent.DELETED}], ids=["automatic", "deleted"]
)
def test_programs_and_deleted_messages_get_no_draft(change: dict[str, object]) -> None:
    """We answer no program, and nothing that its author has taken back."""
    message = message_of(WRONG)
    changed = (
        replace(message, automatic=True)
        if "automatic" in change
        else replace(message, event=MessageEvent.DELETED)
    )
    assert _draft(WRONG, message=changed) is None


def test_personal_data_moves_the_conversation() -> None:
    """Who shows personal data is asked to remove it, whatever else the message says."""
    screening = replace(
        CLEAN,
        labels=(PERSONAL, replace(PERSONAL, label="identifier")),
        route=Route.REVIEW,
        flagged=True,
        handling=frozenset({Handling.NO_PUBLIC_DRAFT}),
    )
    draft = _draft(WRONG, screening=screening)
    assert draft is not None
    assert (draft.act, draft.template, draft.facts) == (
        SpeechAct.REDIRECT,
        "redirect-personal-data",
        (),
    )


def test_praise_is_thanked_where_the_agency_wants_it() -> None:
    """Thanks are a setting of the agency."""
    polite = Agency(
        name=LEARNER_SUPPORT.name,
        contact=LEARNER_SUPPORT.contact,
        policy=LEARNER_SUPPORT.policy,
        thanks_for_praise=True,
    )
    draft = _draft("Merci beaucoup!", drafter=Drafter(BANK, load_templates(), polite))
    assert draft is not None
    assert (draft.act, draft.template) == (SpeechAct.THANKS, "thanks")


@pytest.mark.parametrize(
    ("reply_lang", "languages", "offers"),
    [
        (("en",), ("en",), True),
        (("fr",), ("fr",), True),
        (("und",), ("en", "fr"), False),
        (("es",), ("en", "fr"), False),
        (("fr", "en"), ("fr", "en"), False),
    ],
)
def test_the_languages_are_those_asked_for(
    reply_lang: tuple[str, ...], languages: tuple[str, ...], offers: bool
) -> None:
    """Both texts are always there; the offer of the other language only where one is sent."""
    draft = _draft(WRONG, reply_lang=reply_lang)
    assert draft is not None
    assert draft.languages == languages
    assert sorted(draft.texts) == ["en", "fr"]
    assert ("Aussi disponible" in draft.texts["en"]) is offers


def test_optional_sentences_go_where_room_is_short() -> None:
    """What fits goes out; where the needed sentences don't fit, nothing is drafted."""
    full = _draft(WRONG)
    assert full is not None
    short = _draft(WRONG, limit=len(full.texts["en"]) - 1)
    assert short is not None
    assert "Thank you for raising this" not in short.texts["en"]
    assert len(short.texts["en"]) <= len(full.texts["en"]) - 1
    assert _draft(WRONG, limit=60) is None


@pytest.mark.parametrize("lang", ["en", "fr", "und"])
@pytest.mark.parametrize("fact", BANK.valid_on(DAY), ids=lambda fact: fact.id)
def test_every_fact_gives_sound_drafts(fact: object, lang: str) -> None:
    """Every template filled with every fact passes every check."""
    fact_id = getattr(fact, "id", "")
    for template in load_templates().templates:
        if template.post:
            continue  # no reply
        draft = DRAFTER.from_template(template.id, reply_lang=(lang,), fact_id=fact_id)
        assert draft is not None
        results = check_draft(draft, bank=BANK, day=DAY, limit=1_000)
        failed = [(r.check, r.explanation.en) for r in results if not r.passed]
        assert failed == [], template.id
        assert not blocked(results)


def test_a_chosen_template_needs_its_fact() -> None:
    """A template about a fact gives nothing without one; an unknown template gives nothing."""
    assert DRAFTER.from_template("correction", reply_lang=("en",)) is None
    assert DRAFTER.from_template("nothing", reply_lang=("en",)) is None
    with pytest.raises(UnknownFact):
        DRAFTER.from_template("correction", reply_lang=("en",), fact_id="nothing")


def _propose(text: str, **changes: object) -> Proposal:
    return DRAFTER.propose(
        message_of(text),
        Detection(lang="en", confidence=1.0),
        CLEAN,
        MATCHER.match(text, lang="en", day=DAY),
        **{"reply_lang": ("en",), **changes},  # type: ignore[arg-type]  # the tests name any of them
    )


TWO = "They charge interest on student loans. You need a guarantor to get a student loan."


def test_two_wrong_statements_get_one_reply() -> None:
    """One reply says both facts, each with its source, and traces every sentence."""
    draft = _propose(TWO).draft
    assert draft is not None
    assert len(draft.facts) == 2
    for fact in draft.facts:
        for lang in ("en", "fr"):
            assert BANK.get(fact).source[lang] in draft.texts[lang]
            assert f"fact:{fact}" in {one.basis for one in draft.trace[lang]}
    assert [one for one in check_draft(draft, bank=BANK, day=DAY) if not one.passed] == []


def test_two_facts_that_do_not_fit_get_none() -> None:
    """Half of an answer is none: nothing is drafted, and the reason is given."""
    one = _propose("They charge interest on student loans").draft
    assert one is not None
    limit = len(one.texts["en"]) + 20
    assert _propose(TWO, limit=limit) == Proposal(abstained=Abstained.TOO_LONG)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Interest?", Abstained.NO_FACT),
        ("The geese are back.", Abstained.NO_FACT),
        ("Maybe they charge interest on student loans", Abstained.UNSURE),
    ],
)
def test_a_drafter_says_why_it_abstains(text: str, why: Abstained) -> None:
    """Nothing is improvised where no fact is sure."""
    assert _propose(text) == Proposal(abstained=why)


def test_a_formal_channel_is_written_to_formally() -> None:
    """The tone chooses among approved sentences, in both languages."""
    plain = _propose(WRONG).draft
    formal = _propose(WRONG, voice=Voice(tone="formal")).draft
    assert plain is not None
    assert formal is not None
    assert "Thank you for raising this" in plain.texts["en"]
    assert "We wish to offer a clarification." in formal.texts["en"]
    assert "Nous souhaitons apporter une précision." in formal.texts["fr"]


def test_nobody_speaks_for_an_official_who_is_not_named() -> None:
    """Without a name in the settings there is no draft in an official's voice."""
    found = _propose(WRONG, voice=Voice(capacity="official"))
    assert found == Proposal(abstained=Abstained.NOBODY_NAMED)


@pytest.mark.parametrize(
    ("occasion", "template"),
    [
        ("personal_data", "redirect-personal-data"),
        ("individual", "redirect-account"),
        ("politics", "redirect-politics"),
    ],
)
def test_an_occasion_has_its_approved_wording(occasion: str, template: str) -> None:
    """What is moved to a private channel says so in wording for that occasion, without a fact."""
    draft = _propose(WRONG, occasion=occasion).draft
    assert draft is not None
    assert (draft.template, draft.facts) == (template, ())
    assert [one for one in check_draft(draft, bank=BANK, day=DAY) if not one.passed] == []
