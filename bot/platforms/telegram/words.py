"""What can be read of a message of Telegram: own words, and what is passed on. Pure."""

from typing import Final

import telegram
from telegram.constants import MessageEntityType

MEDIA: Final = (
    "photo", "video", "animation", "audio", "voice", "video_note", "document", "sticker", "poll",
    "location", "venue", "contact", "dice", "story", "game", "paid_media", "checklist",
)  # fmt: skip


def words_of(message: telegram.Message) -> str:
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


def media_of(message: telegram.Message) -> str | None:
    """Return what came that is not text, None where nothing did."""
    return next((name for name in MEDIA if getattr(message, name, None)), None)


def own_and_quoted(message: telegram.Message, text: str, visible: int) -> tuple[str, str | None]:
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


def hidden_links(message: telegram.Message) -> str:
    """Return addresses behind words, to stand after all that can be seen: screened like that."""
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
