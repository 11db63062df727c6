"""物流时效: the shop's figures of yesterday, beside its industry's. None of the metrics is known.

A day's figures follow from the seed and the day, so that a clock set forward shows other ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from qn_assist.practice.office.call import Call, Json

RANKS = ("前10%", "前30%", "前50%", "后50%", "后30%")


@dataclass(frozen=True)
class Metric:
    """`spread`: how far a day may lie from `usual`; `better` -1 where less is better."""

    name: str
    unit: str
    usual: float
    spread: float
    industry: float
    better: int
    advice: str


METRICS = (
    Metric("揽收及时率", "%", 96.0, 2.5, 97.2, 1, "提醒仓库按时交件，催网点及时揽收"),
    Metric("48小时揽收率", "%", 98.1, 1.2, 98.6, 1, "订单超24小时未揽收的先处理"),
    Metric("平均支付-签收时长", "小时", 71.0, 6.0, 68.5, -1, "缩短出库时间，或换更快的线路"),
    Metric("物流到货时长", "小时", 52.0, 4.0, 53.0, -1, "和快递核对慢的线路"),
    Metric("发货时效达成率", "%", 95.0, 2.0, 96.4, 1, "缺货的商品先下架或改发货时间"),
    Metric("物流差评率", "%", 0.62, 0.2, 0.55, -1, "逐条回访物流差评"),
)


def overview(call: Call) -> Json:
    """`{date, metrics: [{name, value, industry, rank, advice}]}`; no advice where all is well."""
    day = (call.now - timedelta(days=1)).date()
    source = call.office.source
    return {
        "date": day.isoformat(),
        "metrics": [
            _row(metric, Random(f"{source.seed}|{source.shop}|{day}|{metric.name}"))
            for metric in METRICS
        ],
    }


def _row(metric: Metric, rng: Random) -> Json:
    digits = 2 if metric.usual < 10 else 1
    value = round(metric.usual + rng.uniform(-1, 1) * metric.spread, digits)
    ahead = (value - metric.industry) * metric.better / metric.spread
    rank = 0 if ahead > 0.9 else 1 if ahead > 0.4 else 2 if ahead >= 0 else 3 if ahead > -0.9 else 4
    return {
        "name": metric.name,
        "value": f"{value}{metric.unit}",
        "industry": f"{metric.industry}{metric.unit}",
        "rank": RANKS[rank],
        "advice": metric.advice if ahead < 0 else None,
    }
