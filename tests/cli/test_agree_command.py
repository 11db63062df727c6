"""`agree`: what a buyer agreed to stands in the shop's record, and a later pass knows it."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from qn_assist import cli
from qn_assist.basics.paths import Home, packaged
from qn_assist.facts.load import load_facts
from qn_assist.ledger.ledger import Ledger
from tests.ledger.ledger_examples import a_ticket

# The shop's shipments name it.
ORDER = "2921994874074081804"
UNKNOWN = "4012345678901230481"
UNTIL = ("--until", "2099-06-25")


def picture(width: int = 300, height: int = 200, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The example shop, with a picture beside it."""
    shutil.copytree(packaged() / "shops/practice", tmp_path / "shops/practice")
    (tmp_path / "chat.png").write_bytes(picture())
    return tmp_path


def agree(workspace: Path, *more: str, order: str = ORDER) -> int:
    proof = ["--proof", str(workspace / "chat.png")]
    return cli.run(["agree", order, *proof, "--workspace", str(workspace), *more])


def recorded(workspace: Path) -> bytes:
    return (workspace / "shops/practice/facts/agreements.csv").read_bytes()


def test_it_is_known_afterwards_with_its_proof(workspace: Path) -> None:
    assert agree(workspace, "--until", "2099-06-25") == 0
    facts = workspace / "shops/practice/facts"
    [found] = load_facts(facts).agreements(ORDER)
    assert (found.kind, f"{found.agreed_at:%Y-%m-%d %H:%M}") == ("delay", "2099-06-25 23:59")
    assert (facts / "evidence" / found.evidence[0]).read_bytes() == picture()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--until"),
        (["--until", "下周三"], "不是日期"),
        (["--until", "2001-06-25"], "已经过了"),
        (["--until", "2099-06-25", "--proof", "no.png"], "读不了凭证"),
        (["--until", "2099-06-25", "--proof", __file__], "不是 jpg、jpeg、png 图片"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(
    workspace: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = recorded(workspace)
    assert agree(workspace, *arguments) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "怎么办：" in said
    assert recorded(workspace) == before


def test_the_same_word_twice_is_refused(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agree(workspace, "--kind", "refund") == 0
    assert agree(workspace, "--kind", "refund") == 2
    assert "已经记过" in capsys.readouterr().err


@pytest.mark.parametrize("order", ["abc", "12345", "40123456789012304812", "4012-345678901230481"])
@pytest.mark.parametrize("more", [(), ("--unknown-order",)], ids=["", "--unknown-order"])
def test_what_looks_like_no_order_is_never_recorded(
    workspace: Path, order: str, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = recorded(workspace)
    assert agree(workspace, *UNTIL, *more, order=order) == 2
    assert "怎么办：从后台" in capsys.readouterr().err
    assert recorded(workspace) == before


def test_an_order_that_nobody_knows_needs_a_word_of_its_own(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = recorded(workspace)
    assert agree(workspace, *UNTIL, order=UNKNOWN) == 2
    assert "加上 --unknown-order" in capsys.readouterr().err
    assert recorded(workspace) == before
    assert agree(workspace, *UNTIL, "--unknown-order", order=UNKNOWN) == 0
    assert UNKNOWN.encode() in recorded(workspace)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2), ("", 2)])
def test_at_a_terminal_it_is_asked_whether_an_unknown_order_is_meant(
    workspace: Path,
    typed: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert agree(workspace, *UNTIL, order=UNKNOWN) == code
    assert f"没有读到过订单 {UNKNOWN}" in capsys.readouterr().out
    assert (UNKNOWN.encode() in recorded(workspace)) is (code == 0)


def test_an_order_that_a_pass_has_read_is_known(workspace: Path) -> None:
    place = Home.find().prepare().ledger_place()
    with Ledger.open(place) as ledger:
        ticket = a_ticket(shop="practice", order_id=UNKNOWN, read_at=datetime.now(UTC))
        ledger.read(ledger.begin_run("practice", "dry-run"), ticket)
        assert not ledger.order_seen("another", UNKNOWN)
    assert agree(workspace, *UNTIL, order=UNKNOWN) == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG chat", "打不开"),
        (b"", "打不开"),
        (picture()[:-30], "打不开"),
        (picture(kind="GIF"), "打不开"),
        (picture(8, 8), "只有 8×8 像素"),
        (picture(20_000, 6_000), "太大了"),
    ],
    ids=["eight bytes", "empty", "cut off", "a GIF", "tiny", "a bomb"],
)
def test_a_proof_that_shows_nothing_is_no_proof(
    workspace: Path, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "chat.png").write_bytes(content)
    before = recorded(workspace)
    assert agree(workspace, *UNTIL) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "怎么办：" in said
    assert recorded(workspace) == before


def test_a_jpeg_is_a_picture_too(workspace: Path) -> None:
    (workspace / "chat.png").write_bytes(picture(kind="JPEG"))
    assert agree(workspace, *UNTIL) == 0
