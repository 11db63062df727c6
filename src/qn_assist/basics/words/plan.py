"""The plan of a dry run: why it is not applied, as a whole or for one ticket."""

WORDS = {
    "plan.verdict.act": ("执行（{rule}）", "act ({rule})"),
    "plan.verdict.skip": ("跳过（{rule}）", "skip ({rule})"),
    "plan.verdict.hand_over": ("转人工（{rule}）", "hand over ({rule})"),
    "plan.decided_otherwise": (
        "现在的决定是{now}，计划里是{planned}",
        "decided now: {now}; planned: {planned}",
    ),
    "plan.other_ticket": ("不是同一个任务", "not the same ticket"),
    "plan.ticket_changed": ("任务的内容变了", "the ticket has changed"),
    "plan.order_changed": ("订单的内容变了", "the order has changed"),
    "plan.approval_changed": ("规则的批准方式变了", "the rule's approval has changed"),
    "plan.writes_changed": ("要写的内容变了", "what would be written has changed"),
    "plan.entry_changed": (
        "任务 {ticket} 的内容被改过",
        "the entry of ticket {ticket} was changed by hand",
    ),
    "plan.changed": ("计划被改过", "the plan was changed by hand"),
    "plan.changed.remedy": (
        "重新运行 dry-run 生成计划，不要手工修改",
        "make another dry run; a plan is not to be edited",
    ),
    "plan.twice": ("有任务出现了两次", "a ticket stands in it twice"),
    "plan.another.shop": (
        "这是店铺 {made} 的计划，不是 {here} 的",
        "this is a plan of the shop {made}, not of {here}",
    ),
    "plan.another.title": (
        "计划是给店铺名 {made} 做的，现在的店铺名是 {here}",
        "the plan was made for the shop title {made}; it is {here} now",
    ),
    "plan.another.account": (
        "计划是用账号 {made} 做的，现在的账号是 {here}",
        "the plan was made with the account {made}; it is {here} now",
    ),
    "plan.another.console": (
        "计划是在控制台 {made} 上做的，现在的控制台是 {here}",
        "the plan was made on the console {made}; it is {here} now",
    ),
    "plan.another.remedy": (
        "换成这个店铺的计划，或重新运行 dry-run",
        "take this shop's plan, or make another dry run",
    ),
    "plan.version": (
        "计划是旧格式（版本 {found}，这个程序用版本 {ours}），没有提交任何东西",
        "the plan is of another form (version {found}, this program has {ours}); nothing "
        "was submitted",
    ),
    "plan.anew": ("重新运行 dry-run", "make another dry run"),
    "plan.broken": ("计划不完整或被改过", "the plan is incomplete or was changed"),
    "plan.none": ("不是计划文件", "this is no plan"),
    "plan.too_big": ("文件超过 50 MB，不是计划文件", "the file is over 50 MB: this is no plan"),
    "plan.unreadable": ("读不了计划：{reason}", "the plan cannot be read: {reason}"),
    "plan.choose": (
        "用 dry-run 最后写出的那个 .json 的路径",
        "give the path of the .json that a dry run told at its end",
    ),
    "plan.too_old": (
        "计划是 {made} 做的，后台现在 {now}，超过了 plan_hours（{hours} 小时），没有提交任何东西",
        "the plan was made at {made}; the console has {now}, which is past plan_hours ({hours}); "
        "nothing was submitted",
    ),
    "plan.from_the_future": (
        "计划写着 {made} 做的，后台现在才 {now}，没有提交任何东西",
        "the plan says it was made at {made}, but the console has {now}; nothing was submitted",
    ),
    "plan.too_old.remedy": (
        "重新运行 qn-assist run --shop {shop} 生成计划，看过再用",
        "make another plan with: qn-assist run --shop {shop}, look at it, then apply it",
    ),
}
