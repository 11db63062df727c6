"""What the console answered to a click, and how often reading showed a click not done.

Of the clicks before this nobody knows the answer any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("claims", sa.Column("answer", sa.Text, nullable=False, server_default=""))
    op.add_column("claims", sa.Column("missed", sa.Integer, nullable=False, server_default="0"))
