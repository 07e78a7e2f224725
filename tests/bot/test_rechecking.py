"""The checks of a reply run again just before it is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.states import CaseState, DraftState
from bot.storage import queue
from bot.storage.queue import CardData
from tests.fakes import OFFICER, QUESTION_EN, Bench, build_test_app, message


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _card(bench: Bench) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, 1)


def _approve(bench: Bench) -> None:
    bench.app.decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")


async def test_a_fact_that_ended_meanwhile_stops_the_reply(bench: Bench) -> None:
    """The draft goes back to a person, with the check that fails on its card; nothing is sent."""
    bench.arrive(message(1, QUESTION_EN))
    _approve(bench)
    bench.clock.forward(days=4_000)
    await bench.publish()
    card = _card(bench)
    assert bench.wire.texts() == []
    assert (card.case.flow.case, card.case.reason) == (CaseState.QUEUED, "checks")
    assert card.draft is not None
    assert card.draft.state == DraftState.PROPOSED
    assert [one.check for one in card.draft.checks if not one.passed] == ["facts_valid"]


async def test_a_reply_that_still_holds_goes_out(bench: Bench) -> None:
    """A day later nothing has changed, and the reply is sent."""
    bench.arrive(message(1, QUESTION_EN))
    _approve(bench)
    bench.clock.forward(days=1)
    await bench.publish()
    assert len(bench.wire.texts()) == 1
    assert _card(bench).case.flow.case is CaseState.CLOSED
