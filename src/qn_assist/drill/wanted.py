"""What the generator's scenarios want done, and what is wrong with a write that was accepted.

Written from docs/practice-console.md alone: it knows no rule, reply or flow of ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from qn_assist.drill.truth import Truth
from qn_assist.practice.generate.cases import Case

REPORT_THEN_TELL = ("problem_report", "message")
TELL_THEN_REPLY = ("message", "urge_reply")
TELL_THEN_NOTE = ("message", "return_note")
TELL = ("message",)
SHIP_THEN_TELL = ("shipment", "message")

TASKS: Mapping[str, tuple[str, ...]] = {
    "agreed_delay": TELL_THEN_REPLY,
    "relief_epidemic": ("urge_reply",),
    "relief_disaster": ("urge_reply",),
    "agreed_exchange": TELL_THEN_REPLY,
    "buyer_reason": ("urge_reply",),
    "stock_ready": SHIP_THEN_TELL,
    "no_stock": TELL,
    "unknown_type": (),
    "awaited": TELL,
    "unlabelled": (),
    "refund_agreed": (),
    "unpublished_disaster": (),
    "traffic_control": (),
}
EXCEPTIONS: Mapping[str, tuple[str, ...]] = {
    "unpublished_disaster": ("delay_report", "message"),
    "stock_ready": SHIP_THEN_TELL,
    "agreed_delay": TELL,
    "not_collected": REPORT_THEN_TELL,
    "no_waybill": (),
    "stalled": REPORT_THEN_TELL,
    "maybe_lost": REPORT_THEN_TELL,
    "unreachable": REPORT_THEN_TELL,
    "address": REPORT_THEN_TELL,
    "damaged": REPORT_THEN_TELL,
    "slow": REPORT_THEN_TELL,
    "false_sign": REPORT_THEN_TELL,
    "refused": REPORT_THEN_TELL,
    "traffic_control": ("delay_report", "message"),
    "courier_stopped": ("delay_report", "message"),
    "no_stock": TELL,
    "awaited": TELL,
    "lost_resend": (),
    "locker": (),
}
AG: Mapping[str, tuple[str, ...]] = {
    "stalled": TELL_THEN_NOTE,
    "slow": TELL_THEN_NOTE,
    "maybe_lost": TELL_THEN_NOTE,
    "asked_false_sign": TELL_THEN_NOTE,
    "damaged": TELL_THEN_NOTE,
    "unreachable": TELL_THEN_NOTE,
    "address": TELL_THEN_NOTE,
    "agreed_delay": TELL_THEN_NOTE,
    "stock_ready": ("shipment", *TELL_THEN_NOTE),
    "unpublished_disaster": TELL_THEN_NOTE,
    "relief_epidemic": TELL_THEN_NOTE,
    "relief_disaster": TELL_THEN_NOTE,
    "agreed_exchange": ("return_note",),
    "no_stock": TELL,
    "service": (),
    "late": (),
    "not_collected": (),
    "no_waybill": (),
    "buyer_reason": (),
    "false_sign": (),
    "refused": (),
    "unknown_type": (),
    "awaited": TELL,
    "unlabelled": (),
    "refund_agreed": (),
    "traffic_control": TELL_THEN_NOTE,
    "courier_stopped": TELL_THEN_NOTE,
    "lost_resend": TELL_THEN_NOTE,
    "locker": (),
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
    "unreachable": "收件人联系不上",
    "address": "地址问题",
    "refused": "其他",
}
REPORTS: Mapping[str, str] = {
    "unpublished_disaster": "自然灾害",
    "traffic_control": "交通管制",
    "courier_stopped": "快递停运",
}
NOTES: Mapping[str, str] = {
    "stalled": "已联系快递核查",
    "slow": "已联系快递核查",
    "asked_false_sign": "已联系快递核查",
    "maybe_lost": "已提供方案待买家选择",
    "agreed_delay": "已约定发货时间",
    "agreed_exchange": "已协商一致",
}
Fields = Mapping[str, Any]

_DAY = "{0.month}月{0.day}日"
_ANNOUNCED, _SOME_ORDERS, _TOLD = "公告", "指定订单", "已向买家说明情况"
_TELLING = ("延误", "其他")
_TAIL = re.compile(r"尾号(\d{4})")
_NUMBER = re.compile(r"单号([A-Za-z0-9]{8,})")


_WANTED = {"task": TASKS, "exception": EXCEPTIONS, "ag": AG}


def wanted(case: Case) -> list[str]:
    """Kinds of writes, in order; none for what a person must handle."""
    if case.scenario == "false_sign" and case.category == "delivery_update_exception":
        return list(TELL)  # nobody says yet that the buyer has not got it
    return list(_WANTED[case.kind][case.scenario])


def done_for(truth: Truth, case: Case) -> list[str]:
    return truth.kinds(case.ticket_id, case.order.order_id)


def proofs(shops: Path, case: Case) -> list[str]:
    """Digests of the files that the shop's records name as proof; `shops` holds the records."""
    agreement = case.facts.agreement
    if agreement is None or case.scenario == "relief_epidemic":
        return []
    picture = shops / "practice/facts/evidence" / Path(agreement.evidence).name
    return [hashlib.sha256(picture.read_bytes()).hexdigest()]


def faults_of(kind: str, fields: Fields, case: Case, shops: Path) -> list[str]:
    """What an accepted write of this kind says that its case does not want; none if it is right."""
    return list(_CHECKS[kind](fields, case, shops))


def _message(fields: Fields, case: Case, shops: Path) -> Iterator[str]:
    words, agreement = str(fields["text"]), case.facts.agreement
    if not words.strip() or "{" in words:
        yield f"the message says {words!r}"
    if set(_TAIL.findall(words)) - {case.order.order_id[-4:]}:
        yield "the message names another order"
    if set(_NUMBER.findall(words)) - {case.order.waybill, _printed(case)}:
        yield "the message names another waybill"
    if agreement and agreement.agreed_for:
        day = _DAY.format(agreement.agreed_for)
        if day not in words:
            yield f"the message does not name the agreed day {day}"


def _printed(case: Case) -> str | None:
    return case.facts.shipment.waybill if case.facts.shipment else None


def _urge_reply(fields: Fields, case: Case, shops: Path) -> Iterator[str]:
    chosen = (fields["result"], fields["reason"])
    if chosen != RESULTS[case.scenario]:
        yield f"the reply says {chosen}, wanted {RESULTS[case.scenario]}"
    if [one["digest"] for one in fields["images"]] != proofs(shops, case):
        yield "the reply carries other proofs than the shop's records name"
    agreement = case.facts.agreement
    agreed = agreement.agreed_for if agreement else None
    if fields["promisedDate"] != (f"{agreed:%Y-%m-%d %H:%M:%S}" if agreed else ""):
        yield f"the reply promises {fields['promisedDate']}"
    if case.scenario.startswith("relief") and _ANNOUNCED not in fields["description"]:
        yield "the reply does not name the public notice"
    if agreed and _DAY.format(agreed) not in fields["description"]:
        yield "the reply does not name the agreed day"


def _problem_report(fields: Fields, case: Case, shops: Path) -> Iterator[str]:
    if fields["problemType"] != PROBLEMS[case.scenario]:
        yield f"the problem is reported as {fields['problemType']}"
    if str(case.order.waybill) not in fields["description"]:
        yield "the report does not name the waybill"


def _delay_report(fields: Fields, case: Case, shops: Path) -> Iterator[str]:
    if fields["orderIds"] != [case.order.order_id]:
        yield "the report covers other orders"
    if (fields["scope"], fields["type"]) != (_SOME_ORDERS, REPORTS[case.scenario]):
        yield f"the report says {fields['scope']}, {fields['type']}"
    if fields["area"] != case.order.ship_from.area or fields["resumeAt"][:10] != fields["to"]:
        yield "the report names another place or time"


def _shipment(fields: Fields, case: Case, shops: Path) -> Iterator[str]:
    label = case.facts.shipment
    if label is None or (fields["courier"], fields["waybill"]) != (label.courier, label.waybill):
        yield f"shipped as {fields['courier']} {fields['waybill']}, the label says otherwise"


def _return_note(fields: Fields, case: Case, shops: Path) -> Iterator[str]:
    """It says what was done for this parcel or order, with the proof the shop's records name."""
    result, words, answer = fields["result"], str(fields["description"]), case.facts.answer
    if result != NOTES.get(case.scenario, _TOLD):
        yield f"the note says {result}"
    if [one["digest"] for one in fields["images"]] != proofs(shops, case):
        yield "the note carries other proofs than the shop's records name"
    if answer and answer.kind in _TELLING and answer.text not in words:
        yield "the note does not tell what the courier answered"
    if answer and answer.waybill not in words:
        yield "the note does not name the waybill"


_CHECKS: Mapping[str, Callable[[Fields, Case, Path], Iterator[str]]] = {
    "message": _message,
    "urge_reply": _urge_reply,
    "problem_report": _problem_report,
    "delay_report": _delay_report,
    "shipment": _shipment,
    "return_note": _return_note,
}
