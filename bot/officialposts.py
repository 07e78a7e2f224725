"""Official posts at the desk: two halves, approved by two people, published as a pair."""

import hashlib
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import post as moves
from bot.deciding import NotAllowed
from bot.ports import Autonomy, Clock, Probe, PublicationKind
from bot.settings import Settings
from bot.states import PostState
from bot.storage import posts, record
from bot.storage.database import Database
from bot.storage.posts import PostFile
from bot.storage.record import Entry
from policies.approvals import Approval, may_approve_post_half, text_hash
from policies.roles import Act, Reviewer
from translations.values import OFFICIAL_LANGUAGES, Bilingual


class OfficialPosts:
    """The way of an official post through its two approvals."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        clock: Clock,
        probe: Probe = lambda _name: None,
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._probe = probe

    def submit(
        self,
        reviewer: Reviewer,
        texts: Bilingual,
        channels: dict[str, tuple[str, str]],
        publish_at: datetime | None = None,
    ) -> tuple[int, bool]:
        """Put a post into approval; the same texts for the same channels are one post.

        Returns:
            The post's number, and whether it is new.
        """
        if not (reviewer.may(Act.APPROVE_POST) or reviewer.may(Act.APPROVE_REPLY)):
            raise NotAllowed("decision.not_your_role")
        key = hashlib.sha256(
            record.canonical([dict(texts.as_mapping()), channels, str(publish_at)]).encode()
        ).hexdigest()
        with self._write("submit") as connection:
            return posts.add(
                connection,
                author=reviewer.id,
                texts=texts,
                channels=channels,
                source_key=key,
                publish_at=publish_at,
                now=self._clock(),
            )

    def approve_half(
        self, post_id: int, reviewer: Reviewer, lang: str, *, text_hash: str
    ) -> PostState:
        """Approve one language version, as it was shown with the other.

        Raises:
            NotAllowed: not this person, not this text any more.
        """
        now = self._clock()
        with self._write("approve_half") as connection:
            post = posts.load(connection, post_id)
            refusal = may_approve_post_half(
                reviewer,
                lang,
                author_id=post.flow.author,
                approvals=[
                    Approval(reviewer_id=person, lang=of, text_hash=post.text_hash)
                    for of, person in post.flow.approvals.items()
                ],
                shown_hash=text_hash,
                current_hash=post.text_hash,
            )
            if refusal is not None:
                raise NotAllowed(f"decision.refusal.{refusal.value}")
            after = posts.move(connection, post, moves.ApproveHalf(reviewer=reviewer.id, lang=lang))
            posts.approve(connection, post, reviewer=reviewer.id, lang=lang, now=now)
            if after.state is PostState.APPROVED:
                hold = now + timedelta(seconds=self._settings.hold_back_seconds)
                for half in OFFICIAL_LANGUAGES:
                    self._queue(connection, post, half, max(hold, post.publish_at or hold), now)
            self._log(connection, post, reviewer, "half_approved", lang=lang)
            return after.state

    def edit(self, post_id: int, reviewer: Reviewer, texts: Bilingual) -> PostFile:
        """Change either text: both approvals are void."""
        with self._write("edit_post") as connection:
            post = posts.load(connection, post_id)
            if not (reviewer.may(Act.APPROVE_POST) or reviewer.id == post.flow.author):
                raise NotAllowed("decision.not_your_role")
            posts.move(
                connection,
                post,
                moves.EditPost(),
                text_en=texts.en,
                text_fr=texts.fr,
                text_hash=text_hash(texts.as_mapping()),
            )
            posts.void_approvals(connection, post_id)
            self._log(connection, post, reviewer, "edited", texts=dict(texts.as_mapping()))
            return posts.load(connection, post_id)

    def withdraw(self, post_id: int, reviewer: Reviewer, reason: str) -> None:
        """Take a post back before it left, or say that the half that was out is removed."""
        with self._write("withdraw_post") as connection:
            post = posts.load(connection, post_id)
            if not (reviewer.may(Act.APPROVE_POST) or reviewer.id == post.flow.author):
                raise NotAllowed("decision.not_your_role")
            posts.move(connection, post, moves.Withdraw())
            self._log(connection, post, reviewer, "withdrawn", reason=reason)

    def retry_half(self, post_id: int, reviewer: Reviewer, lang: str) -> None:
        """Send the half that is certainly not out once more."""
        now = self._clock()
        with self._write("retry_half") as connection:
            post = posts.load(connection, post_id)
            if not reviewer.may(Act.APPROVE_POST, lang=lang):
                raise NotAllowed("decision.not_your_role")
            posts.end_half(connection, post, lang)
            posts.move(connection, post, moves.RetryHalf(lang=lang))
            self._queue(connection, post, lang, now, now)
            self._log(connection, post, reviewer, "retried", lang=lang)

    def _queue(
        self,
        connection: Connection,
        post: PostFile,
        lang: str,
        not_before: datetime,
        now: datetime,
    ) -> None:
        platform, channel = post.channels[lang]
        level = self._settings.channel(platform, channel).autonomy_of(PublicationKind.POST)
        shadow = level is Autonomy.SHADOW
        posts.queue_half(connection, post, lang, not_before=not_before, shadow=shadow, now=now)

    def _write(self, what: str) -> AbstractContextManager[Connection]:
        return self._database.write(what, self._probe)

    def _log(
        self,
        connection: Connection,
        post: PostFile,
        reviewer: Reviewer,
        what: str,
        **details: object,
    ) -> None:
        entry = Entry(
            kind=f"post.{what}",
            actor=f"staff:{reviewer.id}",
            subject=f"post:{post.id}",
            payload={"text_hash": post.text_hash, **details},
        )
        record.append(connection, [entry], self._clock())
