"""A case as one value: the case, its draft, the approvals and the publication move together.

Storage loads a `Flow`, calls `apply`, and writes back what changed by compare-and-set. Everything
that may happen to a case is one of the events below; what a reviewer may do at all is
`policies.roles`.
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.states import (
    CaseEvent,
    CaseState,
    DraftEvent,
    DraftState,
    IllegalMove,
    PublicationEvent,
    PublicationState,
    step,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Where a case stands; the text itself lives in the draft that `revision` counts."""

    case: CaseState = CaseState.WATCHED
    draft: DraftState | None = None
    revision: int = 0  # counts the texts that were proposed
    needs: frozenset[str] = frozenset()  # languages in which the draft must be approved
    approvals: frozenset[tuple[int, str]] = frozenset()  # (reviewer, language), for this revision
    publication: PublicationState | None = None
    claimed_by: int | None = None
    before: "Flow | None" = None  # what `Undo` restores: the state before the last decision

    @property
    def approved(self) -> bool:
        """Whether every language that needs an approval has one."""
        return self.needs <= {lang for _, lang in self.approvals}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A message needs a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """A draft is there, or a newer text of it."""

    needs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One reviewer takes the case."""

    reviewer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The reviewer gives it back, or the claim lapsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """Set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """The time it was set aside for is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """Up to somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """A reviewer approves the text as it stands, in these languages."""

    reviewer: int
    languages: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """The draft is not to be sent; the case is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Closed with nothing said: kept, hidden, handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The last decision is taken back, while that is possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Something happened to the publication."""

    event: PublicationEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The author edited or deleted a message that the draft rests on."""

    still_needed: bool  # another message of the case asks for a person


Event = (
    Need
    | Propose
    | Claim
    | Release
    | Snooze
    | Wake
    | Escalate
    | Approve
    | Reject
    | Close
    | Undo
    | Send
    | Change
)

_ENDED: Final = frozenset({PublicationState.SENT, PublicationState.WITHDRAWN})
# not out for certain; handed-off text may already be posted by hand
_RECALLABLE: Final = frozenset({PublicationState.HELD, PublicationState.FAILED})
# what the platform says of a text that is certainly not out
_NOT_OUT: Final = frozenset(
    {PublicationEvent.RETRY, PublicationEvent.REFUSE, PublicationEvent.HAND_OFF}
)
_ANSWERING: Final = frozenset({CaseState.ANSWERING, CaseState.OVERTAKEN})
_LAPSING: Final = frozenset(
    {CaseState.QUEUED, CaseState.SNOOZED, CaseState.CLAIMED, CaseState.OVERTAKEN}
)


def apply(flow: Flow, event: Event) -> Flow:  # noqa: C901 -- one flat arm an event
    """Return what the case becomes.

    Raises:
        IllegalMove: the event cannot happen to a case in this state.
    """
    match event:
        case Need():
            return _need(flow)
        case Propose():
            return _propose(flow, event)
        case Claim(reviewer=reviewer):
            return _decided(flow, case=step(flow.case, CaseEvent.CLAIM), claimed_by=reviewer)
        case Release():
            return _decided(flow, case=step(flow.case, CaseEvent.RELEASE))
        case Snooze():
            return _decided(flow, case=step(flow.case, CaseEvent.SNOOZE), before=flow)
        case Wake():
            return _decided(flow, case=step(flow.case, CaseEvent.WAKE))
        case Escalate():
            return _decided(flow, case=step(flow.case, CaseEvent.ESCALATE))
        case Approve():
            return _approve(flow, event)
        case Reject():
            return _reject(flow)
        case Close():
            return _close(flow)
        case Undo():
            return _undo(flow)
        case Send():
            return _send(flow, event)
        case Change():
            return _change(flow, event)


def _need(flow: Flow) -> Flow:
    case = step(flow.case, CaseEvent.NEED)
    if case is CaseState.QUEUED is flow.case or case is CaseState.OVERTAKEN:
        # nobody has looked yet: the last decision can still be taken back
        return replace(flow, case=case)
    return _decided(flow, case=case)


def _close(flow: Flow) -> Flow:
    if flow.publication is PublicationState.UNKNOWN:
        # first a person says whether the reply is out, or it would never be known
        raise IllegalMove(flow.publication, CaseEvent.CLOSE)
    return _decided(flow, case=step(flow.case, CaseEvent.CLOSE), before=flow)


def _propose(flow: Flow, event: Propose) -> Flow:
    if flow.draft is DraftState.PROPOSED:
        step(flow.draft, DraftEvent.SUPERSEDE)
    elif flow.draft is DraftState.APPROVED:
        raise IllegalMove(flow.draft, DraftEvent.SUPERSEDE)
    publication = None if flow.publication in _ENDED else flow.publication
    if publication is not None:
        raise IllegalMove(publication, PublicationEvent.WITHDRAW)
    return replace(
        flow,
        draft=DraftState.PROPOSED,
        revision=flow.revision + 1,
        needs=event.needs,
        approvals=frozenset(),
        publication=None,
        before=None,
    )


def _approve(flow: Flow, event: Approve) -> Flow:
    if flow.draft is None:
        raise IllegalMove(flow.case, DraftEvent.APPROVE)
    approved_draft = step(flow.draft, DraftEvent.APPROVE)
    answering = step(flow.case, CaseEvent.ANSWER)
    useful = event.languages & flow.needs
    if not useful:
        raise IllegalMove(flow.draft, DraftEvent.APPROVE)
    after = replace(
        flow, approvals=flow.approvals | {(event.reviewer, lang) for lang in useful}, before=flow
    )
    if not after.approved:
        # half of what it needs: back to the queue, for somebody with the other language
        return replace(after, case=step(flow.case, CaseEvent.RELEASE), claimed_by=None)
    return replace(
        after,
        case=answering,
        draft=approved_draft,
        publication=PublicationState.HELD,
        claimed_by=None,
    )


def _reject(flow: Flow) -> Flow:
    if flow.draft is None:
        raise IllegalMove(flow.case, DraftEvent.REJECT)
    return replace(
        flow,
        draft=step(flow.draft, DraftEvent.REJECT),
        case=step(flow.case, CaseEvent.CLOSE),
        claimed_by=None,
        before=flow,
    )


def _undo(flow: Flow) -> Flow:
    """Restore what was there before the decision; a reply that has left cannot be undone."""
    if flow.before is None or step(flow.case, CaseEvent.UNDO) is not flow.before.case:
        raise IllegalMove(flow.case, CaseEvent.UNDO)
    if flow.publication is not None and flow.publication is not flow.before.publication:
        step(flow.publication, PublicationEvent.WITHDRAW)
        if flow.publication is not PublicationState.HELD:
            raise IllegalMove(flow.publication, PublicationEvent.WITHDRAW)
    return flow.before


def _send(flow: Flow, event: Send) -> Flow:
    if flow.publication is None or flow.draft is None:
        raise IllegalMove(flow.case, event.event)
    fallen = flow.draft is DraftState.WITHDRAWN  # its message changed while it was on its way
    publication = step(flow.publication, event.event)
    if fallen and flow.publication is PublicationState.SENDING and event.event in _NOT_OUT:
        # never to be sent again
        return _recalled(replace(flow, before=None), publication)
    after = replace(flow, publication=publication, before=None)
    match event.event:
        case PublicationEvent.BEGIN:
            _must_be_approved(flow)
            return after
        case PublicationEvent.HAND_OFF:
            _must_be_approved(flow)
            if flow.case in _ANSWERING:
                return after
            return replace(after, case=step(flow.case, CaseEvent.HAND_OFF), claimed_by=None)
        case PublicationEvent.CONFIRM:
            case = flow.case
            if case in _ANSWERING:
                # the reply answers what is no longer there: a person looks
                case = step(case, CaseEvent.RETURN if fallen else CaseEvent.ANSWERED)
            return replace(after, case=case, draft=step(flow.draft, DraftEvent.PUBLISH))
        case PublicationEvent.RETRY:
            return after
        case PublicationEvent.LOSE | PublicationEvent.REFUSE:
            return replace(after, case=_returned(flow.case))
        case PublicationEvent.WITHDRAW:
            # nothing is out: the text can be approved again, unless it has fallen
            return replace(
                after,
                case=_returned(flow.case),
                draft=flow.draft if fallen else step(flow.draft, DraftEvent.UNDO),
                approvals=frozenset(),
            )


def _must_be_approved(flow: Flow) -> None:
    if flow.draft is not DraftState.APPROVED or not flow.approved:
        raise IllegalMove(flow.draft or flow.case, DraftEvent.PUBLISH)


def _returned(case: CaseState) -> CaseState:
    return step(case, CaseEvent.RETURN) if case in _ANSWERING else case


def _recalled(flow: Flow, publication: PublicationState) -> Flow:
    return replace(
        flow,
        case=_returned(flow.case),
        approvals=frozenset(),
        publication=step(publication, PublicationEvent.WITHDRAW),
    )


def _change(flow: Flow, event: Change) -> Flow:
    """The text that the draft answers is no longer what it was: the draft falls.

    A reply that is on its way, or may be, keeps its publication until its outcome is known; it is
    never begun again.
    """
    after = replace(flow, before=None)
    if flow.draft is DraftState.PROPOSED:
        after = replace(after, draft=step(flow.draft, DraftEvent.WITHDRAW), approvals=frozenset())
    elif flow.draft is DraftState.APPROVED:
        after = replace(after, draft=step(flow.draft, DraftEvent.WITHDRAW))
        if flow.publication is not None and flow.publication in _RECALLABLE:
            after = _recalled(after, flow.publication)
    # nobody knows whether the reply is out: that stays with a person
    lapses = after.case in _LAPSING and after.publication is not PublicationState.UNKNOWN
    if lapses and not event.still_needed:
        after = replace(after, case=step(after.case, CaseEvent.LAPSE))
    return after


def _decided(
    flow: Flow,
    *,
    case: CaseState,
    claimed_by: int | None = None,
    before: Flow | None = None,
) -> Flow:
    """Move the case only; what an earlier undo could restore is over."""
    keep_claim = case is CaseState.CLAIMED and claimed_by is None
    return replace(
        flow,
        case=case,
        claimed_by=flow.claimed_by if keep_claim else claimed_by,
        before=before,
    )
