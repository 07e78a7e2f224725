"""Every reachable state of an official post, against a ghost model of what a witness remembers."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pytest

from bot.post import (
    BOTH,
    ApproveHalf,
    ApproveStep,
    EditPost,
    Layout,
    PostFlow,
    PostMove,
    RetryHalf,
    SendHalf,
    SetNeeds,
    Withdraw,
    apply,
)
from bot.states import IllegalMove, PostState, PublicationEvent, PublicationState

AUTHOR, REVIEWERS = 0, (1, 2, 3)
LANGUAGES = ("en", "fr")
BROKEN = {PublicationState.UNKNOWN, PublicationState.FAILED}
EDITOR = 3
NEEDS = frozenset({"director", "caretaker"})
EVENTS: Final[tuple[PostMove, ...]] = (
    *(
        ApproveHalf(reviewer=reviewer, lang=lang)
        for reviewer in (AUTHOR, *REVIEWERS)
        for lang in LANGUAGES
    ),
    *(
        ApproveStep(reviewer=reviewer, need=need)
        for reviewer in (AUTHOR, 1, 3)
        for need in sorted(NEEDS)
    ),
    SetNeeds(needs=frozenset()),
    SetNeeds(needs=NEEDS),
    EditPost(),
    EditPost(editor=EDITOR),
    *(
        SendHalf(lang=half, event=event)
        for half in (*LANGUAGES, BOTH)
        for event in PublicationEvent
    ),
    *(RetryHalf(lang=half) for half in (*LANGUAGES, BOTH)),
    Withdraw(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """What a witness remembers."""

    approved: tuple[tuple[str, int], ...] = ()  # since the last edit, the last of each kind
    authors: frozenset[int] = frozenset({AUTHOR})  # who wrote some of it
    needs: frozenset[str] = frozenset()  # what was asked for last
    left: bool = False  # some half has set out, in whatever revision
    confirmed: frozenset[str] = frozenset()  # halves that are out, in whatever revision
    lost: frozenset[str] = frozenset()  # nobody could tell, and no person has said "not out"


def remember(ghost: Ghost, event: PostMove) -> Ghost:
    """Return what the witness remembers after a legal event."""
    match event:
        case ApproveHalf(reviewer=reviewer, lang=lang):
            approved = {**dict(ghost.approved), lang: reviewer}
            return replace(ghost, approved=tuple(sorted(approved.items())))
        case ApproveStep(reviewer=reviewer, need=need):
            approved = {**dict(ghost.approved), need: reviewer}
            return replace(ghost, approved=tuple(sorted(approved.items())))
        case SetNeeds(needs=needs):
            return replace(ghost, needs=needs)
        case EditPost(editor=editor):
            authors = ghost.authors | ({editor} if editor is not None else set())
            return replace(ghost, approved=(), authors=authors)
        case SendHalf(event=PublicationEvent.BEGIN | PublicationEvent.HAND_OFF):
            return replace(ghost, left=True)
        case SendHalf(lang=lang, event=PublicationEvent.CONFIRM):
            return replace(ghost, confirmed=ghost.confirmed | {lang}, lost=ghost.lost - {lang})
        case SendHalf(lang=lang, event=PublicationEvent.LOSE):
            return replace(ghost, lost=ghost.lost | {lang})
        case RetryHalf(lang=lang):
            return replace(ghost, lost=ghost.lost - {lang})
        case _:
            return ghost


def check_move(flow: PostFlow, ghost: Ghost, event: PostMove, after: PostFlow) -> None:
    """Assert what holds of every legal move."""
    match event:
        case ApproveHalf(reviewer=reviewer) | ApproveStep(reviewer=reviewer):
            assert reviewer not in ghost.authors
            assert not ghost.left
        case SetNeeds():
            assert not ghost.left
        case EditPost():
            assert not ghost.left
            assert (after.approvals, after.halves) == ({}, {})
        case SendHalf(lang=lang, event=PublicationEvent.BEGIN | PublicationEvent.HAND_OFF):
            people = dict(ghost.approved)
            assert set(people) >= set(LANGUAGES) | ghost.needs
            assert len({AUTHOR, people["en"], people["fr"]}) == 3
            assert not {people[one] for one in (*LANGUAGES, *ghost.needs)} & ghost.authors
            if "caretaker" in ghost.needs:
                assert len({AUTHOR, people["en"], people["fr"], people["caretaker"]}) == 4
            assert lang not in ghost.confirmed
            assert lang not in ghost.lost
            if flow.halves[lang] is PublicationState.HELD:
                assert not BROKEN & set(flow.halves.values())
        case SendHalf(lang=lang, event=PublicationEvent.CONFIRM):
            assert lang not in ghost.confirmed
        case RetryHalf(lang=lang):
            assert flow.state is PostState.PARTIAL
            assert lang not in ghost.confirmed
            assert flow.halves[lang] in BROKEN
        case _:
            pass
    sent_back = isinstance(event, SetNeeds) and flow.state is not after.state and not after.halves
    assert after.revision - flow.revision == (isinstance(event, EditPost) or sent_back)


def check_state(flow: PostFlow, ghost: Ghost) -> None:
    """Assert what holds of every state, however it was reached."""
    halves = set(flow.halves.values())
    assert flow.approvals == dict(ghost.approved)
    assert set(flow.halves) in (set(), set(flow.layout.halves))
    assert (flow.authors, flow.needs) == (ghost.authors, ghost.needs)
    assert {
        lang for lang, half in flow.halves.items() if half is PublicationState.SENT
    } == ghost.confirmed
    assert (flow.state is PostState.PARTIAL) == bool(halves & BROKEN)
    both_out = halves == {PublicationState.SENT}
    if flow.state is not PostState.WITHDRAWN:  # where it says that what was out is to be removed
        assert (flow.state is PostState.PUBLISHED) == both_out
    if flow.state is PostState.IN_APPROVAL:
        assert not ghost.left
        assert not flow.approved
        assert halves == set()
    if flow.state is PostState.APPROVED:
        assert not ghost.left
        assert flow.approved
        assert halves == {PublicationState.HELD}
    if flow.state is PostState.WITHDRAWN:
        assert halves <= {PublicationState.WITHDRAWN, PublicationState.SENT}


Key = tuple[PostState, tuple[tuple[str, int], ...], tuple[tuple[str, str], ...], Ghost]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reachable state with its legal moves."""

    flow: PostFlow
    ghost: Ghost
    moves: tuple[tuple[PostMove, Key], ...]


def key(flow: PostFlow, ghost: Ghost) -> Key:
    """Return what tells two states apart; the revision only counts."""
    halves = tuple(sorted((lang, half.value) for lang, half in flow.halves.items()))
    return flow.state, tuple(sorted(flow.approvals.items())), halves, ghost


@cache
def walk(layout: Layout) -> dict[Key, Step]:
    """Return every reachable state; every assertion is made on the way."""
    start = (PostFlow(author=AUTHOR, layout=layout), Ghost())
    graph: dict[Key, Step] = {}
    found = {key(*start)}
    waiting = deque([start])
    while waiting:
        flow, ghost = waiting.popleft()
        moves: list[tuple[PostMove, Key]] = []
        for event in EVENTS:
            try:
                after = apply(flow, event)
            except IllegalMove:
                continue
            check_move(flow, ghost, event, after)
            remembered = remember(ghost, event)
            check_state(after, remembered)
            reached = key(after, remembered)
            moves.append((event, reached))
            if reached not in found:
                found.add(reached)
                waiting.append((after, remembered))
        graph[key(flow, ghost)] = Step(flow=flow, ghost=ghost, moves=tuple(moves))
    return graph


def leading_to(layout: Layout, goals: Iterable[Key]) -> set[Key]:
    """Return the states from which one of the goals can be reached."""
    origins: dict[Key, list[Key]] = defaultdict(list)
    for origin, reached in walk(layout).items():
        for _, after in reached.moves:
            origins[after].append(origin)
    found = set(goals)
    waiting = list(found)
    while waiting:
        for origin in origins[waiting.pop()]:
            if origin not in found:
                found.add(origin)
                waiting.append(origin)
    return found


def in_state(layout: Layout, *states: PostState) -> set[Key]:
    """Return the reachable states of a post that stands there."""
    return {node for node, reached in walk(layout).items() if reached.flow.state in states}


LAYOUTS = pytest.mark.parametrize("layout", list(Layout))


@LAYOUTS
def test_every_reachable_state_keeps_its_promises(layout: Layout) -> None:
    """Approvals by the right people, single sends, pairs: all hold; and the walk saw everything."""
    reached_all = walk(layout).values()
    assert {reached.flow.state for reached in reached_all} == set(PostState)
    assert {half for reached in reached_all for half in reached.flow.halves.values()} == set(
        PublicationState
    )
    taken = {event for reached in reached_all for event, _ in reached.moves}
    others = {*LANGUAGES, BOTH} - set(layout.halves)
    never = (
        {ApproveHalf(reviewer=AUTHOR, lang=lang) for lang in LANGUAGES}
        | {ApproveStep(reviewer=AUTHOR, need=need) for need in NEEDS}
        | {SendHalf(lang=half, event=PublicationEvent.WITHDRAW) for half in layout.halves}
        | {SendHalf(lang=half, event=event) for half in others for event in PublicationEvent}
        | {RetryHalf(lang=half) for half in others}
    )
    assert taken == set(EVENTS) - never


@LAYOUTS
def test_no_state_is_a_dead_end(layout: Layout) -> None:
    """Every post that is not at its end can be published, where people are left to approve it."""
    withdrawn = in_state(layout, PostState.WITHDRAWN)
    assert all(walk(layout)[node].moves == () for node in withdrawn)
    published = in_state(layout, PostState.PUBLISHED)
    assert all(
        [event for event, _ in walk(layout)[node].moves] == [Withdraw()] for node in published
    )
    for end in (withdrawn, published):
        ended = withdrawn | published
        assert set(walk(layout)) - ended - leading_to(layout, end) == set()


@LAYOUTS
def test_a_person_can_withdraw_unless_a_send_is_running(layout: Layout) -> None:
    """Only a call that may be under way at this moment stops a withdrawal."""
    for node in set(walk(layout)) - in_state(layout, PostState.WITHDRAWN):
        sending = PublicationState.SENDING in walk(layout)[node].flow.halves.values()
        assert (Withdraw() in dict(walk(layout)[node].moves)) == (not sending)


@LAYOUTS
def test_every_broken_half_can_be_sent_once_more(layout: Layout) -> None:
    """Whichever half is broken, a person can put it right, one after the other."""
    for node in in_state(layout, PostState.PARTIAL):
        reached = walk(layout)[node]
        broken = {lang for lang, half in reached.flow.halves.items() if half in BROKEN}
        retries = {event.lang for event, _ in reached.moves if isinstance(event, RetryHalf)}
        assert retries == broken


def after(*events: PostMove) -> PostFlow:
    """Return what a new post becomes."""
    flow = PostFlow(author=AUTHOR)
    for event in events:
        flow = apply(flow, event)
    return flow


APPROVED = (ApproveHalf(reviewer=1, lang="en"), ApproveHalf(reviewer=2, lang="fr"))


def send(lang: str, *events: PublicationEvent) -> tuple[SendHalf, ...]:
    """Return what happens to one half, in order."""
    return tuple(SendHalf(lang=lang, event=event) for event in events)


BEGIN, CONFIRM, REFUSE = (
    PublicationEvent.BEGIN,
    PublicationEvent.CONFIRM,
    PublicationEvent.REFUSE,
)
LOSE, RETRY, HAND_OFF = (
    PublicationEvent.LOSE,
    PublicationEvent.RETRY,
    PublicationEvent.HAND_OFF,
)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            (*send("en", BEGIN, CONFIRM), *send("fr", BEGIN, CONFIRM)),
            (PostState.PUBLISHED, "sent", "sent"),
            id="the usual way",
        ),
        pytest.param(
            (*send("en", HAND_OFF), *send("fr", HAND_OFF), *send("fr", CONFIRM)),
            (PostState.PUBLISHING, "handed_off", "sent"),
            id="one half posted by hand, the other still to be posted",
        ),
        pytest.param(
            (*send("en", BEGIN, REFUSE, HAND_OFF), *send("fr", BEGIN, CONFIRM)),
            (PostState.PUBLISHING, "handed_off", "sent"),
            id="a refused half is handed off and the other goes",
        ),
        pytest.param(
            (*send("en", BEGIN), *send("fr", BEGIN, REFUSE), *send("en", REFUSE)),
            (PostState.PARTIAL, "failed", "failed"),
            id="both refused",
        ),
        pytest.param(
            (
                *send("en", BEGIN),
                *send("fr", BEGIN, REFUSE),
                *send("en", REFUSE),
                RetryHalf(lang="en"),
            ),
            (PostState.PARTIAL, "held", "failed"),
            id="one of two refused halves is put right: still with a person",
        ),
        pytest.param(
            (*send("en", BEGIN, CONFIRM), *send("fr", BEGIN, LOSE), RetryHalf(lang="fr")),
            (PostState.PUBLISHING, "sent", "held"),
            id="a person says that the lost half is not out",
        ),
        pytest.param(
            (*send("en", BEGIN, LOSE, CONFIRM), *send("fr", BEGIN, CONFIRM)),
            (PostState.PUBLISHED, "sent", "sent"),
            id="the lost half was found, so the other follows",
        ),
        pytest.param(
            (*send("en", BEGIN), *send("fr", BEGIN, LOSE), *send("en", HAND_OFF)),
            (PostState.PARTIAL, "handed_off", "unknown"),
            id="handed off by the publisher while the other was lost",
        ),
        pytest.param(
            (*send("en", BEGIN, RETRY), Withdraw()),
            (PostState.WITHDRAWN, "withdrawn", "withdrawn"),
            id="not connected: can still be taken back",
        ),
        pytest.param(
            (*send("en", BEGIN, CONFIRM), *send("fr", BEGIN, REFUSE), Withdraw()),
            (PostState.WITHDRAWN, "sent", "withdrawn"),
            id="the half that was out is removed by hand",
        ),
    ],
)
def test_the_ways_that_matter(
    events: tuple[PostMove, ...], expected: tuple[PostState, str, str]
) -> None:
    """Each story of an approved post ends where its author would expect it to."""
    flow = after(*APPROVED, *events)
    assert (flow.state, flow.halves["en"].value, flow.halves["fr"].value) == expected


@pytest.mark.parametrize(
    ("events", "refused"),
    [
        pytest.param((), ApproveHalf(reviewer=AUTHOR, lang="en"), id="own text"),
        pytest.param(APPROVED[:1], ApproveHalf(reviewer=1, lang="fr"), id="both by one person"),
        pytest.param((), ApproveHalf(reviewer=1, lang="es"), id="not an official language"),
        pytest.param(APPROVED[:1], send("en", BEGIN)[0], id="one approval"),
        pytest.param((*APPROVED, EditPost()), send("en", BEGIN)[0], id="edited since"),
        pytest.param(
            (EditPost(editor=1),), ApproveHalf(reviewer=1, lang="en"), id="the editor approves"
        ),
        pytest.param((SetNeeds(needs=NEEDS), *APPROVED), send("en", BEGIN)[0], id="a step missing"),
        pytest.param(
            (*APPROVED, SetNeeds(needs=NEEDS)), send("en", BEGIN)[0], id="a step asked for later"
        ),
        pytest.param((), ApproveStep(reviewer=1, need="director"), id="a step nobody asked for"),
        pytest.param(
            (SetNeeds(needs=NEEDS), APPROVED[0]),
            ApproveStep(reviewer=1, need="caretaker"),
            id="the caretaker approver is a fourth person",
        ),
        pytest.param(
            (SetNeeds(needs=NEEDS), ApproveStep(reviewer=1, need="caretaker")),
            ApproveHalf(reviewer=1, lang="en"),
            id="whoever gave the caretaker approval approves no text",
        ),
        pytest.param((*APPROVED, *send("en", BEGIN)), EditPost(), id="edit while it is sent"),
        pytest.param((*APPROVED, *send("en", HAND_OFF)), EditPost(), id="edit when handed off"),
        pytest.param((*APPROVED, *send("en", BEGIN)), Withdraw(), id="withdraw while sending"),
        pytest.param(
            (*APPROVED, *send("en", BEGIN, REFUSE)),
            send("fr", BEGIN)[0],
            id="no half on its own",
        ),
        pytest.param(
            (*APPROVED, *send("en", BEGIN, LOSE)), send("en", BEGIN)[0], id="a lost half by itself"
        ),
    ],
)
def test_what_a_post_refuses(events: tuple[PostMove, ...], refused: PostMove) -> None:
    """What would put out one language, or an unapproved text, cannot happen."""
    flow = after(*events)
    with pytest.raises(IllegalMove):
        apply(flow, refused)


@pytest.mark.parametrize(
    "approvals",
    [
        pytest.param({}, id="none"),
        pytest.param({"en": 1}, id="one language"),
        pytest.param({"en": 1, "fr": 1}, id="one person"),
        pytest.param({"en": AUTHOR, "fr": 1}, id="the author"),
    ],
)
@pytest.mark.parametrize("event", [BEGIN, HAND_OFF])
def test_a_database_that_was_meddled_with_sends_nothing(
    approvals: dict[str, int], event: PublicationEvent
) -> None:
    """Even from a state that no walk reaches, a post without its approvals does not set out."""
    flow = PostFlow(
        author=AUTHOR,
        state=PostState.APPROVED,
        approvals=approvals,
        halves=dict.fromkeys(LANGUAGES, PublicationState.HELD),
    )
    assert not flow.approved
    with pytest.raises(IllegalMove):
        apply(flow, SendHalf(lang="en", event=event))
