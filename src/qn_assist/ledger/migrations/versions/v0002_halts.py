"""Halts (what stopped a shop, and until when it rests), and looks at an unknown entry."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "halts",
        sa.Column("halt_id", sa.Integer, primary_key=True),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("run_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("picture", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("ended_by", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("halts_of_shop", "halts", ["shop", "ended_at"])
    looks = sa.Column("looks", sa.Integer, nullable=False, server_default=sa.text("0"))
    op.add_column("claims", looks)
