"""`ledger …`: look things up, and the two things a person may write: a verdict, an approval."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer
from rich.text import Text

from qn_assist.basics.clock import utc_now
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import listed, t
from qn_assist.basics.paths import Home, Workspace
from qn_assist.basics.text import parse_money
from qn_assist.cli.app import Command, Group, JsonFlag, Run, WorkspaceOption, app
from qn_assist.cli.desks import EXAMPLE_SHOP, ShopOption, workspace_of
from qn_assist.cli.ledgers import (
    console_now,
    name_in,
    shops_in,
    surely_named,
    titles_for,
    wait_shown,
)
from qn_assist.cli.options import YES, AnyShop, TicketArgument
from qn_assist.cli.output import show, show_json
from qn_assist.console import load_console, load_shop
from qn_assist.desk import ShopLock, busy_elsewhere, holder_of
from qn_assist.ledger import Entry, EntryState, EventRow, Lease, Ledger, SettleVerdict, WaitingRow
from qn_assist.report import Titles, id_shown, moment, plain, shown, wait_json, wait_lines, word
from qn_assist.secrets import is_local

ledger_app = typer.Typer(
    cls=Group,
    help=t("ledger.help"),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(ledger_app, name="ledger")

SettledByOption = Annotated[str, typer.Option("--by", help=t("ledger.by"), show_default=False)]


def _command(name: str) -> Callable[[Run], Run]:
    return ledger_app.command(name, help=t(f"ledger.{name}.help"), cls=Command)


def _open(home: Home) -> Ledger:
    return Ledger.open(home.ledger_place())


@_command("find")
def find(
    wanted: Annotated[str, typer.Argument(metavar="TEXT", help=t("ledger.text"))],
    as_json: JsonFlag = False,
) -> None:
    with _open(Home.find().prepare()) as ledger:
        _show_entries(ledger.find(wanted), as_json=as_json)


def _show_entries(entries: list[Entry], *, as_json: bool) -> None:
    if as_json:
        show_json([_entry_json(one) for one in entries])
    elif entries:
        show(map(_entry_line, entries))
    else:
        typer.echo(t("ledger.none"))


def _entry_json(one: Entry) -> dict[str, object]:
    return {
        "id": one.claim_id,
        "shop": one.key.shop,
        "ticket_id": one.key.ticket_id,
        "order_id": one.order_id,
        "action": one.key.action,
        "occasion": one.key.occasion,
        "state": one.state.value,
        "attempt": one.attempt,
        "looks": one.looks,
        "digest": one.digest,
        "run_id": one.run_id,
        "claimed_at": moment(one.claimed_at),
        "submitted_at": moment(one.submitted_at) or None,
        "verified_at": moment(one.verified_at) or None,
        "evidence": shown(one.evidence),
        "detail": shown(one.detail),
        "settled_by": one.settled_by,
        "owner": shown(one.owner),
    }


def _entry_line(one: Entry) -> Text:
    line = t(
        "ledger.entry",
        id=one.claim_id,
        action=word("action", one.key.action),
        state=word("state", one.state),
        ticket=id_shown(one.key.ticket_id),
        order=id_shown(one.order_id),
        at=moment(one.verified_at or one.submitted_at or one.claimed_at),
        owner=shown(one.owner) or t("report.nobody"),
        detail=shown(one.evidence or one.detail),
    )
    return Text(line, "green" if one.state is EntryState.VERIFIED else "yellow")


@_command("show")
def show_ticket(ticket: TicketArgument, shop: AnyShop = None, as_json: JsonFlag = False) -> None:
    with _open(Home.find().prepare()) as ledger:
        histories = [ledger.history(name, ticket) for name in shops_in(ledger, shop)]
    events = [event for history in histories for event in history]
    if not events:
        raise UsageFault(
            t("ledger.no_ticket", ticket=shown(ticket)), remedy=t("ledger.no_ticket.remedy")
        )
    if as_json:
        show_json([_event_json(one) for one in events])
    else:
        show(map(_event_line, events))


def _event_json(one: EventRow) -> dict[str, object]:
    return {
        "at": moment(one.at),
        "shop": one.shop,
        "event": one.event,
        "was": one.was,
        "run_id": one.run_id,
        "entry": one.claim_id,
        "detail": shown(one.detail),
    }


def _event_line(one: EventRow) -> Text:
    entry = f" #{one.claim_id}" if one.claim_id else ""
    why = str(one.data.get("because") or one.data.get("action") or "")
    told = "  ".join(filter(None, (shown(why), shown(one.detail))))
    return Text(f"{moment(one.at)}  {one.shop}  {word('state', one.event)}{entry}  {told}")


@_command("waiting")
def waiting(
    shop: AnyShop = None, as_json: JsonFlag = False, workspace: WorkspaceOption = None
) -> None:
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    with _open(home) as ledger:
        shops = shops_in(ledger, shop, places)
        if as_json:
            show_json([one for name in shops for one in _waits_json(ledger, name, places, home)])
            return
        if not shops:
            typer.echo(t("ledger.nothing_waits"))
        for name in shops:
            titles = titles_for(ledger, places, home, [name])
            now = console_now(ledger, name)
            waits = [wait_shown(row, titles, now) for row in ledger.waiting(name)]
            show([Text(name, "bold"), *wait_lines(waits)])


def _waits_json(
    ledger: Ledger, shop: str, places: Workspace, home: Home
) -> Iterator[dict[str, object]]:
    titles, now = titles_for(ledger, places, home, [shop]), console_now(ledger, shop)
    for row in ledger.waiting(shop):
        yield wait_json(wait_shown(row, titles, now)) | {"digest": row.digest, "shop": shop}


@_command("settle")
def settle(
    entry_id: Annotated[int, typer.Argument(metavar="ID", help=t("ledger.id"))],
    verdict: Annotated[SettleVerdict, typer.Option("--verdict", help=t("ledger.verdict"))],
    by: SettledByOption,
    note: Annotated[str, typer.Option("--note", help=t("ledger.note"), show_default=False)],
) -> None:
    home = Home.find().prepare()
    with _open(home) as ledger:
        entry = _open_entry(ledger, entry_id)
        with _held(ledger, home, entry.key.shop):
            ledger.settle(entry_id, verdict, by, note)
    typer.echo(t("ledger.settled", id=entry_id, verdict=verdict, by=shown(by)))


@contextmanager
def _held(ledger: Ledger, home: Home, name: str) -> Iterator[None]:
    """Nobody else writes for the shop meanwhile, here or on another machine: else ShopBusy."""
    with ShopLock(home.root / "locks", name):
        got = ledger.take_named(name, holder_of(home))
        if not isinstance(got, Lease):
            raise busy_elsewhere(name, got)
        try:
            yield
        finally:
            ledger.give_back(got)


def _open_entry(ledger: Ledger, entry_id: int) -> Entry:
    """The entry, wherever it is: unproven, or refused and closed."""
    for name in shops_in(ledger, None):
        refused = (one.ticket_id for one in ledger.cases(name) if one.state == EntryState.REFUSED)
        found = [*ledger.unsettled(name), *(one for id_ in refused for one in ledger.find(id_))]
        for entry in found:
            if entry.claim_id == entry_id:
                return entry
    raise UsageFault(t("ledger.no_entry", id=entry_id), remedy=t("ledger.no_entry.remedy"))


@_command("approve")
def approve(
    ticket: TicketArgument,
    by: SettledByOption,
    shop: ShopOption = EXAMPLE_SHOP,
    digest: Annotated[
        str | None, typer.Option("--digest", help=t("ledger.digest"), show_default=False)
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=t("ledger.yes"))] = False,
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    minutes = load_shop(places.folder("shops", shop)).limits.approval_minutes
    with _open(home) as ledger, ShopLock(home.root / "locks", name_in(ledger, places, shop)):
        name = surely_named(ledger, places, shop)
        row = _waiting_row(ledger, name, ticket)
        show(_approval_lines(row, titles_for(ledger, places, home, [name])))
        _confirm(row, digest, yes=yes)
        expires = utc_now() + timedelta(minutes=minutes)
        ledger.approve(name, ticket, row.digest, by, expires)
    typer.echo(t("ledger.approved", by=shown(by), ticket=ticket, at=moment(expires)))


def _waiting_row(ledger: Ledger, shop: str, ticket: str) -> WaitingRow:
    for row in ledger.waiting(shop):
        if row.ticket_id == ticket and row.state == "waiting" and row.actions:
            return row
    raise UsageFault(
        t("ledger.not_waiting", ticket=shown(ticket)), remedy=t("ledger.not_waiting.remedy")
    )


def _approval_lines(row: WaitingRow, titles: Titles) -> Iterator[Text]:
    """What is approved, to the letter; what led to it, masked."""
    yield Text(f"{titles.rule(row.rule)}：{shown(row.because)}", "bold")
    yield from (Text(f"{t('report.facts')}：{shown(fact)}") for fact in row.facts)
    for action in row.actions:
        yield Text(f"→ {titles.flow(action.flow)}", "bold cyan")
        for name, value in action.params.items():
            written = value if isinstance(value, str) else listed(value)
            if written:
                yield Text(f"  {titles.field(action.flow, name)}：{plain(written)}")
    yield Text(f"{t('report.digest')}：{row.digest}", "dim")


def _confirm(row: WaitingRow, digest: str | None, *, yes: bool) -> None:
    """An approval is bound to what was shown (law 7): here and now, or by its digest."""
    if digest is not None and digest != row.digest:
        raise UsageFault(t("ledger.changed", digest=row.digest), remedy=t("ledger.changed.remedy"))
    if yes or digest is not None:
        return
    if sys.stdin.isatty():
        typer.echo(t("ledger.confirm"), nl=False)
        if sys.stdin.readline().strip().lower() in YES:
            return
    raise UsageFault(
        t("ledger.unconfirmed"), remedy=t("ledger.unconfirmed.remedy", digest=row.digest)
    )


@_command("paid")
def paid(
    ticket: TicketArgument,
    amount: Annotated[
        str, typer.Argument(metavar="AMOUNT", help=t("ledger.amount"), show_default=False)
    ],
    by: SettledByOption,
    shop: ShopOption = EXAMPLE_SHOP,
) -> None:
    try:
        yuan = parse_money(amount)
    except ValueError:
        yuan = None
    if yuan is None or yuan * 100 % 1:
        raise UsageFault(
            t("ledger.bad_amount", amount=shown(amount)), remedy=t("ledger.bad_amount.remedy")
        )
    with _open(Home.find().prepare()) as ledger:
        [name] = shops_in(ledger, shop)  # a slip of the name is no shop
        ledger.paid(name, ticket, int(yuan * 100), by)
    typer.echo(t("ledger.paid", ticket=shown(ticket), amount=f"{yuan:.2f}", by=shown(by)))


@_command("forget")
def forget(
    shop: Annotated[str, typer.Option("--shop", help=t("option.shop"), show_default=False)],
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    places = workspace_of(workspace, home)
    if not is_local(tuple(_origins(places, shop))):
        raise UsageFault(t("ledger.not_local", shop=shop), remedy=t("ledger.not_local.remedy"))
    with _open(home) as ledger:
        name = name_in(ledger, places, shop)
        with _held(ledger, home, name):
            count = ledger.forget(name)
    typer.echo(t("ledger.forgotten", shop=shop, count=count))


def _origins(places: Workspace, shop: str) -> Iterable[str]:
    """Every origin that the shop's console is really reached at."""
    found = load_shop(places.folder("shops", shop))
    folder = places.folder("selectors", found.console).parent
    return load_console(folder, found.console).at(found.origins).origins.values()
