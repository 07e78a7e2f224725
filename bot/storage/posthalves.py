"""The publications of an official post: one for each language, or one for both."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, insert, select, update

from bot.ports import PublicationKind
from bot.post import BOTH
from bot.states import PublicationState
from bot.storage.cases import PUBLICATION

if TYPE_CHECKING:
    from bot.storage.posts import PostFile


def of_half(half: str) -> ColumnElement[bool]:
    """The publications of a half; those of a bilingual post have no one language."""
    lang = PUBLICATION.c.lang
    found: ColumnElement[bool] = lang.is_(None) if half == BOTH else lang == half
    return found


def end_half(connection: Connection, post: "PostFile", lang: str) -> None:
    """A half that was refused or lost is over: a person says that it is not out."""
    connection.execute(
        update(PUBLICATION)
        .where(
            PUBLICATION.c.post_id == post.id,
            of_half(lang),
            PUBLICATION.c.state.in_(
                [PublicationState.FAILED.value, PublicationState.UNKNOWN.value]
            ),
        )
        .values(state=PublicationState.WITHDRAWN.value, version=PUBLICATION.c.version + 1)
    )


def queue_half(
    connection: Connection,
    post: "PostFile",
    lang: str,
    *,
    revision: int,
    not_before: datetime,
    shadow: bool,
    now: datetime,
) -> None:
    """Put one half into the outbox; a half that starts again gets a key of its own."""
    tries = connection.execute(
        select(PUBLICATION.c.id).where(PUBLICATION.c.post_id == post.id, of_half(lang))
    ).all()
    platform, channel = post.channels[lang]
    connection.execute(
        insert(PUBLICATION).values(
            idempotency_key=f"post:{post.id}:{revision}:{lang}:{len(tries)}",
            kind=PublicationKind.POST.value,
            state=PublicationState.HELD.value,
            version=1,
            platform=platform,
            channel=channel,
            lang=None if lang == BOTH else lang,
            text=post.content.outgoing()[lang],
            media=post.content.media,
            post_id=post.id,
            not_before=not_before,
            created_at=now,
            attempts=0,
            shadow=shadow,
        )
    )


def hold_until(connection: Connection, post_id: int, not_before: datetime) -> None:
    """Change when what waits in the outbox may leave."""
    connection.execute(
        update(PUBLICATION)
        .where(PUBLICATION.c.post_id == post_id, PUBLICATION.c.state == PublicationState.HELD.value)
        .values(not_before=not_before, version=PUBLICATION.c.version + 1)
    )
