"""An entry of a feed, whatever the feed's format; and the message that is made of it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from bot.feedssettings import FeedSource
from policies.message import MAX_TEXT_LENGTH, Invitation, Message, MessageEvent, MessageKind

PLATFORM: Final = "feeds"
_LONGEST_ID: Final = 200
_LONGEST_NAME: Final = 100
_LONGEST_ADDRESS: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article or comment."""

    guid: str  # what its feed calls it
    title: str = ""
    text: str = ""
    quoted: str = ""  # of others
    author: str = ""
    url: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    answers: str | None = None  # guid of the entry that it answers
    comments: str | None = None  # address of the feed of its comments

    @property
    def mark(self) -> str:
        """What changes when the text changes."""
        whole = f"{self.title}\0{self.text}\0{self.quoted}"
        return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:12]

    @property
    def moment(self) -> datetime | None:
        """When it was written, as far as the feed says."""
        return self.published or self.updated


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One document of a feed, newest entry first as a rule."""

    title: str
    entries: tuple[Entry, ...]
    more: str | None = None  # address of the next, older document
    unreadable: int = 0  # entries that are left out


def moment_of(text: str | None) -> datetime | None:
    """Return a moment in UTC; None where a text is none. Without a zone it is taken for UTC."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def id_of(guid: str, source: FeedSource) -> str:
    """Return what names an entry: within its site, so that no feed can pass for another one's."""
    host = urlsplit(source.url).hostname or source.name
    if len(guid) > _LONGEST_ID or not guid.isprintable():
        guid = hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()
    return f"{host}:{guid}"


def message_of(
    entry: Entry,
    source: FeedSource,
    now: datetime,
    *,
    comment: bool,
    edited: bool = False,
    root: str | None = None,
) -> Message:
    """Return the message that an entry is.

    Args:
        entry: as the feed has it.
        source: the feed.
        now: the time now: nothing was written later, whatever the feed says.
        comment: whether it is a comment rather than an article.
        edited: whether it came before, with another text.
        root: id of the article that it stands below.
    """
    text = entry.text if comment else "\n\n".join(filter(None, (entry.title, entry.text)))
    written = entry.updated if edited else entry.moment
    answered = id_of(entry.answers, source) if entry.answers else root
    host = urlsplit(source.url).hostname or source.name
    return Message(
        platform=PLATFORM,
        id=id_of(entry.guid, source),
        channel=source.name,
        author=(entry.author or host)[:_LONGEST_NAME],
        text=(text or entry.title)[:MAX_TEXT_LENGTH],
        sent_at=min(written or now, now),
        kind=MessageKind.COMMENT if source.own else MessageKind.MENTION,
        event=MessageEvent.EDITED if edited else MessageEvent.NEW,
        reply_to=answered,
        thread=root,
        url=entry.url[:_LONGEST_ADDRESS] if entry.url else None,
        quoted=entry.quoted[:MAX_TEXT_LENGTH] or None,
        invitation=Invitation.NONE,  # nothing can be sent there: whatever goes, a person posts
        addressed=source.own and comment,
    )
