"""Tells those who approved a reply what became of it, in the transaction that stores it."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from bot.states import PublicationState
from bot.storage import pages, publications
from bot.storage.cases import APPROVAL

_WORDS: Final = {
    PublicationState.SENT: "sent",
    PublicationState.FAILED: "refused",
    PublicationState.UNKNOWN: "unknown",
    PublicationState.HANDED_OFF: "handed_off",
}


def tell_approvers(connection: Connection, publication_id: int, now: datetime) -> None:
    """Ask for each approver of a reply to be told where it stands; once for each standing."""
    queued = publications.load(connection, publication_id)
    what = _WORDS.get(queued.state)
    if what is None or queued.shadow or queued.case_id is None or queued.draft_id is None:
        return
    people = connection.execute(
        select(APPROVAL.c.reviewer_id)
        .where(APPROVAL.c.draft_id == queued.draft_id, APPROVAL.c.void.is_(False))
        .distinct()
        .order_by(APPROVAL.c.reviewer_id)
    ).scalars()
    for reviewer_id in people.all():
        pages.want(
            connection,
            kind="decided",
            subject=f"case:{queued.case_id}",
            key=f"decided:{publication_id}:{what}:{queued.attempts}:{reviewer_id}",
            now=now,
            reviewer_id=reviewer_id,
            payload={"what": what, "url": queued.url or ""},
        )
