"""The transition table, by itself."""

from enum import StrEnum

import pytest

from bot.states import (
    TRANSITIONS,
    ActionEvent,
    ActionState,
    AppealEvent,
    AppealState,
    CaseEvent,
    CaseState,
    DraftEvent,
    DraftState,
    IllegalMove,
    PostEvent,
    PostState,
    PublicationEvent,
    PublicationState,
    step,
)

MACHINES: list[tuple[type[StrEnum], type[StrEnum]]] = [
    (CaseState, CaseEvent),
    (DraftState, DraftEvent),
    (PublicationState, PublicationEvent),
    (ActionState, ActionEvent),
    (AppealState, AppealEvent),
    (PostState, PostEvent),
]
EVERY_STATE = [state for states, _ in MACHINES for state in states]
EVERY_EVENT = [event for _, events in MACHINES for event in events]
# an enum's members compare as plain strings, so that the type has to be part of the key
LEGAL = {(type(state), state, type(event), event) for state, event, _ in TRANSITIONS}


@pytest.mark.parametrize("state", EVERY_STATE, ids=lambda s: f"{type(s).__name__}.{s.name}")
def test_moves_outside_the_table_raise(state: StrEnum) -> None:
    """Each event of each enum that the table does not have for a state is refused, by name."""
    for event in EVERY_EVENT:
        if (type(state), state, type(event), event) in LEGAL:
            continue
        with pytest.raises(IllegalMove) as refused:
            step(state, event)
        assert (refused.value.state, refused.value.event) == (state, event)
        assert str(refused.value) == f"{type(state).__name__} '{state}' has no move '{event}'"


@pytest.mark.parametrize(("state", "event", "after"), TRANSITIONS, ids=lambda member: member.name)
def test_moves_of_the_table_stay_in_their_machine(
    state: StrEnum, event: StrEnum, after: StrEnum
) -> None:
    """A legal move takes an event of the state's own machine and ends in a state of it."""
    assert (type(state), type(event)) in MACHINES
    assert type(after) is type(state)
    assert step(state, event) is after


def test_no_move_is_in_the_table_twice() -> None:
    """A state and an event have one outcome."""
    assert len(LEGAL) == len(TRANSITIONS)


@pytest.mark.parametrize(("states", "events"), MACHINES)
def test_every_state_is_reachable_and_every_event_is_used(
    states: type[StrEnum], events: type[StrEnum]
) -> None:
    """From its first member each machine reaches all its states, and no event is idle."""
    reached = {next(iter(states))}
    used: set[StrEnum] = set()
    while True:
        moves = [
            (event, after)
            for state, event, after in TRANSITIONS
            if type(state) is states and state in reached
        ]
        used.update(event for event, _ in moves)
        found = {after for _, after in moves} - reached
        if not found:
            break
        reached |= found
    assert reached == set(states)
    assert used == set(events)


def test_the_table_is_read_by_type_and_not_by_text() -> None:
    """An approved draft and an approved post share their text, not their moves."""
    assert step(DraftState.APPROVED, DraftEvent.WITHDRAW) is DraftState.WITHDRAWN
    assert step(PostState.APPROVED, PostEvent.WITHDRAW) is PostState.WITHDRAWN
    with pytest.raises(IllegalMove):
        step(ActionState.HELD, PublicationEvent.BEGIN)
    with pytest.raises(IllegalMove):
        step(PublicationState.HELD, PostEvent.BEGIN)
