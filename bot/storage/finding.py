"""Finding cases for a person: the next one that they can decide, and where an author is known."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
)

from bot.states import CaseState, DraftState
from bot.storage import panels, record
from bot.storage.cases import APPROVAL, CASE, DRAFT
from bot.storage.intake import AUTHOR
from bot.storage.panels import PANEL
from bot.storage.queue import GROUPED, RANK, QueueItem, items_of
from bot.storage.record import Entry
from policies.roles import Act, Reviewer
from policies.routing import Route
from translations.values import OFFICIAL_LANGUAGES

_PASSED: Final = "passed"  # kind of a panel whose case its reader left for somebody else
_PASSED_FOR: Final = timedelta(hours=8)


def next_case(connection: Connection, reviewer: Reviewer, now: datetime) -> int | None:
    """Return the most urgent waiting case that this person can do something with.

    Cases that they passed over lately are left out.
    """
    kinds = _kinds(reviewer)
    if not kinds:
        return None
    passed = exists().where(
        PANEL.c.subject == literal("case:", String) + cast(CASE.c.id, String),
        PANEL.c.reviewer_id == reviewer.id,
        PANEL.c.kind == _PASSED,
        PANEL.c.created_at > now - _PASSED_FOR,
    )
    row = connection.execute(
        select(CASE.c.id)
        .where(CASE.c.state == CaseState.QUEUED.value, or_(*kinds), ~passed, not_(GROUPED))
        .order_by(RANK.desc(), CASE.c.severity.desc(), CASE.c.opened_at, CASE.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else int(row.id)


def _kinds(reviewer: Reviewer) -> list[ColumnElement[bool]]:
    """What this person can decide: danger in any language, the rest in theirs."""
    kinds: list[ColumnElement[bool]] = []
    if reviewer.may(Act.MODERATE):
        theirs = or_(
            CASE.c.lang.in_(sorted(reviewer.languages or OFFICIAL_LANGUAGES)),
            CASE.c.lang.not_in(OFFICIAL_LANGUAGES),
        )
        kinds.append(CASE.c.route == Route.ESCALATE.value)
        kinds.append(and_(CASE.c.route == Route.REVIEW.value, theirs))
    if reviewer.may(Act.APPROVE_REPLY):
        draft = (DRAFT.c.case_id == CASE.c.id, DRAFT.c.revision == CASE.c.revision)
        proposed = (*draft, DRAFT.c.state == DraftState.PROPOSED.value)
        needs = or_(*(_still_needed(lang) for lang in sorted(reviewer.languages)))
        kinds.append(exists().where(*proposed, needs))
        spoken = or_(
            CASE.c.lang.in_(sorted(reviewer.languages)), CASE.c.lang.not_in(OFFICIAL_LANGUAGES)
        )
        kinds.append(and_(spoken, ~exists().where(*proposed)))
    return kinds


def _still_needed(lang: str) -> ColumnElement[bool]:
    """Whether a draft still lacks an approval in a language."""
    given = exists().where(
        APPROVAL.c.draft_id == DRAFT.c.id, APPROVAL.c.lang == lang, APPROVAL.c.void.is_(False)
    )
    return and_(DRAFT.c.needs.contains(f'"{lang}"'), ~given)


def pass_over(connection: Connection, case_id: int, reviewer: Reviewer, now: datetime) -> None:
    """Remember that this person left a case for somebody else."""
    number = panels.add(
        connection,
        platform="",
        chat="",
        reviewer_id=reviewer.id,
        kind=_PASSED,
        subject=f"case:{case_id}",
        now=now,
    )
    panels.note(connection, number, live=False)


def come_round(connection: Connection, reviewer: Reviewer) -> bool:
    """Let the cases that were passed over come round again; whether there were any."""
    done = connection.execute(
        PANEL.delete().where(PANEL.c.reviewer_id == reviewer.id, PANEL.c.kind == _PASSED)
    )
    return bool(done.rowcount)


def by_author(
    connection: Connection, handle: str, reviewer: Reviewer, now: datetime, *, limit: int
) -> list[QueueItem]:
    """Return an author's cases by handle or numeric id; that somebody looked is recorded."""
    rows = connection.execute(
        select(CASE, AUTHOR.c.pseudonym)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .where(func.lower(AUTHOR.c.handle) == handle.lstrip("@").lower())
        .order_by(CASE.c.id.desc())
        .limit(limit)
    ).all()
    found = items_of(connection, rows)
    entry = Entry(
        kind="search.author",
        actor=f"staff:{reviewer.id}",
        subject="staff",
        payload={"cases": [one.case_id for one in found]},
    )
    record.append(connection, [entry], now)
    return found
