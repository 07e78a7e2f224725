"""What was said lately, and who arrived: asked of indexes, so that the cost stays flat."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypedDict

from sqlalchemy import Connection, select

from bot.storage import joins
from bot.storage.intake import AUTHOR, MESSAGE
from policies.features import Context
from policies.message import ARRIVAL, Message
from policies.repetition import ENOUGH, WINDOW


def contexts(
    connection: Connection,
    messages: Sequence[Message],
    prints: Sequence[str],
    own_domains: Sequence[str] = (),
) -> list[Context]:
    """Return, for each message, how often its text was seen in the day before it.

    Messages of the same batch count too, in their order.
    """
    seen: dict[str, list[tuple[str, str]]] = {}
    stored = _known(connection, prints)  # most texts are new: one question for all of them
    arrivals = joins.when(connection, [_place(message) for message in messages])
    spoken: set[tuple[str, str]] = set()  # in this batch
    found: list[Context] = []
    for message, mark in zip(messages, prints, strict=True):
        if not (message.text or message.quoted):
            found.append(Context(own_domains=own_domains))  # pictures do not repeat each other
            continue
        if message.media == ARRIVAL:
            found.append(_arrival(connection, message, own_domains))
            continue
        if mark not in seen:
            seen[mark] = _stored(connection, mark, message) if mark in stored else []
        who = (message.platform, message.author)
        others = seen[mark]
        found.append(
            Context(
                repeats_by_author=sum(1 for one in others if one == who),
                authors_with_same_text=len({one for one in others if one != who}),
                own_domains=own_domains,
                **_newness(connection, message, arrivals, spoken),
            )
        )
        spoken.add(who)
        if len(others) < ENOUGH:
            others.append(who)
    return found


def mark_of(message: Message) -> str:
    """Return the text that repetition goes by: the author's own, else what is passed on."""
    return message.text or message.quoted or ""


def _place(message: Message) -> tuple[str, str, str]:
    """Return platform, chat and author: people arrive in a group, not in one of its topics."""
    return message.platform, message.channel.partition("/")[0], message.author


def _arrival(connection: Connection, message: Message, own_domains: Sequence[str]) -> Context:
    platform, chat, _ = _place(message)
    return Context(
        joins_lately=joins.count_lately(connection, platform, chat, message.sent_at),
        joined_minutes=0,
        own_domains=own_domains,
    )


class _Newness(TypedDict, total=False):
    joined_minutes: int
    first_message: bool


def _newness(
    connection: Connection,
    message: Message,
    arrivals: Mapping[tuple[str, str, str], datetime],
    spoken: Collection[tuple[str, str]],
) -> _Newness:
    """Return what is known of somebody who arrived within the day."""
    at = arrivals.get(_place(message))
    if at is None or not timedelta(0) <= message.sent_at - at <= joins.KEPT:
        return {}
    who = (message.platform, message.author)
    return _Newness(
        joined_minutes=int((message.sent_at - at).total_seconds() // 60),
        first_message=who not in spoken and not _has_spoken(connection, message),
    )


def _has_spoken(connection: Connection, message: Message) -> bool:
    query = (
        select(MESSAGE.c.id)
        .select_from(MESSAGE.join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id))
        .where(
            AUTHOR.c.platform == message.platform,
            AUTHOR.c.handle == message.author,
            MESSAGE.c.external_id != message.id,
            MESSAGE.c.media.is_distinct_from(ARRIVAL),
        )
        .limit(1)
    )
    return connection.execute(query).first() is not None


def _known(connection: Connection, prints: Sequence[str]) -> set[str]:
    query = select(MESSAGE.c.fingerprint).where(MESSAGE.c.fingerprint.in_(set(prints))).distinct()
    return {row.fingerprint for row in connection.execute(query)}


def _stored(connection: Connection, mark: str, message: Message) -> list[tuple[str, str]]:
    query = (
        select(AUTHOR.c.platform, AUTHOR.c.handle)
        .select_from(MESSAGE.join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id))
        .where(
            MESSAGE.c.fingerprint == mark,
            MESSAGE.c.sent_at >= message.sent_at - WINDOW,
            MESSAGE.c.sent_at <= message.sent_at + WINDOW,
            MESSAGE.c.external_id != message.id,
        )
        .limit(ENOUGH)
    )
    return [(row.platform, row.handle) for row in connection.execute(query)]
