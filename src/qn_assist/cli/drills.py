"""What the command `drill` says: its table, its figures, how to play a round again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.drill import RoundVerdict, codes, figures, said


def verdict_line(verdict: RoundVerdict) -> str:
    played_round = verdict.played.round
    return f"{played_round.number}  {played_round}  {codes(verdict)}  {_laws(verdict)}"


def _laws(verdict: RoundVerdict) -> str:
    if verdict.well:
        return t("drill.held")
    return "; ".join(f"{t(f'drill.law.{one.law}')}: {one.text}" for one in verdict.breaches)


def verdict_lines(
    verdicts: Sequence[RoundVerdict], seed: int, lasting: list[str], *, random: bool
) -> Iterator[RenderableType]:
    table = Table()
    for name in ("round", "what", "codes", "said", "done", "laws"):
        table.add_column(t(f"drill.column.{name}"), overflow="fold")
    for one in verdicts:
        wanted = one.played.round
        cells = (
            str(wanted.number),
            f"{wanted}\n{wanted.setting}" if random else str(wanted),
            codes(one),
            said(one),
            f"{one.done}/{one.wanted}",
            _laws(one),
        )
        table.add_row(*cells, style="" if one.well else "bold red")
    yield table
    found = asdict(figures(verdicts))
    broken, _ = found.pop("broken"), found.pop("seconds")
    yield Text(t("drill.figures", **found))
    well = not any(broken.values())
    yield Text(t("drill.well" if well else "drill.not_well"), "green" if well else "bold red")
    for one in (one for one in verdicts if not one.well):
        wanted = one.played.round
        if lasting:
            again = again_by(seed, None, None, None, lasting=lasting)
        elif random:
            again = shlex.join(["qn-assist", "drill", "--play", wanted.written()])
        else:
            again = again_by(seed, None, None, [str(wanted.disturbances[0])])
        yield Text(t("drill.again", command=again))


def lasting_words(soak: float | None, machines: float | None, ledger: str) -> list[str]:
    """The words of a long run; a ledger's address may hold a password and is not among them."""
    if soak:
        return ["--soak", f"{soak:g}"]
    shared = ["--ledger", "postgresql://…" if "://" in ledger else ledger] if ledger else []
    return ["--machines", f"{machines:g}", *shared] if machines else []


def again_by(
    seed: int,
    rounds: int | None,
    one: int | None,
    faults: list[str] | None,
    search: bool = False,
    lasting: Sequence[str] = (),
) -> str:
    words = ["qn-assist", "drill", "--seed", str(seed)]
    words += ["--search"] if search else []
    words += lasting
    words += ["--rounds", str(rounds)] if rounds and not one else []
    words += ["--round", str(one)] if one else []
    words += [word for shown in faults or () for word in ("--fault", shown)]
    return shlex.join(words)
