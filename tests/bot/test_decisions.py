"""Decisions: who may, on which exact text, and what one transaction leaves behind."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.decisions import Blocked, NotAllowed
from bot.states import ActionState, CaseState, DraftState, IllegalMove
from bot.storage import queue, record
from bot.storage.cases import NoSuchCase
from bot.storage.queue import CardData, CardDraft
from policies.roles import Reviewer
from policies.routing import Route
from tests.fakes import (
    APPROVER_EN,
    INSULT_EN,
    MODERATOR,
    OFFICER,
    OFFICER_EN,
    OFFICER_FR,
    OPEN,
    QUESTION_EN,
    QUESTION_FR,
    TALK_EN,
    Bench,
    build_test_app,
    message,
    person,
)

OWN_EN = (
    "Learner Support Canada here. You do not repay a grant. "
    "Details: https://learnersupport.example/en/grants"
)
HELP_EN = "Learner Support Canada here. We are here to help."
HELP_FR = "Ici Soutien aux apprenants Canada. Nous sommes là pour vous aider."
OTHER_OFFICER = person(21, *OFFICER.roles)
OTHER_MODERATOR = person(22, *MODERATOR.roles)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _card(bench: Bench, case_id: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def _draft(bench: Bench, case_id: int = 1) -> CardDraft:
    draft = _card(bench, case_id).draft
    assert draft is not None
    return draft


def _last_event(bench: Bench) -> tuple[str, str]:
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        entry = list(record.events(connection))[-1][0]
    return entry.kind, entry.actor


# --- who has it -----------------------------------------------------------------------------


def test_one_reviewer_has_a_case(bench: Bench) -> None:
    """A claim keeps others out; claiming twice changes nothing; given back, it is free."""
    bench.arrive(message(1, QUESTION_EN))
    first = bench.app.decisions.claim(1, OFFICER)
    assert bench.app.decisions.claim(1, OFFICER).version == first.version
    assert _card(bench).case.due_at == OPEN + timedelta(minutes=30)
    with pytest.raises(NotAllowed, match="claimed_by_other"):
        bench.app.decisions.approve(1, OTHER_OFFICER, text_hash=_draft(bench).text_hash)
    bench.app.decisions.release(1, OFFICER)
    assert _card(bench).case.flow.claimed_by is None
    bench.app.decisions.claim(1, OTHER_OFFICER)
    assert _card(bench).case.flow.claimed_by == OTHER_OFFICER.id


def test_a_case_that_waits_for_nobody_cannot_be_taken(bench: Bench) -> None:
    """Nothing is decided on a case that only stands there, or does not exist."""
    bench.arrive(message(1, TALK_EN))
    with pytest.raises(NotAllowed, match="not_waiting"):
        bench.app.decisions.keep(1, MODERATOR)
    with pytest.raises(NoSuchCase):
        bench.app.decisions.keep(12, MODERATOR)


# --- the reply ------------------------------------------------------------------------------


def test_an_approval_binds_to_the_text_that_was_shown(bench: Bench) -> None:
    """Who approves a text that has changed in the meantime is told so."""
    bench.arrive(message(1, QUESTION_EN))
    shown = _draft(bench).text_hash
    bench.arrive(message(2, "How do I apply for a loan?", thread="m-1"))
    assert _draft(bench).text_hash != shown
    with pytest.raises(NotAllowed, match="stale_text"):
        bench.app.decisions.approve(1, OFFICER, text_hash=shown)
    assert _card(bench).publications == ()


@pytest.mark.parametrize(
    ("text", "reviewer", "reason"),
    [
        (QUESTION_FR, OFFICER_EN, "not_your_language"),
        (QUESTION_EN, OFFICER_FR, "not_your_language"),
        (QUESTION_EN, MODERATOR, "not_your_role"),
        (QUESTION_EN, APPROVER_EN, "not_your_role"),
    ],
)
def test_a_reply_is_approved_by_an_officer_with_its_language(
    bench: Bench, text: str, reviewer: Reviewer, reason: str
) -> None:
    """Competence in the language is what counts, and the role."""
    bench.arrive(message(1, text))
    with pytest.raises(NotAllowed, match=reason):
        bench.app.decisions.approve(1, reviewer, text_hash=_draft(bench).text_hash)
    assert _card(bench).publications == ()
    assert _card(bench).case.flow.case is CaseState.QUEUED  # refused: not even claimed


async def test_a_bilingual_reply_needs_both_languages(bench: Bench) -> None:
    """Neither language is the author's: both go, and each needs an officer who has it."""
    bench.arrive(message(1, "¿Cómo puedo solicitar un préstamo para estudiar?"))
    texts = {"en": HELP_EN, "fr": HELP_FR}
    bench.app.decisions.edit(1, OFFICER, texts, shown_hash="")
    bench.app.decisions.release(1, OFFICER)
    draft = _draft(bench)
    assert set(draft.needs) == {"en", "fr"}
    bench.app.decisions.approve(1, OFFICER_EN, text_hash=draft.text_hash)
    bench.clock.forward(hours=1)
    assert await bench.publish() == 0
    bench.app.decisions.approve(1, OFFICER_FR, text_hash=draft.text_hash)
    bench.clock.forward(seconds=61)
    assert await bench.publish() == 1
    assert bench.wire.texts() == [f"{HELP_EN}\n\n{HELP_FR}"]


def test_a_persons_text_takes_the_drafts_place(bench: Bench) -> None:
    """An edit is a new text by a person, which needs its own approval."""
    bench.arrive(message(1, QUESTION_EN))
    old = _draft(bench)
    case, checks = bench.app.decisions.edit(
        1, OFFICER, {"en": f"  {OWN_EN}  "}, shown_hash=old.text_hash
    )
    new = _draft(bench)
    assert case.flow.draft is DraftState.PROPOSED
    assert (new.texts, new.origins, new.written_by) == (
        {"en": OWN_EN},
        {"en": "human"},
        OFFICER.id,
    )
    assert checks
    with pytest.raises(NotAllowed, match="stale_text"):
        bench.app.decisions.approve(1, OFFICER, text_hash=old.text_hash)
    bench.app.decisions.approve(1, OFFICER, text_hash=new.text_hash)
    (one,) = _card(bench).publications
    assert one.outgoing.text == OWN_EN
    assert one.outgoing.reply_to == "m-1"


@pytest.mark.parametrize("texts", [{}, {"en": "  "}, {"de": "Hallo"}])
def test_an_empty_text_is_refused(bench: Bench, texts: dict[str, str]) -> None:
    """There is no reply without words in an official language."""
    bench.arrive(message(1, QUESTION_EN))
    with pytest.raises(NotAllowed, match="empty_text"):
        bench.app.decisions.edit(1, OFFICER, texts, shown_hash=_draft(bench).text_hash)


def test_an_edit_of_a_text_that_changed_is_refused(bench: Bench) -> None:
    """Nobody writes over what somebody else wrote meanwhile."""
    bench.arrive(message(1, QUESTION_EN))
    shown = _draft(bench).text_hash
    bench.app.decisions.edit(1, OFFICER, {"en": "First."}, shown_hash=shown)
    with pytest.raises(NotAllowed, match="stale"):
        bench.app.decisions.edit(1, OFFICER, {"en": "Second."}, shown_hash=shown)
    assert _draft(bench).texts == {"en": "Learner Support Canada here. First."}


def test_a_text_that_fails_a_blocking_check_does_not_leave(bench: Bench) -> None:
    """A blocked text is stored, shown with its fault, and cannot be approved."""
    bench.arrive(message(1, QUESTION_EN))
    _, checks = bench.app.decisions.edit(
        1, OFFICER, {"en": "Hello {name}, " + "x" * 5000}, shown_hash=_draft(bench).text_hash
    )
    failed = {one.check for one in checks if not one.passed and one.weight == "blocking"}
    assert failed
    with pytest.raises(Blocked) as blocked:
        bench.app.decisions.approve(1, OFFICER, text_hash=_draft(bench).text_hash)
    assert {one.check for one in blocked.value.checks} == failed
    assert _card(bench).publications == ()


async def test_a_rejected_draft_is_never_sent(bench: Bench) -> None:
    """Rejected: the case is closed with the reason; undone: the draft is back."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.reject(1, OFFICER, "answered by phone")
    card = _card(bench)
    assert card.case.flow.case is CaseState.CLOSED
    assert [(one.choice, one.reason) for one in card.decisions] == [("reject", "answered by phone")]
    bench.clock.forward(days=1)
    assert await bench.publish() == 0
    bench.app.decisions.undo(1, OFFICER)
    assert _draft(bench).state == DraftState.PROPOSED
    assert [one.undone for one in _card(bench).decisions] == [True]


def test_without_a_draft_there_is_nothing_to_approve(bench: Bench) -> None:
    """An insult has no draft: approving and rejecting say so."""
    bench.arrive(message(1, INSULT_EN))
    with pytest.raises(NotAllowed, match="no_draft"):
        bench.app.decisions.approve(1, OFFICER, text_hash="")
    with pytest.raises(NotAllowed, match="no_draft"):
        bench.app.decisions.reject(1, OFFICER, "why")


def test_an_answer_can_be_written_where_no_draft_was(bench: Bench) -> None:
    """A person writes the first text: it answers the last message that stands."""
    bench.arrive(message(1, INSULT_EN))
    bench.app.decisions.edit(1, OFFICER, {"en": HELP_EN}, shown_hash="")
    bench.app.decisions.approve(1, OFFICER, text_hash=_draft(bench).text_hash)
    (one,) = _card(bench).publications
    assert (one.outgoing.reply_to, one.outgoing.lang) == ("m-1", "en")


# --- moderation -----------------------------------------------------------------------------


async def test_a_message_is_hidden_after_the_hold_back(bench: Bench) -> None:
    """Hidden with rule and reason; the platform hears of it when it can no longer be undone."""
    bench.arrive(message(1, INSULT_EN))
    number = _card(bench).messages[0].id
    bench.app.moderating.hide(1, MODERATOR, message_id=number, rule="insult", reason="insult")
    assert await bench.app.enforcement.work() == 0
    bench.clock.forward(seconds=60)
    assert await bench.app.enforcement.work() == 1
    assert bench.moderator.hidden == {"m-1"}
    assert [one.state for one in _card(bench).actions] == [ActionState.APPLIED]
    assert _card(bench).case.flow.case is CaseState.CLOSED


async def test_hiding_is_undone_before_and_after_it_happened(bench: Bench) -> None:
    """Undone in time nothing happens; undone later the message is shown again."""
    for number in (1, 2):
        bench.arrive(message(number, INSULT_EN, author=f"a{number}"))
        own = _card(bench, number).messages[0].id
        bench.app.moderating.hide(number, MODERATOR, message_id=own, rule="insult", reason="r")
    bench.app.decisions.undo(1, MODERATOR)
    bench.clock.forward(minutes=2)
    await bench.app.enforcement.work()
    assert bench.moderator.hidden == {"m-2"}
    bench.app.decisions.undo(2, OTHER_MODERATOR)
    await bench.app.enforcement.work()
    assert bench.moderator.hidden == set()
    states = [_card(bench, number).actions[0].state for number in (1, 2)]
    assert states == [ActionState.WITHDRAWN, ActionState.LIFTED]
    assert await bench.app.enforcement.work() == 0


def test_only_a_message_of_the_case_is_hidden(bench: Bench) -> None:
    """A number of another case is refused."""
    bench.arrive(message(1, INSULT_EN, author="a"), message(2, INSULT_EN, author="b"))
    other = _card(bench, 2).messages[0].id
    with pytest.raises(NotAllowed, match="no_such_message"):
        bench.app.moderating.hide(1, MODERATOR, message_id=other, rule="insult", reason="r")


@pytest.mark.parametrize(
    "act",
    [
        lambda bench: bench.app.decisions.keep(1, OFFICER),
        lambda bench: bench.app.moderating.hide(
            1, OFFICER, message_id=1, rule="insult", reason="r"
        ),
        lambda bench: bench.app.decisions.show_author(1, OFFICER),
        lambda bench: bench.app.decisions.edit(1, MODERATOR, {"en": "Hi."}, shown_hash=""),
    ],
)
def test_an_act_needs_its_role(bench: Bench, act: Callable[[Bench], object]) -> None:
    """Officers do not moderate and do not see authors; moderators do not write replies."""
    bench.arrive(message(1, INSULT_EN))
    with pytest.raises(NotAllowed, match="not_your_role"):
        act(bench)
    assert _card(bench).decisions == ()


def test_a_look_at_an_author_is_recorded(bench: Bench) -> None:
    """The handle is shown to whoever may see it, and the look stands in the record."""
    bench.arrive(message(1, INSULT_EN, author="handle-7"))
    assert bench.app.decisions.show_author(1, MODERATOR) == "handle-7"
    assert _last_event(bench) == ("decision.author_seen", "staff:1")


# --- later, or somebody else ----------------------------------------------------------------


def test_an_escalated_case_comes_first(bench: Bench) -> None:
    """Escalated by a person: up in the queue, free for somebody else."""
    bench.arrive(message(1, QUESTION_EN, author="a"), message(2, INSULT_EN, author="b"))
    bench.app.decisions.escalate(1, OFFICER, "journalist")
    with bench.app.database.read() as connection:
        first = queue.queue(connection)[0]
    assert (first.case_id, first.route, first.reason) == (1, Route.ESCALATE, "escalated")
    assert first.claimed_by is None


def test_a_case_is_set_aside_until_a_time_to_come(bench: Bench) -> None:
    """Snoozed it is not in the queue; a time that is past is refused."""
    bench.arrive(message(1, QUESTION_EN))
    with pytest.raises(NotAllowed, match="past"):
        bench.app.decisions.snooze(1, OFFICER, OPEN)
    bench.app.decisions.snooze(1, OFFICER, OPEN + timedelta(days=1))
    with bench.app.database.read() as connection:
        assert queue.queue(connection) == []
    bench.app.decisions.undo(1, OFFICER)
    assert _card(bench).case.flow.case is CaseState.CLAIMED


def test_only_ones_own_decision_is_undone(bench: Bench) -> None:
    """Another officer does not undo; a moderator may; there has to be something to undo."""
    bench.arrive(message(1, QUESTION_EN))
    with pytest.raises(NotAllowed, match="nothing_to_undo"):
        bench.app.decisions.undo(1, OFFICER)
    bench.app.decisions.reject(1, OFFICER, "r")
    with pytest.raises(NotAllowed, match="not_your_decision"):
        bench.app.decisions.undo(1, OTHER_OFFICER)
    bench.app.decisions.undo(1, MODERATOR)
    with pytest.raises((NotAllowed, IllegalMove)):
        bench.app.decisions.undo(1, OFFICER)


@pytest.mark.parametrize(
    ("decide", "kind"),
    [
        (lambda bench: bench.app.decisions.reject(1, OFFICER, "r"), "decision.reject"),
        (lambda bench: bench.app.decisions.keep(1, MODERATOR), "decision.keep"),
        (lambda bench: bench.app.decisions.escalate(1, OFFICER, "r"), "decision.escalate"),
        (
            lambda bench: bench.app.decisions.snooze(1, OFFICER, OPEN + timedelta(hours=1)),
            "decision.snooze",
        ),
    ],
)
def test_every_decision_is_recorded(
    bench: Bench, decide: Callable[[Bench], object], kind: str
) -> None:
    """What was decided, by whom, and under which policy, in the chain."""
    bench.arrive(message(1, QUESTION_EN))
    decide(bench)
    assert _last_event(bench)[0] == kind


# --- any order of decisions -----------------------------------------------------------------

_MOVES: dict[str, Callable[[Bench], object]] = {
    "claim": lambda bench: bench.app.decisions.claim(1, OFFICER),
    "release": lambda bench: bench.app.decisions.release(1, OFFICER),
    "approve": lambda bench: bench.app.decisions.approve(
        1, OFFICER, text_hash=_draft(bench).text_hash
    ),
    "edit": lambda bench: bench.app.decisions.edit(
        1, OFFICER, {"en": OWN_EN}, shown_hash=_draft(bench).text_hash
    ),
    "reject": lambda bench: bench.app.decisions.reject(1, OFFICER, "r"),
    "keep": lambda bench: bench.app.decisions.keep(1, person(4, *MODERATOR.roles)),
    "escalate": lambda bench: bench.app.decisions.escalate(1, OFFICER, "r"),
    "snooze": lambda bench: bench.app.decisions.snooze(
        1, OFFICER, bench.clock() + timedelta(hours=1)
    ),
    "undo": lambda bench: bench.app.decisions.undo(1, OFFICER),
    "more": lambda bench: bench.arrive(
        message(f"{bench.clock().timestamp()}", QUESTION_EN, thread="m-1", sent_at=bench.clock())
    ),
    "later": lambda bench: bench.clock.forward(minutes=3),
    "sweep": lambda bench: bench.app.sweeper.sweep(),
}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(st.sampled_from(sorted([*_MOVES, "publish"])), max_size=14))
async def test_in_any_order_nothing_is_sent_unapproved_or_twice(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    """Whatever people do in whatever order: each text is out once, and was approved as it is."""
    bench = build_test_app(tmp_path_factory.mktemp("order"))
    try:
        bench.arrive(message(1, QUESTION_EN))
        for name in names:
            bench.clock.forward(seconds=1)
            try:
                if name == "publish":
                    await bench.publish()
                else:
                    _MOVES[name](bench)
            except (NotAllowed, IllegalMove):
                continue  # refused, which is an answer
        bench.clock.forward(minutes=5)
        await bench.publish()
        keys = [line["key"] for line in bench.wire.taken()]
        assert len(keys) == len(set(keys))
        with bench.app.database.read() as connection:
            assert record.verify(connection) == []
            approved = [
                one for one, _ in record.events(connection) if one.kind == "decision.approve"
            ]
        assert len(keys) <= len(approved)
    finally:
        bench.app.close()
