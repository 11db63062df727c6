"""`check`: every data file, all faults at once; `--live` also tries every selector."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from qn_assist.basics.errors import DataFault, DataFileError, UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.basics.paths import Home
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.desks import BrowserOption, desk_of, password_of, workspace_of
from qn_assist.cli.output import screen, show, show_json, unwritable
from qn_assist.report import shown, word
from qn_assist.run import PassOrder
from qn_assist.secrets import passwords
from qn_assist.trials import Checked, Unconfirmed, Unheld, Unruled, all_schemas, check_all
from qn_assist.visits import Probe, probe_pass, trigger_of

CheckedShopsOption = Annotated[
    list[str] | None, typer.Option("--shop", help=t("check.shop"), show_default=False)
]
SchemaOption = Annotated[
    Path | None,
    typer.Option("--schema", metavar="DIR", help=t("check.schema"), show_default=False),
]


@command("check")
def check(
    shop: CheckedShopsOption = None,
    live: Annotated[bool, typer.Option("--live", help=t("check.live"))] = False,
    schema: SchemaOption = None,
    as_json: JsonFlag = False,
    browser: BrowserOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    if schema is not None:
        _write_schemas(schema)
    found = check_all(workspace_of(workspace, Home.find()), shop or ())
    faults = [*found.faults, *_schedule_faults(found), *found.bad_rows]
    if faults and not as_json:
        _summary(found)
        raise DataFileError(faults)
    names = shop or [policy.shop.name for policy in found.policies]
    probes = _probes(names, browser, workspace) if live and not faults else {}
    if as_json:
        _as_json(found, faults, probes)
    else:
        _summary(found)
        show(_unruled_lines(found.unruled))
        show(_unheld_lines(found.unheld))
        show(_alike_lines(workspace_of(workspace, Home.find()).names("shops")))
        show(_unconfirmed_table(found.unconfirmed))
        show(line for name, group in probes.items() for line in _probe_lines(name, group))
        typer.echo(t("check.well"))
    missing = any(not one.ok for group in probes.values() for one in group)
    raise typer.Exit(2 if faults else 1 if missing else 0)


def _schedule_faults(found: Checked) -> Iterator[DataFault]:
    """A cron line can be well written and still name no moment."""
    for policy in found.policies:
        if policy.shop.schedule is not None:
            try:
                trigger_of(policy.shop.schedule)
            except UsageFault as fault:
                file = str(policy.shop.folder / "shop.yaml")
                yield DataFault(file, 0, "schedule.cron", fault.message, fault.remedy)


def _probes(
    shops: list[str], browser: Path | None, workspace: Path | None
) -> dict[str, tuple[Probe, ...]]:
    found = {}
    for name in shops:
        desk = desk_of(name, workspace)
        order = PassOrder(password=password_of(desk), browser=browser)
        with screen(stderr=True).status(t("check.probing", shop=name)):
            found[name] = asyncio.run(probe_pass(desk, order))
    return found


def _summary(found: Checked) -> None:
    shops = listed(policy.shop.name for policy in found.policies) or "-"
    typer.echo(t("check.loaded", consoles=listed(found.consoles) or "-", shops=shops))


def _unruled_lines(lists: tuple[Unruled, ...]) -> Iterator[Text]:
    for one in lists:
        names = {"shop": one.shop, "kind": word("kind", one.kind), "category": one.title}
        yield Text(t("check.unruled", **names), "yellow")


def _unheld_lines(flows: tuple[Unheld, ...]) -> Iterator[Text]:
    for one in flows:
        names = {"console": one.console, "flow": one.flow, "names": listed(one.names)}
        yield Text(t("check.unheld", **names), "yellow")


def _alike_lines(shops: tuple[str, ...]) -> Iterator[Text]:
    """Shops whose passwords could not be told apart in the environment."""
    variables: dict[str, list[str]] = {}
    for name in shops:
        variables.setdefault(passwords.variable_of(name), []).append(name)
    for variable, names in variables.items():
        if len(names) > 1:
            yield Text(t("check.alike", variable=variable, shops=listed(names)), "yellow")


def _unconfirmed_table(items: tuple[Unconfirmed, ...]) -> Iterator[Table]:
    if not items:
        return
    table = Table(title=t("check.unconfirmed", count=len(items)), title_justify="left")
    for name in ("console", "kind", "name", "note"):
        table.add_column(t(f"check.column.{name}"), overflow="fold")
    for one in items:
        table.add_row(one.console, t(f"check.kind.{one.kind}"), one.name, Text(shown(one.note)))
    yield table


def _probe_lines(shop: str, probes: tuple[Probe, ...]) -> Iterator[Text]:
    good = sum(one.ok for one in probes)
    yield Text(t("check.probed", shop=shop, good=good, count=len(probes)), "bold")
    for one in probes:
        if not one.ok:
            doubt = "" if one.confirmed else t("check.doubtful")
            yield Text(f"  {one.page}.{one.selector}{doubt}  {shown(one.why)}", "red")


def _as_json(found: Checked, faults: list[DataFault], probes: dict[str, tuple[Probe, ...]]) -> None:
    live = {
        name: [asdict(one) | {"why": shown(one.why)} for one in g] for name, g in probes.items()
    }
    show_json(
        {
            "ok": not faults,
            "consoles": list(found.consoles),
            "shops": [policy.shop.name for policy in found.policies],
            "faults": [asdict(one) for one in faults],
            "unruled": [asdict(one) for one in found.unruled],
            "unheld": [asdict(one) for one in found.unheld],
            "unconfirmed": [asdict(one) for one in found.unconfirmed],
            **({"live": live} if probes else {}),
        }
    )


def _write_schemas(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in all_schemas().items():
            body = json.dumps(schema, ensure_ascii=False, indent=2)
            (folder / f"{name}.schema.json").write_text(body + "\n", encoding="utf-8")
    except OSError as fault:
        raise unwritable(folder, fault) from fault
    typer.echo(t("check.schemas", path=folder), err=True)
