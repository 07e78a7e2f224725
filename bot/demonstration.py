"""The last steps of a message, played once for the demo: decided, published, recorded."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import Documents, build_app
from bot.settings import Settings
from bot.states import PublicationState
from bot.storage import queue, record
from bot.storage.database import Database
from policies.roles import Reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What happened to one case."""

    case_id: int
    held_until: datetime
    sent: bool  # exactly one publication of the case is out
    again: int  # publications that a second round would send
    events: int  # in the record
    intact: bool  # the record verifies


def play_decision(
    database: Database,
    settings: Settings,
    documents: Documents,
    reviewer: Reviewer,
    case_id: int,
    moment: datetime,
) -> Played:
    """Approve the draft of a case, let the hold-back pass, publish (in shadow) and verify.

    Args:
        moment: the demo's own time; it goes on from there.
    """
    now = [moment]
    app = build_app(settings, database, documents, clock=lambda: now[0])
    try:
        with database.read() as connection:
            shown = queue.card(connection, case_id)
        text_hash = shown.draft.text_hash if shown.draft is not None else ""
        outcome = app.decisions.approve(case_id, reviewer, text_hash=text_hash)
        held_until = outcome.held_until or now[0]
        now[0] = held_until + timedelta(seconds=1)
        asyncio.run(_publish_all(app.publishing.work))
        again = asyncio.run(_publish_all(app.publishing.work))
    finally:
        app.thread.close()
    with database.read() as connection:
        states = [one.state for one in queue.card(connection, case_id).publications]
        head = record.head(connection)
        intact = not record.verify(connection)
    return Played(
        case_id=case_id,
        held_until=held_until,
        sent=states.count(PublicationState.SENT) >= 1,
        again=again,
        events=head.seq,
        intact=intact,
    )


async def _publish_all(work: Callable[[], Awaitable[int]]) -> int:
    done = 0
    while tried := await work():
        done += tried
    return done
