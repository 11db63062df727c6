"""`couriers …`: what is asked of courier branches outside the console, and what they answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import read_at_most, write_private
from qn_assist.basics.text import SHANGHAI
from qn_assist.cli.app import Command, Group, JsonFlag, Run, WorkspaceOption, app
from qn_assist.cli.desks import EXAMPLE_SHOP, ShopOption, desk_of, user_name
from qn_assist.cli.ledgers import console_ahead
from qn_assist.cli.output import place_in_a_folder, show, show_json, unwritable, write_xlsx
from qn_assist.cli.parcels_to_ask import asked_about, facts_lock, followed, known_names
from qn_assist.datafiles import TABLE_BYTES
from qn_assist.facts import ANSWER_WORDS, ANSWERS, append_row
from qn_assist.ledger import Asking, Ledger
from qn_assist.report import (
    courier_csv,
    courier_lines,
    courier_sheets,
    couriers_json,
    moment,
    shown,
    waybills_in,
)
from qn_assist.rules import SYMBOLS, CourierRequest, by_branch, lookups_rest, wanted

AnswerKind = Literal[
    "lost", "delayed", "damaged", "wrong_address", "unreachable", "refused", "normal", "other"
]

couriers_app = typer.Typer(
    cls=Group,
    help=t("couriers.help"),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(couriers_app, name="couriers")

BranchOption = Annotated[
    list[str] | None, typer.Option("--branch", help=t("couriers.branch"), show_default=False)
]
AgainOption = Annotated[bool, typer.Option("--again", help=t("couriers.again"))]
DaysOption = Annotated[int, typer.Option("--days", min=1, max=365, help=t("couriers.days"))]
AskedBy = Annotated[str | None, typer.Option("--by", help=t("couriers.by"), show_default=False)]


def _command(name: str) -> Callable[[Run], Run]:
    return couriers_app.command(name, help=t(f"couriers.{name}.help"), cls=Command)


@_command("list")
def list_requests(
    shop: ShopOption = EXAMPLE_SHOP,
    branch: BranchOption = None,
    everything: Annotated[bool, typer.Option("--all", help=t("couriers.all"))] = False,
    days: DaysOption = 7,
    as_json: JsonFlag = False,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    with Ledger.open(desk.home.ledger_place()) as ledger:
        found = followed(desk, ledger, days)
    chosen = wanted(found.requests, known_names(found.requests, branch))
    groups = by_branch(one for one in chosen if everything or one.standing != "answered")
    if as_json:
        show_json(couriers_json(groups))
    else:
        show(courier_lines(groups, found.now.console))


@_command("export")
def export(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=t("couriers.file"),
            show_default=False,
            callback=place_in_a_folder,
        ),
    ],
    shop: ShopOption = EXAMPLE_SHOP,
    branch: BranchOption = None,
    again: AgainOption = False,
    days: DaysOption = 7,
    workspace: WorkspaceOption = None,
) -> None:
    ending = file.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise UsageFault(
            t("couriers.bad_ending", path=file), remedy=t("couriers.bad_ending.remedy")
        )
    desk = desk_of(shop, workspace)
    with Ledger.open(desk.home.ledger_place()) as ledger:
        chosen = followed(desk, ledger, days).sendable(branch, again=again)
    if not chosen:
        typer.echo(t("couriers.nothing"))
        return
    groups = by_branch(chosen)
    if ending == ".xlsx":
        write_xlsx(file, courier_sheets(groups))
    else:
        _write(file, courier_csv(groups))
    typer.echo(t("couriers.written", count=len(chosen), path=file))


def _write(file: Path, content: bytes) -> None:
    try:
        write_private(file, content)
    except OSError as fault:
        raise unwritable(file, fault) from fault


@_command("sent")
def sent(
    shop: ShopOption = EXAMPLE_SHOP,
    branch: BranchOption = None,
    file: Annotated[
        Path | None, typer.Option("--file", help=t("couriers.sent_file"), show_default=False)
    ] = None,
    again: AgainOption = False,
    by: AskedBy = None,
    days: DaysOption = 7,
    as_json: JsonFlag = False,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    by, rest = by or user_name(), lookups_rest(desk.policy)
    listed = _listed(file) if file else None
    with Ledger.open(desk.home.ledger_place()) as ledger:
        found = followed(desk, ledger, days).only(listed)
        chosen = found.sendable(branch, again=again)
        name = desk.name_in(ledger)
        kept = [one for one in chosen if ledger.ask_courier(_asking(name, one), by, rest)]
        late = {one.waybill: one.asked_at + rest for one in ledger.courier_asks(name)}
    resting = [one for one in wanted(found.requests, branch or ()) if one.again_at]
    resting += [one for one in chosen if one not in kept]
    if as_json:
        refused = [
            {"waybill": one.waybill, "again_at": moment(late[one.waybill])} for one in resting
        ]
        show_json({"asked": [one.waybill for one in kept], "too_soon": refused, "by": shown(by)})
        return
    typer.echo(t("couriers.sent", count=len(kept), by=shown(by)))
    for one in resting:
        typer.echo(t("couriers.too_soon", waybill=one.waybill, at=moment(late[one.waybill])))


def _listed(file: Path) -> frozenset[str]:
    """The parcels of an exported file: what came up since was not sent."""
    try:
        raw = read_at_most(file, TABLE_BYTES)
    except OSError as fault:
        raise UsageFault(
            t("couriers.unreadable", path=file, reason=fault.strerror or fault),
            remedy=t("couriers.unreadable.remedy"),
        ) from fault
    if raw is None or not (found := waybills_in(raw, file.name)):
        raise UsageFault(t("couriers.no_export", path=file), remedy=t("couriers.unreadable.remedy"))
    return found


def _asking(name: str, one: CourierRequest) -> Asking:
    return Asking(
        shop=name,
        waybill=one.waybill,
        ticket_id=one.ticket_id,
        order_id=one.order_id,
        courier=one.branch.courier,
        branch=one.branch.name,
        topic=one.topic,
        owner=one.owner,
    )


@_command("answer")
def answer(
    waybill: Annotated[
        str, typer.Argument(metavar="WAYBILL", help=t("couriers.waybill"), show_default=False)
    ],
    kind: Annotated[AnswerKind, typer.Option("--kind", help=t("couriers.kind"))],
    text: Annotated[str, typer.Option("--text", help=t("couriers.text"))] = "",
    shop: ShopOption = EXAMPLE_SHOP,
    by: AskedBy = None,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    machine = utc_now()
    with Ledger.open(desk.home.ledger_place()) as ledger:
        asking, asked_at = asked_about(desk, ledger, waybill.strip())
        ahead = console_ahead(ledger, desk.name_in(ledger), machine)
        asked = asked_at or machine
        row = {
            "waybill": asking.waybill,
            "asked_at": _stamp(asked + ahead),
            "answered_at": _stamp(machine + ahead),
            "kind": ANSWER_WORDS[kind],
            "content": text,
        }
        path = append_row(desk.policy.shop.file("facts"), ANSWERS, row, facts_lock(desk))
        ledger.courier_answered(asking, by or user_name(), kind, text)
    told = {"waybill": asking.waybill, "kind": SYMBOLS["courier_answer"].word(kind), "path": path}
    typer.echo(t("couriers.answered", **told))


def _stamp(at: datetime) -> str:
    """As the facts are read: in Shanghai, whatever zone `at` names."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
