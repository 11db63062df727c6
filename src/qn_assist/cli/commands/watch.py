"""`watch`: the schedules of the shops, until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Annotated

import typer

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import QnAssistError, UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.basics.log import act
from qn_assist.basics.paths import Home, Workspace
from qn_assist.basics.text import SHANGHAI
from qn_assist.cli import interrupts
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.beside import ShowBeside, beside
from qn_assist.cli.desks import BrowserOption, password_of, workspace_of
from qn_assist.cli.output import show_json, shown_or_lost
from qn_assist.cli.passing import Notices, ReportedPass, passed
from qn_assist.console import Schedule, load_shop
from qn_assist.desk import Desk, load_desk
from qn_assist.report import moment, shown, word
from qn_assist.rules import reload_facts
from qn_assist.run import PassOrder
from qn_assist.visits import Pass, Watch, next_times, trigger_of

WatchedShopsOption = Annotated[
    list[str] | None, typer.Option("--shop", help=t("option.shops"), show_default=False)
]
NextOption = Annotated[
    int | None, typer.Option("--next", min=1, max=1000, help=t("watch.next"), show_default=False)
]


@command("watch")
def watch(
    shop: WatchedShopsOption = None,
    coming: NextOption = None,
    as_json: JsonFlag = False,
    browser: BrowserOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    schedules = _schedules(places, shop or [])
    if coming is not None:
        _show_next(schedules, coming, utc_now().astimezone(SHANGHAI), as_json=as_json)
        return
    desks = {name: load_desk(places, home, name) for name in schedules}
    shown_or_lost(lambda: _show_begin(schedules))
    order = PassOrder(browser=browser)
    with beside() as show:
        interrupts.run(lambda stop: _watch(desks, schedules, order, stop, show))


def _show_begin(schedules: Mapping[str, Schedule]) -> None:
    typer.echo(t("watch.started", shops=listed(schedules)))
    _show_next(schedules, len(schedules), utc_now().astimezone(SHANGHAI), as_json=False)


def _schedules(places: Workspace, shops: list[str]) -> dict[str, Schedule]:
    """Of the shops named, each of which must have one; else of all that have one."""
    found: dict[str, Schedule] = {}
    for name in shops or places.names("shops"):
        schedule = load_shop(places.folder("shops", name)).schedule
        if schedule is None and shops:
            raise UsageFault(t("watch.no_schedule", shop=name), remedy=t("watch.none.remedy"))
        if schedule is not None:
            trigger_of(schedule)
            found[name] = schedule
    if not found:
        raise UsageFault(t("watch.none"), remedy=t("watch.none.remedy"))
    return found


def _show_next(
    schedules: Mapping[str, Schedule], count: int, now: datetime, *, as_json: bool
) -> None:
    rows = [
        {"at": f"{at:%Y-%m-%d %H:%M:%S}", "shop": shop, "mode": schedules[shop].mode}
        for at, shop in next_times(schedules, count, now)
    ]
    if as_json:
        show_json(rows)
        return
    for row in rows:
        typer.echo(t("watch.coming", **row | {"mode": word("mode", row["mode"])}))


async def _watch(
    desks: Mapping[str, Desk],
    schedules: Mapping[str, Schedule],
    order: PassOrder,
    stop: asyncio.Event,
    show: ShowBeside,
) -> None:
    runner, notices = Watch(stop), Notices()
    for name, desk in desks.items():
        own = replace(order, mode=schedules[name].mode, password=password_of(desk))
        runner.add(name, trigger_of(schedules[name]), scheduled(desk, own, notices, show))
    await runner.run()


def scheduled(desk: Desk, order: PassOrder, notices: Notices, show: ShowBeside) -> Pass:
    """A pass of the schedule: facts as they are now, the outcome in one line."""

    async def one_pass(stop: asyncio.Event) -> None:
        try:
            fresh = replace(desk, policy=reload_facts(desk.policy))
            done = await passed(fresh, replace(order, stop=stop), notices)
        except QnAssistError as fault:
            act("schedule", shop=desk.name).error("{}", fault)
            at = moment(utc_now())
            line = t("watch.failed", at=at, shop=desk.name, reason=shown(fault))
            show(partial(typer.echo, line, err=True))
            return
        show(partial(typer.echo, _line(done)))

    return one_pass


def _line(done: ReportedPass) -> str:
    counts = done.shown.states.items()
    states = " · ".join(f"{word('state', state)} {count}" for state, count in counts)
    return t(
        "watch.done",
        at=moment(utc_now()),
        shop=done.summary.shop,
        states=states or t("report.nothing"),
        page=done.page or "-",
    )
