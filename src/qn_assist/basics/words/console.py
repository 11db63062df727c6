"""What is wrong with the files of a console and of a shop."""

WORDS = {
    "shop.no_such_kind": ("没有这种任务：{kind}", "no list has tickets of that kind: {kind}"),
    "shop.field.per_run": ("一次运行最多提交几项", "most submits in one run"),
    "shop.field.per_day": ("一天最多提交几项", "most submits in one day"),
    "shop.field.least_hours_left": (
        "剩余不足几小时的不自动提交",
        "with less than so many hours left nothing is submitted by itself",
    ),
    "shop.field.approval_minutes": (
        "人工批准几分钟内有效",
        "for how many minutes a person's approval holds",
    ),
    "shop.field.stop_after_failures": (
        "连续失败几次就停",
        "failures in a row after which writing stops",
    ),
    "shop.field.cool_down_minutes": (
        "出现验证码或限流后几分钟内不提交",
        "minutes without a submit after a captcha or a push back",
    ),
    "shop.field.order_quiet_hours": (
        "同一订单的别的任务几小时内不重复同一动作（如消息）",
        "hours within which another ticket of the order does not repeat an action such as a "
        "message",
    ),
    "shop.field.list_minutes": (
        "读一个列表最多几分钟，读不完就算没读全",
        "minutes after which a list that is not read to its end counts as incomplete",
    ),
    "shop.field.ticket_minutes": (
        "一个任务最多几分钟，到时停下，按台账留给下一次（有人看着的运行不限）",
        "minutes after which a ticket is left as its claim says (no limit where a person is asked)",
    ),
    "shop.field.pass_minutes": (
        "一次运行最多几分钟，到时不再开始新的任务（有人看着的运行不限）",
        "minutes after which a run begins no more tickets (no limit where a person is asked)",
    ),
    "shop.field.formerly": (
        "店铺改过名：以前的店名，一行一个",
        "titles that the shop had before, one a line",
    ),
    "shop.field.one_of_several": (
        "这个登录名还管着别的店铺",
        "whether its account has other shops too",
    ),
    "shop.field.promise_hours": (
        "答应的日期还剩几小时还没发货就提醒责任人",
        "hours before a promised date at which its owner is reminded",
    ),
    "shop.field.plan_hours": (
        "预演的计划几小时内可以照着提交",
        "hours for which the plan of a dry run may be submitted",
    ),
    "shop.field.unknown_looks": (
        "不确定的提交以后再读几次，之后只由人核实",
        "how often an unproven submit is read again before only a person settles it",
    ),
    "shop.field.new_context_after_tickets": (
        "做完几个任务换一个干净的浏览器环境",
        "tickets after which a clean browser context begins",
    ),
    "shop.field.new_context_after_minutes": (
        "过了几分钟换一个干净的浏览器环境",
        "minutes after which a clean browser context begins",
    ),
    "shop.field.restarts": (
        "一次运行里，浏览器意外关闭后最多重新启动几次",
        "how often a browser that died is started again in one run",
    ),
    "shop.field.title": (
        "店铺名，和后台显示的一字不差",
        "the shop's name exactly as the console shows it",
    ),
    "shop.field.account": (
        "登录名，子账号写 主账号:子账号",
        "the login, for a sub-account MAIN:SUB",
    ),
    "shop.field.policy": (
        "共用另一个文件夹的规则、话术和资料",
        "another folder whose rules, replies and facts are shared",
    ),
    "shop.field.warehouses": ("仓库名对应的省市区", "where each warehouse is"),
    "shop.field.ship_from": (
        "订单没写发货地时用的省市区",
        "place of shipment of an order that names none",
    ),
    "shop.field.after_sales": (
        "售后地的省市区，也看它免不免责",
        "place of after-sales, which may lie in a relief area too",
    ),
    "shop.field.reconcile": (
        "运行最后和“所有任务”核对",
        "at the end of a run compare with all tasks",
    ),
    "shop.field.reconcile_hours": (
        "隔几小时才再读一遍“所有任务”，0 是每次都读",
        "hours until all tasks are read again, 0 for every time",
    ),
    "shop.field.measure": (
        "每天第一次运行时读一次物流时效",
        "read the figures of logistics in the first run of a day",
    ),
    "shop.field.ships_until": ("每天最后一次交件的时间", "the last collection of a day"),
    "shop.field.forbidden_words": ("禁用词文件，一行一个", "a file of forbidden words, one a line"),
    "console.no_columns": ("columns 里没有 {missing}", "columns lack {missing}"),
    "console.reply_into": (
        "reply_into 指向的字段 {name} 不在 needs 里",
        "reply_into names the field {name}, which is not in needs",
    ),
    "console.click_submits": (
        "{target} 会提交，只能写在 submit 里",
        "{target} submits and may stand in submit only",
    ),
    "console.no_such": ("没有叫 {name} 的后台", "there is no console named {name}"),
    "console.there_are": ("可用的有：{known}", "there are: {known}"),
    "console.no_selector": (
        "没有叫 {reference} 的选择器",
        "there is no selector named {reference}",
    ),
    "console.spelling": ("检查拼写", "check the spelling"),
    "console.one_flow": (
        "{kind} 流程应正好有一个，现有 {count} 个",
        "one flow of kind {kind} should be there; there are {count}",
    ),
    "console.unconfirmed": (
        "来源是 unconfirmed，不能写 confirmed: true",
        "the source is unconfirmed, so confirmed: true may not stand here",
    ),
    "console.unconfirmed.remedy": (
        "查到出处后把 mark 改成 public",
        "set the mark to public when the source is found",
    ),
    "console.no_pattern": ("{value} 不是正则表达式", "{value} is no regular expression"),
    "console.no_pattern.remedy": ("例如 YT[0-9]{13}", "for example YT[0-9]{13}"),
    "console.no_key": ("platform.yaml 里没有 {key}", "platform.yaml has no {key}"),
    "console.no_number": ("platform.yaml 的 {key} 不是数字", "{key} in platform.yaml is no number"),
    "console.not_two": (
        "platform.yaml 的 {key} 不是两个数",
        "{key} in platform.yaml is not two numbers",
    ),
    "console.too_soon": (
        "{seconds} 秒太短，至少 {least} 秒：真实后台慢起来会超过，同样的话就会发两次",
        "{seconds} s is too short, at least {least} s: a slow console takes longer, and the same "
        "would be sent twice",
    ),
    "console.too_soon.remedy": (
        "宁可写大：只影响没有得到回答的提交",
        "rather too large: only submits without an answer are concerned",
    ),
    "console.one_witness": ("每条线索只能写一种：{kinds}", "each witness is of one kind: {kinds}"),
    "console.row_key": (
        "行（is: row）必须写 key，按编号找行，不按位置",
        "a row (is: row) needs a key: rows are found by id, never by position",
    ),
    "shop.address_here": ("这里写着地址，里面有密钥", "this is an address with a secret in it"),
    "shop.address_here.remedy": (
        "放进环境变量，比如 QN_NOTIFY，这里写 env:QN_NOTIFY",
        "put it into an environment variable such as QN_NOTIFY and write env:QN_NOTIFY here",
    ),
    "shop.no_reference": ("{value} 不是引用", "{value} is no reference"),
    "shop.no_reference.remedy": (
        "写成 env:变量名 或 keyring:条目名",
        "write env:NAME or keyring:NAME",
    ),
    "shop.no_address": ("{value} 不是网址", "{value} is no web address"),
    "shop.no_address.remedy": ("写成 https://主机名/路径", "write https://HOST/PATH"),
    "shop.address_parts": (
        "网址里不能有账号、问号或井号",
        "no account, question mark or hash in the address",
    ),
    "shop.address_parts.remedy": ("只写到路径为止", "write it up to the path"),
    "shop.not_encrypted": ("{value} 没有加密", "{value} is not encrypted"),
    "shop.not_encrypted.remedy": ("改成 https://", "use https://"),
    "shop.empty": ("不能为空", "may not be empty"),
    "shop.empty.remedy": ("照后台显示的写", "write it as the console shows it"),
    "shop.no_cron": ("{value} 不是五段的 cron", "{value} is no cron line of five fields"),
    "shop.no_cron.remedy": (
        '例如 "*/15 9-22 * * *"：9 到 22 点每 15 分钟',
        'for example "*/15 9-22 * * *": every 15 minutes from 9 to 22',
    ),
    "shop.no_interval": ("{value} 不是间隔", "{value} is no interval"),
    "shop.no_interval.remedy": (
        "写成 15m（分钟）或 1h（小时）",
        "write 15m (minutes) or 1h (hours)",
    ),
    "shop.cron_or_every": ("cron 和 every 要正好写一个", "write cron or every, one of them"),
    "shop.cron_or_every.remedy": ("例如 every: 15m", "for example every: 15m"),
    "shop.no_clock": ("{value} 不是钟点", "{value} is no time of day"),
    "shop.no_clock.remedy": ('写成 "18:30"', 'write "18:30"'),
    "shop.words_unreadable": ("禁用词文件读不了", "the file of forbidden words cannot be read"),
    "shop.words_unreadable.remedy": ("要有这个文件，编码 UTF-8", "it must be there, in UTF-8"),
    "shop.words_long": ("禁用词文件超过 1 MB", "the file of forbidden words is over 1 MB"),
    "shop.words_long.remedy": ("只留要禁的词", "keep the words to forbid only"),
    "shop.no_folder": ("没有文件夹 {name}", "there is no folder {name}"),
    "shop.no_folder.remedy": (
        "写相对路径，如 ../practice",
        "write a relative path such as ../practice",
    ),
    "console.one_expectation": (
        "equals、one_of、contains 必须正好写一个",
        "write equals, one_of or contains, one of them",
    ),
    "console.one_verb": ("每一步正好写一个动作：{verbs}", "each step is one verb: {verbs}"),
}
