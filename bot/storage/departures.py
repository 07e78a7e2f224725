"""What happens at once when somebody leaves: nothing waits for them, nothing they hold is lost."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from bot import case as moves
from bot.states import CaseState
from bot.storage import cases, delegations, record, roster
from bot.storage.cases import CASE
from bot.storage.pages import PAGE
from bot.storage.panels import PANEL, PROMPT
from bot.storage.record import Entry


def leave(connection: Connection, staff_id: int, now: datetime) -> None:
    """Give back what a person claimed, and end their panels, questions, pages and periods."""
    claimed = [
        row.id
        for row in connection.execute(
            select(CASE.c.id).where(
                CASE.c.claimed_by == staff_id, CASE.c.state == CaseState.CLAIMED.value
            )
        )
    ]
    for case in cases.load_many(connection, claimed):
        due = max(case.wanted_at or now, now)
        cases.move(connection, case, moves.Release(), now, due_at=due, due_kind="reminder")
        entry = Entry(
            kind="case.claim_lapsed",
            actor="program",
            subject=f"case:{case.id}",
            payload={"left": staff_id},
        )
        record.append(connection, [entry], now)
    connection.execute(
        update(PANEL)
        .where(PANEL.c.reviewer_id == staff_id, PANEL.c.live.is_(True))
        .values(live=False)
    )
    connection.execute(
        update(PROMPT)
        .where(PROMPT.c.reviewer_id == staff_id, PROMPT.c.open.is_(True))
        .values(open=False)
    )
    connection.execute(
        update(PAGE)
        .where(PAGE.c.reviewer_id == staff_id, PAGE.c.state == "waiting")
        .values(state="moot")
    )
    roster.remove_all(connection, staff_id)
    delegations.end_all(connection, staff_id, now=now)
