"""Passes over a shop: when each began, ended, and what it summed up to."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from qn_assist.basics.errors import OurFault
from qn_assist.basics.language import t
from qn_assist.basics.text import SHANGHAI
from qn_assist.ledger import schema
from qn_assist.ledger.database import Transaction
from qn_assist.ledger.events import Event, append
from qn_assist.ledger.rows import RunRow


def begin(tx: Transaction, shop: str, mode: str) -> str:
    row = {"shop": shop, "mode": mode, "started_at": tx.at}
    while True:
        run_id = f"{tx.at.astimezone(SHANGHAI):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
        insert = tx.insert(schema.runs).values(run_id=run_id, **row).on_conflict_do_nothing()
        if tx.conn.execute(insert).rowcount:
            append(tx, Event(shop, "run_begun", run_id=run_id, detail=mode))
            return run_id


def end(tx: Transaction, run_id: str, summary: Mapping[str, Any]) -> None:
    table = schema.runs.c
    finish = (
        update(schema.runs)
        .where(table.run_id == run_id, table.ended_at.is_(None))
        .values(ended_at=tx.at, summary=dict(summary))
        .returning(table.shop)
    )
    shop = tx.conn.execute(finish).scalar()
    if shop is None:
        raise OurFault(t("ledger.no_run", run=run_id))
    append(tx, Event(shop, "run_ended", run_id=run_id))


def find(conn: Connection, shop: str | None, since: datetime | None) -> list[RunRow]:
    """Newest first."""
    table = schema.runs.c
    query = select(schema.runs).order_by(table.started_at.desc(), table.run_id.desc())
    if shop is not None:
        query = query.where(table.shop == shop)
    if since is not None:
        query = query.where(table.started_at >= schema.aware(since))
    return [RunRow(**row) for row in conn.execute(query).mappings()]
