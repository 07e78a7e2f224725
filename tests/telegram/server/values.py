"""What the server knows of people, chats and messages, and how it shows them on the wire."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

Json = dict[str, Any]

ANONYMOUS_ADMIN: Final = 1087968824  # writes in the name of a group
IN_NAME_OF_CHANNEL: Final = 136817688  # writes in the name of a channel
SERVICE: Final = 777000  # forwards channel posts into the discussion group

RIGHTS: Final = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
CHANNEL_RIGHTS: Final = ("can_post_messages", "can_edit_messages")
GROUP_RIGHTS: Final = ("can_pin_messages", "can_manage_topics")
PERMISSIONS: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def seconds(when: datetime) -> int:
    """Return Unix time, as dates are on the wire."""
    return int(when.timestamp())


@dataclass(slots=True, kw_only=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        """Return a `User`."""
        document: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            value = getattr(self, name)
            if value is not None:
                document[name] = value
        return document


@dataclass(slots=True, kw_only=True)
class Member:
    """The standing of one user in one chat."""

    status: str  # creator, administrator, member, restricted, left, kicked
    rights: frozenset[str] = frozenset()
    permissions: dict[str, bool] = field(default_factory=dict)  # of who is restricted
    until: datetime | None = None  # None: for ever
    is_member: bool = True  # of who is restricted
    anonymous: bool = False

    @property
    def inside(self) -> bool:
        """Whether the user is in the chat."""
        if self.status == "restricted":
            return self.is_member
        return self.status in {"creator", "administrator", "member"}

    @property
    def governs(self) -> bool:
        """Whether the user is the owner or an administrator."""
        return self.status in {"creator", "administrator"}

    def can(self, right: str) -> bool:
        """Tell whether the member has a right of administrators."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def as_json(self, user: User, kind: str, *, editable: bool = False) -> Json:
        """Return a `ChatMember` of a chat of this kind."""
        document: Json = {"status": self.status, "user": user.as_json()}
        until = seconds(self.until) if self.until else 0
        if self.status == "creator":
            document["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            more = CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS
            document |= {right: right in self.rights for right in (*RIGHTS, *more)}
            document |= {"can_be_edited": editable, "is_anonymous": self.anonymous}
        elif self.status == "restricted":
            document |= {name: self.permissions.get(name, False) for name in PERMISSIONS}
            document |= {"is_member": self.is_member, "until_date": until}
        elif self.status == "kicked":
            document["until_date"] = until
        return document


@dataclass(slots=True, kw_only=True)
class Topic:
    """A topic of a forum; its id is that of the message that made it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Stored:
    """One message, as it stands now."""

    id: int
    chat: "Chat"
    at: datetime
    wire: Json  # the `Message`
    author: int | None  # numeric id of the user who wrote it, whatever name it bears
    outgoing: bool = False  # of the bot
    service: bool = False
    written: str | None = None  # text or caption with its markup, as the bot sent it
    silent: bool = False
    markup: Json | None = None  # below a message of the bot, of whichever kind
    deleted: bool = False
    deleted_by_bot: bool = False
    hidden_from: set[int] = field(default_factory=set)
    earlier: list[Json] = field(default_factory=list)  # what it was before each edit
    reactions: dict[int, list[Json]] = field(default_factory=dict)  # by user

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.wire.get("text") or self.wire.get("caption") or "")

    def quoted_form(self) -> Json:
        """Return the message as it stands in another one that answers it."""
        return {name: value for name, value in self.wire.items() if name != "reply_to_message"}


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    """A private chat with the bot, a group, a supergroup or a channel."""

    id: int
    type: str  # private, group, supergroup, channel
    title: str | None = None
    username: str | None = None
    person: User | None = None  # of a private chat
    is_forum: bool = False
    linked: int | None = None  # channel ↔ discussion group
    permissions: dict[str, bool] = field(default_factory=dict)  # of all members
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Stored] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    migrated_to: int | None = None
    started: bool = False  # a private chat: the person wrote first
    blocked: bool = False  # a private chat: the person has blocked the bot
    description: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether people talk there with each other."""
        return self.type in {"group", "supergroup"}

    def as_json(self) -> Json:
        """Return a `Chat`."""
        document: Json = {"id": self.id, "type": self.type}
        if self.person is not None:
            document["first_name"] = self.person.first_name
            if self.person.last_name:
                document["last_name"] = self.person.last_name
            if self.person.username:
                document["username"] = self.person.username
            return document
        document["title"] = self.title or ""
        if self.username:
            document["username"] = self.username
        if self.is_forum:
            document["is_forum"] = True
        return document
