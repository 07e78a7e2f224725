"""The pace: no window holds more than its rate, priorities count, nobody is held up for nothing."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.pacing import Pacer, Rates, Schedule, Ticket
from bot.ports import Priority
from tests.telegram.wired import Ticking

GROUP, OTHER, PRIVATE = "-100", "-200", "300"
_SLACK = 1e-9


@dataclass(frozen=True)
class Gone:
    """One call as it went."""

    at: float
    ticket: Ticket


def _run(schedule: Schedule, arrivals: list[tuple[float, str, Priority]]) -> list[Gone]:
    """Let calls arrive at their times, and go as soon as they may; a clock without waiting."""
    gone: list[Gone] = []
    waiting = sorted(arrivals, key=lambda one: one[0])
    now = 0.0
    for _ in range(100_000):
        while waiting and waiting[0][0] <= now:
            _, chat, priority = waiting.pop(0)
            schedule.join(chat, priority)
        gone += [Gone(now, ticket) for ticket in schedule.grant(now)]
        if not waiting and not schedule.waiting:
            return gone
        soonest = min(schedule.wakes_at(), waiting[0][0] if waiting else float("inf"))
        assert soonest > now, "somebody could go, and did not"
        now = soonest
    raise AssertionError("it never ends")


def _most(times: list[float], span: float) -> int:
    """Return how many fall into the fullest window of that length (its end not included)."""
    return max(
        (sum(start <= at < start + span - _SLACK for at in times) for start in times), default=0
    )


_ARRIVALS = st.lists(
    st.tuples(
        st.floats(min_value=0, max_value=30),
        st.sampled_from([GROUP, OTHER, PRIVATE, "301", "302"]),
        st.sampled_from(Priority),
    ),
    max_size=120,
)


@given(arrivals=_ARRIVALS)
def test_no_window_holds_too_much(arrivals: list[tuple[float, str, Priority]]) -> None:
    """However calls come: never more than the rates in any second or minute, and all go."""
    rates = Rates(overall_per_s=5, chat_per_s=1, group_per_min=7, safety_reserve=1)
    gone = _run(Schedule(rates), arrivals)
    assert len(gone) == len(arrivals)
    assert _most([one.at for one in gone], 1.0) <= 5
    chats: dict[str | None, list[float]] = defaultdict(list)
    for one in gone:
        chats[one.ticket.chat].append(one.at)
    assert all(_most(times, 1.0) <= 1 for times in chats.values())
    assert all(_most(chats[group], 60.0) <= 7 for group in (GROUP, OTHER))


@given(arrivals=_ARRIVALS)
def test_first_come_first_served_in_a_chat(arrivals: list[tuple[float, str, Priority]]) -> None:
    """Of one priority and one chat, who waits longest goes first."""
    gone = _run(Schedule(Rates(overall_per_s=5, group_per_min=7)), arrivals)
    lines: dict[tuple[str | None, Priority], list[int]] = defaultdict(list)
    for one in gone:
        lines[one.ticket.chat, one.ticket.priority].append(one.ticket.number)
    assert all(line == sorted(line) for line in lines.values())


@given(arrivals=_ARRIVALS)
def test_safety_goes_first(arrivals: list[tuple[float, str, Priority]]) -> None:
    """Nothing else goes while a safety call waits that could go in its place."""
    schedule = Schedule(Rates(overall_per_s=5, group_per_min=7))
    waiting: dict[int, Ticket] = {}
    original = schedule.join

    def join(chat: str | None, priority: Priority) -> Ticket:
        ticket = original(chat, priority)
        waiting[ticket.number] = ticket
        return ticket

    for at, chat, priority in sorted(arrivals, key=lambda one: one[0]):
        join(chat, priority)
        before = [one for one in waiting.values() if one.priority is Priority.SAFETY]
        could = {one.number for one in before if schedule.free_at(one.chat, Priority.SAFETY) <= at}
        granted = schedule.grant(at)
        first = [one.number for one in granted if one.priority is Priority.SAFETY]
        later = [one for one in granted if one.priority is not Priority.SAFETY]
        if later and could:
            assert granted[0].priority is Priority.SAFETY
        for one in granted:
            del waiting[one.number]
        # one of each chat that was free is gone before anything else is
        assert not later or len(first) >= min(len({o.chat for o in before if o.number in could}), 1)


def test_a_slow_chat_holds_nobody_up() -> None:
    """Ten calls wait for one group; a call for a private chat goes at once."""
    schedule = Schedule(Rates())
    for _ in range(10):
        schedule.join(GROUP, Priority.PUBLIC)
    assert len(schedule.grant(0.0)) == 1
    mine = schedule.join(PRIVATE, Priority.PUBLIC)
    assert schedule.grant(0.0) == [mine]


def test_something_is_kept_for_safety() -> None:
    """A flood of public texts leaves room: a safety card goes in the same second."""
    schedule = Schedule(Rates(overall_per_s=30, safety_reserve=3))
    for number in range(60):
        schedule.join(str(number + 1), Priority.PUBLIC)
    assert len(schedule.grant(0.0)) == 27
    urgent = schedule.join("999", Priority.SAFETY)
    assert schedule.grant(0.1) == [urgent]


def test_a_chat_that_was_told_to_wait_waits_exactly_so_long() -> None:
    """A 429 with 7 seconds: nothing goes there before, safety neither; others go on."""
    schedule = Schedule(Rates())
    schedule.hold(GROUP, until=7.0, now=0.0)
    urgent = schedule.join(GROUP, Priority.SAFETY)
    other = schedule.join(OTHER, Priority.PUBLIC)
    assert schedule.grant(0.0) == [other]
    assert schedule.grant(6.999) == []
    assert schedule.wakes_at() == 7.0
    assert schedule.grant(7.0) == [urgent]


def test_several_chats_told_to_wait_mean_all() -> None:
    """Three chats get a 429 at nearly the same time: the whole bot waits."""
    schedule = Schedule(Rates())
    for number, chat in enumerate((GROUP, OTHER, PRIVATE)):
        schedule.hold(chat, until=10.0, now=float(number))
    mine = schedule.join("777", Priority.REVIEWER)
    assert schedule.grant(9.9) == []
    assert schedule.grant(10.0) == [mine]


def test_memory_is_bounded() -> None:
    """Chats where nothing happened for a minute are forgotten; those that matter are not."""
    schedule = Schedule(Rates(overall_per_s=10_000))
    schedule.hold("-5", until=1e9, now=0.0)
    for number in range(5_000):
        schedule.join(str(number + 1), Priority.PUBLIC)
        schedule.grant(number * 0.5)
    assert schedule.chats < 1_000
    assert schedule.free_at("-5", Priority.PUBLIC) == 1e9


# --- waiting --------------------------------------------------------------------------------


async def test_turns_are_given_in_time() -> None:
    """Five calls for one chat take four seconds of the clock."""
    ticks = Ticking()
    pacer = Pacer(Rates(), ticks, ticks.sleep)
    started = ticks()
    assert (
        await asyncio.gather(*(pacer.turn(PRIVATE, Priority.REVIEWER) for _ in range(5)))
        == [True] * 5
    )
    assert abs(ticks() - started - 4.0) < 0.1
    await pacer.close()


async def test_impatience() -> None:
    """Whoever would wait longer than they want is told no, and takes nobody's place."""
    ticks = Ticking()
    pacer = Pacer(Rates(), ticks, ticks.sleep)
    assert await pacer.turn(PRIVATE, Priority.PUBLIC, patience_s=0)
    assert not await pacer.turn(PRIVATE, Priority.PUBLIC, patience_s=0.5)
    assert pacer.delay_s(PRIVATE) <= 0.5
    assert await pacer.turn(PRIVATE, Priority.PUBLIC, patience_s=2)
    await pacer.close()


async def test_giving_up_takes_nobodys_place() -> None:
    """A call that is cancelled while it waits leaves the line; closing tells the rest no."""
    pacer = Pacer(Rates())
    await pacer.turn(PRIVATE, Priority.PUBLIC)
    first = asyncio.create_task(pacer.turn(PRIVATE, Priority.PUBLIC))
    second = asyncio.create_task(pacer.turn(PRIVATE, Priority.PUBLIC))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert 0 < pacer.delay_s(PRIVATE) <= 2.0
    await pacer.close()
    assert await second is False
