"""The outbox: what waits to be sent, what is being sent, what nobody knows about."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    and_,
    func,
    not_,
    or_,
    select,
    update,
)

from bot.ports import Button, Outgoing, PublicationKind
from bot.states import PublicationEvent, PublicationState, step
from bot.storage.cases import PUBLICATION
from bot.storage.database import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """One publication and where it stands."""

    id: int
    version: int
    state: PublicationState
    outgoing: Outgoing
    case_id: int | None
    draft_id: int | None
    post_id: int | None
    not_before: datetime
    attempts: int
    tried_since: datetime | None
    shadow: bool
    external_id: str | None
    url: str | None
    fault: str | None


def _queued(row: "Row[tuple[object, ...]]") -> Queued:
    return Queued(
        id=row.id,
        version=row.version,
        state=PublicationState(row.state),
        outgoing=Outgoing(
            idempotency_key=row.idempotency_key,
            kind=PublicationKind(row.kind),
            platform=row.platform,
            channel=row.channel,
            text=row.text,
            lang=row.lang,
            reply_to=row.reply_to,
            recipient=row.recipient,
            media=row.media,
            fallback=row.fallback,
            buttons=tuple(Button(**one) for one in json.loads(row.buttons)),
        ),
        case_id=row.case_id,
        draft_id=row.draft_id,
        post_id=row.post_id,
        not_before=row.not_before,
        attempts=row.attempts,
        tried_since=row.tried_since,
        shadow=row.shadow,
        external_id=row.external_id,
        url=row.url,
        fault=row.fault,
    )


def load(connection: Connection, publication_id: int) -> Queued:
    """Return one publication.

    Raises:
        LookupError: there is none.
    """
    row = connection.execute(
        select(PUBLICATION).where(PUBLICATION.c.id == publication_id)
    ).one_or_none()
    if row is None:
        raise LookupError(publication_id)
    return _queued(row)


def ready(
    connection: Connection,
    now: datetime,
    limit: int,
    *,
    in_a_row: int = 20,
    paused_channels: frozenset[str] = frozenset(),
    paused_kinds: frozenset[str] = frozenset(),
) -> list[Queued]:
    """Return what may be sent now, oldest first; what is paused stays.

    A text that was tried and told to wait is before those that were not: it keeps its place.

    Args:
        limit: how many in all.
        in_a_row: how many of them for one channel or person, so that a long queue for one place
            hides no other.
    """
    paused: list[ColumnElement[bool]] = []
    if paused_kinds:
        paused.append(PUBLICATION.c.kind.in_(sorted(paused_kinds)))
    if paused_channels:
        paused.append(PUBLICATION.c.channel.in_(sorted(paused_channels)))
    may_go = and_(
        PUBLICATION.c.state == PublicationState.HELD.value,
        PUBLICATION.c.not_before <= now,
        not_(or_(*paused)) if paused else PUBLICATION.c.id > 0,
    )
    first = (
        select(PUBLICATION)
        .where(may_go)
        .order_by(PUBLICATION.c.not_before, PUBLICATION.c.id)
        .limit(limit)
    )
    found = [_queued(row) for row in connection.execute(first)]
    if len(found) == limit:  # there is more: see to it that every place has its turn
        found = _for_each_place(connection, may_go, limit, in_a_row)
    return sorted(found, key=_turn)


def _for_each_place(
    connection: Connection, may_go: ColumnElement[bool], limit: int, in_a_row: int
) -> list[Queued]:
    """Return the first few of each channel or person; this reads everything that may go."""
    place = func.row_number().over(
        partition_by=(PUBLICATION.c.platform, PUBLICATION.c.channel, PUBLICATION.c.recipient),
        order_by=_turns(PUBLICATION),
    )
    each = select(PUBLICATION, place.label("place")).where(may_go).subquery()
    query = select(each).where(each.c.place <= in_a_row).order_by(*_turns(each)).limit(limit)
    return [_queued(row) for row in connection.execute(query)]


def _turn(queued: Queued) -> tuple[bool, datetime, int]:
    return queued.tried_since is None, queued.tried_since or queued.not_before, queued.id


def _turns(table: FromClause) -> "tuple[ColumnElement[Any], ...]":
    """Return the same for the database."""
    of = table.c
    return of.tried_since.is_(None), func.coalesce(of.tried_since, of.not_before), of.id


def in_state(connection: Connection, state: PublicationState) -> list[Queued]:
    """Return all publications in one state, oldest first."""
    query = select(PUBLICATION).where(PUBLICATION.c.state == state.value).order_by(PUBLICATION.c.id)
    return [_queued(row) for row in connection.execute(query)]


def of_case(connection: Connection, case_id: int) -> list[Queued]:
    """Return the publications of a case, oldest first."""
    query = select(PUBLICATION).where(PUBLICATION.c.case_id == case_id).order_by(PUBLICATION.c.id)
    return [_queued(row) for row in connection.execute(query)]


def move(
    connection: Connection, queued: Queued, event: PublicationEvent, **changes: object
) -> None:
    """Move a publication that belongs to no case flow: holding, crisis, half of a post.

    Raises:
        IllegalMove: the event cannot happen now.
        Conflict: somebody else moved it in between.
    """
    after = step(queued.state, event)
    changed = connection.execute(
        update(PUBLICATION)
        .where(PUBLICATION.c.id == queued.id, PUBLICATION.c.version == queued.version)
        .values(state=after.value, version=queued.version + 1, **changes)
    )
    if changed.rowcount != 1:
        raise Conflict(f"publication:{queued.id}")


def note(connection: Connection, publication_id: int, **changes: object) -> None:
    """Set columns that are no state: attempts, fault, address."""
    connection.execute(
        update(PUBLICATION).where(PUBLICATION.c.id == publication_id).values(**changes)
    )
