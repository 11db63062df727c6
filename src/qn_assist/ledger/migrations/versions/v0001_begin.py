"""The first tables, and the triggers that keep events append-only.

A migration is never edited after a release, and there is no way back: a ledger is not downgraded.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _runs_and_cases()
    _decisions()
    _claims()
    _approvals()
    _events()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _runs_and_cases() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Text, primary_key=True),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("summary", sa.JSON),
    )
    op.create_index("ix_runs_shop", "runs", ["shop"])
    op.create_table(
        "cases",
        sa.Column("shop", sa.Text, primary_key=True),
        sa.Column("ticket_id", sa.Text, primary_key=True),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("courier", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("console_state", sa.Text, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("awaits", sa.Text),
        sa.Column("decision_id", sa.Integer),
        sa.Column("deadline", _MOMENT),
        sa.Column("ticket", sa.JSON, nullable=False),
        sa.Column("first_read_at", _MOMENT, nullable=False),
        sa.Column("last_read_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_cases_order_id", "cases", ["order_id"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("decision_id", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("actions", sa.JSON, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("approval", sa.Text, nullable=False),
        sa.Column("hand_over", sa.Text),
        sa.Column("owner", sa.Text),
        sa.Column("refusals", sa.JSON, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("decisions_of_ticket", "decisions", ["shop", "ticket_id"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("claim_id", sa.Integer, primary_key=True),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("params", sa.JSON, nullable=False),
        sa.Column("claimed_at", _MOMENT, nullable=False),
        sa.Column("submitted_at", _MOMENT),
        sa.Column("verified_at", _MOMENT),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("settled_by", sa.Text),
        sa.UniqueConstraint("shop", "ticket_id", "action", "occasion", name="claimed_once"),
        sa.CheckConstraint(
            "state IN ('claimed', 'submitted', 'verified', 'unknown', 'not_done', 'refused')",
            name="claim_state",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claims_order_id", "claims", ["order_id"])
    op.create_index("claims_of_shop", "claims", ["shop", "state"])


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("approval_id", sa.Integer, primary_key=True),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("approved_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("approvals_of_ticket", "approvals", ["shop", "ticket_id", "digest"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("event_id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("shop", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("run_id", sa.Text),
        sa.Column("claim_id", sa.Integer),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("was", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("events_of_ticket", "events", ["shop", "ticket_id"])
    op.create_index("events_of_shop", "events", ["shop", "at"])
    op.create_index(
        "read_once_per_run",
        "events",
        ["run_id", "shop", "ticket_id"],
        unique=True,
        sqlite_where=sa.text("event = 'read'"),
        postgresql_where=sa.text("event = 'read'"),
    )
    op.create_table("forgetting", sa.Column("shop", sa.Text, primary_key=True))


def _sqlite_triggers() -> None:
    op.execute(
        "CREATE TRIGGER events_keep_update BEFORE UPDATE ON events "
        "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER events_keep_delete BEFORE DELETE ON events "
        "WHEN NOT EXISTS (SELECT 1 FROM forgetting WHERE shop = OLD.shop) "
        "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    )


def _postgresql_triggers() -> None:
    op.execute(
        """
        CREATE FUNCTION events_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM forgetting WHERE shop = OLD.shop) THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'events are append-only';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER events_keep_row BEFORE UPDATE OR DELETE ON events "
        "FOR EACH ROW EXECUTE FUNCTION events_keep()"
    )
    op.execute(
        "CREATE TRIGGER events_keep_all BEFORE TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION events_keep()"
    )
