"""Translations that were made for reading, kept so that nobody waits twice; they go with a case."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from bot.storage.tables import ReadingRow
from translations.values import Origin

READING: Final = ReadingRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One text in the other language."""

    text: str
    origin: Origin  # MEMORY or MACHINE


def kept(
    connection: Connection, text: str, *, source: str, target: str, model: str
) -> Reading | None:
    """Return the translation of a text by a model, None where there is none yet."""
    row = connection.execute(
        select(READING.c.text, READING.c.origin)
        .where(
            READING.c.text_hash == text_hash(text),
            READING.c.source == source,
            READING.c.target == target,
            READING.c.model == model,
        )
        .limit(1)
    ).one_or_none()
    return None if row is None else Reading(text=row.text, origin=Origin(row.origin))


def keep(
    connection: Connection,
    reading: Reading,
    *,
    of: str,
    case_id: int,
    source: str,
    target: str,
    model: str,
    now: datetime,
) -> None:
    """Keep the translation of a text, unless somebody else just did."""
    digest = text_hash(of)
    there = connection.execute(
        select(READING.c.id).where(
            READING.c.case_id == case_id,
            READING.c.text_hash == digest,
            READING.c.source == source,
            READING.c.target == target,
            READING.c.model == model,
        )
    ).first()
    if there is None:
        connection.execute(
            insert(READING).values(
                case_id=case_id,
                text_hash=digest,
                source=source,
                target=target,
                model=model,
                text=reading.text,
                origin=reading.origin.value,
                made_at=now,
            )
        )


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
