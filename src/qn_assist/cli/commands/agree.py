"""`agree`: record what a buyer agreed to, with its proof, in the shop's 协商记录."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from qn_assist.basics import text
from qn_assist.basics.clock import ConsoleTime
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.basics.paths import read_at_most
from qn_assist.cli.app import WorkspaceOption, command
from qn_assist.cli.desks import EXAMPLE_SHOP, ShopOption, desk_of
from qn_assist.cli.ledgers import console_now
from qn_assist.cli.options import YES
from qn_assist.cli.parcels_to_ask import facts_lock
from qn_assist.desk import Desk
from qn_assist.facts import Agreement, Given, ProofPicture, agreements, picture_fault, subject_of
from qn_assist.ledger import Ledger
from qn_assist.report import moment, shown, word
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
UnknownOrderOption = Annotated[bool, typer.Option("--unknown-order", help=t("agree.unknown_order"))]


@command("agree")
def agree(
    order: OrderArgument,
    proof: ProofOption,
    kind: KindOption = "delay",
    until: UntilOption = None,
    replace: ReplaceOption = False,
    unknown_order: UnknownOrderOption = False,
    shop: ShopOption = EXAMPLE_SHOP,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    order_id = _order_id(order)
    with Ledger.open(desk.home.ledger_place()) as ledger:
        now = console_now(ledger, desk.name_in(ledger)).replace(microsecond=0)
        known = _is_known(desk, ledger, order_id)
    made = Agreement(order_id, kind, now, _until(kind, until, now))
    given = Given(made, tuple(_proof(path, desk.policy.place) for path in proof), replace)
    if not known:
        _refuse_unknown(desk, order_id, meant=unknown_order)
    added = agreements.add(desk.policy.shop.file("facts"), given, facts_lock(desk))
    told = {"order": added.order_id, "kind": word("agreement", added.kind)}
    date, files = moment(added.agreed_at) or t("agree.no_date"), listed(added.evidence)
    typer.echo(t("agree.done", date=date, proof=files, **told))


def _order_id(given: str) -> str:
    try:
        return text.parse_id(given.strip())
    except ValueError:
        raise _fault("bad_order", order=shown(given)) from None


def _is_known(desk: Desk, ledger: Ledger, order_id: str) -> bool:
    """A pass has read a ticket of it, or a row of the shop's facts names it."""
    found = desk.policy.facts.concerning(subject_of(order_id))
    return bool(found.rows or found.doubtful) or ledger.order_seen(desk.name_in(ledger), order_id)


def _refuse_unknown(desk: Desk, order_id: str, *, meant: bool) -> None:
    """What nobody knows is no order until a person says so, and never if no order looks like it."""
    least, most = desk.policy.platform.span("order_id.digits")
    if not (order_id.isascii() and order_id.isdecimal() and least <= len(order_id) <= most):
        raise _fault("no_order", order=order_id, least=least, most=most)
    if meant:
        return
    if sys.stdin.isatty():
        typer.echo(t("agree.ask_unknown", order=order_id), nl=False)
        if sys.stdin.readline().strip().lower() in YES:
            return
    raise _fault("never_read", order=order_id)


def _fault(name: str, **values: object) -> UsageFault:
    return UsageFault(t(f"agree.{name}", **values), remedy=t(f"agree.{name}.remedy"))


def _until(kind: str, given: str | None, now: ConsoleTime) -> datetime | None:
    """A day lasts until its end: what is agreed for the 25th may leave on the 25th."""
    if given is None:
        if kind == "delay":
            raise _fault("needs_date")
        return None
    plain = text.narrow(given.strip()).replace("/", "-")
    try:
        found = text.parse_time(f"{plain} 23:59:00" if ":" not in plain else plain)
    except ValueError:
        found = None
    if found is None:
        raise _fault("bad_date", date=shown(given))
    if found <= now:
        raise _fault("past_date", date=moment(found), now=moment(now))
    return found


def _proof(path: Path, place: FileRules) -> ProofPicture:
    ending = path.suffix.lower()
    if ending.removeprefix(".") not in place.types:
        raise _fault("no_picture", path=path, types=listed(place.types))
    try:
        content = read_at_most(path, place.max_bytes)
    except OSError as error:
        raise _fault("no_proof", path=path, reason=error.strerror or error) from error
    if content is None:
        raise _fault("too_big", path=path, most=place.max_bytes // 1_000_000)
    if fault := picture_fault(content, place.types):
        raise _fault("bad_picture", path=path, fault=fault)
    return ProofPicture(ending, content)
