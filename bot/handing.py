"""Handing a case to a colleague: theirs from now on, and they are told."""

from bot import case as moves
from bot.app import App
from bot.deciding import NotAllowed
from bot.storage import cases, pages, record, staff
from bot.storage.record import Entry
from policies.roles import Act, Reviewer


def colleagues(app: App, reviewer: Reviewer, needs: frozenset[str]) -> list[Reviewer]:
    """Return who could decide on a case whose reply needs these languages, by name."""
    with app.database.read() as connection:
        found = [one.reviewer for one in staff.members(connection, app.clock()) if not one.revoked]
    return [one for one in found if one.id != reviewer.id and _may(one, needs)]


def hand_over(app: App, case_id: int, reviewer: Reviewer, to: int) -> Reviewer:
    """Give a case that one has to a colleague.

    Raises:
        NotAllowed: it is somebody else's, or the colleague may not decide on it.
    """
    now = app.clock()
    with app.database.write("hand_over") as connection:
        case = cases.load(connection, case_id)
        if case.flow.claimed_by != reviewer.id:
            raise NotAllowed("decision.claimed_by_other")
        colleague = staff.reviewer(connection, to, now)
        if colleague is None or not _may(colleague, case.flow.needs):
            raise NotAllowed("decision.not_your_role")
        due = {"due_at": case.due_at, "due_kind": case.due_kind}
        case = cases.move(connection, case, moves.Release(), now, **due)
        cases.move(connection, case, moves.Claim(reviewer=to), now, **due)
        entry = Entry(
            kind="case.handed_over",
            actor=f"staff:{reviewer.id}",
            subject=f"case:{case_id}",
            payload={"to": to},
        )
        record.append(connection, [entry], now)
        pages.want(
            connection,
            kind="handed_over",
            subject=f"case:{case_id}",
            key=f"handed_over:{case_id}:{case.version}",
            now=now,
            reviewer_id=to,
        )
    return colleague


def _may(one: Reviewer, needs: frozenset[str]) -> bool:
    if one.may(Act.MODERATE):
        return True
    return any(one.may(Act.APPROVE_REPLY, lang=lang) for lang in needs or one.languages)
