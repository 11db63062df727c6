"""Which scenario each ticket has: cycles of twelve, the tables of docs/practice-console.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CYCLE = 12
UNKNOWN_TYPE_EVERY = 3
"""In every third cycle the place of `no_stock` is taken by a task of a type nobody knows."""

TASKS = (
    "agreed_delay", "relief_epidemic", "agreed_exchange",
    "agreed_delay", "stock_ready", "relief_disaster",
    "agreed_delay", "buyer_reason", "relief_epidemic",
    "agreed_exchange", "agreed_delay", "no_stock",
)  # fmt: skip

EXCEPTIONS_2026 = (
    ("ship_warning", "unpublished_disaster"),
    ("pickup_exception", "not_collected"),
    ("delivery_update_exception", "unreachable"),
    ("ship_warning", "stock_ready"),
    ("pickup_update_exception", "stalled"),
    ("transit_update_exception", "stalled"),
    ("ship_warning", "agreed_delay"),
    ("pickup_exception", "no_waybill"),
    ("delivery_update_exception", "address"),
    ("ship_warning", "unpublished_disaster"),
    ("transit_update_exception", "maybe_lost"),
    ("pickup_exception", "not_collected"),
)

EXCEPTIONS_LEGACY = (
    ("pickup_timeout", "unpublished_disaster"),
    ("courier_feedback", "unreachable"),
    ("transfer_timeout", "stalled"),
    ("pickup_timeout", "not_collected"),
    ("delivery_sign_timeout", "slow"),
    ("courier_feedback", "address"),
    ("transfer_timeout", "damaged"),
    ("pickup_timeout", "unpublished_disaster"),
    ("false_sign", "false_sign"),
    ("transfer_timeout", "stalled"),
    ("courier_feedback", "refused"),
    ("pickup_timeout", "not_collected"),
)

AG_SHARED_EVERY = 4
"""Every fourth AG ticket is about the order of a task or parcel that stands on another list."""

AG = (
    ("ag_logistics", "stalled"),
    ("ag_platform_merchant", "agreed_delay"),
    ("ag_experience", "slow"),
    ("ag_logistics", "maybe_lost"),
    ("ag_platform_merchant", "stock_ready"),
    ("ag_logistics", "asked_false_sign"),
    ("ag_experience", "service"),
    ("ag_logistics", "damaged"),
    ("ag_platform_merchant", "no_stock"),
    ("ag_logistics", "late"),
    ("ag_experience", "unreachable"),
    ("ag_experience", "late"),
)

# Every cause in every list where it can occur (the setting `mixed`).
TASKS_MIXED = (
    *TASKS[:6], "awaited", "unlabelled", *TASKS[6:11], "refund_agreed",
    "no_stock", "unpublished_disaster", "traffic_control", "unknown_type",
)  # fmt: skip

EXCEPTIONS_2026_MIXED = (
    *EXCEPTIONS_2026,
    ("ship_warning", "traffic_control"),
    ("ship_warning", "courier_stopped"),
    ("ship_warning", "no_stock"),
    ("ship_warning", "awaited"),
    ("pickup_update_exception", "maybe_lost"),
    ("transit_update_exception", "damaged"),
    ("transit_update_exception", "lost_resend"),
    ("delivery_update_exception", "slow"),
    ("delivery_update_exception", "refused"),
    ("delivery_update_exception", "damaged"),
    ("delivery_update_exception", "locker"),
    ("delivery_update_exception", "false_sign"),
)

EXCEPTIONS_LEGACY_MIXED = (
    *EXCEPTIONS_LEGACY,
    ("pickup_timeout", "traffic_control"),
    ("pickup_timeout", "courier_stopped"),
    ("pickup_timeout", "no_stock"),
    ("pickup_timeout", "no_waybill"),
    ("transfer_timeout", "maybe_lost"),
    ("transfer_timeout", "lost_resend"),
    ("delivery_sign_timeout", "refused"),
    ("delivery_sign_timeout", "unreachable"),
    ("courier_feedback", "damaged"),
    ("courier_feedback", "locker"),
)

CATEGORY_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "ship_warning": "发货预警",
        "pickup_exception": "揽收异常",
        "pickup_update_exception": "揽收更新异常",
        "transit_update_exception": "运输更新异常",
        "delivery_update_exception": "派送更新异常",
        "pickup_timeout": "揽收超时",
        "transfer_timeout": "中转超时",
        "delivery_sign_timeout": "派签超时",
        "false_sign": "虚假签收",
        "courier_feedback": "快递反馈异常",
        "urge_ship": "催发货",
        "unknown_type": "异地签收",
        "ag_platform_merchant": "平台商家工单通",
        "ag_logistics": "物流异常工单",
        "ag_experience": "体验协同工单",
    }
)

AG_LISTS = ("ag_platform_merchant", "ag_logistics", "ag_experience")

STAGES: Mapping[str, str] = MappingProxyType(
    {
        "pickup_update_exception": "pickup",
        "transit_update_exception": "transit",
        "delivery_update_exception": "delivery",
    }
)


@dataclass(frozen=True)
class Placement:
    """Where ticket `index` (1-based) stands: `number` in its cycle, `cycle` counted from 0."""

    kind: str
    category: str
    scenario: str
    cycle: int


def placement(index: int, skin: str) -> Placement:
    """Odd tickets are exceptions, even ones tasks."""
    cycle, number = divmod((index - 1) // 2, CYCLE)
    if index % 2:
        cycle_of_skin = EXCEPTIONS_LEGACY if skin == "legacy" else EXCEPTIONS_2026
        return Placement("exception", *cycle_of_skin[number], cycle)
    scenario = TASKS[number]
    if scenario == "no_stock" and cycle % UNKNOWN_TYPE_EVERY == UNKNOWN_TYPE_EVERY - 1:
        return Placement("task", "unknown_type", "unknown_type", cycle)
    return Placement("task", "urge_ship", scenario, cycle)


def mixed_placement(index: int, skin: str) -> Placement:
    """The same with every cause; the two cycles differ in length."""
    at = (index - 1) // 2
    if index % 2:
        table = EXCEPTIONS_LEGACY_MIXED if skin == "legacy" else EXCEPTIONS_2026_MIXED
        cycle, number = divmod(at, len(table))
        return Placement("exception", *table[number], cycle)
    cycle, number = divmod(at, len(TASKS_MIXED))
    scenario = TASKS_MIXED[number]
    category = scenario if scenario == "unknown_type" else "urge_ship"
    return Placement("task", category, scenario, cycle)


def ag_placement(number: int) -> Placement:
    """Where AG ticket `number` (1-based) stands when its order is its own."""
    cycle, at = divmod(number - number // AG_SHARED_EVERY - 1, CYCLE)
    return Placement("ag", *AG[at], cycle)
