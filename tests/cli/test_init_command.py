"""`init` makes a workspace and never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.paths import Workspace
from qn_assist.cli.commands import init


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "packaged"
    for name in ("shops/practice/shop.yaml", "selectors/qianniu/home.yaml", "flows/q/read.yaml"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(f"# {name}\n", encoding="utf-8")
    (root / "shops" / "practice" / ".hidden").touch()
    monkeypatch.setattr(init, "packaged", lambda: root)
    return root


def test_a_new_workspace_has_all_the_files(templates: Path, tmp_path: Path) -> None:
    assert cli.run(["init", str(tmp_path / "new" / "店")]) == 0
    made = {
        path.relative_to(tmp_path / "new" / "店").as_posix()
        for path in (tmp_path / "new" / "店").rglob("*")
        if path.is_file()
    }
    assert made == {
        "README.md",
        "shops/practice/shop.yaml",
        "selectors/qianniu/home.yaml",
        "flows/q/read.yaml",
    }
    assert Workspace.find(tmp_path / "new" / "店").names("selectors")[0] == "qianniu"


def test_what_was_edited_stays(
    templates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "shops" / "practice" / "shop.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    assert cli.run(["init", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (mine.read_text(encoding="utf-8"), told["kept"], len(told["made"])) == ("mine", 1, 3)
    assert cli.run(["init", str(tmp_path)]) == 0
    assert "新建 0 个文件，保留原有 4 个" in capsys.readouterr().out


def test_a_file_in_the_way_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").touch()
    assert cli.run(["init", str(tmp_path / "x")]) == 2
    assert "是一个文件，不是目录" in capsys.readouterr().err
    assert cli.run(["init", str(tmp_path / "x" / "y")]) == 2
    assert "写不了" in capsys.readouterr().err
