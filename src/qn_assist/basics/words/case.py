"""One case: why it came up, how it ends, what is wrong with what was read of it."""

WORDS = {
    "case.limit_hours": (
        "limit_hours 比 after_hours 短",
        "limit_hours is shorter than after_hours",
    ),
    "case.limit_hours.remedy": (
        "limit_hours 要不小于 after_hours",
        "limit_hours may not be less than after_hours",
    ),
    "case.permit.minted": (
        "提交许可只能由台账的认领产生",
        "a permit to submit comes from a claim of the ledger only",
    ),
    "case.permit.used": ("提交许可已用过：{key}", "this permit to submit was used: {key}"),
    "case.permit.other": (
        "提交许可与要提交的内容不符：{key}",
        "this permit to submit is for something else: {key}",
    ),
    "case.promise.breaks": (
        "已向买家承诺 {promised:%m月%d日}，现在会变成 {new:%m月%d日}；和买家重新约好后用"
        " qn-assist agree 记下来",
        "the buyer was promised {promised:%m-%d}; it would now become {new:%m-%d}; agree "
        "with the buyer anew and record it with qn-assist agree",
    ),
    "case.no_time": ("不是时间：{shown!r}", "no time: {shown!r}"),
    "case.no_length": ("不是时长：{shown!r}", "no length of time: {shown!r}"),
    "cause.lost": ("丢失", "lost"),
    "cause.damaged": ("破损", "damaged"),
    "cause.wrong_address": ("地址错误", "wrong address"),
    "cause.unreachable": ("联系不上", "buyer not reached"),
    "cause.refused": ("拒收或退回", "refused or returned"),
    "cause.false_sign": ("虚假签收", "signed falsely"),
    "cause.disaster": ("灾害或疫情", "disaster or epidemic"),
    "cause.no_stock": ("缺货", "out of stock"),
    "cause.not_collected": ("未揽收", "not collected"),
    "cause.delayed": ("延误", "delayed"),
    "ending.parcel_moved": ("包裹有了新的物流记录", "the parcel has a new trace"),
    "ending.signed": ("包裹已签收", "the parcel is signed for"),
    "ending.shipped": ("订单已发货", "the order is shipped"),
    "ending.refunded": ("订单已退款", "the order is refunded"),
    "ending.closed": ("订单已关闭", "the order is closed"),
    "ending.ticket_closed": ("任务已关闭", "the ticket is closed"),
    "ending.report_accepted": ("延迟发货报备已通过", "the delay report is accepted"),
}
