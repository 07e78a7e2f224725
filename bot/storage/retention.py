"""Keeping what must be kept and no more: holds, and purges that the record survives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    Connection,
    and_,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from bot.ports import PublicationKind
from bot.states import CaseState
from bot.storage import campaigns, record
from bot.storage.appeals import APPEAL
from bot.storage.campaigns import MEMBER
from bot.storage.cases import APPROVAL, CASE, DRAFT, PUBLICATION
from bot.storage.inbox import INBOX, OURS
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.memory import UNIT
from bot.storage.queue import ACTION, DECISION
from bot.storage.readings import READING
from bot.storage.record import Entry
from bot.storage.tables import EventPayloadRow, EventRow, LegalHoldRow
from bot.storage.updates import UPDATE

HOLD: Final = LegalHoldRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_EVENT: Final = EventRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_PAYLOAD: Final = EventPayloadRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_CHUNK: Final = 400
_EDIT: Final = re.compile(r"edited:(.*):\d{4}-\d\d-\d\dT[^T]*", re.DOTALL)  # inbox.update_key
_SETTLED: Final = (CaseState.CLOSED.value, CaseState.WATCHED.value)


class RetentionFault(Exception):
    """Root of why nothing is purged; `key` names the sentence in the catalog."""

    key = "retention.fault"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.key} {detail}".strip())
        self.detail = detail


class UnderHold(RetentionFault):
    """A hold covers everything."""

    key = "retention.under_hold"


class NoConsent(RetentionFault):
    """The archivist's consent is missing."""

    key = "retention.no_consent"


class HoldExists(RetentionFault):
    """A hold of this name stands already."""

    key = "retention.hold_exists"


class NoSuchHold(RetentionFault):
    """No hold of this name stands."""

    key = "retention.no_such_hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold that stands."""

    name: str
    reason: str
    case_id: int | None
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """What a purge takes, or would take."""

    cases: tuple[int, ...]
    payloads: int
    kept_by_hold: int
    kept_by_decision: int  # a decision of the last two years used them


def place_hold(
    connection: Connection,
    *,
    name: str,
    reason: str,
    case_id: int | None,
    actor: str,
    now: datetime,
) -> None:
    """Keep everything, or one case, until the hold is lifted."""
    if any(hold.name == name for hold in holds(connection)):
        raise HoldExists(name)
    connection.execute(delete(HOLD).where(HOLD.c.name == name))  # a lifted one may come again
    connection.execute(
        insert(HOLD).values(name=name, reason=reason, case_id=case_id, placed_at=now)
    )
    _log(connection, "record.hold_placed", actor, now, name=name, reason=reason, case=case_id)


def lift_hold(connection: Connection, *, name: str, actor: str, now: datetime) -> None:
    """Let a hold go."""
    changed = connection.execute(
        update(HOLD).where(HOLD.c.name == name, HOLD.c.lifted_at.is_(None)).values(lifted_at=now)
    )
    if changed.rowcount == 0:
        raise NoSuchHold(name)
    _log(connection, "record.hold_lifted", actor, now, name=name)


def holds(connection: Connection) -> list[Hold]:
    """Return the holds that stand."""
    return [
        Hold(name=row.name, reason=row.reason, case_id=row.case_id, placed_at=row.placed_at)
        for row in connection.execute(
            select(HOLD).where(HOLD.c.lifted_at.is_(None)).order_by(HOLD.c.id)
        )
    ]


def plan(connection: Connection, *, before: datetime, now: datetime, decision_days: int) -> Purge:
    """Return what a purge of everything older would take.

    Raises:
        UnderHold: a hold covers everything.
    """
    standing = holds(connection)
    for hold in standing:
        if hold.case_id is None:
            raise UnderHold(hold.name)
    held = {hold.case_id for hold in standing}
    old = [
        row.id
        for row in connection.execute(
            select(CASE.c.id)
            .where(
                CASE.c.last_message_at < before,
                CASE.c.changed_at < before,
                CASE.c.state.in_(_SETTLED),
            )
            .order_by(CASE.c.id)
        )
    ]
    recent = {
        row.case_id
        for row in connection.execute(
            select(DECISION.c.case_id).where(DECISION.c.at >= now - timedelta(days=decision_days))
        )
    }
    taken = tuple(number for number in old if number not in held and number not in recent)
    return Purge(
        cases=taken,
        payloads=len(_sequences(connection, taken, before)),
        kept_by_hold=sum(1 for number in old if number in held),
        kept_by_decision=sum(1 for number in old if number in recent and number not in held),
    )


def purge(
    connection: Connection,
    *,
    before: datetime,
    now: datetime,
    decision_days: int,
    consent: str,
    actor: str,
) -> Purge:
    """Erase texts, handles and payloads of settled old cases; the chain stays whole.

    Args:
        consent: reference of the archivist's consent; it goes into the record.

    Raises:
        UnderHold: a hold covers everything.
        NoConsent: the reference is empty.
    """
    if not consent.strip():
        raise NoConsent
    planned = plan(connection, before=before, now=now, decision_days=decision_days)
    sequences = _sequences(connection, planned.cases, before)
    record.purge_payloads(connection, sequences)
    for start in range(0, len(planned.cases), _CHUNK):
        _erase(connection, planned.cases[start : start + _CHUNK])
    campaigns.tidy(connection)
    _forget_authors(connection)
    connection.execute(
        update(INBOX)
        .where(INBOX.c.state == "bad", INBOX.c.received_at < before)
        .values(payload=None)
    )
    connection.execute(
        update(UPDATE)
        .where(UPDATE.c.state != "waiting", UPDATE.c.received_at < before)
        .values(payload=None)
    )
    connection.execute(  # answers to commands belong to no case
        delete(PUBLICATION).where(
            PUBLICATION.c.kind == PublicationKind.SERVICE.value, PUBLICATION.c.created_at < before
        )
    )
    _log(
        connection,
        record.PURGED,
        actor,
        now,
        before=before.isoformat(),
        consent=consent,
        cases=record.as_ranges(planned.cases),
        sequences=record.as_ranges(sequences),
    )
    return planned


def _sequences(connection: Connection, cases: Sequence[int], before: datetime) -> list[int]:
    """The events whose payload goes: cases, arrivals of their messages, loose updates."""
    subjects = [f"case:{number}" for number in cases]
    messages: set[tuple[str, str]] = set()
    for start in range(0, len(cases), _CHUNK):
        chunk = cases[start : start + _CHUNK]
        for row in connection.execute(
            select(MESSAGE.c.platform, MESSAGE.c.external_id).where(MESSAGE.c.case_id.in_(chunk))
        ):
            messages.add((row.platform, row.external_id))
    for platform, number in sorted(messages):
        subjects.extend(f"update:{platform}:{event}:{number}" for event in ("new", "deleted"))
    subjects.extend(_edits(connection, messages))
    subjects.extend(_loose(connection, before))
    found: set[int] = set()
    for start in range(0, len(subjects), _CHUNK):
        rows = connection.execute(
            select(_EVENT.c.seq)
            .join(_PAYLOAD, _PAYLOAD.c.seq == _EVENT.c.seq)
            .where(_EVENT.c.subject.in_(subjects[start : start + _CHUNK]))
        )
        found.update(rows.scalars())
    return sorted(found)


def _edits(connection: Connection, messages: set[tuple[str, str]]) -> list[str]:
    """Arrivals of edited texts, those that came too late to count included."""
    subjects: list[str] = []
    for row in connection.execute(
        select(INBOX.c.platform, INBOX.c.update_key).where(INBOX.c.update_key.startswith("edited:"))
    ):
        edit = _EDIT.fullmatch(row.update_key)
        if edit is not None and (row.platform, edit[1]) in messages:
            subjects.append(f"update:{row.platform}:{row.update_key}")
    return subjects


def _loose(connection: Connection, before: datetime) -> list[str]:
    """Old updates of no case: set aside, by our own people, or a deletion of what never came."""
    gone = "deleted:"
    known = select(MESSAGE.c.id).where(
        MESSAGE.c.platform == INBOX.c.platform,
        MESSAGE.c.external_id == func.substr(INBOX.c.update_key, len(gone) + 1),
    )
    rows = connection.execute(
        select(INBOX.c.platform, INBOX.c.update_key).where(
            INBOX.c.received_at < before,
            or_(
                INBOX.c.state.in_(["bad", OURS]),
                and_(INBOX.c.update_key.startswith(gone), not_(exists(known))),
            ),
        )
    )
    return [f"update:{row.platform}:{row.update_key}" for row in rows]


def _erase(connection: Connection, cases: Sequence[int]) -> None:
    drafts = select(DRAFT.c.id).where(DRAFT.c.case_id.in_(cases))
    messages = select(MESSAGE.c.id).where(MESSAGE.c.case_id.in_(cases))
    connection.execute(delete(APPROVAL).where(APPROVAL.c.draft_id.in_(drafts)))
    connection.execute(delete(PUBLICATION).where(PUBLICATION.c.case_id.in_(cases)))
    connection.execute(delete(DECISION).where(DECISION.c.case_id.in_(cases)))
    connection.execute(delete(APPEAL).where(APPEAL.c.case_id.in_(cases)))
    connection.execute(delete(ACTION).where(ACTION.c.case_id.in_(cases)))
    connection.execute(delete(UNIT).where(UNIT.c.draft_id.in_(drafts)))
    connection.execute(delete(READING).where(READING.c.case_id.in_(cases)))
    connection.execute(delete(DRAFT).where(DRAFT.c.case_id.in_(cases)))
    connection.execute(delete(MEMBER).where(MEMBER.c.message_id.in_(messages)))
    connection.execute(delete(MESSAGE).where(MESSAGE.c.case_id.in_(cases)))
    connection.execute(delete(CASE).where(CASE.c.id.in_(cases)))


def _forget_authors(connection: Connection) -> None:
    """Nobody is kept of whom no message is."""
    connection.execute(
        delete(AUTHOR).where(
            AUTHOR.c.id.not_in(select(CASE.c.author_id)),
            AUTHOR.c.id.not_in(select(MESSAGE.c.author_id)),
        )
    )


def _log(connection: Connection, kind: str, actor: str, now: datetime, **payload: object) -> None:
    entry = Entry(kind=kind, actor=actor, subject="record", payload=payload)
    record.append(connection, [entry], now)
