"""The wheel carries everything the program reads at run time."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = Path("tests/fixtures/console")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    order = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(order, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        return set(content.namelist())


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name[0] != "."
    }


@pytest.mark.parametrize("kind", ["selectors", "flows", "shops"])
def test_the_data_files_are_packaged(names: set[str], kind: str) -> None:
    wanted = {f"qn_assist/_data/{kind}/{name}" for name in _files(ROOT / kind)}
    assert wanted
    assert wanted - names == set()


def test_the_practice_pages_are_packaged(names: set[str]) -> None:
    wanted = {f"qn_assist/_data/console/{name}" for name in _files(ROOT / PAGES)}
    assert wanted - names == set()
    assert "qn_assist/_data/console/home.html" in names


def test_what_the_code_reads_beside_python_is_packaged(names: set[str]) -> None:
    source = ROOT / "src" / "qn_assist"
    beside = {name for name in _files(source) if not name.endswith((".py", ".pyc"))}
    assert {f"qn_assist/{name}" for name in beside} - names == set()


def test_the_command_is_there(names: set[str]) -> None:
    assert any(name.endswith("entry_points.txt") for name in names)
