"""Where things lie, and that nobody else can look."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.paths import PRIVATE_FOLDERS, Home, Workspace, packaged, write_private

posix = pytest.mark.skipif(os.name != "posix", reason="rights are POSIX rights")


def test_qn_home_is_taken_at_its_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QN_HOME", str(tmp_path / "x"))
    assert Home.find().root == tmp_path / "x"


def test_without_qn_home_it_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QN_HOME")
    assert Home.find().root.name == "qn-assist"


@posix
def test_every_folder_of_the_home_is_private(tmp_path: Path) -> None:
    (tmp_path / "new" / "home" / "logs").mkdir(parents=True)
    home = Home(tmp_path / "new" / "home").prepare()
    folders = [home.root, *(home.root / name for name in PRIVATE_FOLDERS)]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_a_home_that_cannot_be_made_names_the_place_and_the_variable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageFault, match="file") as told:
        Home(tmp_path / "file").prepare()
    assert "QN_HOME" in told.value.remedy


def test_the_ledger_lies_in_the_home_unless_qn_ledger_says_otherwise(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.ledger_place({}) == tmp_path / "ledger" / "ledger.sqlite3"
    assert home.ledger_place({"QN_LEDGER": "postgresql://db/x"}) == "postgresql://db/x"


@posix
def test_a_private_file_replaces_the_old_one_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret"
    write_private(path, b"1")
    write_private(path, b"2")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"2", 0o600)
    assert [entry.name for entry in path.parent.iterdir()] == ["secret"]


def _shop(place: Path, name: str) -> Path:
    folder = place / "shops" / name
    folder.mkdir(parents=True)
    return folder


def test_the_operators_own_shop_comes_before_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = _shop(tmp_path / "mine", "practice")
    home = Home(tmp_path / "home")
    _shop(home.workspace, "practice")
    found = Workspace.find(tmp_path / "mine", home=home)
    assert found.folder("shops", "practice") == mine
    assert found.places[-1] == packaged()


def test_the_current_folder_counts_only_with_shops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home(tmp_path / "home")
    assert tmp_path not in Workspace.find(home=home).places
    _shop(tmp_path, "a")
    assert Workspace.find(home=home).places[0] == tmp_path


def test_an_unknown_shop_is_told_with_those_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _shop(tmp_path, "青禾")
    with pytest.raises(UsageFault, match=r"没有叫 nix 的店铺.*青禾"):
        Workspace.find(home=Home(tmp_path / "home")).folder("shops", "nix")


def test_a_workspace_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="没有这个工作目录"):
        Workspace.find(tmp_path / "nix", home=Home(tmp_path))


@posix
def test_a_home_that_is_closed_to_writing_is_told_and_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "home"
    root.mkdir(mode=0o555)
    with pytest.raises(UsageFault, match="home"):
        Home(root).prepare()
    assert root.stat().st_mode & 0o777 == 0o555
