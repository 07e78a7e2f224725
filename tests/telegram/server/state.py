"""Everything the server remembers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tests.telegram.server.delivery import Updates
from tests.telegram.server.refusals import Refusal, bad, forbidden
from tests.telegram.server.values import (
    ANONYMOUS_ADMIN,
    IN_NAME_OF_CHANNEL,
    PERMISSIONS,
    SERVICE,
    Chat,
    Json,
    Member,
    Stored,
    User,
)

Clock = Callable[[], datetime]

_SUPERGROUPS: Final = -1_001_000_000_000
_FOREVER: Final = (timedelta(seconds=30), timedelta(days=366))


@dataclass(slots=True, kw_only=True)
class Query:
    """A press on a button, and what was answered to it."""

    id: str
    user: User
    at: datetime
    answers: list[Json] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """A file on the server."""

    id: str
    unique_id: str
    path: str
    content: bytes
    name: str
    mime_type: str


@dataclass(slots=True, kw_only=True)
class Webhook:
    """Where updates are sent to, instead of being fetched."""

    url: str = ""
    secret: str = ""
    last_error: str = ""
    last_error_at: datetime | None = None


class State:
    """People, chats, messages and what the bot has told about itself.

    Args:
        clock: the time for message dates, ages and expiries.
        token: of the bot; the number before its colon is the bot's id.
        username: of the bot.
        query_age: how long a press can be answered.
        keep: how many messages of a chat are remembered; None: all.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        token: str,
        username: str,
        query_age: timedelta = timedelta(minutes=15),
        keep: int | None = None,
    ) -> None:
        self.clock = clock
        self.token = token
        self.query_age = query_age
        self.keep = keep
        self.reads_all_groups = True  # whether its owner has switched the privacy mode off
        self.updates = Updates()
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, StoredFile] = {}
        self.webhook = Webhook()
        self.commands: dict[tuple[str, str], list[Json]] = {}  # by scope and language
        self.words: dict[tuple[str, str], str] = {}  # name and descriptions by language
        self.menu_buttons: dict[int, Json] = {}  # by chat; 0: of all
        self.bot = self.add_user(
            User(
                id=int(token.partition(":")[0]),
                first_name="Liaison",
                username=username,
                is_bot=True,
            )
        )
        for number, name, nick in (
            (ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot"),
            (IN_NAME_OF_CHANNEL, "Channel", "Channel_Bot"),
            (SERVICE, "Telegram", None),
        ):
            self.add_user(User(id=number, first_name=name, username=nick, is_bot=number != SERVICE))
        self._count = 0
        self._account_messages = 0  # private chats and basic groups count their messages together

    # --- people and chats --------------------------------------------------------------

    def fresh(self) -> int:
        """Return a number that was not given before."""
        self._count += 1
        return self._count

    def add_user(self, user: User) -> User:
        """Remember a user, who has a private chat with the bot from now on, still empty."""
        self.users[user.id] = user
        return user

    def private(self, user: User) -> Chat:
        """Return the private chat of a user with the bot."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(id=user.id, type="private", person=user)
        return self.chats[user.id]

    def add_chat(
        self, kind: str, title: str, *, username: str | None = None, is_forum: bool = False
    ) -> Chat:
        """Make an empty group, supergroup or channel."""
        number = self.fresh()
        chat = Chat(
            id=-4_000_000 - number if kind == "group" else _SUPERGROUPS - number,
            type=kind,
            title=title,
            username=username,
            is_forum=is_forum,
        )
        if kind != "channel":
            chat.permissions = dict.fromkeys(PERMISSIONS, True) | {
                "can_change_info": False,
                "can_pin_messages": False,
                "can_manage_topics": False,
            }
        self.chats[chat.id] = chat
        return chat

    def user(self, number: int) -> User:
        """Return a user that is known.

        Raises:
            Refusal: where there is none.
        """
        if number not in self.users:
            raise bad("user not found")
        return self.users[number]

    def chat(self, given: Any) -> Chat:
        """Return the chat that a `chat_id` names.

        Raises:
            Refusal: where there is none, or it became a supergroup.
        """
        text = str(given if given is not None else "").strip()
        if not text:
            raise bad("chat_id is empty")
        if text.startswith("@"):
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == text[1:].lower():
                    return chat
            raise bad("chat not found")
        try:
            number = int(text)
        except ValueError as error:
            raise bad("chat not found") from error
        if number not in self.chats:
            if number in self.users:
                return self.private(self.users[number])
            raise bad("chat not found")
        chat = self.chats[number]
        if chat.migrated_to is not None:
            raise bad(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        return chat

    # --- standing ----------------------------------------------------------------------

    def member(self, chat: Chat, user_id: int) -> Member:
        """Return how a user stands in a chat now; what has run out is no more."""
        member = chat.members.get(user_id)
        if member is None:
            return Member(status="left")
        if member.until is not None and member.until <= self.clock():
            inside = member.status == "restricted" and member.is_member
            member = Member(status="member" if inside else "left")
            chat.members[user_id] = member
        return member

    def until(self, unix_time: int | None) -> datetime | None:
        """Return when something ends; None, for ever, where it is too near or too far."""
        now = self.clock()
        if not unix_time:
            return None
        end = datetime.fromtimestamp(unix_time, tz=now.tzinfo)
        return end if _FOREVER[0] <= end - now <= _FOREVER[1] else None

    def must_reach(self, chat: Chat) -> None:
        """Refuse, as the server does, where the bot cannot write or act in a chat at all.

        Raises:
            Refusal: with the words of the Bot API.
        """
        if chat.person is not None:
            if chat.person.deactivated:
                raise forbidden("user is deactivated")
            if chat.person.is_bot:
                raise forbidden("bot can't send messages to bots")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
            return
        status = self.member(chat, self.bot.id).status
        where = f"{chat.type} chat"
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {where}")
        if status == "left":
            if chat.id in self.chats and self.bot.id in chat.members:
                raise forbidden(f"bot is not a member of the {where}")
            raise bad("chat not found")

    def must_have(self, chat: Chat, right: str, words: str) -> None:
        """Refuse where the bot lacks a right of administrators.

        Raises:
            Refusal: a 400 with the given words.
        """
        self.must_reach(chat)
        if chat.person is None and not self.member(chat, self.bot.id).can(right):
            raise bad(words)

    # --- messages ----------------------------------------------------------------------

    def next_message_id(self, chat: Chat) -> int:
        """Return the id of the next message of a chat."""
        if chat.type in {"private", "group"}:
            self._account_messages += 1
            return self._account_messages
        chat.last_id += 1
        return chat.last_id

    def message(self, chat: Chat, number: int | None, words: str) -> Stored:
        """Return a message that is there.

        Raises:
            Refusal: a 400 with the given words.
        """
        stored = chat.messages.get(number or 0)
        if stored is None or stored.deleted:
            raise bad(words)
        return stored

    def keep_message(self, stored: Stored) -> None:
        """Remember a message; the oldest one goes where only so many are remembered."""
        messages = stored.chat.messages
        messages[stored.id] = stored
        if self.keep is not None and len(messages) > self.keep:
            messages.pop(next(iter(messages)))

    # --- files -------------------------------------------------------------------------

    def add_file(self, content: bytes, name: str, mime_type: str, folder: str) -> StoredFile:
        """Keep a file."""
        number = self.fresh()
        file = StoredFile(
            id=f"BQACAgQAAx{number:08d}",
            unique_id=f"AgAD{number:06d}",
            path=f"{folder}/file_{number}{name[name.rfind('.') :] if '.' in name else ''}",
            content=content,
            name=name,
            mime_type=mime_type,
        )
        self.files[file.id] = file
        return file

    def file(self, number: str) -> StoredFile:
        """Return a file.

        Raises:
            Refusal: where there is none.
        """
        if number not in self.files:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return self.files[number]
