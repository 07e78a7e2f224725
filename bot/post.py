"""An official post as one value: two halves, two approvals by two people, published as a pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
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
    """A person sends the half that is missing once more."""

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
            if flow.halves.get(lang) is not PublicationState.FAILED:
                raise IllegalMove(flow.state, PostEvent.RETRY)
            # a refused half starts again as a publication of its own
            return replace(
                flow,
                state=step(flow.state, PostEvent.RETRY),
                halves={**flow.halves, lang: PublicationState.HELD},
            )
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


_POST_STATE: Final[Mapping[PublicationEvent, PostEvent]] = MappingProxyType(
    {
        PublicationEvent.BEGIN: PostEvent.BEGIN,
        PublicationEvent.LOSE: PostEvent.BREAK,
        PublicationEvent.REFUSE: PostEvent.BREAK,
    }
)


def _send(flow: PostFlow, event: SendHalf) -> PostFlow:
    if event.lang not in flow.halves or event.event is PublicationEvent.WITHDRAW:
        raise IllegalMove(flow.state, event.event)
    if event.event is PublicationEvent.BEGIN and not flow.approved:
        raise IllegalMove(flow.state, PostEvent.BEGIN)
    half = step(flow.halves[event.lang], event.event)
    halves = {**flow.halves, event.lang: half}
    state = flow.state
    if event.event is PublicationEvent.BEGIN and state is PostState.PARTIAL:
        pass  # the other half goes its way; the pair stays marked for a person
    elif event.event in _POST_STATE:
        state = step(state, _POST_STATE[event.event])
    elif set(halves.values()) == {PublicationState.SENT}:
        state = step(state, PostEvent.COMPLETE)
    return replace(flow, state=state, halves=halves)


def _withdraw(flow: PostFlow) -> PostFlow:
    if PublicationState.SENDING in flow.halves.values():
        raise IllegalMove(flow.state, PostEvent.WITHDRAW)
    return replace(
        flow,
        state=step(flow.state, PostEvent.WITHDRAW),
        halves=dict.fromkeys(flow.halves, PublicationState.WITHDRAWN),
    )
