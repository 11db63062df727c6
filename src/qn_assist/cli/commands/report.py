"""`report`: what a period of the ledger shows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, Workspace
from qn_assist.basics.text import SHANGHAI
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.desks import XlsxOption, workspace_of
from qn_assist.cli.ledgers import console_now, shops_in, titles_for, unknown_shown, wait_shown
from qn_assist.cli.options import AnyShop, day_of, midnight
from qn_assist.cli.output import show, show_json, unwritable, write_xlsx
from qn_assist.ledger import Ledger, QuestionBy
from qn_assist.report import (
    AnswerShown,
    PeriodShown,
    answer_shown,
    period_json,
    period_lines,
    period_sheets,
    question_json,
    question_lines,
    question_sheet,
    stat_shown,
    write_period,
)

Since = Annotated[str | None, typer.Option("--since", help=t("report.since"), show_default=False)]
Until = Annotated[str | None, typer.Option("--until", help=t("report.until"), show_default=False)]

QuestionOption = Annotated[
    QuestionBy | None, typer.Option("--by", help=t("report.by"), show_default=False)
]


@command("report")
def report(
    shop: AnyShop = None,
    since: Since = None,
    until: Until = None,
    as_json: JsonFlag = False,
    xlsx: XlsxOption = None,
    html: Annotated[bool, typer.Option("--html", help=t("report.html"))] = False,
    by: QuestionOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    days = _days(since, until)
    if by and html:
        raise UsageFault(t("report.by_html"), remedy=t("report.by_html.remedy"))
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    if by:
        _show_question(by, _asked(home, places, shop, days, by), days, xlsx, as_json=as_json)
        return
    period = _read(home, places, shop, days)
    if xlsx:
        write_xlsx(xlsx, period_sheets(period))
    page = _page(period, home) if html else None
    if as_json:
        show_json(period_json(period) | ({"report": str(page)} if page else {}))
        return
    show(period_lines(period))
    if xlsx:
        typer.echo(t("report.xlsx_saved", path=xlsx))
    if page:
        typer.echo(t("report.saved", path=page))


def _asked(
    home: Home,
    places: Workspace,
    shop: str | None,
    days: tuple[date | None, date | None],
    by: QuestionBy,
) -> list[AnswerShown]:
    begin, end = _moments(days)
    with Ledger.open(home.ledger_place()) as ledger:
        shops = shops_in(ledger, shop, places)
        titles = titles_for(ledger, places, home, shops if by == "category" else ())
        name = shops[0] if shop else None
        return [answer_shown(by, row, titles) for row in ledger.question(by, name, begin, end)]


def _show_question(
    by: QuestionBy,
    rows: list[AnswerShown],
    days: tuple[date | None, date | None],
    xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    period = _period_title(days)
    if xlsx:
        write_xlsx(xlsx, [question_sheet(by, rows)])
    if as_json:
        show_json(question_json(by, period, rows))
        return
    show(question_lines(by, f"{t('report.period_title')} · {period}", rows))
    if xlsx:
        typer.echo(t("report.xlsx_saved", path=xlsx))


def _moments(days: tuple[date | None, date | None]) -> tuple[datetime | None, datetime | None]:
    first, last = days
    return midnight(first), midnight(last + timedelta(days=1) if last else None)


def _period_title(days: tuple[date | None, date | None]) -> str:
    first, last = days
    return f"{first or '…'} – {last or '…'}" if first or last else t("report.period_all")


def _days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first, last = day_of(since), day_of(until)
    if first and last and first > last:
        raise UsageFault(
            t("report.bad_period", since=first, until=last), remedy=t("report.bad_period.remedy")
        )
    return first, last


def _read(
    home: Home, places: Workspace, shop: str | None, days: tuple[date | None, date | None]
) -> PeriodShown:
    begin, end = _moments(days)
    with Ledger.open(home.ledger_place()) as ledger:
        shops = shops_in(ledger, shop, places)
        name = shops[0] if shop else None
        titles = titles_for(ledger, places, home, shops)
        # Each console has a time of its own: time left is counted where the case waits.
        at = {name: console_now(ledger, name) for name in shops}
        return PeriodShown(
            shops=tuple(shops),
            period=_period_title(days),
            now=at[name] if name else utc_now().astimezone(SHANGHAI),
            stats=tuple(stat_shown(row, titles) for row in ledger.stats(name, begin, end)),
            waits=tuple(wait_shown(row, titles, at[row.shop]) for row in ledger.waiting(name)),
            unknowns=tuple(
                unknown_shown(entry) for name in shops for entry in ledger.unsettled(name)
            ),
        )


def _page(period: PeriodShown, home: Home) -> Path:
    stamp = f"{utc_now().astimezone(SHANGHAI):%Y%m%dT%H%M%S}"
    path = home.reports / f"ledger-{stamp}" / "index.html"
    try:
        return write_period(period, path)
    except OSError as fault:
        raise unwritable(path, fault) from fault
