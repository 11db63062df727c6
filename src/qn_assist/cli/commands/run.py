"""`run`: one pass over a shop. A dry run unless another mode is asked for."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qn_assist.basics import log
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home
from qn_assist.case import load_plan
from qn_assist.cli import interrupts
from qn_assist.cli.answers import AnswersAsk, ApprovalTerms, load_answers
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.asking import TerminalAsk
from qn_assist.cli.boundary import INTERRUPTED, USAGE
from qn_assist.cli.desks import (
    EXAMPLE_SHOP,
    BrowserOption,
    OnlyOption,
    ShopOption,
    SourceOption,
    account_of,
    chosen,
    desk_of,
    desk_titles,
    password_of,
)
from qn_assist.cli.output import screen, show, show_json, shown_or_lost
from qn_assist.cli.passing import Notices, ReportedPass, passed
from qn_assist.cli.progress import told
from qn_assist.cli.windows import has_display
from qn_assist.console import Mode
from qn_assist.desk import Desk
from qn_assist.report import run_json, run_lines
from qn_assist.run import AskPerson, PassOrder, Wanted
from qn_assist.secrets import is_practice

ModeOption = Annotated[Mode, typer.Option("--mode", help=t("run.mode"))]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, help=t("run.limit"), show_default=False)
]
PlanOption = Annotated[
    Path | None, typer.Option("--plan", metavar="FILE", help=t("run.plan"), show_default=False)
]
AnswersOption = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help=t("run.answers"), show_default=False),
]
WindowOption = Annotated[
    bool | None, typer.Option("--window/--no-window", help=t("run.window"), show_default=False)
]


@command("run")
def run(
    shop: ShopOption = EXAMPLE_SHOP,
    mode: ModeOption = "dry-run",
    only: OnlyOption = None,
    limit: LimitOption = None,
    plan: PlanOption = None,
    answers: AnswersOption = None,
    source: SourceOption = "rows",
    window: WindowOption = None,
    as_json: JsonFlag = False,
    browser: BrowserOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    if answers is not None and mode != "supervised":
        raise UsageFault(t("run.answers.mode"), remedy=t("run.answers.mode.remedy"))
    desk = desk_of(shop, workspace)
    applied = load_plan(plan, desk.plan_for) if plan else None
    order = PassOrder(
        mode=mode,
        wanted=Wanted(only=chosen(desk, only), limit=limit, plan=applied, source=source),
        window=_window(mode, window, answers),
        password=password_of(desk),
        browser=browser,
    )
    done, interrupted = _run(desk, order, answers, as_json=as_json)
    whole = shown_or_lost(lambda: _tell(done, as_json=as_json))
    code = INTERRUPTED if interrupted else done.summary.exit_code
    raise typer.Exit(code if code or whole else USAGE)


def _run(
    desk: Desk, order: PassOrder, answers: Path | None, *, as_json: bool
) -> tuple[ReportedPass, bool]:
    asked = order.mode == "supervised" and answers is None
    played = _played(desk, answers) if answers else None
    notices = Notices() if order.mode == "headless" else None
    with told(desk_titles(desk), bar=not asked, lines=not as_json) as listener:

        async def work(stop: asyncio.Event) -> ReportedPass:
            ask: AskPerson | None = played or (_terminal(desk, stop, as_json) if asked else None)
            whole = replace(order, ask=ask, stop=stop, listener=listener)
            return await passed(desk, whole, notices)

        return interrupts.run(work)


def _played(desk: Desk, path: Path) -> AnswersAsk:
    answers, origins = load_answers(path), account_of(desk).origins
    minutes = desk.policy.shop.limits.approval_minutes
    terms = ApprovalTerms(desk.name, minutes, lambda: is_practice(origins))
    terms.check(answers)
    return AnswersAsk(answers, terms)


def _terminal(desk: Desk, stop: asyncio.Event, as_json: bool) -> TerminalAsk:
    minutes = desk.policy.shop.limits.approval_minutes
    console = screen(stderr=as_json)
    return TerminalAsk(sys.stdin, console, desk_titles(desk), stop, minutes * 60)


def _window(mode: Mode, given: bool | None, answers: Path | None) -> bool:
    """A person who is asked looks at the page beside; elsewhere nobody looks."""
    if given is not None:
        return given
    if mode != "supervised" or answers is not None:
        return False
    if not has_display():
        typer.echo(t("run.no_display"), err=True)
        return False
    return True


def _tell(done: ReportedPass, *, as_json: bool) -> None:
    if as_json:
        page = str(done.page) if done.page else None
        show_json(run_json(done.shown) | {"report": page})
        return
    show(run_lines(done.shown))
    if done.summary.faults:
        written = log.newest(Home.find().logs)
        typer.echo(t("app.our_fault", log=written or t("app.no_log")), err=True)
    if done.page:
        typer.echo(t("report.saved", path=done.page))
    if done.summary.plan_file:
        plan, shop = done.summary.plan_file, done.summary.shop
        typer.echo(t("run.plan_saved", path=plan))
        typer.echo(t("run.plan_next", path=plan, shop=shop))
