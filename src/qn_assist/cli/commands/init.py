"""`init DIR`: a workspace with the example shop, selectors and flows to edit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.basics.paths import packaged
from qn_assist.cli.app import JsonFlag, command

_TEMPLATES = ("shops/practice", "selectors", "flows")


@command("init")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=t("init.dir"), show_default=False)],
    as_json: JsonFlag = False,
) -> None:
    made, kept = make_workspace(folder)
    if as_json:
        made_names = [str(path) for path in made]
        typer.echo(json.dumps({"workspace": str(folder), "made": made_names, "kept": len(kept)}))
        return
    typer.echo(t("init.done", path=folder, made=len(made), kept=len(kept)))
    typer.echo(t("init.next", path=folder))


def make_workspace(folder: Path) -> tuple[list[Path], list[Path]]:
    """Copy what is not there yet; the files made and the files kept as they were."""
    if folder.exists() and not folder.is_dir():
        raise UsageFault(t("init.not_a_folder", path=folder), remedy=t("init.not_a_folder.remedy"))
    try:
        return _fill(folder)
    except OSError as fault:
        raise UsageFault(
            t("init.unwritable", path=folder, reason=fault.strerror or fault),
            remedy=t("init.unwritable.remedy"),
        ) from fault


def _fill(folder: Path) -> tuple[list[Path], list[Path]]:
    made: list[Path] = []
    kept: list[Path] = []
    for source, name in _template_files():
        target = folder / name
        if target.exists():
            kept.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        made.append(target)
    _write_readme(folder / "README.md", made, kept)
    return made, kept


def _template_files() -> list[tuple[Path, Path]]:
    root = packaged()
    files = [path for name in _TEMPLATES for path in sorted((root / name).rglob("*"))]
    return [
        (path, path.relative_to(root))
        for path in files
        if path.is_file() and path.name[0] != "." and "__pycache__" not in path.parts
    ]


def _write_readme(path: Path, made: list[Path], kept: list[Path]) -> None:
    if path.exists():
        kept.append(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(t("init.readme"), encoding="utf-8")
    made.append(path)
