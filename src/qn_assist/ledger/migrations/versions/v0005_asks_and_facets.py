"""What couriers were asked, and what cases are counted by in reports.

The new columns of cases that were read before stay empty until the case is read again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)
_FACETS = ("city", "province", "waybill", "item", "item_title", "cause", "owner")


def upgrade() -> None:
    op.create_table(
        "courier_asks",
        sa.Column("shop", sa.Text, primary_key=True),
        sa.Column("waybill", sa.Text, primary_key=True),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("courier", sa.Text, nullable=False),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("answered_at", _MOMENT),
        sa.Column("answered_by", sa.Text),
        sa.Column("answer", sa.Text),
    )
    for name in _FACETS:
        op.add_column("cases", sa.Column(name, sa.Text))
    op.add_column("cases", sa.Column("overdue", sa.Boolean))
    op.add_column("cases", sa.Column("expected_cents", sa.BigInteger))
    op.add_column("cases", sa.Column("paid_cents", sa.BigInteger))
    op.add_column("cases", sa.Column("closed_at", _MOMENT))
