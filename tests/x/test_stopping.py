""" "Stop" is honoured for good: nothing is proposed, nothing goes out by itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.deciding import NotAllowed
from bot.states import PublicationState
from bot.storage import publications, queue, record, stopped
from policies.message import Invitation, Message
from responders.triage import Reason
from tests.fakes import (
    CLOSED,
    DISTRESS_EN,
    OFFICER,
    PLATFORM,
    QUESTION_EN,
    QUESTION_FR,
    Bench,
    FakeClock,
    build_test_app,
    message,
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _said(number: int, text: str, author: str = "someone") -> Message:
    return replace(
        message(number, text, author=author), invitation=Invitation.SUMMONED, number=f"n-{author}"
    )


@pytest.mark.parametrize(("word", "next_text"), [("STOP", QUESTION_EN), ("Arrêtez!", QUESTION_FR)])
def test_nothing_is_proposed_any_more(bench: Bench, word: str, next_text: str) -> None:
    """Whoever asked is not answered, in either language; others are, and people still see it."""
    bench.arrive(_said(1, word))
    bench.clock.forward(days=400)
    bench.arrive(_said(2, next_text), _said(3, next_text, "another"))
    with bench.app.database.read() as connection:
        mine, other = queue.card(connection, 2), queue.card(connection, 3)
    assert (mine.draft, other.draft is not None) == (None, True)
    triage = mine.messages[0].triage
    assert triage is not None
    assert triage.reasons[0] is Reason.STOPPED


def test_another_handle_is_the_same_person(bench: Bench) -> None:
    """The number counts, which nobody changes."""
    bench.arrive(_said(1, "stop"))
    bench.arrive(replace(_said(2, QUESTION_EN), author="renamed"))
    with bench.app.database.read() as connection:
        assert queue.card(connection, 2).draft is None


def test_nothing_goes_out_by_itself(tmp_path: Path) -> None:
    """Neither the holding reply nor crisis text; a person is told of danger as ever."""
    bench = build_test_app(tmp_path, clock=FakeClock(CLOSED))
    bench.arrive(_said(1, "stop"), _said(2, QUESTION_EN), _said(3, DISTRESS_EN))
    with bench.app.database.read() as connection:
        assert publications.in_state(connection, PublicationState.HELD) == []
        assert queue.card(connection, 3).case.route == "escalate"
    bench.app.close()


def test_what_was_proposed_before_is_not_approved(bench: Bench) -> None:
    """A draft from before is refused at the desk, with the reason."""
    bench.arrive(_said(1, QUESTION_EN))
    bench.arrive(_said(2, "stop"))
    with bench.app.database.read() as connection:
        card = queue.card(connection, 1)
    with pytest.raises(NotAllowed, match="left_alone"):
        bench.app.decisions.approve(1, OFFICER, text_hash=card.case.text_hash or "")


def test_it_is_noted_once_and_names_nobody(bench: Bench) -> None:
    """Saying it twice is one entry; the table holds hashes only."""
    bench.arrive(_said(1, "stop"), _said(2, "stop"))
    with bench.app.database.read() as connection:
        kinds = [one.kind for one, _ in record.events(connection)]
        rows = connection.execute(stopped.STOPPED.select()).all()
        assert stopped.among(connection, [(PLATFORM, "someone")])
    assert kinds.count("author.stopped") == 1
    assert "someone" not in str(rows)


def test_an_opinion_with_the_word_changes_nothing(bench: Bench) -> None:
    """Nor does the word where it is not said to us."""
    bench.arrive(
        _said(1, "Stop charging interest on loans!"),
        replace(_said(2, "stop"), invitation=Invitation.NONE),
    )
    bench.arrive(_said(3, QUESTION_EN))
    with bench.app.database.read() as connection:
        assert not stopped.among(connection, [(PLATFORM, "someone")])
        assert queue.card(connection, 3).draft is not None
