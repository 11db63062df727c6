"""The home page: to-do groups as the real `todoList` shapes them, and who is logged in."""

from __future__ import annotations

from qn_assist.practice.office.call import Call, Json
from qn_assist.practice.office.office import PENDING, WAIT_SEND
from qn_assist.practice.pages import ag_tickets, complaints, tasks
from qn_assist.practice.pages.parcels import counts_by_category

_CENTER = "package-center/packageMonitor"
_TASKS = "aftersales-task/list"
_COMPLAINTS = "complaint-manage/list"
_AG = "ag-tickets/list"
_AG_CODES = {
    "ag_platform_merchant": "agMerchantOrder",
    "ag_logistics": "agLogisticsOrder",
    "ag_experience": "agExperienceOrder",
}
_LEGACY = "logistics-abnormal/list"
_SOLD = "trade-platform/tp/sold"
_RATINGS = "comment-manage/list/rateWait4PC"


def todo_list(call: Call) -> list[Json]:
    """Groups `{todoId, todoTag, todoCount, todoListDetail}`. Without the right a count is null."""
    waiting = sum(live.status == WAIT_SEND for live in call.office.orders.values())
    before_sale = [("notDelivery", waiting, _SOLD), ("waitForRated", 0, _RATINGS)]
    after_sale = [
        ("pendingAfterSale", 0, "trade-platform/refund-list"),
        ("invoiceApply", 0, "merchant-invoice/"),
        ("updateAddress", 0, _SOLD),
    ]
    groups = [
        _group("1", "售前", before_sale),
        _group("2", "售后", after_sale),
        _group("3", "物流监控", _logistics(call)),
        _group("5", "小二提醒", [*_reminders(call), *_ag(call)]),
    ]
    return (
        groups if call.world.lists_allowed(call.account) else [_without_counts(g) for g in groups]
    )


def _logistics(call: Call) -> list[tuple[str, int, str]]:
    counts = counts_by_category(call)
    if call.world.settings.skin == "legacy":
        return [("logisticsAbnormal", sum(counts.values()), _LEGACY)]
    late = _late_to_ship(call)
    stage = f"{_CENTER}?tab=stage_update&stageStatus="
    return [
        ("willTimeOutDelivery", counts["ship_warning"] - late, f"{_CENTER}?tab=ship_warning"),
        ("timeOutDelivery", late, f"{_CENTER}?tab=ship_warning"),
        ("payGotException", counts["pickup_exception"], f"{_CENTER}?tab=pickup_exception"),
        # Paired by name (tickets.md §3.2): no card counts 揽收更新异常.
        ("updateException", counts["transit_update_exception"], f"{stage}transit"),
        ("deliveryException", counts["delivery_update_exception"], f"{stage}delivery"),
    ]


def _late_to_ship(call: Call) -> int:
    return sum(
        parcel.open and parcel.case.category == "ship_warning" and parcel.due_at <= call.now
        for parcel in call.office.parcels.values()
    )


def _reminders(call: Call) -> list[tuple[str, int, str]]:
    return [
        ("pendingPunishComplaint", complaints.counts(call)[PENDING], _COMPLAINTS),
        ("pendingPunish", 0, "health/violation"),
        ("pendingOrder", tasks.counts(call)[PENDING], f"{_TASKS}?tab=pending"),
        ("mktPortalRisk", 0, "starb/tmc-next/sale/seller/homepage.htm"),
    ]


def _ag(call: Call) -> list[tuple[str, int, str]]:
    """A shop without AG tickets has no cards for them."""
    if not call.office.ag_tickets:
        return []
    return [
        (code, ag_tickets.counts(call, name)[PENDING], f"{_AG}?list={name}")
        for name, code in _AG_CODES.items()
    ]


def _group(todo_id: str, tag: str, details: list[tuple[str, int, str]]) -> Json:
    return {
        "todoId": todo_id,
        "todoTag": tag,
        "todoCount": str(sum(count for _, count, _ in details)),
        "todoListDetail": [
            {
                "uiCode": code,
                "count": str(count),
                "url": f"https://myseller.taobao.com/home.htm/{route}",
            }
            for code, count, route in details
        ],
    }


def _without_counts(group: Json) -> Json:
    details = [{**detail, "count": None} for detail in group["todoListDetail"]]
    return {**group, "todoCount": None, "todoListDetail": details}


def shop_info(call: Call) -> Json:
    title = call.account.shop.name
    if call.faults.hit("two_titles") is not None:
        title = f"{call.account.shop.main_account}（主店）"
    return {
        "shopName": title,
        "loginName": call.account.login_name,
        "isMainAccount": ":" not in call.account.login_name,
        "shopType": call.world.settings.shop_type,
    }


def nothing(call: Call) -> Json:
    """The small requests of the home page whose answers nobody reads."""
    return {}
