"""The shop's facts as an ERP exports them: CSV rows that fit the generated tickets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from qn_assist.practice.generate import places
from qn_assist.practice.generate.ag_cases import generate_ag
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.generate.couriers import COURIERS, OTHER
from qn_assist.practice.generate.drafts import Source
from qn_assist.practice.generate.generator import generate
from qn_assist.practice.generate.goods import HOME_GOODS
from qn_assist.practice.generate.places import Place
from qn_assist.practice.office.clock import SHANGHAI, stamp

Row = Sequence[str]

SHIPPED_SEED, SHIPPED_TICKETS, SHIPPED_AG = 1, 120, 60
"""The tickets the example shop's own fact files belong to."""


def _shipments(cases: Iterable[Case], start: datetime) -> list[Row]:
    rows: list[Row] = []
    for case in cases:
        shipment = case.facts.shipment
        if shipment is None:
            continue
        sent = stamp(shipment.sent_at) if shipment.sent_at else ""
        parcel = (shipment.courier, shipment.waybill, sent)
        ids = [line.sub_order_id for line in case.order.lines]
        rows += [(case.order.order_id, one, *parcel) for one in ids]
    return rows


def _stock(cases: Iterable[Case], start: datetime) -> list[Row]:
    return [
        (
            good.merchant_code,
            good.title,
            str(good.stock),
            "" if good.restock_days is None else _day(start, good.restock_days),
        )
        for good in HOME_GOODS
    ]


def _relief_areas(cases: Iterable[Case], start: datetime) -> list[Row]:
    """Published areas carry the text of an announcement; unpublished disasters do not.

    An area covers every place below it. One area is over, one not begun, one is an after-sales
    place: none of the three covers a parcel shipped today.
    """
    this, year = _month(start), start.year
    ruili, manzhouli = places.EPIDEMIC_WAREHOUSES
    yingde, yangshuo = places.DISASTER_WAREHOUSES
    xiaoshan, kunshan, _, guan = places.WAREHOUSES
    rows = [
        _relief(start, ruili.area, -13, 17, "疫情", f"关于云南瑞丽地区订单免责的公告（{this}）"),
        _relief(
            start, manzhouli.area, -6, 24, "疫情", f"关于内蒙古满洲里地区订单免责的公告（{this}）"
        ),
        _relief(
            start,
            yingde.area,
            -4,
            10,
            "自然灾害",
            f"关于广东清远暴雨洪涝地区订单免责的公告（{this}）",
        ),
        _relief(
            start,
            _city(yangshuo),
            -5,
            9,
            "自然灾害",
            f"关于广西桂林强降雨地区订单免责的公告（{this}）",
        ),
        *(
            _relief(start, place.area, -3, 7, "自然灾害", "")
            for place in places.UNPUBLISHED_WAREHOUSES
        ),
        _relief(
            start,
            xiaoshan.area,
            -60,
            -32,
            "疫情",
            f"关于浙江杭州萧山地区订单免责的公告（{year}年春）",
        ),
        *(
            _relief(start, place.area, -2, 6, "交通管制", "")
            for place in places.CONTROLLED_WAREHOUSES
        ),
        *(_relief(start, place.area, -1, 5, "快递停运", "") for place in places.STOPPED_WAREHOUSES),
        _relief(start, guan.area, 20, 35, "自然灾害", f"关于河北廊坊汛期订单免责的预告（{this}）"),
    ]
    after_sales = (
        kunshan.area,
        "售后地",
        _day(start, -9),
        _day(start, 12),
        "疫情",
        f"关于江苏昆山售后地免责的公告（{this}）",
    )
    return [*rows, after_sales]  # fmt: skip


def _relief(
    start: datetime, area: str, first: int, last: int, cause: str, announcement: str
) -> Row:
    return (area, "发货地", _day(start, first), _day(start, last), cause, announcement)


def _city(place: Place) -> str:
    return place.province + place.city


def _month(start: datetime) -> str:
    return f"{start.year}年{start.month}月"


def _agreements(cases: Iterable[Case], start: datetime) -> list[Row]:
    rows: list[Row] = []
    for case in cases:
        agreement = case.facts.agreement
        if agreement is None:
            continue
        agreed_for = f"{agreement.agreed_for:%Y-%m-%d %H:%M}" if agreement.agreed_for else ""
        recorded = stamp(agreement.recorded_at)
        rows.append((case.order.order_id, agreement.kind, agreed_for, recorded, agreement.evidence))
    return rows


def _courier_contacts(cases: Iterable[Case], start: datetime) -> list[Row]:
    """A hotline (no city) and the branch of each warehouse's city; numbers are invented."""
    rows: list[Row] = []
    for number, courier in enumerate((*COURIERS, OTHER), 1):
        rows.append((courier.name, "全国客服", "", courier.hotline, "00:00-24:00"))
        for at, place in enumerate(places.ALL_WAREHOUSES, 1):
            branch = f"{place.district}{courier.short}网点"
            phone = f"400-555-{number:02d}{at:02d}"
            rows.append((courier.name, branch, place.city, phone, "08:30-20:00"))
    return rows


def _courier_answers(cases: Iterable[Case], start: datetime) -> list[Row]:
    answers = (case.facts.answer for case in cases)
    return [
        (
            answer.waybill,
            stamp(answer.asked_at),
            stamp(answer.answered_at),
            answer.kind,
            answer.text,
        )
        for answer in answers
        if answer is not None
    ]


def _day(start: datetime, days: int) -> str:
    day: date = start.astimezone(SHANGHAI).date() + timedelta(days=days)
    return day.isoformat()


Table = tuple[str, Callable[[Iterable[Case], datetime], list[Row]]]

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "shipments": ("订单号,子订单号,快递公司,运单号,发货时间", _shipments),
        "stock": ("商家编码,商品名称,可用库存,补货日期", _stock),
        "relief_areas": ("地区,类型,开始日期,结束日期,原因,公告", _relief_areas),
        "agreements": ("订单号,协商类型,约定时间,记录时间,凭证", _agreements),
        "courier_contacts": ("快递公司,网点,城市,电话,工作时间", _courier_contacts),
        "courier_answers": ("运单号,询问时间,答复时间,答复类型,内容", _courier_answers),
    }
)
TABLE_NAMES = tuple(TABLES)


def fact_csv(name: str, cases: Iterable[Case], start: datetime) -> str:
    """One table with its header line; `\\n` line ends."""
    header, rows = TABLES[name]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows(cases, start))
    return out.getvalue()


def shipped_facts(start: datetime) -> dict[str, str]:
    """`name.csv` → text of the example shop's files: both skins' tickets, tasks and AG once."""
    source = Source(SHIPPED_SEED, "2026", start)
    current = generate(source, SHIPPED_TICKETS)
    legacy = generate(Source(SHIPPED_SEED, "legacy", start), SHIPPED_TICKETS)
    parcels = (case for case in legacy if case.kind == "exception")
    cases = [*current, *parcels, *generate_ag(source, SHIPPED_AG, current)]
    return {f"{name}.csv": fact_csv(name, cases, start) for name in TABLE_NAMES}
