"""`scan`: what the lists hold now."""

from __future__ import annotations

import asyncio

import typer

from qn_assist.basics.language import t
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.desks import (
    EXAMPLE_SHOP,
    BrowserOption,
    OnlyOption,
    ShopOption,
    SourceOption,
    XlsxOption,
    chosen,
    desk_of,
    desk_titles,
    password_of,
)
from qn_assist.cli.output import screen, show, show_json, write_xlsx
from qn_assist.desk import Desk
from qn_assist.report import ScanShown, scan_json, scan_lines, scan_sheets, scan_shown
from qn_assist.run import PassOrder, Scan, Wanted, scan_pass


@command("scan")
def scan(
    shop: ShopOption = EXAMPLE_SHOP,
    only: OnlyOption = None,
    source: SourceOption = "rows",
    as_json: JsonFlag = False,
    xlsx: XlsxOption = None,
    browser: BrowserOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    wanted = Wanted(only=chosen(desk, only), source=source)
    order = PassOrder(wanted=wanted, password=password_of(desk), browser=browser)
    with screen(stderr=True).status(t("run.reading")):
        found = asyncio.run(scan_pass(desk, order))
    seen = view_of(desk, found)
    if xlsx:
        write_xlsx(xlsx, scan_sheets(seen))
    if as_json:
        show_json(scan_json(seen))
    else:
        show(scan_lines(seen))
        if xlsx:
            typer.echo(t("report.xlsx_saved", path=xlsx))
    raise typer.Exit(1 if seen.incomplete else 0)


def view_of(desk: Desk, found: Scan) -> ScanShown:
    return scan_shown(
        found.shop_name,
        found.now,
        found.tickets,
        found.readings,
        found.todo,
        desk_titles(desk),
        desk.policy.shop.owner_of,
    )
