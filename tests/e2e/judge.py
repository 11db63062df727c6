"""What the generator's scenarios want done, and whether the truth log holds just that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qn_assist.practice.cases import Case

from .rehearsal import Rehearsal, Truth

REPORT_THEN_TELL = ("problem_report", "message")
TELL_THEN_REPLY = ("message", "urge_reply")
TELL = ("message",)

TASKS: Mapping[str, tuple[str, ...]] = {
    "agreed_delay": TELL_THEN_REPLY,
    "relief_epidemic": ("urge_reply",),
    "relief_disaster": ("urge_reply",),
    "agreed_exchange": TELL_THEN_REPLY,
    "buyer_reason": ("urge_reply",),
    "stock_ready": TELL,
    "no_stock": TELL,
    "unknown_type": (),
}
EXCEPTIONS: Mapping[str, tuple[str, ...]] = {
    "unpublished_disaster": ("delay_report", "message"),
    "stock_ready": TELL,
    "agreed_delay": TELL,
    "not_collected": REPORT_THEN_TELL,
    "no_waybill": (),
    "stalled": REPORT_THEN_TELL,
    "maybe_lost": REPORT_THEN_TELL,
    "unreachable": TELL,
    "address": TELL,
    "damaged": REPORT_THEN_TELL,
    "slow": REPORT_THEN_TELL,
    "false_sign": REPORT_THEN_TELL,
    "refused": TELL,
}
RESULTS: Mapping[str, tuple[str, str]] = {
    "agreed_delay": ("延迟发货", "双方协商一致"),
    "relief_epidemic": ("无法发货", "疫情原因"),
    "relief_disaster": ("无法发货", "自然灾害"),
    "agreed_exchange": ("双方协商一致换货", ""),
    "buyer_reason": ("无法发货", "买家自身原因"),
}
PROBLEMS: Mapping[str, str] = {
    "not_collected": "未揽收",
    "stalled": "运输停滞",
    "maybe_lost": "疑似丢失",
    "damaged": "包裹破损",
    "slow": "派送延误",
    "false_sign": "虚假签收",
}


def wanted(case: Case) -> list[str]:
    """Kinds of writes, in order; none for what a person must handle."""
    return list((TASKS if case.kind == "task" else EXCEPTIONS)[case.scenario])


def done_for(truth: Truth, case: Case) -> list[str]:
    return truth.kinds(case.ticket_id, case.order.order_id)


def fields_of(truth: Truth, case: Case, kind: str) -> dict[str, Any]:
    """The fields of the one accepted write of that kind."""
    found = [
        one["fields"]
        for one in truth.accepted
        if one["kind"] == kind and one["order_id"] == case.order.order_id
    ]
    assert len(found) == 1, f"{case.scenario}: {len(found)} of {kind}"
    return found[0]


def proofs(rehearsal: Rehearsal, case: Case) -> list[str]:
    """Digests of the files that the shop's records name as proof."""
    agreement = case.facts.agreement
    if agreement is None or case.scenario == "relief_epidemic":
        return []
    folder = rehearsal.folder / "shops/practice/facts/evidence"
    return [hashlib.sha256((folder / Path(agreement.evidence).name).read_bytes()).hexdigest()]
