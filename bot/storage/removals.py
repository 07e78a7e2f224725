"""Taking down what is out: which publications of a withdrawn post, and how it went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, update

from bot.states import PublicationState
from bot.storage.cases import PUBLICATION

WANTED: Final = "wanted"
REMOVED: Final = "removed"
REFUSED: Final = "refused"  # the platform cannot, or will not: a person does
BY_HAND: Final = "by_hand"  # a person says that it is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One publication that is to be taken down."""

    publication_id: int
    post_id: int
    platform: str
    channel: str
    external_id: str | None


def want(connection: Connection, post_id: int, now: datetime) -> int:
    """Ask for everything of a post that is out to be taken down; return how much that is."""
    # a text in shadow was never anywhere
    done = connection.execute(
        update(PUBLICATION)
        .where(
            PUBLICATION.c.post_id == post_id,
            PUBLICATION.c.state == PublicationState.SENT.value,
            PUBLICATION.c.removal.is_(None),
            PUBLICATION.c.shadow.is_(False),
        )
        .values(removal=WANTED, removal_at=now)
    )
    return int(done.rowcount)


def ready(connection: Connection, now: datetime, limit: int) -> list[Removal]:
    """Return what is to be taken down now, the oldest first."""
    rows = connection.execute(
        select(PUBLICATION)
        .where(PUBLICATION.c.removal == WANTED, PUBLICATION.c.removal_at <= now)
        .order_by(PUBLICATION.c.removal_at, PUBLICATION.c.id)
        .limit(limit)
    )
    return [
        Removal(
            publication_id=row.id,
            post_id=row.post_id,
            platform=row.platform,
            channel=row.channel,
            external_id=row.external_id,
        )
        for row in rows
    ]


def settle(connection: Connection, publication_id: int, state: str, fault: str | None) -> None:
    """Say what became of it."""
    connection.execute(
        update(PUBLICATION)
        .where(PUBLICATION.c.id == publication_id)
        .values(removal=state, removal_fault=fault)
    )


def postpone(connection: Connection, publication_id: int, then: datetime, fault: str) -> None:
    """Try again then: removing twice does no harm."""
    connection.execute(
        update(PUBLICATION)
        .where(PUBLICATION.c.id == publication_id)
        .values(removal_at=then, removal_fault=fault)
    )


def by_hand(connection: Connection, post_id: int) -> int:
    """A person took it down; return how many publications that settles."""
    done = connection.execute(
        update(PUBLICATION)
        .where(PUBLICATION.c.post_id == post_id, PUBLICATION.c.removal.in_([WANTED, REFUSED]))
        .values(removal=BY_HAND)
    )
    return int(done.rowcount)
