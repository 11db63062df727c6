"""What a drill found, for people and for programs: figures, JSON, a page part in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qn_assist.basics.masking import mask
from qn_assist.drill.faults import ALL
from qn_assist.drill.judge import RoundVerdict
from qn_assist.drill.laws import Law

SHOWN = 160


@dataclass(frozen=True)
class DrillFigures:
    """`unseen`, `doubled` … count breaches; the rest says how much was tried."""

    rounds: int
    passes: int
    killed: int
    wanted: int
    done: int
    listed: int
    arrivals: int
    resent: int
    broken: dict[Law, int]
    seconds: float

    @property
    def well(self) -> bool:
        return not any(self.broken.values())


def figures(verdicts: Sequence[RoundVerdict]) -> DrillFigures:
    passes = [one for verdict in verdicts for one in verdict.played.passes]
    breaches = [breach.law for verdict in verdicts for breach in verdict.breaches]
    return DrillFigures(
        rounds=len(verdicts),
        passes=len(passes),
        killed=sum(one.done.died == "killed" for one in passes),
        wanted=sum(one.wanted for one in verdicts),
        done=sum(one.done for one in verdicts),
        listed=sum(one.listed for one in verdicts),
        arrivals=sum(one.arrivals for one in verdicts),
        resent=sum(one.resent for one in verdicts),
        broken={law: breaches.count(law) for law in Law},
        seconds=sum(one.played.seconds for one in verdicts),
    )


def codes(verdict: RoundVerdict) -> str:
    """How each pass ended, e.g. `killed → 1 → 0`."""
    ends = [one.done for one in verdict.played.passes]
    return " → ".join(
        one.died.partition(":")[0] if one.exit_code is None else str(one.exit_code) for one in ends
    )


def said(verdict: RoundVerdict) -> str:
    """What the assistant said of the disturbed pass, in short and masked."""
    told = " ".join(verdict.played.passes[0].done.told.split())
    return mask(told)[:SHOWN]


def as_json(verdicts: Sequence[RoundVerdict], seed: int) -> dict[str, Any]:
    found = figures(verdicts)
    return {
        "seed": seed,
        "well": found.well,
        "figures": {
            name: getattr(found, name)
            for name in "rounds passes killed wanted done listed arrivals resent".split()
        },
        "laws": {law.value: count for law, count in found.broken.items()},
        "rounds": [_round(one) for one in verdicts],
    }


def _round(verdict: RoundVerdict) -> dict[str, Any]:
    played = verdict.played
    return {
        "round": played.round.number,
        "what": str(played.round),
        "setting": played.round.setting,
        "passes": [
            {
                "exit_code": one.done.exit_code,
                "died": mask(one.done.died),
                "fault": one.done.fault,
                "message": mask(one.done.message),
                "states": one.done.states,
                "details": {name: mask(why) for name, why in one.done.details.items()},
                "stopped": mask(one.done.stopped),
                "seconds": round(one.done.seconds, 1),
            }
            for one in played.passes
        ],
        "wanted": verdict.wanted,
        "done": verdict.done,
        "listed": verdict.listed,
        "browser_resent": {"arrivals": verdict.arrivals, "accepted": verdict.resent},
        "breaches": [{"law": one.law.value, "text": mask(one.text)} for one in verdict.breaches],
        "seconds": round(played.seconds, 1),
    }


def as_markdown(verdicts: Sequence[RoundVerdict], command: str, minutes: float) -> str:
    """For docs/reliability.md: the figures, how to get them, and the faults that took part."""
    return "\n".join(_page(verdicts, command, minutes)) + "\n"


def _page(verdicts: Sequence[RoundVerdict], command: str, minutes: float) -> Iterator[str]:
    found = figures(verdicts)
    yield f"`{command}`, {minutes:.0f} minutes:"
    yield ""
    yield "| | |\n|---|---|"
    yield f"| rounds | {found.rounds} |"
    yield f"| passes, of them killed | {found.passes}, {found.killed} |"
    yield f"| writes wanted, accepted once, left to a person | {found.wanted}, {found.done}, {found.listed} |"  # noqa: E501
    yield f"| sent again by the browser: arrivals, accepted | {found.arrivals}, {found.resent} |"
    for law, count in found.broken.items():
        yield f"| law broken: {law.value} | {count} |"
    yield ""
    yield "| fault | rounds | laws held |\n|---|---|---|"
    for name in ALL:
        held = [one.well for one in verdicts if _took_part(name, one)]
        if held:
            yield f"| `{name}` | {len(held)} | {sum(held)} |"


def _took_part(name: str, verdict: RoundVerdict) -> bool:
    wanted = verdict.played.round
    if name == "process_killed":
        return wanted.kill is not None
    if name == "repeat_arrivals":
        return True
    return any(one.name == name for one in wanted.disturbances)
