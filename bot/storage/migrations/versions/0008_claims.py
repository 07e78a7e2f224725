"""Which claim a message makes, and how far it reaches: cases that share a claim are found by it

Revision ID: 0008
Revises: 0007
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AT_ONCE = 1_000
_WRONG = ("claim:", "misconception:")
_MESSAGE = sa.table(
    "message",
    sa.column("id", sa.Integer),
    sa.column("match", sa.Text),
    sa.column("triage", sa.Text),
    sa.column("claim", sa.String),
    sa.column("reach", sa.Integer),
)


def upgrade() -> None:
    """Apply; messages that are there get what their match and triage say."""
    op.add_column("message", sa.Column("claim", sa.String(), nullable=True))
    op.add_column("message", sa.Column("reach", sa.Integer(), nullable=True))
    _fill(op.get_bind())
    op.create_index(
        "ix_message_claim",
        "message",
        ["claim"],
        sqlite_where=sa.text("claim IS NOT NULL"),
        postgresql_where=sa.text("claim IS NOT NULL"),
    )


def _fill(connection: sa.Connection) -> None:
    query = sa.select(_MESSAGE.c.id, _MESSAGE.c.match, _MESSAGE.c.triage).order_by(_MESSAGE.c.id)
    query = query.where(_MESSAGE.c.match.contains('"contradicts"'))
    after = 0
    while rows := connection.execute(query.where(_MESSAGE.c.id > after).limit(_AT_ONCE)).all():
        after = rows[-1].id
        values = [
            {"number": row.id, "said": _claim(row.match), "reached": _reach(row.triage)}
            for row in rows
        ]
        connection.execute(
            sa.update(_MESSAGE)
            .where(_MESSAGE.c.id == sa.bindparam("number"))
            .values(claim=sa.bindparam("said"), reach=sa.bindparam("reached")),
            values,
        )


def _claim(match: str) -> str | None:
    found = json.loads(match)
    if found["stance"] != "contradicts":
        return None
    for one in found["matches"]:
        if one["stance"] == "contradicts":
            near = str(one["gates"].get("near", "")).partition(" ")[0]
            return f"{one['fact']}/{near.partition(':')[2] if near.startswith(_WRONG) else ''}"
    return None


def _reach(triage: str | None) -> int | None:
    reach = json.loads(triage).get("reach") if triage else None
    return reach if isinstance(reach, int) else None
