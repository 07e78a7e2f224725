"""What the shell needs of the outside world. One adapter a platform; fakes in `tests/fakes.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol, runtime_checkable

from policies.message import Message

Clock = Callable[[], datetime]
Probe = Callable[[str], None]  # called with the name of each crash point; tests kill there


class PublicationKind(StrEnum):
    """What an outgoing text is; autonomy is set for each."""

    REPLY = "reply"
    HOLDING = "holding"
    CRISIS = "crisis"
    POST = "post"
    NOTICE = "notice"  # to the author of a message that was acted on, or who appealed
    SERVICE = "service"  # an answer to a command of the public: /start, /privacy, /langue


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
    recipient: str | None = None  # the person it goes to privately: handle or numeric id
    media: str | None = None  # path of a picture that goes with it
    fallback: str | None = None  # text for the thread, where the person cannot be written to
    buttons: tuple["Button", ...] = ()  # one below the other


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
    reason: str | None = None  # why, where it is not always so


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


@runtime_checkable
class Remover(Protocol):
    """A publisher that can take down what it sent."""

    async def remove(self, channel: str, external_id: str) -> Outcome:
        """Delete a publication of ours; one that is gone already counts as `Sent`."""
        ...


class ActionKind(StrEnum):
    """What may be done about a message or its author; the mildest first."""

    WARN = "warn"  # the author is told; nothing else happens
    HIDE = "hide"
    DELETE = "delete"
    RESTRICT = "restrict"  # the author may not write for a time
    BAN = "ban"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One enforcement action, as a platform needs to know it."""

    kind: ActionKind
    platform: str
    channel: str
    message_id: str  # the platform's id
    author: str  # the handle or numeric id
    until: datetime | None = None  # of a restriction
    sent_at: datetime | None = None  # of the message: some platforms delete only what is young


class Moderator(Protocol):
    """Applies and lifts enforcement actions; both may be repeated without harm."""

    async def apply(self, action: Action) -> Outcome:
        """Hide, delete … one message, restrict or ban its author; `Refused` where it may not be."""
        ...

    async def lift(self, action: Action) -> Outcome:
        """Undo it, as far as the platform can."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An update that cannot be read: recorded, and skipped."""

    platform: str
    key: str
    fault: str


class Priority(IntEnum):
    """What goes first where a platform lets us send only so much; the lowest number first."""

    SAFETY = 0
    REVIEWER = 1
    PUBLIC = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button below a text: it opens an address, or comes back as `Pressed`."""

    text: str
    data: str | None = None  # at most 64 bytes
    url: str | None = None
    style: str | None = None  # "danger", "success", "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is shown in a chat: a text in the chat's HTML subset, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    asks_reply: bool = False  # the person's next message answers it
    silent: bool = False  # without a sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whoever pressed or typed something in a chat; the number proves who it is, names do not."""

    platform: str
    number: str
    lang_hint: str | None = None  # language of the person's app: never a stated choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button was pressed."""

    key: str  # names the update: handling it twice does no harm
    person: Person
    chat: str
    message: str  # of the panel, as `Chat.send` returned it
    data: str
    query: str  # to be answered with `Chat.answer`
    private: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command, or a text in the private chat with the bot."""

    key: str
    person: Person
    chat: str
    message: str
    text: str
    private: bool
    at: datetime
    reply_to: str | None = None  # the message that it answers
    command: str | None = None  # without slash and bot name, lower case
    argument: str = ""  # what follows the command


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Our own standing in a chat changed, a person joined or left, or a group got a new number."""

    key: str
    chat: str
    person: Person
    status: str  # "joined", "left", "our_rights", "moved"
    at: datetime
    moved_to: str | None = None
    name: str = ""  # of who joined: names can be advertisements


Interaction = Pressed | Typed | Membership


class Chat(Protocol):
    """A chat in which panels are shown; each call keeps the platform's pace and never raises."""

    async def send(
        self, chat: str, panel: Panel, *, priority: Priority, reply_to: str | None = None
    ) -> Outcome:
        """Show a panel; `Sent.external_id` names it."""
        ...

    async def edit(self, chat: str, message: str, panel: Panel, *, priority: Priority) -> Outcome:
        """Replace a panel; one that says the same already counts as `Sent`."""
        ...

    async def answer(self, query: str, text: str, *, alert: bool = False) -> Outcome:
        """Answer a press with a line of at most 200 characters."""
        ...

    async def remove(self, chat: str, message: str) -> Outcome:
        """Delete a message of ours; one that is gone counts as `Sent`."""
        ...

    async def document(
        self, chat: str, name: str, content: bytes, caption: str, *, priority: Priority
    ) -> Outcome:
        """Send a file."""
        ...


class Source(Protocol):
    """Where messages come from."""

    async def read(self, limit: int) -> list[Message | Unreadable]:
        """Return what is new, waiting a little for it; empty where there is nothing."""
        ...

    async def confirm(self) -> None:
        """What was returned last is on disk: the source may forget it."""
        ...
