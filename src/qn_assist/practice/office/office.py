"""The live data of one shop: orders, tasks, parcels, delay reports, and what events do to them.

It knows nothing of requests, logins or faults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from qn_assist.practice.generate.ag_cases import generate_ag
from qn_assist.practice.generate.cases import Case, Order
from qn_assist.practice.generate.drafts import Source
from qn_assist.practice.generate.generator import REPLY_HOURS, generate
from qn_assist.practice.office.clock import parse_stamp, stamp
from qn_assist.practice.office.refusal import Refusal

T = TypeVar("T")

PENDING, IN_REVIEW, DONE, OVERDUE, CLOSED = "pending", "in_review", "done", "overdue", "closed"
STATUS_TEXTS = {
    PENDING: "待处理",
    IN_REVIEW: "处理中",
    DONE: "已完成",
    OVERDUE: "已超时",
    CLOSED: "已关闭",
}

JUDGING, UPHELD, REJECTED = "处理中", "成立", "不成立"

WAIT_SEND, SENT, FINISHED, TRADE_CLOSED, REFUNDED = (
    "WAIT_SELLER_SEND_GOODS",
    "WAIT_BUYER_CONFIRM_GOODS",
    "TRADE_FINISHED",
    "TRADE_CLOSED",
    "TRADE_REFUNDED",
)
ORDER_TEXTS = {
    WAIT_SEND: "待发货",
    SENT: "已发货",
    FINISHED: "交易成功",
    TRADE_CLOSED: "交易关闭",
    REFUNDED: "退款成功",
}

MOVED_TEXT = "快件离开【中转场】，已发往下一站"
SIGNED_TEXT = "已签收，签收人：本人签收"


@dataclass
class LiveOrder:
    order: Order
    status: str
    courier: str | None
    waybill: str | None
    trace: list[tuple[datetime, str]]
    messages: list[dict[str, str]] = field(default_factory=list)

    @property
    def order_id(self) -> str:
        return self.order.order_id


@dataclass
class Task:
    """A row of 平台任务, or of the AG lists: both wait a day for one answer."""

    case: Case
    live: LiveOrder
    deadline: datetime
    state: str = PENDING
    closed_by: str = ""
    reply: dict[str, Any] | None = None
    replied_at: datetime | None = None

    def state_at(self, now: datetime) -> str:
        return OVERDUE if self.state == PENDING and now > self.deadline else self.state


@dataclass
class Parcel:
    """A row of the exception lists."""

    case: Case
    live: LiveOrder
    due_at: datetime
    remarks: list[str]
    open: bool = True
    reports: list[dict[str, str]] = field(default_factory=list)


@dataclass
class DelayReport:
    report_id: str
    fields: dict[str, Any]
    order_ids: list[str]
    submitted_at: datetime
    state: str = "审核中"
    reject_reason: str | None = None


@dataclass(frozen=True)
class Export:
    """A file somebody asked for. `table` is what it holds, headers first."""

    export_id: str
    name: str
    made_at: datetime
    ready_at: datetime
    table: list[list[str | None]]


class Office:
    """Everything one shop's back office shows."""

    def __init__(self, source: Source, tickets: int, ag: int = 0) -> None:
        self.source = source
        own = generate(source, tickets)
        self.cases = [*own, *generate_ag(source, ag, own)]
        self.orders: dict[str, LiveOrder] = {}
        self.tasks: dict[str, Task] = {}
        self.ag_tickets: dict[str, Task] = {}
        self.judgements: dict[str, str] = {}
        self.appeals: dict[str, dict[str, Any]] = {}
        self.parcels: dict[str, Parcel] = {}
        self.delay_reports: list[DelayReport] = []
        self.exports: list[Export] = []
        self._numbers = 0
        for case in self.cases:
            self._open(case)

    def _open(self, case: Case) -> None:
        live = self.orders.setdefault(case.order.order_id, _live(case))
        if case.feedback is not None and case.deadline is not None:
            self.ag_tickets[case.ticket_id] = Task(case, live, case.deadline)
        elif case.delay is not None:
            remarks = list(case.delay.remarks)
            self.parcels[case.ticket_id] = Parcel(case, live, case.delay.due_at, remarks)
        elif case.deadline is not None:
            self.tasks[case.ticket_id] = Task(case, live, case.deadline)

    def number(self, prefix: str) -> str:
        """A fresh id for a record the console makes."""
        self._numbers += 1
        return f"{prefix}{20260618 * 10_000 + self._numbers}"

    def task(self, ticket_id: str) -> Task:
        return _known(self.tasks.get, ticket_id, "任务不存在")

    def ag_ticket(self, ticket_id: str) -> Task:
        return _known(self.ag_tickets.get, ticket_id, "工单不存在")

    def parcel(self, ticket_id: str) -> Parcel:
        return _known(self.parcels.get, ticket_id, "包裹不存在")

    def order(self, order_id: str) -> LiveOrder:
        return _known(self.orders.get, order_id, "订单不存在")

    def tasks_of(self, order_id: str) -> Iterator[Task]:
        return (task for task in self.tasks.values() if task.live.order_id == order_id)

    def parcels_of(self, order_id: str) -> Iterator[Parcel]:
        return (parcel for parcel in self.parcels.values() if parcel.live.order_id == order_id)

    def ship(self, order_id: str, now: datetime, parcel: tuple[str, str] | None = None) -> None:
        """The order leaves as `parcel` (courier, waybill), else with what the shop has ready.

        Its open tickets close at once.
        """
        live = self.order(order_id)
        live.status = SENT
        live.courier, live.waybill = parcel or self._ready(live)
        live.trace.insert(0, (now, "商家已发货，等待快递揽收"))
        self._end(order_id, "ship", now)

    def _ready(self, live: LiveOrder) -> tuple[str, str]:
        printed = next((c.facts.shipment for c in self.cases if c.order is live.order), None)
        if printed is not None:
            return printed.courier, printed.waybill
        return "中通快递", f"78{self.number('')}"

    def refund(self, order_id: str, now: datetime) -> None:
        self.order(order_id).status = REFUNDED
        self._end(order_id, "refund", now)

    def urge(self, order_id: str, now: datetime) -> Task:
        """The buyer urges an order that stands in another list already: one more task."""
        live = self.order(order_id)
        case = next(one for one in self.cases if one.order is live.order)
        urged = replace(
            case,
            kind="task",
            category="urge_ship",
            ticket_id=self.number("30"),
            delay=None,
            created_at=now,
            deadline=now + timedelta(hours=REPLY_HOURS),
        )
        task = Task(urged, live, now + timedelta(hours=REPLY_HOURS))
        self.tasks[urged.ticket_id] = task
        return task

    def move_parcel(self, order_id: str, now: datetime, text: str) -> None:
        """The courier goes on: a new node, and what stood still is an exception no more."""
        self.order(order_id).trace.insert(0, (now.replace(microsecond=0), text))
        for parcel in self.parcels_of(order_id):
            parcel.open = False

    def sign_parcel(self, order_id: str, now: datetime) -> None:
        self.move_parcel(order_id, now, SIGNED_TEXT)

    def withdraw(self, ticket_id: str, now: datetime) -> None:
        """The buyer takes the urging, or the feedback of an AG ticket, back."""
        row = self.ag_tickets.get(ticket_id) or self.task(ticket_id)
        _close(row, "withdraw", now)

    def take_away(self, row: object, now: datetime) -> None:
        """A row leaves the open list without our doing; others than tasks and parcels stay."""
        if isinstance(row, Task):
            _close(row, "withdraw", now)
        elif isinstance(row, Parcel):
            row.open = False

    def _end(self, order_id: str, by: str, now: datetime) -> None:
        for task in self.tasks_of(order_id):
            _close(task, by, now)
        for parcel in self.parcels_of(order_id):
            parcel.open = False

    def judge_report(self, report_id: str, reject_reason: str | None = None) -> None:
        """The platform's word on a delay report. Passed: its open tickets get the new time."""
        report = next((r for r in self.delay_reports if r.report_id == report_id), None)
        if report is None:
            raise Refusal("NOT_FOUND", "报备不存在")
        report.reject_reason = reject_reason
        report.state = "驳回" if reject_reason else "通过"
        if not reject_reason:
            self._put_off(report)

    def _put_off(self, report: DelayReport) -> None:
        resume_at = parse_stamp(report.fields["resumeAt"])
        for order_id in report.order_ids:
            for task in self.tasks_of(order_id):
                task.deadline = max(task.deadline, resume_at)
            for parcel in self.parcels_of(order_id):
                parcel.due_at = max(parcel.due_at, resume_at)

    def judge_complaint(self, complaint_id: str, now: datetime, *, upheld: bool) -> None:
        """The platform's word on a complaint."""
        known = {one["complaintId"]: one["ticketId"] for one in self.complaints(now)}
        ticket_id = _known(known.get, complaint_id, "投诉不存在")
        self.judgements[ticket_id] = UPHELD if upheld else REJECTED

    def complaints(self, now: datetime) -> list[dict[str, str]]:
        """What the platform filed for buyers whose urging got no answer in time."""
        return [
            {
                "complaintId": f"TS{task.case.ticket_id}",
                "ticketId": task.case.ticket_id,
                "orderId": task.live.order_id,
                "type": "发货问题",
                "time": stamp(task.deadline),
                "judgement": self.judgements.get(task.case.ticket_id, JUDGING),
            }
            for task in self.tasks.values()
            if task.state_at(now) == OVERDUE
        ]


def _live(case: Case) -> LiveOrder:
    order = case.order
    trace = [(node.at, node.text) for node in order.trace]
    live = LiveOrder(order, order.status, order.courier, order.waybill, trace)
    for number, node in enumerate(order.greeting, 1):
        live.messages.append(
            {
                "messageId": f"m{case.index}-{number}",
                "sender": "buyer",
                "text": node.text,
                "time": stamp(node.at),
            }
        )
    return live


def _close(task: Task, by: str, now: datetime) -> None:
    if task.state_at(now) == PENDING:
        task.state, task.closed_by = CLOSED, by


def _known(get: Callable[[str], T | None], key: str, text: str) -> T:
    found = get(key)
    if found is None:
        raise Refusal("NOT_FOUND", text)
    return found
