"""What each scenario is made of: goods, place, how far the parcel came, what the shop knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qn_assist.practice.generate import goods, places
from qn_assist.practice.generate.goods import Good
from qn_assist.practice.generate.places import Place

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
        "asked_false_sign": Recipe(parcel="false_sign", answer="其他"),
        "service": Recipe(parcel="slow"),
        "late": Recipe(parcel="stalled", answer="延误"),
        "awaited": Recipe(stock=goods.awaited),
        "refund_agreed": Recipe(stock=goods.sold_out, agreement="退款"),
        "traffic_control": Recipe(ship_from=places.CONTROLLED_WAREHOUSES),
        "courier_stopped": Recipe(ship_from=places.STOPPED_WAREHOUSES),
        "unlabelled": Recipe(),
        "lost_resend": Recipe(parcel="maybe_lost", answer="丢失", agreement="补发"),
        "locker": Recipe(parcel="locker"),
    }
)

EVIDENCE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "延迟发货": ("delay-1.png", "delay-2.png", "delay-3.png"),
        "换货": ("exchange-1.png", "exchange-2.png"),
        "买家原因": ("buyer-reason-1.png",),
        "退款": ("",),
        "补发": ("",),
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
        "其他": ("已通知网点核实签收人和地点，今天答复", "正在向派件员了解签收情况"),
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

# 问题类型 of an AG ticket: what its buyer complains of.
PROBLEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "未按时发货": ("stock_ready", "no_stock", "unpublished_disaster", "relief_epidemic",
                   "relief_disaster", "agreed_delay", "agreed_exchange", "buyer_reason",
                   "awaited", "unlabelled", "refund_agreed", "traffic_control",
                   "courier_stopped"),
        "未揽收": ("not_collected", "no_waybill"),
        "物流停滞": ("stalled", "late"),
        "派送慢": ("slow",),
        "派送异常": ("unreachable", "address", "refused", "locker"),
        "包裹丢失": ("maybe_lost", "lost_resend"),
        "包裹破损": ("damaged",),
        "未收到货": ("false_sign", "asked_false_sign", "unknown_type"),
        "服务态度": ("service",),
    }
)  # fmt: skip

FEEDBACK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "未按时发货": ("说好48小时发货，到现在都没发，骗人的吧", "一直不发货也没人回我，要求赔付"),
        "未揽收": ("显示发货了，可是快递根本没揽收", "假发货！几天了都没有物流"),
        "物流停滞": ("物流好几天不动了，客服只会让我等", "快递卡在半路，打电话也没人管"),
        "派送慢": ("到了本地网点一直不派送", "两天了还在派件中，到底送不送"),
        "派送异常": ("快递说联系不上我，可我电话一直开着", "派件员没打电话就写派送失败"),
        "包裹丢失": ("快递说找不到了，商家要负责", "包裹丢了，要求退款或者补发"),
        "包裹破损": ("快递说外包装破了，东西坏了谁赔", "还没收到就说破损，不想要了"),
        "未收到货": ("显示签收了，我根本没收到", "不是我签的，东西在哪里"),
        "服务态度": ("客服态度太差了，问三遍都不回", "说话阴阳怪气的，要投诉这个客服"),
    }
)
