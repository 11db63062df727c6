"""`appeal`: one zip about a ticket: complete, checksummed, always the same, without the buyer."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.case.tickets import Order
from qn_assist.cli.desks import desk_of
from qn_assist.ledger import Ledger
from qn_assist.rules import decide
from tests.clocks import set_machine
from tests.leases import claimed
from tests.report.examples import NOW, a_ticket

pytestmark = pytest.mark.usefixtures("desks_loaded_once")

TICKET = "266167654296"
BUYER = ("张三丰", "小张三", "13812345678", "文三路")


@pytest.fixture
def pack(home_folder: Path) -> Path:
    return home_folder / "reports" / f"appeal-practice-{TICKET}.zip"


@pytest.fixture(autouse=True)
def _a_ticket_with_a_past(home_folder: Path) -> None:
    """An agreed delay, answered and read back; its buyer is named in every text that may."""
    desk = desk_of("practice", None)
    ticket = a_ticket(remarks="张三丰催过=【小青｜06-18 09:00:00】", waybill="YT2891306819804")
    order = Order.model_validate(
        {
            "order_id": ticket.order_id, "status": "wait_ship", "status_text": "待发货",
            "read_at": NOW, "waybill": "YT2891306819804", "courier": "圆通速递",
            "items": ({"title": "窗帘", "merchant_code": "QH-CUR-152"},),
            "trace": (
                {"at": NOW, "text": "快件派送中，收件人：张三丰，电话13812345678"},
                {"at": NOW - timedelta(hours=3), "text": "快件已到达【杭州转运中心】"},
            ),
        }
    )  # fmt: skip
    decision = decide(ticket, order, desk.policy, NOW)
    assert decision.rule == "urge_agreed_delay"
    place = home_folder / "ledger" / "ledger.sqlite3"
    with pytest.MonkeyPatch.context() as patch, Ledger.open(place) as ledger:
        set_machine(patch, lambda: NOW)
        run_id = ledger.begin_run("practice", "headless")
        ledger.read(run_id, ticket)
        ledger.goes_on(run_id, decision)
        planned = decision.actions[-1]
        fields = {"flow": planned.flow, "value.buyer": "张三丰", "field.description": "张三丰您好"}
        key, digest = planned.key(ticket), planned.digest(ticket)
        permit = claimed(ledger, run_id, key, digest, fields, ticket.order_id)
        assert permit is not None
        ledger.submitted(permit)
        ledger.verified(permit, "任务 小张三 显示已回复")
        ledger.paid("practice", TICKET, 5000, "小麦")
    folder = home_folder / "evidence" / run_id
    folder.mkdir()
    for name in (f"{TICKET}-reply_delay", f"{TICKET}-reply_delay-after", f"{TICKET}7-message"):
        (folder / f"{name}.jpg").write_bytes(f"picture {name}".encode())


@pytest.fixture
def made(pack: Path) -> Iterator[zipfile.ZipFile]:
    assert cli.run(["appeal", TICKET]) == 0
    with zipfile.ZipFile(pack) as archive:
        yield archive


def test_the_pack_holds_all_that_is_kept_of_the_ticket(made: zipfile.ZipFile) -> None:
    told = json.loads(made.read("index.json"))
    assert told["ticket"]["order_id"] == "3895101549382725078"
    assert (told["ticket"]["paid"], told["ticket"]["owner"]) == (50.0, "客服小麦")
    assert [one["event"] for one in told["timeline"]] == [
        "read",
        "decided",
        "claimed",
        "submitted",
        "verified",
        "paid",
    ]
    assert told["timeline"][0]["at"] == "2026-06-18 10:00:00"
    [write] = told["writes"]
    assert (write["title"], write["state"]) == ("回复催发货：延迟发货", "verified")
    assert write["read_back"] == "任务 ****** 显示已回复"
    [trace] = told["traces"]
    assert trace["nodes"][1]["text"] == "快件已到达【杭州转运中心】"
    [agreement] = told["agreements"]
    assert agreement["proofs"] == [{"name": "delay-2.png", "file": "proof/delay-2.png"}]
    assert told["decisions"][0]["rule"] == "催发货，已和买家约好发货时间"
    pictures = [name.partition(f"{TICKET}-")[2] for name in made.namelist() if "pictures/" in name]
    assert pictures == ["reply_delay-after.jpg", "reply_delay.jpg"]
    page = made.read("index.html").decode()
    for words in ("经过", "已提交并核实", "回复催发货：延迟发货", "proof/delay-2.png", "小麦"):
        assert words in page


def test_nothing_names_the_buyer(made: zipfile.ZipFile) -> None:
    for name in ("index.html", "index.json", "SHA256SUMS"):
        shown = made.read(name).decode()
        assert [one for one in BUYER if one in shown] == []


def test_every_file_has_its_checksum(made: zipfile.ZipFile) -> None:
    sums = dict(
        reversed(line.split("  ")) for line in made.read("SHA256SUMS").decode().split("\n")[:-1]
    )
    assert set(sums) == set(made.namelist()) - {"SHA256SUMS"}
    contents = {one["file"]: one for one in json.loads(made.read("index.json"))["contents"]}
    for name, digest in sums.items():
        raw = made.read(name)
        assert hashlib.sha256(raw).hexdigest() == digest
        if name in contents:
            assert (contents[name]["sha256"], contents[name]["bytes"]) == (digest, len(raw))
    assert len(contents) == len(sums) - 2


def test_the_same_past_makes_the_same_bytes(
    made: zipfile.ZipFile, tmp_path: Path, pack: Path
) -> None:
    other = tmp_path / "again.zip"
    assert cli.run(["appeal", TICKET, "--out", str(other)]) == 0
    assert other.read_bytes() == pack.read_bytes()
    assert other.stat().st_mode & 0o777 == 0o600
    assert made.namelist() == sorted(made.namelist())
    assert {one.date_time[0] for one in made.infolist()} == {1980}


def test_a_file_that_is_there_is_not_replaced_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine.zip"
    out.write_bytes(b"mine")
    assert cli.run(["appeal", TICKET, "--out", str(out)]) == 2
    assert "加 --force" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
    assert cli.run(["appeal", TICKET, "--out", str(out), "--force"]) == 0
    assert zipfile.is_zipfile(out)


def test_a_ticket_nobody_knows_is_a_slip(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["appeal", "404"]) == 2
    assert "台账里没有任务 404" in capsys.readouterr().err
