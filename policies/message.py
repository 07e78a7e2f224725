"""Inbound text, as every other module sees it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_TEXT_LENGTH = 20_000  # characters; docs/cli.md, "Message in"
ARRIVAL = "join"  # the `media` of somebody's arrival in a group; its text is their name


class MessageKind(StrEnum):
    """How a message reached us."""

    COMMENT = "comment"  # on the agency's own channel
    MENTION = "mention"  # on somebody else's page
    DIRECT = "direct"  # written to us privately


class MessageEvent(StrEnum):
    """What happened to a message on its platform."""

    NEW = "new"
    EDITED = "edited"
    DELETED = "deleted"


class Invitation(StrEnum):
    """Why we may answer through a platform that lets programs answer only where they are asked."""

    SUMMONED = "summoned"  # the author names our account
    QUOTED = "quoted"  # the author quotes a post of ours
    OWN_THREAD = "own_thread"  # it stands under a post of ours
    NONE = "none"  # a person may answer by hand, a program may not


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One inbound message; (platform, id) names it."""

    platform: str
    id: str  # the platform's own id
    channel: str
    author: str  # handle or numeric id on the platform: masked on the way to people, never logged
    text: str
    sent_at: datetime  # aware, UTC
    kind: MessageKind = MessageKind.COMMENT
    event: MessageEvent = MessageEvent.NEW
    stated_lang: str | None = None  # what the author, or the platform for the author, chose
    reply_to: str | None = None  # id of the message that this one answers
    thread: str | None = None  # id of the root of the thread
    url: str | None = None
    quoted: str | None = None  # text that the author quotes: never held against the author
    automatic: bool = False  # written by a program (auto-reply, bot account)
    media: str | None = None  # what came with it that is not text: "photo", "voice"…
    reach: int | None = None  # followers or views, where the source says so; None: unknown
    invitation: Invitation | None = None  # None: the platform asks for none
    number: str | None = None  # of the author, where the handle can change
    addressed: bool = True  # said to us: False for talk among others in a group of ours

    @property
    def person(self) -> str:
        """What names the author for good."""
        return self.number or self.author

    @property
    def root(self) -> str:
        """Id of the root of the reply chain; a message that answers nothing is its own root."""
        return self.thread or self.reply_to or self.id
