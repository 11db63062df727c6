"""What each decision was made from, to make it again by other rules.

Empty for decisions made before: what they were made from was not kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("decisions", sa.Column("basis", sa.JSON(none_as_null=True)))
