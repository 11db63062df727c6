"""What each scenario is made of: goods, place, how far the parcel came, what the shop knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from . import goods, places
from .goods import Good
from .places import Place

Stock = Callable[[tuple[Good, ...]], tuple[Good, ...]]

UNSHIPPED = "unshipped"
WAITING = "waiting"
NO_WAYBILL = "no_waybill"


@dataclass(frozen=True)
class Recipe:
    """`parcel`: one of the three above or a name in traces.ROUTES."""

    parcel: str = UNSHIPPED
    stock: Stock = goods.in_stock
    ship_from: tuple[Place, ...] = places.WAREHOUSES
    printed: bool = False
    agreement: str | None = None
    answer: str | None = None


RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "agreed_delay": Recipe(stock=goods.awaited, agreement="延迟发货"),
        "agreed_exchange": Recipe(stock=goods.sold_out, agreement="换货"),
        "buyer_reason": Recipe(agreement="买家原因"),
        "relief_epidemic": Recipe(ship_from=places.EPIDEMIC_WAREHOUSES),
        "relief_disaster": Recipe(ship_from=places.DISASTER_WAREHOUSES),
        "unpublished_disaster": Recipe(ship_from=places.UNPUBLISHED_WAREHOUSES),
        "stock_ready": Recipe(printed=True),
        "no_stock": Recipe(stock=goods.sold_out),
        "unknown_type": Recipe(parcel="false_sign"),
        "not_collected": Recipe(parcel=WAITING),
        "no_waybill": Recipe(parcel=NO_WAYBILL),
        "stalled": Recipe(parcel="stalled", answer="延误"),
        "maybe_lost": Recipe(parcel="maybe_lost", answer="丢失"),
        "damaged": Recipe(parcel="damaged", answer="破损"),
        "slow": Recipe(parcel="slow", answer="延误"),
        "unreachable": Recipe(parcel="unreachable"),
        "address": Recipe(parcel="address"),
        "refused": Recipe(parcel="refused"),
        "false_sign": Recipe(parcel="false_sign"),
    }
)

EVIDENCE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "延迟发货": ("delay-1.png", "delay-2.png", "delay-3.png"),
        "换货": ("exchange-1.png", "exchange-2.png"),
        "买家原因": ("buyer-reason-1.png",),
    }
)

ANSWERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "延误": (
            "转运中心积压，已加急安排中转",
            "车辆故障，预计两日内恢复",
            "已催促派送，今明两天内更新",
        ),
        "丢失": ("多次查找未找到，确认丢失，可走理赔", "中转环节丢失，已登记理赔"),
        "破损": ("分拣时外包装破损，内物待核实", "运输中挤压破损，请提供照片理赔"),
    }
)

URGINGS = (
    "什么时候发货呀", "在吗？怎么还没发货", "都两天了还没发出来", "能不能快点发，急用",
    "帮我催一下发货好吗", "今天能发出吗", "你好，我的快递怎么还没发",
)  # fmt: skip

ASKINGS = (
    "我的快递怎么不动了", "物流好几天没更新了", "帮我查一下快递到哪了", "怎么还没收到货",
    "快递是不是丢了啊", "麻烦催一下快递", "你好，物流显示异常是怎么回事",
)  # fmt: skip

REMARKS = (
    "已反馈催发", "买家来催过，已登记", "已电话联系网点，等回复", "已安抚买家", "请仓库优先处理",
    "买家要求尽快", "网点答复今天核实",
)  # fmt: skip
OPERATORS = ("小青", "小麦", "阿宁")
