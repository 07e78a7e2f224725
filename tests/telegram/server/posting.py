"""Messages come into being, and the bot hears of those that it may see."""

from typing import Any

from tests.telegram.server.refusals import bad
from tests.telegram.server.state import State
from tests.telegram.server.values import (
    ANONYMOUS_ADMIN,
    IN_NAME_OF_CHANNEL,
    SERVICE,
    Chat,
    Json,
    Stored,
    Topic,
    User,
    seconds,
)


def write(
    state: State,
    chat: Chat,
    author: User | None,
    content: Json,
    *,
    in_name_of: Chat | None = None,
    reply_to: Stored | None = None,
    quote: Json | None = None,
    thread: int | None = None,
    **more: Any,
) -> Stored:
    """Make a message and keep it; nobody is told yet.

    Args:
        state: of the server.
        chat: where.
        author: who; None for what a channel posts.
        content: text, caption, media, service fields.
        in_name_of: the channel or group whose name it bears.
        reply_to: what it answers; of another chat: an external reply.
        quote: the part of it that is quoted.
        thread: the topic of a forum, or the thread below a message.
        more: fields of `Stored`: outgoing, service, written, silent.
    """
    now = state.clock()
    number = state.next_message_id(chat)
    wire: Json = {"message_id": number, "date": seconds(now), "chat": chat.as_json()}
    shown = author
    if in_name_of is not None:
        wire["sender_chat"] = in_name_of.as_json()
        own = in_name_of.id == chat.id
        shown = state.users[ANONYMOUS_ADMIN if own else IN_NAME_OF_CHANNEL]
    if chat.type == "channel":
        wire["sender_chat"] = chat.as_json()
    elif shown is not None:
        wire["from"] = shown.as_json()
    _link(state, chat, wire, reply_to, quote, thread)
    wire |= content
    stored = Stored(
        id=number,
        chat=chat,
        at=now,
        wire=wire,
        author=author.id if author is not None else None,
        **more,
    )
    state.keep_message(stored)
    return stored


def _link(
    state: State,
    chat: Chat,
    wire: Json,
    reply_to: Stored | None,
    quote: Json | None,
    thread: int | None,
) -> None:
    """Say what the message answers and in which thread it stands."""
    if reply_to is not None and reply_to.chat is not chat:
        wire["external_reply"] = {
            "origin": origin_of(reply_to),
            "chat": reply_to.chat.as_json(),
            "message_id": reply_to.id,
        }
    elif reply_to is not None:
        wire["reply_to_message"] = reply_to.quoted_form()
    if quote is not None:
        wire["quote"] = quote
    if chat.type != "supergroup":
        return
    if thread is None and reply_to is not None and reply_to.chat is chat:
        thread = reply_to.wire.get("message_thread_id")
        if thread is None and not chat.is_forum:
            thread = reply_to.id
    if thread is None:
        return
    wire["message_thread_id"] = thread
    if chat.is_forum and thread in chat.topics:
        wire["is_topic_message"] = True
        maker = chat.messages.get(thread)
        if maker is not None:  # what stands in a topic answers the message that opened it
            wire.setdefault("reply_to_message", maker.quoted_form())


def origin_of(stored: Stored) -> Json:
    """Return the `MessageOrigin` of what is forwarded or answered elsewhere."""
    if "forward_origin" in stored.wire:
        found: Json = stored.wire["forward_origin"]
        return found
    date = stored.wire["date"]
    if stored.chat.type == "channel":
        return {
            "type": "channel",
            "date": date,
            "chat": stored.chat.as_json(),
            "message_id": stored.id,
        }
    if "sender_chat" in stored.wire:
        return {"type": "chat", "date": date, "sender_chat": stored.wire["sender_chat"]}
    return {"type": "user", "date": date, "sender_user": stored.wire["from"]}


def announce(state: State, stored: Stored, *, edited: bool = False) -> Json | None:
    """Tell the bot of a message that it may see; return the update."""
    if stored.outgoing or not sees(state, stored):
        return None
    name = "channel_post" if stored.chat.type == "channel" else "message"
    return state.updates.push(f"edited_{name}" if edited else name, dict(stored.wire))


def sees(state: State, stored: Stored) -> bool:
    """Tell whether the bot is shown a message of a person."""
    chat = stored.chat
    if chat.person is not None:
        return not chat.blocked
    standing = state.member(chat, state.bot.id)
    if chat.type == "channel":
        return standing.governs
    if not standing.inside:
        return False
    author = state.users.get(stored.author or 0)
    if author is not None and author.is_bot and "sender_chat" not in stored.wire:
        return False  # bots do not hear each other
    return standing.governs or state.reads_all_groups or stored.service or _addressed(state, stored)


def _addressed(state: State, stored: Stored) -> bool:
    """Tell whether a bot in privacy mode is shown a message: commands, and answers to it."""
    answered = stored.wire.get("reply_to_message", {})
    if answered.get("from", {}).get("id") == state.bot.id:
        return True
    if not stored.text.startswith("/"):
        return False
    _, at, name = stored.text.split()[0].partition("@")
    return not at or name.lower() == (state.bot.username or "").lower()


def into_discussion(state: State, post: Stored) -> Stored | None:
    """Forward a post of a channel into its discussion group, as Telegram does by itself."""
    channel = post.chat
    group = state.chats.get(channel.linked or 0)
    if channel.type != "channel" or group is None:
        return None
    names = ("text", "entities", "photo", "document", "caption", "caption_entities")
    content = {name: post.wire[name] for name in names if name in post.wire}
    content |= {"is_automatic_forward": True, "forward_origin": origin_of(post)}
    content |= {"sender_chat": channel.as_json()}
    stored = write(state, group, state.users[SERVICE], content)
    group.pinned.append(stored.id)
    announce(state, stored)
    return stored


def service(state: State, chat: Chat, author: User | None, content: Json) -> Stored:
    """Make a service message, and tell the bot of it unless it caused it itself."""
    mine = author is not None and author.id == state.bot.id
    stored = write(state, chat, author, content, service=True, outgoing=mine)
    announce(state, stored)
    return stored


def open_topic(state: State, chat: Chat, author: User, name: str) -> Topic:
    """Open a topic of a forum."""
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    made: Json = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    mine = author.id == state.bot.id
    stored = write(state, chat, author, made, service=True, outgoing=mine)
    stored.wire |= {"message_thread_id": stored.id, "is_topic_message": True}
    chat.topics[stored.id] = Topic(id=stored.id, name=name)
    announce(state, stored)
    return chat.topics[stored.id]
