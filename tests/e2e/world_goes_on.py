"""What the world does between the passes of several days, and what may never have been written.

Couriers move parcels, the platform judges reports, buyers withdraw and are refunded, the warehouse
prints labels. Everything is asked of the practice console; the ledger only for who waits for whom.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from qn_assist.case.outcomes import RunSummary
from qn_assist.drill.wanted import faults_of
from qn_assist.ledger import EntryState, Ledger, WaitingRow
from qn_assist.practice.generate.cases import Case, Facts, Shipment
from qn_assist.practice.generate.couriers import BY_NAME

from .rehearsal import Rehearsal

HOURS = (8, 16)
LABEL = "中通快递"


@dataclass
class Days:
    """A shop over several days: two passes a day, and what happens between them."""

    rehearsal: Rehearsal
    summaries: list[RunSummary] = field(default_factory=list)
    labels: Iterator[int] = field(default_factory=lambda: count(1))

    def live(self) -> None:
        """One day: a pass, the world goes on, a pass that follows up, the night."""
        for hours in HOURS:
            self.summaries.append(self.rehearsal.headless())
            self._go_on()
            self.rehearsal.console.advance(hours * 3600)

    def _go_on(self) -> None:
        number = len(self.summaries)
        for at, case in enumerate(self.rehearsal.cases("exception")):
            if case.order.waybill and (at + number) % 3 == 0:
                self._person("sign_parcel" if number > 3 else "move_parcel", case)
        for at, case in enumerate(self.rehearsal.cases()):
            if case.scenario in ("no_stock", "refund_agreed") and (at + number) % 4 == 0:
                self._person("refund", case)
        self._judge_reports(number)
        self._print_labels(number)

    def _person(self, do: str, case: Case) -> None:
        self.rehearsal.console.person(do, order_id=case.order.order_id)

    def _judge_reports(self, number: int) -> None:
        office = self.rehearsal.console.world.example_office
        waiting = [one for one in office.delay_reports if one.state == "审核中"]
        for at, report in enumerate(waiting):
            do = "reject_report" if (at + number) % 3 == 0 else "approve_report"
            self.rehearsal.console.person(do, report_id=report.report_id)

    def _print_labels(self, number: int) -> None:
        """The warehouse prints what is in stock and writes it into its file."""
        path, known = self.rehearsal.facts_file("shipments"), labels_of(self.rehearsal)
        waiting = self.rehearsal.cases("task", "unlabelled")[number % 3 :: 3]
        unlabelled = [case for case in waiting if case.order.order_id not in known]
        with path.open("a", encoding="utf-8") as file:
            for case in unlabelled:
                waybill = f"78{next(self.labels):012d}"
                assert BY_NAME[LABEL].fits(waybill)
                for line in case.order.lines:
                    file.write(f"{case.order.order_id},{line.sub_order_id},{LABEL},{waybill},\n")


def labels_of(rehearsal: Rehearsal) -> dict[str, set[tuple[str, str]]]:
    """Order → what its file says it may be shipped as."""
    found: dict[str, set[tuple[str, str]]] = {}
    text = rehearsal.facts_file("shipments").read_text("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(row["订单号"], set()).add((row["快递公司"], row["运单号"]))
    return found


def audit(rehearsal: Rehearsal) -> list[str]:
    """What was accepted and contradicts a fact: wrong label, wrong words, twice, another order."""
    office, labels = rehearsal.console.world.example_office, labels_of(rehearsal)
    by_ticket = {case.ticket_id: case for case in office.cases}
    by_order = {case.order.order_id: case for case in reversed(office.cases)}
    wrong = [f"twice: {one}" for one, times in _said(rehearsal).items() if times > 1]
    for write in rehearsal.truth().accepted:
        case = by_ticket.get(write["ticket_id"]) or by_order.get(write["order_id"])
        if case is None or case.order.order_id != write["order_id"]:
            wrong.append(f"{write['kind']} for nobody: {write}")
        elif write["kind"] == "shipment":
            asked = (write["fields"]["courier"], write["fields"]["waybill"])
            if asked not in labels.get(case.order.order_id, set()):
                wrong.append(f"{case.scenario}: shipped as {asked}")
        else:
            case = _as_known(case, by_order[case.order.order_id], labels)
            found = faults_of(write["kind"], write["fields"], case, rehearsal.folder / "shops")
            wrong += [f"{case.scenario} ({case.kind}): {one}" for one in found]
    return wrong


def _said(rehearsal: Rehearsal) -> Counter[tuple[str, ...]]:
    """A follow-up may write to the same buyer again, in other words only."""
    return Counter(
        (one["kind"], one["ticket_id"], one["order_id"], str(one["fields"].get("text", "")))
        for one in rehearsal.truth().accepted
    )


def _as_known(case: Case, other: Case, labels: Mapping[str, set[tuple[str, str]]]) -> Case:
    """With what the shop's files say of its order now: another ticket's facts, a label printed."""
    facts = other.facts if case.facts == Facts() else case.facts
    if facts.shipment is None and case.order.waybill is None:
        label = next(iter(labels.get(case.order.order_id, ())), None)
        facts = replace(facts, shipment=Shipment(*label, None) if label else None)
    return replace(case, facts=facts)


def ends(rehearsal: Rehearsal) -> dict[str, str]:
    """Ticket → how it ended: verified, closed by itself, or waiting for a named person."""
    with rehearsal.ledger() as ledger:
        rows = ledger.waiting(rehearsal.shop)
        # A task that went over its day waits as the complaint about its order.
        waiting = {row.order_id: row for row in rows if row.kind == "complaint"}
        waiting |= {row.ticket_id: row for row in rows}
        return {
            case.ticket_id: _end(rehearsal, case, ledger, waiting) for case in rehearsal.cases()
        }


def _end(
    rehearsal: Rehearsal, case: Case, ledger: Ledger, waiting: Mapping[str, WaitingRow]
) -> str:
    row = waiting.get(case.ticket_id) or waiting.get(case.order.order_id)
    if row is not None:
        return "waiting" if row.owner and (row.hand_over or row.detail) else "waits for nobody"
    entries = [one for one in ledger.find(case.ticket_id) if one.key.ticket_id == case.ticket_id]
    if entries and all(one.state is EntryState.VERIFIED for one in entries):
        return "verified"
    return "closed" if _is_closed(rehearsal, case) else "lost"


def _is_closed(rehearsal: Rehearsal, case: Case) -> bool:
    office = rehearsal.console.world.example_office
    if case.kind == "exception":
        return not office.parcels[case.ticket_id].open
    rows = office.ag_tickets if case.kind == "ag" else office.tasks
    return rows[case.ticket_id].state in ("closed", "done")
