"""The record: every event, chained, so that tampering shows and a purge does not break the chain.

Each envelope holds a salted SHA-256 of its payload; payload and salt stand in a row of their
own, which a purge erases. `hash` covers the canonical JSON of the envelope with the hash before it.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage.tables import DelegationRow, EventPayloadRow, EventRow, RecordHeadRow

GENESIS: Final = "0" * 64
PURGED: Final = "record.purged"

_EVENT = EventRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_PAYLOAD = EventPayloadRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_DELEGATION = DelegationRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_HEAD = RecordHeadRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event before it is sealed."""

    kind: str  # "message.received", "draft.approved", …
    actor: str  # "program", "staff:3"
    subject: str  # "case:12"
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last link: written down elsewhere, it shows whether the end was cut off."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """One thing that is wrong with the record."""

    seq: int
    problem: str  # catalog key after "record."
    detail: str = ""


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def append(connection: Connection, entries: Sequence[Entry], at: datetime) -> None:
    """Seal events in order; part of the caller's transaction, which holds the write lock."""
    if not entries:
        return
    acting = _acting(connection, {entry.actor for entry in entries}, at)
    head = connection.execute(select(_HEAD.c.seq, _HEAD.c.hash).with_for_update()).one_or_none()
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    moment = at.astimezone(UTC).isoformat()
    envelopes: list[dict[str, object]] = []
    payloads: list[dict[str, object]] = []
    # one draw of randomness for the batch: a salt only has to be unknown to who sees the hash
    salts = secrets.token_hex(16 * len(entries))
    for number, entry in enumerate(entries):
        seq += 1
        salt = salts[32 * number : 32 * number + 32]
        stands_in = {"acting_for": acting[entry.actor]} if entry.actor in acting else {}
        payload = canonical({**stands_in, **entry.payload})
        envelope = {
            "seq": seq,
            "at": moment,
            "kind": entry.kind,
            "actor": entry.actor,
            "subject": entry.subject,
            "payload_hash": _payload_hash(salt, payload),
            "previous": previous,
        }
        previous = _link(envelope)
        envelopes.append({**envelope, "hash": previous})
        payloads.append({"seq": seq, "salt": salt, "payload": payload})
    connection.execute(insert(_EVENT), envelopes)
    connection.execute(insert(_PAYLOAD), payloads)
    if head:
        connection.execute(update(_HEAD).values(seq=seq, hash=previous))
    else:
        connection.execute(insert(_HEAD).values(id=1, seq=seq, hash=previous))


def _acting(connection: Connection, actors: set[str], at: datetime) -> dict[str, list[int]]:
    """Return whose roles the people among the actors hold at that time besides their own."""
    people = [int(one.removeprefix("staff:")) for one in actors if one.startswith("staff:")]
    if not people:
        return {}
    found: dict[str, set[int]] = {}
    for row in connection.execute(
        select(_DELEGATION.c.to_id, _DELEGATION.c.from_id).where(
            _DELEGATION.c.to_id.in_(people),
            _DELEGATION.c.from_id != _DELEGATION.c.to_id,
            _DELEGATION.c.starts_at <= at,
            _DELEGATION.c.ends_at > at,
            _DELEGATION.c.ended_by.is_(None),
        )
    ):
        found.setdefault(f"staff:{row.to_id}", set()).add(row.from_id)
    return {actor: sorted(numbers) for actor, numbers in found.items()}


def head(connection: Connection) -> Head:
    """Return the last link, (0, zeros) for an empty record."""
    row = connection.execute(select(_HEAD.c.seq, _HEAD.c.hash)).one_or_none()
    return Head(seq=row.seq, hash=row.hash) if row else Head(seq=0, hash=GENESIS)


def events(connection: Connection, subject: str | None = None) -> Iterator[tuple[Entry, datetime]]:
    """Yield events in order; a purged one has an empty payload."""
    query = (
        select(_EVENT, _PAYLOAD.c.payload)
        .outerjoin(_PAYLOAD, _PAYLOAD.c.seq == _EVENT.c.seq)
        .order_by(_EVENT.c.seq)
    )
    if subject is not None:
        query = query.where(_EVENT.c.subject == subject)
    for row in connection.execute(query):
        payload = json.loads(row.payload) if row.payload is not None else {}
        entry = Entry(kind=row.kind, actor=row.actor, subject=row.subject, payload=payload)
        yield entry, datetime.fromisoformat(row.at)


def last_moment(connection: Connection) -> datetime | None:
    """Return when the last event happened."""
    row = connection.execute(select(_EVENT.c.at).order_by(_EVENT.c.seq.desc()).limit(1)).first()
    return None if row is None else datetime.fromisoformat(row.at)


def has(connection: Connection, anchor: Head) -> bool:
    """Whether the record has the event that was written down elsewhere."""
    query = select(_EVENT.c.hash).where(_EVENT.c.seq == anchor.seq)
    return connection.execute(query).scalar_one_or_none() == anchor.hash


def verify(
    connection: Connection, anchors: Iterable[Head] = (), *, after: int = 0
) -> list[Tampering]:
    """Walk the chain and name everything that does not fit.

    Args:
        anchors: heads that were written down elsewhere earlier.
        after: begin behind this event, for a quick look at the end.
    """
    found: list[Tampering] = []
    wanted = {anchor.seq: anchor.hash for anchor in anchors if anchor.seq > after}
    missing_payloads: dict[int, str] = {}
    purged: set[int] = set()
    first = connection.execute(select(_EVENT.c.hash).where(_EVENT.c.seq == after)).first()
    previous, last = (first.hash, after) if first else (GENESIS, 0)
    query = (
        select(_EVENT, _PAYLOAD.c.salt, _PAYLOAD.c.payload)
        .outerjoin(_PAYLOAD, _PAYLOAD.c.seq == _EVENT.c.seq)
        .where(_EVENT.c.seq > last)
        .order_by(_EVENT.c.seq)
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(query):
        envelope = {
            "seq": row.seq,
            "at": row.at,
            "kind": row.kind,
            "actor": row.actor,
            "subject": row.subject,
            "payload_hash": row.payload_hash,
            "previous": row.previous,
        }
        if row.seq != last + 1:
            found.append(Tampering(seq=last + 1, problem="missing", detail=str(row.seq - 1)))
        elif row.previous != previous:
            found.append(Tampering(seq=row.seq, problem="relinked"))
        if _link(envelope) != row.hash:
            found.append(Tampering(seq=row.seq, problem="envelope", detail=row.kind))
        if row.seq in wanted and wanted.pop(row.seq) != row.hash:
            found.append(Tampering(seq=row.seq, problem="anchor"))
        if row.payload is None:
            missing_payloads[row.seq] = row.kind
        elif _payload_hash(row.salt, row.payload) != row.payload_hash:
            found.append(Tampering(seq=row.seq, problem="payload", detail=row.kind))
        elif row.kind == PURGED:
            purged.update(_expand(json.loads(row.payload).get("sequences", [])))
        previous, last = row.hash, row.seq
    found.extend(
        Tampering(seq=seq, problem="erased", detail=kind)
        for seq, kind in missing_payloads.items()
        if seq not in purged
    )
    found.extend(Tampering(seq=seq, problem="cut") for seq in wanted)
    end = head(connection)
    if (end.seq, end.hash) != (last, previous):
        found.append(Tampering(seq=end.seq, problem="head", detail=str(last)))
    orphans = select(_PAYLOAD.c.seq).where(
        _PAYLOAD.c.seq > after, _PAYLOAD.c.seq.not_in(select(_EVENT.c.seq))
    )
    found.extend(Tampering(seq=seq, problem="orphan") for (seq,) in connection.execute(orphans))
    return sorted(found, key=lambda fault: fault.seq)


def purge_payloads(connection: Connection, sequences: Sequence[int]) -> None:
    """Erase payloads and salts; the caller appends the `record.purged` event that names them."""
    for start in range(0, len(sequences), 500):
        chunk = sequences[start : start + 500]
        connection.execute(delete(_PAYLOAD).where(_PAYLOAD.c.seq.in_(chunk)))


def as_ranges(sequences: Iterable[int]) -> list[list[int]]:
    """Return sorted numbers as [first, last] ranges, so that a purge event stays small."""
    ranges: list[list[int]] = []
    for seq in sorted(sequences):
        if ranges and ranges[-1][1] == seq - 1:
            ranges[-1][1] = seq
        else:
            ranges.append([seq, seq])
    return ranges


def _expand(ranges: Iterable[Sequence[int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def _payload_hash(salt: str, payload: str) -> str:
    return hashlib.sha256(f"{salt}:{payload}".encode()).hexdigest()


def _link(envelope: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(envelope).encode()).hexdigest()
