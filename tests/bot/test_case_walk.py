"""Every reachable combination of case, draft, approvals and publication, against a ghost model.

The ghost is what a witness outside would remember: who approved which language since the text last
changed, what the platform said, what the author did. It knows nothing of how `bot.case` works.
The revision only counts and is left out of what is compared, which makes the graph finite: the
walk has no bound on the number of events.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pytest

from bot.case import (
    Approve,
    Change,
    Claim,
    Close,
    Escalate,
    Event,
    Flow,
    Need,
    Propose,
    Reject,
    Release,
    Send,
    Snooze,
    Undo,
    Wake,
    apply,
)
from bot.states import CaseState, DraftState, IllegalMove, PublicationEvent, PublicationState

EN, FR, BOTH = frozenset({"en"}), frozenset({"fr"}), frozenset({"en", "fr"})
COMPETENCES = (EN, FR, BOTH)

EVENTS: Final[tuple[Event, ...]] = (
    Need(),
    *(Propose(needs=needs) for needs in COMPETENCES),
    *(Claim(reviewer=reviewer) for reviewer in (1, 2)),
    Release(),
    Snooze(),
    Wake(),
    Escalate(),
    *(Approve(reviewer=reviewer, languages=langs) for reviewer in (1, 2) for langs in COMPETENCES),
    Reject(),
    Close(),
    Undo(),
    *(Send(event=event) for event in PublicationEvent),
    Change(still_needed=True),
    Change(still_needed=False),
)
DECISIONS = (Approve, Reject, Close, Snooze)
ON_ITS_WAY = {PublicationState.HELD, PublicationState.SENDING, PublicationState.HANDED_OFF}
OUT = {PublicationState.SENDING, PublicationState.SENT, PublicationState.HANDED_OFF}
WITH_A_PERSON = {CaseState.QUEUED, CaseState.CLAIMED, CaseState.SNOOZED}
ANSWERING = {CaseState.ANSWERING, CaseState.OVERTAKEN}

Core = tuple[
    CaseState,
    DraftState | None,
    frozenset[str],
    frozenset[tuple[int, str]],
    PublicationState | None,
    int | None,
]


def core(flow: Flow) -> Core:
    """Return what a reviewer can see of a case."""
    return (
        flow.case,
        flow.draft,
        flow.needs,
        flow.approvals,
        flow.publication,
        flow.claimed_by,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """What a witness remembers."""

    approved: frozenset[tuple[int, str]] = frozenset()  # since the text last changed
    confirmed: bool = False  # this text is out
    lost: bool = False  # nobody could tell, and no person has said that it is not out
    begun: bool = False  # the text has left since the last decision
    changed: bool = False  # the author changed what this text answers
    unseen: bool = False  # a message asks for a person, and no decision was made since
    closed: bool = False  # a person closed it, or the author took the question back
    decided: "tuple[Core, Ghost] | None" = None  # before the last decision


def remember(ghost: Ghost, flow: Flow, event: Event) -> Ghost:
    """Return what the witness remembers after a legal event."""
    if isinstance(event, DECISIONS):
        earlier = (core(flow), replace(ghost, decided=None))
        ghost = replace(ghost, decided=earlier, begun=False)
    match event:
        case Need():
            return replace(ghost, unseen=True, closed=False)
        case Propose():
            return Ghost(unseen=ghost.unseen, closed=ghost.closed)
        case Approve(reviewer=reviewer, languages=languages):
            given = {(reviewer, lang) for lang in languages}
            return replace(ghost, approved=ghost.approved | given, unseen=False)
        case Reject() | Close():
            return replace(ghost, unseen=False, closed=True)
        case Undo():
            assert ghost.decided is not None
            return ghost.decided[1]
        case Change(still_needed=still_needed):
            gone = not still_needed
            return replace(
                ghost,
                changed=True,
                unseen=ghost.unseen and still_needed,
                closed=ghost.closed or gone,
            )
        case Send(event=PublicationEvent.BEGIN | PublicationEvent.HAND_OFF):
            # a reviewer who has the case and hands the text off has seen what there is
            seen = flow.case is CaseState.CLAIMED
            return replace(ghost, begun=True, unseen=ghost.unseen and not seen)
        case Send(event=PublicationEvent.CONFIRM):
            return replace(ghost, confirmed=True, closed=True)
        case Send(event=PublicationEvent.LOSE):
            return replace(ghost, lost=True)
        case Send(event=PublicationEvent.WITHDRAW):
            return replace(ghost, lost=False, approved=frozenset())
        case _:
            return ghost


def covered(needs: frozenset[str], ghost: Ghost) -> bool:
    """Whether somebody approved each language that the text needs."""
    return needs <= {lang for _, lang in ghost.approved}


def check_state(flow: Flow, ghost: Ghost) -> None:
    """Assert what holds of every state, however it was reached."""
    if flow.publication in OUT:
        assert flow.needs
        assert covered(flow.needs, ghost)
    assert (flow.claimed_by is not None) == (flow.case is CaseState.CLAIMED)
    assert (flow.publication in ON_ITS_WAY) == (flow.case in ANSWERING)
    if flow.publication is PublicationState.UNKNOWN:
        assert flow.case in WITH_A_PERSON
    if flow.publication is PublicationState.FAILED:
        assert flow.case in WITH_A_PERSON or (flow.case is CaseState.CLOSED and ghost.closed)
    if flow.case is CaseState.CLOSED:
        assert ghost.closed
        assert not ghost.unseen
    assert (flow.draft is DraftState.PUBLISHED) == (flow.publication is PublicationState.SENT)
    if flow.draft is DraftState.APPROVED:
        assert not ghost.changed
        assert flow.approved
    if flow.draft is DraftState.PROPOSED and not ghost.changed:
        assert flow.approvals <= ghost.approved
    assert flow.before is None or flow.before.before is None


def check_move(flow: Flow, ghost: Ghost, event: Event, after: Flow) -> None:
    """Assert what holds of every legal move."""
    match event:
        case Send(event=PublicationEvent.BEGIN | PublicationEvent.HAND_OFF):
            assert not ghost.confirmed
            assert not ghost.lost
            # handed off after a change: the platform sent nothing, and nobody is asked to
            assert not ghost.changed or after.publication is PublicationState.WITHDRAWN
            assert covered(flow.needs, ghost)
        case Send(event=PublicationEvent.CONFIRM):
            assert not ghost.confirmed
        case Propose():
            assert flow.publication not in ON_ITS_WAY
            assert flow.publication is not PublicationState.UNKNOWN
            assert after.approvals == frozenset()
        case Undo():
            assert ghost.decided is not None
            assert not ghost.begun
            assert core(after) == ghost.decided[0]
            assert not sendable(after)
        case Approve(languages=languages):
            assert not ghost.changed
            assert languages & flow.needs
        case Change():
            assert not sendable(after)
        case _:
            pass
    assert after.revision - flow.revision == isinstance(event, Propose)
    if isinstance(event, DECISIONS):
        assert core(apply(after, Undo())) == core(flow)
    if not isinstance(event, (*DECISIONS, Undo, Need)):
        assert after.before is None


def sendable(flow: Flow) -> bool:
    """Whether the sender may take the text out."""
    try:
        apply(flow, Send(event=PublicationEvent.BEGIN))
    except IllegalMove:
        return False
    return True


def uncounted(flow: Flow) -> Flow:
    """Leave the number of texts out: nothing depends on it."""
    before = None if flow.before is None else uncounted(flow.before)
    return replace(flow, revision=0, before=before)


Node = tuple[Flow, Ghost]


@cache
def walk() -> dict[Node, tuple[tuple[Event, Node], ...]]:
    """Return every reachable state with its legal moves; every assertion is made on the way."""
    start: Node = (Flow(), Ghost())
    graph: dict[Node, tuple[tuple[Event, Node], ...]] = {}
    found = {start}
    waiting = deque([start])
    while waiting:
        flow, ghost = node = waiting.popleft()
        moves: list[tuple[Event, Node]] = []
        for event in EVENTS:
            try:
                after = apply(flow, event)
            except IllegalMove:
                continue
            check_move(flow, ghost, event, after)
            after = uncounted(after)
            remembered = remember(ghost, flow, event)
            if after.before is None:
                # no undo can follow, so that nothing would ever be compared with it
                remembered = replace(remembered, decided=None)
            check_state(after, remembered)
            moves.append((event, (after, remembered)))
            if (after, remembered) not in found:
                found.add((after, remembered))
                waiting.append((after, remembered))
        graph[node] = tuple(moves)
    return graph


def leading_to(goals: Iterable[Node]) -> set[Node]:
    """Return the states from which one of the goals can be reached."""
    origins: dict[Node, list[Node]] = defaultdict(list)
    for node, moves in walk().items():
        for _, after in moves:
            origins[after].append(node)
    reached = set(goals)
    waiting = list(reached)
    while waiting:
        for origin in origins[waiting.pop()]:
            if origin not in reached:
                reached.add(origin)
                waiting.append(origin)
    return reached


def test_every_reachable_state_keeps_its_promises() -> None:
    """Approvals, single sends, undo, claims: all hold in every state; and the walk saw them all."""
    flows = {flow for flow, _ in walk()}
    assert {flow.case for flow in flows} == set(CaseState)
    assert {flow.draft for flow in flows} == {*DraftState, None} - {DraftState.SUPERSEDED}
    assert {flow.publication for flow in flows} == {*PublicationState, None}
    assert {type(event) for moves in walk().values() for event, _ in moves} == {
        type(event) for event in EVENTS
    }
    # a number that shrinks much says that a part of the graph has been cut off
    assert len(walk()) > 5_000


def test_no_state_is_a_dead_end() -> None:
    """From every state a person can bring the case to an end."""
    closed = [node for node in walk() if node[0].case is CaseState.CLOSED]
    assert set(walk()) - leading_to(closed) == set()


def test_a_closed_case_opens_again() -> None:
    """A message that needs a person puts a closed case in the queue."""
    for (flow, _), moves in walk().items():
        if flow.case is CaseState.CLOSED:
            after = dict(moves)[Need()][0]
            assert after.case is CaseState.QUEUED
            assert after.before is None


def test_a_person_can_take_up_every_case_that_waits() -> None:
    """What is queued or snoozed can be claimed, and the case is then the claimant's."""
    for (flow, _), moves in walk().items():
        if flow.case in {CaseState.QUEUED, CaseState.SNOOZED}:
            for reviewer in (1, 2):
                after = dict(moves)[Claim(reviewer=reviewer)][0]
                assert (after.case, after.claimed_by) == (CaseState.CLAIMED, reviewer)


def test_what_nobody_can_tell_waits_for_an_answer() -> None:
    """An unknown outcome can be settled either way in every state, and by nothing else."""
    for (flow, _), moves in walk().items():
        if flow.publication is not PublicationState.UNKNOWN:
            continue
        outcomes = {
            after.publication for _, (after, _) in moves if after.publication != flow.publication
        }
        assert outcomes == {PublicationState.SENT, PublicationState.WITHDRAWN}


def after(*events: Event) -> Flow:
    """Return what a new case becomes."""
    flow = Flow()
    for event in events:
        flow = apply(flow, event)
    return flow


ASKED = (Need(), Propose(needs=EN), Claim(reviewer=1))
HELD = (*ASKED, Approve(reviewer=1, languages=EN))
SENDING = (*HELD, Send(event=PublicationEvent.BEGIN))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            (*SENDING, Send(event=PublicationEvent.CONFIRM)),
            (CaseState.CLOSED, DraftState.PUBLISHED, PublicationState.SENT),
            id="the usual way",
        ),
        pytest.param(
            (*HELD, Need(), Undo()),
            (CaseState.CLAIMED, DraftState.PROPOSED, None),
            id="a second message leaves the hold-back window open",
        ),
        pytest.param(
            (*SENDING, Need(), Send(event=PublicationEvent.CONFIRM)),
            (CaseState.QUEUED, DraftState.PUBLISHED, PublicationState.SENT),
            id="a message that came while the reply was on its way is not lost",
        ),
        pytest.param(
            (*SENDING, Need(), Change(still_needed=False), Send(event=PublicationEvent.CONFIRM)),
            (CaseState.QUEUED, DraftState.PUBLISHED, PublicationState.SENT),
            id="a reply to what is gone went out: a person looks",
        ),
        pytest.param(
            (*HELD, Change(still_needed=True)),
            (CaseState.QUEUED, DraftState.WITHDRAWN, PublicationState.WITHDRAWN),
            id="an edit recalls the reply from the hold-back window",
        ),
        pytest.param(
            (*HELD, Change(still_needed=False)),
            (CaseState.CLOSED, DraftState.WITHDRAWN, PublicationState.WITHDRAWN),
            id="a deletion recalls it and closes the case",
        ),
        pytest.param(
            (*SENDING, Change(still_needed=True), Send(event=PublicationEvent.RETRY)),
            (CaseState.QUEUED, DraftState.WITHDRAWN, PublicationState.WITHDRAWN),
            id="an edit during a send that did not connect: never tried again",
        ),
        pytest.param(
            (*SENDING, Change(still_needed=True), Send(event=PublicationEvent.REFUSE)),
            (CaseState.QUEUED, DraftState.WITHDRAWN, PublicationState.WITHDRAWN),
            id="an edit during a send that was refused: nothing to hand off",
        ),
        pytest.param(
            (*SENDING, Send(event=PublicationEvent.HAND_OFF)),
            (CaseState.ANSWERING, DraftState.APPROVED, PublicationState.HANDED_OFF),
            id="the publisher hands it off",
        ),
        pytest.param(
            (*SENDING, Change(still_needed=True), Send(event=PublicationEvent.HAND_OFF)),
            (CaseState.QUEUED, DraftState.WITHDRAWN, PublicationState.WITHDRAWN),
            id="an edit before the publisher hands it off: nobody is asked to post it",
        ),
        pytest.param(
            (*SENDING, Send(event=PublicationEvent.LOSE), Change(still_needed=False)),
            (CaseState.QUEUED, DraftState.WITHDRAWN, PublicationState.UNKNOWN),
            id="a deletion does not hide an unknown outcome",
        ),
        pytest.param(
            (
                *SENDING,
                Send(event=PublicationEvent.REFUSE),
                Claim(reviewer=2),
                Send(event=PublicationEvent.HAND_OFF),
            ),
            (CaseState.ANSWERING, DraftState.APPROVED, PublicationState.HANDED_OFF),
            id="a refused reply is handed off and is on its way again",
        ),
        pytest.param(
            (
                *HELD,
                Send(event=PublicationEvent.HAND_OFF),
                Send(event=PublicationEvent.CONFIRM),
            ),
            (CaseState.CLOSED, DraftState.PUBLISHED, PublicationState.SENT),
            id="posted by hand",
        ),
    ],
)
def test_the_ways_that_matter(
    events: tuple[Event, ...],
    expected: tuple[CaseState, DraftState | None, PublicationState | None],
) -> None:
    """Each story ends where a reviewer would expect it to."""
    flow = after(*events)
    assert (flow.case, flow.draft, flow.publication) == expected


def test_an_unknown_outcome_keeps_the_case_open() -> None:
    """Nobody closes a case before saying whether its reply is out."""
    lost = after(*SENDING, Send(event=PublicationEvent.LOSE), Claim(reviewer=1))
    with pytest.raises(IllegalMove, match="unknown"):
        apply(lost, Close())
    settled = apply(lost, Send(event=PublicationEvent.WITHDRAW))
    assert apply(settled, Close()).case is CaseState.CLOSED


def test_two_reviewers_share_a_bilingual_reply() -> None:
    """Half of the approvals gives the case back to the queue; the other half sends it."""
    half = after(Need(), Propose(needs=BOTH), Claim(reviewer=1), Approve(reviewer=1, languages=EN))
    assert (half.case, half.publication, half.claimed_by) == (CaseState.QUEUED, None, None)
    whole = apply(apply(half, Claim(reviewer=2)), Approve(reviewer=2, languages=BOTH))
    assert whole.approvals == {(1, "en"), (2, "en"), (2, "fr")}
    assert (whole.case, whole.publication) == (CaseState.ANSWERING, PublicationState.HELD)


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(
            Flow(draft=DraftState.APPROVED, needs=BOTH, approvals=frozenset({(1, "en")})),
            id="an approval is missing",
        ),
        pytest.param(
            Flow(draft=DraftState.PROPOSED, needs=EN, approvals=frozenset({(1, "en")})),
            id="not approved as a whole",
        ),
        pytest.param(Flow(draft=DraftState.WITHDRAWN), id="withdrawn"),
    ],
)
@pytest.mark.parametrize("event", [PublicationEvent.BEGIN, PublicationEvent.HAND_OFF])
def test_a_database_that_was_meddled_with_sends_nothing(
    flow: Flow, event: PublicationEvent
) -> None:
    """Even from a state that no walk reaches, an unapproved text does not set out."""
    held = replace(flow, case=CaseState.ANSWERING, publication=PublicationState.HELD)
    with pytest.raises(IllegalMove):
        apply(held, Send(event=event))
