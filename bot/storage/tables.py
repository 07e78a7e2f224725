"""The tables. Rows stay in storage: stores turn them into values and back.

Times are aware UTC datetimes; JSON columns hold text that `bot.storage.json` wrote.

One module although it is long: Alembic compares it with the database as a whole, and rows refer to
one another.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Dialect, Index, Text, UniqueConstraint, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in, aware UTC out, on databases that have no time zone too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# A purge deletes rows; a number that came again would mix two cases up, in the record and in the
# idempotency keys that platforms have seen.
_NEVER_REUSED: Final = {"sqlite_autoincrement": True}


def _default(value: object, sql: str) -> Any:
    """Return a field that rows of before the column have a value in, too."""
    return Field(default=value, sa_column_kwargs={"server_default": text(sql)})


class AuthorRow(SQLModel, table=True):
    """A member of the public; the handle is shown to few, the pseudonym to all."""

    __tablename__ = "author"
    __table_args__ = (UniqueConstraint("platform", "handle"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    handle: str  # erased by a purge: then "purged:ID"
    pseudonym: str = Field(unique=True)
    stated_lang: str | None = None


class InboxRow(SQLModel, table=True):
    """One update as it arrived; committed before anything else happens to it."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "update_key"),
        Index("ix_inbox_waiting", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    update_key: str  # "new:ID", "edited:ID:TIME:HASH", "deleted:ID"
    payload: str | None = Field(default=None, sa_type=Text)  # erased once processed
    received_at: datetime = Field(sa_type=UtcDateTime)
    state: str = "waiting"  # waiting, done, bad
    fault: str | None = None


class MessageRow(SQLModel, table=True):
    """A message as it stands now; earlier texts are in the record."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("platform", "external_id"),
        Index("ix_message_fingerprint", "fingerprint", "sent_at"),
        Index("ix_message_author", "author_id", "sent_at"),
        Index(
            "ix_message_claim",
            "claim",
            sqlite_where=text("claim IS NOT NULL"),
            postgresql_where=text("claim IS NOT NULL"),
        ),
        _NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    external_id: str
    case_id: int = Field(foreign_key="case.id", index=True)
    author_id: int = Field(foreign_key="author.id")
    channel: str
    kind: str
    text: str = Field(sa_type=Text)
    quoted: str | None = Field(default=None, sa_type=Text)
    reply_to: str | None = None
    url: str | None = None
    automatic: bool = False
    media: str | None = None  # "photo", "video"… where something other than text came with it
    invitation: str | None = None  # why a program may answer; None: the platform asks for none
    sent_at: datetime = Field(sa_type=UtcDateTime)
    revision: int = 1  # counts the author's edits
    deleted: bool = False
    lang: str
    lang_confidence: float
    fingerprint: str
    route: str
    severity: int
    flagged: bool
    screening: str = Field(sa_type=Text)  # JSON of the Screening
    match: str | None = Field(default=None, sa_type=Text)  # JSON of the MatchResult
    policy_version: str
    triage: str | None = Field(default=None, sa_type=Text)  # JSON of the Triage
    claim: str | None = None  # "FACT/CLAIM" that it makes; "FACT/": against the fact otherwise
    reach: int | None = None  # followers or views, as it came


class CaseRow(SQLModel, table=True):
    """One author's conversation."""

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("platform", "channel", "root", "author_id"),
        Index("ix_case_queue", "state", "severity", "opened_at"),
        Index("ix_case_due", "due_at"),
        Index("ix_case_campaign", "campaign_id", "state"),
        Index("ix_case_author", "author_id"),
        _NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    channel: str
    root: str
    author_id: int = Field(foreign_key="author.id")
    state: str
    version: int = 1  # compare-and-set
    route: str  # the highest among its messages that need a person
    severity: int = 0
    lang: str = "und"
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    last_message_at: datetime = Field(sa_type=UtcDateTime)
    claimed_by: int | None = None
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    wanted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # look by then
    due_kind: str | None = None  # reminder, escalation, claim, snooze
    reminders: int = 0
    reason: str | None = None  # why it is with a person, where that is not the route
    revision: int = 0
    before: str | None = Field(default=None, sa_type=Text)  # JSON of what Undo restores
    theme: str | None = None
    campaign_id: int | None = None  # everything that it asks is asked by that campaign


class CampaignRow(SQLModel, table=True):
    """Nearly the same text from many authors; counts are made from its members."""

    __tablename__ = "campaign"
    __table_args__ = (Index("ix_campaign_last", "last_at"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)  # "c-…": what screening says
    sample_id: int | None = None  # the first message of it that is still there
    first_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)
    recognized_at: datetime = Field(sa_type=UtcDateTime)


class CampaignMemberRow(SQLModel, table=True):
    """A message of a campaign, and what it has of the sample."""

    __tablename__ = "campaign_member"
    __table_args__ = (Index("ix_campaign_member_author", "campaign_id", "author_id"),)

    message_id: int = Field(
        foreign_key="message.id", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    campaign_id: int = Field(foreign_key="campaign.id")
    author_id: int
    copied: bool
    likeness_pct: int
    added: int
    varied: int
    alone: str | None = None  # why its case stands on its own: question, graver, turned…


class DraftRow(SQLModel, table=True):
    """One text that was proposed; an edit is a new row."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("case_id", "revision"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    revision: int
    state: str
    act: str
    texts: str = Field(sa_type=Text)  # JSON language -> text
    origins: str  # JSON language -> origin
    languages: str  # JSON list: what is sent, in order
    needs: str  # JSON list: languages that need an approval
    facts: str = "[]"
    template: str | None = None
    trace: str = Field(default="{}", sa_type=Text)
    checks: str = Field(default="[]", sa_type=Text)
    text_hash: str
    message_id: int | None = Field(default=None, foreign_key="message.id")
    written_by: int | None = None  # reviewer, where a person typed it
    corrects: int | None = None  # publication of ours that it puts right
    created_at: datetime = Field(sa_type=UtcDateTime)


class ApprovalRow(SQLModel, table=True):
    """Who approved which exact text."""

    __tablename__ = "approval"

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", index=True)
    post_id: int | None = Field(default=None, foreign_key="post.id", index=True)
    reviewer_id: int
    lang: str
    text_hash: str
    at: datetime = Field(sa_type=UtcDateTime)
    void: bool = False


class DecisionRow(SQLModel, table=True):
    """What a reviewer chose."""

    __tablename__ = "decision"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    draft_id: int | None = None
    reviewer_id: int
    choice: str
    reason: str | None = None
    rule: str | None = None
    policy_version: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    undone: bool = False


class PublicationRow(SQLModel, table=True):
    """The outbox: one outgoing text."""

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("idempotency_key"),
        Index("ix_publication_ready", "state", "not_before"),
        Index("ix_publication_answers", "platform", "reply_to"),
        Index("ix_publication_there", "platform", "external_id"),
        _NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    idempotency_key: str
    kind: str  # reply, holding, crisis, post
    state: str
    version: int = 1
    platform: str
    channel: str
    reply_to: str | None = None
    lang: str | None = None
    text: str = Field(sa_type=Text)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    post_id: int | None = Field(default=None, foreign_key="post.id", index=True)
    not_before: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    external_id: str | None = None
    url: str | None = None
    fault: str | None = None
    shadow: bool = False  # prepared in shadow mode: nobody outside sees it
    recipient: str | None = None  # whom it goes to privately
    media: str | None = None  # path of a picture that goes with it
    fallback: str | None = Field(default=None, sa_type=Text)  # neutral text for the thread
    buttons: str = _default("[]", "'[]'")  # JSON list of Button
    corrects: int | None = None  # publication of ours that this one puts right
    tried_since: datetime | None = Field(default=None, sa_type=UtcDateTime)  # first attempt
    removal: str | None = None  # wanted, removed, refused, by_hand: taken down after it was out
    removal_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # try again then
    removal_fault: str | None = None


class ActionRow(SQLModel, table=True):
    """An enforcement action on one message."""

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_ready", "state", "not_before"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    action: str
    state: str
    version: int = 1
    rule: str | None = None
    reason: str | None = None
    reviewer_id: int
    confirmed_by: int | None = None  # the director, of a ban
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # of a restriction
    token: str | None = None  # of the link that shows the author the rule
    not_before: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    fault: str | None = None


class AppealRow(SQLModel, table=True):
    """An author contests an action."""

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_state", "state"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    author_id: int = Field(foreign_key="author.id")
    state: str  # started, open, upheld, dismissed, dropped
    version: int = 1
    via: str  # button, command, staff (entered from an e-mail)
    text: str = Field(default="", sa_type=Text)
    lang: str | None = None
    entered_by: int | None = None  # staff, where it came by e-mail
    decided_by: int | None = None
    ground: str | None = None  # what the author is told of a dismissal: a key of the wording
    reason: str | None = None  # for us
    created_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PostRow(SQLModel, table=True):
    """An official post."""

    __tablename__ = "post"
    __table_args__ = (Index("ix_post_state", "state"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    state: str
    version: int = 1
    revision: int = 1
    author_id: int
    text_en: str = Field(sa_type=Text)
    text_fr: str = Field(sa_type=Text)
    text_hash: str
    channels: str  # JSON language -> [platform, channel]
    source_key: str = Field(unique=True)  # hash of the file: the same file twice is one post
    publish_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    topic: str | None = None
    risk: int = _default(1, "1")  # policies.approvals.Risk
    routine: bool = _default(True, "true")  # may go out in a caretaker period
    urgent: bool = _default(False, "false")
    layout: str = _default("pair", "'pair'")  # or bilingual: both in one message
    media: str | None = None  # path of a picture
    alt_en: str | None = Field(default=None, sa_type=Text)
    alt_fr: str | None = Field(default=None, sa_type=Text)
    corrects: int | None = None  # the post that this one puts right
    answers_case: int | None = None  # the case whose wrong claim it answers
    media_sha256: str | None = None  # of the picture's bytes: an approval binds to them
    machine: str | None = None  # language of a text that is a machine translation as it came
    steps: str = _default("[]", "'[]'")  # JSON list of [kind, who] that apply
    editors: str = _default("[]", "'[]'")  # JSON list of reviewers who changed a text


class PostCommentRow(SQLModel, table=True):
    """What somebody who was consulted says of an official post."""

    __tablename__ = "post_comment"

    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    reviewer_id: int
    text: str = Field(sa_type=Text)
    text_hash: str  # of the texts that the person had read
    at: datetime = Field(sa_type=UtcDateTime)


class StaffRow(SQLModel, table=True):
    """A person on our side."""

    __tablename__ = "staff"
    __table_args__ = _NEVER_REUSED

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    roles: str  # JSON list
    lang: str
    languages: str  # JSON list: languages in which this person may approve
    invitation: str | None = None  # SHA-256 of the one-time code
    invited_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    platform_ids: str = "{}"  # JSON platform -> numeric id
    revoked: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


class DelegationRow(SQLModel, table=True):
    """For some days one person holds another's roles; languages are never delegated."""

    __tablename__ = "delegation"

    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="staff.id")
    to_id: int = Field(foreign_key="staff.id", index=True)
    roles: str  # JSON list
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    reason: str | None = None
    ended_by: int | None = None  # taken back before its end
    created_at: datetime = Field(sa_type=UtcDateTime)


class DutyRow(SQLModel, table=True):
    """The roster: who is on call for safety, from when until when."""

    __tablename__ = "duty"
    __table_args__ = (Index("ix_duty_ends", "ends_at"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    created_by: int | None = None


class UpdateRow(SQLModel, table=True):
    """A platform's raw update; committed before the platform may forget it."""

    __tablename__ = "update"
    __table_args__ = (
        UniqueConstraint("platform", "number"),
        Index("ix_update_waiting", "state", "id"),
        _NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    number: int = Field(sa_type=BigInteger)
    payload: str | None = Field(default=None, sa_type=Text)  # erased once processed
    received_at: datetime = Field(sa_type=UtcDateTime)
    state: str = "waiting"  # waiting, done, bad
    fault: str | None = None
    attempts: int = 0


class JoinRow(SQLModel, table=True):
    """Somebody arrived in a chat; forgotten after a day."""

    __tablename__ = "join"
    __table_args__ = (
        UniqueConstraint("platform", "chat", "number"),
        Index("ix_join_chat", "platform", "chat", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    chat: str
    number: str
    at: datetime = Field(sa_type=UtcDateTime)


class PanelRow(SQLModel, table=True):
    """A panel that was shown to a reviewer in chat: what of, and which text."""

    __tablename__ = "panel"
    __table_args__ = (Index("ix_panel_subject", "subject", "live"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    chat: str
    message: str | None = None  # the platform's id, once it was sent
    reviewer_id: int | None = None  # None: the staff group
    kind: str  # case, post, appeal, digest, queue, settle…
    subject: str  # "case:12", "post:3", "appeal:4"
    shown_hash: str | None = None  # of the text that was shown: an approval binds to it
    detail: str = Field(default="{}", sa_type=Text)  # JSON of the part that shows it
    live: bool = True  # may still be pressed; what happened in between is said on it
    created_at: datetime = Field(sa_type=UtcDateTime)


class PromptRow(SQLModel, table=True):
    """A question to a reviewer in chat, whose next text answers it."""

    __tablename__ = "prompt"
    __table_args__ = (Index("ix_prompt_open", "reviewer_id", "open"),)

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    chat: str
    message: str | None = None
    reviewer_id: int
    kind: str  # edit, reject, hide…: the part that asked knows
    panel_id: int | None = None
    detail: str = Field(default="{}", sa_type=Text)  # JSON
    open: bool = True
    asked_at: datetime = Field(sa_type=UtcDateTime)


class PageRow(SQLModel, table=True):
    """The outbox to staff: somebody is told of something, at least once."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_page_ready", "state", "not_before"),
        _NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str
    kind: str  # escalation, reminder, safety, decided, appeal, approval, settle…
    subject: str  # "case:12", "post:3", "appeal:4", "publication:5"
    reviewer_id: int | None = None  # None: whom it concerns is found out when it is due
    priority: int
    payload: str = Field(default="{}", sa_type=Text)
    state: str = "waiting"  # waiting, sent, failed, moot
    not_before: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    fault: str | None = None


class DocumentRow(SQLModel, table=True):
    """An imported version of the policy, the facts or the templates; immutable."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("kind", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str  # policy, facts, templates
    sha256: str
    name: str
    files: str = Field(sa_type=Text)  # JSON file name -> text
    imported_at: datetime = Field(sa_type=UtcDateTime)
    imported_by: int | None = None
    approved_by: int | None = None
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RetractionRow(SQLModel, table=True):
    """A fact was taken back at once: it counts again only as another fact than it was."""

    __tablename__ = "retraction"
    __table_args__ = (Index("ix_retraction_fact", "fact_id"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    fact_id: str
    fact_hash: str  # of the fact as it stood
    reason: str | None = Field(default=None, sa_type=Text)
    retracted_by: int
    retracted_at: datetime = Field(sa_type=UtcDateTime)


class WantedCorrectionRow(SQLModel, table=True):
    """A reply of ours that is out rests on a fact that does not hold: somebody should look."""

    __tablename__ = "wanted_correction"
    __table_args__ = (
        UniqueConstraint("publication_id", "fact_id"),
        Index("ix_wanted_correction_open", "settled_at"),
        _NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    publication_id: int
    case_id: int | None = None
    fact_id: str
    why: str  # retracted, expired, gone, changed
    wanted_at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_by: int | None = None
    note: str | None = Field(default=None, sa_type=Text)  # why no correction is needed


class MemoryUnitRow(SQLModel, table=True):
    """A segment and its translation as people approved them; no personal data is in it."""

    __tablename__ = "memory_unit"
    __table_args__ = (Index("ix_memory_unit_ref", "ref"), _NEVER_REUSED)

    id: int | None = Field(default=None, primary_key=True)
    en: str = Field(sa_type=Text)
    fr: str = Field(sa_type=Text)
    kind: str  # post, reply, import
    ref: str  # what it is part of: "draft:12", "post:3", a file's name
    place: int  # its place there: neighbours have consecutive ones
    draft_id: int | None = Field(default=None, index=True)
    post_id: int | None = Field(default=None, index=True)
    approved_at: datetime = Field(sa_type=UtcDateTime)
    approved_by: int | None = None
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forgotten_by: int | None = None


class PostEditRow(SQLModel, table=True):
    """How much people changed of a machine's translation before they approved it; no text."""

    __tablename__ = "post_edit"
    __table_args__ = (UniqueConstraint("draft_id", "lang"), Index("ix_post_edit_at", "at"))

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int  # of the text that was approved
    case_id: int = Field(index=True)
    source_lang: str
    lang: str
    topic: str | None = None  # of the first fact that it rests on
    model: str
    letters: int  # of the approved text
    letter_edits: int
    words: int
    word_edits: int
    at: datetime = Field(sa_type=UtcDateTime)


class ReadingRow(SQLModel, table=True):
    """A translation made so that a reviewer can read a message; goes with its case."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("case_id", "text_hash", "source", "target", "model"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(index=True)
    text_hash: str = Field(index=True)  # SHA-256 of what was translated, masked as it was shown
    source: str
    target: str
    model: str
    text: str = Field(sa_type=Text)
    origin: str  # tm, mt
    made_at: datetime = Field(sa_type=UtcDateTime)


class SwitchRow(SQLModel, table=True):
    """What is paused, and whether there is an incident."""

    __tablename__ = "switch"

    name: str = Field(
        primary_key=True
    )  # "pause:all", "pause:channel:X", "pause:kind:X", "incident"
    on: bool
    reason: str | None = None
    changed_by: int | None = None
    changed_at: datetime = Field(sa_type=UtcDateTime)


class CursorRow(SQLModel, table=True):
    """How far a source has been read."""

    __tablename__ = "cursor"

    name: str = Field(primary_key=True)
    value: str


class SpendingRow(SQLModel, table=True):
    """What a platform that costs money has cost in a month."""

    __tablename__ = "spending"

    platform: str = Field(primary_key=True)
    month: str = Field(primary_key=True)  # "2026-11", UTC: as platforms bill
    kind: str = Field(primary_key=True)  # "read", "post", "link"
    count: int
    micro_usd: int = Field(sa_type=BigInteger)  # millionths of a dollar


class StoppedRow(SQLModel, table=True):
    """Somebody who asked to be left alone: for good, so it outlives what is purged of them."""

    __tablename__ = "stopped"

    platform: str = Field(primary_key=True)
    person: str = Field(primary_key=True)  # SHA-256 of what names them: nobody is listed
    at: datetime = Field(sa_type=UtcDateTime)


class EventRow(SQLModel, table=True):
    """The envelope of one event of the record, chained to the one before."""

    __tablename__ = "event"

    seq: int = Field(primary_key=True)
    at: str  # ISO 8601, UTC
    kind: str
    actor: str
    subject: str = Field(index=True)  # "case:12", "message:7", "post:3", …
    payload_hash: str
    previous: str
    hash: str


class EventPayloadRow(SQLModel, table=True):
    """What an event says; erased by a purge, which the chain survives."""

    __tablename__ = "event_payload"

    seq: int = Field(primary_key=True)
    salt: str
    payload: str = Field(sa_type=Text)


class RecordHeadRow(SQLModel, table=True):
    """The last link of the chain: locked while events are appended."""

    __tablename__ = "record_head"

    id: int = Field(primary_key=True)
    seq: int
    hash: str


class LegalHoldRow(SQLModel, table=True):
    """Nothing that a hold covers may be purged."""

    __tablename__ = "legal_hold"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    reason: str
    case_id: int | None = None  # None: everything
    placed_by: int | None = None
    placed_at: datetime = Field(sa_type=UtcDateTime)
    lifted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
