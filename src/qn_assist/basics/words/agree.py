"""`agree`."""

WORDS = {
    "agree.help": (
        "记下和买家的约定（协商记录），把凭证一起收好",
        "record what a buyer agreed to, with its proof",
    ),
    "agree.order": ("订单号", "the order's id"),
    "agree.kind": (
        "delay 延迟发货 · exchange 换货 · refund 退款 · resend 补发",
        "what was agreed to",
    ),
    "agree.until": (
        "约定的发货时间，如 2026-06-25 或 2026-06-25 18:00；只写日期就是到那天结束",
        "the date agreed to, like 2026-06-25 or 2026-06-25 18:00; a day lasts until its end",
    ),
    "agree.proof": (
        "聊天截图，可写多次；会复制到 facts/evidence",
        "a picture of the chat, may be repeated; it is copied to facts/evidence",
    ),
    "agree.replace": (
        "买家改了主意：以这次为准（以前的记录保留）",
        "the buyer changed their mind: this counts from now on (earlier rows are kept)",
    ),
    "agree.done": (
        "记下了：订单 {order} {kind}，{date}，凭证 {proof}",
        "Recorded: order {order}, {kind}, {date}, proof {proof}",
    ),
    "agree.no_date": ("没有约定时间", "no date"),
    "agree.bad_order": ("{order} 不是订单号", "{order} is no order id"),
    "agree.needs_date": ("延迟发货要写约定到什么时候", "A delay needs the date agreed to"),
    "agree.needs_date.remedy": ("加上 --until 2026-06-25", "add --until 2026-06-25"),
    "agree.bad_date": ("{date} 不是日期", "{date} is no date"),
    "agree.bad_date.remedy": (
        "写成 2026-06-25 或 2026-06-25 18:00",
        "write it like 2026-06-25 or 2026-06-25 18:00",
    ),
    "agree.past_date": (
        "约定的时间 {date} 已经过了（后台现在是 {now}）",
        "{date} has passed (it is {now} at the console)",
    ),
    "agree.no_proof": ("找不到凭证 {path}", "There is no proof {path}"),
    "agree.no_picture": ("{path} 不是 {types} 图片", "{path} is no picture ({types})"),
    "agree.too_big": ("{path} 超过 {most} MB", "{path} is larger than {most} MB"),
    "agree.unwritable": ("写不了 {path}：{reason}", "Cannot write {path}: {reason}"),
    "agree.unwritable.remedy": ("在 Excel 里关闭它再试", "close it in Excel and try again"),
}
