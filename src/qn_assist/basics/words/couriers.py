"""`couriers`."""

WORDS = {
    "couriers.help": (
        "催快递：按网点列出要问的包裹，记下问过和答复",
        "parcels to ask couriers about, by branch; what was asked and answered",
    ),
    "couriers.list.help": (
        "按网点列出要问的包裹，附可以直接复制的话",
        "the parcels to ask about, by branch, with texts to copy",
    ),
    "couriers.export.help": (
        "导出要发给网点的表格（.xlsx 或 .csv），没有买家信息",
        "write the table to send to branches (.xlsx or .csv), without the buyer",
    ),
    "couriers.sent.help": (
        "记下这些包裹已经问过网点",
        "mark these parcels as asked",
    ),
    "couriers.answer.help": (
        "记下快递的答复：写进台账和店铺资料，下次运行就按它判断",
        "record a courier's answer in the ledger and the facts, for the next run to decide by",
    ),
    "couriers.branch": (
        "只要这个网点或快递公司，可写多次",
        "only this branch or courier; may be repeated",
    ),
    "couriers.again": (
        "连同问过还没答复、可以再问的",
        "also what was asked, is unanswered and may be asked again",
    ),
    "couriers.all": ("连同已经答复的", "also what has been answered"),
    "couriers.days": ("只看几天内读到的任务", "only tickets read within so many days"),
    "couriers.sent_file": (
        "只记这个导出文件里的包裹（导出以后新出现的不算）",
        "only the parcels of this exported file, not what came up since",
    ),
    "couriers.unreadable": ("读不了 {path}：{reason}", "Cannot read {path}: {reason}"),
    "couriers.unreadable.remedy": (
        "写 qn-assist couriers export 导出的文件",
        "name a file written by: qn-assist couriers export",
    ),
    "couriers.no_export": ("{path} 里没有运单号", "{path} holds no waybills"),
    "couriers.by": ("谁问的", "who asked"),
    "couriers.file": ("表格文件，.xlsx 或 .csv", "the file, .xlsx or .csv"),
    "couriers.waybill": ("运单号", "the waybill"),
    "couriers.kind": (
        "答复类型：lost 丢失 · delayed 延误 · damaged 破损 · wrong_address 地址错误 · "
        "unreachable 无法联系 · refused 拒收 · normal 正常 · other 其他",
        "what was answered",
    ),
    "couriers.text": ("答复的内容", "the answer's words"),
    "couriers.nothing": ("没有要问的包裹。", "Nothing to ask."),
    "couriers.no_courier": ("（不知道哪家快递）", "(courier not known)"),
    "couriers.count": ("{count} 件", "{count}"),
    "couriers.copy": ("可以复制：", "to copy:"),
    "couriers.missing": ("不能写：{why}", "no text: {why}"),
    "couriers.standing.due": ("要问", "to ask"),
    "couriers.standing.asked": ("等答复", "waits for an answer"),
    "couriers.standing.answered": ("已答复", "answered"),
    "couriers.asked_at": ("，{at} 问的", ", asked {at}"),
    "couriers.again_at": ("，{at} 后才能再问", ", not again before {at}"),
    "couriers.column.courier": ("快递公司", "courier"),
    "couriers.column.branch": ("网点", "branch"),
    "couriers.column.waybill": ("运单号", "waybill"),
    "couriers.column.order_tail": ("订单尾号", "end of order"),
    "couriers.column.city": ("城市", "city"),
    "couriers.column.node": ("最新节点", "last node"),
    "couriers.column.since": ("从何时起", "since"),
    "couriers.column.asked": ("请核实", "what is asked"),
    "couriers.written": ("{count} 件写进 {path}", "{count} written to {path}"),
    "couriers.sent": ("记下了：{count} 件已问，{by}", "Marked as asked: {count}, by {by}"),
    "couriers.too_soon": (
        "{waybill} 刚问过，{at} 后才能再问",
        "{waybill} was asked just now; not again before {at}",
    ),
    "couriers.answered": (
        "记下了：{waybill} {kind}。也写进了 {path}",
        "Recorded: {waybill} {kind}; also in {path}",
    ),
    "couriers.no_file": ("店铺 {shop} 没有 couriers.yaml", "Shop {shop} has no couriers.yaml"),
    "couriers.no_file.remedy": (
        "从 shops/practice 复制一份来改",
        "copy the one of shops/practice and adapt it",
    ),
    "couriers.bad_ending": ("{path} 不是 .xlsx 或 .csv", "{path} is neither .xlsx nor .csv"),
    "couriers.bad_ending.remedy": ("换一个文件名", "choose another name"),
    "couriers.no_waybill": (
        "没有运单号是 {waybill} 的未完任务，也没有问过它",
        "No open ticket has the waybill {waybill}, nor was it asked about",
    ),
    "couriers.no_waybill.remedy": (
        "看 qn-assist couriers list --all",
        "see: qn-assist couriers list --all",
    ),
    "couriers.no_branch": ("没有网点或快递叫 {name}", "No branch or courier is called {name}"),
    "state.courier_asked": ("问了快递", "courier asked"),
    "state.courier_answered": ("快递答复", "courier answered"),
    "status.asks": (
        "等快递答复 {count} 件，最早 {since} 问的",
        "{count} wait for a courier's answer, the oldest since {since}",
    ),
}
