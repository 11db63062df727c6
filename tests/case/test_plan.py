"""A plan is written privately, read back exactly, and applied only while nothing has changed."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qn_assist.basics import text
from qn_assist.basics.errors import DataFileError
from qn_assist.case.decisions import Decision, PlannedAction
from qn_assist.case.plan import (
    FRESH,
    Plan,
    PlanFor,
    Stale,
    entry_of,
    match,
    plan_of,
    too_old,
)
from qn_assist.case.plan_file import file_name, load_plan, save
from qn_assist.case.tickets import Order, Ticket

NOW = datetime(2026, 6, 18, 10, tzinfo=text.SHANGHAI)
MADE_FOR = PlanFor(shop="s", title="青禾家居专营店", account="青禾:一", console="qianniu")
ACTION = PlannedAction(
    "reply_delay", "urge_reply", {"reason": "双方协商一致", "evidence": ("a.png",)}, "note"
)


def decision(**changes: Any) -> Decision:
    ticket = Ticket(shop="s", kind="urge_ship", ticket_id="1", order_id="2", read_at=NOW)
    order = Order(order_id="2", status="wait_ship", status_text="待发货", read_at=NOW)
    first = Decision(ticket, order, "act", "a", "因为", ("库存：0",), (ACTION,), "auto")
    return replace(first, **changes)


def plan(*decisions: Decision) -> Plan:
    return plan_of(decisions, made_for=MADE_FOR, run_id="r1", made_at=NOW)


def saved(folder: Path) -> Path:
    return save(plan(decision()), folder / "plans" / "p.json")


def test_a_plan_comes_back_as_it_was(tmp_path: Path) -> None:
    path = saved(tmp_path)
    assert load_plan(path, MADE_FOR) == plan(decision())
    assert load_plan(path).entries[0].actions[0].params["evidence"] == ("a.png",)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_plan_is_its_owners_alone(tmp_path: Path) -> None:
    assert saved(tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_file_name_is_safe() -> None:
    made = plan_of(
        [],
        made_for=MADE_FOR.model_copy(update={"shop": "../店 铺"}),
        run_id="r1",
        made_at=NOW,
    )
    assert file_name(made) == ".._店_铺-20260618-100000-r1.json"


def test_an_unchanged_case_is_fresh() -> None:
    later = decision()
    later = replace(
        later, ticket=later.ticket.model_copy(update={"read_at": datetime.now(text.SHANGHAI)})
    )
    assert match(entry_of(decision()), later) == FRESH


def _ticket(**update: Any) -> dict[str, Any]:
    return {"ticket": decision().ticket.model_copy(update=update)}


def _order(**update: Any) -> dict[str, Any]:
    order = decision().order
    assert order is not None
    return {"order": order.model_copy(update=update)}


STALE = [
    (_ticket(ticket_id="9"), "不是同一个任务"),
    (_ticket(state="overdue"), "任务的内容变了"),
    (_ticket(waybill="YT1"), "任务的内容变了"),
    (_order(status="refunded"), "订单的内容变了"),
    ({"order": None}, "订单的内容变了"),
    ({"rule": "b"}, "现在的决定是执行（b），计划里是执行（a）"),
    ({"verdict": "hand_over", "actions": ()}, "现在的决定是转人工（a），计划里是执行（a）"),
    ({"approval": "person"}, "规则的批准方式变了"),
    ({"actions": (replace(ACTION, params={"reason": "补货中"}),)}, "要写的内容变了"),
]


@pytest.mark.parametrize(("changes", "reason"), STALE)
def test_a_changed_case_is_stale(changes: dict[str, Any], reason: str) -> None:
    assert match(entry_of(decision()), decision(**changes)) == Stale(reason)


def edited(folder: Path, change: Any) -> list[str]:
    path = saved(folder)
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_plan(path, MADE_FOR)
    return [str(fault).partition("p.json")[2] for fault in caught.value.faults]


def _set(*path: str | int, value: Any) -> Any:
    def change(data: Any) -> None:
        for part in path[:-1]:
            data = data[part]
        data[path[-1]] = value

    return change


TAMPERED = " entries.0: 任务 1 的内容被改过 → 重新运行 dry-run 生成计划，不要手工修改"
CHANGED = " seal: 计划被改过 → 重新运行 dry-run 生成计划，不要手工修改"
EDITS = [
    (_set("entries", 0, "actions", 0, "params", "reason", value="补货中"), TAMPERED),
    (_set("entries", 0, "approval", value="person"), TAMPERED),
    (_set("entries", 0, "ticket_digest", value="0" * 16), TAMPERED),
    (_set("made_at", value="2019-06-18T10:00:00+08:00"), CHANGED),
    (_set("run_id", value="r2"), CHANGED),
    (_set("seal", value="0" * 16), CHANGED),
    (_set("entries", value=[]), CHANGED),
    (
        _set("version", value=1),
        " version: 计划是旧格式（版本 1，这个程序用版本 2），没有提交任何东西 → 重新运行 dry-run",
    ),
    (_set("entries", 0, "rule", value=5), " entries.0.rule: 计划不完整或被改过 → 重新运行 dry-run"),
    (_set("extra", value=5), " extra: 计划不完整或被改过 → 重新运行 dry-run"),
]


@pytest.mark.parametrize(("change", "message"), EDITS)
def test_a_plan_changed_by_hand_is_refused(change: Any, message: str, tmp_path: Path) -> None:
    assert edited(tmp_path, change) == [message]


def _for(**changes: str) -> PlanFor:
    return MADE_FOR.model_copy(update=changes)


ANOTHER = [
    (_for(shop="x"), "shop: 这是店铺 s 的计划，不是 x 的"),
    (_for(title="别家"), "title: 计划是给店铺名 青禾家居专营店 做的，现在的店铺名是 别家"),
    (_for(account="青禾:二"), "account: 计划是用账号 青禾:一 做的，现在的账号是 青禾:二"),
    (_for(console="qianniu-legacy"), "console: 计划是在控制台 qianniu 上做的，现在的控制台是 "),
]


@pytest.mark.parametrize(("here", "message"), ANOTHER)
def test_a_plan_of_another_shop_or_console_is_refused(
    here: PlanFor, message: str, tmp_path: Path
) -> None:
    with pytest.raises(DataFileError, match=message):
        load_plan(saved(tmp_path), here)


def test_a_head_that_was_written_for_another_console_is_refused_twice(tmp_path: Path) -> None:
    told = edited(tmp_path, _set("made_for", "console", value="qianniu-legacy"))
    assert [one.split(":")[0] for one in told] == [" seal", " made_for.console"]


@pytest.mark.parametrize(
    ("hours", "why"),
    [(0, ""), (11.9, ""), (12.1, "超过了 plan_hours（12 小时）"), (-0.05, ""), (-1, "后台现在才")],
)
def test_a_plan_is_applied_within_its_hours_only(hours: float, why: str) -> None:
    told = too_old(plan(), NOW + timedelta(hours=hours), 12)
    assert why in told
    assert bool(told) == bool(why)


def test_a_ticket_planned_twice_is_refused(tmp_path: Path) -> None:
    path = save(plan(decision(), decision()), tmp_path / "p.json")
    with pytest.raises(DataFileError, match="有任务出现了两次"):
        load_plan(path)


@pytest.mark.parametrize("body", ["", "{", "[]", "5", "[" * 100_000])
def test_what_is_no_plan_is_refused(body: str, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(DataFileError):
        load_plan(path)


def test_a_missing_plan_is_an_operator_fault(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="读不了计划"):
        load_plan(tmp_path / "none.json")
