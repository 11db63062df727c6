"""The control interface over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from .clerk import TASKS, Clerk, cannot_ship, cases


def test_health_and_login_tell_how_to_begin(stranger: Clerk) -> None:
    health = stranger.control("health").json()
    assert {key: health[key] for key in ("ok", "skin", "tickets", "seed")} == {
        "ok": True, "skin": "2026", "tickets": 120, "seed": 1,
    }  # fmt: skip
    assert health["now"].startswith("2026-06-18T10:00:")
    assert stranger.control("login").json() == {
        "account": "青禾家居:小青", "password": "practice-2026", "shop": "青禾家居专营店",
        "phone": "12000002026",
    }  # fmt: skip


def test_the_truth_log_has_the_shape_of_the_contract(clerk: Clerk) -> None:
    case = cases(clerk.console, scenario="relief_epidemic")[0]
    clerk.write(f"{TASKS}.reply", cannot_ship(case))
    truth = clerk.control("truth").json()
    assert set(truth) == {"logins", "arrivals", "submissions"}
    submission = truth["submissions"][0]
    assert {key: submission[key] for key in submission if key != "at"} == {
        "seq": 1,
        "kind": "urge_reply",
        "shop": "青禾家居专营店",
        "ticket_id": case["ticket_id"],
        "order_id": case["order_id"],
        "fields": {
            "result": "无法发货",
            "reason": "疫情原因",
            "promisedDate": "",
            "description": "仓库在免责地区",
            "images": [],
        },
        "accepted": True,
        "reason": "",
    }


def test_the_generators_truth_follows_the_states(clerk: Clerk) -> None:
    case = cases(clerk.console, scenario="relief_epidemic")[0]
    assert case["state"] == "pending"
    clerk.write(f"{TASKS}.reply", cannot_ship(case))
    tickets = clerk.control("generator").json()["tickets"]
    assert len(tickets) == 120
    assert (
        next(one for one in tickets if one["ticket_id"] == case["ticket_id"])["state"]
        == "in_review"
    )


def test_a_reset_brings_everything_back(clerk: Clerk) -> None:
    case = cases(clerk.console, scenario="relief_epidemic")[0]
    clerk.write(f"{TASKS}.reply", cannot_ship(case))
    clerk.console.arm("guide")
    clerk.console.advance(3600)
    health = clerk.control("reset", {"tickets": 24, "seed": 3, "skin": "legacy"}).json()
    assert (health["tickets"], health["seed"], health["skin"]) == (24, 3, "legacy")
    assert health["now"].startswith("2026-06-18T10:00:")
    assert clerk.control("truth").json()["submissions"] == []
    assert clerk.control("faults").json()["armed"] == []
    assert len(clerk.control("generator").json()["tickets"]) == 24


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("reset", {"tickets": 0}, "not between 1 and 10000"),
        ("reset", {"tickets": "many"}, "tickets: Input should be a valid integer"),
        ("reset", {"mixed": "false"}, "mixed: Input should be a valid boolean"),
        ("reset", {"skin": "2031"}, "none of 2026, legacy"),
        ("reset", {"colour": "red"}, "known: tickets, seed, skin"),
        ("faults", {"name": "earthquake"}, "known: already_handled"),
        ("faults", {"name": "slow", "arg": "x"}, "not a number"),
        ("clock", {"set": "noon"}, "no such moment"),
        ("clock", {}, "ISO time"),
        ("clock", {"advance_seconds": 1e30}, "less than or equal"),
        ("clock", {"advance_seconds": "60"}, "valid number"),
        ("clock", {"set": "2026-06-20", "advance_seconds": 1}, "ISO time"),
        ("person", {"do": "dance"}, "known: slider"),
        ("person", {"do": "ship", "order_id": "1"}, "订单不存在"),
    ],
)
def test_nonsense_is_refused_with_what_would_do(
    stranger: Clerk, path: str, body: dict[str, Any], words: str
) -> None:
    answer = stranger.control(path, body)
    assert answer.status == 400
    assert words in answer.json()["error"]


def test_a_body_that_is_no_json_object_is_refused(stranger: Clerk) -> None:
    for raw in (b"{", b"[1]"):
        assert stranger.first("/__practice__/person", raw).status == 400


def test_faults_are_armed_listed_and_disarmed(stranger: Clerk) -> None:
    stranger.control("faults", {"name": "slow", "arg": "20"})
    stranger.control("faults", {"name": "guide"})
    listed = stranger.control("faults").json()
    assert listed["armed"] == [{"name": "slow", "arg": "20"}, {"name": "guide", "arg": ""}]
    assert listed["known"]["slow"]["does"]
    stranger.control("faults/slow", method="DELETE")
    assert stranger.control("faults").json()["armed"] == [{"name": "guide", "arg": ""}]
    assert stranger.control("faults", method="DELETE").json()["armed"] == []


def test_the_clock_is_set_and_advanced(stranger: Clerk) -> None:
    answer = stranger.control("clock", {"set": "2026-06-20T08:00:00"}).json()
    assert answer["now"].startswith("2026-06-20T08:00:0")
    answer = stranger.control("clock", {"advance_seconds": 3600}).json()
    assert answer["now"].startswith("2026-06-20T09:00:0")
    assert answer["start"] == "2026-06-18T10:00:00+08:00"
    assert stranger.control("clock").headers["date"].startswith("Sat, 20 Jun 2026 01:00:")


def test_facts_come_as_the_file_an_erp_exports(stranger: Clerk) -> None:
    answer = stranger.control("facts/agreements.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text("utf-8-sig").startswith("订单号,协商类型,约定时间,记录时间,凭证\n")
    assert stranger.control("facts/salaries.csv").status == 400
