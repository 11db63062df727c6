"""What every command over shops shares: its options, and the shop they mean, loaded."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import typer

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, Workspace
from qn_assist.cli.output import place_for_xlsx
from qn_assist.datafiles import near
from qn_assist.desk import Desk, load_desk
from qn_assist.report import Titles, titles_of
from qn_assist.secrets import Account
from qn_assist.secrets import passwords as credentials

EXAMPLE_SHOP = "practice"

ShopOption = Annotated[str, typer.Option("--shop", help=t("option.shop"))]
OnlyOption = Annotated[
    list[str] | None, typer.Option("--only", help=t("option.only"), show_default=False)
]
SourceOption = Annotated[Literal["rows", "json"], typer.Option("--source", help=t("option.source"))]
XlsxOption = Annotated[
    Path | None,
    typer.Option("--xlsx", help=t("option.xlsx"), show_default=False, callback=place_for_xlsx),
]
BrowserOption = Annotated[
    Path | None, typer.Option("--browser", help=t("option.browser"), show_default=False)
]


def workspace_of(given: Path | None, home: Home) -> Workspace:
    return Workspace.find(given, home=home)


def desk_of(shop: str, workspace: Path | None) -> Desk:
    """Every file of the shop loaded and checked, the state folder ready."""
    home = Home.find().prepare()
    return load_desk(workspace_of(workspace, home), home, shop)


def account_of(desk: Desk) -> Account:
    """Whose password is wanted; the origins are those that the console is really reached at."""
    bases = {f"{one.scheme}://{one.netloc}" for one in map(urlsplit, desk.console.origins.values())}
    others = tuple(name for name in desk.shops if name != desk.name)
    return Account(desk.name, desk.policy.shop.account, tuple(sorted(bases)), others)


def password_of(desk: Desk) -> Callable[[], str]:
    """Looked up when the login form is there, not before: a kept session needs none."""
    return lambda: credentials.find(account_of(desk), desk.home).password


def user_name() -> str:
    """Who sits at this machine; "" when it has no name for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def desk_titles(desk: Desk) -> Titles:
    return titles_of([desk.flows], [desk.policy.rules])


def chosen(desk: Desk, only: list[str] | None) -> frozenset[str]:
    """`--only` as names; a word that is neither a kind, a category nor an id is a mistake."""
    names = [part.strip() for one in only or [] for part in one.split(",") if part.strip()]
    if only and not names:
        raise UsageFault(t("usage.blank", name="--only"), remedy=t("usage.blank.remedy"))
    known = {flow.ticket_kind for flow in desk.flows.lists}
    known |= {each.id for flow in desk.flows.lists for each in flow.categories}
    known |= {kind for flow in desk.flows.lists for kind in flow.kinds_by_type.values()}
    for name in names:
        if name not in known and not any(char.isdigit() for char in name):
            raise UsageFault(
                t("option.only.unknown", name=name),
                remedy=near(name, tuple(sorted(known)))
                or t("option.only.remedy", names=" ".join(sorted(known))),
            )
    return frozenset(names)
