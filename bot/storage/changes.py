"""An author edited or deleted a message: it is screened again, and what rested on it falls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from bot import case as moves
from bot.assessment import Assessed
from bot.states import IllegalMove, PublicationState
from bot.storage import campaigns, record
from bot.storage.cases import DRAFT, PUBLICATION, CaseFile, load, move
from bot.storage.drafts import new_draft_values
from bot.storage.entries import proposed, screened
from bot.storage.intake import (
    MESSAGE,
    RESTING,
    Deadline,
    message_columns,
    store,
    want_person,
)
from bot.storage.record import Entry
from policies.message import Message
from policies.routing import Route

_ASKING: Final = tuple(route.value for route in Route if route is not Route.IGNORE)


def find_message(
    connection: Connection, platform: str, external_id: str
) -> "Row[tuple[object, ...]] | None":
    """Return the stored message, None where it never arrived."""
    return connection.execute(
        select(MESSAGE).where(MESSAGE.c.platform == platform, MESSAGE.c.external_id == external_id)
    ).one_or_none()


def edited(connection: Connection, one: Assessed, now: datetime, deadline: Deadline) -> None:
    """Screen again: the new text counts, the old one stays in the record."""
    row = find_message(connection, one.message.platform, one.message.id)
    if row is None:
        store(connection, [one], now, deadline)  # the first we hear of it
        return
    if row.deleted or one.message.sent_at < row.sent_at:
        return  # an older text that arrives late changes nothing
    connection.execute(
        update(MESSAGE)
        .where(MESSAGE.c.id == row.id)
        .values(revision=row.revision + 1, **message_columns(one))
    )
    case = load(connection, row.case_id)
    before = case
    needed = one.needs_person or _others_ask(connection, case.id, row.id)
    case = _fall(connection, case, now, still_needed=needed)
    entries = [
        Entry(
            kind="message.edited",
            actor="program",
            subject=f"case:{case.id}",
            payload={"message": row.id, "revision": row.revision + 1, "text": one.message.text},
        ),
        screened(one, case.id, row.id),
    ]
    if one.needs_person:
        due = deadline(one.route, one.message)
        case = move(
            connection,
            case,
            moves.Need(),
            now,
            route=max((case.route, one.route), key=lambda route: route.rank).value,
            severity=max(case.severity, one.screening.severity),
            last_message_at=max(case.last_message_at, one.message.sent_at),
            wanted_at=due,
            **({} if case.flow.claimed_by is not None else {"due_at": due, "due_kind": "reminder"}),
        )
        entries.extend(_propose(connection, case, one, row.id, now))
        known = before.route is Route.ESCALATE and before.flow.case not in RESTING
        if one.route is Route.ESCALATE and not (
            known and one.screening.severity <= before.severity
        ):
            want_person(connection, one, case.id, row.id, now, revision=row.revision + 1)
    record.append(connection, entries, now)
    campaigns.moved(
        connection,
        campaigns.Written(
            one=one, message_id=row.id, case_id=case.id, author_id=row.author_id, opens=False
        ),
        now,
    )


def _propose(
    connection: Connection, case: CaseFile, one: Assessed, message_id: int, now: datetime
) -> Sequence[Entry]:
    if one.draft is None:
        return ()
    needs = frozenset(one.draft.languages)
    try:
        case = move(connection, case, moves.Propose(needs=needs), now)
    except IllegalMove:
        return ()  # a reply is on its way: a person sees the case when it is out
    revision = case.flow.revision
    connection.execute(
        insert(DRAFT).values(
            case_id=case.id,
            message_id=message_id,
            **new_draft_values(one.draft, one.checks, revision, now),
        )
    )
    return (proposed(one, case.id, revision, needs),)


def deleted(connection: Connection, message: Message, now: datetime) -> None:
    """Mark the message; the case closes where nothing else asks for a person."""
    row = find_message(connection, message.platform, message.id)
    if row is None or row.deleted:
        return
    connection.execute(update(MESSAGE).where(MESSAGE.c.id == row.id).values(deleted=True))
    _recall_automatic(connection, message)
    case = load(connection, row.case_id)
    case = _fall(connection, case, now, still_needed=_others_ask(connection, case.id, row.id))
    record.append(
        connection,
        [
            Entry(
                kind="message.deleted",
                actor="program",
                subject=f"case:{case.id}",
                payload={"message": row.id},
            )
        ],
        now,
    )


def _recall_automatic(connection: Connection, message: Message) -> None:
    """Nobody is acknowledged for what is no longer there."""
    connection.execute(
        update(PUBLICATION)
        .where(
            PUBLICATION.c.platform == message.platform,
            PUBLICATION.c.reply_to == message.id,
            PUBLICATION.c.draft_id.is_(None),
            PUBLICATION.c.post_id.is_(None),
            PUBLICATION.c.state == PublicationState.HELD.value,
        )
        .values(state=PublicationState.WITHDRAWN.value, version=PUBLICATION.c.version + 1)
    )


def _others_ask(connection: Connection, case_id: int, message_id: int) -> bool:
    query = select(MESSAGE.c.id).where(
        MESSAGE.c.case_id == case_id,
        MESSAGE.c.id != message_id,
        MESSAGE.c.deleted.is_(False),
        MESSAGE.c.route.in_(_ASKING),
    )
    return connection.execute(query.limit(1)).first() is not None


def _fall(connection: Connection, case: CaseFile, now: datetime, *, still_needed: bool) -> CaseFile:
    return move(connection, case, moves.Change(still_needed=still_needed), now)
