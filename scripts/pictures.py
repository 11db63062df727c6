"""Makes the pictures of README and docs on the practice console: `make pictures`.

Nothing is drawn by hand: the practice console is started, a dry run and a supervised ticket are
done through `passes`, and what they left or printed is photographed.
"""

from __future__ import annotations

import asyncio
import base64
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, ViewportSize
from rich.console import Console, RenderableType
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from qn_assist.basics import log
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, Workspace
from qn_assist.browser.program.launch import launched
from qn_assist.case.outcomes import RunSummary
from qn_assist.cli.asking import proposal_lines
from qn_assist.desk.load import Desk, load_desk
from qn_assist.practice import PracticeConsole
from qn_assist.report.terminal import ticket_block
from qn_assist.report.titles import Titles, titles_of
from qn_assist.report.view import run_shown
from qn_assist.run.gate import PASS, Proposal, Ruled
from qn_assist.run.passes import PassOrder, run_pass, session_of
from qn_assist.run.wanted import Wanted

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
LARGEST = 250_000
COLOURS = 256
SHELL = {
    "myseller": "origin",
    "qn": "origin",
    "loginmyseller": "origin",
    "trade": "origin",
    "havanalogin": "login_origin",
    "h5api": "login_origin",
}
SIZE: ViewportSize = {"width": 1420, "height": 600}
COLUMNS = 76
PAGE = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;padding:18px;background:#eef0f4;display:flex;gap:18px;align-items:stretch;width:1384px}}
.window{{background:#191919;border-radius:9px;overflow:hidden;width:700px;flex:none}}
.bar{{background:#33353b;color:#c3c6cf;padding:7px 16px;font:14px "Noto Sans CJK SC",sans-serif}}
pre{{margin:0;padding:14px 16px;white-space:pre-wrap;word-break:break-all;color:#d9d9d9;
 font:14px/1.6 "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}}
img{{border-radius:9px;width:666px;height:713px;object-fit:cover;object-position:right}}
</style><div class="window"><div class="bar">{title}</div><pre>{text}</pre></div>
<img src="data:image/jpeg;base64,{picture}">"""


def main() -> None:
    log.set_up(None)
    IMAGES.mkdir(parents=True, exist_ok=True)
    os.environ["QN_KEYRING"] = "off"
    with (
        tempfile.TemporaryDirectory() as folder,
        PracticeConsole(port=0, tickets=120, seed=1) as console,
    ):
        desk = practice_desk(console, Home(Path(folder)).prepare())
        asyncio.run(take_all(console, desk))


def practice_desk(console: PracticeConsole, home: Home) -> Desk:
    """The example shop, at the ports this console happens to have."""
    desk = load_desk(Workspace((ROOT,)), home, "practice")
    origins = {name: f"{getattr(console, side)}/{name}" for name, side in SHELL.items()}
    return replace(desk, console=desk.console.at(origins))


async def take_all(console: PracticeConsole, desk: Desk) -> None:
    def password() -> str:
        return console.login["password"]

    def ids(scenario: str) -> list[str]:
        tickets = console.generator()["tickets"]
        return [one["ticket_id"] for one in tickets if one["scenario"] == scenario]

    await console_pages(desk, password)
    only = frozenset(
        name
        for scenario in ("agreed_delay", "relief_epidemic", "not_collected", "buyer_reason")
        for name in ids(scenario)[:1]
    )
    order = PassOrder(password=password, wanted=Wanted(only=only))
    dry = await run_pass(desk, order)
    supervised = frozenset(ids("agreed_delay")[1:2])
    seen: list[tuple[Proposal, bytes]] = []
    order = PassOrder(
        mode="supervised", ask=approving(seen), password=password, wanted=Wanted(only=supervised)
    )
    await run_pass(desk, order)
    titles = titles_of([desk.flows], [desk.policy.rules])
    async with launched() as process:
        await dry_run_picture(process.browser, dry, titles)
        await supervised_picture(process.browser, seen[-1], titles)


async def console_pages(desk: Desk, password: Callable[[], str]) -> None:
    """The practice console as a person sees it."""
    async with session_of(desk, PassOrder(), read_only=True) as session:
        tab = await session.tab()
        await session.enter(tab, password)
        for name in ("package_center", "tasks"):
            await tab.goto(name)
            await tab.about("table", "table", pagination=tab.chain("pagination"), page=1)
            keep(await tab.page.screenshot(type="png"), f"practice-{name.replace('_', '-')}")


def approving(
    seen: list[tuple[Proposal, bytes]],
) -> Callable[[Proposal], Awaitable[Ruled | None]]:
    """A person who approves everything that is shown, and keeps what was shown."""

    async def ask(proposal: Proposal) -> Ruled:
        picture = proposal.screenshot.read_bytes() if proposal.screenshot else b""
        seen.append((proposal, picture))
        return PASS

    return ask


async def dry_run_picture(browser: Browser, dry: RunSummary, titles: Titles) -> None:
    """The terminal of a dry run, beside one of the masked pictures it took."""
    shown = run_shown(dry, titles)
    lines = [line for one in shown.tickets for line in (ticket_block(one), Text(""))]
    form = next(
        action.screenshots[0]
        for outcome in dry.outcomes
        for action in outcome.actions
        if action.screenshots and action.planned.flow == "reply_cannot_ship"
    )
    await terminal(browser, "qn-assist run", lines, form.read_bytes(), "dry-run")


async def supervised_picture(
    browser: Browser, shown: tuple[Proposal, bytes], titles: Titles
) -> None:
    """The question at the terminal, beside the filled form it is about."""
    proposal, form = shown
    asked = replace(proposal, screenshot=None)  # a path of this machine is of no interest
    lines = [*proposal_lines(asked, titles), Text(t("ask.prompt"), "bold")]
    await terminal(browser, "qn-assist run --mode supervised", lines, form, "supervised")


async def terminal(
    browser: Browser, title: str, lines: Sequence[RenderableType], picture: bytes, name: str
) -> None:
    """What a terminal shows, in a window of its own, with a picture beside it."""
    page = await browser.new_page(viewport=SIZE)
    encoded = base64.b64encode(picture).decode()
    await page.set_content(PAGE.format(title=title, text=exported(lines), picture=encoded))
    keep(await page.locator("body").screenshot(type="png"), name)
    await page.close()


def exported(lines: Sequence[RenderableType]) -> str:
    recorder = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    for line in lines:
        recorder.print(line)
    return recorder.export_html(
        inline_styles=True, code_format="{code}", theme=DIMMED_MONOKAI
    ).rstrip()


def keep(shot: bytes, name: str) -> None:
    """As a small palette picture; too large a one is an error, not a slow README."""
    image = Image.open(BytesIO(shot)).convert("RGB")
    image = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    path = IMAGES / f"{name}.png"
    image.save(path, optimize=True)
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(ROOT)} {image.width}x{image.height} {size // 1000} kB\n")
    if size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST // 1000} kB")


if __name__ == "__main__":
    main()
