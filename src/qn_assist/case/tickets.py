"""What the console showed about one case and its order, frozen at the time of reading.

Owns the records `Ticket` and `Order` and how their console texts become values. It decides
nothing. All times are aware, in Asia/Shanghai. Buyer fields are masked by the console and are
personal data all the same: they are never logged.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qn_assist.basics import text
from qn_assist.basics.clock import AwareConsoleTime, ConsoleTime
from qn_assist.basics.language import t

PENDING, IN_REVIEW, DONE, OVERDUE, CLOSED, UNKNOWN_STATE = (
    "pending",
    "in_review",
    "done",
    "overdue",
    "closed",
    "unknown",
)

# Texts of the console's own states (tickets.md §4.1; all but 待处理 unconfirmed for 催发货).
CONSOLE_STATES = {
    "待处理": PENDING,
    "处理中": IN_REVIEW,
    "已完成": DONE,
    "已超时": OVERDUE,
    "已关闭": CLOSED,
}

# Order status texts, folded (console.md §7.1): commas differ in width on the real pages.
ORDER_STATUSES = {
    "买家已付款,等待卖家发货": "wait_ship",
    "待发货": "wait_ship",
    "卖家已发货,等待买家确认": "shipped",
    "已发货": "shipped",
    "交易成功": "success",
    "交易关闭": "closed",
    "等待买家付款": "wait_pay",
    "退款成功": "refunded",
    "退款中": "refunding",
}

# The mark that ends a remark; only the last 【 of a line can begin it.
_MARK = re.compile(
    r"(?P<by>[^【｜|】]{1,60})[｜|](?P<at>[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d)】", re.ASCII
)

# What a record's own JSON holds, as the ledger keeps it; no console writes times like this.
_STORED = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)|-?P[\dTDHMS.]+")


def _shown(value: Any) -> bool:
    return isinstance(value, str) and not _STORED.fullmatch(value)


def _time(value: Any) -> Any:
    """A number (seconds? milliseconds?) is no time: pydantic would guess which."""
    if isinstance(value, bool | int | float):
        raise ValueError(t("case.no_time", shown=value))  # noqa: TRY004 - pydantic wants a ValueError
    return text.parse_time(value) if _shown(value) else value


def _duration(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        raise ValueError(t("case.no_length", shown=value))  # noqa: TRY004 - the same
    return text.parse_duration(value) if _shown(value) else value


def _money(value: Any) -> Any:
    return text.parse_money(str(value)) if isinstance(value, str | float | int) else value


def _optional(value: Any) -> Any:
    return text.optional(value) if isinstance(value, str) else value


def _id(value: Any) -> Any:
    return text.parse_id(value) if isinstance(value, str) else value


def _optional_id(value: Any) -> Any:
    shown = _optional(value)
    return None if shown is None else _id(shown)


def _remarks(value: Any) -> Any:
    return parse_remarks(value) if isinstance(value, str) or value is None else value


Time = Annotated[AwareConsoleTime | None, BeforeValidator(_time)]
TimeLeft = Annotated[timedelta | None, BeforeValidator(_duration)]
Money = Annotated[Decimal | None, BeforeValidator(_money)]
Text = Annotated[str | None, BeforeValidator(_optional)]
Id = Annotated[str, BeforeValidator(_id)]
OptionalId = Annotated[str | None, BeforeValidator(_optional_id)]


class ConsoleRecord(BaseModel):
    """Frozen and strict about unknown keys, as every record read from a console."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Remark(ConsoleRecord):
    """One line of 备注信息. `at` is the console's `MM-DD HH:mm:ss`, which names no year."""

    text: str
    by: str | None = None
    at: str | None = None


def parse_remarks(value: str | None) -> tuple[Remark, ...]:
    """Split 备注信息 into remarks; a line without 【operator｜time】 continues the next mark."""
    found: list[Remark] = []
    pending: list[str] = []
    for line in (value or "").split("\n"):
        shown = text.tidy(line)
        if not shown or (not pending and shown in text.UNKNOWN):
            continue
        words, _, mark = shown.rpartition("【")
        match = _MARK.fullmatch(mark)
        if match is None:
            pending.append(shown)
            continue
        body = "\n".join([*pending, words]).strip()
        found.append(Remark(text=body, by=match["by"], at=match["at"]))
        pending = []
    if pending:
        found.append(Remark(text="\n".join(pending)))
    return tuple(found)


class Buyer(ConsoleRecord):
    """Masked by the console; personal data."""

    nick: Text = None
    name: Text = None
    phone: Text = None
    address: Text = None


class Ticket(ConsoleRecord):
    """One case of one list. `ticket_id` is the console's, or `<category>/<sub order id>`."""

    shop: str
    kind: str
    ticket_id: Id
    order_id: Id
    read_at: AwareConsoleTime
    category: str = ""
    type_text: Text = None
    sub_order_id: OptionalId = None
    state: str = PENDING
    state_text: Text = None
    created_at: Time = None
    deadline: Time = None
    time_left: TimeLeft = None
    waybill: OptionalId = None
    courier: Text = None
    paid_at: Time = None
    shipped_at: Time = None
    picked_up_at: Time = None
    timeout_type: Text = None
    exception_type: Text = None
    pickup_city: Text = None
    expected_compensation: Money = None
    order_service: Text = None
    item_title: Text = None
    description: Text = None
    handling_status: Text = None
    result: Text = None
    buyer: Buyer = Field(default=Buyer(), repr=False)
    remarks: Annotated[tuple[Remark, ...], BeforeValidator(_remarks)] = ()

    @property
    def open(self) -> bool:
        return self.state == PENDING

    def left(self, now: ConsoleTime) -> timedelta | None:
        """Time until the deadline the page shows; negative when late; None when it shows none."""
        if self.deadline is not None:
            return self.deadline - now
        return self.time_left - (now - self.read_at) if self.time_left is not None else None

    def digest(self) -> str:
        """16 hex digits over what a decision depends on; equal as long as the case is unchanged."""
        volatile = {"read_at", "time_left"}
        return digest_of(self.model_dump(mode="json", exclude=volatile))


class OrderItem(ConsoleRecord):
    """`sub_order_id` is None where the page does not show it."""

    title: str
    merchant_code: Text = None
    quantity: int = 1
    sub_order_id: OptionalId = None


class TraceNode(ConsoleRecord):
    """One courier event; `at` may be missing on the page."""

    at: Time = None
    text: str


class Order(ConsoleRecord):
    """An order's detail page. `trace` is newest first, empty when the page says there is none."""

    order_id: Id
    status: str
    status_text: str
    read_at: AwareConsoleTime
    items: tuple[OrderItem, ...] = ()
    ship_from: Text = None
    courier: Text = None
    waybill: OptionalId = None
    paid_at: Time = None
    promised_ship_at: Time = None
    trace: tuple[TraceNode, ...] = ()

    @property
    def waits_for_shipment(self) -> bool:
        return self.status == "wait_ship"

    def digest(self) -> str:
        return digest_of(self.model_dump(mode="json", exclude={"read_at"}))


def order_status(shown: str) -> str:
    """Identifier of an order status text; `unknown` for a text no list names."""
    return ORDER_STATUSES.get(text.fold(shown), "unknown")


def console_state(shown: str) -> str:
    """Identifier of a ticket state text, e.g. `处理中（平台审核）` → in_review."""
    folded = re.sub(r"\(.*\)$", "", text.fold(shown))
    return CONSOLE_STATES.get(folded, UNKNOWN_STATE)


def digest_of(value: Any) -> str:
    """16 hex digits of SHA-256 over canonical JSON."""
    raw = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(raw.encode()).hexdigest()[:16]
