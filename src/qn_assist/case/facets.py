"""What a case is counted by in reports: where from and to, by whom, of what, why.

Nothing personal: of the buyer's masked address only the province is taken, and of that only a name
of the list below.
"""

from __future__ import annotations

from dataclasses import dataclass

from qn_assist.basics import text
from qn_assist.case.causes import cause_of
from qn_assist.case.known import Known
from qn_assist.case.tickets import Ticket

PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
).split()


@dataclass(frozen=True, slots=True)
class Facets:
    """None: not known. `city` is where the courier took the parcel; `item` a 商家编码."""

    city: str | None = None
    province: str | None = None
    waybill: str | None = None
    item_title: str | None = None
    courier: str | None = None
    item: str | None = None
    cause: str | None = None


def facets_of_ticket(ticket: Ticket) -> Facets:
    """What the list alone shows."""
    return Facets(
        city=ticket.pickup_city,
        province=province_of(ticket.buyer.address),
        waybill=ticket.waybill,
        item_title=ticket.item_title,
    )


def facets_of(known: Known) -> Facets:
    """With the order's page and the shop's facts: the first item stands for the order."""
    listed = facets_of_ticket(known.ticket)
    first = known.order.items[0] if known.order and known.order.items else None
    return Facets(
        city=listed.city or (known.contact.city if known.contact else None),
        province=listed.province,
        waybill=known.waybill,
        item_title=listed.item_title or (first.title if first else None),
        courier=known.courier,
        item=first.merchant_code if first else None,
        cause=cause_of(known),
    )


def province_of(address: str | None) -> str | None:
    """`浙江省杭州市西湖区***` → `浙江`; None for anything that does not begin with a province."""
    folded = text.fold(address or "")
    return next((name for name in PROVINCES if folded.startswith(name)), None)
