"""What was said lately: repetitions, counted in an index so that the cost stays flat."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.storage.intake import AUTHOR, MESSAGE
from policies.features import Context
from policies.message import Message
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
    found: list[Context] = []
    for message, mark in zip(messages, prints, strict=True):
        if mark not in seen:
            seen[mark] = _stored(connection, mark, message) if mark in stored else []
        who = (message.platform, message.author)
        others = seen[mark]
        found.append(
            Context(
                repeats_by_author=sum(1 for one in others if one == who),
                authors_with_same_text=len({one for one in others if one != who}),
                own_domains=own_domains,
            )
        )
        if len(others) < ENOUGH:
            others.append(who)
    return found


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
