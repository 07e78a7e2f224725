"""Who arrives in a group: kept for a day, and screened by name; only what is suspicious stays."""

from datetime import datetime

from bot.app import App
from bot.ports import Interaction, Membership
from bot.storage import authors, inbox, joins
from bot.storage.inbox import Waiting
from policies.message import ARRIVAL, MAX_TEXT_LENGTH, Message


class Arrivals:
    """Takes the news that somebody joined."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def handle(self, interaction: Interaction) -> bool:
        """Take an arrival; False where it is something else."""
        if not isinstance(interaction, Membership) or interaction.status != "joined":
            return False
        await self._app.thread.run(self._arrived, interaction)
        return True

    def _arrived(self, joined: Membership) -> None:
        app, platform, number = self._app, joined.person.platform, joined.person.number
        with app.database.write("arrival") as connection:
            if (platform, number) in authors.staff_numbers(connection):
                return
            at = joins.arrived(connection, platform, joined.chat, number, joined.at)
        message = _message(joined, at)
        assessed = app.pipeline.assess([Waiting(id=0, message=message)])[0]
        if assessed.needs_person:  # an arrival like any other leaves nothing but the row of a day
            with app.database.write("arrival") as connection:
                inbox.accept(connection, [message], app.clock())


def _message(joined: Membership, at: datetime) -> Message:
    return Message(
        platform=joined.person.platform,
        # named by person and time: told of twice, or handled twice, it is one
        id=f"{joined.chat}:join-{joined.person.number}-{int(at.timestamp())}",
        channel=joined.chat,
        author=joined.person.number,
        text=joined.name[:MAX_TEXT_LENGTH],
        sent_at=at,
        media=ARRIVAL,
        addressed=False,
    )
