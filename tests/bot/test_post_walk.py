"""Every reachable state of an official post, against a ghost model of what a witness remembers."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pytest

from bot.post import ApproveHalf, EditPost, PostFlow, PostMove, RetryHalf, SendHalf, Withdraw, apply
from bot.states import IllegalMove, PostState, PublicationEvent, PublicationState

AUTHOR, REVIEWERS = 0, (1, 2, 3)
LANGUAGES = ("en", "fr")
BROKEN = {PublicationState.UNKNOWN, PublicationState.FAILED}
EVENTS: Final[tuple[PostMove, ...]] = (
    *(
        ApproveHalf(reviewer=reviewer, lang=lang)
        for reviewer in (AUTHOR, *REVIEWERS)
        for lang in LANGUAGES
    ),
    EditPost(),
    *(SendHalf(lang=lang, event=event) for lang in LANGUAGES for event in PublicationEvent),
    *(RetryHalf(lang=lang) for lang in LANGUAGES),
    Withdraw(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """What a witness remembers."""

    approved: tuple[tuple[str, int], ...] = ()  # since the last edit, the last of each language
    left: bool = False  # some half has set out, in whatever revision
    confirmed: frozenset[str] = frozenset()  # halves that are out, in whatever revision
    lost: frozenset[str] = frozenset()  # nobody could tell, and no person has said "not out"


def remember(ghost: Ghost, event: PostMove) -> Ghost:
    """Return what the witness remembers after a legal event."""
    match event:
        case ApproveHalf(reviewer=reviewer, lang=lang):
            approved = {**dict(ghost.approved), lang: reviewer}
            return replace(ghost, approved=tuple(sorted(approved.items())))
        case EditPost():
            return replace(ghost, approved=())
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
        case ApproveHalf(reviewer=reviewer):
            assert reviewer != AUTHOR
            assert not ghost.left
        case EditPost():
            assert not ghost.left
            assert (after.approvals, after.halves) == ({}, {})
        case SendHalf(lang=lang, event=PublicationEvent.BEGIN | PublicationEvent.HAND_OFF):
            people = dict(ghost.approved)
            assert set(people) == set(LANGUAGES)
            assert len({AUTHOR, *people.values()}) == 3
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
    assert after.revision - flow.revision == isinstance(event, EditPost)


def check_state(flow: PostFlow, ghost: Ghost) -> None:
    """Assert what holds of every state, however it was reached."""
    halves = set(flow.halves.values())
    assert flow.approvals == dict(ghost.approved)
    assert set(flow.halves) in (set(), set(LANGUAGES))
    assert {
        lang for lang, half in flow.halves.items() if half is PublicationState.SENT
    } == ghost.confirmed
    assert (flow.state is PostState.PARTIAL) == bool(halves & BROKEN)
    both_out = halves == {PublicationState.SENT}
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
def walk() -> dict[Key, Step]:
    """Return every reachable state; every assertion is made on the way."""
    start = (PostFlow(author=AUTHOR), Ghost())
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


def leading_to(goals: Iterable[Key]) -> set[Key]:
    """Return the states from which one of the goals can be reached."""
    origins: dict[Key, list[Key]] = defaultdict(list)
    for origin, reached in walk().items():
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


def in_state(*states: PostState) -> set[Key]:
    """Return the reachable states of a post that stands there."""
    return {node for node, reached in walk().items() if reached.flow.state in states}


def test_every_reachable_state_keeps_its_promises() -> None:
    """Approvals by two other people, single sends, pairs: all hold; and the walk saw everything."""
    assert {reached.flow.state for reached in walk().values()} == set(PostState)
    assert {half for reached in walk().values() for half in reached.flow.halves.values()} == set(
        PublicationState
    )
    taken = {event for reached in walk().values() for event, _ in reached.moves}
    never = {ApproveHalf(reviewer=AUTHOR, lang=lang) for lang in LANGUAGES} | {
        SendHalf(lang=lang, event=PublicationEvent.WITHDRAW) for lang in LANGUAGES
    }
    assert taken == set(EVENTS) - never


def test_no_state_is_a_dead_end() -> None:
    """Every post that is not at its end can be published and can be withdrawn."""
    ended = in_state(PostState.PUBLISHED, PostState.WITHDRAWN)
    assert all(walk()[node].moves == () for node in ended)
    for end in (PostState.PUBLISHED, PostState.WITHDRAWN):
        assert set(walk()) - ended - leading_to(in_state(end)) == set()


def test_a_person_can_withdraw_unless_a_send_is_running() -> None:
    """Only a call that may be under way at this moment stops a withdrawal."""
    for node in set(walk()) - in_state(PostState.PUBLISHED, PostState.WITHDRAWN):
        sending = PublicationState.SENDING in walk()[node].flow.halves.values()
        assert (Withdraw() in dict(walk()[node].moves)) == (not sending)


def test_every_broken_half_can_be_sent_once_more() -> None:
    """Whichever half is broken, a person can put it right, one after the other."""
    for node in in_state(PostState.PARTIAL):
        broken = {lang for lang, half in walk()[node].flow.halves.items() if half in BROKEN}
        retries = {event.lang for event, _ in walk()[node].moves if isinstance(event, RetryHalf)}
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
