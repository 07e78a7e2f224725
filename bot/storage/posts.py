"""Official posts: two texts, two approvals, two publications that go out as a pair."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot import post as moves
from bot.ports import PublicationKind
from bot.post import PostFlow
from bot.states import PostState, PublicationState
from bot.storage import record
from bot.storage.cases import APPROVAL, PUBLICATION
from bot.storage.database import Conflict
from bot.storage.record import Entry
from bot.storage.tables import PostRow
from policies.approvals import text_hash
from translations.values import Bilingual

POST: Final = PostRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """One official post as it stands in the database."""

    id: int
    version: int
    flow: PostFlow
    texts: Bilingual
    text_hash: str
    channels: dict[str, tuple[str, str]]  # language -> (platform, channel)
    publish_at: datetime | None
    created_at: datetime


class NoSuchPost(LookupError):
    """There is no official post with this number."""


def add(
    connection: Connection,
    *,
    author: int,
    texts: Bilingual,
    channels: dict[str, tuple[str, str]],
    source_key: str,
    publish_at: datetime | None,
    now: datetime,
) -> tuple[int, bool]:
    """Store a post for approval; return its number, and False where it was there already."""
    there = connection.execute(
        select(POST.c.id).where(POST.c.source_key == source_key)
    ).one_or_none()
    if there is not None:
        return there.id, False
    result = connection.execute(
        insert(POST)
        .values(
            state=PostState.IN_APPROVAL.value,
            version=1,
            revision=1,
            author_id=author,
            text_en=texts.en,
            text_fr=texts.fr,
            text_hash=text_hash(texts.as_mapping()),
            channels=record.canonical(channels),
            source_key=source_key,
            publish_at=publish_at,
            created_at=now,
        )
        .returning(POST.c.id)
    )
    post_id = int(result.scalar_one())
    entry = Entry(
        kind="post.submitted",
        actor=f"staff:{author}",
        subject=f"post:{post_id}",
        payload={"texts": dict(texts.as_mapping()), "channels": channels},
    )
    record.append(connection, [entry], now)
    return post_id, True


def load(connection: Connection, post_id: int) -> PostFile:
    """Return one post.

    Raises:
        NoSuchPost: there is none.
    """
    row = connection.execute(select(POST).where(POST.c.id == post_id)).one_or_none()
    if row is None:
        raise NoSuchPost(post_id)
    texts = Bilingual(en=row.text_en, fr=row.text_fr)
    current = text_hash(texts.as_mapping())
    approvals = {
        approval.lang: approval.reviewer_id
        for approval in connection.execute(
            select(APPROVAL).where(
                APPROVAL.c.post_id == post_id,
                APPROVAL.c.void.is_(False),
                APPROVAL.c.text_hash == current,  # of both texts as they stand
            )
        )
    }
    halves = {
        half.lang: PublicationState(half.state)
        for half in connection.execute(
            select(PUBLICATION).where(PUBLICATION.c.post_id == post_id).order_by(PUBLICATION.c.id)
        )
        if half.idempotency_key.startswith(f"post:{post_id}:{row.revision}:")
    }
    return PostFile(
        id=row.id,
        version=row.version,
        flow=PostFlow(
            author=row.author_id,
            state=PostState(row.state),
            revision=row.revision,
            approvals=approvals,
            halves=halves,
        ),
        texts=texts,
        text_hash=current,
        channels={lang: tuple(place) for lang, place in json.loads(row.channels).items()},
        publish_at=row.publish_at,
        created_at=row.created_at,
    )


def in_approval(connection: Connection) -> list[PostFile]:
    """Return the posts that a person has something to do with, oldest first."""
    settled = (PostState.PUBLISHED.value, PostState.WITHDRAWN.value)
    rows = connection.execute(
        select(POST.c.id).where(POST.c.state.not_in(settled)).order_by(POST.c.id)
    ).all()
    return [load(connection, row.id) for row in rows]


def move(
    connection: Connection, post: PostFile, event: moves.PostMove, **changes: object
) -> PostFlow:
    """Apply an event and write the post and its halves; approvals and texts are the caller's.

    Raises:
        IllegalMove: the event cannot happen now.
        Conflict: somebody else moved it in between.
    """
    after = moves.apply(post.flow, event)
    changed = connection.execute(
        update(POST)
        .where(POST.c.id == post.id, POST.c.version == post.version)
        .values(
            state=after.state.value, revision=after.revision, version=post.version + 1, **changes
        )
    )
    if changed.rowcount != 1:
        raise Conflict(f"post:{post.id}")
    for lang, state in after.halves.items():
        was = post.flow.halves.get(lang)
        if was is None or was is state:
            continue
        if state is PublicationState.HELD and was is not PublicationState.SENDING:
            continue  # starts again as a new publication, which the caller inserts
        done = connection.execute(
            update(PUBLICATION)
            .where(
                PUBLICATION.c.post_id == post.id,
                PUBLICATION.c.lang == lang,
                PUBLICATION.c.state == was.value,
            )
            .values(state=state.value, version=PUBLICATION.c.version + 1)
        )
        if done.rowcount != 1:
            raise Conflict(f"post:{post.id}:{lang}")
    for lang in set(post.flow.halves) - set(after.halves):  # an edit: what was held is taken back
        connection.execute(
            update(PUBLICATION)
            .where(
                PUBLICATION.c.post_id == post.id,
                PUBLICATION.c.lang == lang,
                PUBLICATION.c.state == PublicationState.HELD.value,
            )
            .values(state=PublicationState.WITHDRAWN.value, version=PUBLICATION.c.version + 1)
        )
    return after


def end_half(connection: Connection, post: PostFile, lang: str) -> None:
    """A half that was refused or lost is over: a person says that it is not out."""
    connection.execute(
        update(PUBLICATION)
        .where(
            PUBLICATION.c.post_id == post.id,
            PUBLICATION.c.lang == lang,
            PUBLICATION.c.state.in_(
                [PublicationState.FAILED.value, PublicationState.UNKNOWN.value]
            ),
        )
        .values(state=PublicationState.WITHDRAWN.value, version=PUBLICATION.c.version + 1)
    )


def void_approvals(connection: Connection, post_id: int) -> None:
    """A text changed: neither approval holds any more."""
    connection.execute(update(APPROVAL).where(APPROVAL.c.post_id == post_id).values(void=True))


def approve(
    connection: Connection, post: PostFile, *, reviewer: int, lang: str, now: datetime
) -> None:
    """Write one approval, bound to the hash of both texts."""
    connection.execute(
        insert(APPROVAL).values(
            post_id=post.id,
            reviewer_id=reviewer,
            lang=lang,
            text_hash=post.text_hash,
            at=now,
            void=False,
        )
    )


def queue_half(
    connection: Connection,
    post: PostFile,
    lang: str,
    *,
    not_before: datetime,
    shadow: bool,
    now: datetime,
) -> None:
    """Put one half into the outbox; a half that starts again gets a key of its own."""
    tries = connection.execute(
        select(PUBLICATION.c.id).where(PUBLICATION.c.post_id == post.id, PUBLICATION.c.lang == lang)
    ).all()
    platform, channel = post.channels[lang]
    connection.execute(
        insert(PUBLICATION).values(
            idempotency_key=f"post:{post.id}:{post.flow.revision}:{lang}:{len(tries)}",
            kind=PublicationKind.POST.value,
            state=PublicationState.HELD.value,
            version=1,
            platform=platform,
            channel=channel,
            lang=lang,
            text=post.texts[lang],
            post_id=post.id,
            not_before=not_before,
            created_at=now,
            attempts=0,
            shadow=shadow,
        )
    )
