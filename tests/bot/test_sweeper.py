"""The sweeper: claims lapse, the snoozed wake, reminders become escalations, in business time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.states import CaseState
from bot.storage import pages, queue, record
from bot.storage.queue import CardData
from policies.routing import Route
from tests.fakes import (
    INSULT_EN,
    OFFICER,
    OPEN,
    QUESTION_EN,
    TALK_EN,
    THREAT_FR,
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


def _card(bench: Bench, case_id: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def _sweep(bench: Bench) -> list[tuple[int, str]]:
    """Sweep until nothing is due; return what was told."""
    bench.notices.clear()
    while bench.app.sweeper.sweep():
        pass
    return [(notice.case_id, notice.kind) for notice in bench.notices]


def test_nothing_is_due_when_nothing_happened(bench: Bench) -> None:
    """A sweep over nothing does nothing."""
    assert bench.app.sweeper.sweep() == 0
    bench.arrive(message(1, QUESTION_EN), message(2, TALK_EN))
    assert bench.app.sweeper.sweep() == 0


def test_a_claim_lapses(bench: Bench) -> None:
    """Who has a case for half an hour without a decision loses it; others can take it."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.claim(1, OFFICER)
    bench.clock.forward(minutes=29)
    assert bench.app.sweeper.sweep() == 0
    bench.clock.forward(minutes=1)
    assert _sweep(bench) == []
    case = _card(bench).case
    assert (case.flow.case, case.flow.claimed_by) == (CaseState.QUEUED, None)
    assert case.due_kind == "reminder"


def test_a_snoozed_case_wakes(bench: Bench) -> None:
    """At its time it is in the queue again."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.snooze(1, OFFICER, OPEN + timedelta(days=2))
    bench.clock.forward(days=2)
    _sweep(bench)
    assert _card(bench).case.flow.case is CaseState.QUEUED


def test_reminders_then_an_escalation(bench: Bench) -> None:
    """Two reminders, then the case is escalated: it comes first, and stays so."""
    bench.arrive(message(1, INSULT_EN))
    told = []
    for _ in range(4):
        due = _card(bench).case.due_at
        assert due is not None
        bench.clock.now = due
        told += _sweep(bench)
    assert told == [(1, "reminder"), (1, "reminder"), (1, "escalation"), (1, "reminder")]
    case = _card(bench).case
    assert (case.route, case.reason, case.flow.case) == (Route.ESCALATE, "waited", CaseState.QUEUED)
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []


def test_a_reminder_comes_in_business_time(tmp_path: Path) -> None:
    """What comes on Friday evening is due on Monday, two business hours after the opening."""
    friday = datetime(2026, 3, 6, 23, 0, tzinfo=UTC)  # 18:00 in Toronto
    bench = build_test_app(tmp_path, clock=FakeClock(friday))
    bench.arrive(message(1, INSULT_EN, sent_at=friday))
    # summer time begins on that Sunday: 10:30 in Toronto is 14:30 UTC
    assert _card(bench).case.due_at == datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
    bench.clock.forward(days=2)
    assert bench.app.sweeper.sweep() == 0
    bench.app.close()


def test_danger_does_not_wait_for_opening(tmp_path: Path) -> None:
    """An escalation is due in fifteen minutes of real time, at night too, again and again."""
    night = datetime(2026, 3, 7, 5, 0, tzinfo=UTC)
    bench = build_test_app(tmp_path, clock=FakeClock(night))
    bench.arrive(message(1, THREAT_FR, sent_at=night))
    told = []
    for _ in range(5):
        bench.clock.forward(minutes=15)
        told += _sweep(bench)
    assert told == [(1, "reminder")] * 5
    bench.app.close()


@pytest.mark.parametrize("number", [1, 250])
def test_many_fall_due_at_once(bench: Bench, number: int) -> None:
    """More than a batch: each is told once."""
    bench.arrive(*(message(n, INSULT_EN + f" {n}", author=f"a{n}") for n in range(number)))
    bench.clock.forward(hours=3)
    told = _sweep(bench)
    assert sorted(told) == [(n + 1, "reminder") for n in range(number)]


def test_what_was_decided_is_not_reminded(bench: Bench) -> None:
    """A case that somebody settled leaves the sweeper's sight."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.reject(1, OFFICER, "r")
    assert _card(bench).case.due_at is None
    bench.clock.forward(days=9)
    assert bench.app.sweeper.sweep() == 0


async def test_an_answered_case_is_not_reminded(bench: Bench) -> None:
    """Once the reply is out nobody is told anything."""
    bench.arrive(message(1, QUESTION_EN))
    draft = _card(bench).draft
    assert draft is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    bench.clock.forward(seconds=61)
    await bench.publish()
    bench.clock.forward(days=9)
    assert _sweep(bench) == []


def _pages(bench: Bench) -> list[tuple[str, str, int | None, dict[str, object]]]:
    with bench.app.database.read() as connection:
        return [
            (one.kind, one.subject, one.reviewer_id, dict(one.payload))
            for one in pages.ready(connection, bench.clock(), 100)
        ]


def test_whoever_had_a_claim_is_told_once_that_it_lapsed(bench: Bench) -> None:
    """The page is for the person who had the case, and there is one, whatever is swept again."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.claim(1, OFFICER)
    bench.clock.forward(minutes=30)
    _sweep(bench)
    _sweep(bench)
    assert _pages(bench) == [("lapsed", "case:1", OFFICER.id, {})]


def test_reminders_are_pages(bench: Bench) -> None:
    """Who is told is found out later; a reminder says its route, an escalation gets its card."""
    bench.arrive(message(1, INSULT_EN))
    seen = []
    for _ in range(3):
        due = _card(bench).case.due_at
        assert due is not None
        bench.clock.now = due
        _sweep(bench)
        seen += _pages(bench)
        with bench.app.database.write("test") as connection:
            pages.moot(connection, "case:1", {"reminder", "escalation"})
    assert seen == [
        ("reminder", "case:1", None, {"route": "review"}),
        ("reminder", "case:1", None, {"route": "review"}),
        ("escalation", "case:1", None, {}),
    ]


def test_an_alarm_that_rings_already_is_not_doubled(bench: Bench) -> None:
    """While a page about the case still waits for somebody, no other is written."""
    bench.arrive(message(1, THREAT_FR))
    before = _pages(bench)
    for _ in range(3):
        bench.clock.forward(minutes=15)
        _sweep(bench)
    assert _pages(bench) == before
    assert [kind for kind, *_ in before] == ["safety"]


def test_a_notice_follows_the_commit(bench: Bench) -> None:
    """People are told of what is stored: who looks finds it so."""
    bench.arrive(message(1, INSULT_EN))
    bench.clock.forward(hours=3)
    assert _sweep(bench) == [(1, "reminder")]
    assert _card(bench).case.reminders == 1
    assert bench.notices[0].route is Route.REVIEW
