"""Where a text is to be posted by hand: the address of what it answers."""

from sqlalchemy import Connection, select

from bot.ports import Outgoing
from bot.storage.cases import PUBLICATION
from bot.storage.intake import MESSAGE


def address_of(connection: Connection, outgoing: Outgoing) -> str | None:
    """Return the address of the message, or the text of ours, that a text answers."""
    if outgoing.reply_to is None:
        return None
    for table in (MESSAGE, PUBLICATION):
        row = connection.execute(
            select(table.c.url).where(
                table.c.platform == outgoing.platform, table.c.external_id == outgoing.reply_to
            )
        ).first()
        if row is not None and row.url:
            return str(row.url)
    return None
