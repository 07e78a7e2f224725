"""Messages are edited, deleted, pinned and reacted to; presses are answered."""

from datetime import timedelta
from typing import Final

from tests.telegram.server import markup, posting
from tests.telegram.server.methods import keyboards, sending
from tests.telegram.server.methods.call import Call, Method
from tests.telegram.server.refusals import NOT_MODIFIED, TOO_OLD, Refusal, bad
from tests.telegram.server.values import Chat, Json, Stored, seconds

DELETABLE: Final = timedelta(hours=48)
ANSWER_UNITS: Final = 200
_UNDELETABLE: Final = {
    "supergroup_chat_created",
    "channel_chat_created",
    "forum_topic_created",
    "migrate_from_chat_id",
}


def edit_message_text(call: Call) -> Json:
    """Give a text message another text; without a keyboard it loses the one it has."""
    stored = _own(call)
    if "text" not in stored.wire:
        raise bad("there is no text in the message to edit")
    text, entities = sending.formatted(call, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if markup.units(text) > sending.TEXT_UNITS:
        raise bad("message is too long")
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _edited(call, stored, ("text", "entities"), content, call.params.text("text"))


def edit_message_caption(call: Call) -> Json:
    """Give a message with media another caption."""
    stored = _own(call)
    if not {"photo", "document", "video", "voice"} & set(stored.wire):
        raise bad("there is no caption in the message to edit")
    content = sending.captioned(call)
    return _edited(
        call, stored, ("caption", "caption_entities"), content, call.params.text("caption")
    )


def edit_message_reply_markup(call: Call) -> Json:
    """Give a message another inline keyboard, or none."""
    return _edited(call, _own(call), (), {}, None)


def delete_message(call: Call) -> bool:
    """Delete one message."""
    chat = call.chat()
    call.state.must_reach(chat)
    number = call.params.wanted_number("message_id")
    stored = call.state.message(chat, number, "message to delete not found")
    _must_be_deletable(call, chat, stored)
    _delete(stored)
    return True


def delete_messages(call: Call) -> bool:
    """Delete up to a hundred messages; those that are not there are passed over."""
    chat = call.chat()
    call.state.must_reach(chat)
    numbers = call.params.items("message_ids") or []
    if not 1 <= len(numbers) <= 100:
        raise bad("too many message identifiers specified" if numbers else "message_ids is empty")
    found = [
        stored
        for number in numbers
        if (stored := chat.messages.get(int(number))) is not None and not stored.deleted
    ]
    for stored in found:
        _must_be_deletable(call, chat, stored)
    for stored in found:
        _delete(stored)
    return True


def pin_chat_message(call: Call) -> bool:
    """Pin a message."""
    chat = call.chat()
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    call.state.must_have(chat, right, "not enough rights to manage pinned messages in the chat")
    number = call.params.wanted_number("message_id")
    stored = call.state.message(chat, number, "message to pin not found")
    if stored.id not in chat.pinned:
        chat.pinned.append(stored.id)
        posting.service(call.state, chat, call.bot, {"pinned_message": stored.quoted_form()})
    return True


def unpin_chat_message(call: Call) -> bool:
    """Take a pin off; of the newest pinned message where none is named."""
    chat = call.chat()
    call.state.must_have(
        chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    number = call.params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    return True


def set_message_reaction(call: Call) -> bool:
    """React to a message as the bot."""
    chat = call.chat()
    call.state.must_reach(chat)
    number = call.params.wanted_number("message_id")
    stored = call.state.message(chat, number, "message to react not found")
    reactions = call.params.items("reaction") or []
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    stored.reactions[call.bot.id] = reactions
    return True


def answer_callback_query(call: Call) -> bool:
    """Answer a press."""
    query = call.state.queries.get(call.params.text("callback_query_id"))
    if query is None or call.state.clock() - query.at > call.state.query_age:
        raise bad(TOO_OLD)
    text = call.params.text("text")
    if markup.units(text) > ANSWER_UNITS:
        raise bad("MESSAGE_TOO_LONG")
    query.answers.append(
        {
            "text": text,
            "show_alert": call.params.flag("show_alert"),
            "url": call.params.text("url"),
        }
    )
    return True


# --- what they have in common -----------------------------------------------------------


def _own(call: Call) -> Stored:
    """Return the message of the bot that is to be edited."""
    if "chat_id" not in call.params:
        raise bad("message identifier is not specified")
    chat = call.chat()
    call.state.must_reach(chat)
    number = call.params.wanted_number("message_id")
    stored = call.state.message(chat, number, "message to edit not found")
    if not stored.outgoing or stored.service or "forward_origin" in stored.wire:
        raise bad("message can't be edited")
    return stored


def _edited(
    call: Call, stored: Stored, fields: tuple[str, ...], content: Json, written: str | None
) -> Json:
    below = keyboards.read(call)
    new = {
        name: value
        for name, value in stored.wire.items()
        if name not in {*fields, "reply_markup", "edit_date"}
    }
    new |= content | keyboards.inline(below)
    if new == {name: value for name, value in stored.wire.items() if name != "edit_date"}:
        raise Refusal(400, f"Bad Request: {NOT_MODIFIED}")
    call.counted(stored.chat)
    stored.earlier.append(stored.wire)
    # an answer or an update that was made before keeps what it said
    stored.wire = new | {"edit_date": seconds(call.state.clock())}
    stored.markup = below
    if written is not None:
        stored.written = written
    return stored.wire


def _must_be_deletable(call: Call, chat: Chat, stored: Stored) -> None:
    me = call.state.member(chat, call.bot.id)
    if _UNDELETABLE & set(stored.wire):
        raise bad("message can't be deleted")
    if call.state.clock() - stored.at >= DELETABLE:
        raise bad("message can't be deleted for everyone")
    own = stored.outgoing and not stored.service
    if chat.type == "channel" and own:
        allowed = me.can("can_post_messages") or me.can("can_delete_messages")
    else:
        allowed = own or chat.type == "private" or me.can("can_delete_messages")
    if not allowed:
        raise bad("message can't be deleted")


def _delete(stored: Stored) -> None:
    stored.deleted = True
    stored.deleted_by_bot = True
    if stored.id in stored.chat.pinned:
        stored.chat.pinned.remove(stored.id)


METHODS: Final[dict[str, Method]] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "setMessageReaction": set_message_reaction,
    "answerCallbackQuery": answer_callback_query,
}
