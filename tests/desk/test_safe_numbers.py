"""Numbers that safety hangs on have a floor, except on a console of this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.basics.paths import Home, Workspace
from qn_assist.desk import load_desk

ROOT = Path(__file__).resolve().parents[2]


def load(folder: Path, name: str, seconds: str, origins: str) -> None:
    for part in ("selectors", "flows", "shops"):
        shutil.copytree(ROOT / part, folder / part)
    console = folder / "selectors/qianniu/console.yaml"
    lines = console.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(name))
    lines[at] = f"{name}: {seconds}"
    console.write_text("\n".join(lines), "utf-8")
    shop = folder / "shops/practice/shop.yaml"
    shop.write_text(shop.read_text("utf-8").replace("http://127.0.0.1", origins), "utf-8")
    load_desk(Workspace((folder,)), Home(folder / "home"), "practice")


@pytest.mark.parametrize(
    ("name", "seconds"), [("request_timeout_seconds", "5"), ("seen_within_seconds", "20")]
)
def test_a_number_that_is_too_small_for_a_real_console_is_refused(
    tmp_path: Path, name: str, seconds: str
) -> None:
    with pytest.raises(DataFileError) as caught:
        load(tmp_path, name, seconds, "https://10.0.0.7")
    [fault] = caught.value.faults
    assert "selectors/qianniu/console.yaml" in str(fault)
    assert name in str(fault)


def test_on_this_machine_it_may_be_small(tmp_path: Path) -> None:
    load(tmp_path, "request_timeout_seconds", "0.5", "http://127.0.0.1")
