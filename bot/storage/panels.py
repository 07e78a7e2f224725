"""What was shown to whom in chat, and which question to a reviewer is open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from bot.storage import record
from bot.storage.tables import PanelRow, PromptRow

PANEL: Final = PanelRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
PROMPT: Final = PromptRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One panel as it was shown."""

    id: int
    platform: str
    chat: str
    message: str | None  # None: a crash came between sending and storing
    reviewer_id: int | None  # None: the staff group
    kind: str
    subject: str
    shown_hash: str | None
    detail: Mapping[str, object]
    live: bool
    created_at: datetime

    @property
    def number(self) -> int:
        """The number of the subject."""
        return int(self.subject.partition(":")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """An open question to a reviewer."""

    id: int
    chat: str
    message: str | None
    reviewer_id: int
    kind: str
    panel_id: int | None
    detail: Mapping[str, object]
    asked_at: datetime


def add(
    connection: Connection,
    *,
    platform: str,
    chat: str,
    reviewer_id: int | None,
    kind: str,
    subject: str,
    now: datetime,
    shown_hash: str | None = None,
    detail: Mapping[str, object] | None = None,
) -> int:
    """Write down a panel before it is sent; return its number, which its buttons bear."""
    row = connection.execute(
        insert(PANEL)
        .values(
            platform=platform,
            chat=chat,
            reviewer_id=reviewer_id,
            kind=kind,
            subject=subject,
            shown_hash=shown_hash,
            detail=record.canonical(dict(detail or {})),
            live=True,
            created_at=now,
        )
        .returning(PANEL.c.id)
    )
    return int(row.scalar_one())


def note(connection: Connection, panel_id: int, **changes: object) -> None:
    """Set columns: message, shown_hash, live; `detail` as a mapping."""
    if "detail" in changes:
        changes["detail"] = record.canonical(changes["detail"])
    connection.execute(update(PANEL).where(PANEL.c.id == panel_id).values(**changes))


def load(connection: Connection, panel_id: int) -> Shown | None:
    """Return one panel, None where there is none."""
    row = connection.execute(select(PANEL).where(PANEL.c.id == panel_id)).one_or_none()
    return None if row is None else _shown(row)


def live_of(connection: Connection, subject: str) -> list[Shown]:
    """Return the panels about something that can still be pressed, the newest first."""
    rows = connection.execute(
        select(PANEL)
        .where(PANEL.c.subject == subject, PANEL.c.live.is_(True))
        .order_by(PANEL.c.id.desc())
    )
    return [_shown(row) for row in rows]


def last_of_kind(connection: Connection, kind: str, chat: str) -> Shown | None:
    """Return the newest live panel of a kind in a chat."""
    row = connection.execute(
        select(PANEL)
        .where(PANEL.c.kind == kind, PANEL.c.chat == chat, PANEL.c.live.is_(True))
        .order_by(PANEL.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _shown(row)


def by_message(connection: Connection, platform: str, chat: str, message: str) -> Shown | None:
    """Return the panel that stands in this message of a chat."""
    row = connection.execute(
        select(PANEL)
        .where(PANEL.c.platform == platform, PANEL.c.chat == chat, PANEL.c.message == message)
        .order_by(PANEL.c.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _shown(row)


def ask(
    connection: Connection,
    *,
    platform: str,
    chat: str,
    reviewer_id: int,
    kind: str,
    now: datetime,
    panel_id: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> int:
    """Open a question; one that was open to this reviewer before is over."""
    connection.execute(
        update(PROMPT)
        .where(PROMPT.c.reviewer_id == reviewer_id, PROMPT.c.open.is_(True))
        .values(open=False)
    )
    row = connection.execute(
        insert(PROMPT)
        .values(
            platform=platform,
            chat=chat,
            reviewer_id=reviewer_id,
            kind=kind,
            panel_id=panel_id,
            detail=record.canonical(dict(detail or {})),
            open=True,
            asked_at=now,
        )
        .returning(PROMPT.c.id)
    )
    return int(row.scalar_one())


def asked(connection: Connection, prompt_id: int, message: str) -> None:
    """Write down the message that asks the question."""
    connection.execute(update(PROMPT).where(PROMPT.c.id == prompt_id).values(message=message))


def open_prompt(connection: Connection, reviewer_id: int) -> Prompt | None:
    """Return the question that this reviewer's next text answers."""
    row = connection.execute(
        select(PROMPT)
        .where(PROMPT.c.reviewer_id == reviewer_id, PROMPT.c.open.is_(True))
        .order_by(PROMPT.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Prompt(
        id=row.id,
        chat=row.chat,
        message=row.message,
        reviewer_id=row.reviewer_id,
        kind=row.kind,
        panel_id=row.panel_id,
        detail=json.loads(row.detail),
        asked_at=row.asked_at,
    )


def close_prompt(connection: Connection, prompt_id: int) -> None:
    """The question is answered, or given up."""
    connection.execute(update(PROMPT).where(PROMPT.c.id == prompt_id).values(open=False))


def _shown(row: "Row[tuple[object, ...]]") -> Shown:
    return Shown(
        id=row.id,
        platform=row.platform,
        chat=row.chat,
        message=row.message,
        reviewer_id=row.reviewer_id,
        kind=row.kind,
        subject=row.subject,
        shown_hash=row.shown_hash,
        detail=json.loads(row.detail),
        live=row.live,
        created_at=row.created_at,
    )
