"""What people decided about messages: which flags were right, which were wrong, what was missed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.states import ActionState
from bot.storage.intake import MESSAGE
from bot.storage.queue import ACTION, DECISION

_TAKEN_BACK = frozenset(
    {ActionState.LIFTING.value, ActionState.LIFTED.value, ActionState.WITHDRAWN.value}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """One message on which somebody decided."""

    message: int  # its number
    acted: bool  # something was done about it, and stands; else it was kept as it is
    label: str | None  # that the person named
    at: datetime


def judgments(connection: Connection) -> dict[int, Judgment]:
    """Return the judgment that counts of each message: what stands, else what was kept last."""
    found: dict[int, Judgment] = {}
    kept = connection.execute(
        select(MESSAGE.c.id, DECISION.c.at)
        .select_from(MESSAGE.join(DECISION, DECISION.c.case_id == MESSAGE.c.case_id))
        .where(
            DECISION.c.choice == "keep",
            DECISION.c.undone.is_(False),
            MESSAGE.c.sent_at <= DECISION.c.at,
        )
        .order_by(DECISION.c.at)
    )
    for row in kept:
        found[row.id] = Judgment(message=row.id, acted=False, label=None, at=row.at)
    acted = connection.execute(
        select(ACTION.c.message_id, ACTION.c.state, ACTION.c.rule, ACTION.c.created_at).order_by(
            ACTION.c.id
        )
    )
    for row in acted:
        stands = row.state not in _TAKEN_BACK
        before = found.get(row.message_id)
        if before is not None and before.acted and not stands:
            continue
        found[row.message_id] = Judgment(
            message=row.message_id, acted=stands, label=row.rule, at=row.created_at
        )
    return found
