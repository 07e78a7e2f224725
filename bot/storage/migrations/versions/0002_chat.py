"""Chat: updates, panels, pages, appeals, delegations, the roster

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "join",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "chat", "number"),
    )
    op.create_index("ix_join_chat", "join", ["platform", "chat", "at"], unique=False)
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_page_ready", "page", ["state", "not_before"], unique=False)
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("shown_hash", sa.String(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_panel_subject", "panel", ["subject", "live"], unique=False)
    op.create_table(
        "prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_prompt_open", "prompt", ["reviewer_id", "open"], unique=False)
    op.create_table(
        "update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_update_waiting", "update", ["state", "id"], unique=False)
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_delegation_to_id"), "delegation", ["to_id"], unique=False)
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_duty_ends", "duty", ["ends_at"], unique=False)
    op.create_index(op.f("ix_duty_staff_id"), "duty", ["staff_id"], unique=False)
    op.create_table(
        "post_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["post.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_post_comment_post_id"), "post_comment", ["post_id"], unique=False)
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["action.id"],
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["author.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_appeal_action_id"), "appeal", ["action_id"], unique=False)
    op.create_index(op.f("ix_appeal_case_id"), "appeal", ["case_id"], unique=False)
    op.create_index("ix_appeal_state", "appeal", ["state"], unique=False)
    op.add_column("action", sa.Column("confirmed_by", sa.Integer(), nullable=True))
    op.add_column("action", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("action", sa.Column("token", sa.String(), nullable=True))
    op.add_column("draft", sa.Column("corrects", sa.Integer(), nullable=True))
    op.add_column("message", sa.Column("media", sa.String(), nullable=True))
    op.add_column("post", sa.Column("topic", sa.String(), nullable=True))
    op.add_column(
        "post", sa.Column("risk", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column(
        "post", sa.Column("routine", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.add_column(
        "post", sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "post", sa.Column("layout", sa.String(), server_default=sa.text("'pair'"), nullable=False)
    )
    op.add_column("post", sa.Column("media", sa.String(), nullable=True))
    op.add_column("post", sa.Column("alt_en", sa.Text(), nullable=True))
    op.add_column("post", sa.Column("alt_fr", sa.Text(), nullable=True))
    op.add_column("post", sa.Column("corrects", sa.Integer(), nullable=True))
    op.add_column("post", sa.Column("media_sha256", sa.String(), nullable=True))
    op.add_column("post", sa.Column("machine", sa.String(), nullable=True))
    op.add_column(
        "post", sa.Column("steps", sa.String(), server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column(
        "post", sa.Column("editors", sa.String(), server_default=sa.text("'[]'"), nullable=False)
    )
    op.create_index("ix_post_state", "post", ["state"], unique=False)
    op.add_column("publication", sa.Column("recipient", sa.String(), nullable=True))
    op.add_column("publication", sa.Column("media", sa.String(), nullable=True))
    op.add_column("publication", sa.Column("fallback", sa.Text(), nullable=True))
    op.add_column(
        "publication",
        sa.Column("buttons", sa.String(), server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column("publication", sa.Column("corrects", sa.Integer(), nullable=True))
    op.add_column(
        "publication", sa.Column("tried_since", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("publication", sa.Column("removal", sa.String(), nullable=True))
    op.add_column("publication", sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("publication", sa.Column("removal_fault", sa.String(), nullable=True))
