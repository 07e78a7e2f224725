"""Enforcement actions: what was decided about a message or its author, and where it stands."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot.ports import ActionKind
from bot.states import ActionEvent, ActionState, CaseState, step
from bot.storage.cases import CASE
from bot.storage.database import Conflict
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.queue import ACTION
from policies.roles import Reviewer

_TOKEN_BYTES: Final = 24

# what still binds the author, or did until its time was over
STANDING: Final = (ActionState.APPLIED, ActionState.EXPIRED)


class NoSuchAction(LookupError):
    """There is no action with this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFile:
    """One action, with what is known of its message and author."""

    id: int
    version: int
    kind: ActionKind
    state: ActionState
    case_id: int
    message_id: int
    rule: str | None
    reason: str | None
    reviewer_id: int
    confirmed_by: int | None
    until: datetime | None
    token: str | None
    not_before: datetime
    created_at: datetime
    attempts: int
    fault: str | None
    platform: str
    channel: str
    external_id: str  # of the message, on the platform
    sent_at: datetime
    text: str
    lang: str  # of the message
    author_id: int
    handle: str
    pseudonym: str
    stated_lang: str | None

    @property
    def deciders(self) -> frozenset[int]:
        """Whoever decided it, or confirmed it: they decide no appeal against it."""
        return frozenset(one for one in (self.reviewer_id, self.confirmed_by) if one is not None)


_QUERY: Final[Select[Any]] = (
    select(
        ACTION,
        MESSAGE.c.platform,
        MESSAGE.c.channel,
        MESSAGE.c.external_id,
        MESSAGE.c.sent_at,
        MESSAGE.c.text,
        MESSAGE.c.lang,
        MESSAGE.c.author_id,
        AUTHOR.c.handle,
        AUTHOR.c.pseudonym,
        AUTHOR.c.stated_lang,
    )
    .join(MESSAGE, MESSAGE.c.id == ACTION.c.message_id)
    .join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id)
)


def insert_action(
    connection: Connection,
    *,
    kind: ActionKind,
    message_id: int,
    case_id: int,
    rule: str,
    reason: str,
    reviewer: Reviewer,
    not_before: datetime,
    now: datetime,
    until: datetime | None = None,
    state: ActionState = ActionState.HELD,
) -> int:
    """Write down what was decided; return its number."""
    row = connection.execute(
        insert(ACTION)
        .values(
            message_id=message_id,
            case_id=case_id,
            action=kind.value,
            state=state.value,
            version=1,
            rule=rule,
            reason=reason,
            reviewer_id=reviewer.id,
            until=until,
            token=secrets.token_urlsafe(_TOKEN_BYTES),
            not_before=not_before,
            created_at=now,
            attempts=0,
        )
        .returning(ACTION.c.id)
    )
    return int(row.scalar_one())


def load(connection: Connection, action_id: int) -> ActionFile:
    """Return one action.

    Raises:
        NoSuchAction: there is none.
    """
    row = connection.execute(_QUERY.where(ACTION.c.id == action_id)).one_or_none()
    if row is None:
        raise NoSuchAction(action_id)
    return _file(row)


def due(connection: Connection, now: datetime, limit: int) -> list[ActionFile]:
    """Return what is to be applied or lifted now, oldest first."""
    states = (ActionState.HELD.value, ActionState.LIFTING.value)
    query = (
        _QUERY.where(ACTION.c.state.in_(states), ACTION.c.not_before <= now)
        .order_by(ACTION.c.id)
        .limit(limit)
    )
    return [_file(row) for row in connection.execute(query)]


def over(connection: Connection, now: datetime, limit: int) -> list[ActionFile]:
    """Return the restrictions whose time is over."""
    query = (
        _QUERY.where(
            ACTION.c.state == ActionState.APPLIED.value,
            ACTION.c.action == ActionKind.RESTRICT.value,
            ACTION.c.until <= now,
        )
        .order_by(ACTION.c.id)
        .limit(limit)
    )
    return [_file(row) for row in connection.execute(query)]


def against(
    connection: Connection, platform: str, handle: str, since: datetime
) -> list[ActionFile]:
    """Return what stands against a person since then, the newest first."""
    query = _QUERY.where(
        AUTHOR.c.platform == platform,
        AUTHOR.c.handle == handle,
        ACTION.c.state.in_([state.value for state in STANDING]),
        ACTION.c.created_at >= since,
    ).order_by(ACTION.c.id.desc())
    return [_file(row) for row in connection.execute(query)]


def of_case(connection: Connection, case_id: int) -> list[ActionFile]:
    """Return the actions of a case, oldest first."""
    query = _QUERY.where(ACTION.c.case_id == case_id).order_by(ACTION.c.id)
    return [_file(row) for row in connection.execute(query)]


def proposed(connection: Connection) -> list[ActionFile]:
    """Return the bans that wait for a director, oldest first."""
    query = _QUERY.where(ACTION.c.state == ActionState.PROPOSED.value).order_by(ACTION.c.id)
    return [_file(row) for row in connection.execute(query)]


def move(
    connection: Connection, action: ActionFile, event: ActionEvent | None, **changes: object
) -> ActionState:
    """Move an action by compare-and-set; return its new state. No event: only the columns.

    Raises:
        IllegalMove: the event cannot happen now.
        Conflict: somebody else moved it in between.
    """
    after = action.state if event is None else step(action.state, event)
    changed = connection.execute(
        update(ACTION)
        .where(ACTION.c.id == action.id, ACTION.c.version == action.version)
        .values(state=after.value, version=action.version + 1, **changes)
    )
    if changed.rowcount != 1:
        raise Conflict(f"action:{action.id}")
    return after


def undo(connection: Connection, action: ActionFile, now: datetime) -> ActionState:
    """Take one action back, whatever has become of it; return its new state.

    One that may be on its way is lifted, whether it arrived or not. One that failed, or ended
    already, stays what it is.
    """
    match action.state:
        case ActionState.PROPOSED | ActionState.APPLIED:
            event = ActionEvent.UNDO
        case ActionState.HELD:
            event = ActionEvent.RECALL if action.attempts else ActionEvent.UNDO
        case _:
            return action.state
    return move(connection, action, event, not_before=now, attempts=0, fault=None)


def take_back(
    connection: Connection, case_id: int, choice: str, now: datetime
) -> ActionFile | None:
    """Take back the last action of a case that came from this choice; return it as it was."""
    row = connection.execute(
        _QUERY.where(ACTION.c.case_id == case_id, ACTION.c.action == choice)
        .order_by(ACTION.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    action = _file(row)
    undo(connection, action, now)
    return action


def ageing(
    connection: Connection, platform: str, *, severity: int, after: datetime, before: datetime
) -> list[tuple[int, int, datetime]]:
    """Return the severe messages of that age whose case still waits: case, message, when sent."""
    waiting = (CaseState.QUEUED.value, CaseState.CLAIMED.value, CaseState.SNOOZED.value)
    rows = connection.execute(
        select(MESSAGE.c.case_id, MESSAGE.c.id, MESSAGE.c.sent_at)
        .join(CASE, CASE.c.id == MESSAGE.c.case_id)
        .where(
            CASE.c.state.in_(waiting),
            CASE.c.severity >= severity,
            CASE.c.platform == platform,
            MESSAGE.c.severity >= severity,
            MESSAGE.c.deleted.is_(False),
            MESSAGE.c.sent_at > after,
            MESSAGE.c.sent_at <= before,
        )
        .order_by(MESSAGE.c.sent_at)
    )
    return [(row.case_id, row.id, row.sent_at) for row in rows]


def _file(row: "Row[Any]") -> ActionFile:
    return ActionFile(
        id=row.id,
        version=row.version,
        kind=ActionKind(row.action),
        state=ActionState(row.state),
        case_id=row.case_id,
        message_id=row.message_id,
        rule=row.rule,
        reason=row.reason,
        reviewer_id=row.reviewer_id,
        confirmed_by=row.confirmed_by,
        until=row.until,
        token=row.token,
        not_before=row.not_before,
        created_at=row.created_at,
        attempts=row.attempts,
        fault=row.fault,
        platform=row.platform,
        channel=row.channel,
        external_id=row.external_id,
        sent_at=row.sent_at,
        text=row.text,
        lang=row.lang,
        author_id=row.author_id,
        handle=row.handle,
        pseudonym=row.pseudonym,
        stated_lang=row.stated_lang,
    )
