"""Official posts at the desks: written, approved, sent in time, taken down, corrected.

Every method is one transaction; each checks the right to do it and writes what was done, by whom.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import post as moves
from bot.deciding import NotAllowed
from bot.postcontent import PostContent
from bot.postdeciding import PostDeciding, may_comment, may_write
from bot.remembering import remember_post
from bot.states import PostState
from bot.storage import posthalves, postnotes, posts, record, removals
from bot.storage.posts import PostFile
from policies.approvals import Approval, may_approve_post_half, may_give_step
from policies.roles import Act, Reviewer
from translations.values import OFFICIAL_LANGUAGES, Bilingual


class OfficialPosts(PostDeciding):
    """The way of an official post through its approvals, and what happens to it afterwards."""

    # --- written ----------------------------------------------------------------------------

    def submit(
        self,
        reviewer: Reviewer,
        texts: Bilingual,
        channels: dict[str, tuple[str, str]],
        publish_at: datetime | None = None,
    ) -> tuple[int, bool]:
        """Put two texts for two channels into approval; see `submit_content`."""
        content = PostContent(texts=texts, channels=channels, publish_at=publish_at)
        return self.submit_content(reviewer, content)

    def submit_content(self, reviewer: Reviewer, content: PostContent) -> tuple[int, bool]:
        """Put a post into approval; the same post for the same channels is one post.

        Returns:
            The post's number, and whether it is new.

        Raises:
            NotAllowed: not this person, or not at that time.
            Blocked: a check found something with which it cannot go out.
        """
        if not may_write(reviewer):
            raise NotAllowed("decision.not_your_role")
        now = self._clock()
        content = self._fingerprinted(content)
        if content.publish_at is not None and content.publish_at <= now:
            raise NotAllowed("decision.past")
        with self._write("submit") as connection:
            content = self.correcting(connection, content)
            self._unblocked(content)
            number, new = posts.add(
                connection,
                author=reviewer.id,
                content=content,
                steps=self._steps(content, now),
                source_key=_source_key(content),
                now=now,
            )
            if new:
                self._ask(connection, posts.load(connection, number), now)
            return number, new

    def edit(
        self, post_id: int, reviewer: Reviewer, texts: Bilingual, *, shown_hash: str | None = None
    ) -> PostFile:
        """Change either text: every approval is void, and the editor counts as an author.

        Args:
            shown_hash: of what the person had before them; None where that was checked.
        """
        now = self._clock()
        with self._write("edit_post") as connection:
            post = self._handled(connection, post_id, reviewer)
            if shown_hash is not None and shown_hash != post.text_hash:
                raise NotAllowed("decision.stale")
            kept = post.content.machine
            if kept is not None and texts.as_mapping()[kept] != post.texts.as_mapping()[kept]:
                kept = None
            content = replace(post.content, texts=texts, machine=kept)
            self._unblocked(content)
            self._edited(connection, post, content, reviewer.id, now)
            self._log(connection, post, reviewer, "edited", texts=dict(texts.as_mapping()))
            return posts.load(connection, post_id)

    def reschedule(self, post_id: int, reviewer: Reviewer, publish_at: datetime | None) -> PostFile:
        """Change when it goes out; approvals hold, but a caretaker period asks for its own."""
        now = self._clock()
        if publish_at is not None and publish_at <= now:
            raise NotAllowed("decision.past")
        with self._write("reschedule") as connection:
            post = self._handled(connection, post_id, reviewer)
            if post.flow.state not in {PostState.IN_APPROVAL, PostState.APPROVED}:
                raise NotAllowed("post.refused.too_late")
            self._log(
                connection,
                post,
                reviewer,
                "rescheduled",
                before=post.publish_at.isoformat() if post.publish_at else None,
                publish_at=publish_at.isoformat() if publish_at else None,
            )
            posts.set_columns(connection, post_id, publish_at=publish_at)
            self._renew_needs(connection, posts.load(connection, post_id), now)
            after = posts.load(connection, post_id)
            if after.flow.state is PostState.APPROVED:
                hold = now + timedelta(seconds=self._settings.hold_back_seconds)
                posthalves.hold_until(connection, post_id, self._leaves(after.content, hold))
            return posts.load(connection, post_id)

    # --- approved ---------------------------------------------------------------------------

    def approve_half(
        self, post_id: int, reviewer: Reviewer, lang: str, *, text_hash: str
    ) -> PostState:
        """Approve one language version, as it was shown with the other.

        Raises:
            NotAllowed: not this person, not this text any more.
            Blocked: a check found something with which it cannot go out.
        """
        with self._write("approve_half") as connection:
            post = posts.load(connection, post_id)
            if self._given(post, reviewer, lang, text_hash):
                return post.flow.state
            refusal = may_approve_post_half(
                reviewer,
                lang,
                authors=post.flow.authors,
                approvals=_approvals(post),
                shown_hash=text_hash,
                current_hash=post.text_hash,
            )
            if refusal is not None:
                raise NotAllowed(f"decision.refusal.{refusal.value}")
            event = moves.ApproveHalf(reviewer=reviewer.id, lang=lang)
            return self._approved(connection, post, reviewer, event, lang)

    def approve_step(
        self, post_id: int, reviewer: Reviewer, need: str, *, text_hash: str
    ) -> PostState:
        """Give an approval that a step or a caretaker period asks for, of both texts as shown.

        Raises:
            NotAllowed: not this person, not this text any more.
            Blocked: a check found something with which it cannot go out.
        """
        with self._write("approve_step") as connection:
            post = posts.load(connection, post_id)
            if self._given(post, reviewer, need, text_hash):
                return post.flow.state
            if need not in post.flow.needs:
                raise NotAllowed("post.refused.not_needed")
            refusal = may_give_step(
                reviewer,
                need,
                authors=post.flow.authors,
                approvals=_approvals(post),
                shown_hash=text_hash,
                current_hash=post.text_hash,
            )
            if refusal is not None:
                raise NotAllowed(f"decision.refusal.{refusal.value}")
            event = moves.ApproveStep(reviewer=reviewer.id, need=need)
            return self._approved(connection, post, reviewer, event, need)

    def comment(self, post_id: int, reviewer: Reviewer, text: str) -> None:
        """Answer as somebody who was consulted; it blocks nothing."""
        if not text.strip():
            raise NotAllowed("decision.empty_text")
        now = self._clock()
        with self._write("comment") as connection:
            post = posts.load(connection, post_id)
            if not may_comment(reviewer, post):
                raise NotAllowed("decision.not_your_role")
            postnotes.comment(connection, post, reviewer=reviewer.id, text=text.strip(), now=now)
            self._log(connection, post, reviewer, "commented", text=text.strip())

    @staticmethod
    def _given(post: PostFile, reviewer: Reviewer, key: str, shown_hash: str) -> bool:
        """Whether this person has given the approval already: a press that came twice.

        Raises:
            NotAllowed: somebody else has.
        """
        by = post.flow.approvals.get(key)
        if by is None or shown_hash != post.text_hash:
            return False
        if by != reviewer.id:
            raise NotAllowed("post.refused.already")
        return True

    def _approved(
        self,
        connection: Connection,
        post: PostFile,
        reviewer: Reviewer,
        event: moves.ApproveHalf | moves.ApproveStep,
        key: str,
    ) -> PostState:
        now = self._clock()
        self._unblocked(post.content)
        self._unchanged_picture(post.content)
        after = posts.move(connection, post, event, now)
        posts.approve(connection, post, reviewer=reviewer.id, lang=key, now=now)
        if isinstance(event, moves.ApproveHalf):
            self._log(connection, post, reviewer, "half_approved", lang=key)
        else:
            self._log(connection, post, reviewer, "step_approved", step=key)
        self._queue_all(connection, post, after, now)
        # what has to hold on the day of publication is looked at again with the last approval
        state = self._renew_needs(connection, posts.load(connection, post.id), now)
        if state is PostState.APPROVED:
            remember_post(connection, posts.load(connection, post.id), reviewer.id, now)
        return state

    # --- sent -------------------------------------------------------------------------------

    def may_leave(self, connection: Connection, post_id: int, now: datetime) -> bool:
        """Say whether an approved post may set out now; what it waits for is written down.

        Asked just before sending: a pause or a full outbox may have moved it into a caretaker
        period, and a picture may have been exchanged.
        """
        post = posts.load(connection, post_id)
        if post.flow.state is not PostState.APPROVED:
            return True  # the first half is out: the other follows, whatever the day
        if self._leaves(post.content, now) > now:
            posthalves.hold_until(connection, post_id, self._leaves(post.content, now))
            self._note(connection, post, "waits_for_period_end", now)
            return False
        if self._renew_needs(connection, post, now) is not PostState.APPROVED:
            return False
        try:
            self._unchanged_picture(post.content)
        except NotAllowed:
            content = self._fingerprinted(post.content)
            self._edited(connection, post, content, None, now)
            self._note(connection, post, "picture_changed", now)
            return False
        return True

    def withdraw(self, post_id: int, reviewer: Reviewer, reason: str) -> PostFile:
        """Take a post back; what is out is taken down where the platform can."""
        now = self._clock()
        with self._write("withdraw_post") as connection:
            post = self._handled(connection, post_id, reviewer)
            posts.move(connection, post, moves.Withdraw(), now)
            wanted = removals.want(connection, post_id, now)
            self._log(connection, post, reviewer, "withdrawn", reason=reason, out=wanted)
            return posts.load(connection, post_id)

    def removed_by_hand(self, post_id: int, reviewer: Reviewer) -> None:
        """Say that a person took down what the program could not."""
        with self._write("removed_by_hand") as connection:
            post = self._handled(connection, post_id, reviewer)
            if not removals.by_hand(connection, post_id):
                raise NotAllowed("post.refused.nothing_out")
            self._log(connection, post, reviewer, "removed_by_hand")

    def retry_half(self, post_id: int, reviewer: Reviewer, lang: str) -> None:
        """Send the half that is certainly not out once more."""
        now = self._clock()
        with self._write("retry_half") as connection:
            post = posts.load(connection, post_id)
            needed = lang if lang in OFFICIAL_LANGUAGES else None
            if not reviewer.may(Act.APPROVE_POST, lang=needed):
                raise NotAllowed("decision.not_your_role")
            posthalves.end_half(connection, post, lang)
            posts.move(connection, post, moves.RetryHalf(lang=lang), now)
            self._queue(connection, post, lang, post.flow.revision, now, now)
            self._log(connection, post, reviewer, "retried", lang=lang)


def _approvals(post: PostFile) -> list[Approval]:
    return [
        Approval(reviewer_id=person, lang=key, text_hash=post.text_hash)
        for key, person in post.flow.approvals.items()
    ]


def _source_key(content: PostContent) -> str:
    base: list[object] = [
        dict(content.texts.as_mapping()),
        {half: list(at) for half, at in content.channels.items()},
        str(content.publish_at),
    ]
    more = [
        content.corrects,
        content.media_sha256,
        content.topic,
        int(content.risk) - 1,
        content.routine,
        content.urgent,
    ]
    if any(more):  # a post without any of it keeps the key that it has always had
        base.append(more)
    if content.answers_case is not None:
        base.append({"answers": content.answers_case})
    return hashlib.sha256(record.canonical(base).encode()).hexdigest()
