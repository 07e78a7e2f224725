"""Cases: loaded as a whole, moved by `bot.case.apply`, written back by compare-and-set."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from bot import case as moves
from bot.case import Flow
from bot.states import CaseState, DraftState, PublicationState
from bot.storage import codec
from bot.storage.database import Conflict
from bot.storage.tables import ApprovalRow, CaseRow, DraftRow, PublicationRow
from policies.approvals import text_hash
from policies.routing import Route

CASE: Final = CaseRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
DRAFT: Final = DraftRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
APPROVAL: Final = ApprovalRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
PUBLICATION: Final = PublicationRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


class NoSuchCase(LookupError):
    """There is no case with this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case as it stands in the database."""

    id: int
    version: int
    flow: Flow
    platform: str
    channel: str
    root: str
    author_id: int
    route: Route
    severity: int
    lang: str
    opened_at: datetime
    last_message_at: datetime
    reason: str | None
    reminders: int
    due_at: datetime | None
    due_kind: str | None
    wanted_at: datetime | None = None  # look by then, whatever falls due before
    draft_id: int | None
    publication_id: int | None
    text_hash: str | None


def load(connection: Connection, case_id: int) -> CaseFile:
    """Return one case.

    Raises:
        NoSuchCase: there is none.
    """
    found = load_many(connection, [case_id])
    if not found:
        raise NoSuchCase(case_id)
    return found[0]


def load_many(connection: Connection, ids: list[int]) -> list[CaseFile]:
    """Return the cases in the order of their numbers; those that do not exist are left out."""
    rows = connection.execute(select(CASE).where(CASE.c.id.in_(ids)).order_by(CASE.c.id)).all()
    drafts: dict[int, Row[tuple[object, ...]]] = {}
    revisions = {row.id: row.revision for row in rows if row.revision}
    if revisions:
        for draft in connection.execute(
            select(DRAFT).where(DRAFT.c.case_id.in_(list(revisions))).order_by(DRAFT.c.revision)
        ):
            if draft.revision == revisions[draft.case_id]:
                drafts[draft.case_id] = draft
    draft_ids = [draft.id for draft in drafts.values()]
    hashes = {draft.id: text_hash(json.loads(draft.texts)) for draft in drafts.values()}
    approvals: dict[int, set[tuple[int, str]]] = {}
    publications: dict[int, Row[tuple[object, ...]]] = {}
    if draft_ids:
        for row in connection.execute(
            select(
                APPROVAL.c.draft_id,
                APPROVAL.c.reviewer_id,
                APPROVAL.c.lang,
                APPROVAL.c.text_hash,
            ).where(APPROVAL.c.draft_id.in_(draft_ids), APPROVAL.c.void.is_(False))
        ):
            if row.text_hash != hashes[row.draft_id]:
                continue  # approved was another text than the one that stands
            approvals.setdefault(row.draft_id, set()).add((row.reviewer_id, row.lang))
        for row in connection.execute(
            select(PUBLICATION.c.id, PUBLICATION.c.draft_id, PUBLICATION.c.state)
            .where(  # the case too: only that has an index
                PUBLICATION.c.case_id.in_(list(drafts)), PUBLICATION.c.draft_id.in_(draft_ids)
            )
            .order_by(PUBLICATION.c.id)
        ):
            publications[row.draft_id] = row
    return [_case_file(row, drafts.get(row.id), hashes, approvals, publications) for row in rows]


def _case_file(
    row: "Row[tuple[object, ...]]",
    draft: "Row[tuple[object, ...]] | None",
    hashes: Mapping[int, str],
    approvals: Mapping[int, set[tuple[int, str]]],
    publications: Mapping[int, "Row[tuple[object, ...]]"],
) -> CaseFile:
    publication = publications.get(draft.id) if draft is not None else None
    flow = Flow(
        case=CaseState(row.state),
        draft=DraftState(draft.state) if draft is not None else None,
        revision=row.revision,
        needs=frozenset(json.loads(draft.needs)) if draft is not None else frozenset(),
        approvals=frozenset(approvals.get(draft.id, ())) if draft is not None else frozenset(),
        publication=PublicationState(publication.state) if publication is not None else None,
        claimed_by=row.claimed_by,
        before=codec.load(Flow, row.before) if row.before else None,
    )
    return CaseFile(
        id=row.id,
        version=row.version,
        flow=flow,
        platform=row.platform,
        channel=row.channel,
        root=row.root,
        author_id=row.author_id,
        route=Route(row.route),
        severity=row.severity,
        lang=row.lang,
        opened_at=row.opened_at,
        last_message_at=row.last_message_at,
        reason=row.reason,
        reminders=row.reminders,
        due_at=row.due_at,
        due_kind=row.due_kind,
        wanted_at=row.wanted_at,
        draft_id=draft.id if draft is not None else None,
        publication_id=publication.id if publication is not None else None,
        text_hash=hashes[draft.id] if draft is not None else None,
    )


def case_columns(flow: Flow) -> dict[str, object]:
    """Return the columns of the case row that hold its flow."""
    return {
        "state": flow.case.value,
        "claimed_by": flow.claimed_by,
        "revision": flow.revision,
        "before": codec.dump(flow.before) if flow.before else None,
    }


def move(
    connection: Connection,
    case: CaseFile,
    event: moves.Event,
    now: datetime,
    **changes: object,
) -> CaseFile:
    """Apply an event and write what it changed, in the caller's transaction.

    New publications and new drafts are inserted by the caller, who knows their text.

    Args:
        changes: other columns of the case row to set.

    Raises:
        IllegalMove: the event cannot happen now.
        Conflict: somebody else moved the case in between.
    """
    before, after = case.flow, moves.apply(case.flow, event)
    if after.case is CaseState.CLOSED:
        changes = {"due_at": None, "due_kind": None, "wanted_at": None, **changes}
    changed = connection.execute(
        update(CASE)
        .where(CASE.c.id == case.id, CASE.c.version == case.version)
        .values(version=case.version + 1, changed_at=now, **case_columns(after), **changes)
    )
    if changed.rowcount != 1:
        raise Conflict(f"case:{case.id}")
    if case.draft_id is not None and after.revision == before.revision:
        _write_draft(connection, case, after, now)
    if case.publication_id is not None:
        _write_publication(connection, case, after)
    return replace(case, version=case.version + 1, flow=after)


def set_due(
    connection: Connection,
    case_id: int,
    due_at: datetime | None,
    due_kind: str | None,
    **changes: object,
) -> None:
    """Set when the case falls due; no state changes."""
    connection.execute(
        update(CASE).where(CASE.c.id == case_id).values(due_at=due_at, due_kind=due_kind, **changes)
    )


def _write_draft(connection: Connection, case: CaseFile, after: Flow, now: datetime) -> None:
    if after.draft is not case.flow.draft and after.draft is not None:
        connection.execute(
            update(DRAFT).where(DRAFT.c.id == case.draft_id).values(state=after.draft.value)
        )
    added = after.approvals - case.flow.approvals
    removed = case.flow.approvals - after.approvals
    for reviewer, lang in sorted(added):
        connection.execute(
            insert(APPROVAL).values(
                draft_id=case.draft_id,
                reviewer_id=reviewer,
                lang=lang,
                text_hash=case.text_hash,
                at=now,
                void=False,
            )
        )
    for reviewer, lang in sorted(removed):
        connection.execute(
            update(APPROVAL)
            .where(
                APPROVAL.c.draft_id == case.draft_id,
                APPROVAL.c.reviewer_id == reviewer,
                APPROVAL.c.lang == lang,
                APPROVAL.c.void.is_(False),
            )
            .values(void=True)
        )


def _write_publication(connection: Connection, case: CaseFile, after: Flow) -> None:
    was, state = case.flow.publication, after.publication
    if was is state:
        return
    if was is PublicationState.HELD and state in (None, PublicationState.WITHDRAWN):
        state = PublicationState.WITHDRAWN  # undone, or what it answers is gone
    elif state is None or (state is PublicationState.HELD and was is PublicationState.WITHDRAWN):
        return  # a new text, or approved again: the caller inserts a new publication
    changed = connection.execute(
        update(PUBLICATION)
        .where(PUBLICATION.c.id == case.publication_id, PUBLICATION.c.state == was)
        .values(state=state.value, version=PUBLICATION.c.version + 1)
    )
    if changed.rowcount != 1:
        raise Conflict(f"publication:{case.publication_id}")
