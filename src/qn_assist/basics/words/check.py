"""`check`."""

WORDS = {
    "check.help": (
        "检查所有文件，一次列出每一处错误；--live 还到后台试每个选择器",
        "check every file, all faults at once; --live also tries every selector",
    ),
    "check.shop": ("只检查这家店，可写多次", "only this shop; may be repeated"),
    "check.live": ("登录后台，试每个选择器（什么都不点）", "try every selector on the console"),
    "check.schema": (
        "把每种文件的 JSON Schema 写到这个目录，给编辑器用",
        "write the JSON Schema of each kind of file, for editors",
    ),
    "check.schemas": ("JSON Schema 写在 {path}", "JSON Schemas are in {path}"),
    "check.loaded": ("后台：{consoles}；店铺：{shops}", "Consoles: {consoles}; shops: {shops}"),
    "check.well": ("文件都没有错。", "No file is wrong."),
    "check.alike": (
        "{shops} 的环境变量都叫 {variable}：设了也不用，请改店铺文件夹的名字，或把密码存进钥匙串",
        "{shops} share the variable {variable}: it is not used; rename a shop's folder, or keep "
        "the passwords in the keyring",
    ),
    "check.unheld": (
        "{console} 的流程 {flow}：没有写请求里哪里是{names}，发出前没法核对，只能由人逐条批准",
        "flow {flow} of {console}: it does not say where its request carries {names}, which cannot "
        "be compared before it leaves; a supervised run alone submits it",
    ),
    "check.unruled": (
        "{shop}：没有一条规则提到 {kind} 的 {category}，这类任务都会转人工",
        "{shop}: no rule is about {kind}, {category}; a person gets all of them",
    ),
    "check.unconfirmed": (
        "还没有在真实后台核对过的，共 {count} 项",
        "Not confirmed on the real console: {count}",
    ),
    "check.column.console": ("后台", "console"),
    "check.column.kind": ("什么", "what"),
    "check.column.name": ("名字", "name"),
    "check.column.note": ("说明", "note"),
    "check.kind.page": ("页面", "page"),
    "check.kind.selector": ("选择器", "selector"),
    "check.kind.flow": ("流程", "flow"),
    "check.kind.number": ("数字", "number"),
    "check.probing": ("在 {shop} 的后台试选择器", "trying selectors on {shop}'s console"),
    "check.probed": (
        "{shop}：{count} 个选择器，{good} 个找得到",
        "{shop}: {count} selectors tried, {good} found",
    ),
    "check.doubtful": ("（本来就没核对过）", " (never confirmed)"),
}
