"""A shop's parcels to ask couriers about, from the ledger, its files and what was asked before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from qn_assist.basics.clock import MachineTime, utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import private_folder
from qn_assist.case import Known, Unreadable, read_basis
from qn_assist.cli.ledgers import console_now
from qn_assist.datafiles import near
from qn_assist.desk import Desk
from qn_assist.ledger import Asking, AskRow, Ledger, OpenRow
from qn_assist.report import shown
from qn_assist.rules import CourierRequest, Moment, OpenCase, branch_of, requests, wanted

LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ParcelsToAsk:
    """A shop's parcels to ask about, as of `now`."""

    desk: Desk
    requests: tuple[CourierRequest, ...]
    now: Moment

    def only(self, waybills: frozenset[str] | None) -> ParcelsToAsk:
        """These parcels; all for None."""
        if waybills is None:
            return self
        chosen = tuple(one for one in self.requests if one.waybill in waybills)
        return replace(self, requests=chosen)

    def sendable(self, names: list[str] | None, *, again: bool) -> list[CourierRequest]:
        """What may be sent now; with `again` also what waits for an answer and may be repeated."""
        chosen = wanted(self.requests, known_names(self.requests, names))
        return [one for one in chosen if one.ready or (again and _may_be_repeated(one))]


def followed(desk: Desk, ledger: Ledger, days: int) -> ParcelsToAsk:
    """Raises UsageFault when the shop has no couriers.yaml."""
    if desk.policy.asks is None:
        raise UsageFault(t("couriers.no_file", shop=desk.name), remedy=t("couriers.no_file.remedy"))
    machine = utc_now()
    name = desk.name_in(ledger)
    now = Moment(console_now(ledger, name, machine), machine)
    cases = list(_cases(ledger.open_cases(name, machine - timedelta(days=days))))
    asked: dict[str, AskRow] = {one.waybill: one for one in ledger.courier_asks(name)}
    return ParcelsToAsk(desk, requests(desk.policy, cases, asked, now), now)


def _cases(rows: list[OpenRow]) -> Iterator[OpenCase]:
    """Those whose decision says what it was made from."""
    for row in rows:
        try:
            basis = read_basis(row.basis) if row.basis is not None else None
        except Unreadable:
            continue
        if basis is not None:
            yield OpenCase(row.ticket_id, row.deadline, row.owner, basis)


def known_names(found: tuple[CourierRequest, ...], names: list[str] | None) -> list[str]:
    """The branches asked for; a name that nothing has is a mistake."""
    known = {name for one in found for name in (one.branch.name, one.branch.courier) if name}
    for name in names or []:
        if name not in known:
            raise UsageFault(
                t("couriers.no_branch", name=shown(name)), remedy=near(name, tuple(sorted(known)))
            )
    return names or []


def _may_be_repeated(one: CourierRequest) -> bool:
    return one.standing == "asked" and one.again_at is None and bool(one.text)


def asked_about(desk: Desk, ledger: Ledger, waybill: str) -> tuple[Asking, MachineTime | None]:
    """What was asked about the parcel and when, or the open case it belongs to."""
    name = desk.name_in(ledger)
    for row in ledger.courier_asks(name):
        if row.waybill == waybill:
            values = {name: getattr(row, name) for name in Asking.__dataclass_fields__}
            return Asking(**values), row.asked_at
    for case in _cases(ledger.open_cases(name, utc_now() - LONGEST)):
        basis = case.basis
        known = desk.policy.known(basis.ticket, basis.order, basis.now, basis.earlier)
        if known.waybill == waybill:
            return _unasked(name, case, known), None
    raise UsageFault(
        t("couriers.no_waybill", waybill=shown(waybill)), remedy=t("couriers.no_waybill.remedy")
    )


def _unasked(name: str, case: OpenCase, known: Known) -> Asking:
    branch = branch_of(known)
    return Asking(
        shop=name,
        waybill=known.waybill or "",
        ticket_id=case.ticket_id,
        order_id=known.ticket.order_id,
        courier=branch.courier,
        branch=branch.name,
        topic="",
        owner=case.owner or "",
    )


def facts_lock(desk: Desk) -> Path:
    """One for all shops that share the folder of facts."""
    folder = private_folder(desk.home.root / "locks")
    name = hashlib.sha256(str(desk.policy.shop.file("facts").resolve()).encode()).hexdigest()[:16]
    return folder / f"facts-{name}.lock"
