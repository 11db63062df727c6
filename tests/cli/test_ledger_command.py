"""`status`, `report` and `ledger`: what the ledger shows, and the little a person may write."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.clock import utc_now
from qn_assist.case.outcomes import State
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.ledger import Halting, Ledger
from tests.clocks import set_machine
from tests.leases import claimed
from tests.report.examples import a_decision, a_ticket

pytestmark = pytest.mark.usefixtures("desks_loaded_once")

TICKET = "266167654296"


@pytest.fixture
def place(home_folder: Path) -> Path:
    return home_folder / "ledger" / "ledger.sqlite3"


@pytest.fixture
def entry_id(place: Path) -> int:
    """One ticket with an unproven message, and one that waits for an approval."""
    place.parent.mkdir(parents=True)
    read = {"read_at": utc_now(), "deadline": utc_now() + timedelta(hours=2)}
    one, other = a_ticket(**read), a_ticket("9", order_id="77", **read)
    with Ledger.open(place) as ledger:
        run_id = ledger.begin_run("practice", "headless")
        ledger.read_all(run_id, (one, other))
        decision = a_decision(one)
        ledger.goes_on(run_id, decision)
        ledger.left_at(run_id, a_decision(other), State.WAITING, "这条规则要人批准")
        key = decision.actions[0].key(one)
        permit = claimed(ledger, run_id, key, "d1", {"text": "x"}, one.order_id)
        assert permit is not None
        ledger.submitted(permit)
        ledger.unknown(permit, "没看到")
        ledger.end_run(run_id, {"exit_code": 1, "states": {"unknown": 1, "waiting": 1}})
        return permit.claim_id


def test_status_of_a_new_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "--shop", "practice"]) == 0
    shown = capsys.readouterr().out
    assert "还没有运行过" in shown
    assert "没有存下的登录" in shown


def test_status_says_what_is_due_and_what_is_unproven(
    entry_id: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["status", "--shop", "practice"]) == 0
    shown = capsys.readouterr().out
    assert "退出码 1；不确定 1 · 等人批准 1" in shown
    assert "等人处理 1 件，其中 6 小时内到期 1 件" in shown
    assert f"#{entry_id}  practice  不确定  给买家发消息  {TICKET}" in shown
    assert f"qn-assist ledger settle {entry_id} --verdict" in shown
    assert cli.run(["status", "--shop", "practice", "--hours", "1", "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert (told["waiting"], told["due"], len(told["unknown"])) == (1, [], 1)


def test_status_says_what_stopped_the_shop_and_until_when_it_rests(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.parent.mkdir(parents=True)
    rest = timedelta(minutes=20)
    with Ledger.open(place) as ledger:
        ledger.halt(Halting("practice", "captcha", "出现安全验证", picture="p.jpg", rest=rest))
    assert cli.run(["status", "--shop", "practice"]) == 0
    shown = capsys.readouterr().out
    for told in ("冷却中：", "出现安全验证", "qn-assist login practice --resume", "p.jpg"):
        assert told in shown
    a_month_ago = utc_now() - timedelta(days=30)
    with pytest.MonkeyPatch.context() as patch, Ledger.open(place) as ledger:
        set_machine(patch, lambda: a_month_ago)
        assert ledger.resume("practice", "阿宁") == 1
    cli.run(["status", "--shop", "practice"])
    assert "冷却" not in capsys.readouterr().out


def test_time_left_is_counted_on_the_console_s_clock(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example ticket was read at 2026-06-18 10:00 of practice time, with 3:12 left."""
    place.parent.mkdir(parents=True)
    with Ledger.open(place) as ledger:
        run_id = ledger.begin_run("practice", "headless")
        ledger.left_at(run_id, a_decision(), State.WAITING)
    cli.run(["status", "--shop", "practice"])
    assert "剩3小时1" in capsys.readouterr().out


def test_of_several_shops_time_left_is_counted_by_each_console_s_clock(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One console lives in 2026-06, the other now; this machine's clock fits only the other."""
    place.parent.mkdir(parents=True)
    with Ledger.open(place) as ledger:
        ledger.left_at(ledger.begin_run("practice", "headless"), a_decision(), State.WAITING)
        soon = utc_now() + timedelta(hours=5, minutes=30)
        now = a_ticket("9", shop="other", read_at=utc_now(), deadline=soon)
        ledger.left_at(ledger.begin_run("other", "headless"), a_decision(now), State.WAITING)
    assert cli.run(["report"]) == 0
    shown = capsys.readouterr().out
    assert "剩3小时1" in shown
    assert "剩5小时2" in shown


def test_find_show_and_waiting(entry_id: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "find", "16765"]) == 0
    assert f"#{entry_id}  给买家发消息  不确定  {TICKET}" in capsys.readouterr().out
    assert cli.run(["ledger", "find", "nothing"]) == 0
    assert "没有找到。" in capsys.readouterr().out
    assert cli.run(["ledger", "show", TICKET]) == 0
    assert "没看到" in capsys.readouterr().out
    assert cli.run(["ledger", "show", "nothing"]) == 2
    capsys.readouterr()
    assert cli.run(["ledger", "waiting"]) == 0
    assert "客服小麦  等人批准  催发货  9  77" in capsys.readouterr().out


def test_a_person_settles_what_was_unknown(
    entry_id: int, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["ledger", "settle", str(entry_id), "--verdict", "not_done", "--by", "阿宁"]
    assert cli.run([*line, "--note", "后台没有"]) == 0
    with Ledger.open(place) as ledger:
        assert ledger.unsettled("practice") == []
    assert cli.run(["ledger", "settle", "99", *line[3:], "--note", "x"]) == 2


def test_nothing_is_settled_while_a_pass_is_going_on(
    entry_id: int, home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["ledger", "settle", str(entry_id), "--verdict", "verified", "--by", "a", "--note", "x"]
    with ShopLock(home_folder / "locks", "practice"):
        assert cli.run(line) == 3


def test_an_approval_is_bound_to_what_was_shown(
    entry_id: int, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["ledger", "approve", "9", "--by", "阿宁"]
    assert cli.run(line) == 2
    captured = capsys.readouterr()
    assert "消息：您好，今天发出" in captured.out
    digest = captured.err.partition("--digest ")[2].partition("，")[0]
    assert cli.run([*line, "--digest", "another"]) == 2
    assert cli.run([*line, "--digest", digest]) == 0
    with Ledger.open(place) as ledger:
        approval = ledger.approved("practice", "9", digest)
    assert approval is not None
    assert approval.by == "阿宁"


def test_only_what_waits_can_be_approved(entry_id: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "approve", TICKET, "--by", "a", "--yes"]) == 2
    assert "没有在等人批准" in capsys.readouterr().err


def test_only_a_practice_shop_is_forgotten(
    entry_id: int, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["init", str(tmp_path)])
    shop = tmp_path / "shops" / "practice" / "shop.yaml"
    text = shop.read_text(encoding="utf-8")
    begin, end = text.index("origins:"), text.index("# 转人工时告诉谁")
    shop.write_text(text[:begin] + text[end:], encoding="utf-8")
    line = ["ledger", "forget", "--shop", "practice"]
    assert cli.run([*line, "--workspace", str(tmp_path)]) == 2
    assert "不是练习店铺" in capsys.readouterr().err
    assert cli.run(line) == 0
    with Ledger.open(place) as ledger:
        assert ledger.cases("practice") == []


def test_a_report_of_the_ledger(
    entry_id: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["report"]) == 0
    shown = capsys.readouterr().out
    for told in ("按种类", "按规则", "等人处理", "不确定的提交", f"#{entry_id}"):
        assert told in shown
    line = ["report", "--shop", "practice", "--since", "2020-01-01", "--json", "--html"]
    assert cli.run([*line, "--xlsx", str(tmp_path / "r.xlsx")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["stats"][0]["cases"] == 2
    assert len(told["waiting"]) == len(told["unknown"]) == 1
    assert Path(told["report"]).is_file()
    assert (tmp_path / "r.xlsx").is_file()


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (["--since", "18.6."], "18.6. 不是日期"),
        (["--since", "2026-06-02", "--until", "2026-06-01"], "开始在结束之后"),
    ],
)
def test_a_wrong_period_is_refused(
    days: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["report", *days]) == 2
    assert message in capsys.readouterr().err


def test_an_empty_ledger_says_that_nothing_waits(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ledger", "waiting"]) == 0
    assert "没有要人处理的" in capsys.readouterr().out
    assert cli.run(["ledger", "waiting", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_several_shops_wait_in_one_array(
    place: Path, entry_id: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with Ledger.open(place) as ledger:
        run_id = ledger.begin_run("other", "headless")
        ticket = a_ticket("5", shop="other", read_at=utc_now())
        ledger.left_at(run_id, a_decision(ticket), State.WAITING, "这条规则要人批准")
    assert cli.run(["ledger", "waiting", "--json"]) == 0
    assert {one["shop"] for one in json.loads(capsys.readouterr().out)} == {"practice", "other"}
