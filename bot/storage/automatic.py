"""Texts that need no decision: holding replies, answers to commands, crisis text where allowed."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.assessment import Assessed, AutomaticText
from bot.ports import Outgoing, PublicationKind
from bot.states import PublicationState
from bot.storage import record
from bot.storage.cases import PUBLICATION
from bot.storage.record import Entry
from responders.holding import holding_key


def queue_automatic(
    connection: Connection, messages: Iterable[tuple[Assessed, int, int]], now: datetime
) -> None:
    """Queue what is not queued already.

    Args:
        messages: each with the number of its case and of its author.
        now: when it may go out.
    """
    rows: dict[str, dict[str, object]] = {}
    for one, case_id, author in messages:
        for text in one.automatic:
            key = automatic_key(one, text, author)
            rows.setdefault(key, _automatic_columns(one, text, key, now))
            rows[key].setdefault("case_id", case_id)
    if not rows:
        return
    there = {
        row.idempotency_key
        for row in connection.execute(
            select(PUBLICATION.c.idempotency_key).where(
                PUBLICATION.c.idempotency_key.in_(list(rows))
            )
        )
    }
    new = [row for key, row in rows.items() if key not in there]
    if new:
        connection.execute(insert(PUBLICATION), new)
        record.append(
            connection,
            [
                Entry(
                    kind=f"{row['kind']}.queued",
                    actor="program",
                    subject=f"case:{row['case_id']}",
                    payload={"text": row["text"], "key": row["idempotency_key"]},
                )
                for row in new
            ],
            now,
        )


def automatic_key(one: Assessed, text: AutomaticText, author: int) -> str:
    """Return the key that lets a text go out once: per person and closure, or per message."""
    if text.kind == PublicationKind.HOLDING:
        return holding_key(one.message.platform, str(author), text.occasion)
    return f"{text.kind}:{one.message.platform}:{text.occasion}"


def _automatic_columns(
    one: Assessed, text: AutomaticText, key: str, now: datetime
) -> dict[str, object]:
    """Return the row of a text that needs no decision."""
    return {
        "idempotency_key": key,
        "kind": text.kind,
        "state": PublicationState.HELD.value,
        "version": 1,
        "platform": one.message.platform,
        "channel": one.message.channel,
        "reply_to": one.message.id,
        "lang": text.lang,
        "text": text.text,
        "not_before": now,
        "created_at": now,
        "attempts": 0,
        "shadow": text.shadow,
    }


def queue_service(
    connection: Connection,
    outgoing: Outgoing,
    now: datetime,
    *,
    shadow: bool,
) -> bool:
    """Queue the answer to a command of the public; the same key asks once.

    Returns:
        Whether it was new.
    """
    there = connection.execute(
        select(PUBLICATION.c.id).where(PUBLICATION.c.idempotency_key == outgoing.idempotency_key)
    ).one_or_none()
    if there is not None:
        return False
    connection.execute(
        insert(PUBLICATION).values(
            idempotency_key=outgoing.idempotency_key,
            kind=outgoing.kind.value,
            state=PublicationState.HELD.value,
            version=1,
            platform=outgoing.platform,
            channel=outgoing.channel,
            reply_to=outgoing.reply_to,
            recipient=outgoing.recipient,
            lang=outgoing.lang,
            text=outgoing.text,
            buttons=json.dumps([asdict(one) for one in outgoing.buttons], ensure_ascii=False),
            not_before=now,
            created_at=now,
            attempts=0,
            shadow=shadow,
        )
    )
    return True
