"""Cases that are followed to their end, and the dates that buyers were promised.

The times that say when something is due are the console's, as the deadlines are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("follow_up_id", sa.Integer, primary_key=True),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("entry", sa.JSON, nullable=False),
        sa.Column("then", sa.JSON, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("limit_at", _MOMENT, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("ended_how", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("ended_at", _MOMENT),
        sa.UniqueConstraint("shop", "ticket_id", name="followed_once"),
        sa.CheckConstraint("state IN ('open', 'ended', 'handed_over')", name="follow_up_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("follow_ups_due", "follow_ups", ["shop", "state", "due_at"])
    op.create_table(
        "promises",
        sa.Column("promise_id", sa.Integer, primary_key=True),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("promised_date", _MOMENT, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("ended_at", _MOMENT),
        sa.UniqueConstraint("claim_id", name="promised_once"),
        sa.CheckConstraint("state IN ('open', 'kept', 'broken', 'void')", name="promise_state"),
        sqlite_autoincrement=True,
    )
    op.create_index("promises_of_order", "promises", ["shop", "order_id"])
