"""A wrong reply of ours is put right in public."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.deciding import NotAllowed
from bot.states import CaseState
from bot.storage import queue, record
from bot.storage.queue import CardData
from tests.fakes import MODERATOR, OFFICER, QUESTION_EN, Bench, build_test_app, message, person

OTHER = person(31, *OFFICER.roles)
RIGHT = {"en": "You keep the grant.", "fr": "Vous gardez la bourse."}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _card(bench: Bench) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, 1)


async def _out(bench: Bench) -> int:
    """A reply that OFFICER approved is out; return its publication."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert _card(bench).case.flow.case is CaseState.CLOSED
    return _card(bench).publications[0].id


async def test_a_correction_quotes_the_reply_and_stands_below_it(bench: Bench) -> None:
    """It goes out in both languages as an answer to our own text, approved by somebody else."""
    wrong = await _out(bench)
    said = bench.wire.texts()[0]
    bench.app.corrections.correct(wrong, OFFICER, RIGHT)
    card = _card(bench)
    assert card.draft is not None
    assert (card.draft.corrects, card.draft.languages) == (wrong, ("en", "fr"))
    assert card.draft.texts["en"].startswith("Learner Support Canada here. We correct our earlier")
    assert card.draft.texts["fr"].startswith("Ici Soutien aux apprenants Canada. Nous corrigeons")
    assert " ".join(said.split())[:200] in card.draft.texts["en"]
    assert (card.case.flow.claimed_by, card.case.reason) == (None, "needs_other")
    with pytest.raises(NotAllowed, match=r"delicate\.correct\.own"):
        bench.app.decisions.approve(1, OFFICER, text_hash=card.case.text_hash or "")
    bench.app.decisions.approve(1, OTHER, text_hash=card.case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    first, second = bench.wire.taken()
    assert second["reply_to"] == f"out-{first['key']}"
    assert RIGHT["en"] in str(second["text"])
    assert RIGHT["fr"] in str(second["text"])
    assert _card(bench).case.flow.case is CaseState.CLOSED


async def test_the_record_links_both(bench: Bench) -> None:
    """Who proposed and who approved the correction stands beside the reply that it corrects."""
    wrong = await _out(bench)
    bench.app.corrections.correct(wrong, OTHER, RIGHT)
    bench.app.decisions.approve(1, OTHER, text_hash=_card(bench).case.text_hash or "")
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        linked = [
            (entry.kind, entry.actor)
            for entry, _ in record.events(connection, "case:1")
            if entry.payload.get("corrects") == wrong
        ]
    assert linked == [("decision.correct", "staff:31"), ("decision.approve", "staff:31")]


async def test_a_new_text_of_a_correction_stays_one(bench: Bench) -> None:
    """Edited once more, it still quotes the wrong reply and answers it."""
    wrong = await _out(bench)
    bench.app.corrections.correct(wrong, OTHER, RIGHT)
    better = {"en": "You keep all of it.", "fr": "Vous gardez tout."}
    bench.app.decisions.edit(1, OTHER, better, shown_hash=_card(bench).case.text_hash or "")
    draft = _card(bench).draft
    assert draft is not None
    assert draft.corrects == wrong
    assert draft.texts["en"].startswith("Learner Support Canada here. We correct our earlier reply")
    assert draft.texts["en"].endswith("You keep all of it.")


async def test_only_replies_that_are_out_are_corrected(bench: Bench) -> None:
    """Nothing is out yet: there is nothing to correct; moderators write no replies."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")
    held = _card(bench).publications[0].id
    with pytest.raises(NotAllowed, match="not_out"):
        bench.app.corrections.correct(held, OTHER, RIGHT)
    with pytest.raises(NotAllowed, match="no_such_publication"):
        bench.app.corrections.correct(99, OTHER, RIGHT)
    with pytest.raises(NotAllowed, match="not_your_role"):
        bench.app.corrections.correct(held, MODERATOR, RIGHT)
    assert bench.app.corrections.published(1) == ()
