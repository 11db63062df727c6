"""A run as plain values for `--json`: what `view` shows, nothing more.

Ids are strings; times are `2026-06-18 10:00` in Asia/Shanghai.
"""

from __future__ import annotations

from qn_assist.report.columns import as_json
from qn_assist.report.readings import READING_COLUMNS
from qn_assist.report.shown import moment
from qn_assist.report.ticketview import ActionShown, TicketShown
from qn_assist.report.view import FindingShown, FollowedShown, PromiseShown, ReadingShown, RunShown


def run_json(run: RunShown) -> dict[str, object]:
    return {
        "run_id": run.run_id,
        "shop": run.shop,
        "shop_name": run.shop_name,
        "mode": run.mode,
        "started_at": moment(run.started_at),
        "ended_at": moment(run.ended_at),
        "exit_code": run.exit_code,
        "stopped": run.stopped,
        "person_needed": run.person_needed,
        "faults": list(run.faults),
        "plan_file": str(run.plan_file) if run.plan_file else None,
        "states": {state.value: count for state, count in run.states.items()},
        "lists": [reading_json(one) for one in run.readings],
        "tickets": [_ticket_json(one) for one in run.tickets],
        "follow_ups": [_followed_json(one) for one in run.followed],
        "promises": [promise_json(one) for one in run.promises],
        "reconciliation": [_finding_json(one) for one in run.findings],
    }


def reading_json(one: ReadingShown) -> dict[str, object]:
    return as_json(READING_COLUMNS, one) | {"complete": not one.fault}


def _followed_json(one: FollowedShown) -> dict[str, object]:
    names = "category ticket_id order_id state how owner number".split()
    due = None if one.state == "ended" else moment(one.due_at)
    return {name: getattr(one, name) for name in names} | {"due_at": due}


def _finding_json(one: FindingShown) -> dict[str, object]:
    names = ("kind", "category", "ticket_id", "order_id", "detail")
    return {name: getattr(one, name) for name in names}


def promise_json(one: PromiseShown) -> dict[str, object]:
    names = ("order_id", "ticket_id", "owner", "state")
    shown = {name: getattr(one, name) for name in names}
    return shown | {"promised_date": moment(one.promised_date)}


def _ticket_json(one: TicketShown) -> dict[str, object]:
    names = (
        "kind category ticket_id order_id courier item rule because facts refusals hand_over "
        "owner detail".split()
    )
    minutes = None if one.left is None else int(one.left.total_seconds() // 60)
    return {
        "deadline": moment(one.deadline) or None,
        "minutes_left": minutes,
        "state": one.state.value,
        **{name: getattr(one, name) for name in names},
        "actions": [_action_json(each) for each in one.actions],
    }


def _action_json(one: ActionShown) -> dict[str, object]:
    return {
        "title": one.title,
        "state": one.state.value if one.state else None,
        "detail": one.detail,
        "digest": one.digest,
        "at": moment(one.at) or None,
        "fields": {each.title: each.text for each in one.fields},
        "pictures": [str(path) for path in one.pictures],
    }
