"""Enforcement on X: replies below our own posts are hidden, and shown again. Nothing else is there.

X lets nobody delete what others wrote, and programs block nobody.
"""

from bot.platforms.x.account import Accounts
from bot.platforms.x.faults import Declined, XFault
from bot.platforms.x.publisher import outcome_of
from bot.ports import Action, ActionKind, Outcome, Refused, Sent

_DONE = Sent(external_id="")


class XModerator:
    """The `Moderator` port on X."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def apply(self, action: Action) -> Outcome:
        """Hide a reply below a post of ours; what is hidden already counts as `Sent`."""
        match action.kind:
            case ActionKind.WARN:
                return _DONE  # the notice to the author is the warning
            case ActionKind.HIDE:
                return await self._set(action, hidden=True)
            case ActionKind.DELETE:
                return Refused(reason="cannot_delete")
            case _:
                return Refused(reason="cannot_restrict")

    async def lift(self, action: Action) -> Outcome:
        """Show a hidden reply again."""
        if action.kind is ActionKind.HIDE:
            return await self._set(action, hidden=False)
        return _DONE  # nothing was done that holds

    async def _set(self, action: Action, *, hidden: bool) -> Outcome:
        if not self._accounts.known(action.channel):
            return Refused(reason="not_our_thread")
        if not action.message_id.isdecimal():
            return Refused(reason="bad_request")
        client = self._accounts.of(action.channel).client
        call = client.hide_reply if hidden else client.unhide_reply
        try:
            answer = await call(action.message_id, user_auth=True)
        except Declined as declined:
            if declined.status == 404:
                return Refused(reason="gone")
            return Refused(reason="not_our_thread" if declined.status == 403 else declined.word)
        except XFault as fault:
            return outcome_of(fault)
        data = answer.document.get("data")
        if isinstance(data, dict) and data.get("hidden") is hidden:
            return _DONE
        return Refused(reason="refused")
