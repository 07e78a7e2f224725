"""What all moves of an official post share: rights, steps, caretaker periods, outbox, record."""

import hashlib
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot import post as moves
from bot.caretaker import first_free, period_at
from bot.deciding import Blocked, NotAllowed
from bot.ports import Autonomy, Clock, Probe, PublicationKind
from bot.post import PostFlow
from bot.postchecks import Finding, blocking, check_post
from bot.postcontent import PostContent
from bot.settings import Settings
from bot.states import PostState
from bot.storage import posthalves, postpages, posts, record
from bot.storage.database import Database
from bot.storage.posts import PostFile, Steps
from bot.storage.record import Entry
from policies.approvals import CARETAKER, ApprovalStep, Risk, StepKind, holds_need, steps_for
from policies.roles import Act, Reviewer, Role
from translations.catalogs import catalog
from translations.formats import format_date
from translations.values import OFFICIAL_LANGUAGES, Bilingual

LARGEST_PICTURE: int = 10 * 1024 * 1024  # bytes: https://core.telegram.org/bots/api#sendphoto


class PostDeciding:
    """The parts of a move that do not depend on which it is."""

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

    def checks(self, content: PostContent) -> tuple[Finding, ...]:
        """Return what the checks find."""
        return check_post(content, self._settings)

    def _fingerprinted(self, content: PostContent) -> PostContent:
        if content.media is None:
            return replace(content, alt=None, media_sha256=None)
        return replace(content, media_sha256=fingerprint(content.media))

    def _unblocked(self, content: PostContent) -> None:
        found = blocking(self.checks(content))
        if found:
            raise Blocked(found)

    @staticmethod
    def _unchanged_picture(content: PostContent) -> None:
        if content.media is not None and fingerprint(content.media) != content.media_sha256:
            raise NotAllowed("post.refused.picture_changed")

    def waits_until(self, post: PostFile) -> datetime | None:
        """Return the end of the caretaker period that a post waits for, None where for none."""
        if post.content.caretaker_may or post.flow.state not in {
            PostState.IN_APPROVAL,
            PostState.APPROVED,
        }:
            return None
        now = self._clock()
        moment = max(post.publish_at or now, now)
        free = first_free(self._settings, moment)
        return None if free == moment else free

    def correcting(self, connection: Connection, content: PostContent) -> PostContent:
        """Say at the head of both texts what they put right, in a sentence approved with them.

        Raises:
            NotAllowed: there is nothing to put right.
        """
        number = content.corrects
        if number is None:
            return content
        try:
            wrong = posts.load(connection, number)
        except posts.NoSuchPost as missing:
            raise NotAllowed("post.refused.no_such_post", number=number) from missing
        if not wrong.out:
            raise NotAllowed("post.refused.never_out", number=number)
        zone = ZoneInfo(self._settings.timezone)
        texts = {}
        for lang in OFFICIAL_LANGUAGES:
            out = next((one for one in wrong.out if one.half == lang), wrong.out[0])
            day = format_date(out.at.astimezone(zone).date(), lang)
            key = "post.corrects.notice" if out.url else "post.corrects.notice_unlinked"
            notice = catalog(lang)(key, day=day, url=out.url or "")
            text = content.texts[lang]
            texts[lang] = text if text.startswith(notice) else f"{notice}\n\n{text}"
        return replace(content, texts=Bilingual(en=texts["en"], fr=texts["fr"]))

    def _steps(self, content: PostContent, now: datetime) -> Steps:
        """What is asked: the agency's steps for this topic and risk, and the caretaker period's."""
        asked = steps_for(
            (
                ApprovalStep(
                    kind=one.kind,
                    who=one.who.value,
                    topic=one.topic,
                    from_risk=Risk[one.from_risk.upper()],
                )
                for one in self._settings.approval_steps
            ),
            topic=content.topic,
            risk=content.risk,
        )
        found = [(one.kind, one.who) for one in asked]
        if content.answers_case is not None:  # somebody in office was wrong: a director answers
            found.append((StepKind.APPROVE, Role.DIRECTOR.value))
        day = max(content.publish_at or now, now)
        if content.caretaker_may and period_at(self._settings, day) is not None:
            found.append((StepKind.APPROVE, CARETAKER))
        return tuple(dict.fromkeys(found))

    def _renew_needs(self, connection: Connection, post: PostFile, now: datetime) -> PostState:
        """Ask for what the day of publication asks for, if that is something else than before."""
        steps = self._steps(post.content, now)
        needs = frozenset(who for kind, who in steps if kind is StepKind.APPROVE)
        if needs == post.flow.needs or post.flow.state not in {
            PostState.IN_APPROVAL,
            PostState.APPROVED,
        }:
            return post.flow.state
        after = posts.move(
            connection,
            post,
            moves.SetNeeds(needs=needs),
            now,
            steps=posts.written_steps(steps),
        )
        self._note(connection, post, "needs", now, needs=sorted(needs))
        if post.flow.state is PostState.IN_APPROVAL:
            self._queue_all(connection, post, after, now)
        self._ask(connection, posts.load(connection, post.id), now)
        return after.state

    def _ask(self, connection: Connection, post: PostFile, now: datetime) -> None:
        postpages.asked(
            connection,
            post_id=post.id,
            flow=post.flow,
            consulted=post.asked(StepKind.CONSULT),
            now=now,
        )

    def _edited(
        self,
        connection: Connection,
        post: PostFile,
        content: PostContent,
        editor: int | None,
        now: datetime,
    ) -> None:
        posts.move(
            connection,
            post,
            moves.EditPost(editor=editor),
            now,
            steps=posts.written_steps(self._steps(content, now)),
            **posts.written_texts(content),
        )
        posts.void_approvals(connection, post.id)
        self._ask(connection, posts.load(connection, post.id), now)

    def _leaves(self, content: PostContent, now: datetime) -> datetime:
        """When it may leave: at its time, and outside of a caretaker period that is not for it."""
        moment = max(content.publish_at or now, now)
        return moment if content.caretaker_may else first_free(self._settings, moment)

    def _queue_all(
        self, connection: Connection, post: PostFile, after: PostFlow, now: datetime
    ) -> None:
        if after.state is not PostState.APPROVED:
            return
        hold = now + timedelta(seconds=self._settings.hold_back_seconds)
        leaves = self._leaves(post.content, hold)
        for half in after.layout.halves:
            self._queue(connection, post, half, after.revision, leaves, now)

    def _queue(
        self,
        connection: Connection,
        post: PostFile,
        half: str,
        revision: int,
        not_before: datetime,
        now: datetime,
    ) -> None:
        platform, channel = post.channels[half]
        level = self._settings.channel(platform, channel).autonomy_of(PublicationKind.POST)
        posthalves.queue_half(
            connection,
            post,
            half,
            revision=revision,
            not_before=not_before,
            shadow=level is Autonomy.SHADOW,
            now=now,
        )

    def _handled(self, connection: Connection, post_id: int, reviewer: Reviewer) -> PostFile:
        post = posts.load(connection, post_id)
        if not may_handle(reviewer, post):
            raise NotAllowed("decision.not_your_role")
        return post

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
        self._record(connection, post, f"staff:{reviewer.id}", what, self._clock(), details)

    def _note(
        self, connection: Connection, post: PostFile, what: str, now: datetime, **details: object
    ) -> None:
        self._record(connection, post, "program", what, now, details)

    @staticmethod
    def _record(
        connection: Connection,
        post: PostFile,
        actor: str,
        what: str,
        now: datetime,
        details: dict[str, object],
    ) -> None:
        entry = Entry(
            kind=f"post.{what}",
            actor=actor,
            subject=f"post:{post.id}",
            payload={"text_hash": post.text_hash, **details},
        )
        record.append(connection, [entry], now)


def may_write(reviewer: Reviewer) -> bool:
    """Whether a person may put an official post into approval."""
    return reviewer.may(Act.APPROVE_POST) or reviewer.may(Act.APPROVE_REPLY)


def may_handle(reviewer: Reviewer, post: PostFile) -> bool:
    """Whether a person may edit, move or withdraw a post: approvers, and its author."""
    return reviewer.may(Act.APPROVE_POST) or reviewer.id == post.flow.author


def may_comment(reviewer: Reviewer, post: PostFile) -> bool:
    """Whether a post's steps ask this person's advice."""
    return any(holds_need(reviewer, role) for role in post.asked(StepKind.CONSULT))


def fingerprint(path: str | None) -> str:
    """Return the SHA-256 of a picture.

    Raises:
        NotAllowed: there is no such file, or it is too large.
    """
    try:
        content = Path(path or "").read_bytes()
    except OSError as missing:
        raise NotAllowed("post.refused.picture", path=path) from missing
    if not content or len(content) > LARGEST_PICTURE:
        raise NotAllowed("post.refused.picture_size", path=path)
    return hashlib.sha256(content).hexdigest()
