"""Moderation: who may do what to whom, what waits for whom, and what becomes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.deciding import NotAllowed
from bot.moderating import deletable_until
from bot.ports import ActionKind, Deferred, Lost, Priority, Refused
from bot.review.cards import case_card
from bot.review.wording import Reader
from bot.states import ActionState, CaseState
from bot.storage import pages, queue, record, staff
from bot.storage.actions import ActionFile
from bot.storage.pages import Page
from bot.storage.queue import CardData
from policies.message import Message, MessageEvent
from policies.roles import Reviewer, Role
from tests.fakes import (
    INSULT_EN,
    MODERATOR,
    OFFICER,
    OPEN,
    SHADOW_CHANNEL,
    THREAT_FR,
    Bench,
    build_test_app,
    message,
    person,
)
from translations.catalogs import catalog

DIRECTOR = person(30, Role.DIRECTOR)
BOTH = person(31, Role.MODERATOR, Role.DIRECTOR)
Do = Callable[[Bench, int], object]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _card(bench: Bench, case_id: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def _action(bench: Bench, case_id: int = 1) -> ActionFile:
    return bench.app.moderating.of_case(case_id)[-1]


def _pages(bench: Bench, kind: str) -> list[Page]:
    with bench.app.database.read() as connection:
        return [
            one
            for one in pages.ready(connection, bench.clock() + timedelta(days=9), 99)
            if one.kind == kind
        ]


def _kinds(bench: Bench) -> list[str]:
    """What the record says, which has to verify."""
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        return [entry.kind for entry, *_ in record.events(connection)]


def _telegram(text: str = THREAT_FR) -> Message:
    return replace(message(1, text), platform="telegram", id="-100:7", channel="-100", author="55")


async def _after_the_hold_back(bench: Bench) -> None:
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()


# --- what is done ---------------------------------------------------------------------------

ACTS: list[tuple[ActionKind, Do]] = [
    (
        ActionKind.HIDE,
        lambda b, m: b.app.moderating.hide(1, MODERATOR, message_id=m, rule="insult", reason="why"),
    ),
    (
        ActionKind.DELETE,
        lambda b, m: b.app.moderating.delete(
            1, MODERATOR, message_id=m, rule="insult", reason="why"
        ),
    ),
    (
        ActionKind.WARN,
        lambda b, m: b.app.moderating.warn(1, MODERATOR, message_id=m, rule="insult", reason="why"),
    ),
    (
        ActionKind.RESTRICT,
        lambda b, m: b.app.moderating.restrict(
            1,
            MODERATOR,
            message_id=m,
            rule="insult",
            reason="why",
            until=OPEN + timedelta(days=1),
        ),
    ),
]


@pytest.mark.parametrize(("kind", "do"), ACTS, ids=[kind.value for kind, _ in ACTS])
async def test_an_action_waits_then_is_carried_out(bench: Bench, kind: ActionKind, do: Do) -> None:
    """The case is closed; the action is held back, then applied once; a warning calls nobody."""
    bench.arrive(message(1, INSULT_EN))
    do(bench, _card(bench).messages[0].id)
    assert _card(bench).case.flow.case is CaseState.CLOSED
    assert await bench.app.enforcement.work() == 0
    await _after_the_hold_back(bench)
    await bench.app.enforcement.work()
    action = _action(bench)
    assert (action.kind, action.state, action.rule, action.reason) == (
        kind,
        ActionState.APPLIED,
        "insult",
        "why",
    )
    calls = [] if kind is ActionKind.WARN else [("apply", kind.value, "m-1")]
    assert bench.moderator.calls == calls
    assert {f"decision.{kind.value}", "action.applied", "notice.queued"} <= set(_kinds(bench))


@pytest.mark.parametrize(("kind", "do"), ACTS, ids=[kind.value for kind, _ in ACTS])
async def test_undo_takes_an_action_back(bench: Bench, kind: ActionKind, do: Do) -> None:
    """Before it is carried out nothing ever happens; after it, the platform is asked to lift."""
    bench.arrive(message(1, INSULT_EN))
    number = _card(bench).messages[0].id
    do(bench, number)
    bench.app.decisions.undo(1, MODERATOR)
    assert _action(bench).state is ActionState.WITHDRAWN
    await _after_the_hold_back(bench)
    assert bench.moderator.calls == []
    do(bench, number)
    await _after_the_hold_back(bench)
    bench.app.decisions.undo(1, MODERATOR)
    await bench.app.enforcement.work()
    assert _action(bench).state is ActionState.LIFTED
    assert ("lift", kind.value, "m-1") in bench.moderator.calls or kind is ActionKind.WARN


async def test_what_may_have_arrived_is_lifted(bench: Bench) -> None:
    """An action that was tried, nobody knows how, is lifted when it is undone."""
    bench.arrive(message(1, INSULT_EN))
    bench.moderator.outcomes = [Lost(reason="reset")]
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    await _after_the_hold_back(bench)
    assert _action(bench).state is ActionState.HELD
    bench.app.decisions.undo(1, MODERATOR)
    assert _action(bench).state is ActionState.LIFTING
    await bench.app.enforcement.work()
    assert [call[0] for call in bench.moderator.calls] == ["apply", "lift"]
    assert _action(bench).state is ActionState.LIFTED


async def test_an_old_action_is_lifted_whatever_became_of_the_case(bench: Bench) -> None:
    """Long after, and with the case at work again, a moderator lifts one action with a reason."""
    bench.arrive(message(1, INSULT_EN))
    bench.app.moderating.hide(1, MODERATOR, message_id=1, rule="insult", reason="why")
    await _after_the_hold_back(bench)
    bench.arrive(message(2, INSULT_EN, thread="m-1"))
    with pytest.raises(NotAllowed, match="reason"):
        bench.app.moderating.lift(1, MODERATOR, " ")
    bench.app.moderating.lift(1, MODERATOR, "a mistake")
    await bench.app.enforcement.work()
    assert bench.moderator.hidden == set()
    with pytest.raises(NotAllowed, match="not_standing"):
        bench.app.moderating.lift(1, MODERATOR, "again")


# --- what may not be done -------------------------------------------------------------------


def test_each_action_names_a_public_rule_and_a_reason(bench: Bench) -> None:
    """Unknown and internal labels are refused, and so is no reason; nothing is left behind."""
    bench.arrive(message(1, INSULT_EN))
    act = bench.app.moderating
    for rule, reason, why in (
        ("rudeness", "why", "no_such_rule"),
        ("self_harm", "why", "no_such_rule"),
        ("insult", " ", "reason"),
    ):
        with pytest.raises(NotAllowed, match=why):
            act.delete(1, MODERATOR, message_id=1, rule=rule, reason=reason)
    with pytest.raises(NotAllowed, match="not_your_role"):
        act.delete(1, OFFICER, message_id=1, rule="insult", reason="why")
    with pytest.raises(NotAllowed, match="no_such_message"):
        act.delete(1, MODERATOR, message_id=99, rule="insult", reason="why")
    assert act.of_case(1) == []
    assert _card(bench).case.flow.case is CaseState.QUEUED


def test_nothing_is_done_against_one_of_us(bench: Bench) -> None:
    """Whoever has become one of us since is no business of moderation."""
    bench.arrive(message(1, INSULT_EN, author="7"))
    with bench.app.database.write("test") as connection:
        code = staff.invite(
            connection,
            name="Ann",
            roles=[Role.OFFICER],
            lang="en",
            languages=["en"],
            now=OPEN,
            actor="test",
        )
        staff.bind(connection, code=code, platform="fake", number="7", now=OPEN)
    with pytest.raises(NotAllowed, match="staff"):
        bench.app.moderating.warn(1, MODERATOR, message_id=1, rule="insult", reason="why")


def test_a_message_that_is_gone_is_not_deleted(bench: Bench) -> None:
    """What the author deleted cannot be deleted again; the author can still be warned."""
    bench.arrive(message(1, INSULT_EN))
    bench.app.decisions.claim(1, MODERATOR)
    bench.arrive(message(1, "", event=MessageEvent.DELETED))
    with pytest.raises(NotAllowed, match="gone"):
        bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    bench.app.moderating.warn(1, MODERATOR, message_id=1, rule="insult", reason="why")
    assert _action(bench).kind is ActionKind.WARN


@pytest.mark.parametrize(
    "until",
    [OPEN, OPEN + timedelta(minutes=5), OPEN + timedelta(days=366, hours=1)],
    ids=["now", "within the hold-back", "for ever"],
)
def test_a_restriction_has_an_end_that_the_platform_keeps(bench: Bench, until: object) -> None:
    """Too short and too long both mean "for ever" on Telegram: they are refused."""
    bench.arrive(message(1, INSULT_EN))
    with pytest.raises(NotAllowed, match="until"):
        bench.app.moderating.restrict(
            1,
            MODERATOR,
            message_id=1,
            rule="insult",
            reason="why",
            until=until,  # type: ignore[arg-type]  # parametrized
        )


def test_the_48_hours_of_telegram(bench: Bench) -> None:
    """The desk knows the limit; just before it the hold-back is cut short, then it is refused."""
    bench.arrive(_telegram())
    sent = _card(bench).messages[0]
    assert deletable_until("telegram", sent) == OPEN + timedelta(hours=48)
    assert deletable_until("fake", sent) is None
    with pytest.raises(NotAllowed, match="cannot_hide"):
        bench.app.moderating.hide(1, MODERATOR, message_id=1, rule="threat", reason="why")
    bench.clock.forward(hours=47, minutes=59, seconds=50)
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="threat", reason="why")
    assert _action(bench).not_before == bench.clock()
    bench.app.decisions.undo(1, MODERATOR)
    bench.clock.forward(seconds=11)
    with pytest.raises(NotAllowed, match="too_old"):
        bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="threat", reason="why")


async def test_severe_messages_page_before_the_48_hours_end(bench: Bench) -> None:
    """From 40 hours on, once, with priority; not where the case was decided."""
    bench.arrive(_telegram())
    bench.clock.forward(hours=39)
    await bench.app.enforcement.work()
    assert _pages(bench, "deletion_limit") == []
    for _ in range(3):
        bench.clock.forward(hours=1, minutes=1)
        await bench.app.enforcement.work()
    (page,) = _pages(bench, "deletion_limit")
    assert (page.subject, page.priority, page.payload["until"]) == (
        "case:1",
        Priority.SAFETY,
        (OPEN + timedelta(hours=48)).isoformat(),
    )


async def test_decided_cases_page_nobody(bench: Bench) -> None:
    """A case that was kept does not ask for anything before the 48 hours end."""
    bench.arrive(_telegram())
    bench.app.decisions.keep(1, MODERATOR)
    bench.clock.forward(hours=41)
    await bench.app.enforcement.work()
    assert _pages(bench, "deletion_limit") == []


# --- a ban ----------------------------------------------------------------------------------


def _propose(bench: Bench, by: Reviewer = MODERATOR) -> int:
    bench.arrive(message(1, THREAT_FR))
    bench.app.moderating.propose_ban(1, by, message_id=1, rule="threat", reason="why")
    return _action(bench).id


async def test_a_ban_waits_for_a_director(bench: Bench) -> None:
    """Proposed, it is not carried out; confirmed, it waits out the hold-back and goes through."""
    number = _propose(bench)
    (page,) = _pages(bench, "ban")
    assert (page.subject, page.reviewer_id) == (f"action:{number}", None)
    await _after_the_hold_back(bench)
    assert bench.moderator.calls == []
    assert [one.id for one in bench.app.moderating.bans_proposed()] == [number]
    confirmed = bench.app.moderating.confirm_ban(number, DIRECTOR)
    assert (confirmed.state, confirmed.confirmed_by) == (ActionState.HELD, DIRECTOR.id)
    await _after_the_hold_back(bench)
    assert bench.moderator.calls == [("apply", "ban", "m-1")]
    assert _action(bench).state is ActionState.APPLIED


def test_a_director_does_not_confirm_their_own_proposal(bench: Bench) -> None:
    """Two people ban: neither the proposer alone, nor another moderator, nor anyone twice."""
    number = _propose(bench, BOTH)
    with pytest.raises(NotAllowed, match="own_proposal"):
        bench.app.moderating.confirm_ban(number, BOTH)
    with pytest.raises(NotAllowed, match="not_your_role"):
        bench.app.moderating.confirm_ban(number, MODERATOR)
    bench.app.moderating.confirm_ban(number, DIRECTOR)
    with pytest.raises(NotAllowed, match="not_proposed"):
        bench.app.moderating.confirm_ban(number, DIRECTOR)


def test_a_declined_ban_goes_back_to_the_moderators(bench: Bench) -> None:
    """The case waits again, the proposer is told why, and the action is over."""
    number = _propose(bench)
    with pytest.raises(NotAllowed, match="reason"):
        bench.app.moderating.decline_ban(number, DIRECTOR, "")
    bench.app.moderating.decline_ban(number, DIRECTOR, "too hard")
    case = _card(bench).case
    assert (case.flow.case, case.reason) == (CaseState.QUEUED, "ban_declined")
    assert _action(bench).state is ActionState.WITHDRAWN
    (page,) = _pages(bench, "ban_declined")
    assert (page.reviewer_id, page.payload) == (
        MODERATOR.id,
        {"by": DIRECTOR.id, "reason": "too hard"},
    )


def test_a_proposal_can_be_taken_back(bench: Bench) -> None:
    """Undo ends a ban that no director has looked at."""
    number = _propose(bench)
    bench.app.decisions.undo(1, MODERATOR)
    with pytest.raises(NotAllowed, match="not_proposed"):
        bench.app.moderating.confirm_ban(number, DIRECTOR)


# --- what the platform says -----------------------------------------------------------------


async def test_a_refusal_goes_back_to_people_with_its_reason(bench: Bench) -> None:
    """The action failed, the case waits again, and whoever decided is told why; nobody else."""
    bench.arrive(message(1, INSULT_EN))
    bench.moderator.outcomes = [Refused(reason="protected")]
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    await _after_the_hold_back(bench)
    action, case = _action(bench), _card(bench).case
    assert (action.state, action.fault) == (ActionState.FAILED, "protected")
    assert (case.flow.case, case.reason, case.due_at) == (
        CaseState.QUEUED,
        "action_failed",
        bench.clock(),
    )
    (page,) = _pages(bench, "action_failed")
    assert (page.reviewer_id, page.payload) == (
        MODERATOR.id,
        {"what": "failed", "reason": "protected"},
    )
    assert _card(bench).publications == ()


async def test_doubt_is_repeated_and_ends(bench: Bench) -> None:
    """What nobody can tell is tried again, later and later; in the end a person looks."""
    bench.arrive(message(1, INSULT_EN))
    bench.moderator.outcomes.extend([Lost(reason="time-out")] * 10)
    bench.moderator.outcomes.extend([Deferred(retry_after_s=40, reason="429")] * 30)
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    bench.clock.forward(seconds=61)
    for _ in range(40):
        await bench.app.enforcement.work()
        assert await bench.app.enforcement.work() == 0  # never twice in a row
        bench.clock.forward(hours=1, seconds=1)
    assert len(bench.moderator.calls) == 20
    assert (_action(bench).state, _action(bench).fault) == (ActionState.FAILED, "unreachable")


async def test_a_restriction_ends_by_itself(bench: Bench) -> None:
    """Our state follows the platform; one that is over before it could begin is never applied."""
    bench.arrive(message(1, INSULT_EN), message(2, INSULT_EN, author="other"))
    for case_id in (1, 2):
        bench.app.moderating.restrict(
            case_id,
            MODERATOR,
            message_id=case_id,
            rule="insult",
            reason="why",
            until=OPEN + timedelta(hours=1),
        )
    bench.moderator.outcomes = [
        Deferred(retry_after_s=4000, reason="429"),
    ]
    await _after_the_hold_back(bench)
    assert [call[0] for call in bench.moderator.calls] == ["apply", "apply"]
    bench.clock.forward(hours=2)
    await bench.app.enforcement.work()
    assert [bench.app.moderating.of_case(one)[0].state for one in (1, 2)] == [
        ActionState.EXPIRED,
        ActionState.EXPIRED,
    ]
    assert len(bench.moderator.calls) == 2


async def test_in_shadow_nothing_leaves(bench: Bench) -> None:
    """On a channel in shadow the platform is never called, and the notice is prepared only."""
    bench.arrive(message(1, INSULT_EN, channel=SHADOW_CHANNEL))
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    await _after_the_hold_back(bench)
    assert bench.moderator.calls == []
    assert [one.shadow for one in _card(bench).publications] == [True]
    await bench.publish()
    assert bench.wire.taken() == []


@pytest.mark.parametrize(
    ("hours", "said"),
    [(1, "lets us delete it until Friday, March 6, 2026"), (49, "no longer lets us delete it")],
)
def test_the_card_says_until_when_a_message_can_be_deleted(
    bench: Bench, hours: int, said: str
) -> None:
    """Who decides knows the 48 hours of Telegram before, and that they are over after."""
    bench.arrive(_telegram())
    reader = Reader(
        t=catalog("en"),
        zone=bench.app.tools.hours.zone,
        now=OPEN + timedelta(hours=hours),
        policy=bench.app.documents.policy,
        bank=bench.app.documents.bank,
        names={},
    )
    state = case_card(_card(bench), reader).section("state")
    assert state is not None
    assert any(said in line for line in state.lines)


async def test_the_card_says_why_an_action_failed(bench: Bench) -> None:
    """The platform's reason stands in words below the action."""
    bench.arrive(message(1, INSULT_EN))
    bench.moderator.outcomes = [Refused(reason="no_rights")]
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    await _after_the_hold_back(bench)
    reader = Reader(
        t=catalog("fr"),
        zone=bench.app.tools.hours.zone,
        now=bench.clock(),
        policy=bench.app.documents.policy,
        bank=bench.app.documents.bank,
        names={},
    )
    section = case_card(_card(bench), reader).section("actions")
    assert section is not None
    assert "Le robot n'a pas le droit de le faire" in section.lines[-1]


async def test_an_undo_during_the_call_is_not_lost(tmp_path: Path) -> None:
    """Undone between the count and the answer: what was applied is lifted, and nobody is told."""
    undo: list[Callable[[], object]] = []

    def probe(name: str) -> None:
        if name == "action:before" and undo:
            undo.pop()()

    bench = build_test_app(tmp_path, probe=probe)
    bench.arrive(message(1, INSULT_EN))
    bench.app.moderating.delete(1, MODERATOR, message_id=1, rule="insult", reason="why")
    undo.append(lambda: bench.app.decisions.undo(1, MODERATOR))
    await _after_the_hold_back(bench)
    assert _action(bench).state is ActionState.LIFTING
    await bench.app.enforcement.work()
    assert [call[0] for call in bench.moderator.calls] == ["apply", "lift"]
    assert _action(bench).state is ActionState.LIFTED
    assert _card(bench).publications == ()
    bench.app.close()
