"""`platform.yaml`, and what refers to it: flows, limits, the schedule."""

WORDS = {
    "platform.unread": (
        "没有流程也没有程序读 {key}，改它不起作用",
        "neither a flow nor the program reads {key}: changing it does nothing",
    ),
    "platform.unread.remedy": (
        "在流程里引用它，写 {{platform: {key}}}，或删掉这一项",
        "refer to it in a flow as {{platform: {key}}}, or remove it",
    ),
    "platform.absent": ("缺少程序要读的 {key}", "{key}, which the program reads, is missing"),
    "platform.texts": ("{key} 要写成文字或文字的列表", "{key} must be a text or a list of texts"),
    "platform.texts.remedy": ("例如 [jpg, png]", "for example [jpg, png]"),
    "platform.range": (
        "{key} 要是 {least:g} 到 {most:g} 之间的数",
        "{key} must be a number from {least:g} to {most:g}",
    ),
    "platform.whole": ("写一个整数，不加引号", "write a whole number without quotes"),
    "platform.number": ("写一个数，不加引号", "write a number without quotes"),
    "platform.pair": ("写两个整数，例如 [15, 19]", "write two whole numbers, e.g. [15, 19]"),
    "platform.no_key": (
        "platform.yaml 里没有 {key}",
        "platform.yaml has no {key}",
    ),
    "platform.referred": (
        "{message}（值出自 platform.yaml 的 {key}，{file}:{line}）",
        "{message} (the value is {key} of platform.yaml, {file}:{line})",
    ),
    "flow.no_selector": ("没有叫 {name} 的选择器", "there is no selector {name}"),
    "flow.no_selector.remedy": (
        "检查拼写，或在 selectors/ 里补上",
        "check the spelling, or add it in selectors/",
    ),
    "flow.no_kind": ("不认识的流程种类 {kind}", "unknown kind of flow {kind}"),
    "flow.no_kind.remedy": ("可用：{known}", "there are: {known}"),
    "flow.options": (
        "选项要写明各自声称什么：选项: [claim, …]，没有就写 []",
        "each option must say what it claims: option: [claim, …], or [] for nothing",
    ),
    "flow.options.remedy": (
        "一行一个，例如 疫情原因: [relief_epidemic]；能写的在 docs/replies.md",
        "one a line, e.g. sold_out: [out_of_stock]; the claims are in docs/replies.md",
    ),
    "flow.nothing_newer": (
        "没有写什么能证明是这次点击之后才有的",
        "nothing says what is newer than the click",
    ),
    "flow.not_looked_at": (
        "changes 写的 {target} 不在 identity 里，点击之前没有看",
        "{target} of changes is not among identity: nobody looks at it before the click",
    ),
    "flow.nothing_newer.remedy": (
        "写 changes（identity 里点击后一定会变的那一项），或 not_yet（填写之前看还没有的步骤）",
        "write changes (what identity shows and the click surely changes), or not_yet (steps that "
        "see, before anything is filled, that it is not there)",
    ),
    "flow.absent_alone": (
        "absent 里 {target} 没看到，也没有看到同类的别的东西：选择器失效时也会这样",
        "absent does not find {target} and finds nothing of its kind: so would a dead selector",
    ),
    "flow.absent_alone.remedy": (
        "加一步 wait_for，等同一处、同一种的别的内容",
        "add a wait_for for something else of the same kind in the same place",
    ),
    "flow.open_choice": (
        "选择的字段要么写 options，要么写 fact：不然选什么都不用依据",
        "a choice needs options or a fact: else anything may be chosen without evidence",
    ),
    "flow.open_choice.remedy": (
        "写 options，每个选项带上 claims；或写 fact: 符号名",
        "write options, each with its claims; or fact: symbol",
    ),
    "flow.nameless": (
        "要点击的 {name} 没有名字：只靠位置或样式，页面一变就会点到别的东西",
        "{name} is clicked and names nothing: found by its place or style alone, it is another "
        "control once the page changes",
    ),
    "flow.nameless.remedy": (
        "在选择器里写 name（按钮上的字），或用 text、label、id、test_id 之一",
        "give the selector a name (the words on the button), or one of text, label, id, test_id",
    ),
    "flow.seen_nothing": (
        "verify 里没有要看到的东西：什么都没看到也会通过",
        "verify asks for nothing that is seen: it would pass on an empty page",
    ),
    "flow.seen_nothing.remedy": (
        "加上 expect、expect_row 或 wait_for，写提交之后才看得到的东西",
        "add expect, expect_row or wait_for of what is shown only after the submit",
    ),
    "flow.gone_alone": (
        "wait_gone: {target} 旁边没有要看到的东西：选择器一失效，它马上就通过",
        "wait_gone: {target} stands alone: once its selector matches nothing it passes at once",
    ),
    "flow.gone_alone.remedy": (
        "在同一段里加上 wait_for 或 expect，写那时应该看到的东西",
        "add wait_for or expect to the same section, of what must be shown then",
    ),
    "flow.what_date": (
        "日期字段没有写 promises：不知道它是不是答应买家的发货时间",
        "a date says nothing of what it promises: it may be the day by which a buyer expects the "
        "parcel",
    ),
    "flow.what_date.remedy": (
        "答应买家的发货时间写 promises: agreed_delay，别的日期写 promises: nothing",
        "write promises: agreed_delay for the day by which it ships as agreed with the buyer, "
        "promises: nothing for any other date",
    ),
    "flow.fixed_choice": (
        "这个流程自己选了“{option}”，要写明它声称什么",
        "this flow chooses “{option}” itself and must say what that claims",
    ),
    "flow.fixed_choice.remedy": (
        "在流程里加 claims: [...]；什么都没有声称就写 claims: []",
        "add claims: [...] to the flow; claims: [] if it says nothing",
    ),
    "limits.too_few": (
        "规则 {rule}（{file}:{line}）要提交 {count} 项，{limit} 只有 {most}：永远轮不到它",
        "rule {rule} ({file}:{line}) submits {count}, {limit} is {most}: it would never be done",
    ),
    "limits.too_few.remedy": (
        "{limit} 至少写 {count}，或把规则的动作减到 {most} 项",
        "write at least {count} for {limit}, or leave the rule {most}",
    ),
    "schedule.supervised": (
        "定时运行时没有人在，不能逐条批准",
        "a scheduled run has nobody to ask, so it cannot be supervised",
    ),
    "schedule.supervised.remedy": (
        "写 dry-run 或 headless；要人批准的规则写 approval: person",
        "write dry-run or headless; what a person must approve is approval: person in rules.yaml",
    ),
    "schedule.too_long": ("{value} 太长，最长 168h（一周）", "{value} is too long: at most 168h"),
    "schedule.too_long.remedy": ("更少的运行用 cron", "for rarer runs use cron"),
}
