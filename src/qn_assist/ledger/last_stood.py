"""How tickets stood when they were last decided: what a pass with a limit asks before it chooses.

It reads; what of it is still to do is for the pass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from qn_assist.case import OVERDUE, PENDING, Ticket
from qn_assist.ledger import schema

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LastStood:
    """`state` is the latest word of the ticket's life, `was_open` what its list last showed.

    `decided_on` is the digest of the ticket that the decision was made of, "" when it is not kept.
    """

    state: str
    was_open: bool
    approval: str
    digest: str
    decided_on: str


def last_stood(conn: Connection, shop: str, ticket_ids: Collection[str]) -> dict[str, LastStood]:
    """Those that were decided before."""
    case, made = schema.cases.c, schema.decisions.c
    query = select(
        case.ticket_id,
        case.state,
        case.console_state,
        made.approval,
        made.digest,
        made.basis["ticket"].label("ticket"),
    ).join_from(schema.cases, schema.decisions, case.decision_id == made.decision_id)
    found: dict[str, LastStood] = {}
    for some in _portions(sorted(ticket_ids)):
        rows = conn.execute(query.where(case.shop == shop, case.ticket_id.in_(some))).mappings()
        found |= {row["ticket_id"]: _stood(row) for row in rows}
    return found


def _portions(every: list[str]) -> Iterator[list[str]]:
    return (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE))


def _stood(row: RowMapping) -> LastStood:
    return LastStood(
        state=row["state"],
        was_open=row["console_state"] in (PENDING, OVERDUE),
        approval=row["approval"],
        digest=row["digest"],
        decided_on=_digest(row["ticket"]),
    )


def _digest(ticket: Any) -> str:
    """An older version may have kept it in another shape: then nobody knows."""
    if ticket is None:
        return ""
    try:
        return Ticket.model_validate(ticket).digest()
    except ValueError:
        return ""
