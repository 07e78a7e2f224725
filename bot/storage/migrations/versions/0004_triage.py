"""Whether each message is one to answer, and why; which case an official post answers

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("message", sa.Column("triage", sa.Text(), nullable=True))
    op.add_column("post", sa.Column("answers_case", sa.Integer(), nullable=True))
    op.create_index("ix_case_author", "case", ["author_id"], unique=False)
