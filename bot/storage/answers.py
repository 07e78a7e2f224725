"""What we have said already: to a person, in a thread, about a campaign."""

import json
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Select, func, select

from bot.ports import PublicationKind
from bot.states import PublicationState
from bot.storage.campaigns import CAMPAIGN
from bot.storage.cases import CASE, DRAFT, PUBLICATION
from bot.storage.intake import AUTHOR
from policies.message import Message
from responders.triage import Before
from responders.values import SpeechAct

# approved, and out or on its way
_SAID: Final = tuple(
    state.value
    for state in PublicationState
    if state not in {PublicationState.WITHDRAWN, PublicationState.FAILED}
)


def before(
    connection: Connection,
    message: Message,
    campaign: str | None,
    now: datetime,
    *,
    person: timedelta,
    thread: timedelta,
) -> Before:
    """Return what we have said about a message's author, thread and campaign.

    Args:
        connection: to the database.
        message: the message that may be answered.
        campaign: name of the campaign that it belongs to.
        now: periods end here.
        person: how long a correction of the same person counts.
        thread: how long a reply in the same thread counts.
    """
    corrections = (
        _replies(now - person)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .where(
            AUTHOR.c.platform == message.platform,
            AUTHOR.c.handle == message.author,
            DRAFT.c.act == SpeechAct.CORRECTION.value,
            PUBLICATION.c.corrects.is_(None),  # putting ourselves right is no correction of theirs
        )
    )
    in_thread = _replies(now - thread).where(
        CASE.c.platform == message.platform,
        CASE.c.channel == message.channel,
        CASE.c.root == message.root,
    )
    return Before(
        corrections=_count(connection, corrections),
        in_thread=_count(connection, in_thread),
        campaign=campaign is not None and _answered(connection, campaign),
        facts=_given(connection, message),
    )


def _replies(since: datetime) -> "Select[int]":
    """Return the question for replies of ours, joined with their drafts and cases."""
    return (
        select(func.count())
        .select_from(PUBLICATION)
        .join(DRAFT, DRAFT.c.id == PUBLICATION.c.draft_id)
        .join(CASE, CASE.c.id == PUBLICATION.c.case_id)
        .where(
            PUBLICATION.c.kind == PublicationKind.REPLY.value,
            PUBLICATION.c.state.in_(_SAID),
            PUBLICATION.c.created_at >= since,
        )
    )


def _count(connection: Connection, query: "Select[int]") -> int:
    found: int = connection.execute(query).scalar_one()
    return found


def _given(connection: Connection, message: Message) -> frozenset[str]:
    """Return the facts on which replies in this author's conversation rest."""
    rows = connection.execute(
        select(DRAFT.c.facts)
        .join(PUBLICATION, PUBLICATION.c.draft_id == DRAFT.c.id)
        .join(CASE, CASE.c.id == PUBLICATION.c.case_id)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .where(
            CASE.c.platform == message.platform,
            CASE.c.channel == message.channel,
            CASE.c.root == message.root,
            AUTHOR.c.handle == message.author,
            PUBLICATION.c.state == PublicationState.SENT.value,
        )
    )
    return frozenset(fact for row in rows for fact in json.loads(row.facts))


def _answered(connection: Connection, campaign: str) -> bool:
    query = (
        select(PUBLICATION.c.id)
        .join(CASE, CASE.c.id == PUBLICATION.c.case_id)
        .join(CAMPAIGN, CAMPAIGN.c.id == CASE.c.campaign_id)
        .where(
            CAMPAIGN.c.name == campaign,
            PUBLICATION.c.kind == PublicationKind.REPLY.value,
            PUBLICATION.c.state.in_(_SAID),
        )
        .limit(1)
    )
    return connection.execute(query).first() is not None
