"""What we have said already: to a person, in a thread, about a campaign."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, select

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
_Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A message that may be answered."""

    message: Message
    campaign: str | None  # name of the campaign that it belongs to
    now: datetime  # periods end here


def before(
    connection: Connection, asked: Sequence[Asked], *, person: timedelta, thread: timedelta
) -> list[Before]:
    """Return what we have said about each message's author, thread and campaign, in order.

    Args:
        connection: to the database; four questions are put to it, however many messages there are.
        asked: the messages.
        person: how long a correction of the same person counts.
        thread: how long a reply in the same thread counts.
    """
    if not asked:
        return []
    corrected = _corrected(connection, asked, person)
    threads = _in_threads(connection, asked, thread)
    answered = _answered(connection, {one.campaign for one in asked if one.campaign})
    given = _given(connection, asked)
    return [
        Before(
            corrections=_since(corrected.get(_author(one.message), ()), one.now - person),
            in_thread=_since(threads.get(_thread(one.message), ()), one.now - thread),
            campaign=one.campaign in answered,
            facts=given.get((*_thread(one.message), one.message.author), frozenset()),
        )
        for one in asked
    ]


def _author(message: Message) -> _Key:
    return message.platform, message.author


def _thread(message: Message) -> _Key:
    return message.platform, message.channel, message.root


def _since(moments: Iterable[datetime], start: datetime) -> int:
    return sum(moment >= start for moment in moments)


def _corrected(
    connection: Connection, asked: Sequence[Asked], period: timedelta
) -> dict[_Key, list[datetime]]:
    """Return when each author was corrected."""
    query = (
        _replies(min(one.now for one in asked) - period)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .add_columns(AUTHOR.c.platform, AUTHOR.c.handle)
        .where(
            AUTHOR.c.platform.in_(_distinct(asked, lambda message: message.platform)),
            AUTHOR.c.handle.in_(_distinct(asked, lambda message: message.author)),
            DRAFT.c.act == SpeechAct.CORRECTION.value,
            PUBLICATION.c.corrects.is_(None),  # putting ourselves right is no correction of theirs
        )
    )
    return _moments(connection.execute(query))


def _in_threads(
    connection: Connection, asked: Sequence[Asked], period: timedelta
) -> dict[_Key, list[datetime]]:
    """Return when we replied in each thread."""
    query = (
        _replies(min(one.now for one in asked) - period)
        .add_columns(CASE.c.platform, CASE.c.channel, CASE.c.root)
        .where(*_of_threads(asked))
    )
    return _moments(connection.execute(query))


def _replies(since: datetime) -> "Select[datetime]":
    """Return the question for when we replied, joined with drafts and cases."""
    return (
        select(PUBLICATION.c.created_at)
        .select_from(PUBLICATION)
        .join(DRAFT, DRAFT.c.id == PUBLICATION.c.draft_id)
        .join(CASE, CASE.c.id == PUBLICATION.c.case_id)
        .where(
            PUBLICATION.c.kind == PublicationKind.REPLY.value,
            PUBLICATION.c.state.in_(_SAID),
            PUBLICATION.c.created_at >= since,
        )
    )


def _moments(rows: "Iterable[Row[Any]]") -> dict[_Key, list[datetime]]:
    found: dict[_Key, list[datetime]] = {}
    for row in rows:
        found.setdefault(tuple(row[1:]), []).append(row[0])
    return found


def _given(connection: Connection, asked: Sequence[Asked]) -> dict[_Key, frozenset[str]]:
    """Return the facts on which replies in each author's conversation rest."""
    rows = connection.execute(
        select(CASE.c.platform, CASE.c.channel, CASE.c.root, AUTHOR.c.handle, DRAFT.c.facts)
        .join(PUBLICATION, PUBLICATION.c.draft_id == DRAFT.c.id)
        .join(CASE, CASE.c.id == PUBLICATION.c.case_id)
        .join(AUTHOR, AUTHOR.c.id == CASE.c.author_id)
        .where(
            *_of_threads(asked),
            AUTHOR.c.handle.in_(_distinct(asked, lambda message: message.author)),
            PUBLICATION.c.state == PublicationState.SENT.value,
        )
    )
    found: dict[_Key, frozenset[str]] = {}
    for *key, facts in rows:
        place = tuple(key)
        found[place] = found.get(place, frozenset()) | frozenset(json.loads(facts))
    return found


def _of_threads(asked: Sequence[Asked]) -> "tuple[ColumnElement[bool], ...]":
    """Return the condition for the threads of the messages; a few others may come along."""
    return (
        CASE.c.platform.in_(_distinct(asked, lambda message: message.platform)),
        CASE.c.channel.in_(_distinct(asked, lambda message: message.channel)),
        CASE.c.root.in_(_distinct(asked, lambda message: message.root)),
    )


def _distinct(asked: Sequence[Asked], of: Callable[[Message], str]) -> list[str]:
    return sorted({of(one.message) for one in asked})


def _answered(connection: Connection, names: set[str]) -> frozenset[str]:
    """Return those campaigns that we have answered."""
    if not names:
        return frozenset()
    rows = connection.execute(
        select(CAMPAIGN.c.name)
        .join(CASE, CAMPAIGN.c.id == CASE.c.campaign_id)
        .join(PUBLICATION, CASE.c.id == PUBLICATION.c.case_id)
        .where(
            CAMPAIGN.c.name.in_(sorted(names)),
            PUBLICATION.c.kind == PublicationKind.REPLY.value,
            PUBLICATION.c.state.in_(_SAID),
        )
        .distinct()
    )
    return frozenset(row.name for row in rows)
