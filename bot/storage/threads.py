"""What others said in a thread since a reply was approved."""

import json
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.storage import codec
from bot.storage.cases import APPROVAL, CASE, DRAFT, CaseFile
from bot.storage.intake import MESSAGE
from responders.values import MatchResult, Stance


def already_said(connection: Connection, case: CaseFile) -> bool:
    """Whether somebody else has put the same fact right in the thread since it was approved."""
    if case.draft_id is None:
        return False
    facts = set(
        json.loads(
            connection.execute(
                select(DRAFT.c.facts).where(DRAFT.c.id == case.draft_id)
            ).scalar_one()
        )
    )
    since: datetime | None = connection.execute(
        select(func.min(APPROVAL.c.at)).where(
            APPROVAL.c.draft_id == case.draft_id, APPROVAL.c.void.is_(False)
        )
    ).scalar_one()
    if not facts or since is None:
        return False
    rows = connection.execute(
        select(MESSAGE.c.match)
        .join(CASE, CASE.c.id == MESSAGE.c.case_id)
        .where(
            CASE.c.platform == case.platform,
            CASE.c.channel == case.channel,
            CASE.c.root == case.root,
            CASE.c.id != case.id,
            MESSAGE.c.author_id != case.author_id,
            MESSAGE.c.sent_at > since,
            MESSAGE.c.deleted.is_(False),
            MESSAGE.c.match.is_not(None),
        )
        .limit(200)
    )
    return any(
        match.stance is Stance.AGREES and match.fact in facts
        for row in rows
        for match in codec.load(MatchResult, row.match).matches
    )
