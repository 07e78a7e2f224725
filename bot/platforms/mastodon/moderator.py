"""Enforcement on Mastodon: what others write is out of our reach; a warning is a notice."""

from bot.ports import Action, ActionKind, Outcome, Refused, Sent

_DONE = Sent(external_id="")


class MastodonModerator:
    """The `Moderator` port on Mastodon."""

    async def apply(self, action: Action) -> Outcome:
        """Only warn: the notice to the author is the warning."""
        return _DONE if action.kind is ActionKind.WARN else Refused(reason="cannot_delete")

    async def lift(self, action: Action) -> Outcome:  # noqa: ARG002 -- the port's signature
        """Nothing was done that holds."""
        return _DONE
