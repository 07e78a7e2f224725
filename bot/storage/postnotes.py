"""What people said of an official post: advice of those consulted, and why it was withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, insert, select

from bot.storage import record
from bot.storage.tables import PostCommentRow

if TYPE_CHECKING:
    from bot.storage.posts import PostFile

COMMENT: Final = PostCommentRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody who was consulted says."""

    reviewer_id: int
    text: str
    text_hash: str  # of what they had read
    at: datetime


def comments(connection: Connection, post_id: int) -> tuple[Comment, ...]:
    """Return what was said of a post, the oldest first."""
    rows = connection.execute(
        select(COMMENT).where(COMMENT.c.post_id == post_id).order_by(COMMENT.c.id)
    )
    return tuple(
        Comment(reviewer_id=row.reviewer_id, text=row.text, text_hash=row.text_hash, at=row.at)
        for row in rows
    )


def comment(
    connection: Connection, post: "PostFile", *, reviewer: int, text: str, now: datetime
) -> None:
    """Write down what somebody who was consulted says."""
    connection.execute(
        insert(COMMENT).values(
            post_id=post.id, reviewer_id=reviewer, text=text, text_hash=post.text_hash, at=now
        )
    )


def withdrawal(connection: Connection, post_id: int) -> tuple[int, str] | None:
    """Return who withdrew a post and why, as the record has it; None once that is purged."""
    for entry, _ in record.events(connection, subject=f"post:{post_id}"):
        who = entry.actor.removeprefix("staff:")
        if entry.kind == "post.withdrawn" and entry.payload and who.isdecimal():
            return int(who), str(entry.payload.get("reason", ""))
    return None
