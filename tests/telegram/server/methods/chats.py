"""What the bot can ask about chats and their members."""

from typing import Final

from tests.telegram.server import posting, standing
from tests.telegram.server.methods.call import Call, Method
from tests.telegram.server.refusals import bad
from tests.telegram.server.values import Json, Member

_NO_GIFTS: Final = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def get_chat(call: Call) -> Json:
    """Return a `ChatFullInfo`."""
    chat = call.chat()
    if chat.person is None:
        call.state.must_reach(chat)
    full = chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict(_NO_GIFTS),
    }
    if chat.permissions:
        full["permissions"] = dict(chat.permissions)
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked
    if chat.description:
        full["description"] = chat.description
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].quoted_form()
    return full


def get_chat_member(call: Call) -> Json:
    """Return a `ChatMember`."""
    chat = call.chat()
    call.state.must_reach(chat)
    user = call.person()
    return call.state.member(chat, user.id).as_json(user, chat.type)


def get_chat_administrators(call: Call) -> list[Json]:
    """Return the owner and the administrators; other bots are left out."""
    chat = call.chat()
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    call.state.must_reach(chat)
    found = []
    for number in chat.members:
        member, user = call.state.member(chat, number), call.state.users.get(number)
        if user is not None and member.governs and (not user.is_bot or user.id == call.bot.id):
            found.append(member.as_json(user, chat.type))
    return found


def get_chat_member_count(call: Call) -> int:
    """Return how many are in the chat."""
    chat = call.chat()
    call.state.must_reach(chat)
    if chat.type == "private":
        return 2
    return sum(1 for number in list(chat.members) if call.state.member(chat, number).inside)


def leave_chat(call: Call) -> bool:
    """Leave a chat."""
    chat = call.chat()
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    call.state.must_reach(chat)
    standing.change(call.state, chat, call.bot, Member(status="left"), call.bot)
    return True


def create_forum_topic(call: Call) -> Json:
    """Open a topic of a forum."""
    chat = call.chat()
    call.state.must_have(chat, "can_manage_topics", "not enough rights to create a topic")
    topic = posting.open_topic(call.state, chat, call.bot, call.params.text("name"))
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": 7322096}


def get_file(call: Call) -> Json:
    """Return where a file can be fetched."""
    file = call.state.file(call.params.text("file_id"))
    if len(file.content) > 20 * 1024 * 1024:
        raise bad("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


METHODS: Final[dict[str, Method]] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "createForumTopic": create_forum_topic,
    "getFile": get_file,
}
