"""The frame of every command: explanation, errors, options that all share."""

WORDS = {
    "app.help": (
        "千牛物流异常与催发货工单的助手：读、判断、填写、核对。",
        "Works through a 千牛 shop's tickets: read, decide, fill, prove.",
    ),
    "app.intro": (
        "qn-assist：替店铺处理千牛的 物流异常 和 催发货 工单，做完再读回来核对。\n第一次用，"
        "什么都不用准备：\n  qn-assist demo                        在练习控制台上完整演示一遍"
        "\n  qn-assist doctor --fix                检查这台电脑缺什么，能补的补上\n  "
        "qn-assist practice                    启动练习控制台，自己点点看\n  qn-assist init "
        "我的店                 建一个工作目录，里面是可改的店铺文件\n  qn-assist login 店铺 "
        "· scan · status  登录、读清单、看快到期的工单\n  qn-assist run --shop 店铺          "
        "   预演：只填不交（默认）；--mode headless 才提交\n  qn-assist watch · report       "
        "       按时自动跑、看报告\n每个命令加 --help 看说明。QN_LANG=en shows English.",
        "qn-assist works through a shop's 物流异常 and 催发货 tickets and proves each write."
        "\nThe first time, with nothing prepared:\n  qn-assist demo                        a "
        "complete show on the practice console\n  qn-assist doctor --fix                what "
        "this machine lacks; mends what it can\n  qn-assist practice                   "
        " start the practice console and click around\n  qn-assist init DIR                 "
        "   make a workspace with shop files to edit\n  qn-assist login SHOP · scan · status "
        " log in, read the lists, see what is due\n  qn-assist run --shop SHOP             "
        "dry run (default); --mode headless submits\n  qn-assist watch · report             "
        " run on a schedule, read the report\nEvery command explains itself with --help. 中文"
        "是默认语言。",
    ),
    "app.error": ("出错：{message}", "Error: {message}"),
    "app.remedy": ("怎么办：{remedy}", "What to do: {remedy}"),
    "app.interrupted": ("已中断。", "Interrupted."),
    "app.our_fault": (
        "程序出了自己的错，不是你的操作问题。详情在日志里：{log}",
        "This is our fault, not yours. Details are in the log: {log}",
    ),
    "app.no_log": ("（日志写不了）", "(no log could be written)"),
    "app.log_unwritable": ("日志写不了：{reason}", "The log cannot be written: {reason}"),
    "output.lost": (
        "显示不出来了（{reason}），不再显示；运行照常继续。",
        "Nothing can be shown any more ({reason}); the work goes on all the same.",
    ),
    "output.no_room": ("没有地方写了：{reason}", "There is no room left to write: {reason}"),
    "output.no_room.remedy": (
        "清出磁盘空间，或者把输出写到别处",
        "make room on the disk, or write the output somewhere else",
    ),
    "option.json": ("输出 JSON", "print JSON"),
    "option.workspace": (
        "工作目录（里面有 shops/ ）",
        "the workspace folder (the one holding shops/)",
    ),
    "option.verbose": ("显示更多过程", "say more about what happens"),
    "usage.no_such_option": ("没有这个选项：{name}", "No such option: {name}"),
    "usage.no_such_command": ("没有这个命令：{name}", "No such command: {name}"),
    "usage.no_subcommand": (
        "后面还少一个词：{names}",
        "A word is missing after it: {names}",
    ),
    "usage.blank": ("{name} 后面是空的", "{name} was given with nothing in it"),
    "usage.blank.remedy": (
        "写上值；要是写的是变量，看看它有没有值；不需要就整个去掉",
        "give a value (is the variable set?), or leave it out",
    ),
    "usage.missing": ("缺少：{name}", "Missing: {name}"),
    "usage.bad_value": ("{name} 的值不对：{reason}", "Bad value for {name}: {reason}"),
    "usage.reason.choice": ("只能是 {choices}", "choose from {choices}"),
    "usage.reason.integer": ("要填整数", "a whole number is needed"),
    "usage.reason.number": ("要填数字", "a number is needed"),
    "usage.reason.at_least": ("最小是 {bound}", "{bound} is the least"),
    "usage.reason.at_most": ("最大是 {bound}", "{bound} is the most"),
    "usage.reason.above": ("要大于 {bound}", "it must be more than {bound}"),
    "usage.reason.below": ("要小于 {bound}", "it must be less than {bound}"),
    "usage.negative": ("{name}：这里不能是负数", "{name}: no negative number here"),
    "usage.extra": ("多写了：{name}", "Too much: {name}"),
    "usage.no_value": ("{name} 后面少了值", "{name} needs a value behind it"),
    "usage.takes_no_value": ("{name} 后面不带值", "{name} takes no value"),
    "usage.other": ("命令写得不对：{reason}", "The command does not fit: {reason}"),
    "usage.suggest": ("是不是 {names}？", "did you mean {names}?"),
    "usage.remedy": ("看说明：{command} --help", "see: {command} --help"),
    "help.options": ("选项", "Options"),
    "help.commands": ("命令", "Commands"),
    "help.arguments": ("参数", "Arguments"),
    "help.default": ("[默认：{}]", "[default: {}]"),
    "help.required": ("[必填]", "[required]"),
    "help.help": ("显示这段说明。", "Show this message and exit."),
    "version.help": ("版本，以及程序、数据和状态各在哪里", "version, and where things live"),
    "version.line": ("qn-assist {version}", "qn-assist {version}"),
    "version.home": ("状态目录：{path}", "state folder: {path}"),
    "version.data": ("数据文件：{path}", "data files: {path}"),
    "text.no_id": ("不是编号：{shown!r}", "no id: {shown!r}"),
    "text.no_time": ("不是时间：{shown!r}", "no time: {shown!r}"),
    "text.no_date": ("不是日期：{shown!r}", "no date: {shown!r}"),
    "text.no_length": ("不是时长：{shown!r}", "no length of time: {shown!r}"),
    "text.no_sum": ("不是金额：{shown!r}", "no sum of money: {shown!r}"),
}
