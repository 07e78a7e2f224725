"""States, events and the one transition table; `step` is the only way from one state to the next.

A move that is not in the table is illegal and raises. `docs/architecture.md` draws the same table.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar


class IllegalMove(Exception):
    """A state was asked for a move that the transition table does not have."""

    def __init__(self, state: StrEnum, event: StrEnum) -> None:
        super().__init__(f"{type(state).__name__} '{state}' has no move '{event}'")
        self.state = state
        self.event = event


class CaseState(StrEnum):
    """Where one author's conversation stands."""

    WATCHED = "watched"  # nothing is asked of a person
    QUEUED = "queued"  # waits for a person
    CLAIMED = "claimed"  # one reviewer has it
    SNOOZED = "snoozed"  # set aside until a time
    ANSWERING = "answering"  # an approved reply is on its way
    OVERTAKEN = "overtaken"  # the same, and something new waits for a person
    CLOSED = "closed"


class CaseEvent(StrEnum):
    """What can happen to a case."""

    NEED = "need"  # a message needs a person
    CLAIM = "claim"
    RELEASE = "release"  # given back, or the claim lapsed
    SNOOZE = "snooze"
    WAKE = "wake"
    ESCALATE = "escalate"
    ANSWER = "answer"  # the draft has every approval it needs
    HAND_OFF = "hand_off"  # refused by the platform: a person posts it by hand
    ANSWERED = "answered"  # the reply is out
    RETURN = "return"  # the reply did not go out, or nobody can tell: a person looks
    CLOSE = "close"
    UNDO = "undo"  # the last decision is taken back
    LAPSE = "lapse"  # the author deleted the only message that asked for something


class DraftState(StrEnum):
    """Where a draft stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # what it rests on is gone: message edited or deleted, fact retracted
    SUPERSEDED = "superseded"  # a newer text took its place


class DraftEvent(StrEnum):
    """What can happen to a draft."""

    APPROVE = "approve"  # the last approval that it needs
    PUBLISH = "publish"  # it is out, even where it was withdrawn while it was on its way
    REJECT = "reject"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    UNDO = "undo"


class PublicationState(StrEnum):
    """Where an outgoing text stands; public sends are at most once."""

    HELD = "held"  # in the hold-back window, or waiting for its turn: can be taken back
    SENDING = "sending"  # the intent is on disk; the call may have been made
    SENT = "sent"
    UNKNOWN = "unknown"  # nobody can tell whether it is out: a person looks
    FAILED = "failed"  # refused for good
    WITHDRAWN = "withdrawn"  # taken back before it was sent
    HANDED_OFF = "handed_off"  # a person posts it by hand


class PublicationEvent(StrEnum):
    """What can happen to an outgoing text."""

    BEGIN = "begin"
    CONFIRM = "confirm"  # the platform gave an id, or the text was found there
    RETRY = "retry"  # not connected, told to wait, or certainly absent
    LOSE = "lose"  # cannot tell
    REFUSE = "refuse"  # refused for good
    WITHDRAW = "withdraw"
    HAND_OFF = "hand_off"


class ActionState(StrEnum):
    """Where an enforcement action stands; applying and lifting are idempotent on every platform."""

    PROPOSED = "proposed"  # a ban waits for a director
    HELD = "held"
    APPLIED = "applied"
    LIFTING = "lifting"
    LIFTED = "lifted"  # undone after it was applied
    WITHDRAWN = "withdrawn"  # undone before it was applied, or declined by the director
    EXPIRED = "expired"  # a restriction whose time is over
    FAILED = "failed"


class ActionEvent(StrEnum):
    """What can happen to an enforcement action."""

    CONFIRM = "confirm"  # a director agrees with a ban
    APPLY = "apply"
    UNDO = "undo"
    RECALL = "recall"  # undone while it may be on its way: lifted, whether it arrived or not
    LIFT = "lift"
    EXPIRE = "expire"
    REFUSE = "refuse"


class AppealState(StrEnum):
    """Where an author's appeal against an action stands."""

    STARTED = "started"  # the author's words are awaited
    OPEN = "open"  # waits for another moderator than the one who decided
    UPHELD = "upheld"  # the author was right: the action is lifted
    DISMISSED = "dismissed"
    DROPPED = "dropped"  # the author never wrote it


class AppealEvent(StrEnum):
    """What can happen to an appeal."""

    WRITE = "write"
    UPHOLD = "uphold"
    DISMISS = "dismiss"
    DROP = "drop"


class PostState(StrEnum):
    """Where an official post stands."""

    IN_APPROVAL = "in_approval"
    APPROVED = "approved"  # every approval is there; in the hold-back window or scheduled
    PUBLISHING = "publishing"  # at least one half is being sent
    PUBLISHED = "published"  # both halves are out
    PARTIAL = "partial"  # one half is out, or may be: a person was told
    WITHDRAWN = "withdrawn"


class PostEvent(StrEnum):
    """What can happen to an official post."""

    APPROVE = "approve"  # the last approval that it needs
    EDIT = "edit"  # voids every approval
    DEMAND = "demand"  # it needs another approval than before
    BEGIN = "begin"
    COMPLETE = "complete"
    BREAK = "break"  # one half failed or was lost
    RETRY = "retry"  # neither half is broken any more
    WITHDRAW = "withdraw"


_C, _D, _P, _A, _O = CaseState, DraftState, PublicationState, ActionState, PostState
_CE, _DE, _PE, _AE, _OE = CaseEvent, DraftEvent, PublicationEvent, ActionEvent, PostEvent
_L, _LE = AppealState, AppealEvent

# state, event, the state that follows; rows, because members of two enums with one text are equal
TRANSITIONS: Final[tuple[tuple[StrEnum, StrEnum, StrEnum], ...]] = (
    # case
    (_C.WATCHED, _CE.NEED, _C.QUEUED),
    (_C.QUEUED, _CE.NEED, _C.QUEUED),
    (_C.QUEUED, _CE.CLAIM, _C.CLAIMED),
    (_C.QUEUED, _CE.ESCALATE, _C.QUEUED),
    (_C.QUEUED, _CE.LAPSE, _C.CLOSED),
    (_C.QUEUED, _CE.HAND_OFF, _C.OVERTAKEN),  # nobody has looked yet: a person is next
    (_C.QUEUED, _CE.UNDO, _C.CLAIMED),
    (_C.CLAIMED, _CE.NEED, _C.CLAIMED),
    (_C.CLAIMED, _CE.RELEASE, _C.QUEUED),
    (_C.CLAIMED, _CE.SNOOZE, _C.SNOOZED),
    (_C.CLAIMED, _CE.ESCALATE, _C.QUEUED),
    (_C.CLAIMED, _CE.ANSWER, _C.ANSWERING),
    (_C.CLAIMED, _CE.HAND_OFF, _C.ANSWERING),
    (_C.CLAIMED, _CE.CLOSE, _C.CLOSED),
    (_C.CLAIMED, _CE.LAPSE, _C.CLAIMED),
    (_C.SNOOZED, _CE.WAKE, _C.QUEUED),
    (_C.SNOOZED, _CE.NEED, _C.QUEUED),
    (_C.SNOOZED, _CE.CLAIM, _C.CLAIMED),
    (_C.SNOOZED, _CE.LAPSE, _C.CLOSED),
    (_C.SNOOZED, _CE.UNDO, _C.CLAIMED),
    (_C.ANSWERING, _CE.NEED, _C.OVERTAKEN),
    (_C.ANSWERING, _CE.ANSWERED, _C.CLOSED),
    (_C.ANSWERING, _CE.RETURN, _C.QUEUED),
    (_C.ANSWERING, _CE.UNDO, _C.CLAIMED),
    (_C.OVERTAKEN, _CE.NEED, _C.OVERTAKEN),
    (_C.OVERTAKEN, _CE.ANSWERED, _C.QUEUED),
    (_C.OVERTAKEN, _CE.RETURN, _C.QUEUED),
    (_C.OVERTAKEN, _CE.UNDO, _C.CLAIMED),
    (_C.OVERTAKEN, _CE.LAPSE, _C.ANSWERING),
    (_C.CLOSED, _CE.NEED, _C.QUEUED),
    (_C.CLOSED, _CE.UNDO, _C.CLAIMED),
    # draft
    (_D.PROPOSED, _DE.APPROVE, _D.APPROVED),
    (_D.PROPOSED, _DE.REJECT, _D.REJECTED),
    (_D.PROPOSED, _DE.WITHDRAW, _D.WITHDRAWN),
    (_D.PROPOSED, _DE.SUPERSEDE, _D.SUPERSEDED),
    (_D.APPROVED, _DE.PUBLISH, _D.PUBLISHED),
    (_D.APPROVED, _DE.UNDO, _D.PROPOSED),
    (_D.APPROVED, _DE.WITHDRAW, _D.WITHDRAWN),
    (_D.REJECTED, _DE.UNDO, _D.PROPOSED),
    (_D.WITHDRAWN, _DE.PUBLISH, _D.PUBLISHED),
    # publication
    (_P.HELD, _PE.BEGIN, _P.SENDING),
    (_P.HELD, _PE.WITHDRAW, _P.WITHDRAWN),
    (_P.HELD, _PE.HAND_OFF, _P.HANDED_OFF),
    (_P.SENDING, _PE.CONFIRM, _P.SENT),
    (_P.SENDING, _PE.RETRY, _P.HELD),
    (_P.SENDING, _PE.LOSE, _P.UNKNOWN),
    (_P.SENDING, _PE.REFUSE, _P.FAILED),
    (_P.SENDING, _PE.HAND_OFF, _P.HANDED_OFF),
    (_P.UNKNOWN, _PE.CONFIRM, _P.SENT),
    (_P.UNKNOWN, _PE.WITHDRAW, _P.WITHDRAWN),
    (_P.FAILED, _PE.HAND_OFF, _P.HANDED_OFF),
    (_P.FAILED, _PE.WITHDRAW, _P.WITHDRAWN),
    (_P.HANDED_OFF, _PE.CONFIRM, _P.SENT),
    (_P.HANDED_OFF, _PE.WITHDRAW, _P.WITHDRAWN),
    # action
    (_A.PROPOSED, _AE.CONFIRM, _A.HELD),
    (_A.PROPOSED, _AE.UNDO, _A.WITHDRAWN),
    (_A.HELD, _AE.APPLY, _A.APPLIED),
    (_A.HELD, _AE.UNDO, _A.WITHDRAWN),
    (_A.HELD, _AE.RECALL, _A.LIFTING),
    (_A.HELD, _AE.EXPIRE, _A.EXPIRED),
    (_A.HELD, _AE.REFUSE, _A.FAILED),
    (_A.APPLIED, _AE.UNDO, _A.LIFTING),
    (_A.APPLIED, _AE.EXPIRE, _A.EXPIRED),
    (_A.LIFTING, _AE.LIFT, _A.LIFTED),
    (_A.LIFTING, _AE.REFUSE, _A.FAILED),
    # appeal
    (_L.STARTED, _LE.WRITE, _L.OPEN),
    (_L.STARTED, _LE.DROP, _L.DROPPED),
    (_L.OPEN, _LE.UPHOLD, _L.UPHELD),
    (_L.OPEN, _LE.DISMISS, _L.DISMISSED),
    # official post
    (_O.IN_APPROVAL, _OE.APPROVE, _O.APPROVED),
    (_O.IN_APPROVAL, _OE.EDIT, _O.IN_APPROVAL),
    (_O.IN_APPROVAL, _OE.DEMAND, _O.IN_APPROVAL),
    (_O.IN_APPROVAL, _OE.WITHDRAW, _O.WITHDRAWN),
    (_O.APPROVED, _OE.DEMAND, _O.IN_APPROVAL),
    (_O.APPROVED, _OE.EDIT, _O.IN_APPROVAL),
    (_O.APPROVED, _OE.BEGIN, _O.PUBLISHING),
    (_O.APPROVED, _OE.WITHDRAW, _O.WITHDRAWN),
    (_O.PUBLISHING, _OE.BEGIN, _O.PUBLISHING),
    (_O.PUBLISHING, _OE.COMPLETE, _O.PUBLISHED),
    (_O.PUBLISHING, _OE.BREAK, _O.PARTIAL),
    (_O.PUBLISHING, _OE.WITHDRAW, _O.WITHDRAWN),
    (_O.PARTIAL, _OE.RETRY, _O.PUBLISHING),
    (_O.PARTIAL, _OE.COMPLETE, _O.PUBLISHED),
    (_O.PARTIAL, _OE.BREAK, _O.PARTIAL),
    (_O.PARTIAL, _OE.WITHDRAW, _O.WITHDRAWN),
    (_O.PUBLISHED, _OE.WITHDRAW, _O.WITHDRAWN),
)

_MOVES: Final[Mapping[tuple[type, str, type, str], StrEnum]] = {
    (type(state), state, type(event), event): after for state, event, after in TRANSITIONS
}

S = TypeVar("S", bound=StrEnum)


def step(state: S, event: StrEnum) -> S:
    """Return the state that follows.

    Raises:
        IllegalMove: the table has no such move.
    """
    after = _MOVES.get((type(state), state, type(event), event))
    if after is None or type(after) is not type(state):
        raise IllegalMove(state, event)
    return after
