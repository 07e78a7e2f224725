"""Hand-off: a complete publisher for platforms that don't let us send; a person posts by hand."""

from bot.ports import ByHand, Lookup, Outcome, Outgoing, Sent


class HandOffPublisher:
    """Gives every text to a person: text to copy, link to open, marked as posted at the desk."""

    def __init__(self, link_of: str | None = None) -> None:
        self._link_of = link_of  # address with "{id}" for the message that is answered

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Hand it to a person."""
        link = None
        if self._link_of and outgoing.reply_to:
            link = self._link_of.replace("{id}", outgoing.reply_to)
        return ByHand(link=link)

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:  # noqa: ARG002 -- the port's signature
        """Only a person can tell."""
        return Lookup.CANNOT_TELL, None
