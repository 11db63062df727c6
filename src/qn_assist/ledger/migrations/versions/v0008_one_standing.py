"""Where a case stands is kept once, in `cases.state`: what waits for a person stands at that.

What a decision came to at its time stands in the events, as before.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("UPDATE cases SET state = awaits WHERE awaits IS NOT NULL")
    op.drop_column("cases", "awaits")
    op.drop_column("decisions", "state")
