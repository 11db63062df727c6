"""`appeal TICKET`: what the ledger, the pictures and the shop keep about a ticket, in one zip."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, read_at_most, safe_name, write_private
from qn_assist.case import Basis, Ticket, Unreadable, read_basis
from qn_assist.cli.app import WorkspaceOption, command
from qn_assist.cli.desks import desk_of, desk_titles, workspace_of
from qn_assist.cli.ledgers import folder_of, shops_in
from qn_assist.cli.options import AnyShop
from qn_assist.cli.output import place_in_a_folder, unwritable
from qn_assist.desk import Desk
from qn_assist.ledger import CaseRow, DecisionRow, EventRow, Ledger
from qn_assist.report import AppealCase, agreements_of, appeal_zip, shown

MOST_BYTES = 20_000_000


@command("appeal")
def appeal(
    ticket: Annotated[
        str, typer.Argument(metavar="TICKET", help=t("ledger.ticket"), show_default=False)
    ],
    shop: AnyShop = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=t("appeal.out"), show_default=False, callback=place_in_a_folder),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=t("appeal.force"))] = False,
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    with Ledger.open(home.ledger_place()) as ledger:
        places = workspace_of(workspace, home)
        shops = shops_in(ledger, shop, places)
        row = _case_row(ledger, shops, ticket)
        desk = desk_of(folder_of(ledger, places, row.shop), workspace)
        case = _case(ledger, desk, row)
    path = out or home.reports / f"appeal-{safe_name(row.shop)}-{safe_name(ticket)}.zip"
    if path.exists() and not force:
        raise UsageFault(t("appeal.exists", path=path), remedy=t("appeal.exists.remedy"))
    packed = appeal_zip(case)
    try:
        write_private(path, packed)
    except OSError as fault:
        raise unwritable(path, fault) from fault
    count = len(zipfile.ZipFile(BytesIO(packed)).namelist())
    typer.echo(t("appeal.written", path=path, count=count))


def _case_row(ledger: Ledger, shops: list[str], ticket: str) -> CaseRow:
    found = [row for name in shops for row in ledger.cases(name, ticket_id=ticket)]
    if not found:
        raise UsageFault(
            t("ledger.no_ticket", ticket=shown(ticket)), remedy=t("ledger.no_ticket.remedy")
        )
    if len(found) > 1:
        names = " ".join(row.shop for row in found)
        raise UsageFault(
            t("appeal.which_shop", ticket=shown(ticket)),
            remedy=t("appeal.which_shop.remedy", shops=names),
        )
    return found[0]


def _case(ledger: Ledger, desk: Desk, row: CaseRow) -> AppealCase:
    events = ledger.history(row.shop, row.ticket_id)
    decisions = ledger.decisions(row.shop, ticket_id=row.ticket_id)
    bases = tuple(_bases(decisions))
    writes = (
        entry
        for entry in ledger.find(row.ticket_id)
        if (entry.key.shop, entry.key.ticket_id) == (row.shop, row.ticket_id)
    )
    return AppealCase(
        ticket=Ticket.model_validate(row.ticket),
        titles=desk_titles(desk),
        shop_name=desk.policy.shop.title,
        owner=row.owner or "",
        paid=_paid(events),
        events=tuple(events),
        writes=tuple(writes),
        decisions=tuple(decisions),
        bases=bases,
        pictures=dict(_pictures(desk.home.evidence, events, row.ticket_id)),
        proofs=_proofs(desk.policy.evidence, bases),
    )


def _bases(decisions: Iterable[DecisionRow]) -> Iterator[Basis]:
    for row in decisions:
        try:
            if row.basis is not None:
                yield read_basis(row.basis)
        except Unreadable:
            continue


def _paid(events: Iterable[EventRow]) -> float | None:
    said = [one.data["cents"] for one in events if one.event == "paid"]
    return said[-1] / 100 if said else None


def _pictures(
    evidence: Path, events: Iterable[EventRow], ticket: str
) -> Iterator[tuple[str, bytes]]:
    """The masked pictures of the ticket's runs that are still kept, as `<run>-<name>`."""
    ours = re.compile(rf"{re.escape(safe_name(ticket))}(-[a-z_]+)*\.jpg")
    for run_id in dict.fromkeys(one.run_id for one in events if one.run_id):
        folder = evidence / run_id
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            raw = _read(path) if ours.fullmatch(path.name) else None
            if raw is not None:
                yield f"{run_id}-{path.name}", raw


def _proofs(folder: Path, bases: Iterable[Basis]) -> Mapping[str, bytes | None]:
    """Every proof an agreement names; None for one that is not in the shop's folder."""
    names = [name for one in agreements_of(bases) for name in one.evidence]
    return {name: _read(folder / name) if _is_plain(name) else None for name in names}


def _is_plain(name: str) -> bool:
    """No way out of the folder, here or where the zip is opened."""
    return name == Path(name).name and not set(name) & set("\\:")


def _read(path: Path) -> bytes | None:
    try:
        return read_at_most(path, MOST_BYTES)
    except OSError:
        return None
