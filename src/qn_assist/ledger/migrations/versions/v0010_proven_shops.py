"""Shops by the account that their console proves, and who may write for each.

The names that are there go on: the next writing pass of a folder of that name proves whose it is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "shops",
        sa.Column("shop", sa.Text, primary_key=True),
        sa.Column("hosts", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("accounts", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("titles", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("proven_at", _MOMENT),
        sa.Column("lease_home", sa.Text, nullable=False, server_default=""),
        sa.Column("lease_by", sa.Text, nullable=False, server_default=""),
        sa.Column("lease_since", _MOMENT),
        sa.Column("lease_token", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease_beat", sa.Integer, nullable=False, server_default="0"),
    )
    op.execute(
        "INSERT INTO shops (shop) SELECT shop FROM runs UNION SELECT shop FROM cases "
        "UNION SELECT shop FROM claims"
    )
