"""The decisions made, each with what it was made from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from qn_assist.ledger import actions, schema
from qn_assist.ledger.rows import DecisionRow, OpenRow


def find(
    conn: Connection, shop: str, since: datetime | None, ticket_id: str | None
) -> list[DecisionRow]:
    """The shop's decisions made at or after `since`, about one ticket if given, oldest first."""
    made = schema.decisions.c
    query: Select[Any] = (
        select(schema.decisions).where(made.shop == shop).order_by(made.decision_id)
    )
    if since is not None:
        query = query.where(made.decided_at >= schema.aware(since))
    if ticket_id is not None:
        query = query.where(made.ticket_id == ticket_id)
    return [_row(row) for row in conn.execute(query).mappings()]


def of_open_cases(conn: Connection, shop: str, since: datetime) -> list[OpenRow]:
    """The decision that counts of every open case read at or after `since`, by deadline."""
    made, case = schema.decisions.c, schema.cases.c
    seen = [case[name] for name in ("ticket_id", "order_id", "deadline", "last_read_at")]
    query = (
        select(*seen, made.owner, made.basis)
        .join_from(schema.cases, schema.decisions, case.decision_id == made.decision_id)
        .where(case.shop == shop, case.open, case.last_read_at >= schema.aware(since))
        .order_by(case.deadline.is_(None), case.deadline, case.ticket_id)
    )
    return [OpenRow(**row) for row in conn.execute(query).mappings()]


def _row(row: RowMapping) -> DecisionRow:
    values = dict(row)
    for name in ("digest", "detail"):
        del values[name]
    values["actions"] = actions.unpack(values["actions"])
    return DecisionRow(**values | {name: tuple(values[name]) for name in ("facts", "refusals")})
