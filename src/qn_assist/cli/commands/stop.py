"""`stop`: end all writing, now and in later runs, until it is lifted.

It takes no lock and opens no ledger: it must work while everything else is busy or broken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home
from qn_assist.cli.app import WorkspaceOption, command
from qn_assist.cli.desks import user_name, workspace_of
from qn_assist.desk import StopOrder
from qn_assist.desk import stop_file as stopfile
from qn_assist.report import shown

T = TypeVar("T")

StopShopOption = Annotated[
    str | None, typer.Option("--shop", help=t("stop.shop"), show_default=False)
]
ReasonOption = Annotated[str, typer.Option("--reason", help=t("stop.reason"), show_default=False)]
StoppedByOption = Annotated[str | None, typer.Option("--by", help=t("stop.by"), show_default=False)]
LiftOption = Annotated[bool, typer.Option("--lift", help=t("stop.lift"))]


@command("stop")
def stop(
    shop: StopShopOption = None,
    reason: ReasonOption = "",
    who: StoppedByOption = None,
    lift: LiftOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    if lift:
        _lift(home, shop or "", places.names("shops"))
        return
    if shop is not None:
        places.folder("shops", shop)  # a slip of the name would stop nobody
    name = who or user_name()
    order = _on_disk(home, lambda: stopfile.give(home, shop or "", name, reason, utc_now()))
    option = f" --shop {shop}" if shop else ""
    stopped = shop or t("stop.every_shop")
    typer.echo(t("stop.given", shop=stopped, path=order.path, option=option))


def _lift(home: Home, shop: str, known: tuple[str, ...]) -> None:
    lifted = _on_disk(home, lambda: stopfile.lift(home, shop, known))
    left = [_still(order) for order in _on_disk(home, lambda: stopfile.orders(home, known))]
    if not lifted:
        name = shop or t("stop.every_shop")
        raise UsageFault(t("stop.nothing", shop=name), remedy="\n".join(left) or t("stop.none"))
    for order in lifted:
        typer.echo(t("stop.lifted", told=shown(order.told)))
    for line in left:
        typer.echo(line)


def _still(order: StopOrder) -> str:
    option = f" --shop {order.shop}" if order.shop else ""
    return t("stop.still", told=shown(order.told), path=order.path, option=option)


def _on_disk(home: Home, work: Callable[[], T]) -> T:
    try:
        return work()
    except OSError as fault:
        path, reason = fault.filename or home.root, fault.strerror or fault
        raise UsageFault(
            t("stop.unwritable", path=path, reason=reason), remedy=t("stop.unwritable.remedy")
        ) from fault
