"""Hand-off: a complete publisher for platforms that don't let us send; a person posts by hand."""

from collections.abc import Awaitable, Callable

from bot.ports import ByHand, Lookup, Outcome, Outgoing, Sent

Link = Callable[[Outgoing], Awaitable[str | None]]


async def _nowhere(_outgoing: Outgoing) -> None:
    """No address is known."""


class HandOffPublisher:
    """Gives every text to a person: text to copy, link to open, marked as posted at the desk.

    Args:
        link: returns the address at which a text is to be posted, where it is known.
    """

    def __init__(self, link: Link = _nowhere) -> None:
        self._link = link

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Hand it to a person."""
        return ByHand(link=await self._link(outgoing))

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:  # noqa: ARG002 -- the port's signature
        """Only a person can tell."""
        return Lookup.CANNOT_TELL, None
