"""Recorded messages as screening sees them: with their language and their circumstances."""

from collections.abc import Iterator

from sqlalchemy import Connection

from bot.settings import Settings
from bot.storage import authors
from bot.storage.recorded import Recorded, recorded
from bot.surroundings import surrounded
from policies.repetition import Repetition
from policies.screening import Item


def recorded_items(
    connection: Connection, settings: Settings
) -> Iterator[list[tuple[Recorded, Item]]]:
    """Yield pages of what is recorded, the oldest first; repetition is counted anew."""
    repetition = Repetition()
    names = (*settings.protected_names, *authors.staff_names(connection))
    for page in recorded(connection):
        contexts = repetition.contexts([one.message for one in page])
        yield [
            (
                one,
                (
                    one.message,
                    one.detection,
                    surrounded(context, one.message, settings, names),
                ),
            )
            for one, context in zip(page, contexts, strict=True)
        ]
