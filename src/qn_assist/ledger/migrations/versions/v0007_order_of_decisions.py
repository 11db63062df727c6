"""The order of a decision stands with it: a dry run keeps decisions of cases it does not keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column(
        "decisions", sa.Column("order_id", sa.Text, nullable=False, server_default=sa.text("''"))
    )
    op.execute(
        "UPDATE decisions SET order_id = COALESCE((SELECT cases.order_id FROM cases "
        "WHERE cases.shop = decisions.shop AND cases.ticket_id = decisions.ticket_id), '')"
    )
