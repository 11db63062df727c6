"""`agree`: record what a buyer agreed to, with its proof, in the shop's 协商记录."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from qn_assist.basics import text
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.cli.app import WorkspaceOption, command
from qn_assist.cli.desks import EXAMPLE_SHOP, ShopOption, desk_of
from qn_assist.cli.ledgers import console_now
from qn_assist.cli.parcels_to_ask import facts_lock
from qn_assist.facts import KIND_WORDS, Agreement, Given, agreements
from qn_assist.ledger import Ledger
from qn_assist.report import moment
from qn_assist.rules import FileRules

OrderArgument = Annotated[
    str, typer.Argument(metavar="ORDER", help=t("agree.order"), show_default=False)
]
KindOption = Annotated[
    Literal["delay", "exchange", "refund", "resend"], typer.Option("--kind", help=t("agree.kind"))
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help=t("agree.until"), show_default=False)
]
ProofOption = Annotated[
    list[Path], typer.Option("--proof", metavar="FILE", help=t("agree.proof"), show_default=False)
]
ReplaceOption = Annotated[bool, typer.Option("--replace", help=t("agree.replace"))]


@command("agree")
def agree(
    order: OrderArgument,
    proof: ProofOption,
    kind: KindOption = "delay",
    until: UntilOption = None,
    replace: ReplaceOption = False,
    shop: ShopOption = EXAMPLE_SHOP,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    with Ledger.open(desk.home.ledger_place()) as ledger:
        now = console_now(ledger, desk.name).replace(microsecond=0)
    made = Agreement(_order_id(order), kind, now, _until(kind, until, now))
    for path in proof:
        _check_proof(path, desk.policy.place)
    given = Given(made, tuple(proof), replace)
    folder = desk.policy.shop.file("facts")
    try:
        added = agreements.add(folder, given, facts_lock(desk))
    except OSError as fault:
        reason = fault.strerror or fault
        raise UsageFault(
            t("agree.unwritable", path=fault.filename or folder, reason=reason),
            remedy=t("agree.unwritable.remedy"),
        ) from fault
    date = moment(added.agreed_at) or t("agree.no_date")
    kind_word, files = KIND_WORDS[added.kind], listed(added.evidence)
    typer.echo(t("agree.done", order=added.order_id, kind=kind_word, date=date, proof=files))


def _order_id(shown: str) -> str:
    try:
        return text.parse_id(shown.strip())
    except ValueError:
        raise UsageFault(t("agree.bad_order", order=shown)) from None


def _until(kind: str, shown: str | None, now: datetime) -> datetime | None:
    """A day lasts until its end: what is agreed for the 25th may leave on the 25th."""
    if shown is None:
        if kind == "delay":
            raise UsageFault(t("agree.needs_date"), remedy=t("agree.needs_date.remedy"))
        return None
    plain = text.narrow(shown.strip()).replace("/", "-")
    try:
        found = text.parse_time(f"{plain} 23:59:00" if ":" not in plain else plain)
    except ValueError:
        found = None
    if found is None:
        raise UsageFault(t("agree.bad_date", date=shown), remedy=t("agree.bad_date.remedy"))
    if found <= now:
        raise UsageFault(t("agree.past_date", date=moment(found), now=moment(now)))
    return found


def _check_proof(path: Path, place: FileRules) -> None:
    if not path.is_file():
        raise UsageFault(t("agree.no_proof", path=path))
    if path.suffix.lower().removeprefix(".") not in place.types:
        raise UsageFault(t("agree.no_picture", path=path, types=listed(place.types)))
    if path.stat().st_size > place.max_bytes:
        raise UsageFault(t("agree.too_big", path=path, most=place.max_bytes // 1_000_000))
