"""`status`: what stops a shop, what is due, what is unproven, the last pass, the login's age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.text import Text

from qn_assist.basics.clock import ConsoleTime, MachineTime, utc_now
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, Workspace
from qn_assist.browser import Identity, session_file
from qn_assist.case import PromiseTold, ends_at
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.desks import workspace_of
from qn_assist.cli.ledgers import console_now, name_in, titles_for, unknown_shown, wait_shown
from qn_assist.cli.options import AnyShop
from qn_assist.cli.output import show, show_json
from qn_assist.console import load_shop
from qn_assist.desk import StopOrder, order_for
from qn_assist.ledger import AskRow, FollowUpRow, HaltRow, Ledger, RunRow
from qn_assist.report import (
    PromiseShown,
    UnknownShown,
    WaitShown,
    moment,
    promise_json,
    promise_lines,
    promise_shown,
    shown,
    unknown_json,
    unknown_lines,
    wait_json,
    wait_lines,
    word,
)

# How long a broken promise is shown.
BROKEN_SHOWN = timedelta(days=7)

HoursOption = Annotated[float, typer.Option("--hours", min=0, max=24 * 365, help=t("status.hours"))]


@dataclass(frozen=True, slots=True)
class ShopStanding:
    """One shop now. `due` are the waits whose deadline lies within the hours asked for.

    `order` is a person's stop file; `halts` what stopped its passes and is not ended, newest first;
    `asks` what couriers were asked and have not answered, the oldest first. `followed` are the
    cases that are followed, `promises` the dates promised that lie within the hours, or were broken
    in the last week.
    """

    shop: str
    now: ConsoleTime
    last: RunRow | None
    login_at: MachineTime | None
    waits: tuple[WaitShown, ...]
    due: tuple[WaitShown, ...]
    unknowns: tuple[UnknownShown, ...]
    order: StopOrder | None
    halts: tuple[HaltRow, ...]
    asks: tuple[AskRow, ...]
    followed: tuple[FollowUpRow, ...]
    promises: tuple[PromiseShown, ...]

    @property
    def cools_until(self) -> datetime | None:
        found = [until for halt in self.halts if (until := halt.cools_until(utc_now()))]
        return max(found, default=None)


@command("status")
def status(
    shop: AnyShop = None,
    hours: HoursOption = 6,
    as_json: JsonFlag = False,
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    names = [shop] if shop else list(places.names("shops"))
    with Ledger.open(home.ledger_place()) as ledger:
        found = [_standing(ledger, places, home, name, hours) for name in names]
    if as_json:
        show_json([_as_json(one) for one in found])
    else:
        show(line for one in found for line in _lines(one, hours))


def _standing(
    ledger: Ledger, places: Workspace, home: Home, name: str, hours: float
) -> ShopStanding:
    shop = load_shop(places.folder("shops", name))
    called = name_in(ledger, places, name)
    now = console_now(ledger, called)
    titles = titles_for(ledger, places, home, [called])
    waits = tuple(wait_shown(row, titles, now) for row in ledger.waiting(called))
    until = now + timedelta(hours=hours)
    return ShopStanding(
        shop=name,
        now=now,
        last=next(iter(ledger.runs(called)), None),
        login_at=_login_at(home, Identity(name, shop.title, shop.account)),
        waits=waits,
        due=tuple(one for one in waits if one.deadline is not None and one.deadline <= until),
        unknowns=tuple(unknown_shown(entry) for entry in ledger.unsettled(called)),
        order=order_for(home, name, places.names("shops")),
        halts=tuple(ledger.halts(called)),
        asks=tuple(one for one in ledger.courier_asks(called) if one.answered_at is None),
        followed=tuple(ledger.follow_ups(called)),
        promises=tuple(_promises(ledger, called, until, now)),
    )


def _promises(
    ledger: Ledger, name: str, until: datetime, now: ConsoleTime
) -> Iterator[PromiseShown]:
    for row in ledger.promises(name):
        broken = row.state == "broken"
        recent = row.ended_at is not None and now - row.ended_at <= BROKEN_SHOWN
        if recent if broken else ends_at(row.promised_date) <= until:
            told = (row.order_id, row.ticket_id, row.promised_date, row.owner or "")
            yield promise_shown(PromiseTold(*told, "broken" if broken else "in_danger", row.source))


def _login_at(home: Home, identity: Identity) -> MachineTime | None:
    """When the session was last proven and kept; None without one."""
    try:
        kept = session_file(home, identity).stat().st_mtime
    except OSError:
        return None
    return MachineTime(datetime.fromtimestamp(kept, UTC))


def _lines(one: ShopStanding, hours: float) -> Iterator[Text]:
    yield Text(one.shop, "bold")
    yield from _halt_lines(one)
    yield Text("  " + _last(one.last))
    yield Text("  " + _login(one.login_at))
    counts = t("status.waits", count=len(one.waits), due=len(one.due), hours=f"{hours:g}")
    yield Text("  " + counts, "bold yellow" if one.due else "")
    if one.due:
        yield from wait_lines(one.due)
    if one.followed:
        due = sum(row.due_at <= one.now for row in one.followed)
        yield Text("  " + t("status.followed", count=len(one.followed), due=due))
    for line in promise_lines(one.promises):
        yield Text("  ").append_text(line)
    yield Text("  " + t("status.unknowns", count=len(one.unknowns)), _alarm(one))
    if one.unknowns:
        yield from unknown_lines(one.unknowns)
    if one.asks:
        since = moment(one.asks[0].asked_at)
        yield Text("  " + t("status.asks", count=len(one.asks), since=since), "yellow")


def _halt_lines(one: ShopStanding) -> Iterator[Text]:
    """What keeps it from submitting now, and how to end that."""
    if one.order is not None:
        yield Text(f"  {shown(one.order.told)}", "bold red")
        yield Text(f"  {one.order.fault().remedy}")
    until = one.cools_until
    if until is not None:
        yield Text("  " + t("status.cooling", until=moment(until)), "bold red")
    for halt in one.halts[:1]:
        yield Text("  " + t("status.halt", at=moment(halt.at), reason=shown(halt.reason)), "yellow")
        yield Text("  " + t("status.halt.remedy", shop=one.shop))
        if halt.picture:
            yield Text(f"  {t('report.pictures')}：{halt.picture}", "dim")


def _login(at: MachineTime | None) -> str:
    if at is None:
        return t("status.no_login")
    hours = (utc_now() - at).total_seconds() / 3600
    return t("status.login", at=moment(at), hours=f"{hours:.1f}")


def _alarm(one: ShopStanding) -> str:
    return "bold red" if one.unknowns else ""


def _last(run: RunRow | None) -> str:
    if run is None:
        return t("status.no_run")
    at, mode = moment(run.started_at), word("mode", run.mode)
    if run.summary is None:
        return t("status.running", at=at, mode=mode)
    states = run.summary.get("states", {})
    told = " · ".join(f"{word('state', str(name))} {count}" for name, count in states.items())
    code = run.summary.get("exit_code", "?")
    return t("status.run", at=at, mode=mode, code=code, states=shown(told))


def _as_json(one: ShopStanding) -> dict[str, object]:
    run = one.last
    last = run and {
        "run_id": run.run_id,
        "mode": run.mode,
        "started_at": moment(run.started_at),
        "ended_at": moment(run.ended_at) or None,
        "exit_code": (run.summary or {}).get("exit_code"),
        "states": (run.summary or {}).get("states", {}),
    }
    return {
        "shop": one.shop,
        "now": moment(one.now),
        "last_run": last,
        "login_at": moment(one.login_at) or None,
        "waiting": len(one.waits),
        "due": [wait_json(wait) for wait in one.due],
        "stop": one.order
        and {
            "path": str(one.order.path),
            "shop": one.order.shop or None,
            "by": shown(one.order.by),
            "at": moment(one.order.at),
            "reason": shown(one.order.reason),
        },
        "cooling_until": moment(one.cools_until) or None,
        "halts": [_halt_json(halt) for halt in one.halts],
        "followed": len(one.followed),
        "promises": [promise_json(promise) for promise in one.promises],
        "unknown": [unknown_json(entry) for entry in one.unknowns],
        "courier_asks": {
            "waiting": len(one.asks),
            "since": moment(one.asks[0].asked_at) if one.asks else None,
        },
    }


def _halt_json(one: HaltRow) -> dict[str, object]:
    return {
        "at": moment(one.at),
        "kind": one.kind,
        "reason": shown(one.reason),
        "until": moment(one.until) or None,
        "picture": one.picture or None,
    }
