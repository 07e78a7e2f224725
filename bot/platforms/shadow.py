"""Shadow mode is another publisher: it says where the text would have gone, and sends nothing."""

from bot.ports import Lookup, Outcome, Outgoing, Sent


class ShadowPublisher:
    """Takes every text and shows it to nobody."""

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Send nothing."""
        return Sent(external_id=f"shadow:{outgoing.idempotency_key}")

    async def find(self, outgoing: Outgoing) -> tuple[Lookup, Sent | None]:
        """Nothing was sent, so nothing can be lost: it counts as done."""
        return Lookup.FOUND, Sent(external_id=f"shadow:{outgoing.idempotency_key}")
