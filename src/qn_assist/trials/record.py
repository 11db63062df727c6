"""A past ticket as a new example folder, with nothing of the buyer in it.

The buyer is left out; phones and addresses in texts are masked. Ids stay: replies say them.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from qn_assist.basics import text
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.masking import mask
from qn_assist.case import Basis, ConsoleRecord, Decision
from qn_assist.datafiles import dump, parse, validate
from qn_assist.facts import TABLES, FactColumn, Facts, Table
from qn_assist.trials.differences import told
from qn_assist.trials.example_files import EXAMPLE, ExampleFile

# Ids may look like phone numbers.
_IDS = frozenset({"ticket_id", "order_id", "sub_order_id", "waybill", "merchant_code"})


def write_example(folder: Path, basis: Basis, decision: Decision, title: str) -> Path:
    """Make `folder` and its file; UsageFault when it exists. OSError is the caller's."""
    if folder.exists():
        raise UsageFault(
            t("trials.example_there", name=folder.name), remedy=t("trials.example_there.remedy")
        )
    body = dump(as_example(basis, decision, title))
    validate(parse(body, EXAMPLE), ExampleFile)
    folder.mkdir(parents=True)
    path = folder / EXAMPLE
    path.write_text(body, encoding="utf-8")
    return path


def as_example(basis: Basis, decision: Decision, title: str) -> dict[str, Any]:
    """The content of an `example.yaml`; `because` is left out, it counts hours."""
    found: dict[str, Any] = {"title": title, "now": _shown(basis.at), "ticket": _ticket(basis)}
    if basis.order is not None:
        found["order"] = _record(basis.order, {"read_at", "status"})
    if facts := _facts(basis.facts):
        found["facts"] = facts
    if basis.earlier:
        found["earlier"] = sorted(basis.earlier)
    if basis.past.follow_up.number:
        found["follow_up"] = basis.past.follow_up.number
    if basis.past.delay_reports:
        found["delay_reports"] = list(basis.past.delay_reports)
    if basis.past.promises:
        found["promises"] = [
            {"date": _shown(one.promised_date), "made_at": _shown(one.made_at)}
            for one in basis.past.promises
        ]
    kept = {key: value for key, value in told(decision).items() if value and key != "because"}
    if decision.verdict != "act":
        kept.pop("approval", None)
    found["expect"] = kept
    return found


def _ticket(basis: Basis) -> dict[str, Any]:
    """The time left becomes the deadline it means: an example is read at its `now`."""
    ticket = basis.ticket
    found = _record(ticket, {"shop", "read_at", "time_left", "buyer", "remarks"})
    left = ticket.left(ticket.read_at)
    if left is not None:
        found["deadline"] = _shown(ticket.read_at + left)
    lines = [f"{one.text}【{one.by}｜{one.at}】" if one.by else one.text for one in ticket.remarks]
    if lines:
        found["remarks"] = mask("\n".join(lines))
    return found


def _record(record: ConsoleRecord, without: set[str]) -> dict[str, Any]:
    """What is not as it would be by itself, in the words of a page."""
    return {
        name: value if name in _IDS else _shown(value)
        for name, value in record
        if name not in without and value not in (None, ()) and value != _default(record, name)
    }


def _default(record: ConsoleRecord, name: str) -> Any:
    return type(record).model_fields[name].default


def _shown(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(text.SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ConsoleRecord):
        return _record(value, set())
    if isinstance(value, tuple):
        return [_shown(one) for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return mask(str(value))


def _facts(facts: Facts) -> dict[str, Any]:
    found = {name: [_row(table, one) for one in facts.all(table)] for name, table in TABLES.items()}
    return {name: rows for name, rows in found.items() if rows}


def _row(table: Table[Any], record: Any) -> dict[str, Any]:
    cells = ((column, getattr(record, column.field)) for column in table.columns)
    return {
        column.headers[0]: _cell(column, value)
        for column, value in cells
        if value not in (None, ())
    }


def _cell(column: FactColumn, value: Any) -> Any:
    written = ";".join(value) if isinstance(value, tuple) else value
    return written if column.exact else _shown(written)
