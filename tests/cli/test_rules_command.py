"""`rules test`, `rules replay` and `explain`: over the example shop, in a ledger of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qn_assist import cli
from qn_assist.basics.paths import Home, Workspace
from qn_assist.case.outcomes import State
from qn_assist.case.tickets import Buyer
from qn_assist.desk.load import Desk, load_desk
from qn_assist.facts.kinds import TABLES
from qn_assist.ledger import Ledger
from qn_assist.rules.decide import decide
from qn_assist.trials.example_files import load_examples

NO_STOCK = "urge_no_stock"
TICKET = "30112345678"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    cli.run(["init", str(folder)])
    return folder


@pytest.fixture
def shop(copied: Path) -> Any:
    """The shop's folder, its rules as they were afterwards."""
    folder = copied / "shops" / "practice"
    kept = {path: path.read_bytes() for path in (folder / "rules.yaml", folder / "shop.yaml")}
    yield folder
    for path, content in kept.items():
        path.write_bytes(content)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(shop: Path, *line: str) -> int:
    return cli.run([*line, "--workspace", str(shop.parents[1])])


@pytest.fixture(scope="module")
def desk(copied: Path) -> Desk:
    return load_desk(Workspace((copied,)), Home(copied), "practice")


@pytest.fixture
def decided(desk: Desk, home_folder: Path) -> Callable[..., None]:
    """Decides these examples as a pass would, and keeps it in the ledger."""
    place = Home(home_folder).prepare().ledger_place()

    def decide_and_keep(*names: str, **changes: object) -> None:
        folder = desk.policy.shop.folder / "examples"
        with Ledger.open(place) as ledger:
            run_id = ledger.begin_run("practice", "headless")
            for one in load_examples(folder, "practice", names):
                facts = replace(one.facts, present=frozenset(TABLES))
                ticket = one.ticket.model_copy(update=changes)
                policy = replace(desk.policy, facts=facts)
                decision = decide(ticket, one.order, policy, one.now)
                ledger.left_at(run_id, decision, State.HANDED_OVER)

    return decide_and_keep


def test_the_shipped_examples_are_as_expected(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop, "rules", "test") == 0
    assert "个例子都和预期相同。" in capsys.readouterr().out


def test_a_changed_rule_shows_what_differs_in_the_operator_s_words(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(shop / "rules.yaml", "reply: out_of_stock\n    approval: auto", "reply: out_of_stock")
    line = ["rules", "test", "--only", NO_STOCK, "--only", "lost"]
    assert run(shop, *line) == 1
    shown = capsys.readouterr().out
    assert "✗ urge_no_stock  缺货，不知道补货日期" in shown
    assert "    批准\n      应为  自动提交\n      实为  要人批准" in shown
    assert "2 个例子，1 个和预期不同。" in shown
    assert run(shop, *line, "--json") == 1
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["lost"]["ok"]
    assert told[NO_STOCK]["differences"] == [
        {"what": "approval", "before": "auto", "after": "person"}
    ]


def test_a_bad_example_or_name_is_a_mistake(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shop, "rules", "test", "--only", "urge_no_stok") == 2
    assert "是不是 urge_no_stock？" in capsys.readouterr().err
    bad = shop / "examples" / "bad"
    bad.mkdir()
    (bad / "example.yaml").write_text("title: 甲\n", encoding="utf-8")
    assert run(shop, "rules", "test") == 2
    assert run(shop, "check") == 2
    assert "缺少 ticket" in capsys.readouterr().err
    (bad / "example.yaml").unlink()
    bad.rmdir()


def test_replay_says_what_would_differ_and_where_it_cannot_know(
    shop: Path, decided: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    decided(NO_STOCK)
    decided(NO_STOCK, "lost", "relief_last_day")
    assert run(shop, "rules", "replay", "--since", "2026-01-01") == 0
    assert "重新判断 4 个决定，0 个会不同，0 个无法判断" in capsys.readouterr().out

    edit(shop / "rules.yaml", "reply: out_of_stock\n    approval: auto", "reply: out_of_stock")
    edit(
        shop / "shop.yaml",
        "ships_until:",
        "warehouses: {广西壮族自治区桂林市阳朔县: 浙江省}\nships_until:",
    )
    assert run(shop, "rules", "replay", "--since", "2026-01-01") == 0
    shown = capsys.readouterr().out
    assert "（同样的 2 次）" in shown
    assert "    批准\n      当时  自动提交\n      现在  要人批准" in shown
    assert "店铺文件里的发货地改过" in shown
    assert "重新判断 4 个决定，2 个会不同，1 个无法判断" in shown
    assert run(shop, "rules", "replay", "--since", "2026-01-01", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["shop"], told["count"], told["changed"], told["unknown"]) == ("practice", 4, 2, 1)
    assert [(one["count"], one["was"], one["now"]) for one in told["decisions"]] == [
        (2, NO_STOCK, NO_STOCK),
        (1, "urge_relief_disaster", None),
    ]
    assert run(shop, "rules", "replay", "--since", "昨天") == 2


def test_explain_shows_each_rule_tried_up_to_the_one_that_matched(
    shop: Path, decided: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    decided(NO_STOCK)
    assert run(shop, "explain", TICKET) == 0
    shown = capsys.readouterr().out
    assert "practice  催发货  30112345678  订单 4012345678901230481" in shown
    assert "✗ order_over  订单已退款或已关闭" in shown
    assert '✗ order_status == "refunded"   （订单状态 order_status = wait_ship 待发货）' in shown
    assert "? urge_no_stock_restock" not in shown
    assert "✗ and restock_date != null   （补货日期 restock_date = 不知道）" in shown
    assert "✓ urge_no_stock  催发货，缺货" in shown
    assert "warning_stock_ready" not in shown
    assert "决定：执行，催发货，缺货，自动提交，负责人 客服小麦" in shown
    assert "规则改过" not in shown


def test_explain_tells_unknown_from_untrue_and_hides_the_buyer(
    shop: Path, decided: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    decided("urge_unknown_stock_is_a_persons", buyer=Buyer(nick="小张三"))
    edit(shop / "rules.yaml", "when: state == ", 'when: buyer_nick == "李四" or state == ')
    assert run(shop, "explain", TICKET) == 0
    shown = capsys.readouterr().out
    assert "? and stock == 0   （可用库存 stock = 不知道）" in shown
    assert "没有规则符合，转人工" in shown
    assert "小张三" not in shown
    assert run(shop, "explain", TICKET, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    by_rule = {one["rule"]: one for one in told["tried"]}
    assert by_rule["urge_no_stock"]["matches"] == "unknown"
    assert by_rule["overdue"]["parts"][0]["values"] == {"buyer_nick": "***"}
    assert told["decision"]["rule"] == "otherwise"


def test_explain_of_what_was_never_decided(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shop, "explain", "nothing") == 2
    assert "台账里没有任务 nothing" in capsys.readouterr().err


def test_explain_says_when_doubt_came_before_every_rule(
    shop: Path, decided: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    decided("bad_fact_row_of_this_order_is_doubt")
    assert run(shop, "explain", TICKET) == 0
    shown = capsys.readouterr().out
    assert "没有看规则" in shown
    assert "店铺资料里 4012345678901230481 的一行写错了" in shown


def test_a_past_ticket_becomes_an_example_without_its_buyer(
    shop: Path, decided: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    buyer = Buyer(nick="小张三", name="张三丰", phone="13812345678")
    decided("lost", buyer=buyer, description="买家电话 13812345678，请回电")
    ticket = "parcel/4012345678901230481"
    line = ["rules", "test", "--record", ticket, "--name", "recorded"]
    assert run(shop, *line) == 0
    body = (shop / "examples" / "recorded" / "example.yaml").read_text(encoding="utf-8")
    assert not any(word in body for word in ("张三", "13812345678", "buyer"))
    assert "138********" in body
    assert run(shop, "rules", "test", "--only", "recorded") == 0
    assert run(shop, *line) == 2
    assert "已经有 recorded 这个例子" in capsys.readouterr().err
