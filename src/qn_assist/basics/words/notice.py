"""What a notice tells of a pass, without a name or a text of a buyer."""

WORDS = {
    "notice.person": ("要人处理", "a person is needed"),
    "notice.look": ("{count} 件要人看", "{count} for a person to see"),
    "notice.our_fault": ("程序出错", "a fault of the program"),
    "notice.see_log": ("详情看日志", "the log has the details"),
    "notice.not_done": ("没有做成", "it was not done"),
    "notice.title": ("千牛助手 · {shop}：{title}", "qn_assist · {shop}: {title}"),
    "notice.own_fault": ("程序自己出错：{fault}", "a fault of the program: {fault}"),
    "notice.stopped": ("提前停下：{why}", "stopped early: {why}"),
    "notice.unseen": (
        "有 {count} 个任务没有在列表里读到，请到后台核对",
        "{count} tickets were read in no list; look at the console",
    ),
    "notice.half": ("有 {count} 个任务只做了一部分就结束了", "{count} tickets ended half done"),
    "notice.ticket": ("任务 {ticket} {detail}", "ticket {ticket} {detail}"),
    "notice.incomplete": (
        "清单没有读全：{title}，{fault}",
        "a list was not read whole: {title}, {fault}",
    ),
    "notice.promises": (
        "{owner}：{count} 个答应的日期快到或已过，没发货，最早 {first:%m-%d %H:%M}",
        "{owner}: {count} promised dates are near or over and not shipped, the first "
        "{first:%m-%d %H:%M}",
    ),
    "notice.reason": ("{detail}（{count} 件）", "{detail} ({count})"),
    "notice.nobody": ("没有指定", "nobody named"),
    "notice.until": ("，最早 {first:%m-%d %H:%M} 截止", ", the first by {first:%m-%d %H:%M}"),
    "notice.owner": ("{owner}：{count} 件{until}", "{owner}: {count}{until}"),
    "notice.no_address": (
        "通知地址没有设置：{reference}",
        "no address is set for notices: {reference}",
    ),
    "notice.not_sent": ("通知没有发出去：{reference}", "the notice was not sent: {reference}"),
    "notice.comma": ("，", ", "),
}
