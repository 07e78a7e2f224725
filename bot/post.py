"""An official post as one value: two texts, their approvals by different people, and what goes out.

A `pair` is two publications that go out together, one a language; a `bilingual` post is one
publication with both texts. Either way both texts are approved together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from bot.states import IllegalMove, PostEvent, PostState, PublicationEvent, PublicationState, step
from policies.approvals import CARETAKER
from translations.values import OFFICIAL_LANGUAGES

BOTH: Final = "both"  # the one publication of a bilingual post


class Layout(StrEnum):
    """How the two texts go out."""

    PAIR = "pair"  # to two channels at once, or as two messages in one
    BILINGUAL = "bilingual"  # as one message

    @property
    def halves(self) -> tuple[str, ...]:
        """What is sent: one publication each."""
        return OFFICIAL_LANGUAGES if self is Layout.PAIR else (BOTH,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFlow:
    """Where an official post stands; an edit of either text counts `revision` up."""

    author: int
    editors: frozenset[int] = frozenset()  # who changed a text since: authors, too
    layout: Layout = Layout.PAIR
    needs: frozenset[str] = frozenset()  # approvals besides the two languages: roles, "caretaker"
    state: PostState = PostState.IN_APPROVAL
    revision: int = 1
    approvals: Mapping[str, int] = field(default_factory=dict)  # language or need -> reviewer
    halves: Mapping[str, PublicationState] = field(default_factory=dict)

    @property
    def authors(self) -> frozenset[int]:
        """Whoever wrote some of it: none of them approves it."""
        return self.editors | {self.author}

    @property
    def missing(self) -> frozenset[str]:
        """The approvals that are still to be given: languages, roles, "caretaker"."""
        return (frozenset(OFFICIAL_LANGUAGES) | self.needs) - set(self.approvals)

    @property
    def approved(self) -> bool:
        """Both texts by two people, every step by somebody, and nobody their own text."""
        if self.missing:
            return False
        two = {self.approvals[lang] for lang in OFFICIAL_LANGUAGES}
        counted = {self.approvals[key] for key in (*OFFICIAL_LANGUAGES, *self.needs)}
        return (
            len(two) == len(OFFICIAL_LANGUAGES)
            and not counted & self.authors
            and (CARETAKER not in self.needs or self.approvals[CARETAKER] not in two)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveHalf:
    """A reviewer approves one language version, bound to the hash of both texts."""

    reviewer: int
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveStep:
    """A reviewer gives another approval that the post needs, bound to the same hash."""

    reviewer: int
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNeeds:
    """What the post needs besides the two languages changed, with its date."""

    needs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPost:
    """Either text changed: every approval is void, and who changed it is an author, too."""

    editor: int | None = None


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
    """Taken back before it left; what is out is to be removed."""


PostMove = ApproveHalf | ApproveStep | SetNeeds | EditPost | SendHalf | RetryHalf | Withdraw


def apply(flow: PostFlow, event: PostMove) -> PostFlow:
    """Return what the post becomes.

    Raises:
        IllegalMove: the event cannot happen to a post in this state.
    """
    match event:
        case ApproveHalf():
            return _approve(flow, event.reviewer, event.lang)
        case ApproveStep():
            return _approve_step(flow, event)
        case SetNeeds():
            return _set_needs(flow, event.needs)
        case EditPost():
            return replace(
                flow,
                state=step(flow.state, PostEvent.EDIT),
                revision=flow.revision + 1,
                editors=flow.editors | ({event.editor} if event.editor is not None else set()),
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


def _approve(flow: PostFlow, reviewer: int, lang: str) -> PostFlow:
    others = {
        person
        for key, person in flow.approvals.items()
        if key != lang and (key in OFFICIAL_LANGUAGES or key == CARETAKER)
    }
    if (
        flow.state is not PostState.IN_APPROVAL
        or lang not in OFFICIAL_LANGUAGES
        or reviewer in flow.authors
        or reviewer in others
    ):
        raise IllegalMove(flow.state, PostEvent.APPROVE)
    return _completed(replace(flow, approvals={**flow.approvals, lang: reviewer}))


def _approve_step(flow: PostFlow, event: ApproveStep) -> PostFlow:
    two = {flow.approvals.get(lang) for lang in OFFICIAL_LANGUAGES}
    if (
        flow.state is not PostState.IN_APPROVAL
        or event.need not in flow.needs
        or event.reviewer in flow.authors
        or (event.need == CARETAKER and event.reviewer in two)
    ):
        raise IllegalMove(flow.state, PostEvent.APPROVE)
    return _completed(replace(flow, approvals={**flow.approvals, event.need: event.reviewer}))


def _completed(flow: PostFlow) -> PostFlow:
    """Move on where the last approval has just been given."""
    if not flow.approved:
        return flow
    return replace(
        flow,
        state=step(flow.state, PostEvent.APPROVE),
        halves=dict.fromkeys(flow.layout.halves, PublicationState.HELD),
    )


def _set_needs(flow: PostFlow, needs: frozenset[str]) -> PostFlow:
    """Ask for more or for less; what is no longer approved goes back, and nothing is void."""
    after = replace(flow, needs=needs)
    if flow.state is PostState.APPROVED and after.approved:
        return after
    back = step(flow.state, PostEvent.DEMAND)
    if flow.state is PostState.APPROVED:
        return replace(after, state=back, revision=flow.revision + 1, halves={})
    return _completed(replace(after, state=back))


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
    # a half that was out stays `sent`: that the post is withdrawn says that it is to be removed;
    # one that is being sent has no such move
    return half if half is PublicationState.SENT else step(half, PublicationEvent.WITHDRAW)
