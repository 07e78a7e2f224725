"""Who administers is told what goes wrong with a platform: once for each occasion."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.storage import pages

KIND: Final = "platform"


def tell(
    connection: Connection,
    platform: str,
    what: str,
    occasion: str,
    now: datetime,
    **values: object,
) -> bool:
    """Ask for administrators to be told; return whether that is new.

    Args:
        connection: to the database.
        platform: where it happened; the catalogs have PLATFORM.page.WHAT.
        what: went wrong.
        occasion: the same one is told of once.
        now: the time now.
        values: for the sentence; amounts of US dollars end with `_usd`.
    """
    return pages.want(
        connection,
        kind=KIND,
        subject=f"{KIND}:0",
        key=f"{KIND}:{platform}:{what}:{occasion}",
        now=now,
        payload={"platform": platform, "what": what, **values},
    )
