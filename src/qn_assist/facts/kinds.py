"""The kinds of facts: a record for each, the columns of its file, and whom a row concerns.

A kind stands here and nowhere else: its file, its place in an example and beside a decision, and
its page in the docs follow from the table. A look-up of its own, if rules ask for it, is in lookup.

Times are aware, Asia/Shanghai. Headers are those of docs/practice-console.md; the identifiers of
tickets.md §8 and what ERPs commonly write are taken as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from qn_assist.basics.language import t
from qn_assist.facts import cells as read
from qn_assist.facts.subject import Subject
from qn_assist.facts.table import FactColumn, Table

AgreementKind: TypeAlias = Literal["delay", "exchange", "refund", "resend", "buyer_reason"]


@dataclass(frozen=True, slots=True)
class Shipment:
    """`shipped_at` None: the label is printed, the parcel not yet handed over."""

    order_id: str
    courier: str
    waybill: str
    sub_order_id: str | None = None
    shipped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    merchant_code: str
    available: int
    title: str | None = None
    restock_date: date | None = None


@dataclass(frozen=True, slots=True)
class ReliefArea:
    """`since` and `until` include both days; `until` None: still in force.

    Without an announcement the area is not in the platform's published list.
    """

    area: str
    side: str
    since: date
    until: date | None
    cause: str
    announcement: str | None = None
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(t("facts.ends_before", since=self.since, until=self.until))

    @property
    def published(self) -> bool:
        return self.announcement is not None

    def in_force(self, on_date: date) -> bool:
        return self.since <= on_date and (self.until is None or on_date <= self.until)


@dataclass(frozen=True, slots=True)
class Agreement:
    order_id: str
    kind: AgreementKind
    recorded_at: datetime
    agreed_at: datetime | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    courier: str
    branch: str | None
    city: str | None
    phone: str = field(repr=False)
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class CourierAnswer:
    """`answered_at` None: asked, no answer yet."""

    waybill: str
    kind: str
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    content: str | None = None


AGREEMENT_KINDS = {
    "延迟发货": "delay",
    "换货": "exchange",
    "退款": "refund",
    "补发": "resend",
    "买家原因": "buyer_reason",
}
SIDES = {"发货地": "ship_from", "售后地": "after_sales"}
ANSWER_KINDS = {
    "丢失": "lost",
    "丢件": "lost",
    "已丢失": "lost",
    "遗失": "lost",
    "延误": "delayed",
    "破损": "damaged",
    "地址错误": "wrong_address",
    "无法联系": "unreachable",
    "拒收": "refused",
    "正常": "normal",
    "其他": "other",
}
# How an answer is written into the file: the first word of each.
ANSWER_WORDS = {kind: word for word, kind in reversed(ANSWER_KINDS.items())}

_ORDER = FactColumn(
    "order_id", ("订单号", "主订单号", "交易单号", "订单编号", "order_id"), read.id_text
)
_WAYBILL = FactColumn("waybill", ("运单号", "快递单号", "物流单号", "waybill"), read.id_text)
_TITLES = ("商品名称", "商品名", "品名", "商品标题", "title")
_COURIER = FactColumn("courier", ("快递公司", "物流公司", "courier"), read.needed_text)

SHIPMENTS = Table("shipments", "运单", Shipment, "order_id", Subject.is_order, (
    _ORDER,
    FactColumn("sub_order_id", ("子订单号", "子交易单号", "sub_order_id"), read.optional_id, False),
    _COURIER,
    _WAYBILL,
    FactColumn("shipped_at", ("发货时间", "shipped_at"), read.moment, required=False),
))  # fmt: skip
STOCK = Table("stock", "库存", Stock, "merchant_code", Subject.has_item, (
    FactColumn("merchant_code", ("商家编码", "merchant_code"), read.code_text),
    FactColumn("title", _TITLES, read.optional_text, required=False),
    FactColumn("available", ("可用库存", "库存", "available"), read.count),
    FactColumn("restock_date", ("补货日期", "restock_date"), read.day, required=False),
), nameless=True)  # fmt: skip
RELIEF_AREAS = Table("relief_areas", "免责地区", ReliefArea, "area", Subject.is_in, (
    FactColumn("area", ("地区", "area"), read.needed_text),
    FactColumn("side", ("类型", "side"), read.OneOf(SIDES)),
    FactColumn("since", ("开始日期", "from"), read.needed_day),
    FactColumn("until", ("结束日期", "to"), read.day),
    FactColumn("cause", ("原因", "cause"), read.needed_text),
    FactColumn("announcement", ("公告", "announcement"), read.optional_text),
    FactColumn("evidence", ("凭证", "evidence"), read.files, required=False),
))  # fmt: skip
AGREEMENTS = Table("agreements", "协商记录", Agreement, "order_id", Subject.is_order, (
    _ORDER,
    FactColumn("kind", ("协商类型", "类型", "kind"), read.OneOf(AGREEMENT_KINDS)),
    FactColumn("agreed_at", ("约定时间", "agreed_date"), read.until),
    FactColumn("recorded_at", ("记录时间", "recorded_at"), read.needed_moment),
    FactColumn("evidence", ("凭证", "evidence"), read.files),
))  # fmt: skip
CONTACTS = Table("courier_contacts", "网点联系方式", Contact, "courier", Subject.is_couriers, (
    _COURIER,
    FactColumn("branch", ("网点", "branch"), read.optional_text),
    FactColumn("city", ("城市", "city"), read.optional_text),
    FactColumn("phone", ("电话", "phone"), read.needed_text),
    FactColumn("hours", ("工作时间", "hours"), read.optional_text, required=False),
), doubts=False)  # fmt: skip
ANSWERS = Table("courier_answers", "快递答复", CourierAnswer, "waybill", Subject.is_parcel, (
    _WAYBILL,
    FactColumn("asked_at", ("询问时间", "asked_at"), read.moment, required=False),
    FactColumn("answered_at", ("答复时间", "answered_at"), read.moment),
    FactColumn("kind", ("答复类型", "类型", "kind"), read.OneOf(ANSWER_KINDS)),
    FactColumn("content", ("内容", "text"), read.optional_text, required=False),
))  # fmt: skip


def named(*tables: Table[Any]) -> dict[str, Table[Any]]:
    """By name; a name or a record that two of them share is refused."""
    names, records = {one.name for one in tables}, {one.record for one in tables}
    if not len(names) == len(records) == len(tables):
        raise TypeError("two kinds of facts share a name or a record")
    return {table.name: table for table in tables}


# What stands here is a kind. A bad contact says nothing about any case.
TABLES = named(SHIPMENTS, STOCK, RELIEF_AREAS, AGREEMENTS, CONTACTS, ANSWERS)
