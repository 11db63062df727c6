"""The tables, as the newest migration leaves them. All times are UTC in the database.

There are no foreign keys: a claim must never fail, nor a result be lost, for a bookkeeping row.
The triggers that keep `events` append-only are in the first migration.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from qn_assist.basics.errors import OurFault
from qn_assist.basics.language import t
from qn_assist.basics.text import SHANGHAI


class UtcMoment(TypeDecorator[datetime]):
    """Aware at the edge (Asia/Shanghai on the way out), UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else aware(value).astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


def aware(moment: datetime) -> datetime:
    """The moment itself; OurFault when it names no time zone."""
    if moment.tzinfo is None:
        raise OurFault(t("ledger.no_zone", moment=moment.isoformat()))
    return moment


METADATA = MetaData()

# The name is what every other table calls the shop by. A name without `proven_at` is from before
# names were proven, or of a shop whose console has not shown yet that it is this one.
shops = Table(
    "shops",
    METADATA,
    Column("shop", Text, primary_key=True),
    Column("hosts", JSON, nullable=False, server_default=text("'[]'")),
    Column("accounts", JSON, nullable=False, server_default=text("'[]'")),
    Column("titles", JSON, nullable=False, server_default=text("'[]'")),
    Column("proven_at", UtcMoment),
    Column("lease_home", Text, nullable=False, server_default=text("''")),
    Column("lease_by", Text, nullable=False, server_default=text("''")),
    Column("lease_since", UtcMoment),
    Column("lease_token", Integer, nullable=False, server_default=text("0")),
    Column("lease_beat", Integer, nullable=False, server_default=text("0")),
)

runs = Table(
    "runs",
    METADATA,
    Column("run_id", Text, primary_key=True),
    Column("shop", Text, nullable=False, index=True),
    Column("mode", Text, nullable=False),
    Column("started_at", UtcMoment, nullable=False),
    Column("ended_at", UtcMoment),
    Column("summary", JSON),
)

cases = Table(
    "cases",
    METADATA,
    Column("shop", Text, primary_key=True),
    Column("ticket_id", Text, primary_key=True),
    Column("order_id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("courier", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("console_state", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("decision_id", Integer),
    Column("deadline", UtcMoment),
    Column("ticket", JSON, nullable=False),
    Column("first_read_at", UtcMoment, nullable=False),
    Column("last_read_at", UtcMoment, nullable=False),
    # What reports count by; empty where it is not known.
    Column("city", Text),
    Column("province", Text),
    Column("waybill", Text),
    Column("item", Text),
    Column("item_title", Text),
    Column("cause", Text),
    Column("owner", Text),
    Column("overdue", Boolean),
    Column("expected_cents", BigInteger),
    Column("paid_cents", BigInteger),
    Column("closed_at", UtcMoment),
)

decisions = Table(
    "decisions",
    METADATA,
    Column("decision_id", Integer, primary_key=True),
    Column("run_id", Text, nullable=False),
    Column("shop", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("order_id", Text, nullable=False, server_default=text("''")),
    Column("decided_at", UtcMoment, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("actions", JSON, nullable=False),
    Column("digest", Text, nullable=False),
    Column("approval", Text, nullable=False),
    Column("hand_over", Text),
    Column("owner", Text),
    Column("refusals", JSON, nullable=False),
    Column("detail", Text, nullable=False),
    Column("basis", JSON(none_as_null=True)),
    Index("decisions_of_ticket", "shop", "ticket_id"),
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    METADATA,
    Column("claim_id", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("order_id", Text, nullable=False, index=True),
    Column("run_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("params", JSON, nullable=False),
    Column("claimed_at", UtcMoment, nullable=False),
    Column("submitted_at", UtcMoment),
    Column("verified_at", UtcMoment),
    Column("updated_at", UtcMoment, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("settled_by", Text),
    Column("looks", Integer, nullable=False, server_default=text("0")),
    Column("answer", Text, nullable=False, server_default=text("''")),
    Column("missed", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("shop", "ticket_id", "action", "occasion", name="claimed_once"),
    CheckConstraint(
        "state IN ('claimed', 'submitted', 'verified', 'unknown', 'not_done', 'refused')",
        name="claim_state",
    ),
    Index("claims_of_shop", "shop", "state"),
    sqlite_autoincrement=True,
)

approvals = Table(
    "approvals",
    METADATA,
    Column("approval_id", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("approved_at", UtcMoment, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
    Column("used_at", UtcMoment),
    Index("approvals_of_ticket", "shop", "ticket_id", "digest"),
    sqlite_autoincrement=True,
)

halts = Table(
    "halts",
    METADATA,
    Column("halt_id", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("run_id", Text),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("picture", Text, nullable=False),
    Column("at", UtcMoment, nullable=False),
    Column("until", UtcMoment),
    Column("ended_at", UtcMoment),
    Column("ended_by", Text),
    Index("halts_of_shop", "shop", "ended_at"),
    sqlite_autoincrement=True,
)

follow_ups = Table(
    "follow_ups",
    METADATA,
    Column("follow_up_id", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("entry", JSON, nullable=False),
    Column("then", JSON, nullable=False),
    Column("opened_at", UtcMoment, nullable=False),
    Column("due_at", UtcMoment, nullable=False),
    Column("limit_at", UtcMoment, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("ended_how", Text, nullable=False),
    Column("owner", Text),
    Column("ended_at", UtcMoment),
    UniqueConstraint("shop", "ticket_id", name="followed_once"),
    CheckConstraint("state IN ('open', 'ended', 'handed_over')", name="follow_up_state"),
    Index("follow_ups_due", "shop", "state", "due_at"),
    sqlite_autoincrement=True,
)

promises = Table(
    "promises",
    METADATA,
    Column("promise_id", Integer, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("claim_id", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("promised_date", UtcMoment, nullable=False),
    Column("made_at", UtcMoment, nullable=False),
    Column("state", Text, nullable=False),
    Column("owner", Text),
    Column("ended_at", UtcMoment),
    UniqueConstraint("claim_id", name="promised_once"),
    CheckConstraint("state IN ('open', 'kept', 'broken', 'void')", name="promise_state"),
    Index("promises_of_order", "shop", "order_id"),
    sqlite_autoincrement=True,
)

# The newest ask of a parcel and its answer; the earlier ones stand in the events.
courier_asks = Table(
    "courier_asks",
    METADATA,
    Column("shop", Text, primary_key=True),
    Column("waybill", Text, primary_key=True),
    Column("ticket_id", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("courier", Text, nullable=False),
    Column("branch", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("asked_at", UtcMoment, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("answered_at", UtcMoment),
    Column("answered_by", Text),
    Column("answer", Text),
)

performance = Table(
    "performance",
    METADATA,
    Column("shop", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("number", Float),
    Column("industry", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("read_at", UtcMoment, nullable=False),
)

events = Table(
    "events",
    METADATA,
    Column("event_id", Integer, primary_key=True),
    Column("at", UtcMoment, nullable=False),
    Column("shop", Text, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("run_id", Text),
    Column("claim_id", Integer),
    Column("event", Text, nullable=False),
    Column("was", Text),
    Column("detail", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Index("events_of_ticket", "shop", "ticket_id"),
    Index("events_of_shop", "shop", "at"),
    Index(
        "read_once_per_run",
        "run_id",
        "shop",
        "ticket_id",
        unique=True,
        sqlite_where=text("event = 'read'"),
        postgresql_where=text("event = 'read'"),
    ),
    sqlite_autoincrement=True,
)

# A shop named here, within one transaction, may have its events deleted (see `Ledger.forget`).
forgetting = Table("forgetting", METADATA, Column("shop", Text, primary_key=True))
