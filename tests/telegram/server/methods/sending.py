"""Messages of the bot."""

from typing import Final

from tests.telegram.server import markup, posting, standing
from tests.telegram.server.methods import keyboards
from tests.telegram.server.methods.call import Call, Method
from tests.telegram.server.refusals import bad
from tests.telegram.server.values import Chat, Json, Stored

TEXT_UNITS: Final = 4096
CAPTION_UNITS: Final = 1024
_COPIED: Final[tuple[str, ...]] = (
    "text",
    "entities",
    "photo",
    "document",
    "video",
    "voice",
    "caption_entities",
    "caption",
)


def send_message(call: Call) -> Json:
    """Send a text."""
    chat = place(call)
    text, entities = formatted(call, "text", "entities")
    if not text:
        raise bad("message text is empty")
    if markup.units(text) > TEXT_UNITS:
        raise bad("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    preview = call.params.mapping("link_preview_options")
    if preview and any(e["type"] in {"url", "text_link"} for e in entities):
        content["link_preview_options"] = preview
    return _out(call, chat, content, call.params.text("text"))


def send_photo(call: Call) -> Json:
    """Send a picture."""
    chat = place(call)
    file = _file(call, "photo", "photos")
    sizes = [
        {
            "file_id": file["file_id"],
            "file_unique_id": file["file_unique_id"],
            "file_size": file["file_size"],
            "width": 800,
            "height": 600,
        }
    ]
    return _out(call, chat, {"photo": sizes} | captioned(call), call.params.text("caption"))


def send_document(call: Call) -> Json:
    """Send a file."""
    chat = place(call)
    content = {"document": _file(call, "document", "documents")} | captioned(call)
    return _out(call, chat, content, call.params.text("caption"))


def copy_message(call: Call) -> Json:
    """Send what a message says, without naming where it is from."""
    chat = place(call)
    found = _original(call, "message to copy not found")
    if found.service:
        raise bad("message can't be copied")
    content: Json = {name: found.wire[name] for name in _COPIED if name in found.wire}
    if "caption" in call.params:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= captioned(call)
    return {"message_id": _out(call, chat, content, None)["message_id"]}


def forward_message(call: Call) -> Json:
    """Send a message on, saying where it is from."""
    chat = place(call)
    found = _original(call, "message to forward not found")
    content: Json = {name: found.wire[name] for name in _COPIED if name in found.wire}
    return _out(call, chat, content | {"forward_origin": posting.origin_of(found)}, None)


def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy."""
    call.state.must_reach(call.chat())
    if not call.params.text("action"):
        raise bad("wrong parameter action in request")
    return True


# --- what they have in common -----------------------------------------------------------


def place(call: Call) -> Chat:
    """Return the chat that the call writes to.

    Raises:
        Refusal: where the bot cannot write there.
    """
    chat = call.chat()
    call.state.must_reach(chat)
    me = call.state.member(chat, call.bot.id)
    if chat.type == "channel" and not me.can("can_post_messages"):
        raise bad("need administrator rights in the channel chat")
    if chat.is_group and not standing.may_write(call.state, chat, call.bot.id):
        raise bad("not enough rights to send text messages to the chat")
    return chat


def formatted(call: Call, name: str, entities_name: str) -> tuple[str, list[Json]]:
    """Return a text of the call with its entities, given or read from its markup."""
    text, entities = markup.parse(call.params.text(name), call.params.text("parse_mode"))
    if not call.params.text("parse_mode"):
        entities = call.params.items(entities_name) or []
    return text, markup.with_found(text, entities)


def captioned(call: Call) -> Json:
    """Return the caption of the call with its entities."""
    text, entities = formatted(call, "caption", "caption_entities")
    if markup.units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
    content: Json = {"caption": text} if text else {}
    return content | ({"caption_entities": entities} if text and entities else {})


def _out(call: Call, chat: Chat, content: Json, written: str | None) -> Json:
    """Write the message of the bot, as far as everything about it is in order."""
    thread = _thread(call, chat)
    reply_to, quote = _answered(call, chat)
    below = keyboards.read(call)
    call.counted(chat)
    if call.params.flag("protect_content"):
        content["has_protected_content"] = True
    stored = posting.write(
        call.state,
        chat,
        call.bot,
        content | keyboards.inline(below),
        reply_to=reply_to,
        quote=quote,
        thread=thread,
        outgoing=True,
        written=written,
        silent=call.params.flag("disable_notification"),
        markup=below,
    )
    posting.into_discussion(call.state, stored)
    return stored.wire


def _thread(call: Call, chat: Chat) -> int | None:
    thread = call.params.number("message_thread_id")
    if thread is None:
        return None
    if chat.is_forum and thread in chat.topics:
        closed = chat.topics[thread].closed
        if closed and not call.state.member(chat, call.bot.id).can("can_manage_topics"):
            raise bad("TOPIC_CLOSED")
        return thread
    root = chat.messages.get(thread)
    if chat.type != "supergroup" or chat.is_forum or root is None or root.deleted:
        raise bad("message thread not found")
    return thread


def _answered(call: Call, chat: Chat) -> tuple[Stored | None, Json | None]:
    """Return the message that is answered, and the part of it that is quoted."""
    wanted = call.params.mapping("reply_parameters")
    if wanted is None:
        return None, None
    there = call.state.chat(wanted["chat_id"]) if "chat_id" in wanted else chat
    stored = there.messages.get(int(wanted.get("message_id", 0)))
    if stored is None or stored.deleted:
        if wanted.get("allow_sending_without_reply"):
            return None, None
        raise bad("message to be replied not found")
    return stored, _quote(stored, wanted)


def _quote(stored: Stored, wanted: Json) -> Json | None:
    if not wanted.get("quote"):
        return None
    text, entities = markup.parse(str(wanted["quote"]), str(wanted.get("quote_parse_mode", "")))
    if text not in stored.text or markup.units(text) > CAPTION_UNITS:
        raise bad("QUOTE_TEXT_INVALID")
    position = markup.units(stored.text[: stored.text.index(text)])
    quote: Json = {"text": text, "position": position, "is_manual": True}
    return quote | ({"entities": entities} if entities else {})


def _file(call: Call, name: str, folder: str) -> Json:
    """Return a `Document` of what was sent along, or was on the server before."""
    given = call.params.text(name)
    upload = call.params.files.get(given.removeprefix("attach://") if given else name)
    if upload is not None:
        if not upload.content:
            raise bad("file must be non-empty")
        file = call.state.add_file(upload.content, upload.name, upload.mime_type, folder)
    elif not given:
        raise bad(f"there is no {name} in the request")
    elif given.startswith(("http://", "https://")):
        raise bad("wrong type of the web page content")  # this server fetches nothing
    else:
        file = call.state.file(given)
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_name": file.name,
        "mime_type": file.mime_type,
    }


def _original(call: Call, words: str) -> Stored:
    there = call.chat("from_chat_id")
    return call.state.message(there, call.params.number("message_id"), words)


METHODS: Final[dict[str, Method]] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendChatAction": send_chat_action,
}
