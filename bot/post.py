"""An official post as one value: two halves, two approvals by two people, published as a pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.states import IllegalMove, PostEvent, PostState, PublicationEvent, PublicationState, step
from translations.values import OFFICIAL_LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFlow:
    """Where an official post stands; an edit of either text counts `revision` up."""

    author: int
    state: PostState = PostState.IN_APPROVAL
    revision: int = 1
    approvals: Mapping[str, int] = field(default_factory=dict)  # language -> reviewer
    halves: Mapping[str, PublicationState] = field(default_factory=dict)

    @property
    def approved(self) -> bool:
        """Both halves approved, by two people neither of whom is the author."""
        people = {self.author, *self.approvals.values()}
        return set(self.approvals) == set(OFFICIAL_LANGUAGES) and len(people) == 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveHalf:
    """A reviewer approves one language version, bound to the hash of both texts."""

    reviewer: int
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPost:
    """Either text changed: both approvals are void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendHalf:
    """Something happened to one half on its way out."""

    lang: str
    event: PublicationEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryHalf:
    """A person says that the half is not out, and sends it once more."""

    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Taken back before it left, or the half that is out was removed by hand."""


PostMove = ApproveHalf | EditPost | SendHalf | RetryHalf | Withdraw


def apply(flow: PostFlow, event: PostMove) -> PostFlow:
    """Return what the post becomes.

    Raises:
        IllegalMove: the event cannot happen to a post in this state.
    """
    match event:
        case ApproveHalf():
            return _approve(flow, event)
        case EditPost():
            return replace(
                flow,
                state=step(flow.state, PostEvent.EDIT),
                revision=flow.revision + 1,
                approvals={},
                halves={},
            )
        case SendHalf():
            return _send(flow, event)
        case RetryHalf(lang=lang):
            half = flow.halves.get(lang)
            if flow.state is not PostState.PARTIAL or half not in _BROKEN:
                raise IllegalMove(flow.state, PostEvent.RETRY)
            # what was refused or lost is over; the half starts again as a publication of its own
            step(half, PublicationEvent.WITHDRAW)
            return _moved(flow, lang, PublicationState.HELD)
        case Withdraw():
            return _withdraw(flow)


def _approve(flow: PostFlow, event: ApproveHalf) -> PostFlow:
    others = {person for lang, person in flow.approvals.items() if lang != event.lang}
    if (
        flow.state is not PostState.IN_APPROVAL
        or event.lang not in OFFICIAL_LANGUAGES
        or event.reviewer == flow.author
        or event.reviewer in others
    ):
        raise IllegalMove(flow.state, PostEvent.APPROVE)
    after = replace(flow, approvals={**flow.approvals, event.lang: event.reviewer})
    if not after.approved:
        return after
    return replace(
        after,
        state=step(flow.state, PostEvent.APPROVE),
        halves=dict.fromkeys(OFFICIAL_LANGUAGES, PublicationState.HELD),
    )


_BROKEN: Final = frozenset({PublicationState.UNKNOWN, PublicationState.FAILED})
_LEAVING: Final = frozenset({PublicationEvent.BEGIN, PublicationEvent.HAND_OFF})


def _send(flow: PostFlow, event: SendHalf) -> PostFlow:
    if event.lang not in flow.halves or event.event is PublicationEvent.WITHDRAW:
        raise IllegalMove(flow.state, event.event)
    before = flow.halves[event.lang]
    if event.event in _LEAVING and (
        not flow.approved
        # a pair: while one half is broken, the other does not set out
        or (before is PublicationState.HELD and flow.state is PostState.PARTIAL)
    ):
        raise IllegalMove(flow.state, event.event)
    return _moved(flow, event.lang, step(before, event.event))


def _moved(flow: PostFlow, lang: str, half: PublicationState) -> PostFlow:
    """Set one half; where the post stands follows from both."""
    halves = {**flow.halves, lang: half}
    states = set(halves.values())
    if states & _BROKEN:
        event = PostEvent.BREAK
    elif states == {PublicationState.SENT}:
        event = PostEvent.COMPLETE
    else:
        event = PostEvent.RETRY if flow.state is PostState.PARTIAL else PostEvent.BEGIN
    return replace(flow, state=step(flow.state, event), halves=halves)


def _withdraw(flow: PostFlow) -> PostFlow:
    return replace(
        flow,
        state=step(flow.state, PostEvent.WITHDRAW),
        halves={lang: _taken_back(half) for lang, half in flow.halves.items()},
    )


def _taken_back(half: PublicationState) -> PublicationState:
    # a half that was out stays `sent`: that the post is withdrawn says that it was removed;
    # one that is being sent has no such move
    return half if half is PublicationState.SENT else step(half, PublicationEvent.WITHDRAW)
