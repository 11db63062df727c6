"""A shop that works on some kinds of tickets only names kinds that its console has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.basics.paths import Home, Workspace, packaged
from qn_assist.desk import load_desk


def with_kinds(folder: Path, kinds: str) -> tuple[Workspace, Home]:
    for name in ("shops", "selectors", "flows"):
        shutil.copytree(packaged() / name, folder / name)
    with (folder / "shops/practice/shop.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nonly_kinds: [{kinds}]\n")
    home = Home(folder / "home").prepare()
    return Workspace.find(folder, home=home), home


def test_a_slip_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"urge_shp.*urge_ship"):
        load_desk(*with_kinds(tmp_path, "urge_shp, logistics_exception"), "practice")


def test_kinds_of_the_console_are_taken(tmp_path: Path) -> None:
    places, home = with_kinds(tmp_path, "urge_ship, logistics_exception")
    assert load_desk(places, home, "practice").policy.shop.only_kinds == [
        "urge_ship",
        "logistics_exception",
    ]
