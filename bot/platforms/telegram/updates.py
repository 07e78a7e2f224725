"""What an update of Telegram is to us: a message, an interaction, or nothing. Pure.

What somebody quotes, answers or forwards is `quoted`: never held against whoever does so.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.listening import Either, Heard, Ignored, Unreadable
from bot.platforms.telegram.ids import link_to, message_id
from bot.ports import Membership, Person, Pressed, Typed
from policies.message import MAX_TEXT_LENGTH, Message, MessageEvent, MessageKind

PLATFORM: Final = "telegram"
DIRECT: Final = "direct"  # the channel of all private chats with the bot
ANONYMOUS: Final = 1087968824  # the account behind anonymous administrators (Bot API)
_MEDIA: Final = (
    "photo", "video", "animation", "audio", "voice", "video_note", "document", "sticker", "poll",
    "location", "venue", "contact", "dice", "story", "game", "paid_media", "checklist",
)  # fmt: skip
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
    """

    def __init__(
        self,
        identity: Identity,
        channels: Collection[str] = (),
        staff_group: str | None = None,
    ) -> None:
        self._identity = identity
        self._channels = frozenset(channels)
        self._staff_group = staff_group
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
            update = telegram.Update.de_json(raw, None)
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError, OSError) as fault:
            raise Unreadable(f"not an update: {type(fault).__name__}") from fault
        return self._heard(update)

    def _heard(self, update: telegram.Update) -> Heard:
        key = str(update.update_id)
        if update.callback_query is not None:
            return self._pressed(update.callback_query, key)
        message = update.message or update.edited_message
        if message is not None:
            return self._message(message, key, edited=update.message is None)
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

    def _message(self, message: telegram.Message, key: str, *, edited: bool) -> Heard:
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
        text = _words(message)
        media = _media(message)
        if not text and media is None:
            return Ignored()  # somebody left, pins, new titles
        said = None
        if str(chat.id) != self._staff_group:  # there staff are among themselves
            said = self._said(message, text, media, edited=edited)
        name, argument = self._command(text) or (None, "")
        by_person = message.from_user is not None and message.sender_chat is None
        if by_person and not edited and (private or name is not None):
            typed = self._typed(message, key, private=private, command=name, argument=argument)
            return Either(typed=typed, message=said)
        return said or Ignored()

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
            text=_words(message),
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
        own, quoted = _own_and_quoted(message, text + _hidden_links(message), len(text))
        sender = message.sender_chat
        author = str(sender.id) if sender is not None else str(_sender(message).number)
        answered = message.reply_to_message
        topic = message.message_thread_id if message.is_topic_message else None
        thread = None
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
        return own if topic is not None and own in self._channels else str(chat)

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


def _media(message: telegram.Message) -> str | None:
    return next((name for name in _MEDIA if getattr(message, name, None)), None)


def _words(message: telegram.Message) -> str:
    """Return what can be read of a message: its text, its caption, or what stands in its media."""
    if message.text or message.caption:
        return message.text or message.caption or ""
    if message.poll is not None:
        return "\n".join([message.poll.question, *(one.text for one in message.poll.options)])
    if message.venue is not None:
        return f"{message.venue.title}\n{message.venue.address}"
    if message.checklist is not None:
        return "\n".join([message.checklist.title, *(one.text for one in message.checklist.tasks)])
    if message.contact is not None:  # somebody's number, often not the author's own
        contact = message.contact
        return " ".join(filter(None, (contact.first_name, contact.last_name, contact.phone_number)))
    return ""


def _own_and_quoted(message: telegram.Message, text: str, visible: int) -> tuple[str, str | None]:
    """Split what the author says from what the author passes on.

    Args:
        text: what can be read, then the addresses that hide behind it.
        visible: length of what can be read.
    """
    if message.forward_origin is not None:
        return "", text or None  # every word is somebody else's
    pieces = []
    if message.quote is not None:
        pieces.append(message.quote.text)
    elif message.reply_to_message is not None:
        answered = message.reply_to_message
        if not answered.forum_topic_created:
            pieces.append(answered.text or answered.caption or "")
    quotes = [
        entity
        for entity in message.entities or message.caption_entities or ()
        if entity.type in (MessageEntityType.BLOCKQUOTE, MessageEntityType.EXPANDABLE_BLOCKQUOTE)
    ]
    own = text
    for entity in sorted(quotes, key=lambda one: one.offset, reverse=True):
        start, end = _span(text[:visible], entity)
        pieces.append(text[start:end])
        own = own[:start] + " " * (end - start) + own[end:]  # places of the rest stay
    quoted = "\n".join(piece for piece in pieces if piece)
    return own if own.strip() else "", quoted or None


def _hidden_links(message: telegram.Message) -> str:
    """Addresses behind words: screened like those that can be seen, after all that can be."""
    addresses = [
        entity.url
        for entity in message.entities or message.caption_entities or ()
        if entity.type == MessageEntityType.TEXT_LINK and entity.url
    ]
    if not addresses:
        return ""
    return "\n" + "\n".join(dict.fromkeys(addresses))


def _span(text: str, entity: telegram.MessageEntity) -> tuple[int, int]:
    """Return where an entity stands in code points; Telegram counts UTF-16 units."""
    encoded = text.encode("utf-16-le")
    start = len(encoded[: entity.offset * 2].decode("utf-16-le", "ignore"))
    inside = encoded[entity.offset * 2 : (entity.offset + entity.length) * 2]
    return start, start + len(inside.decode("utf-16-le", "ignore"))


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
