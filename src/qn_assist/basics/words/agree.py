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
    "agree.unknown_order": (
        "这个订单从没读到过，资料里也没有，照样记下",
        "record it for an order that was never read and stands in no facts file",
    ),
    "agree.bad_order": ("{order} 不是订单号", "{order} is no order id"),
    "agree.bad_order.remedy": (
        "从后台或 qn-assist status 里复制订单号",
        "copy the order's id from the console or from: qn-assist status",
    ),
    "agree.no_order": (
        "{order} 不像订单号：没有读到过它，资料里也没有，订单号是 {least} 到 {most} 位数字",
        "{order} does not look like an order id: it was never read and stands in no facts file, "
        "and order ids have {least} to {most} digits",
    ),
    "agree.no_order.remedy": (
        "从后台或 qn-assist status 里复制完整的订单号",
        "copy the whole id from the console or from: qn-assist status",
    ),
    "agree.ask_unknown": (
        "没有读到过订单 {order}，店铺资料里也没有它。号码没有抄错，照样记下吗？[y/N] ",
        "The order {order} was never read and stands in no facts file. Is the number right, and "
        "is the agreement to be recorded? [y/N] ",
    ),
    "agree.never_read": (
        "没有读到过订单 {order}，店铺资料里也没有它",
        "The order {order} was never read and stands in no facts file",
    ),
    "agree.never_read.remedy": (
        "核对号码；确实是它，就加上 --unknown-order",
        "check the number; if it is right, add --unknown-order",
    ),
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
    "agree.past_date.remedy": (
        "写买家同意的、以后的日期；没有这样的日期就再问买家",
        "write the date ahead that the buyer agreed to; without one, ask the buyer again",
    ),
    "agree.no_proof": ("读不了凭证 {path}：{reason}", "Cannot read the proof {path}: {reason}"),
    "agree.no_proof.remedy": (
        "写聊天截图的完整路径，文件名里有空格要加引号",
        "give the whole path of the screenshot, in quotes if it has spaces",
    ),
    "agree.no_picture": ("{path} 不是 {types} 图片", "{path} is no picture ({types})"),
    "agree.no_picture.remedy": (
        "截一张聊天记录的图，存成 png 或 jpg",
        "take a screenshot of the chat and save it as png or jpg",
    ),
    "agree.bad_picture": ("{path} 不能当凭证：{fault}", "{path} is no proof: {fault}"),
    "agree.bad_picture.remedy": (
        "自己先打开看看，打不开或看不清就重新截图",
        "open it yourself; if it does not open or shows nothing, take the screenshot again",
    ),
    "agree.too_big": ("{path} 超过 {most} MB", "{path} is larger than {most} MB"),
    "agree.too_big.remedy": (
        "只截聊天的那一段，或另存为 jpg",
        "crop it to the part that counts, or save it as jpg",
    ),
}
