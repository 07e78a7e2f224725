"""Writes a batch of assessed messages in one transaction, with Core inserts.

New messages are written in bulk; edits and deletions, which are few, one by one in
`bot.storage.changes`. What a case becomes is decided by `bot.case.apply` here as everywhere.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot import case as moves
from bot.assessment import Assessed
from bot.case import Flow
from bot.ports import Priority
from bot.states import CaseState, DraftState, IllegalMove
from bot.storage import campaigns, codec, pages, record
from bot.storage.automatic import queue_automatic
from bot.storage.cases import CASE, DRAFT, CaseFile, case_columns, load_many
from bot.storage.database import Conflict
from bot.storage.drafts import new_draft_values
from bot.storage.entries import proposed, screened
from bot.storage.tables import AuthorRow, MessageRow
from policies.message import Message
from policies.routing import Route, highest
from policies.screening_values import Handling
from responders.reasons import claim_said

AUTHOR: Final = AuthorRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
MESSAGE: Final = MessageRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that reads like something else

RESTING: Final = frozenset({CaseState.WATCHED, CaseState.CLOSED})  # nothing is asked of anyone

Deadline = Callable[[Route, Message], datetime]  # when a person has to have looked


@dataclass(slots=True)
class _Work:
    """One case while a batch is written."""

    key: tuple[str, str, str, int]
    flow: Flow
    known: CaseFile | None
    route: Route
    severity: int
    lang: str
    opened_at: datetime
    last_message_at: datetime
    due_at: datetime | None = None
    due_kind: str | None = None
    wanted_at: datetime | None = None
    proposed: list[tuple[int, Assessed, frozenset[str]]] = field(default_factory=list)
    superseded: bool = False
    reminders: int = 0
    alarm: Assessed | None = None  # the message for which somebody is told of the case
    id: int = 0


def store(
    connection: Connection, batch: Sequence[Assessed], now: datetime, deadline: Deadline
) -> int:
    """Write new messages; return how many were new (the others were there already)."""
    known = {
        (row.platform, row.external_id)
        for row in connection.execute(
            select(MESSAGE.c.platform, MESSAGE.c.external_id).where(
                # the platform too: without it the index is read from end to end
                MESSAGE.c.platform.in_(sorted({one.message.platform for one in batch})),
                MESSAGE.c.external_id.in_([one.message.id for one in batch]),
            )
        )
    }
    fresh = [one for one in batch if (one.message.platform, one.message.id) not in known]
    if not fresh:
        return 0
    authors = author_ids(connection, ((m.message.platform, m.message.author) for m in fresh))
    works = _works(connection, fresh, authors)
    owners: list[_Work] = []
    for one in fresh:
        work = works[_key(one, authors)]
        _advance(work, one, deadline)
        owners.append(work)
    _write_cases(connection, list(works.values()), now)
    messages = _write_messages(connection, fresh, owners, authors)
    number = dict(zip((one.inbox_id for one in fresh), messages, strict=True))
    _write_drafts(connection, works.values(), number, now)
    queue_automatic(
        connection,
        [
            (one, work.id, authors[(one.message.platform, one.message.author)])
            for one, work in zip(fresh, owners, strict=True)
        ],
        now,
    )
    _write_record(connection, fresh, owners, number, now)
    campaigns.store(
        connection,
        [
            campaigns.Written(
                one=one,
                message_id=number[one.inbox_id],
                case_id=work.id,
                author_id=work.key[3],
                opens=work.known is None or work.known.flow.case in RESTING,
            )
            for one, work in zip(fresh, owners, strict=True)
        ],
        now,
    )
    for one, work in zip(fresh, owners, strict=True):
        if one is work.alarm:
            want_person(connection, one, work.id, number[one.inbox_id], now)
    return len(fresh)


def want_person(
    connection: Connection,
    one: Assessed,
    case_id: int,
    message_id: int,
    now: datetime,
    revision: int = 1,
) -> None:
    """Let somebody be told of a case that cannot wait in the queue; once for each text."""
    safety = is_safety(one)
    pages.want(
        connection,
        kind="safety" if safety else "escalation",
        subject=f"case:{case_id}",
        key=f"escalation:{case_id}:{message_id}" + (f":{revision}" if revision > 1 else ""),
        now=now,
        priority=Priority.SAFETY if safety else Priority.REVIEWER,
    )


def is_safety(one: Assessed) -> bool:
    """Whether somebody has to look whatever the hour."""
    return bool(one.screening.handling & {Handling.PAGE, Handling.CRISIS})


def author_ids(
    connection: Connection, handles: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Return the numbers of the authors, known or new."""
    wanted = set(handles)
    query = select(AUTHOR.c.id, AUTHOR.c.platform, AUTHOR.c.handle)
    found = {
        (row.platform, row.handle): row.id
        for row in connection.execute(
            query.where(
                AUTHOR.c.platform.in_(sorted({platform for platform, _ in wanted})),
                AUTHOR.c.handle.in_([handle for _, handle in wanted]),
            )
        )
    }
    new = sorted(wanted - set(found))
    if new:
        rows = connection.execute(
            insert(AUTHOR).returning(AUTHOR.c.id, sort_by_parameter_order=True),
            [
                {"platform": platform, "handle": handle, "pseudonym": _pseudonym()}
                for platform, handle in new
            ],
        )
        found.update(zip(new, (row.id for row in rows), strict=True))
    return found


def _pseudonym() -> str:
    # drawn, not derived from the handle: nobody can compute it from outside. 30^8 = 6.6e11
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def _key(one: Assessed, authors: dict[tuple[str, str], int]) -> tuple[str, str, str, int]:
    message = one.message
    author = authors[(message.platform, message.author)]
    return (message.platform, message.channel, message.root, author)


def _works(
    connection: Connection, batch: Sequence[Assessed], authors: dict[tuple[str, str], int]
) -> dict[tuple[str, str, str, int], _Work]:
    keys = {_key(one, authors) for one in batch}
    rows = connection.execute(
        select(CASE.c.id, CASE.c.platform, CASE.c.channel, CASE.c.root, CASE.c.author_id).where(
            CASE.c.platform.in_(sorted({platform for platform, _, _, _ in keys})),
            CASE.c.channel.in_(sorted({channel for _, channel, _, _ in keys})),
            CASE.c.root.in_([root for _, _, root, _ in keys]),
            CASE.c.author_id.in_([author for _, _, _, author in keys]),
        )
    )
    ids = [row.id for row in rows if (row.platform, row.channel, row.root, row.author_id) in keys]
    works = {
        (case.platform, case.channel, case.root, case.author_id): _Work(
            key=(case.platform, case.channel, case.root, case.author_id),
            flow=case.flow,
            known=case,
            route=case.route,
            severity=case.severity,
            lang=case.lang,
            opened_at=case.opened_at,
            last_message_at=case.last_message_at,
            due_at=case.due_at,
            due_kind=case.due_kind,
            wanted_at=case.wanted_at,
            reminders=case.reminders,
            id=case.id,
        )
        for case in (load_many(connection, ids) if ids else ())
    }
    for one in batch:
        key = _key(one, authors)
        if key not in works:
            works[key] = _Work(
                key=key,
                flow=Flow(),
                known=None,
                route=Route.IGNORE,
                severity=0,
                lang=one.detection.lang,
                opened_at=one.message.sent_at,
                last_message_at=one.message.sent_at,
            )
    return works


def _advance(work: _Work, one: Assessed, deadline: Deadline) -> None:
    """Let one message happen to its case."""
    work.last_message_at = max(work.last_message_at, one.message.sent_at)
    work.lang = one.detection.lang if one.detection.lang != "und" else work.lang
    if not one.needs_person:
        return
    was = work.flow.case
    work.flow = moves.apply(work.flow, moves.Need())
    if was in RESTING:
        work.route, work.severity = Route.IGNORE, 0  # what was settled before does not count again
        work.opened_at, work.reminders = one.message.sent_at, 0
        work.wanted_at = None
    if one.route is Route.ESCALATE and (
        work.route is not Route.ESCALATE  # a case that is escalated already is told of once,
        or (is_safety(one) and one.screening.severity > work.severity)  # unless it becomes worse
    ):
        work.alarm = one
    work.route = highest((work.route, one.route))
    work.severity = max(work.severity, one.screening.severity)
    due = deadline(work.route, one.message)
    work.wanted_at = min(due, work.wanted_at or due)
    if work.flow.case is not CaseState.CLAIMED:  # a claim has its own time to lapse
        work.due_at, work.due_kind = work.wanted_at, "reminder"
    if one.draft is not None:
        needs = frozenset(one.draft.languages)
        try:
            flow = moves.apply(work.flow, moves.Propose(needs=needs))
        except IllegalMove:
            return  # a reply is on its way: the case comes back before it is sent
        if work.flow.draft is DraftState.PROPOSED:
            work.superseded = True
        work.flow = flow
        work.proposed.append((flow.revision, one, needs))


def _write_cases(connection: Connection, works: Sequence[_Work], now: datetime) -> None:
    new = [work for work in works if work.known is None]
    if new:
        rows = connection.execute(
            insert(CASE).returning(CASE.c.id, sort_by_parameter_order=True),
            [
                {
                    "platform": work.key[0],
                    "channel": work.key[1],
                    "root": work.key[2],
                    "author_id": work.key[3],
                    "version": 1,
                    "changed_at": now,
                    **_columns(work),
                }
                for work in new
            ],
        )
        for work, row in zip(new, rows, strict=True):
            work.id = row.id
    for work in works:
        if work.known is None:
            continue
        changed = connection.execute(
            update(CASE)
            .where(CASE.c.id == work.id, CASE.c.version == work.known.version)
            .values(version=work.known.version + 1, changed_at=now, **_columns(work))
        )
        if changed.rowcount != 1:
            raise Conflict(f"case:{work.id}")
        if work.superseded and work.known.draft_id and work.known.flow.draft is DraftState.PROPOSED:
            connection.execute(
                update(DRAFT)
                .where(DRAFT.c.id == work.known.draft_id)
                .values(state=DraftState.SUPERSEDED.value)
            )


def _columns(work: _Work) -> dict[str, object]:
    return {
        **case_columns(work.flow),
        "route": work.route.value,
        "severity": work.severity,
        "lang": work.lang,
        "opened_at": work.opened_at,
        "last_message_at": work.last_message_at,
        "due_at": work.due_at,
        "due_kind": work.due_kind,
        "wanted_at": work.wanted_at,
        "reminders": work.reminders,
    }


def message_columns(one: Assessed) -> dict[str, object]:
    """Return the columns that change when a message is screened again."""
    return {
        "text": one.message.text,
        "quoted": one.message.quoted,
        "sent_at": one.message.sent_at,
        "lang": one.detection.lang,
        "lang_confidence": one.detection.confidence,
        "fingerprint": one.fingerprint,
        "route": one.route.value,
        "severity": one.screening.severity,
        "flagged": one.screening.flagged,
        "media": one.message.media,
        "screening": codec.dump(one.screening),
        "match": codec.dump(one.match) if one.match is not None else None,
        "policy_version": one.screening.policy_version,
        "triage": codec.dump(one.triage) if one.triage is not None else None,
        "claim": claim_said(one.match) if one.match is not None else None,
        "reach": one.message.reach,
    }


def _write_messages(
    connection: Connection,
    batch: Sequence[Assessed],
    owners: Sequence[_Work],
    authors: dict[tuple[str, str], int],
) -> list[int]:
    rows = connection.execute(
        insert(MESSAGE).returning(MESSAGE.c.id, sort_by_parameter_order=True),
        [
            {
                "platform": one.message.platform,
                "external_id": one.message.id,
                "case_id": work.id,
                "author_id": authors[(one.message.platform, one.message.author)],
                "channel": one.message.channel,
                "kind": one.message.kind.value,
                "reply_to": one.message.reply_to,
                "url": one.message.url,
                "automatic": one.message.automatic,
                "invitation": one.message.invitation and one.message.invitation.value,
                "revision": 1,
                "deleted": False,
                **message_columns(one),
            }
            for one, work in zip(batch, owners, strict=True)
        ],
    )
    for one in batch:
        if one.message.stated_lang:
            connection.execute(
                update(AUTHOR)
                .where(AUTHOR.c.id == authors[(one.message.platform, one.message.author)])
                .values(stated_lang=one.message.stated_lang)
            )
    return [row.id for row in rows]


def _write_drafts(
    connection: Connection, works: Iterable[_Work], number: dict[int, int], now: datetime
) -> None:
    rows: list[dict[str, object]] = []
    for work in works:
        for revision, one, _needs in work.proposed:
            if one.draft is None:
                continue
            last = revision == work.flow.revision
            state = (work.flow.draft if last else None) or DraftState.SUPERSEDED
            rows.append(
                {
                    "case_id": work.id,
                    "message_id": number[one.inbox_id],
                    **new_draft_values(one.draft, one.checks, revision, now),
                    "state": state.value,
                }
            )
    if rows:
        connection.execute(insert(DRAFT), rows)


def _write_record(
    connection: Connection,
    batch: Sequence[Assessed],
    owners: Sequence[_Work],
    number: dict[int, int],
    now: datetime,
) -> None:
    entries = [
        screened(one, work.id, number[one.inbox_id])
        for one, work in zip(batch, owners, strict=True)
    ]
    for one, work in zip(batch, owners, strict=True):
        for revision, source, needs in work.proposed:
            if source is one:
                entries.append(proposed(one, work.id, revision, needs))
    record.append(connection, entries, now)
