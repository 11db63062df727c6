"""Courier traces: the newest node tells what the scenario says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from qn_assist.practice.generate.cases import Node
from qn_assist.practice.generate.places import Place


@dataclass(frozen=True)
class Route:
    """How far a parcel came: ordinary nodes, a special last one, hours since the newest."""

    steps: int
    last: str | None
    quiet_hours: tuple[int, int]


ROUTES = {
    "pickup_stalled": Route(1, None, (50, 75)),
    "stalled": Route(3, None, (55, 100)),
    "maybe_lost": Route(4, None, (120, 180)),
    "damaged": Route(4, "{hub}反馈：包裹外包装破损，已登记待核实", (20, 40)),
    "slow": Route(6, None, (50, 75)),
    "unreachable": Route(6, "派件异常：无法联系收件人，电话无人接听，将再次派送", (3, 20)),
    "address": Route(6, "派件异常：收件人地址不详，请核实后联系网点", (3, 20)),
    "refused": Route(6, "派件异常：收件人拒收，等待退回", (3, 20)),
    "locker": Route(6, "快递柜超时未取，请提醒收件人尽快取件", (20, 40)),
    "false_sign": Route(6, "已签收，签收人：门卫代收，如有疑问请联系派件员", (10, 30)),
}

_STEPS = (
    "【{from_city}】快递员已揽收",
    "快件已到达【{from_hub}】",
    "快件离开【{from_hub}】，已发往【{hub}】",
    "快件已到达【{hub}】",
    "快件已到达【{branch}】",
    "【{branch}】正在派件，请保持电话畅通",
)


def waiting(sent_at: datetime) -> tuple[Node, ...]:
    """The trace of a parcel marked shipped that nobody has collected."""
    return (Node(sent_at, "商家已发货，等待快递揽收"),)


def trace(
    route: Route, start: Place, end: Place, picked_up_at: datetime, newest_at: datetime
) -> tuple[Node, ...]:
    """Nodes spread evenly from pickup to the newest, newest first."""
    words = {
        "from_city": start.city,
        "from_hub": f"{start.city.removesuffix('市')}转运中心",
        "hub": f"{end.city.removesuffix('市')}转运中心",
        "branch": f"{end.city.removesuffix('市')}{end.district}网点",
    }
    texts = [*_STEPS[: route.steps], *([route.last] if route.last else [])]
    gap = (newest_at - picked_up_at) / max(len(texts) - 1, 1)
    times = [picked_up_at + gap * number for number in range(len(texts))]
    nodes = [Node(_whole(at), text.format(**words)) for at, text in zip(times, texts, strict=True)]
    return tuple(reversed(nodes))


def newest_at(route: Route, now: datetime, rng: Random) -> datetime:
    return _whole(
        now - timedelta(minutes=rng.randint(*(60 * hours for hours in route.quiet_hours)))
    )


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
