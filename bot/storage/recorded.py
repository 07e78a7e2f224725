"""Messages as they stand in the database, read in order, a bounded number at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from bot.storage.intake import AUTHOR, MESSAGE
from policies.message import Message, MessageKind
from translations.values import Detection

PAGE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One message, and what was made of it when it came."""

    number: int
    case_id: int
    message: Message
    detection: Detection
    flagged: bool
    policy_version: str
    screening: str  # JSON of the Screening


def recorded(connection: Connection, *, after: int = 0) -> Iterator[list[Recorded]]:
    """Yield pages of every message whose text is still kept, the oldest first."""
    while True:
        rows = connection.execute(
            select(MESSAGE, AUTHOR.c.handle)
            .select_from(MESSAGE.join(AUTHOR, AUTHOR.c.id == MESSAGE.c.author_id))
            .where(MESSAGE.c.id > after)
            .order_by(MESSAGE.c.id)
            .limit(PAGE)
        ).all()
        if not rows:
            return
        after = rows[-1].id
        yield [
            Recorded(
                number=row.id,
                case_id=row.case_id,
                message=Message(
                    platform=row.platform,
                    id=row.external_id,
                    channel=row.channel,
                    author=row.handle,
                    text=row.text,
                    sent_at=row.sent_at,
                    kind=MessageKind(row.kind),
                    reply_to=row.reply_to,
                    url=row.url,
                    quoted=row.quoted,
                    automatic=row.automatic,
                    media=row.media,
                ),
                detection=Detection(lang=row.lang, confidence=row.lang_confidence),
                flagged=row.flagged,
                policy_version=row.policy_version,
                screening=row.screening,
            )
            for row in rows
            if row.text or row.quoted or row.media
        ]
