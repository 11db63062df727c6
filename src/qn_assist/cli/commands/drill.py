"""`drill`: every fault on a practice console, judged by what the console received."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.cli.app import JsonFlag, command
from qn_assist.cli.boundary import INTERRUPTED
from qn_assist.cli.drills import again_by, lasting_words, verdict_line, verdict_lines
from qn_assist.cli.output import screen, show, show_json, unwritable
from qn_assist.drill import (
    ALL,
    Disturbance,
    Round,
    RoundVerdict,
    as_json,
    as_markdown,
    at_random,
    figures,
    of_every_fault,
    of_fault,
    searched,
)
from qn_assist.drill import drill as played
from qn_assist.practice import BadFaultArgument
from qn_assist.practice.office.faults import parse

MOST_WORKERS = 16
# Rounds played to make one that breaks a law smaller.
SHRINKS = 25

Seed = Annotated[int, typer.Option("--seed", min=0, help=t("drill.seed"))]
Rounds = Annotated[
    int | None, typer.Option("--rounds", min=1, help=t("drill.rounds"), show_default=False)
]
One = Annotated[
    int | None, typer.Option("--round", min=1, help=t("drill.round"), show_default=False)
]
DrillFaultOption = Annotated[
    list[str] | None,
    typer.Option("--fault", metavar="NAME[:ARG]", help=t("drill.fault"), show_default=False),
]
Search = Annotated[bool, typer.Option("--search", help=t("drill.search"))]
Play = Annotated[
    str | None, typer.Option("--play", metavar="ROUND", help=t("drill.play"), show_default=False)
]
Soak = Annotated[
    float | None,
    typer.Option("--soak", metavar="MINUTES", min=0.1, help=t("drill.soak"), show_default=False),
]
Machines = Annotated[
    float | None,
    typer.Option(
        "--machines", metavar="MINUTES", min=0.1, help=t("drill.machines"), show_default=False
    ),
]
SharedLedger = Annotated[
    str, typer.Option("--ledger", metavar="PLACE", help=t("drill.ledger"), show_default=False)
]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=MOST_WORKERS, help=t("drill.workers"))
]
Summary = Annotated[
    Path | None,
    typer.Option("--summary", metavar="FILE", help=t("drill.summary"), show_default=False),
]


@command("drill")
def drill(
    seed: Seed = 1,
    rounds: Rounds = None,
    one: One = None,
    fault: DrillFaultOption = None,
    search: Search = False,
    play: Play = None,
    soak: Soak = None,
    machines: Machines = None,
    ledger: SharedLedger = "",
    workers: Workers = 2,
    as_json_: JsonFlag = False,
    summary: Summary = None,
) -> None:
    began = time.monotonic()
    if (soak and machines) or (ledger and not machines):
        raise UsageFault(t("drill.one_of_both"), remedy=t("drill.one_of_both.remedy"))
    minutes = soak or machines
    shared = ledger if machines else None
    long = None if minutes is None else played.LongRun(seed, began + minutes * 60, shared)
    wanted = [_read(play)] if play else []
    wanted = wanted or ([] if long else _wanted(seed, rounds, one, fault, search=search))
    stop = threading.Event()
    verdicts, interrupted = _played(wanted, workers, stop, SHRINKS if search else 0, long)
    lasting = lasting_words(soak, machines, ledger)
    if summary is not None:
        took = (time.monotonic() - began) / 60
        again = again_by(seed, rounds, one, fault, search, lasting)
        _write(summary, as_markdown(verdicts, again, took))
    if as_json_:
        show_json(as_json(verdicts, seed))
    else:
        show(verdict_lines(verdicts, seed, lasting, random=bool(rounds or one or play)))
    if interrupted:
        typer.echo(t("drill.broken_off", count=len(verdicts)), err=True)
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(0 if figures(verdicts).well else 1)


def _read(play: str) -> Round:
    try:
        found = Round.read(play)
    except (ValueError, KeyError) as wrong:
        raise UsageFault(
            t("drill.no_round", round=play), remedy=t("drill.no_round.remedy")
        ) from wrong
    for one in found.disturbances:
        _known(str(one))
    return found


def _wanted(
    seed: int,
    rounds: int | None,
    one: int | None,
    faults: list[str] | None,
    *,
    search: bool,
) -> list[Round]:
    drawn = searched if search else at_random
    if one is not None:
        return [drawn(seed, one)]
    if faults:
        return [of_fault(_known(shown), number, seed) for number, shown in enumerate(faults, 1)]
    if rounds is not None:
        return [drawn(seed, number) for number in range(1, rounds + 1)]
    if search:
        raise UsageFault(t("drill.how_many"), remedy=t("drill.how_many.remedy"))
    return list(of_every_fault(seed))


def _known(shown: str) -> str:
    """UsageFault before anything is started."""
    wanted = Disturbance.read(shown)
    if wanted.name not in ALL:
        names = " ".join(sorted(ALL))
        raise UsageFault(
            t("drill.bad_fault", name=wanted.name),
            remedy=t("drill.bad_fault.remedy", names=names),
        )
    try:
        if not wanted.of_the_machine:
            parse(wanted.name, wanted.arg)
    except BadFaultArgument as wrong:
        raise UsageFault(
            t("drill.bad_argument", reason=wrong), remedy=t("drill.bad_argument.remedy")
        ) from wrong
    return shown


def _played(
    wanted: Sequence[Round],
    workers: int,
    stop: threading.Event,
    shrink: int,
    long: played.LongRun | None,
) -> tuple[list[RoundVerdict], bool]:
    """The verdicts so far, and whether Ctrl+C ended it; the rounds under way are finished."""
    found: list[RoundVerdict] = []
    with _progress(len(wanted) or None) as advance, ThreadPoolExecutor(1) as thread:

        def tell(verdict: RoundVerdict) -> None:
            found.append(verdict)
            advance(verdict)

        running = thread.submit(played.run, wanted, workers, tell, stop, shrink, long)
        with _told_to_end():
            interrupted = _waited(running, stop)
    return sorted(found, key=lambda one: one.played.round.number), interrupted


@contextmanager
def _told_to_end() -> Iterator[None]:
    """SIGTERM is heard like Ctrl+C: what is under way ends, and what it made goes with it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _waited(running: Future[list[RoundVerdict]], stop: threading.Event) -> bool:
    """Python hears Ctrl+C only between two waits; a second one changes nothing."""
    interrupted = False
    while not running.done():
        try:
            wait({running}, 0.5)
        except KeyboardInterrupt:
            interrupted = True
            stop.set()
    running.result()
    return interrupted


@contextmanager
def _progress(total: int | None) -> Iterator[played.Tell]:
    err = screen(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as bar:
        task = bar.add_task(t("drill.running"), total=total)

        def advance(verdict: RoundVerdict) -> None:
            bar.advance(task)
            if not verdict.well or not err.is_terminal:
                err.print(verdict_line(verdict), style="bold red" if not verdict.well else None)

        yield advance


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8", newline=os.linesep)
    except OSError as fault:
        raise unwritable(path, fault) from fault
