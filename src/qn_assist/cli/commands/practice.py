"""`practice`: serve the practice console until Ctrl+C."""

from __future__ import annotations

from typing import Annotated

import typer

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.cli.app import command
from qn_assist.cli.demo_shop import SHOPS
from qn_assist.practice import (
    DEFAULT_PORT,
    FAULTS,
    SKINS,
    BadFaultArgument,
    PortBusy,
    PracticeConsole,
    UnknownFault,
    serve,
)
from qn_assist.practice.generate.ag_cases import MAX_AG
from qn_assist.practice.generate.generator import MAX_TICKETS
from qn_assist.practice.office.clock import parse_instant

LAST_PORT = 65534

FaultOption = Annotated[
    list[str] | None,
    typer.Option("--fault", metavar="NAME[:ARG]", help=t("practice.fault"), show_default=False),
]
Clock = Annotated[str | None, typer.Option("--clock", help=t("practice.clock"), show_default=False)]


@command("practice")
def practice(
    port: Annotated[int, typer.Option("--port", help=t("practice.port"))] = DEFAULT_PORT,
    skin: Annotated[str, typer.Option("--skin", help=t("practice.skin"))] = SKINS[0],
    tickets: Annotated[int, typer.Option("--tickets", help=t("practice.tickets"))] = 120,
    ag: Annotated[int, typer.Option("--ag", help=t("practice.ag"))] = 0,
    mixed: Annotated[bool, typer.Option("--mixed", help=t("practice.mixed"))] = False,
    seed: Annotated[int, typer.Option("--seed", help=t("practice.seed"))] = 1,
    latency: Annotated[int, typer.Option("--latency", help=t("practice.latency"))] = 0,
    fault: FaultOption = None,
    clock: Clock = None,
) -> None:
    _check_numbers(port, tickets, ag, latency)
    _check_words(skin, clock)
    try:
        console = PracticeConsole(
            port=port,
            skin=skin,
            tickets=tickets,
            ag=ag,
            mixed=mixed,
            seed=seed,
            latency_ms=latency,
            faults=fault or (),
            clock=clock,
        )
        serve(console, ready=_announce)
    except PortBusy as busy:
        raise _port_taken(busy.port) from busy
    except UnknownFault as unknown:
        names = " ".join(sorted(FAULTS))
        raise UsageFault(
            t("practice.bad_fault"), remedy=t("practice.bad_fault.remedy", names=names)
        ) from unknown
    except BadFaultArgument as wrong:
        raise UsageFault(t("practice.bad_argument", reason=wrong)) from wrong


def _check_numbers(port: int, tickets: int, ag: int, latency: int) -> None:
    """Port 0 is any two free ones; else this one and the next."""
    for name, value, least, most in (
        ("--port", port, 0, LAST_PORT),
        ("--tickets", tickets, 1, MAX_TICKETS),
        ("--ag", ag, 0, MAX_AG),
        ("--latency", latency, 0, 600_000),
    ):
        if not least <= value <= most:
            raise UsageFault(
                t("practice.out_of_range", name=name, value=value),
                remedy=t("practice.out_of_range.remedy", least=least, most=most),
            )


def _check_words(skin: str, clock: str | None) -> None:
    if skin not in SKINS:
        raise UsageFault(t("practice.bad_skin", skin=skin), remedy=t("practice.bad_skin.remedy"))
    try:
        parse_instant(clock or "now")
    except ValueError as fault:
        raise UsageFault(
            t("practice.bad_clock", clock=clock), remedy=t("practice.bad_clock.remedy")
        ) from fault


def _announce(console: PracticeConsole) -> None:
    lines = (
        t("practice.ready", address=f"{console.origin}/landing"),
        t("practice.login", **console.login),
        t("practice.run", shop=SHOPS[console.world.settings.skin]),
        t("practice.stop"),
    )
    typer.echo("\n".join(lines))


def _port_taken(port: int) -> UsageFault:
    return UsageFault(t("practice.port_taken", port=port), remedy=t("practice.port_taken.remedy"))
