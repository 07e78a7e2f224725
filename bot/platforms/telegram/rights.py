"""What the bot may do in each chat of the settings; what is missing is said with the remedy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from telegram import (
    ChatFullInfo,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.findings import Finding, fault, fine, warning
from bot.logs import log
from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.ids import target
from bot.ports import Deferred, Lost, Outcome, Refused
from bot.settings import Settings

CHECK: Final = "telegram"
PLATFORM: Final = "telegram"
DIRECT: Final = "direct"  # the channel of private chats with the bot
_GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
_AWAY: Final = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
_MODERATING: Final = ("can_delete_messages", "can_restrict_members")
_POSTING: Final = ("can_post_messages", "can_edit_messages", "can_delete_messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One chat as the bot sees it; what could not be read is None."""

    chat: str
    info: ChatFullInfo | None = None
    own: ChatMember | None = None
    reason: str | None = None  # why it could not be read

    @property
    def name(self) -> str:
        """Title of the chat, its number where it has none."""
        return (self.info.title if self.info is not None else None) or self.chat

    def has(self, right: str) -> bool:
        """Whether the bot has a right of administrators."""
        own = self.own
        if own is not None and own.status == ChatMemberStatus.OWNER:
            return True
        return isinstance(own, ChatMemberAdministrator) and getattr(own, right, False) is True


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that the bot may not do, for logs and the record."""

    chat: str
    what: str  # a right as the Bot API names it, or "not_there", "privacy" …


class Rights:
    """Looks at the bot itself and at every chat that is configured."""

    def __init__(self, calls: Calls, settings: Settings) -> None:
        self._calls = calls
        self._settings = settings

    async def look(self) -> list[Finding]:
        """Return what is, in both languages; what cannot be reached is a finding too."""
        return [finding for finding, _ in await self.see()]

    async def at_start(self) -> list[Missing]:
        """Log what is missing, by numbers only, and return it."""
        missing = [one for _, one in await self.see() if one is not None]
        for one in missing:
            log("telegram.rights", chat=one.chat, missing=one.what)
        return missing

    async def see(self) -> list[tuple[Finding, Missing | None]]:
        """Return each finding with what it says to a program; None where all is well."""
        me = await self._calls.ask(lambda _to: self._calls.bot.get_me())
        if not isinstance(me, User):
            return [_not_reached(me)]
        name = f"@{me.username}"
        found: list[tuple[Finding, Missing | None]] = [
            (fine(CHECK, "telegram.rights.connected", bot=name), None)
        ]
        settings = self._settings
        channels = {
            one.id.partition("/")[0]: None
            for one in settings.channels
            if one.platform == PLATFORM and one.id != DIRECT
        }
        staff = settings.telegram.staff_group if settings.telegram is not None else None
        for chat in channels:
            found.extend(_channel(await self._see(chat, me), me, tuple(channels)))
        if staff is not None:
            found.extend(_staff(await self._see(staff.partition("/")[0], me)))
        return found

    async def _see(self, chat: str, me: User) -> Seen:
        try:
            target(chat)
        except ValueError:
            return Seen(chat=chat, reason="not_found")
        info = await self._calls.ask(self._calls.bot.get_chat, chat)
        if not isinstance(info, ChatFullInfo):
            return Seen(chat=chat, reason=_reason(info))
        own = await self._calls.ask(lambda to: self._calls.bot.get_chat_member(to, me.id), chat)
        if not isinstance(own, ChatMember):
            return Seen(chat=chat, info=info, reason=_reason(own))
        return Seen(chat=chat, info=info, own=own)


def _reason(outcome: Outcome) -> str:
    return getattr(outcome, "reason", "odd_answer")


def _not_reached(outcome: Outcome) -> tuple[Finding, Missing]:
    missing = Missing(chat="", what=_reason(outcome))
    match outcome:
        case Refused(reason="bad_token"):
            return fault(CHECK, "telegram.rights.bad_token"), missing
        case Deferred() | Lost():
            return warning(CHECK, "telegram.rights.unreachable"), missing
        case _:
            return warning(CHECK, "telegram.rights.odd", reason=_reason(outcome)), missing


_Found = Iterator[tuple[Finding, Missing | None]]


def _absent(seen: Seen) -> _Found:
    """Say that a chat is not there for us, or could not be looked at."""
    if seen.reason in {None, "not_found", "not_member", "forbidden", "user_gone"}:
        what = Missing(chat=seen.chat, what="not_there")
        yield fault(CHECK, "telegram.rights.not_there", chat=seen.name), what
    else:
        what = Missing(chat=seen.chat, what=str(seen.reason))
        yield warning(CHECK, "telegram.rights.not_seen", chat=seen.name), what


def _channel(seen: Seen, me: User, configured: Sequence[str]) -> _Found:
    info, own = seen.info, seen.own
    if info is None or own is None or own.status in _AWAY:
        yield from _absent(seen)
        return
    if info.type == ChatType.CHANNEL:
        found = list(_of_channel(seen, info, configured))
    elif info.type in _GROUPS:
        found = list(_of_group(seen, info, me))
    else:
        what = Missing(chat=seen.chat, what="private_chat")
        found = [(warning(CHECK, "telegram.rights.private", chat=seen.chat), what)]
    if not found:
        yield fine(CHECK, "telegram.rights.fine", chat=seen.name), None
    yield from found


def _of_channel(seen: Seen, info: ChatFullInfo, configured: Sequence[str]) -> _Found:
    for right in _POSTING:
        if not seen.has(right):
            key = f"telegram.rights.channel.{right}"
            yield warning(CHECK, key, chat=seen.name), Missing(chat=seen.chat, what=right)
    linked = info.linked_chat_id
    if linked is not None and str(linked) not in configured:
        what = Missing(chat=seen.chat, what="comments_not_configured")
        key = "telegram.rights.comments"
        yield warning(CHECK, key, chat=seen.name, number=linked), what


def _of_group(seen: Seen, info: ChatFullInfo, me: User) -> _Found:
    own = seen.own
    if info.type == ChatType.GROUP:
        what = Missing(chat=seen.chat, what="basic_group")
        yield warning(CHECK, "telegram.rights.basic_group", chat=seen.name), what
    standing = own is not None and own.status in {
        ChatMemberStatus.OWNER,
        ChatMemberStatus.ADMINISTRATOR,
    }
    if not standing and not me.can_read_all_group_messages:
        what = Missing(chat=seen.chat, what="privacy")
        yield fault(CHECK, "telegram.rights.privacy", chat=seen.name), what
    if isinstance(own, ChatMemberRestricted) and not own.can_send_messages:
        what = Missing(chat=seen.chat, what="can_send_messages")
        yield warning(CHECK, "telegram.rights.silenced", chat=seen.name), what
    for right in _MODERATING:
        if not seen.has(right):
            key = f"telegram.rights.group.{right}"
            yield warning(CHECK, key, chat=seen.name), Missing(chat=seen.chat, what=right)


def _staff(seen: Seen) -> _Found:
    info, own = seen.info, seen.own
    if info is None or own is None or own.status in _AWAY:
        yield from _absent(seen)
    elif info.type not in _GROUPS:
        what = Missing(chat=seen.chat, what="staff_no_group")
        yield fault(CHECK, "telegram.rights.staff_no_group", chat=seen.name), what
    elif info.username:
        what = Missing(chat=seen.chat, what="staff_public")
        yield fault(CHECK, "telegram.rights.staff_public", chat=seen.name), what
    elif isinstance(own, ChatMemberRestricted) and not own.can_send_messages:
        what = Missing(chat=seen.chat, what="can_send_messages")
        yield warning(CHECK, "telegram.rights.silenced", chat=seen.name), what
    else:
        yield fine(CHECK, "telegram.rights.staff_fine", chat=seen.name), None
