"""In which language a reply goes out, and who may let it go."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.decisions import Decisions, NotAllowed
from bot.states import CaseState, PublicationState
from bot.storage import pages, queue
from bot.storage.queue import CardData
from policies.roles import Role
from tests.fakes import (
    INSULT_EN,
    OFFICER,
    OFFICER_EN,
    OFFICER_FR,
    QUESTION_EN,
    QUESTION_FR,
    Bench,
    build_test_app,
    message,
    person,
)

NOTE_EN = "You can contest it: https://learnersupport.example/en/review"
NOTE_FR = "[fr] You can contest it\u00a0: https://soutienauxapprenants.example/fr/revision"


class BracketEngine:
    """Translates by saying into what it would have translated."""

    name = "brackets"
    sends_text_away = False

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Both directions."""
        return frozenset({("en", "fr"), ("fr", "en")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Put the language before each text."""
        del source, beam
        return [f"[{target}] {text}" for text in texts]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def decisions(bench: Bench) -> Decisions:
    """Decisions with an engine on this machine."""
    tools = replace(bench.app.tools, engine=BracketEngine())
    return Decisions(bench.app.database, bench.app.settings, bench.clock, tools)


def _card(bench: Bench, case_id: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def _hash(bench: Bench) -> str:
    return _card(bench).case.text_hash or ""


def _pages(bench: Bench) -> list[tuple[str, object]]:
    with bench.app.database.read() as connection:
        ready = pages.ready(connection, bench.clock(), 20)
    return [(page.kind, page.payload.get("lang")) for page in ready]


def test_a_translation_waits_for_somebody_with_the_language(
    bench: Bench, decisions: Decisions
) -> None:
    """An English officer answers a French author: it waits for French, and those are told."""
    bench.arrive(message(1, QUESTION_FR))
    decisions.edit(1, OFFICER_EN, {"en": NOTE_EN}, shown_hash=_hash(bench))
    card = _card(bench)
    assert card.draft is not None
    assert (card.draft.languages, dict(card.draft.origins)) == (
        ("fr",),
        {"en": "human", "fr": "mt"},
    )
    assert card.draft.texts["fr"].endswith(NOTE_FR)
    assert (card.case.flow.case, card.case.flow.claimed_by, card.case.reason) == (
        CaseState.QUEUED,
        None,
        "needs_fr",
    )
    assert ("language", "fr") in _pages(bench)
    with pytest.raises(NotAllowed, match="not_your_language"):
        decisions.approve(1, OFFICER_EN, text_hash=_hash(bench))
    outcome = decisions.approve(1, OFFICER_FR, text_hash=_hash(bench))
    assert outcome.held_until == bench.clock() + timedelta(seconds=60)
    assert (_card(bench).case.reason, _card(bench).publications[0].outgoing.lang) == (None, "fr")


def test_who_has_the_language_approves_their_own_text(bench: Bench, decisions: Decisions) -> None:
    """An officer with both languages keeps the case, and may let the translation go."""
    bench.arrive(message(1, QUESTION_FR))
    decisions.edit(1, OFFICER, {"en": NOTE_EN}, shown_hash=_hash(bench))
    assert _card(bench).case.flow.claimed_by == OFFICER.id
    decisions.approve(1, OFFICER, text_hash=_hash(bench))
    assert _card(bench).publications[0].state is PublicationState.HELD


def test_a_stated_choice_goes_before_detection(bench: Bench, decisions: Decisions) -> None:
    """Who chose French is answered in French, whatever they write in."""
    bench.arrive(message(1, INSULT_EN, stated_lang="fr"))
    decisions.edit(1, OFFICER, {"fr": "Merci."}, shown_hash="")
    draft = _card(bench).draft
    assert draft is not None
    assert draft.languages == ("fr",)


def test_every_typed_reply_says_who_speaks(bench: Bench, decisions: Decisions) -> None:
    """The agency's name is put before a text without it, in each language, and not twice."""
    bench.arrive(message(1, INSULT_EN))
    decisions.edit(1, OFFICER, {"en": "Hello.", "fr": "Bonjour."}, shown_hash="")
    draft = _card(bench).draft
    assert draft is not None
    assert dict(draft.texts) == {
        "en": "Learner Support Canada here. Hello.",
        "fr": "Ici Soutien aux apprenants Canada. Bonjour.",
    }
    decisions.edit(1, OFFICER, dict(draft.texts), shown_hash=draft.text_hash)
    again = _card(bench).draft
    assert again is not None
    assert again.texts == draft.texts


def test_half_an_approval_asks_for_the_other_language(bench: Bench, decisions: Decisions) -> None:
    """A text in both languages that English approved waits for somebody with French."""
    bench.arrive(message(1, "¿Cómo puedo solicitar un préstamo para estudiar?"))
    decisions.edit(1, OFFICER_EN, {"en": NOTE_EN}, shown_hash="")
    assert _card(bench).case.flow.claimed_by == OFFICER_EN.id
    decisions.approve(1, OFFICER_EN, text_hash=_hash(bench))
    assert _card(bench).case.reason == "needs_fr"
    assert _pages(bench) == [("language", "fr")]


def test_a_template_needs_nobody_with_the_other_language(bench: Bench) -> None:
    """People approved both of its texts: an English officer lets the French one go at night."""
    bench.arrive(message(1, QUESTION_FR))
    decisions = bench.app.decisions
    names = [template.id for template, _ in decisions.templates_for(1)]
    assert "redirect-account" in names
    decisions.use_template(1, OFFICER_EN, "redirect-account", shown_hash=_hash(bench))
    decisions.approve(1, OFFICER_EN, text_hash=_hash(bench))
    (one,) = _card(bench).publications
    assert one.outgoing.lang == "fr"
    assert one.outgoing.text.startswith("Ici Soutien aux apprenants Canada.")
    assert [row.choice for row in _card(bench).decisions] == ["template", "approve"]


def test_a_template_that_does_not_fit_is_refused(bench: Bench) -> None:
    """One that needs a fact, or does not exist, is refused; so is who may not answer."""
    bench.arrive(message(1, INSULT_EN))
    with pytest.raises(NotAllowed, match="does_not_fit"):
        bench.app.decisions.use_template(1, OFFICER, "thanks-error-found", shown_hash="")
    with pytest.raises(NotAllowed, match="does_not_fit"):
        bench.app.decisions.use_template(1, OFFICER, "no-such", shown_hash="")
    with pytest.raises(NotAllowed, match="not_your_role"):
        bench.app.decisions.use_template(
            1, person(9, Role.MODERATOR), "redirect-account", shown_hash=""
        )


async def test_what_the_crowd_has_put_right_goes_back(bench: Bench) -> None:
    """Somebody says the same fact before the reply leaves: the reviewer looks again, once."""
    bench.arrive(message(1, "You have to repay your grant!"))
    draft = _card(bench).draft
    assert draft is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    bench.clock.forward(seconds=30)
    bench.arrive(
        message(
            2,
            "No, you do not have to repay a grant.",
            author="helper",
            thread="m-1",
            sent_at=bench.clock(),
        )
    )
    bench.clock.forward(seconds=60)
    await bench.publish()
    assert bench.wire.texts() == []
    assert (_card(bench).case.flow.case, _card(bench).case.reason) == (CaseState.QUEUED, "answered")
    bench.clock.forward(seconds=1)
    bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert len(bench.wire.texts()) == 1


def test_an_english_question_is_answered_in_english(bench: Bench, decisions: Decisions) -> None:
    """What a French officer types for an English author waits for somebody with English."""
    bench.arrive(message(1, QUESTION_EN))
    decisions.edit(1, OFFICER_FR, {"fr": "Non."}, shown_hash=_hash(bench))
    assert (_card(bench).case.reason, ("language", "en") in _pages(bench)) == ("needs_en", True)
