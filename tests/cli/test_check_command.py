"""`check`: every file, all faults at once, and what nobody has confirmed yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.cli.commands import check
from qn_assist.desk.load import Desk
from qn_assist.run.order import PassOrder
from qn_assist.visits.probe import Probe

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    cli.run(["init", str(tmp_path)])
    return tmp_path


def _check(workspace: Path, *options: str) -> int:
    return cli.run(["check", "--workspace", str(workspace), *options])


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_our_own_files_are_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check"]) == 0
    shown = capsys.readouterr().out
    assert "后台：qianniu、qianniu-legacy；店铺：practice、practice-legacy" in shown
    assert "还没有在真实后台核对过的" in shown
    assert "reply.description_max" in shown
    assert "文件都没有错。" in shown


def test_a_flow_whose_request_is_not_known_is_named(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(workspace / "flows/qianniu/message.yaml", '      data.text: "{text}"\n', "")
    assert _check(workspace) == 0
    assert "qianniu 的流程 message：没有写请求里哪里是text" in capsys.readouterr().out
    assert _check(workspace, "--json") == 0
    [first, *_] = json.loads(capsys.readouterr().out)["unheld"]
    assert first == {"console": "qianniu", "flow": "message", "names": ["text"]}


def test_a_number_that_is_too_small_for_a_real_console_is_a_fault(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(workspace / "selectors/qianniu/console.yaml", "within_seconds: 300", "within_seconds: 9")
    assert _check(workspace) == 0
    shop = workspace / "shops/practice/shop.yaml"
    shop.write_text(
        shop.read_text("utf-8").replace("http://127.0.0.1", "https://10.0.0.7"), "utf-8"
    )
    capsys.readouterr()
    assert _check(workspace, "--shop", "practice") == 2
    assert "seen_within_seconds: 9 秒太短，至少 60 秒" in capsys.readouterr().err


def test_shops_whose_passwords_could_not_be_told_apart_are_named(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "shops/practice_legacy").mkdir()
    written = (ROOT / "shops/practice-legacy/shop.yaml").read_text("utf-8")
    (workspace / "shops/practice_legacy/shop.yaml").write_text(written, "utf-8")
    _check(workspace, "--shop", "practice")
    shown = capsys.readouterr().out
    assert "practice-legacy、practice_legacy 的环境变量都叫 QN_PASSWORD_PRACTICE_LEGACY" in shown


def test_a_rule_that_can_never_be_used_is_a_fault_and_a_list_without_rules_is_told(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = workspace / "shops" / "practice"
    rules = shop / "rules.yaml"
    rules.write_text(
        "rules:\n"
        "  - {name: a, title: 甲, when: kind == 'urge_ship', skip: 不用}\n"
        "  - {name: b, title: 乙, when: kind == 'urge_ship' and stock > 0, skip: 不用}\n"
        "  - {name: c, title: 丙, when: category == 'false_signs_of_life', skip: 不用}\n"
        "  - {name: d, title: 丁, when: stock > 3 and stock < 2, skip: 不用}\n"
        "otherwise: {hand_over: 人}\n",
        encoding="utf-8",
    )
    (shop / "examples").rename(workspace / "kept")
    capsys.readouterr()
    assert _check(workspace, "--shop", "practice") == 2
    shown = capsys.readouterr().err
    assert "rules.yaml:3 rules.b: 规则 b 永远用不上：符合它的任务都被前面的 a 用掉了" in shown
    assert "rules.yaml:4 rules.c: 没有哪个后台的清单有类别 false_signs_of_life" in shown
    assert "规则 c 永远用不上" not in shown
    assert "rules.yaml:5 rules.d: 规则 d 永远用不上：没有任务能符合它的条件" in shown

    only = "rules: [{name: a, title: 甲, when: kind == 'urge_ship', skip: 不用}]\n"
    rules.write_text(only + "otherwise: {hand_over: 人}\n", encoding="utf-8")
    assert _check(workspace, "--shop", "practice") == 0
    shown = capsys.readouterr().out
    assert "practice：没有一条规则提到 物流异常 的 发货预警" in shown
    assert "催发货 的 催发货" not in shown


def test_faults_of_every_kind_of_file_come_at_once(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    shop = workspace / "shops" / "practice"
    _edit(shop / "rules.yaml", "reply: shipped_now", "reply: shiped_now")
    _edit(shop / "facts" / "stock.csv", "可用库存", "库存数量多少")
    _edit(workspace / "flows" / "qianniu" / "message.yaml", "click: send", "click: sennd")
    assert _check(workspace) == 2
    shown = capsys.readouterr().err
    for told in ("message.yaml", "没有叫 sennd 的选择器"):
        assert told in shown
    _edit(workspace / "flows" / "qianniu" / "message.yaml", "click: sennd", "click: send")
    assert _check(workspace, "--shop", "practice") == 2
    shown = capsys.readouterr().err
    for told in ("rules.yaml", "shiped_now", "stock.csv"):
        assert told in shown


def test_a_cron_line_without_moments_is_a_fault(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(workspace / "shops" / "practice" / "shop.yaml", "every: 15m", 'cron: "99 * * * *"')
    assert _check(workspace) == 2
    assert "cron 写得不对" in capsys.readouterr().err


def test_json_tells_the_faults_too(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _edit(workspace / "shops" / "practice" / "shop.yaml", "tabs: 1", "tabs: 99")
    capsys.readouterr()
    assert _check(workspace, "--json", "--shop", "practice") == 2
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert [fault["path"] for fault in told["faults"]] == ["tabs"]


def test_schemas_are_written_for_every_kind_of_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", "--schema", str(tmp_path / "s")]) == 0
    names = sorted(path.name.removesuffix(".schema.json") for path in (tmp_path / "s").iterdir())
    assert names == (
        "console couriers flow-action flow-figures flow-list flow-login flow-order flow-overview "
        "flow-status flow-todo page platform replies rules shop".split()
    )
    schema = json.loads((tmp_path / "s" / "shop.schema.json").read_text(encoding="utf-8"))
    assert "title" in schema["properties"]


def test_a_selector_that_is_not_there_is_named_and_exits_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def probe_pass(desk: Desk, order: PassOrder) -> tuple[Probe, ...]:
        there = Probe("home", "todo_cards", True, "", True)
        return there, Probe("chat", "send", False, "找到 2 个", False)

    monkeypatch.setattr(check, "probe_pass", probe_pass)
    assert cli.run(["check", "--live", "--shop", "practice"]) == 1
    shown = capsys.readouterr().out
    assert "practice：2 个选择器，1 个找得到" in shown
    assert "chat.send（本来就没核对过）  找到 2 个" in shown
