"""People come into chats, leave them, and get and lose rights there; the bot is told."""

from tests.telegram.server.posting import announce, service, write
from tests.telegram.server.state import State
from tests.telegram.server.values import PERMISSIONS, RIGHTS, Chat, Json, Member, User, seconds


def change(state: State, chat: Chat, user: User, new: Member, by: User) -> None:
    """Give a user another standing in a chat; say so where the bot may know."""
    old = state.member(chat, user.id)
    chat.members[user.id] = new
    own = user.id == state.bot.id
    if chat.is_group and old.inside != new.inside and not (own and new.status == "kicked"):
        _say(state, chat, user, by, came=new.inside)
    if not own and not state.member(chat, state.bot.id).governs:
        return
    state.updates.push(
        "my_chat_member" if own else "chat_member", _update(state, chat, user, old, new, by)
    )


def _say(state: State, chat: Chat, user: User, by: User, *, came: bool) -> None:
    content: Json = (
        {"new_chat_members": [user.as_json()]} if came else {"left_chat_member": user.as_json()}
    )
    stored = write(state, chat, by, content, service=True, outgoing=by.id == state.bot.id)
    announce(state, stored)


def _update(state: State, chat: Chat, user: User, old: Member, new: Member, by: User) -> Json:
    return {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": seconds(state.clock()),
        "old_chat_member": old.as_json(user, chat.type),
        "new_chat_member": new.as_json(user, chat.type),
    }


def block(state: State, user: User, *, blocked: bool) -> None:
    """Let a person block the bot, or take that back."""
    chat = state.private(user)
    chat.blocked = blocked
    inside, outside = Member(status="member"), Member(status="kicked")
    old, new = (inside, outside) if blocked else (outside, inside)
    update = {
        "chat": chat.as_json(),
        "from": user.as_json(),
        "date": seconds(state.clock()),
        "old_chat_member": old.as_json(state.bot, "private"),
        "new_chat_member": new.as_json(state.bot, "private"),
    }
    state.updates.push("my_chat_member", update)


def administrator(*rights: str, anonymous: bool = False) -> Member:
    """Return an administrator with these rights; all but promoting where none is named."""
    found = rights or (*RIGHTS, "can_pin_messages", "can_manage_topics", "can_post_messages")
    kept = frozenset(found) | {"can_manage_chat"}
    if not rights:
        kept -= {"can_promote_members"}
    return Member(status="administrator", rights=kept, anonymous=anonymous)


def may_write(state: State, chat: Chat, user_id: int) -> bool:
    """Tell whether a member may send texts."""
    member = state.member(chat, user_id)
    if member.governs:
        return True
    if not member.inside or not chat.permissions.get("can_send_messages", True):
        return False
    return member.status != "restricted" or member.permissions.get("can_send_messages", False)


def everything() -> dict[str, bool]:
    """Return all permissions, as one lifts a restriction."""
    return dict.fromkeys(PERMISSIONS, True)


def migrate(state: State, chat: Chat, by: User) -> Chat:
    """Turn a group into a supergroup with a new id, as settings of the group do."""
    new = state.add_chat("supergroup", chat.title or "")
    new.members = dict(chat.members)
    new.permissions = dict(chat.permissions)
    service(state, chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    service(state, new, by, {"migrate_from_chat_id": chat.id})
    return new
