"""What platforms cost, who asked to be left alone, and where a program may answer

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("message", sa.Column("invitation", sa.String(), nullable=True))
    op.create_index("ix_publication_answers", "publication", ["platform", "reply_to"])
    op.create_index("ix_publication_there", "publication", ["platform", "external_id"])
    op.create_table(
        "spending",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("micro_usd", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "month", "kind"),
    )
    op.create_table(
        "stopped",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "person"),
    )
