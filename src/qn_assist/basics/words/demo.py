"""`demo`."""

WORDS = {
    "demo.help": (
        "在练习控制台上完整演示：预演、自动处理、核对、报告；不碰任何真实的店",
        "the whole job on a practice console: dry run, headless run, proof, report",
    ),
    "demo.keep": (
        "台账等全部留下，不被下一次演示替换",
        "keep everything; the next demonstration does not take its place",
    ),
    "demo.skin": ("页面版本：2026、legacy 或 both", "pages: 2026, legacy or both"),
    "demo.port": ("练习控制台的端口；0 是任意空着的", "port of the practice console; 0: any free"),
    "demo.home": ("演示用的状态目录（要是空的）", "state folder of the demonstration; empty"),
    "demo.not_empty": ("{path} 不是空的", "{path} is not empty"),
    "demo.not_empty.remedy": ("换一个空目录", "choose an empty folder"),
    "demo.skin_title": ("页面 {skin}，{tickets} 个任务", "skin {skin}, {tickets} tickets"),
    "demo.dry_left": (
        "预演之后，控制台收到的提交：{count}（应该是 0）",
        "Submits the console received after the dry run: {count} (should be 0)",
    ),
    "demo.dry_wrote": (
        "预演时控制台收到了提交！",
        "The console received submits during the dry run!",
    ),
    "demo.result": ("结果", "Result"),
    "demo.what": ("做了什么", "what"),
    "demo.wanted": ("至少", "at least"),
    "demo.truth": ("控制台收到", "console received"),
    "demo.ledger": ("台账核实", "ledger verified"),
    "demo.twice": ("重复", "repeated"),
    "demo.unknown": ("不确定的提交：{count}", "Unproven submits: {count}"),
    "demo.well": (
        "演示成功：每一项都正好一次，都核实了。",
        "The demonstration went well: everything exactly once, everything proven.",
    ),
    "demo.not_well": (
        "演示没有达到要求，见上面的红字。",
        "The demonstration fell short, see above.",
    ),
    "demo.by_hand": (
        "想自己点点看：qn-assist practice，然后另开一个窗口：qn-assist run --shop practice",
        "To click around: qn-assist practice, then in another window: "
        "qn-assist run --shop practice",
    ),
}
