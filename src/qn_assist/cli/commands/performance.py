"""`performance`: the shop's own figures (物流时效), read now or as they were kept by day."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from qn_assist.basics.language import t
from qn_assist.case import trends
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.desks import EXAMPLE_SHOP, BrowserOption, ShopOption, desk_of, password_of
from qn_assist.cli.output import screen, show, show_json
from qn_assist.ledger import Ledger
from qn_assist.report import day_lines, performance_json, trend_lines
from qn_assist.run import PassOrder
from qn_assist.visits import measure

WEEK = 7

Days = Annotated[
    int | None, typer.Option("--days", min=1, help=t("performance.days"), show_default=False)
]


@command("performance")
def performance(
    shop: ShopOption = EXAMPLE_SHOP,
    days: Days = None,
    as_json: JsonFlag = False,
    browser: BrowserOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    if days is None:
        order = PassOrder(password=password_of(desk), browser=browser)
        with screen(stderr=True).status(t("performance.reading")):
            asyncio.run(measure(desk, order))
    with Ledger.open(desk.home.ledger_place()) as ledger:
        found = trends(ledger.figures(desk.name_in(ledger), days or WEEK))
    if as_json:
        show_json(performance_json(desk.name, found))
    else:
        show(trend_lines(found) if days else day_lines(found))
