"""`doctor`: what this machine lacks, and what to do about it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.masking import mask
from qn_assist.basics.paths import Home
from qn_assist.cli.app import JsonFlag, command
from qn_assist.doctor import CHECKS, MachineFinding, Surroundings, examine

_COLOURS = {"found": "green", "missing": "red", "optional": "yellow"}

Only = Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help=t("doctor.only"))]


@command("doctor")
def doctor(
    fix: Annotated[bool, typer.Option("--fix", help=t("doctor.fix"))] = False,
    only: Only = None,
    as_json: JsonFlag = False,
) -> None:
    names = _known(only or [])
    findings = examine(Surroundings(os.environ, Home.find()), names, fix=fix)
    seen = _as_json(findings) if as_json else _as_lines(findings)
    raise typer.Exit(2 if any(finding.state == "missing" for finding in seen) else 0)


def _known(names: list[str]) -> list[str]:
    for name in names:
        if name not in CHECKS:
            raise UsageFault(
                t("doctor.unknown", name=name),
                remedy=t("doctor.unknown.remedy", names=" ".join(CHECKS)),
            )
    return names


def _as_json(findings: Iterator[tuple[str, MachineFinding]]) -> list[MachineFinding]:
    seen = list(findings)
    checks = [{"name": name, "title": t(f"doctor.{name}"), **asdict(one)} for name, one in seen]
    well = all(one.state != "missing" for _, one in seen)
    typer.echo(mask(json.dumps({"ok": well, "checks": checks}, ensure_ascii=False, indent=2)))
    return [finding for _, finding in seen]


def _as_lines(findings: Iterator[tuple[str, MachineFinding]]) -> list[MachineFinding]:
    """A line as soon as each is known: starting a browser takes seconds."""
    seen = []
    for name, finding in findings:
        seen.append(finding)
        _show(name, finding)
    missing = sum(finding.state == "missing" for finding in seen)
    typer.echo(t("doctor.not_well", count=missing) if missing else t("doctor.all_well"))
    return seen


def _show(name: str, finding: MachineFinding) -> None:
    word = t("doctor.state.fixed" if finding.fixed else f"doctor.state.{finding.state}")
    typer.secho(f"[{word}] ", fg=_COLOURS[finding.state], nl=False)
    typer.echo(mask(f"{t(f'doctor.{name}')}：{finding.detail}"))
    if finding.remedy and finding.state != "found":
        typer.echo(f"    {t('doctor.remedy', remedy=finding.remedy)}")
