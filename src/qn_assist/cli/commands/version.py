"""`version`: which version, and where state and data lie."""

from __future__ import annotations

import json

import typer

from qn_assist import __version__
from qn_assist.basics.language import t
from qn_assist.basics.paths import Home, packaged
from qn_assist.cli.app import JsonFlag, command


@command("version")
def version(as_json: JsonFlag = False) -> None:
    home, data = str(Home.find().root), str(packaged())
    if as_json:
        typer.echo(json.dumps({"version": __version__, "home": home, "data": data}))
        return
    typer.echo(t("version.line", version=__version__))
    typer.echo(t("version.home", path=home))
    typer.echo(t("version.data", path=data))
