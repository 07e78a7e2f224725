"""Corrections that are wanted: replies of ours that are out and rest on what does not hold."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, insert, select, update

from bot.ports import PublicationKind
from bot.states import PublicationState
from bot.storage import record, retractions
from bot.storage.cases import DRAFT, PUBLICATION
from bot.storage.record import Entry
from bot.storage.tables import WantedCorrectionRow

WANTED: Final = WantedCorrectionRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """A draft or a reply, and the facts that it rests on."""

    id: int
    case_id: int
    facts: tuple[str, ...]
    created_at: datetime  # of the draft


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedCorrection:
    """One reply that somebody should put right."""

    id: int
    publication_id: int
    case_id: int | None
    fact_id: str
    why: str  # retracted, expired, gone, changed
    wanted_at: datetime
    platform: str
    channel: str
    url: str | None
    text: str
    begun: bool  # a correction has been proposed or is on its way
    reason: str | None = None  # of whoever retracted the fact
    said: str | None = None  # the sentence of the reply that rests on the fact


def open_drafts(connection: Connection) -> list[Resting]:
    """Return the drafts that may still be sent and rest on facts, the oldest first."""
    return _resting(
        connection.execute(
            select(DRAFT.c.id, DRAFT.c.case_id, DRAFT.c.facts, DRAFT.c.created_at)
            .where(DRAFT.c.state.in_(["proposed", "approved"]), DRAFT.c.facts != "[]")
            .order_by(DRAFT.c.id)
        )
    )


def replies_out(connection: Connection) -> list[Resting]:
    """Return the replies that are out, to be seen by anybody, and rest on facts."""
    rows = connection.execute(
        select(PUBLICATION.c.id, PUBLICATION.c.case_id, DRAFT.c.facts, DRAFT.c.created_at)
        .join(DRAFT, DRAFT.c.id == PUBLICATION.c.draft_id)
        .where(
            PUBLICATION.c.state == PublicationState.SENT.value,
            PUBLICATION.c.kind == PublicationKind.REPLY.value,
            PUBLICATION.c.shadow.is_(False),
            PUBLICATION.c.removal.is_distinct_from("removed"),
            DRAFT.c.facts != "[]",
        )
        .order_by(PUBLICATION.c.id)
    )
    return _resting(rows)


def want(connection: Connection, reply: Resting, fact_id: str, why: str, now: datetime) -> bool:
    """List a reply for correction, once for each fact; return whether it is new."""
    there = connection.execute(
        select(WANTED.c.id).where(WANTED.c.publication_id == reply.id, WANTED.c.fact_id == fact_id)
    ).first()
    if there is not None:
        return False
    connection.execute(
        insert(WANTED).values(
            publication_id=reply.id, case_id=reply.case_id, fact_id=fact_id, why=why, wanted_at=now
        )
    )
    _log(connection, "correction.wanted", reply.case_id, reply.id, now, fact=fact_id, why=why)
    return True


def listed(connection: Connection) -> list[WantedCorrection]:
    """Return what waits for somebody, the oldest first; what was put right is not on the list."""
    correcting = PUBLICATION.alias("correcting")
    proposed = DRAFT.alias("proposed")
    done = exists().where(
        correcting.c.corrects == WANTED.c.publication_id,
        correcting.c.state == PublicationState.SENT.value,
    )
    begun = exists().where(
        proposed.c.corrects == WANTED.c.publication_id,
        proposed.c.state.in_(["proposed", "approved"]),
    )
    rows = connection.execute(
        select(
            WANTED,
            PUBLICATION.c.platform,
            PUBLICATION.c.channel,
            PUBLICATION.c.url,
            PUBLICATION.c.text,
            DRAFT.c.trace,
            DRAFT.c.languages,
            begun.label("begun"),
        )
        .join(PUBLICATION, PUBLICATION.c.id == WANTED.c.publication_id)
        .outerjoin(DRAFT, DRAFT.c.id == PUBLICATION.c.draft_id)
        .where(
            WANTED.c.settled_at.is_(None),
            PUBLICATION.c.removal.is_distinct_from("removed"),
            ~done,
        )
        .order_by(WANTED.c.id)
    )
    why = {one.fact_id: one.reason for one in retractions.retractions(connection)}
    return [
        WantedCorrection(
            id=row.id,
            publication_id=row.publication_id,
            case_id=row.case_id,
            fact_id=row.fact_id,
            why=row.why,
            wanted_at=row.wanted_at,
            platform=row.platform,
            channel=row.channel,
            url=row.url,
            text=row.text,
            begun=bool(row.begun),
            reason=why.get(row.fact_id) if row.why == "retracted" else None,
            said=_said(row.trace, row.languages, row.fact_id),
        )
        for row in rows
    ]


def _said(trace: str | None, languages: str | None, fact_id: str) -> str | None:
    """Return what a reply took from a fact, in the first language that it went out in."""
    for lang in json.loads(languages or "[]"):
        for text, basis in json.loads(trace or "{}").get(lang, ()):
            kind, _, name = basis.partition(":")
            if kind in {"fact", "claim"} and name.partition("/")[0] == fact_id:
                return str(text)
    return None


def count(connection: Connection) -> int:
    """Return how many replies wait to be put right."""
    return len({one.publication_id for one in listed(connection)})


def settle(
    connection: Connection, wanted_id: int, *, by: int | None, note: str | None, now: datetime
) -> bool:
    """Take a reply off the list without a correction; return whether it was on it."""
    row = connection.execute(
        select(WANTED).where(WANTED.c.id == wanted_id, WANTED.c.settled_at.is_(None))
    ).one_or_none()
    if row is None:
        return False
    connection.execute(
        update(WANTED)
        .where(WANTED.c.id == wanted_id)
        .values(settled_at=now, settled_by=by, note=note)
    )
    _log(
        connection,
        "correction.not_wanted",
        row.case_id,
        row.publication_id,
        now,
        by=by,
        fact=row.fact_id,
        note=note,
    )
    return True


def unsettled(connection: Connection) -> list[tuple[int, str, str]]:
    """Return number, fact and reason of everything that nobody settled."""
    rows = connection.execute(
        select(WANTED.c.id, WANTED.c.fact_id, WANTED.c.why).where(WANTED.c.settled_at.is_(None))
    )
    return [(row.id, row.fact_id, row.why) for row in rows]


def _resting(rows: "Iterable[Row[tuple[Any, ...]]]") -> list[Resting]:
    return [
        Resting(
            id=row.id,
            case_id=row.case_id,
            facts=tuple(json.loads(row.facts)),
            created_at=row.created_at,
        )
        for row in rows
    ]


def _log(
    connection: Connection,
    kind: str,
    case_id: int | None,
    publication_id: int,
    now: datetime,
    *,
    by: int | None = None,
    **payload: object,
) -> None:
    entry = Entry(
        kind=kind,
        actor="program" if by is None else f"staff:{by}",
        subject=f"case:{case_id}" if case_id is not None else f"publication:{publication_id}",
        payload={"publication": publication_id, **payload},
    )
    record.append(connection, [entry], now)
