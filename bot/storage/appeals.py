"""Appeals: what an author says against an action, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from bot.states import AppealEvent, AppealState, step
from bot.storage.database import Conflict
from bot.storage.intake import AUTHOR
from bot.storage.tables import AppealRow

APPEAL: Final = AppealRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

# an action has at most one of these
_COUNTED: Final = (AppealState.OPEN, AppealState.UPHELD, AppealState.DISMISSED)


class NoSuchAppeal(LookupError):
    """There is no appeal with this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFile:
    """One appeal."""

    id: int
    version: int
    state: AppealState
    action_id: int
    case_id: int
    author_id: int
    via: str  # button, command, staff
    text: str
    lang: str | None
    entered_by: int | None
    decided_by: int | None
    ground: str | None
    reason: str | None
    created_at: datetime
    decided_at: datetime | None


def insert_appeal(
    connection: Connection,
    *,
    action_id: int,
    case_id: int,
    author_id: int,
    state: AppealState,
    via: str,
    text: str,
    lang: str | None,
    now: datetime,
    entered_by: int | None = None,
) -> int:
    """Write down an appeal; return its number."""
    row = connection.execute(
        insert(APPEAL)
        .values(
            action_id=action_id,
            case_id=case_id,
            author_id=author_id,
            state=state.value,
            version=1,
            via=via,
            text=text,
            lang=lang,
            entered_by=entered_by,
            created_at=now,
        )
        .returning(APPEAL.c.id)
    )
    return int(row.scalar_one())


def load(connection: Connection, appeal_id: int) -> AppealFile:
    """Return one appeal.

    Raises:
        NoSuchAppeal: there is none.
    """
    row = connection.execute(select(APPEAL).where(APPEAL.c.id == appeal_id)).one_or_none()
    if row is None:
        raise NoSuchAppeal(appeal_id)
    return _file(row)


def of_action(connection: Connection, action_id: int) -> AppealFile | None:
    """Return the appeal that was written against an action, None where there is none."""
    row = connection.execute(
        select(APPEAL)
        .where(
            APPEAL.c.action_id == action_id,
            APPEAL.c.state.in_([state.value for state in _COUNTED]),
        )
        .order_by(APPEAL.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _file(row)


def of_actions(connection: Connection, action_ids: Iterable[int]) -> dict[int, AppealFile]:
    """Return the same for several actions, by the action's number."""
    rows = connection.execute(
        select(APPEAL)
        .where(
            APPEAL.c.action_id.in_(sorted(action_ids)),
            APPEAL.c.state.in_([state.value for state in _COUNTED]),
        )
        .order_by(APPEAL.c.id)
    )
    return {row.action_id: _file(row) for row in rows}


def waiting(connection: Connection) -> list[AppealFile]:
    """Return the appeals that wait for a decision, oldest first."""
    rows = connection.execute(
        select(APPEAL).where(APPEAL.c.state == AppealState.OPEN.value).order_by(APPEAL.c.id)
    )
    return [_file(row) for row in rows]


def started_by(connection: Connection, platform: str, handle: str) -> list[AppealFile]:
    """Return the appeals for which this person's words are awaited, the newest first."""
    rows = connection.execute(
        select(APPEAL)
        .join(AUTHOR, AUTHOR.c.id == APPEAL.c.author_id)
        .where(
            APPEAL.c.state == AppealState.STARTED.value,
            AUTHOR.c.platform == platform,
            AUTHOR.c.handle == handle,
        )
        .order_by(APPEAL.c.id.desc())
    )
    return [_file(row) for row in rows]


def with_words(
    connection: Connection, platform: str, handle: str, text: str, since: datetime
) -> AppealFile | None:
    """Return the open appeal that a person wrote in exactly these words."""
    row = connection.execute(
        select(APPEAL)
        .join(AUTHOR, AUTHOR.c.id == APPEAL.c.author_id)
        .where(
            APPEAL.c.state == AppealState.OPEN.value,
            APPEAL.c.text == text,
            APPEAL.c.created_at >= since,
            AUTHOR.c.platform == platform,
            AUTHOR.c.handle == handle,
        )
        .limit(1)
    ).one_or_none()
    return None if row is None else _file(row)


def move(
    connection: Connection, appeal: AppealFile, event: AppealEvent, **changes: object
) -> AppealState:
    """Move an appeal by compare-and-set; return its new state.

    Raises:
        IllegalMove: the event cannot happen now.
        Conflict: somebody else moved it in between.
    """
    after = step(appeal.state, event)
    changed = connection.execute(
        update(APPEAL)
        .where(APPEAL.c.id == appeal.id, APPEAL.c.version == appeal.version)
        .values(state=after.value, version=appeal.version + 1, **changes)
    )
    if changed.rowcount != 1:
        raise Conflict(f"appeal:{appeal.id}")
    return after


def _file(row: "Row[tuple[object, ...]]") -> AppealFile:
    return AppealFile(
        id=row.id,
        version=row.version,
        state=AppealState(row.state),
        action_id=row.action_id,
        case_id=row.case_id,
        author_id=row.author_id,
        via=row.via,
        text=row.text,
        lang=row.lang,
        entered_by=row.entered_by,
        decided_by=row.decided_by,
        ground=row.ground,
        reason=row.reason,
        created_at=row.created_at,
        decided_at=row.decided_at,
    )
