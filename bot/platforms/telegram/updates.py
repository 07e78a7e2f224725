"""What an update of Telegram is to us: a message, an interaction, or nothing. Pure.

What somebody quotes, answers or forwards is `quoted`: never held against whoever does so.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import telegram
from telegram.constants import ChatType

from bot.listening import Either, Heard, Ignored, Unreadable
from bot.platforms.telegram.ids import link_to, message_id
from bot.platforms.telegram.words import MEDIA, hidden_links, media_of, own_and_quoted, words_of
from bot.ports import Membership, Person, Pressed, Typed
from policies.message import MAX_TEXT_LENGTH, Message, MessageEvent, MessageKind

PLATFORM: Final = "telegram"
DIRECT: Final = "direct"  # the channel of all private chats with the bot
ANONYMOUS: Final = 1087968824  # the account behind anonymous administrators (Bot API)
_SAID: Final = (
    "message_id", "date", "edit_date", "chat", "from", "sender_chat", "message_thread_id",
    "is_topic_message", "media_group_id", "is_automatic_forward", "text", "caption",
    "forward_origin", "migrate_to_chat_id",
)  # fmt: skip
_FAULTS: Final = (TypeError, ValueError, KeyError, AttributeError, OverflowError, OSError)
_COMMAND: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?\Z", re.DOTALL)
_OPEN_STATUS: Final = frozenset({"member", "administrator", "creator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is."""

    id: int
    username: str


class UpdateReader:
    """Reads the updates of one bot.

    Args:
        identity: who the bot is.
        channels: ids of the configured channels, topics among them ("-100…/45").
        staff_group: where only commands are listened to.
        moved: old number -> present one, of groups that became supergroups.
    """

    def __init__(
        self,
        identity: Identity,
        channels: Collection[str] = (),
        staff_group: str | None = None,
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self._identity = identity
        self._channels = frozenset(channels)
        self._staff_group = staff_group
        self._before = {new: old for old, new in (moved or {}).items()}
        name = identity.username or "[]"  # while nobody told us: a name that nobody has
        self._name = re.compile(rf"(?<!\w)@{re.escape(name)}(?!\w)", re.IGNORECASE)

    def read(self, payload: str) -> Heard:
        """Return what an update is.

        Raises:
            Unreadable: it has not the shape of an update.
        """
        raw = json.loads(payload)
        if not isinstance(raw, dict):
            raise Unreadable("not an object")
        try:
            return self._heard(telegram.Update.de_json(raw, None))
        except _FAULTS as fault:
            bare, media = _bare(raw)
            if bare is None:
                raise Unreadable(f"not an update: {type(fault).__name__}") from fault
        try:  # what was said is not lost because of how something beside it is described
            return self._heard(telegram.Update.de_json(bare, None), media)
        except _FAULTS as fault:
            raise Unreadable(f"not an update: {type(fault).__name__}") from fault

    def _heard(self, update: telegram.Update, media: str | None = None) -> Heard:
        key = str(update.update_id)
        if update.callback_query is not None:
            return self._pressed(update.callback_query, key)
        message = update.message or update.edited_message
        if message is not None:
            return self._message(message, key, media, edited=update.message is None)
        if update.my_chat_member is not None:
            return _membership(update.my_chat_member, key, ours=True)
        if update.chat_member is not None:
            return _membership(update.chat_member, key, ours=False)
        return Ignored()  # a channel's own posts, reactions, and what we did not ask for

    # --- what people press and type ---------------------------------------------------------

    def _pressed(self, query: telegram.CallbackQuery, key: str) -> Heard:
        if query.message is None or query.data is None:
            return Ignored()
        chat = query.message.chat
        return Pressed(
            key=key,
            person=_person(query.from_user),
            chat=str(chat.id),
            message=message_id(chat.id, query.message.message_id),
            data=query.data,
            query=query.id,
            private=chat.type == ChatType.PRIVATE,
            at=query.message.date,
        )

    def _message(
        self, message: telegram.Message, key: str, media: str | None, *, edited: bool
    ) -> Heard:
        chat = message.chat
        private = chat.type == ChatType.PRIVATE
        if message.migrate_to_chat_id is not None:
            return Membership(
                key=key,
                chat=str(chat.id),
                person=_sender(message),
                status="moved",
                at=message.date,
                moved_to=str(message.migrate_to_chat_id),
            )
        if chat.type == ChatType.CHANNEL or message.is_automatic_forward or self._is_ours(message):
            return Ignored()  # the agency's own posts
        if message.new_chat_members:
            return _arrival(message, key)
        if edited and message.location is not None:
            return Ignored()  # somebody shares where they are, and moves
        text = words_of(message)
        media = media or media_of(message)
        if not text and media is None:
            return Ignored()  # somebody left, pins, new titles
        said = None
        if not self._is_staff_group(str(chat.id)):  # there staff are among themselves
            said = self._said(message, text, media, edited=edited)
        name, argument = self._command(text) or (None, "")
        by_person = message.from_user is not None and message.sender_chat is None
        if by_person and not edited and (private or name is not None):
            typed = self._typed(message, key, private=private, command=name, argument=argument)
            return Either(typed=typed, message=said)
        return said or Ignored()

    def _is_staff_group(self, chat: str) -> bool:
        room = self._staff_group
        return room is not None and room in {chat, self._before.get(chat)}

    def _is_ours(self, message: telegram.Message) -> bool:
        """Whether a group, or a channel of the agency, speaks: an anonymous administrator does."""
        sender = message.sender_chat
        if sender is None:
            return False
        return sender.id == message.chat.id or str(sender.id) in self._channels

    def _command(self, text: str) -> tuple[str, str] | None:
        found = _COMMAND.match(text)
        if found is None:
            return None
        name, bot, argument = found.groups()
        if bot is not None and bot.lower() != self._identity.username.lower():
            return None  # said to another bot
        return name.lower(), (argument or "").strip()

    def _typed(
        self,
        message: telegram.Message,
        key: str,
        *,
        private: bool,
        command: str | None,
        argument: str,
    ) -> Typed:
        answered = message.reply_to_message
        return Typed(
            key=key,
            person=_sender(message),
            chat=str(message.chat.id),
            message=message_id(message.chat.id, message.message_id),
            text=words_of(message),
            private=private,
            at=message.date,
            reply_to=message_id(message.chat.id, answered.message_id) if answered else None,
            command=command,
            argument=argument,
        )

    # --- what people say --------------------------------------------------------------------

    def _said(
        self, message: telegram.Message, text: str, media: str | None, *, edited: bool
    ) -> Message:
        chat = message.chat
        private = chat.type == ChatType.PRIVATE
        own, quoted = own_and_quoted(message, text + hidden_links(message), len(text))
        sender = message.sender_chat
        author = str(sender.id) if sender is not None else str(_sender(message).number)
        answered = message.reply_to_message
        topic = message.message_thread_id if message.is_topic_message else None
        thread = None
        if message.media_group_id is not None:  # the pictures of an album belong together
            thread = f"{chat.id}:album-{message.media_group_id}"
        if message.message_thread_id is not None and topic is None and not private:
            thread = message_id(chat.id, message.message_thread_id)
        reply_to = None
        if answered is not None and answered.message_id != topic:
            reply_to = message_id(chat.id, answered.message_id)
        return Message(
            platform=PLATFORM,
            id=message_id(chat.id, message.message_id),
            channel=DIRECT if private else self._channel(chat.id, topic),
            author=author,
            text=own[:MAX_TEXT_LENGTH],
            sent_at=(message.edit_date if edited else None) or message.date,
            kind=MessageKind.DIRECT if private else MessageKind.COMMENT,
            event=MessageEvent.EDITED if edited else MessageEvent.NEW,
            reply_to=reply_to,
            thread=thread if thread is not None else (f"direct:{author}" if private else None),
            url=link_to(chat.id, message.message_id, chat.username, kind=chat.type),
            quoted=quoted[:MAX_TEXT_LENGTH] if quoted else None,
            automatic=_by_program(message),
            media=media,
            addressed=private or self._addressed(message, text),
        )

    def _channel(self, chat: int, topic: int | None) -> str:
        own = f"{chat}/{topic}"
        if topic is not None and own in self._channels:
            return own
        before = self._before.get(str(chat))
        if before in self._channels and str(chat) not in self._channels:
            return before  # the settings still call it by its old number
        return str(chat)

    def _addressed(self, message: telegram.Message, text: str) -> bool:
        answered = message.reply_to_message
        if answered is not None and answered.from_user is not None:
            ours = answered.from_user.id == self._identity.id
        else:
            ours = False
        if ours:
            return True
        if answered is not None and answered.is_automatic_forward:
            return True  # a comment right below a post of ours
        if self._command(text) is not None or self._name.search(text):
            return True
        return any(
            entity.user is not None and entity.user.id == self._identity.id
            for entity in message.entities or message.caption_entities or ()
        )


def _bare(raw: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
    """Return an update that has nothing but what was said, and what kind of media was with it."""
    for name in ("message", "edited_message"):
        message = raw.get(name)
        if isinstance(message, dict):
            kept = {field: message[field] for field in _SAID if field in message}
            media = next((kind for kind in MEDIA if kind in message), None)
            poll = message.get("poll")
            if isinstance(poll, dict) and "question" in poll:
                options = poll.get("options")
                words = (
                    [one.get("text", "") for one in options] if isinstance(options, list) else []
                )
                kept.setdefault("text", "\n".join([poll["question"], *words]))
            return {"update_id": raw.get("update_id"), name: kept}, media
    return None, None


def _person(user: telegram.User) -> Person:
    return Person(platform=PLATFORM, number=str(user.id), lang_hint=user.language_code)


def _sender(message: telegram.Message) -> Person:
    if message.from_user is not None:
        return _person(message.from_user)
    chat = message.sender_chat or message.chat
    return Person(platform=PLATFORM, number=str(chat.id))


def _by_program(message: telegram.Message) -> bool:
    user = message.from_user
    if message.sender_chat is not None or user is None:
        return False  # an anonymous administrator, or a channel: people
    return user.is_bot and user.id != ANONYMOUS


def _arrival(message: telegram.Message, key: str) -> Heard:
    """Return the arrival of a person; where several were added, chat_member tells of each."""
    people = [user for user in message.new_chat_members or () if not user.is_bot]
    if not people:
        return Ignored()
    return _joined(people[0], message.chat, key, message.date)


def _joined(user: telegram.User, chat: telegram.Chat, key: str, at: datetime) -> Membership:
    return Membership(
        key=key,
        chat=str(chat.id),
        person=_person(user),
        status="joined",
        at=at,
        name=user.full_name,
    )


def _is_in(member: telegram.ChatMember) -> bool:
    if isinstance(member, telegram.ChatMemberRestricted):
        return member.is_member
    return member.status in _OPEN_STATUS


def _membership(change: telegram.ChatMemberUpdated, key: str, *, ours: bool) -> Heard:
    was, now = _is_in(change.old_chat_member), _is_in(change.new_chat_member)
    if ours:
        status = "our_rights"
    elif change.new_chat_member.user.is_bot:
        return Ignored()
    elif now and not was:
        return _joined(change.new_chat_member.user, change.chat, key, change.date)
    elif was and not now:
        status = "left"
    else:
        return Ignored()
    who = change.from_user if ours else change.new_chat_member.user
    return Membership(
        key=key, chat=str(change.chat.id), person=_person(who), status=status, at=change.date
    )
