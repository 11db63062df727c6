"""`agree`: what a buyer agreed to stands in the shop's record, and a later pass knows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.paths import packaged
from qn_assist.facts.load import load_facts

ORDER = "4012345678901230481"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The example shop, with a picture beside it."""
    shutil.copytree(packaged() / "shops/practice", tmp_path / "shops/practice")
    (tmp_path / "chat.png").write_bytes(b"\x89PNG chat")
    return tmp_path


def agree(workspace: Path, *more: str) -> int:
    proof = ["--proof", str(workspace / "chat.png")]
    return cli.run(["agree", ORDER, *proof, "--workspace", str(workspace), *more])


def test_it_is_known_afterwards_with_its_proof(workspace: Path) -> None:
    assert agree(workspace, "--until", "2099-06-25") == 0
    facts = workspace / "shops/practice/facts"
    [found] = load_facts(facts).agreements(ORDER)
    assert (found.kind, f"{found.agreed_at:%Y-%m-%d %H:%M}") == ("delay", "2099-06-25 23:59")
    assert (facts / "evidence" / found.evidence[0]).read_bytes() == b"\x89PNG chat"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--until"),
        (["--until", "下周三"], "不是日期"),
        (["--until", "2001-06-25"], "已经过了"),
        (["--until", "2099-06-25", "--proof", "no.png"], "找不到凭证"),
        (["--until", "2099-06-25", "--proof", __file__], "不是 jpg、jpeg、png 图片"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(
    workspace: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "shops/practice/facts/agreements.csv"
    before = path.read_bytes()
    assert agree(workspace, *arguments) == 2
    assert told in capsys.readouterr().err
    assert path.read_bytes() == before


def test_the_same_word_twice_is_refused(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree(workspace, "--kind", "refund") == 0
    assert agree(workspace, "--kind", "refund") == 2
    assert "已经记过" in capsys.readouterr().err
