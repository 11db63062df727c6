"""Everything loaded for one shop, nothing opened: console, flows, policy."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from qn_assist.basics.errors import DataFault, DataFileError
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, Workspace
from qn_assist.browser import Identity
from qn_assist.case import PlanFor, ProvenShop
from qn_assist.console import (
    PLATFORM_CONSOLE,
    Console,
    Flows,
    Shop,
    load_console,
    load_flows,
    load_platform,
    load_shop,
    too_small,
)
from qn_assist.datafiles import collecting, near
from qn_assist.ledger import Ledger
from qn_assist.rules import Policy, load_policy
from qn_assist.secrets import is_local


@dataclass(frozen=True)
class Desk:
    """`name` is the shop's folder name. The console already has the shop's origins.

    `shops` are all that could be found where this one was: what a stop file may name.
    """

    name: str
    policy: Policy
    console: Console
    flows: Flows
    home: Home
    shops: tuple[str, ...]

    @property
    def identity(self) -> Identity:
        shop = self.policy.shop
        return Identity(self.name, shop.title, shop.account)

    @property
    def proven(self) -> ProvenShop:
        """Whose work it is, as the console proves it."""
        return proven_shop(self.policy.shop, self.console)

    def name_in(self, ledger: Ledger) -> str:
        """What that ledger calls the shop. UsageFault where it may be either of two."""
        return ledger.name_of(self.proven, self.name)

    @property
    def plan_for(self) -> PlanFor:
        """Whose a plan made here is, and must be to be applied here."""
        shop = self.policy.shop
        return PlanFor(
            shop=self.name, title=shop.title, account=shop.account, console=self.console.name
        )


def proven_shop(shop: Shop, console: Console) -> ProvenShop:
    """The account of a shop's file; `console` has the shop's origins."""
    origins = tuple(console.origins.values())
    hosts = {urlsplit(one).hostname or "" for one in origins}
    if is_local(origins):
        hosts = {f"local:{console.name}"}
    return ProvenShop(
        tuple(sorted(hosts)),
        shop.account,
        shop.title,
        tuple(shop.formerly),
        shop.one_of_several,
    )


def _no_such_kinds(name: str, shop: Shop, flows: Flows) -> list[DataFault]:
    """A kind that no list reads would leave the pass with nothing to look at, and nobody told."""
    known = sorted({flow.ticket_kind for flow in flows.lists})
    return [
        DataFault(
            f"{name}/shop.yaml",
            0,
            "only_kinds",
            t("shop.no_such_kind", kind=one),
            near(one, known),
        )
        for one in shop.only_kinds
        if one not in known
    ]


def load_desk(workspace: Workspace, home: Home, name: str) -> Desk:
    """Load and check every file the shop needs; one DataFileError with all faults."""
    folder = workspace.folder("shops", name)
    shop = load_shop(folder)
    faults: list[DataFault] = []
    console: Console | None = None
    selectors = workspace.folder("selectors", shop.console).parent
    with collecting(faults):
        console = load_console(selectors, shop.console).at(shop.origins)
    if console is None:
        raise DataFileError(faults)
    faults += too_small(console)
    if faults:
        raise DataFileError(faults)
    platform = load_platform(selectors / PLATFORM_CONSOLE / "platform.yaml")
    flows = load_flows(workspace.folder("flows", shop.console).parent, console, platform)
    faults += _no_such_kinds(name, shop, flows)
    if faults:
        raise DataFileError(faults)
    policy = load_policy(folder, flows.actions, platform)
    return Desk(name, policy, console, flows, home, workspace.names("shops"))
