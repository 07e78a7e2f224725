"""The translation memory: pairs that people approved, as long as what they are part of stands.

Nothing is taken out when a text is undone, withdrawn or corrected: whether a unit holds is asked
of its draft or post each time it is read, so that no move can forget to tell the memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.states import DraftState, PostState, PublicationState
from bot.storage import record
from bot.storage.cases import DRAFT, PUBLICATION
from bot.storage.posts import POST
from bot.storage.record import Entry
from bot.storage.tables import MemoryUnitRow
from bot.storage.wanted import WANTED
from translations.memory import Unit, UnitKind
from translations.values import Bilingual

UNIT: Final = MemoryUnitRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

_DRAFTS: Final = (DraftState.APPROVED.value, DraftState.PUBLISHED.value)
_POSTS: Final = tuple(
    state.value
    for state in (PostState.APPROVED, PostState.PUBLISHING, PostState.PUBLISHED, PostState.PARTIAL)
)
_NOT_OUT: Final = (PublicationState.WITHDRAWN.value, PublicationState.FAILED.value)
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One unit as it stands in the database."""

    unit: Unit
    approved_by: int | None
    holds: bool  # False: forgotten, or what it is part of was withdrawn or put right
    forgotten: bool


def remember(
    connection: Connection,
    pairs: Sequence[Bilingual],
    *,
    kind: UnitKind,
    ref: str,
    now: datetime,
    by: int | None,
    draft_id: int | None = None,
    post_id: int | None = None,
) -> None:
    """Store the pairs of a text in the place of those that were stored of it before.

    What people forgot of it stays forgotten.
    """
    of_it = UNIT.c.ref == ref
    forgotten = {
        (row.en, row.fr)
        for row in connection.execute(
            select(UNIT.c.en, UNIT.c.fr).where(of_it, UNIT.c.forgotten_at.is_not(None))
        )
    }
    pairs = [pair for pair in pairs if (pair.en, pair.fr) not in forgotten]
    connection.execute(delete(UNIT).where(of_it, UNIT.c.forgotten_at.is_(None)))
    for start in range(0, len(pairs), _CHUNK):
        connection.execute(
            insert(UNIT),
            [
                {
                    "en": pair.en,
                    "fr": pair.fr,
                    "kind": kind.value,
                    "ref": ref,
                    "place": start + place,
                    "draft_id": draft_id,
                    "post_id": post_id,
                    "approved_at": now,
                    "approved_by": by,
                }
                for place, pair in enumerate(pairs[start : start + _CHUNK])
            ],
        )


def import_units(
    connection: Connection, units: Iterable[Unit], *, name: str, by: int, now: datetime
) -> tuple[int, int]:
    """Store units of a file; return how many are new, and how many were there.

    Args:
        units: as they were read; the time of their approval is kept where the file says it.
        name: of the file.
        by: who imports them.
        now: when.
    """
    there = {
        (row.en, row.fr)
        for row in connection.execute(
            select(UNIT.c.en, UNIT.c.fr).where(
                UNIT.c.forgotten_at.is_(None), UNIT.c.kind == UnitKind.IMPORT.value
            )
        )
    }
    rows: list[dict[str, object]] = []
    known = 0
    for place, unit in enumerate(units):
        pair = (unit.texts.en, unit.texts.fr)
        if pair in there:
            known += 1
            continue
        there.add(pair)
        rows.append(
            {
                "en": unit.texts.en,
                "fr": unit.texts.fr,
                "kind": UnitKind.IMPORT.value,
                "ref": name,
                "place": place,
                "approved_at": unit.approved_at or now,
                "approved_by": by,
            }
        )
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(UNIT), rows[start : start + _CHUNK])
    if rows:
        _log(connection, "memory.imported", by, now, file=name, units=len(rows))
    return len(rows), known


def forget(connection: Connection, ids: Sequence[int], *, by: int, now: datetime) -> list[int]:
    """Take pairs out of the memory, wherever they were approved.

    Args:
        connection: of the transaction.
        ids: numbers of units.
        by: who wants them forgotten.
        now: when.

    Returns:
        The numbers of all units that were in it and have one of these pairs.
    """
    named = select(UNIT.c.en, UNIT.c.fr).where(UNIT.c.id.in_(ids), UNIT.c.forgotten_at.is_(None))
    there = [
        int(row.id)
        for pair in connection.execute(named.distinct()).all()
        for row in connection.execute(
            select(UNIT.c.id).where(
                UNIT.c.en == pair.en, UNIT.c.fr == pair.fr, UNIT.c.forgotten_at.is_(None)
            )
        )
    ]
    if there:
        connection.execute(
            update(UNIT).where(UNIT.c.id.in_(there)).values(forgotten_at=now, forgotten_by=by)
        )
        _log(connection, "memory.forgotten", by, now, units=sorted(there))
    return sorted(there)


def units(connection: Connection) -> list[Unit]:
    """Return the units that hold, the oldest first."""
    rows = connection.execute(select(UNIT).where(_holds(connection)).order_by(UNIT.c.id))
    return [_unit(row) for row in rows]


def listed(connection: Connection, *, containing: str = "", limit: int = 50) -> list[Stored]:
    """Return units, the newest first, those that do not hold any more included.

    Args:
        containing: words that the English or the French text has.
        limit: the most.
    """
    query = select(UNIT, _holds(connection).label("holds")).order_by(UNIT.c.id.desc()).limit(limit)
    if containing:
        query = query.where(
            or_(
                UNIT.c.en.icontains(containing, autoescape=True),
                UNIT.c.fr.icontains(containing, autoescape=True),
            )
        )
    return [
        Stored(
            unit=_unit(row),
            approved_by=row.approved_by,
            holds=bool(row.holds),
            forgotten=row.forgotten_at is not None,
        )
        for row in connection.execute(query)
    ]


def mark(connection: Connection) -> tuple[int, int]:
    """Return what changes whenever other units hold."""
    row = connection.execute(
        select(func.count(), func.coalesce(func.sum(UNIT.c.id), 0)).where(_holds(connection))
    ).one()
    return int(row[0]), int(row[1])


def _holds(connection: Connection) -> ColumnElement[bool]:
    """Whether a unit was approved, and what it is part of still stands.

    What was put right, or is to be, is looked up first: it is little, and in a subquery the
    database would look for it once for each unit.
    """
    wrong, right, other = (
        PUBLICATION.alias("wrong"),
        PUBLICATION.alias("right"),
        POST.alias("other"),
    )
    corrected = (
        select(wrong.c.draft_id)
        .join(right, right.c.corrects == wrong.c.id)
        .where(right.c.corrects.is_not(None), right.c.state.not_in(_NOT_OUT))
    )
    doubted = (
        select(wrong.c.draft_id)
        .join(WANTED, WANTED.c.publication_id == wrong.c.id)
        .where(WANTED.c.settled_at.is_(None))
    )
    replaced = select(other.c.corrects).where(
        other.c.corrects.is_not(None), other.c.state.in_(_POSTS)
    )
    drafts = {row[0] for query in (corrected, doubted) for row in connection.execute(query)}
    posts = {row[0] for row in connection.execute(replaced)}
    reply = and_(
        UNIT.c.draft_id.in_(select(DRAFT.c.id).where(DRAFT.c.state.in_(_DRAFTS))),
        UNIT.c.draft_id.not_in(sorted(drafts - {None})),
    )
    post = and_(
        UNIT.c.post_id.in_(select(POST.c.id).where(POST.c.state.in_(_POSTS))),
        UNIT.c.post_id.not_in(sorted(posts)),
    )
    imported = and_(UNIT.c.draft_id.is_(None), UNIT.c.post_id.is_(None))
    return and_(UNIT.c.forgotten_at.is_(None), or_(imported, reply, post))


def _unit(row: "Row[tuple[object, ...]]") -> Unit:
    return Unit(
        texts=Bilingual(en=row.en, fr=row.fr),
        kind=UnitKind(row.kind),
        ref=row.ref,
        place=row.place,
        approved_at=row.approved_at,
        id=row.id,
    )


def _log(connection: Connection, kind: str, by: int, now: datetime, **payload: object) -> None:
    entry = Entry(kind=kind, actor=f"staff:{by}", subject="memory", payload=payload)
    record.append(connection, [entry], now)
