"""The exact words of every complaint about an example, and what `like` means."""

from __future__ import annotations

from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.rules.policy import Policy
from qn_assist.trials.example_files import Example, load_examples
from qn_assist.trials.examples import examples_of, try_example

COMMON = """\
now: 2026-06-18 10:00:00
ticket:
  urge: {kind: urge_ship, category: urge_ship, ticket_id: T1, order_id: O1}
order:
  waiting: {order_id: O1, status_text: 待发货, items: [{title: 床单, merchant_code: A1}]}
  two: {like: waiting, items: [{title: 床单, merchant_code: A1, quantity: 2}]}
facts:
  out: {stock: [{商家编码: A1, 可用库存: 0}]}
  one: {stock: [{商家编码: A1, 可用库存: 1}]}
"""
EXPECT = "expect: {verdict: hand_over, rule: otherwise}\n"
WHOLE = "title: 甲\nticket: urge\norder: waiting\n" + EXPECT


def write(folder: Path, body: str, common: str = COMMON) -> Path:
    (folder / "a").mkdir(parents=True)
    (folder / "common.yaml").write_text(common, encoding="utf-8")
    (folder / "a" / "example.yaml").write_text(body, encoding="utf-8")
    return folder


def example(folder: Path, body: str) -> Example:
    [found] = load_examples(write(folder, body), "practice")
    return found


def faults_of(folder: Path, body: str, common: str = COMMON) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        load_examples(write(folder, body, common), "practice")
    return [str(one).removeprefix(str(folder)).lstrip("/\\") for one in caught.value.faults]


MESSAGES = [
    ("title: 甲\nticket: urge\n", "a/example.yaml: expect: 缺少 expect → 补上 expect: …"),
    (
        WHOLE.replace("ticket: urge", "ticket: urg"),
        "a/example.yaml:2 ticket: common.yaml 的 ticket 里没有 urg → 是不是 urge？",
    ),
    (
        WHOLE.replace("ticket: urge", "ticket: {like: urge, wayibll: X1}"),
        "a/example.yaml:2 ticket.wayibll: 不认识的键 wayibll → 是不是 waybill？",
    ),
    (
        WHOLE.replace("ticket: urge", "ticket: {like: urge, deadline: 明天}"),
        "a/example.yaml:2 ticket.deadline: 不是时间：'明天'",
    ),
    (
        WHOLE + "facts: {stok: []}\n",
        "a/example.yaml:5 facts.stok: 没有叫 stok 的资料 → 是不是 stock？",
    ),
    (
        WHOLE + "facts:\n  stock:\n    - {商家编码: A1, 可用库: 3}\n",
        "a/example.yaml:7 facts.stock.0.可用库: stock 没有列 可用库 → 是不是 可用库存？",
    ),
    (
        WHOLE + "now: 今天\n",
        "a/example.yaml:5 now: 今天 不是时间 → 写成 2026-06-18 10:00:00",
    ),
    (
        WHOLE.replace("verdict: hand_over", "verdict: act"),
        "a/example.yaml:4 expect: verdict 是 act，却没有写 actions"
        " → 写上依次做什么，例如 [message]",
    ),
    (
        WHOLE.replace("rule: otherwise", "rule: otherwise, actions: [message]"),
        "a/example.yaml:4 expect: verdict 是 hand_over，却写了 actions → 删掉 actions",
    ),
]


@pytest.mark.parametrize(("body", "message"), MESSAGES)
def test_fault_names_place_and_remedy(body: str, message: str, tmp_path: Path) -> None:
    found = [one.replace("\\", "/") for one in faults_of(tmp_path, body)]
    place, _, words = message.partition(": ")
    assert any(one.startswith(place) and one.endswith(words) for one in found), found


def test_a_template_that_is_like_nothing_is_refused(tmp_path: Path) -> None:
    [fault] = faults_of(tmp_path, WHOLE, COMMON.replace("like: waiting", "like: watiing"))
    assert "order.two.like: common.yaml 的 order 里没有 watiing → 是不是 waiting？" in fault


def test_every_file_s_faults_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "title: 甲\nticket: urg\n" + EXPECT)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "example.yaml").write_text("title: 乙\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_examples(tmp_path, "practice")
    assert {Path(one.file).parent.name for one in caught.value.faults} == {"a", "b"}


def test_names_that_nothing_could_equal_are_slips(tmp_path: Path, policy: Policy) -> None:
    body = (
        "title: 甲\nticket: urge\nexpect:\n  verdict: act\n  rule: urge_no_stok\n"
        "  claims: [out_of_stok]\n  actions: [mesage, {flow: message, with: {txt: 好}}]\n"
    )
    folder = write(tmp_path / "examples", body)
    shop = policy.shop.model_copy(update={"folder": folder.parent})
    with pytest.raises(DataFileError) as caught:
        examples_of(Policy(**{**vars(policy), "shop": shop}))
    assert [one.remedy for one in caught.value.faults] == [
        "是不是 urge_no_stock？",
        "是不是 out_of_stock？",
        "是不是 message？",
        "是不是 text？",
    ]


def test_own_values_win_over_those_it_is_like(tmp_path: Path, policy: Policy) -> None:
    body = (
        "title: 甲\nticket: {like: urge, state_text: 已超时}\norder: two\nfacts: [out, one]\n"
        + EXPECT
    )
    found = example(tmp_path, body)
    assert (found.ticket.state, found.ticket.order_id) == ("overdue", "O1")
    assert found.order is not None
    assert found.order.items[0].quantity == 2
    stock = found.facts.stock("A1")
    assert stock is not None
    assert stock.available == 1


def test_what_differs_is_named_to_the_letter(tmp_path: Path, policy: Policy) -> None:
    body = (
        "title: 甲\nticket: urge\norder: waiting\nfacts: out\nexpect:\n  verdict: act\n"
        "  rule: urge_no_stock\n  approval: person\n  claims: [out_of_stock, has_waybill]\n"
        "  actions: [{flow: message, with: {text: 缺货}}, reply_delay]\n"
    )
    trial = try_example(example(tmp_path, body), policy)
    told = {one.what: (one.before, one.after) for one in trial.differences}
    said = "亲，很抱歉，您订的商品目前没有现货。您可以选择退款，也可以换成别的款式，您看哪种方便？"
    assert told == {
        "approval": ("person", "auto"),
        "claims": ("has_waybill；out_of_stock", "out_of_stock"),
        "actions": ("message → reply_delay", "message"),
        "actions.1.text": ("缺货", said),
    }
