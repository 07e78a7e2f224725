"""The outbox to staff: what somebody has to be told, at least once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from bot.ports import Priority
from bot.storage import record
from bot.storage.tables import PageRow

PAGE: Final = PageRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Something that a person is told."""

    id: int
    key: str
    kind: str  # escalation, reminder, safety, decided, appeal, approval, settle…
    subject: str  # "case:12", "post:3", "appeal:4", "publication:5"
    reviewer_id: int | None  # None: whom it concerns is found out when it is due
    priority: Priority
    payload: Mapping[str, object]
    not_before: datetime
    created_at: datetime
    attempts: int

    @property
    def number(self) -> int:
        """The number of the subject."""
        return int(self.subject.partition(":")[2])


def want(
    connection: Connection,
    *,
    kind: str,
    subject: str,
    key: str,
    now: datetime,
    priority: Priority = Priority.REVIEWER,
    reviewer_id: int | None = None,
    not_before: datetime | None = None,
    payload: Mapping[str, object] | None = None,
) -> bool:
    """Ask for somebody to be told, in the caller's transaction; the same key asks once.

    Returns:
        Whether it was new.
    """
    there = connection.execute(select(PAGE.c.id).where(PAGE.c.key == key)).one_or_none()
    if there is not None:
        return False
    connection.execute(
        insert(PAGE).values(
            key=key,
            kind=kind,
            subject=subject,
            reviewer_id=reviewer_id,
            priority=int(priority),
            payload=record.canonical(dict(payload or {})),
            state="waiting",
            not_before=not_before or now,
            created_at=now,
            attempts=0,
        )
    )
    return True


def ready(
    connection: Connection, now: datetime, limit: int, *, without: Iterable[int] = ()
) -> list[Page]:
    """Return what is due, the most urgent first.

    Args:
        without: people who are being told something just now.
    """
    query = (
        select(PAGE)
        .where(PAGE.c.state == "waiting", PAGE.c.not_before <= now)
        .order_by(PAGE.c.priority, PAGE.c.not_before, PAGE.c.id)
        .limit(limit)
    )
    busy = sorted(without)
    if busy:
        query = query.where(or_(PAGE.c.reviewer_id.is_(None), PAGE.c.reviewer_id.not_in(busy)))
    return [_page(row) for row in connection.execute(query)]


def settle(connection: Connection, page_id: int, state: str, *, fault: str | None = None) -> None:
    """Say what became of a page: sent, failed, moot."""
    connection.execute(
        update(PAGE)
        .where(PAGE.c.id == page_id)
        .values(state=state, fault=fault, attempts=PAGE.c.attempts + 1)
    )


def postpone(
    connection: Connection, page_id: int, not_before: datetime, *, fault: str | None = None
) -> None:
    """Try again then."""
    connection.execute(
        update(PAGE)
        .where(PAGE.c.id == page_id)
        .values(not_before=not_before, fault=fault, attempts=PAGE.c.attempts + 1)
    )


def by_key(connection: Connection, key: str) -> tuple[Page, str] | None:
    """Return the page that bears this key, and its state."""
    row = connection.execute(select(PAGE).where(PAGE.c.key == key)).one_or_none()
    return None if row is None else (_page(row), row.state)


def moot(connection: Connection, subject: str, kinds: Iterable[str]) -> int:
    """Nobody has to be told of this any more; return how many pages that were."""
    result = connection.execute(
        update(PAGE)
        .where(PAGE.c.subject == subject, PAGE.c.state == "waiting", PAGE.c.kind.in_(sorted(kinds)))
        .values(state="moot")
    )
    return int(result.rowcount)


def unreachable(connection: Connection) -> frozenset[int]:
    """Return whom we could not tell something, and have not told anything since."""
    last = (
        select(PAGE.c.reviewer_id, func.max(PAGE.c.id).label("id"))
        .where(PAGE.c.reviewer_id.is_not(None), PAGE.c.state.in_(["sent", "failed"]))
        .group_by(PAGE.c.reviewer_id)
        .subquery()
    )
    rows = connection.execute(
        select(PAGE.c.reviewer_id)
        .join(last, last.c.id == PAGE.c.id)
        .where(PAGE.c.state == "failed")
    )
    return frozenset(row.reviewer_id for row in rows)


def drop_old(connection: Connection, before: datetime) -> int:
    """Forget what staff were told, or should have been, before then; return how many rows went."""
    result = connection.execute(delete(PAGE).where(PAGE.c.created_at < before))
    return int(result.rowcount)


def of_subject(connection: Connection, subject: str, kinds: Iterable[str]) -> list[Page]:
    """Return the pages that still wait about something."""
    rows = connection.execute(
        select(PAGE)
        .where(PAGE.c.subject == subject, PAGE.c.state == "waiting", PAGE.c.kind.in_(sorted(kinds)))
        .order_by(PAGE.c.id)
    )
    return [_page(row) for row in rows]


def _page(row: "Row[tuple[object, ...]]") -> Page:
    return Page(
        id=row.id,
        key=row.key,
        kind=row.kind,
        subject=row.subject,
        reviewer_id=row.reviewer_id,
        priority=Priority(row.priority),
        payload=json.loads(row.payload),
        not_before=row.not_before,
        created_at=row.created_at,
        attempts=row.attempts,
    )
