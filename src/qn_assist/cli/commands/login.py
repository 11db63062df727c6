"""`login SHOP`: be logged in, by stored credentials or by a person in a window; or go on."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from qn_assist.basics.errors import CaptchaSeen, LoginChallenged, LoginNeeded, UsageFault
from qn_assist.basics.language import t
from qn_assist.cli.app import WorkspaceOption, command
from qn_assist.cli.desks import BrowserOption, account_of, desk_of, password_of, user_name
from qn_assist.cli.windows import has_display
from qn_assist.desk import Desk
from qn_assist.secrets import passwords as credentials
from qn_assist.visits import log_in_by_person, log_in_unattended, resume_by_person

# Without a window nobody is waited for; the pages must only have loaded.
LOOK_SECONDS = 10

ShopArgument = Annotated[
    str, typer.Argument(metavar="SHOP", help=t("option.shop"), show_default=False)
]
StoreOption = Annotated[bool, typer.Option("--store", help=t("login.store"))]
ForgetOption = Annotated[bool, typer.Option("--forget", help=t("login.forget"))]
ResumeOption = Annotated[bool, typer.Option("--resume", help=t("login.resume"))]
SecondsOption = Annotated[
    float, typer.Option("--seconds", min=1, max=3600, help=t("login.seconds"))
]


@command("login")
def login(
    shop: ShopArgument,
    store: StoreOption = False,
    forget: ForgetOption = False,
    resume: ResumeOption = False,
    seconds: SecondsOption = 300,
    browser: BrowserOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    desk = desk_of(shop, workspace)
    if forget:
        _forget(desk, otherwise=store or resume)
        return
    if store:
        _store(desk)
    if resume:
        _resume(desk, seconds, browser)
        return
    _log_in(desk, seconds, browser)
    typer.echo(t("login.done", shop=desk.policy.shop.title))


def _store(desk: Desk) -> None:
    account = account_of(desk)
    password = _typed(t("login.password", account=account.name))
    if not password:
        raise UsageFault(t("login.empty"), remedy=t("login.empty.remedy"))
    where = credentials.store(account, password, desk.home)
    typer.echo(t(f"login.stored.{where}"))


def _forget(desk: Desk, *, otherwise: bool) -> None:
    if otherwise:
        raise UsageFault(t("login.forget.alone"), remedy=t("login.forget.alone.remedy"))
    account = account_of(desk)
    credentials.forget(account, desk.home, os.environ)
    typer.echo(t("login.forgotten", shop=desk.policy.shop.title))
    if os.environ.get(account.variable):
        typer.echo(t("login.forget.variable", variable=account.variable))


def _typed(words: str) -> str:
    """Without echo at a terminal; the first line of anything else."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{words} ")
    return sys.stdin.readline().rstrip("\r\n")


def _log_in(desk: Desk, seconds: float, browser: Path | None) -> None:
    """Unattended while the console lets us; else a person, where there is a window to use."""
    try:
        asyncio.run(log_in_unattended(desk, password_of(desk), browser))
    except (LoginChallenged, CaptchaSeen):
        if not has_display():
            raise
        _resume(desk, seconds, browser)
    except LoginNeeded as needed:
        if not has_display():
            raise
        typer.echo(t("login.window", reason=needed.message, seconds=f"{seconds:g}"))
        asyncio.run(log_in_by_person(desk, seconds, browser))


def _resume(desk: Desk, seconds: float, browser: Path | None) -> None:
    """The person's window; without a display one look, for who passed the check elsewhere."""
    window = has_display()
    wait = seconds if window else min(seconds, LOOK_SECONDS)
    key = "login.resume.window" if window else "login.resume.no_display"
    typer.echo(t(key, seconds=f"{wait:g}"))
    ended = asyncio.run(resume_by_person(desk, wait, user_name(), browser, window=window))
    typer.echo(t("login.resumed", shop=desk.policy.shop.title, count=ended))
