"""What the shell needs of the outside world. One adapter a platform; fakes in `tests/fakes.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from policies.message import Message

Clock = Callable[[], datetime]
Probe = Callable[[str], None]  # called with the name of each crash point; tests kill there


class PublicationKind(StrEnum):
    """What an outgoing text is; autonomy is set for each."""

    REPLY = "reply"
    HOLDING = "holding"
    CRISIS = "crisis"
    POST = "post"


class Autonomy(StrEnum):
    """How far a channel lets the program go with one kind of publication."""

    SHADOW = "shadow"  # sees and drafts, never sends
    APPROVE = "approve"  # a person decides first
    AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One text on its way out."""

    idempotency_key: str
    kind: PublicationKind
    platform: str
    channel: str
    text: str
    lang: str | None
    reply_to: str | None  # the platform's id of the message it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The platform has it."""

    external_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """Certainly not out: not connected, or told to wait."""

    retry_after_s: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Refused for good."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Nobody can tell: time-out after the request left, a server fault."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """This platform has no way to send it for us: a person posts it."""

    link: str | None = None


Outcome = Sent | Deferred | Refused | Lost | ByHand


class Lookup(StrEnum):
    """What looking for a text on the platform found."""

    FOUND = "found"
    ABSENT = "absent"
    CANNOT_TELL = "cannot_tell"


class Publisher(Protocol):
    """Sends one text; never retries by itself."""

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Send once and say what is known."""
        ...

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Look for a text whose sending ended in doubt."""
        ...


class Moderator(Protocol):
    """Applies and lifts enforcement actions; both may be repeated without harm."""

    async def apply(self, action: str, platform: str, channel: str, message_id: str) -> Outcome:
        """Hide, delete … one message."""
        ...

    async def lift(self, action: str, platform: str, channel: str, message_id: str) -> Outcome:
        """Undo it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An update that cannot be read: recorded, and skipped."""

    platform: str
    key: str
    fault: str


class Source(Protocol):
    """Where messages come from."""

    async def read(self, limit: int) -> list[Message | Unreadable]:
        """Return what is new, waiting a little for it; empty where there is nothing."""
        ...

    async def confirm(self) -> None:
        """What was returned last is on disk: the source may forget it."""
        ...
