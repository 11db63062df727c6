"""`demo`: the whole job on a practice console of its own, judged by the console's truth log."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, Workspace, private_folder
from qn_assist.basics.text import SHANGHAI
from qn_assist.cli import interrupts
from qn_assist.cli.app import command
from qn_assist.cli.boundary import INTERRUPTED
from qn_assist.cli.demo_judge import Judgement, judged
from qn_assist.cli.demo_shop import SHOPS, write_shop
from qn_assist.cli.desks import BrowserOption, desk_titles
from qn_assist.cli.output import show
from qn_assist.cli.passing import ReportedPass, passed
from qn_assist.cli.progress import told
from qn_assist.console import Mode
from qn_assist.desk import Desk, load_desk
from qn_assist.ledger import Ledger
from qn_assist.practice import PortBusy, PracticeConsole
from qn_assist.practice.generate.generator import MAX_TICKETS
from qn_assist.report import run_lines, word
from qn_assist.run import PassOrder

LATEST = "latest"

Tickets = Annotated[
    int, typer.Option("--tickets", min=1, max=MAX_TICKETS, help=t("practice.tickets"))
]
Port = Annotated[int, typer.Option("--port", min=0, max=65534, help=t("demo.port"))]
Skin = Annotated[Literal["2026", "legacy", "both"], typer.Option("--skin", help=t("demo.skin"))]
Folder = Annotated[Path | None, typer.Option("--home", help=t("demo.home"), show_default=False)]


@dataclass(frozen=True, slots=True)
class Show:
    """One skin's part of the demonstration. None where it was broken off before."""

    dry: ReportedPass
    wet: ReportedPass | None
    judgement: Judgement | None

    @property
    def well(self) -> bool:
        return self.judgement is not None and self.judgement.well


# Beside so many tickets one of the AG lists.
TICKETS_PER_AG = 10


@command("demo")
def demo(
    keep: Annotated[bool, typer.Option("--keep", help=t("demo.keep"))] = False,
    tickets: Tickets = 120,
    skin: Skin = "both",
    port: Port = 0,
    home: Folder = None,
    browser: BrowserOption = None,
) -> None:
    stage = Home(_folder(home, keep=keep)).prepare()
    # A ledger that the real shops use must not see the demonstration.
    os.environ.pop("QN_LEDGER", None)
    skins = list(SHOPS) if skin == "both" else [skin]
    shows: list[Show] = []
    for name in skins:
        show([Rule(Text(t("demo.skin_title", skin=name, tickets=tickets)))])
        try:
            with PracticeConsole(
                port=port, skin=name, tickets=tickets, ag=tickets // TICKETS_PER_AG
            ) as console:
                done, interrupted = _perform(console, stage, name, tickets, browser)
        except PortBusy as busy:
            raise UsageFault(t("practice.port_taken", port=busy.port)) from busy
        if interrupted:
            raise typer.Exit(INTERRUPTED)
        shows.append(done)
    _end(shows)
    raise typer.Exit(0 if all(one.well for one in shows) else 1)


def _folder(given: Path | None, *, keep: bool) -> Path:
    """A state folder of its own; without `--keep` it takes the place of the last one."""
    if given is not None:
        if given.exists() and any(given.iterdir()):
            raise UsageFault(t("demo.not_empty", path=given), remedy=t("demo.not_empty.remedy"))
        return given.absolute()
    root = private_folder(Home.find().root / "demo")
    if keep:
        return root / f"{utc_now().astimezone(SHANGHAI):%Y%m%dT%H%M%S}"
    shutil.rmtree(root / LATEST, ignore_errors=True)
    return root / LATEST


def _perform(
    console: PracticeConsole, home: Home, skin: str, tickets: int, browser: Path | None
) -> tuple[Show, bool]:
    stage = home.root / "workspace"
    name = write_shop(stage, Workspace.find(home=home), console, skin, tickets)
    desk = load_desk(Workspace((stage, *Workspace.find(home=home).places)), home, name)
    order = PassOrder(password=lambda: console.login["password"], browser=browser)

    async def both(stop: asyncio.Event) -> Show:
        dry = await _pass(desk, replace(order, stop=stop), "dry-run")
        left = len(console.truth()["submissions"])
        typer.echo(t("demo.dry_left", count=left))
        if stop.is_set() or left:
            return Show(dry, None, None)
        wet = await _pass(desk, replace(order, stop=stop), "headless")
        with Ledger.open(home.ledger_place()) as ledger:
            judgement = judged(console.truth(), ledger, name, tickets)
        return Show(dry, wet, judgement)

    return interrupts.run(both)


async def _pass(desk: Desk, order: PassOrder, mode: Mode) -> ReportedPass:
    with told(desk_titles(desk), bar=True, lines=False) as listener:
        done = await passed(desk, replace(order, mode=mode, listener=listener))
    show(run_lines(done.shown))
    if done.page:
        typer.echo(t("report.saved", path=done.page))
    return done


def _end(shows: list[Show]) -> None:
    show([Rule(Text(t("demo.result")))])
    for one in shows:
        show(_judgement_lines(one))
    well = all(one.well for one in shows)
    typer.secho(t("demo.well" if well else "demo.not_well"), fg="green" if well else "red")
    for one in shows:
        if one.wet and one.wet.page:
            typer.echo(t("report.saved", path=one.wet.page))
    typer.echo(t("demo.by_hand"))


def _judgement_lines(one: Show) -> Iterator[RenderableType]:
    if one.judgement is None:
        yield Text(t("demo.dry_wrote"), "bold red")
        return
    table = Table(title=one.judgement.shop, title_justify="left")
    for name in ("what", "wanted", "truth", "ledger", "twice"):
        table.add_column(t(f"demo.{name}"), justify="left" if name == "what" else "right")
    for kind in one.judgement.kinds:
        numbers = (kind.wanted, kind.accepted, kind.verified, kind.repeated)
        style = "green" if kind.well else "bold red"
        table.add_row(word("action", kind.action), *map(str, numbers), style=style)
    yield table
    yield Text(t("demo.unknown", count=one.judgement.unknown), _colour(one.judgement.unknown))


def _colour(count: int) -> str:
    return "bold red" if count else "green"
