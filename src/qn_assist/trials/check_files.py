"""Every data file of a workspace, loaded as a run would; all faults at once, among them rules that
can never be used; and what nobody has confirmed on the real console yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from qn_assist.basics.errors import DataFault, UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import Workspace
from qn_assist.console import (
    KINDS,
    PLATFORM_CONSOLE,
    Console,
    ConsoleFile,
    Flows,
    Page,
    Platform,
    load_console,
    load_flows,
    load_platform,
    load_shop,
    too_small,
)
from qn_assist.datafiles import collecting, export_schema
from qn_assist.rules import Policy, load_policy, schemas
from qn_assist.trials.examples import FOLDER, examples_of
from qn_assist.trials.reach import Lists
from qn_assist.trials.rule_faults import Unruled, lists_of, rule_faults, unruled


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Something seen by nobody on the real console. `kind`: page, selector, flow or number."""

    console: str
    kind: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Unheld:
    """An action whose request is not known to carry `names`: it cannot be compared (law 3)."""

    console: str
    flow: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """`policies` are the shops that load. `bad_rows` are of fact files that otherwise work.
    `unruled` are lists that go to a person as a whole, `unheld` flows that a supervised run alone
    submits.
    """

    consoles: tuple[str, ...]
    policies: tuple[Policy, ...]
    faults: tuple[DataFault, ...]
    bad_rows: tuple[DataFault, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    unruled: tuple[Unruled, ...] = ()
    unheld: tuple[Unheld, ...] = ()


def check_all(workspace: Workspace, shops: Iterable[str] = ()) -> Checked:
    """Check these shops, or all, and every console."""
    faults: list[DataFault] = []
    platform = _platform(workspace, faults)
    consoles = {
        name: _console(workspace, name, platform, faults) for name in workspace.names("selectors")
    }
    whole = {name: pair for name, pair in consoles.items() if pair is not None}
    policies = []
    for name in tuple(shops) or workspace.names("shops"):
        with collecting(faults):
            shop = load_shop(workspace.folder("shops", name))
            if shop.console not in consoles:
                workspace.folder("selectors", shop.console)
            if shop.console in whole and platform is not None:
                console, flows = whole[shop.console]
                faults += too_small(console.at(shop.origins))
                policies.append(load_policy(shop.folder, flows.actions, platform))
    flows_of = {name: flows for name, (_, flows) in whole.items()}
    lists = lists_of(flows_of.values()) if len(whole) == len(consoles) else None
    if platform is not None and len(whole) == len(consoles):
        faults += platform.unread({key for one in flows_of.values() for key in one.platform_keys})
    faults += _rule_faults(policies, lists)
    rows = tuple(fault for policy in policies for fault in policy.facts.faults)
    return Checked(
        tuple(whole),
        tuple(policies),
        tuple(dict.fromkeys(faults)),
        tuple(dict.fromkeys(rows)),
        tuple(_unconfirmed(whole, platform)),
        tuple(one for each in policies for one in unruled(each, flows_of[each.shop.console])),
        tuple(
            Unheld(name, flow.flow, flow.unheld)
            for name, flows in flows_of.items()
            for flow in flows.actions.values()
            if flow.unheld
        ),
    )


def _rule_faults(policies: Iterable[Policy], lists: Lists | None) -> Iterator[DataFault]:
    """Rules and examples, each once, however many shops share them."""
    files = {policy.shop.file("rules.yaml"): policy for policy in policies}
    for policy in files.values():
        yield from rule_faults(policy, lists)
    folders = {policy.shop.file(FOLDER): policy for policy in policies}
    for policy in folders.values():
        faults: list[DataFault] = []
        with collecting(faults):
            examples_of(policy)
        yield from faults


def _platform(workspace: Workspace, faults: list[DataFault]) -> Platform | None:
    with collecting(faults):
        return load_platform(workspace.folder("selectors", PLATFORM_CONSOLE) / "platform.yaml")
    return None


def _console(
    workspace: Workspace, name: str, platform: Platform | None, faults: list[DataFault]
) -> tuple[Console, Flows] | None:
    with collecting(faults):
        console = load_console(workspace.folder("selectors", name).parent, name)
        try:
            folder = workspace.folder("flows", name)
        except UsageFault as fault:
            faults.append(DataFault(f"flows/{name}", 0, "", fault.message, fault.remedy))
            return None
        if platform is not None:
            return console, load_flows(folder.parent, console, platform)
    return None


def _unconfirmed(
    consoles: dict[str, tuple[Console, Flows]], platform: Platform | None
) -> Iterator[Unconfirmed]:
    """A page or flow that is unconfirmed as a whole stands for all that is in it."""
    seen: set[tuple[str, str, str]] = set()
    for name, (console, flows) in consoles.items():
        for one in (*_pages(name, console), *_flows(name, flows)):
            if (one.kind, one.name, one.note) not in seen:
                seen.add((one.kind, one.name, one.note))
                yield one
    if platform is not None:
        for key, number in platform.unconfirmed().items():
            yield Unconfirmed(PLATFORM_CONSOLE, "number", key, number.note)


def _pages(name: str, console: Console) -> Iterator[Unconfirmed]:
    for page in console.pages.values():
        if not page.confirmed:
            yield Unconfirmed(name, "page", page.page, page.note or page.title)
            continue
        for key, selector in page.selectors.items():
            doubted = [one for one in selector.find if one.confirmed is False]
            if not selector.confirmed or len(doubted) == len(selector.find):
                yield Unconfirmed(name, "selector", f"{page.page}.{key}", selector.note or "")


def _flows(name: str, flows: Flows) -> Iterator[Unconfirmed]:
    every: list[Any] = [flows.login, flows.todo, flows.order, *flows.lists, *flows.actions.values()]
    every += [*flows.statuses.values(), *flows.overviews]
    for flow in every:
        if not flow.confirmed:
            yield Unconfirmed(name, "flow", flow.flow, flow.note or flow.title)


def all_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schemas by the kind of file, for editors: `shop`, `rules`, …, `page`, `flow-action`."""
    found = {name.removesuffix(".yaml"): schema for name, schema in schemas().items()}
    models: dict[str, tuple[type[BaseModel], str]] = {
        "console": (ConsoleFile, t("schema.console")),
        "page": (Page, t("schema.page")),
        **{f"flow-{kind}": (model, t("schema.flow", kind=kind)) for kind, model in KINDS.items()},
    }
    return found | {name: export_schema(model, title) for name, (model, title) in models.items()}
