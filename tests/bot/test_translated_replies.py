"""A reply that a machine translated wrongly does not leave before a person changed it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.decisions import Blocked, Decisions
from bot.settings import Settings
from bot.states import DraftState
from bot.storage import queue
from bot.storage.queue import CardData
from responders.values import Weight
from tests.fakes import OFFICER, QUESTION_FR, Bench, build_test_app, message

TYPED = "You do not pay interest. https://learnersupport.example/en/review"
RIGHT = (
    "Vous ne payez pas d'intérêts. https://soutienauxapprenants.example/fr/revision"
    " Also available in English."
)


class Careless:
    """An engine that loses what matters."""

    name = "careless"
    sends_text_away = False

    def pairs(self) -> frozenset[tuple[str, str]]:
        """From English."""
        return frozenset({("en", "fr")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Lose the negation."""
        del source, target, beam
        return ["Vous payez des intérêts." for _ in texts]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def decisions(bench: Bench) -> Decisions:
    """Decisions with an engine on this machine."""
    tools = replace(bench.app.tools, engine=Careless())
    return Decisions(bench.app.database, bench.app.settings, bench.clock, tools)


def _card(bench: Bench) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, 1)


def _failed(bench: Bench) -> dict[str, str]:
    draft = _card(bench).draft
    assert draft is not None
    return {one.check: one.fr for one in draft.checks if not one.passed}


def test_a_wrong_translation_is_shown_and_stays(bench: Bench, decisions: Decisions) -> None:
    """The card says what is wrong; approval is refused until somebody writes it anew."""
    bench.arrive(message(1, QUESTION_FR))
    decisions.edit(1, OFFICER, {"en": TYPED}, shown_hash=_card(bench).case.text_hash or "")
    told = _failed(bench)
    assert "not" in told["translated.negation"]
    assert {"translated.negation", "machine"} <= told.keys()
    shown = _card(bench).case.text_hash or ""
    with pytest.raises(Blocked, match=r"translated\.negation"):
        decisions.approve(1, OFFICER, text_hash=shown)
    decisions.edit(1, OFFICER, {"en": TYPED, "fr": RIGHT}, shown_hash=shown)
    assert not [name for name in _failed(bench) if name.startswith("translated")]
    outcome = decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")
    assert outcome.case.flow.draft is DraftState.APPROVED


def test_the_settings_may_let_it_warn(bench: Bench) -> None:
    """An agency that weighs a check otherwise says so; the card still tells."""
    bench.arrive(message(1, QUESTION_FR))
    weights = {"translated.negation": Weight.WARNING}
    tools = replace(bench.app.tools, engine=Careless(), weights=weights)
    decisions = Decisions(bench.app.database, bench.app.settings, bench.clock, tools)
    decisions.edit(1, OFFICER, {"en": TYPED}, shown_hash=_card(bench).case.text_hash or "")
    assert "translated.negation" in _failed(bench)
    decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")


def test_settings_name_checks_of_translations() -> None:
    """One check of translations can be set, one that there is not is refused."""
    named = {"translated": "warning", "translated.names": "blocking"}
    assert Settings.model_validate({"checks": named}).checks["translated.names"] == "blocking"
    with pytest.raises(ValueError, match=r"translated\.nothing"):
        Settings.model_validate({"checks": {"translated.nothing": "warning"}})
