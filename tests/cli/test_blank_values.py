"""A value given blank (an unset variable) is refused; it never means "everything"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.paths import Workspace
from qn_assist.cli import desks
from qn_assist.cli.app import FREE_TEXTS

from .every_command import every_command, option_of


def _values() -> Iterator[list[str]]:
    """Each command with one of its values left for last."""
    for typed, found in every_command():
        arguments = [one for one in found.params if not option_of(one)]
        for one in found.params:
            if one.name in FREE_TEXTS or getattr(one, "is_flag", False):
                continue
            if option_of(one):
                yield [*typed, option_of(one)]
            elif one is arguments[0]:
                yield typed


@pytest.fixture
def nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def reached(*_: object) -> None:
        raise AssertionError("the command was begun")

    monkeypatch.setattr(desks, "load_desk", reached)


@pytest.mark.usefixtures("nothing_is_done")
@pytest.mark.parametrize("typed", list(_values()), ids=" ".join)
@pytest.mark.parametrize("blank", ["", " \u3000"], ids=["empty", "spaces"])
def test_every_value_of_every_command(
    typed: list[str], blank: str, home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*typed, blank]) == 2
    said = capsys.readouterr().err
    assert "后面是空的" in said
    assert "怎么办" in said
    assert not (home_folder / "STOP").exists()


@pytest.mark.usefixtures("nothing_is_done")
def test_one_of_several_is_enough() -> None:
    assert cli.run(["run", "--mode", "headless", "--only", "urge_ship", "--only", ""]) == 2


def test_a_list_of_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["run", "--mode", "headless", "--only", " , "]) == 2
    assert "--only 后面是空的" in capsys.readouterr().err


def test_a_stop_needs_no_reason(home_folder: Path) -> None:
    assert cli.run(["stop", "--reason", "", "--by", ""]) == 0
    assert (home_folder / "STOP").exists()


@pytest.mark.parametrize("name", ["", " ", ".", "..", "practice/", "../shops/practice", "a\\b"])
def test_a_path_is_no_name_of_a_shop(name: str) -> None:
    with pytest.raises(UsageFault):
        Workspace.find().folder("shops", name)
