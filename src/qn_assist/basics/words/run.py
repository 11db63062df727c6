"""`run`, `scan`, `watch`, and the questions of a supervised run."""

WORDS = {
    "option.shop": ("店铺（shops/ 里的文件夹名）", "the shop: its folder name in shops/"),
    "option.shops": (
        "店铺，可写多次；不写就是所有写了 schedule 的店铺",
        "a shop, may be repeated; all that have a schedule by default",
    ),
    "option.only": (
        "只处理：种类、类别、任务编号或订单号；可写多次",
        "only these kinds, categories, ticket or order ids; may be repeated",
    ),
    "option.only.unknown": ("没有 {name} 这种任务", "No such kind or category: {name}"),
    "option.only.remedy": (
        "可选：{names}，或任务编号、订单号",
        "choose from {names}, or give an id",
    ),
    "option.source": (
        "从页面表格（rows）还是页面自己的数据（json）读",
        "read the page's rows, or the page's own JSON",
    ),
    "option.xlsx": ("写成 Excel 表格", "write a spreadsheet"),
    "option.browser": ("用这个浏览器程序", "use this browser"),
    "run.help": (
        "处理一遍一家店的任务；默认是预演：填好给你看，不提交",
        "one pass over a shop; a dry run by default: filled and shown, not submitted",
    ),
    "run.mode": (
        "dry-run 预演 · supervised 逐条问你 · headless 按规则和上限自动",
        "dry-run · supervised: asks for each · headless: by rules and limits",
    ),
    "run.limit": ("最多处理几个任务", "at most so many tickets"),
    "run.plan": ("只做这个预演计划里的，变了的不做", "apply exactly this plan of a dry run"),
    "run.answers": (
        "用准备好的回答代替提问（YAML）",
        "play prepared answers (YAML) instead of asking",
    ),
    "run.answers.mode": (
        "--answers 只用于 --mode supervised",
        "--answers goes with --mode supervised",
    ),
    "run.answers.mode.remedy": ("加上 --mode supervised", "add --mode supervised"),
    "answers.text": ("text 和 do: edit 要一起写", "text and do: edit go together"),
    "answers.text.remedy": (
        "改话术写 do: edit 和 text，其余不写 text",
        "to edit, write do: edit and text; for the rest leave text out",
    ),
    "answers.edit_any": ('ticket: "*" 不能改话术', 'ticket: "*" cannot edit'),
    "answers.edit_any.remedy": ("写明是哪个任务", "say which ticket"),
    "answers.binding": (
        "digest 和 until 只跟 do: approve 一起写，而且两个都要写",
        "digest and until go with do: approve, both together",
    ),
    "answers.binding.remedy": (
        'digest 照预演里看到的写，until 写带时区的时间，如 "2026-06-18T12:00:00+08:00"',
        'digest as the dry run showed it, until with its time zone: "2026-06-18T12:00:00+08:00"',
    ),
    "answers.bound_any": (
        'ticket: "*" 不能写 digest：摘要只属于一个任务',
        'ticket: "*" cannot have a digest: it belongs to one ticket',
    ),
    "answers.unbound": (
        "第 {number} 条回答批准了没看过的内容：只有练习后台可以这样，而 {shop} 的后台没有证明"
        "自己是练习后台",
        "Answer {number} approves what was not seen: that is for the practice console only, "
        "and {shop} has not proven to be at one",
    ),
    "answers.unbound.remedy": (
        "写明 ticket、digest（预演里看到的内容摘要）和 until；练习后台要先打开：qn-assist practice",
        "name ticket, digest (as the dry run showed it) and until; the practice console must "
        "be running: qn-assist practice",
    ),
    "answers.past": (
        "第 {number} 条回答的批准已过期：{until}",
        "The approval of answer {number} has expired: {until}",
    ),
    "answers.too_far": (
        "第 {number} 条回答的批准到 {until}，太久：最多 {minutes} 分钟",
        "The approval of answer {number} stands until {until}, too long: at most {minutes} minutes",
    ),
    "answers.until.remedy": (
        "再看一遍预演，重写 until",
        "look at a dry run again and write until anew",
    ),
    "answers.changed": (
        "准备好的批准是给 {prepared} 的，现在显示的内容摘要是 {digest}：不算批准",
        "The prepared approval is for {prepared}, what is shown now is {digest}: not approved",
    ),
    "answers.expired": (
        "准备好的批准在 {until} 已过期：不算批准",
        "The prepared approval expired at {until}: not approved",
    ),
    "answers.unproven": (
        "后台没有证明自己是练习后台：没有内容摘要的批准不算",
        "The console has not proven to be the practice console: an approval without a digest "
        "does not count",
    ),
    "run.window": ("显示或不显示浏览器窗口", "show the browser's window or not"),
    "run.no_display": (
        "这台机器没有屏幕，浏览器窗口不显示；每一项的截图路径会写出来。",
        "No display here: the browser has no window; the path of each picture is shown.",
    ),
    "run.stopping": (
        "收到。做完手上这一个就停；再按一次立即中断。",
        "Stopping after the ticket at hand; once more breaks off at once.",
    ),
    "run.failures": (
        "连续 {count} 次失败，已停止写操作：{detail}",
        "{count} failures in a row, writing has ended: {detail}",
    ),
    "run.unheard": (
        "显示进度时出错（{reason}）；运行照常继续。",
        "Showing the progress failed ({reason}); the pass goes on all the same.",
    ),
    "run.broke": ("程序出错：{fault}", "A fault of the program: {fault}"),
    "run.reading": ("读清单", "reading"),
    "run.working": ("处理", "working"),
    "run.plan_saved": ("计划：{path}", "Plan: {path}"),
    "run.plan_next": (
        "照这个计划提交：qn-assist run --shop {shop} --mode headless --plan {path}",
        "Apply it: qn-assist run --shop {shop} --mode headless --plan {path}",
    ),
    "ask.unshown": (
        "这一项显示不出来（{reason}），没人批准，不提交",
        "This could not be shown ({reason}): nobody approved it, nothing is submitted",
    ),
    "ask.heading": ("第 {number} 项，共 {of} 项", "{number} of {of}"),
    "ask.would_write": ("将要写", "would write"),
    "ask.problem": ("改的话术不行：{problem}", "The new text does not do: {problem}"),
    "ask.prompt": (
        "[a 批准] [e 改话术] [s 跳过] [h 转人工] [q 停止] >",
        "[a approve] [e edit] [s skip] [h hand over] [q stop] >",
    ),
    "ask.new_text": ("输入新的话术，空行结束：", "Type the new text; an empty line ends it:"),
    "ask.line": (">", ">"),
    "ask.what": ("不认识：{typed}", "Not understood: {typed}"),
    "ask.unanswered": ("没有回答，这一项不提交。", "No answer: this is not submitted."),
    "ask.said.skip": ("人工跳过", "skipped by a person"),
    "ask.said.hand_over": ("人工决定转人工", "handed over by a person"),
    "ask.said.stop": ("人工停止", "stopped by a person"),
    "scan.help": (
        "读一遍清单，按剩余时间排好；什么都不写",
        "read the lists, by time left; writes nothing",
    ),
    "scan.total": ("共 {count} 件，已超时 {late} 件", "{count} tickets, {late} late"),
    "watch.help": (
        "按店铺文件里的时间自动跑，直到 Ctrl+C",
        "run the shops' schedules until Ctrl+C",
    ),
    "watch.next": ("只显示接下来的几次，不运行", "only show the next times"),
    "watch.none": ("没有店铺写了 schedule", "No shop has a schedule"),
    "watch.none.remedy": (
        "在 shop.yaml 里写 schedule，例如 every: 15m",
        "write a schedule in shop.yaml, for example every: 15m",
    ),
    "watch.no_schedule": ("店铺 {shop} 没有写 schedule", "Shop {shop} has no schedule"),
    "watch.coming": ("{at}  {shop}  {mode}", "{at}  {shop}  {mode}"),
    "watch.started": ("按时运行：{shops}。停止按 Ctrl+C。", "Watching {shops}. Stop with Ctrl+C."),
    "watch.done": (
        "{at}  {shop}  {states}  报告：{page}",
        "{at}  {shop}  {states}  report: {page}",
    ),
    "watch.failed": ("{at}  {shop}  没有做成：{reason}", "{at}  {shop}  failed: {reason}"),
    "run.before.done": ("以前做过并核实了", "done and proven before"),
    "run.before.all_done": ("以前都做过并核实了", "all of it was done and proven before"),
    "run.before.unproven": (
        "上次没有核实，等人处理",
        "not proven last time; it waits for a person",
    ),
    "run.before.order": (
        "{hours} 小时内已为同一订单的任务 {ticket} 做过",
        "done for ticket {ticket} of the same order within {hours} hours",
    ),
    "run.before.order_unproven": (
        "同一订单的任务 {ticket} 还没有核实",
        "not proven yet for ticket {ticket} of the same order",
    ),
    "run.stop_not_kept": (
        "没能记下这次停止，下次运行不会知道：{fault}",
        "this stop was not kept, the next run will not know of it: {fault}",
    ),
    "run.until": (
        "；{until:%m-%d %H:%M} 前不再提交",
        "; nothing is submitted before {until:%m-%d %H:%M}",
    ),
    "run.cooling.remedy": (
        "请人处理：qn-assist login {shop} --resume；或等到那时再运行",
        "see to it: qn-assist login {shop} --resume; or wait until then",
    ),
    "run.cooling": (
        "冷却中，{until} 前不提交：{reason}",
        "cooling down, nothing is submitted before {until}: {reason}",
    ),
    "run.let_through": ("放行", "let through"),
    "run.edited_too_often": ("改了太多次，没有提交", "edited too often, not submitted"),
    "run.filled": ("已填好并回读", "filled and read back"),
    "run.left_to_person": (
        "表单已填好，这一步程序不会提交，要由人提交",
        "the form is filled; this step is submitted by a person, never by the program",
    ),
    "run.no_reason_given": ("平台没有写原因", "the platform gives no reason"),
    "run.report_rejected": (
        "延迟发货报备被驳回：{reason}。请补齐材料重新报备，或准备申诉",
        "the delay report was rejected: {reason}; complete the proof and report again, or "
        "prepare an appeal",
    ),
    "run.followed_too_long": (
        "跟踪了 {hours:g} 小时没有进展（没有看到：{missing}），请人工跟进",
        "followed for {hours:g} h without progress (not seen: {missing}); a person must go on",
    ),
    "run.followed": ("第 {number} 次跟踪，还没有进展", "follow-up {number}, no progress yet"),
    "run.follow_begins": ("开始跟踪", "the follow-up begins"),
    "run.preview": ("预览，不提交", "a preview, nothing is submitted"),
    "run.per_run_reached": (
        "本次提交已到上限 {most} 项",
        "the limit of this run is reached: {most} submits",
    ),
    "run.per_day_reached": (
        "今天提交已到上限 {most} 项",
        "the limit of today is reached: {most} submits",
    ),
    "run.little_time": (
        "剩余不足 {hours} 小时，留给人处理",
        "less than {hours} h left: left to a person",
    ),
    "run.needs_approval": ("这条规则要人批准", "this rule wants a person's approval"),
    "run.no_answer": ("没有得到回答，不提交", "nobody answered, not submitted"),
    "run.end_not_kept": (
        "运行的结果没有记进台账：{fault}",
        "the end of the run is not in the ledger: {fault}",
    ),
    "run.browser_died": ("浏览器意外关闭", "the browser closed unexpectedly"),
    "run.some_unknown": (
        "上次有提交没法核实，等人处理",
        "some earlier submits cannot be proven; a person must see to them",
    ),
    "run.not_compared": ("没有和所有任务核对：{fault}", "not compared with all tasks: {fault}"),
    "run.answer_slow": (
        "后台 {seconds} 秒才回答；console.yaml 里 request_timeout_seconds 是 {allowed}，太小，"
        "至少写两倍",
        "the console took {seconds} s to answer; request_timeout_seconds in console.yaml is "
        "{allowed}: too small, write at least twice as much",
    ),
    "run.unheld": (
        "流程没有写请求里哪里是{names}，发出前没法核对，只能由人逐条批准",
        "the flow does not say where its request carries {names}: it cannot be compared before it "
        "leaves, so only a supervised run submits it",
    ),
    "run.refused_and_seen": (
        "后台说没有接受，重新读取却看到了：{seen}；要人看",
        "the console refused it, yet a fresh read shows it: {seen}; a person must look",
    ),
    "run.accepted_not_seen": (
        "后台说接受了，重新读取却没有看到；不会再提交，要人看",
        "the console accepted it, yet a fresh read does not show it; not submitted again, a person "
        "must look",
    ),
    "run.too_early": (
        "没有看到；后台可能要过 {seconds} 秒才显示，以后再看",
        "not seen; the console may show it only after {seconds} s: to be looked at again",
    ),
    "run.never_recognised": (
        "没有看到；这个流程还从来没有被读到过，没看到不算没提交",
        "not seen; reading has never shown one of this flow, so it proves nothing",
    ),
    "run.missed_before": (
        "第二次读取到没有提交：不再自动提交，要人看",
        "shown not done for the second time: not submitted again, a person must look",
    ),
    "run.writes_blocked": (
        "拦下了没有许可的写请求：{which}",
        "writes that nobody had allowed were stopped: {which}",
    ),
    "run.stopped_as_asked": ("按要求停下", "stopped as asked"),
    "run.promise_of": ("{date:%m-%d %H:%M} 的承诺", "the promise for {date:%m-%d %H:%M}"),
    "run.neither_seen": (
        "两次读取都没有看到，也不能证明没有提交：{fault}",
        "read twice and not seen, nor is it proven that nothing was sent: {fault}",
    ),
    "run.proven_not_done": (
        "隔开时间读了两次，后台都显示没有提交",
        "read twice with time between, the console shows it was not submitted",
    ),
    "run.not_seen": ("没有看到：{fault}", "not seen: {fault}"),
    "run.ended_unproven": ("上次运行没有证明就结束了", "the last run ended without proof"),
    "run.still_open": (
        "订单已发货，任务还没有自动关闭，请到后台看：{fault}",
        "the order is shipped and the ticket has not closed by itself; look at the console: "
        "{fault}",
    ),
    "run.closed_itself": ("任务已自动关闭", "the ticket has closed by itself"),
    "run.maybe_clicked": (
        "任务 {ticket} 的“{flow}”可能已经点了提交，还没有核实：{fault}。请到后台核对这个任务"
        "；下次能写的运行会先读回，不会再点",
        "ticket {ticket}: “{flow}” may have been submitted and is not proven: {fault}. Look "
        "at this ticket in the console; the next run that may write reads it back first and "
        "does not click again",
    ),
    "run.rest_next_time": (
        "{detail}；浏览器中途关闭，其余的下次运行再做",
        "{detail}; the browser closed on the way, the rest is for the next run",
    ),
    "run.half_done": (
        "做过：{done}；没有做：{left}，请人工补上",
        "done: {done}; not done: {left}; a person must do it",
    ),
    "run.left_the_list": ("已不在列表里", "in no list any more"),
    "run.hours_left": ("只剩 {hours:.1f} 小时", "{hours:.1f} h left"),
    "run.hours_over": ("已超时 {hours:.1f} 小时", "{hours:.1f} h overdue"),
    "run.first_read": ("第一次读到时{shown}", "when first read: {shown}"),
    "run.never_read": (
        "所有任务里有（{shown}），列表里从来没有读到过",
        "all tasks have it ({shown}), the lists never did",
    ),
    "run.answered_by_other": (
        "后台已是{shown}，不是程序答复的",
        "the console says {shown}, not by the program's answer",
    ),
    "run.overdue_unanswered": ("没有答复就超时了", "it went overdue without an answer"),
    "run.only_listed": (
        "待处理里有，所有任务里没有",
        "it stands among the pending, not among all tasks",
    ),
    "run.in_ledger": ("台账里已经有了", "it is in the ledger already"),
    "run.order_read": ("读了订单和物流轨迹", "order and trace were read"),
    "run.not_planned": ("不在计划里", "not in the plan"),
    "run.not_clicked": ("没有点提交：{detail}", "submit was not clicked: {detail}"),
    "run.answer_to_submit": (
        "提交时后台的回答是：{detail}",
        "the console's answer to the submit: {detail}",
    ),
    "run.cannot_read_back": ("现在不能读回：{detail}", "it cannot be read back now: {detail}"),
    "run.refused": ("后台拒绝：{detail}", "the console refused: {detail}"),
    "run.stopped_before": ("已按要求停下", "stopped as asked"),
    "run.ticket_without_end": (
        "{minutes} 分钟还没做完，停在这里（shop.yaml 的 ticket_minutes）",
        "not done after {minutes} minutes, left as it stands (ticket_minutes in shop.yaml)",
    ),
    "run.pass_without_end": (
        "运行了 {minutes} 分钟，不再开始新的任务（shop.yaml 的 pass_minutes）",
        "after {minutes} minutes no more tickets are begun (pass_minutes in shop.yaml)",
    ),
    "run.our_fault": ("程序出错：{kind}", "a fault of the program: {kind}"),
    "run.our_fault.remedy": ("详情在日志里", "the log has the details"),
    "run.now_is": ("后台已是{shown}", "the console says {shown}"),
}
