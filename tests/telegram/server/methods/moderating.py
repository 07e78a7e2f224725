"""Members are banned, restricted and promoted."""

from typing import Final

from tests.telegram.server import standing
from tests.telegram.server.methods.call import Call, Method
from tests.telegram.server.refusals import bad
from tests.telegram.server.values import PERMISSIONS, RIGHTS, Chat, Member, User

_MEDIA: Final = tuple(
    name for name in PERMISSIONS if name.startswith("can_send_") and name != "can_send_messages"
)


def ban_chat_member(call: Call) -> bool:
    """Remove a user and keep them out."""
    chat, user = _target(call)
    new = Member(status="kicked", until=call.state.until(call.params.number("until_date")))
    standing.change(call.state, chat, user, new, call.bot)
    if chat.type == "supergroup" or call.params.flag("revoke_messages"):
        for stored in chat.messages.values():
            stored.hidden_from.add(user.id)  # the removed user sees the chat no more
    return True


def unban_chat_member(call: Call) -> bool:
    """Let a user come back; a member is removed unless `only_if_banned` is said."""
    chat, user = _target(call, "method is available for supergroup and channel chats only")
    old = call.state.member(chat, user.id)
    if old.status == "kicked" or (old.inside and not call.params.flag("only_if_banned")):
        standing.change(call.state, chat, user, Member(status="left"), call.bot)
    return True


def restrict_chat_member(call: Call) -> bool:
    """Take permissions from a user for a time, or give them back."""
    chat, user = _target(call, "method is available only for supergroups")
    given = call.params.mapping("permissions")
    if given is None:
        raise bad("permissions is not specified")
    permissions = {name: bool(given.get(name, False)) for name in PERMISSIONS}
    if not call.params.flag("use_independent_chat_permissions"):
        if permissions["can_send_other_messages"] or permissions["can_add_web_page_previews"]:
            permissions |= dict.fromkeys((*_MEDIA, "can_send_messages"), True)
        elif any(permissions[name] for name in _MEDIA):
            permissions["can_send_messages"] = True
    old = call.state.member(chat, user.id)
    if all(permissions[name] for name in (*_MEDIA, "can_send_messages")):
        new = Member(status="member" if old.inside else "left")
    else:
        new = Member(
            status="restricted",
            permissions=permissions,
            until=call.state.until(call.params.number("until_date")),
            is_member=old.inside,
        )
    standing.change(call.state, chat, user, new, call.bot)
    return True


def promote_chat_member(call: Call) -> bool:
    """Give a member rights of administrators, or take all of them."""
    chat, user = call.chat(), call.person()
    call.state.must_have(chat, "can_promote_members", "not enough rights")
    if call.state.member(chat, user.id).status == "creator":
        raise bad("can't remove chat owner")
    names = (*RIGHTS, "can_post_messages", "can_edit_messages", "can_pin_messages")
    rights = [name for name in (*names, "can_manage_topics") if call.params.flag(name)]
    new = standing.administrator(*rights) if rights else Member(status="member")
    standing.change(call.state, chat, user, new, call.bot)
    return True


def ban_chat_sender_chat(call: Call) -> bool:
    """Keep a channel from writing in a group."""
    chat = _governed(call)
    number = call.params.wanted_number("sender_chat_id")
    chat.members[number] = Member(status="kicked")
    return True


def unban_chat_sender_chat(call: Call) -> bool:
    """Let a channel write in a group again."""
    chat = _governed(call)
    chat.members.pop(call.params.wanted_number("sender_chat_id"), None)
    return True


def set_chat_permissions(call: Call) -> bool:
    """Say what all members may do."""
    chat = _governed(call)
    given = call.params.mapping("permissions") or {}
    chat.permissions = {name: bool(given.get(name, False)) for name in PERMISSIONS}
    return True


def _governed(call: Call) -> Chat:
    chat = call.chat()
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    call.state.must_have(
        chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member"
    )
    return chat


def _target(call: Call, not_in_groups: str | None = None) -> tuple[Chat, User]:
    """Return chat and user, as far as the bot may change how the user stands there."""
    chat = call.chat()
    if not_in_groups is not None and chat.type == "group":
        raise bad(not_in_groups)
    _governed(call)
    user = call.person()
    if user.id == call.bot.id:
        raise bad("can't restrict self")
    status = call.state.member(chat, user.id).status
    if status == "creator":
        raise bad("can't remove chat owner")
    if status == "administrator":
        raise bad("user is an administrator of the chat")
    return chat, user


METHODS: Final[dict[str, Method]] = {
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "restrictChatMember": restrict_chat_member,
    "promoteChatMember": promote_chat_member,
    "banChatSenderChat": ban_chat_sender_chat,
    "unbanChatSenderChat": unban_chat_sender_chat,
    "setChatPermissions": set_chat_permissions,
}
