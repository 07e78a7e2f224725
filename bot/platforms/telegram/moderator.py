"""Enforcement on Telegram: delete, restrict, ban, and the way back.

Owners, administrators (anonymous ones too), what the linked channel posts, bots of ours and staff
are never touched. Telegram cannot hide a message, and cannot bring a deleted one back.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from telegram import ChatMember, ChatMemberAdministrator, ChatPermissions
from telegram.constants import ChatMemberStatus

from bot.platforms.telegram.calls import Calls
from bot.platforms.telegram.ids import chat_of, number_of, split_channel
from bot.ports import Action, ActionKind, Clock, Deferred, Lost, Outcome, Refused, Sent

DELETABLE: Final = timedelta(hours=48)  # how long messages of others can be deleted (Bot API)
_SHORTEST: Final = timedelta(seconds=40)  # below 30 s Telegram takes "until" for "for ever" …
_LONGEST: Final = timedelta(days=365)  # … and beyond 366 days as well
_SERVICE: Final = frozenset({"777000", "1087968824"})  # channel posts in a group; anonymous admins
_PROTECTED: Final = Refused(reason="protected")
_STANDING: Final = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class TelegramModerator:
    """The `Moderator` port on Telegram.

    Args:
        calls: To Telegram.
        is_staff: Whether a number is one of our staff's.
        clock: The time now.
        own_bots: Numbers of other bots of the agency.
    """

    def __init__(
        self,
        calls: Calls,
        *,
        is_staff: Callable[[str], Awaitable[bool]],
        clock: Clock,
        own_bots: frozenset[str] = frozenset(),
    ) -> None:
        self._calls = calls
        self._is_staff = is_staff
        self._clock = clock
        own = calls.bot.token.partition(":")[0]
        self._never = own_bots | _SERVICE | {own}
        self._own = int(own)

    async def apply(self, action: Action) -> Outcome:
        """Delete, restrict or ban; what was done already counts as `Sent`."""
        match action.kind:
            case ActionKind.WARN:
                return Sent(external_id="")  # the notice to the author is the warning
            case ActionKind.HIDE:
                return Refused(reason="cannot_hide")
            case ActionKind.DELETE if self._too_old(action):
                return Refused(reason="too_old")
        try:
            chat, author = _chat(action), int(action.author)
            number = number_of(action.message_id)
        except ValueError:
            return Refused(reason="bad_request")
        if chat is None:
            return Refused(reason="private_chat")
        stands = await self._in_the_way(chat, author)
        if stands is not None:
            return stands
        match action.kind:
            case ActionKind.DELETE:
                return await self._delete(chat, number)
            case ActionKind.RESTRICT:
                return await self._restrict(chat, author, action.until)
            case _:
                return await self._ban(chat, author, action.until)

    async def lift(self, action: Action) -> Outcome:
        """Let the author write again, or come back; a deleted message stays deleted."""
        if action.kind is ActionKind.WARN:
            return Sent(external_id="")
        if action.kind in {ActionKind.DELETE, ActionKind.HIDE}:
            return Refused(reason="cannot_restore")
        try:
            chat, author = _chat(action), int(action.author)
        except ValueError:
            return Refused(reason="bad_request")
        if chat is None:
            return Refused(reason="private_chat")
        if action.kind is ActionKind.RESTRICT:
            outcome = await self._free(chat, author)
        elif author < 0:
            outcome = await self._calls.aside(
                lambda to: self._calls.bot.unban_chat_sender_chat(to, author), chat=chat
            )
        else:
            outcome = await self._calls.aside(
                lambda to: self._calls.bot.unban_chat_member(to, author, only_if_banned=True),
                chat=chat,
            )
        return Sent(external_id="") if outcome == _PROTECTED else outcome  # nothing holds them

    def _too_old(self, action: Action) -> bool:
        sent_at = action.sent_at
        return sent_at is not None and self._clock() - sent_at >= DELETABLE

    async def _in_the_way(self, chat: str, author: int) -> Outcome | None:
        """Say why nothing may be done to this author; None where something may."""
        name = str(author)
        here = self._calls.whereabouts(chat)
        if name in self._never or name in {chat, here} or await self._is_staff(name):
            return _PROTECTED
        if author < 0:  # somebody who writes as a channel
            about = await self._calls.ask(self._calls.bot.get_chat, chat)
            if isinstance(about, (Sent, Refused, Deferred, Lost)):
                return about
            linked = getattr(about, "linked_chat_id", None)
            return _PROTECTED if linked == author else None
        member = await self._member(chat, author)
        if isinstance(member, ChatMember):
            return _PROTECTED if member.status in _STANDING else None
        if isinstance(member, Refused) and member.reason == "user_gone":
            return None
        return member

    async def _member(self, chat: str, number: int) -> "ChatMember | Outcome":
        return await self._calls.ask(lambda to: self._calls.bot.get_chat_member(to, number), chat)

    async def _delete(self, chat: str, number: int) -> Outcome:
        outcome = await self._calls.aside(
            lambda to: self._calls.bot.delete_message(to, number), chat=chat
        )
        match outcome:
            case Refused(reason="gone"):
                return Sent(external_id="")  # what was to be done is done
            case Refused(reason="cannot_delete"):
                own = await self._member(chat, self._own)
                may = isinstance(own, ChatMemberAdministrator) and own.can_delete_messages
                return Refused(reason="too_old" if may else "no_rights")
            case _:
                return outcome

    async def _restrict(self, chat: str, author: int, until: datetime | None) -> Outcome:
        if author < 0:
            return Refused(reason="cannot_restrict_channel")
        now = self._clock()
        if until is not None and until <= now:
            return Sent(external_id="")  # its time is over already
        return await self._calls.aside(
            lambda to: self._calls.bot.restrict_chat_member(
                to,
                author,
                ChatPermissions.no_permissions(),
                until_date=_within_reach(until, now),
                use_independent_chat_permissions=True,
            ),
            chat=chat,
        )

    async def _ban(self, chat: str, author: int, until: datetime | None) -> Outcome:
        if author < 0:
            return await self._calls.aside(
                lambda to: self._calls.bot.ban_chat_sender_chat(to, author), chat=chat
            )
        until = _within_reach(until, self._clock())
        return await self._calls.aside(
            lambda to: self._calls.bot.ban_chat_member(
                to, author, until_date=until, revoke_messages=False
            ),
            chat=chat,
        )

    async def _free(self, chat: str, author: int) -> Outcome:
        """Give the author what everybody may do there."""
        about = await self._calls.ask(self._calls.bot.get_chat, chat)
        if isinstance(about, (Sent, Refused, Deferred, Lost)):
            return about
        everybody = getattr(about, "permissions", None) or ChatPermissions.all_permissions()
        return await self._calls.aside(
            lambda to: self._calls.bot.restrict_chat_member(
                to, author, everybody, use_independent_chat_permissions=True
            ),
            chat=chat,
        )


def _chat(action: Action) -> str | None:
    """Return the group or channel, None for a private chat."""
    chat = chat_of(action.message_id) or split_channel(action.channel)[0]
    return chat if chat.startswith(("-", "@")) else None


def _within_reach(until: datetime | None, now: datetime) -> datetime | None:
    if until is None:
        return None
    return min(max(until, now + _SHORTEST), now + _LONGEST)
