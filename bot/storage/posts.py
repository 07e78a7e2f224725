"""Official posts: two texts, their approvals, and the publications that go out together."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, Select, insert, select, update

from bot import post as moves
from bot.post import BOTH, Layout, PostFlow
from bot.postcontent import PostContent
from bot.states import PostState, PublicationState
from bot.storage import postpages, record
from bot.storage.cases import APPROVAL, PUBLICATION
from bot.storage.database import Conflict
from bot.storage.posthalves import of_half
from bot.storage.postnotes import Comment, comments, withdrawal
from bot.storage.record import Entry
from bot.storage.tables import PostRow
from policies.approvals import Risk, StepKind
from translations.values import Bilingual

POST: Final = PostRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

_WITHDRAWN: Final = PostState.WITHDRAWN.value
Steps = tuple[tuple[StepKind, str], ...]  # what is asked, and the role that is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """One publication of a post that is out, or was."""

    half: str
    url: str | None
    at: datetime  # when it was to leave: it left a moment later
    removal: str | None  # None, wanted, removed, refused, by_hand
    shadow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFile:
    """One official post as it stands in the database."""

    id: int
    version: int
    flow: PostFlow
    content: PostContent
    steps: Steps
    created_at: datetime
    comments: tuple[Comment, ...] = ()
    out: tuple[Out, ...] = ()
    corrected_by: int | None = None  # number of the post that puts this one right
    withdrawn: tuple[int, str] | None = None  # by whom and why

    @property
    def texts(self) -> Bilingual:
        """Both texts."""
        return self.content.texts

    @property
    def text_hash(self) -> str:
        """What approvals bind to."""
        return self.content.text_hash

    @property
    def channels(self) -> dict[str, tuple[str, str]]:
        """Where each publication goes."""
        return dict(self.content.channels)

    @property
    def publish_at(self) -> datetime | None:
        """When it goes out; None: once it is approved."""
        return self.content.publish_at

    def asked(self, kind: StepKind) -> tuple[str, ...]:
        """Return the roles that a kind of step asks."""
        return tuple(who for of, who in self.steps if of is kind)


class NoSuchPost(LookupError):
    """There is no official post with this number."""


def add(
    connection: Connection,
    *,
    author: int,
    content: PostContent,
    steps: Steps,
    source_key: str,
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
            channels=record.canonical({half: list(at) for half, at in content.channels.items()}),
            layout=content.layout.value,
            topic=content.topic,
            risk=int(content.risk),
            routine=content.routine,
            urgent=content.urgent,
            corrects=content.corrects,
            answers_case=content.answers_case,
            source_key=source_key,
            publish_at=content.publish_at,
            created_at=now,
            editors="[]",
            steps=written_steps(steps),
            **written_texts(content),
        )
        .returning(POST.c.id)
    )
    post_id = int(result.scalar_one())
    entry = Entry(
        kind="post.submitted",
        actor=f"staff:{author}",
        subject=f"post:{post_id}",
        payload={
            "texts": dict(content.texts.as_mapping()),
            "channels": {half: list(at) for half, at in content.channels.items()},
            "layout": content.layout.value,
            "topic": content.topic,
            "risk": int(content.risk),
            "routine": content.routine,
            "urgent": content.urgent,
            "publish_at": content.publish_at.isoformat() if content.publish_at else None,
            "media": content.media_sha256,
            "alt": dict(content.alt.as_mapping()) if content.alt else None,
            "corrects": content.corrects,
            "answers_case": content.answers_case,
            "machine": content.machine,
            "steps": [[kind.value, who] for kind, who in steps],
        },
    )
    record.append(connection, [entry], now)
    return post_id, True


def written_texts(content: PostContent) -> dict[str, object]:
    """Return the columns that an edit writes."""
    return {
        "text_en": content.texts.en,
        "text_fr": content.texts.fr,
        "text_hash": content.text_hash,
        "media": content.media,
        "media_sha256": content.media_sha256,
        "alt_en": content.alt.en if content.alt else None,
        "alt_fr": content.alt.fr if content.alt else None,
        "machine": content.machine,
    }


def written_steps(steps: Steps) -> str:
    """Return the column of steps."""
    return record.canonical([[kind.value, who] for kind, who in steps])


def load(connection: Connection, post_id: int) -> PostFile:
    """Return one post.

    Raises:
        NoSuchPost: there is none.
    """
    row = connection.execute(select(POST).where(POST.c.id == post_id)).one_or_none()
    if row is None:
        raise NoSuchPost(post_id)
    content = _content(row)
    approvals = {
        approval.lang: approval.reviewer_id
        for approval in connection.execute(
            select(APPROVAL).where(
                APPROVAL.c.post_id == post_id,
                APPROVAL.c.void.is_(False),
                APPROVAL.c.text_hash == content.text_hash,  # of everything as it stands
            )
        )
    }
    rows = connection.execute(
        select(PUBLICATION).where(PUBLICATION.c.post_id == post_id).order_by(PUBLICATION.c.id)
    ).all()
    halves = {
        half.lang or BOTH: PublicationState(half.state)
        for half in rows
        if half.idempotency_key.startswith(f"post:{post_id}:{row.revision}:")
    }
    steps = tuple((StepKind(kind), str(who)) for kind, who in json.loads(row.steps))
    corrected = connection.execute(
        select(POST.c.id)
        .where(POST.c.corrects == post_id, POST.c.state == PostState.PUBLISHED.value)
        .order_by(POST.c.id.desc())
        .limit(1)
    ).one_or_none()
    return PostFile(
        id=row.id,
        version=row.version,
        flow=PostFlow(
            author=row.author_id,
            editors=frozenset(json.loads(row.editors)),
            layout=content.layout,
            needs=frozenset(who for kind, who in steps if kind is StepKind.APPROVE),
            state=PostState(row.state),
            revision=row.revision,
            approvals=approvals,
            halves=halves,
        ),
        content=content,
        steps=steps,
        created_at=row.created_at,
        comments=comments(connection, post_id),
        out=tuple(
            Out(
                half=one.lang or BOTH,
                url=one.url,
                at=one.not_before,
                removal=one.removal,
                shadow=one.shadow,
            )
            for one in rows
            if one.state == PublicationState.SENT.value
        ),
        corrected_by=corrected.id if corrected else None,
        withdrawn=withdrawal(connection, post_id) if row.state == _WITHDRAWN else None,
    )


def _content(row: "Row[tuple[object, ...]]") -> PostContent:
    alt = None
    if row.alt_en is not None and row.alt_fr is not None:
        alt = Bilingual(en=row.alt_en, fr=row.alt_fr)
    return PostContent(
        texts=Bilingual(en=row.text_en, fr=row.text_fr),
        channels={half: (at[0], at[1]) for half, at in json.loads(row.channels).items()},
        layout=Layout(row.layout),
        publish_at=row.publish_at,
        topic=row.topic,
        risk=Risk(row.risk),
        routine=row.routine,
        urgent=row.urgent,
        media=row.media,
        media_sha256=row.media_sha256,
        alt=alt,
        corrects=row.corrects,
        answers_case=row.answers_case,
        machine=row.machine,
    )


def in_approval(connection: Connection) -> list[PostFile]:
    """Return the posts that a person has something to do with, oldest first."""
    settled = (PostState.PUBLISHED, PostState.WITHDRAWN)
    waiting = [state.value for state in PostState if state not in settled]
    return _loaded(connection, select(POST.c.id).where(POST.c.state.in_(waiting)))


def recent(connection: Connection, limit: int) -> list[PostFile]:
    """Return the posts that were published last, the newest first."""
    rows = connection.execute(
        select(POST.c.id)
        .where(POST.c.state == PostState.PUBLISHED.value)
        .order_by(POST.c.id.desc())
        .limit(limit)
    ).all()
    return [load(connection, row.id) for row in rows]


def _loaded(connection: Connection, query: Select[tuple[int]]) -> list[PostFile]:
    return [load(connection, row.id) for row in connection.execute(query.order_by(POST.c.id)).all()]


def move(
    connection: Connection,
    post: PostFile,
    event: moves.PostMove,
    now: datetime,
    **changes: object,
) -> PostFlow:
    """Apply an event, write the post and its halves, and ask for whom it concerns to be told.

    Approvals and texts are the caller's.

    Raises:
        IllegalMove: the event cannot happen now.
        Conflict: somebody else moved it in between.
    """
    after = moves.apply(post.flow, event)
    changed = connection.execute(
        update(POST)
        .where(POST.c.id == post.id, POST.c.version == post.version)
        .values(
            state=after.state.value,
            revision=after.revision,
            editors=record.canonical(sorted(after.editors)),
            version=post.version + 1,
            **changes,
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
                of_half(lang),
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
                of_half(lang),
                PUBLICATION.c.state == PublicationState.HELD.value,
            )
            .values(state=PublicationState.WITHDRAWN.value, version=PUBLICATION.c.version + 1)
        )
    postpages.moved(
        connection,
        post_id=post.id,
        before=post.flow,
        after=after,
        told=post.asked(StepKind.NOTIFY),
        now=now,
    )
    return after


def void_approvals(connection: Connection, post_id: int) -> None:
    """A text changed: no approval holds any more."""
    connection.execute(update(APPROVAL).where(APPROVAL.c.post_id == post_id).values(void=True))


def approve(
    connection: Connection, post: PostFile, *, reviewer: int, lang: str, now: datetime
) -> None:
    """Write one approval, of a language or of a step, bound to the hash of everything."""
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


def set_columns(connection: Connection, post_id: int, **changes: object) -> None:
    """Set columns that are no state: the time, the steps."""
    connection.execute(update(POST).where(POST.c.id == post_id).values(**changes))
