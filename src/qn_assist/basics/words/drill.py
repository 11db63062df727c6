"""`drill`."""

WORDS = {
    "drill.help": (
        "在练习控制台上演练每一种故障，核对没有一条规矩被破坏；不碰任何真实的店",
        "every fault on a practice console, and proof that no law was broken",
    ),
    "drill.seed": ("随机的种子", "seed of the random rounds"),
    "drill.rounds": (
        "随机组合的轮数；不写就每种故障各一轮",
        "number of random rounds; without it, every fault once",
    ),
    "drill.round": (
        "只重演这一轮（和 --seed 一起）",
        "play only this round again (with --seed)",
    ),
    "drill.fault": (
        "只演这一种，可以写多次",
        "only this fault, may be given several times",
    ),
    "drill.search": (
        "按语法抽：服务器、网络、页面、电脑在一次提交前后能做的事，任意组合；破了规矩就缩到最小",
        "draw from a grammar of what server, network, page and machine may do around one write; "
        "what breaks a law is made as small as possible",
    ),
    "drill.play": ("只演这一轮，写法由上一次演练打印", "play this round, as a drill printed it"),
    "drill.no_round": ("看不懂这一轮：{round}", "not a round: {round}"),
    "drill.no_round.remedy": (
        "照抄演练打印的命令",
        "copy the command that the drill printed",
    ),
    "drill.how_many": ("--search 要写几轮", "--search needs a number of rounds"),
    "drill.how_many.remedy": ("加上 --rounds 100", "add --rounds 100"),
    "drill.soak": (
        "一个主目录上连续跑这么多分钟：各种运行、各种故障、两台电脑共用台账",
        "so many minutes of lives on one home: every mode, troubles of the grammar, two machines "
        "on one ledger",
    ),
    "drill.machines": (
        "两个主目录共用一个台账，各跑真正的程序，随机杀掉再启动，这么多分钟",
        "two homes on one ledger, each with whole programs that are killed and started at random, "
        "for so many minutes",
    ),
    "drill.one_of_both": (
        "--soak 和 --machines 只能写一个，--ledger 只和 --machines 一起用",
        "--soak and --machines exclude each other, and --ledger goes with --machines",
    ),
    "drill.one_of_both.remedy": ("留下其中一个", "leave out one of them"),
    "drill.ledger": (
        "和 --machines 一起：共用的台账，一个空的 postgresql://…，别用店铺的；"
        "不写就是一个 SQLite 文件",
        "with --machines: the ledger they share, an empty postgresql://…, no shop's own; else one "
        "SQLite file",
    ),
    "drill.workers": ("同时几轮", "rounds at the same time"),
    "drill.summary": ("把数字写成 Markdown", "write the figures as Markdown"),
    "drill.bad_fault": ("没有这种故障：{name}", "There is no fault {name}"),
    "drill.bad_fault.remedy": ("有这些：{names}", "These exist: {names}"),
    "drill.bad_argument": (
        "故障的参数不对：{reason}",
        "The fault's argument does not fit: {reason}",
    ),
    "drill.bad_argument.remedy": ("见 docs/faults.md", "see docs/faults.md"),
    "drill.running": ("演练", "drill"),
    "drill.broken_off": (
        "中断了：做完 {count} 轮",
        "Broken off after {count} rounds",
    ),
    "drill.column.round": ("轮", "round"),
    "drill.column.what": ("故障", "fault"),
    "drill.column.codes": ("退出码", "exit codes"),
    "drill.column.said": ("程序说了什么", "what the assistant did"),
    "drill.column.done": ("做成/应做", "done/wanted"),
    "drill.column.laws": ("规矩", "laws"),
    "drill.held": ("守住", "held"),
    "drill.figures": (
        "{rounds} 轮，{passes} 次运行（{killed} 次被杀）；应做 {wanted}，正好一次 {done}，"
        "列给人 {listed}；浏览器自己重发：到达 {arrivals}，被接受 {resent}",
        "{rounds} rounds, {passes} passes ({killed} killed); wanted {wanted}, once {done}, "
        "listed for a person {listed}; sent again by the browser: arrived {arrivals}, "
        "accepted {resent}",
    ),
    "drill.well": ("每条规矩都守住了。", "Every law held."),
    "drill.not_well": ("有规矩被破坏，见上面的红字。", "A law was broken, see above."),
    "drill.again": ("重演：{command}", "Play it again: {command}"),
    "drill.law.once": ("不重复", "never twice"),
    "drill.law.right": ("不写错", "right ticket, right content"),
    "drill.law.dry": ("预演不提交", "a dry run writes nothing"),
    "drill.law.proven": ("说核实就真有", "verified is true"),
    "drill.law.seen": ("不漏看", "nothing unseen"),
    "drill.law.listed": ("不丢", "nothing lost in silence"),
    "drill.law.doubt": ("有疑问就停", "doubt stops writing"),
    "drill.law.private": ("不泄露", "nobody's data leaks"),
    "drill.law.named": ("失败有名有姓", "failures are named"),
    "drill.law.limit": ("不超上限", "no limit is passed"),
    "drill.law.ends": ("按时结束", "ends in time"),
}
