"""`status` and `ledger`."""

WORDS = {
    "status.help": (
        "现在的情况：停没停、快到期的、不确定的、上次运行、登录多久了",
        "now: what stops it, what is due, what is unproven, the last run, the age of the login",
    ),
    "status.cooling": (
        "冷却中：{until} 前不提交",
        "cooling down: nothing is submitted before {until}",
    ),
    "status.halt": ("上次停下：{at}，{reason}", "stopped: {at}, {reason}"),
    "status.halt.remedy": (
        "接着做：qn-assist login {shop} --resume",
        "go on: qn-assist login {shop} --resume",
    ),
    "status.hours": ("看几小时内到期的", "deadlines within so many hours"),
    "status.no_run": ("还没有运行过", "no run yet"),
    "status.run": (
        "上次运行：{at}，{mode}，退出码 {code}；{states}",
        "last run: {at}, {mode}, exit code {code}; {states}",
    ),
    "status.running": (
        "上次运行：{at}，{mode}，还没结束或中途被杀",
        "last run: {at}, {mode}, still going on or killed",
    ),
    "status.login": ("登录状态：{at} 存下，{hours} 小时前", "login kept {at}, {hours} hours ago"),
    "status.no_login": ("没有存下的登录", "no login kept"),
    "status.waits": (
        "等人处理 {count} 件，其中 {hours} 小时内到期 {due} 件",
        "{count} wait for a person, {due} due within {hours} hours",
    ),
    "status.followed": (
        "跟踪中 {count} 件，{due} 件到期要看",
        "{count} cases followed, {due} due",
    ),
    "status.unknowns": ("不确定的提交 {count} 项", "{count} unproven submits"),
    "ledger.preview": (
        "预览不改台账：这一步不该在预览里发生",
        "a preview leaves the ledger as it is: this must not happen in one",
    ),
    "ledger.help": (
        "台账：查找、查看、人工核实、批准",
        "the ledger: find, show, settle, approve",
    ),
    "ledger.find.help": (
        "按任务编号或订单号的一部分查找",
        "find by a part of a ticket or order id",
    ),
    "ledger.show.help": ("一个任务的全部经过", "everything that happened to a ticket"),
    "ledger.waiting.help": ("等人处理的任务", "tickets that wait for a person"),
    "ledger.settle.help": (
        "人工看过后台，写下某项提交到底做没做",
        "a person looked at the console and says what became of a submit",
    ),
    "ledger.approve.help": (
        "批准一个等人批准的任务，下次自动运行时提交；只对显示的内容有效，会过期",
        "approve a waiting ticket for the next headless run; only what is shown, and it expires",
    ),
    "ledger.paid.help": (
        "记下一个任务一共赔付了多少，写错了再记一次",
        "record what was paid for a ticket in all; the last word counts",
    ),
    "ledger.amount": ("金额，元", "the amount, in yuan"),
    "ledger.paid": (
        "记下了：任务 {ticket} 赔付 {amount} 元，{by}",
        "Recorded: {ticket} {amount} yuan, by {by}",
    ),
    "ledger.bad_amount": ("{amount} 不是金额", "{amount} is no amount"),
    "ledger.bad_amount.remedy": ("写成 50 或 12.50", "write it like 50 or 12.50"),
    "ledger.forget.help": (
        "清空练习店铺的台账；真实店铺不行",
        "empty the ledger of a practice shop; never of a real one",
    ),
    "ledger.text": ("编号的一部分", "a part of an id"),
    "ledger.ticket": ("任务编号", "the ticket's id"),
    "ledger.id": ("台账编号（status 里 # 后面的数）", "the entry's number, after # in status"),
    "ledger.verdict": (
        "verified 已做 · not_done 没做（之后可以再做）",
        "verified: done · not_done: not done, may be done again",
    ),
    "ledger.by": ("谁看的", "who looked"),
    "ledger.note": ("看到了什么", "what was seen"),
    "ledger.yes": ("不再问一遍", "do not ask again"),
    "ledger.digest": ("批准的正是这个内容摘要", "the digest of exactly what is approved"),
    "ledger.none": ("没有找到。", "Nothing found."),
    "ledger.no_ticket": ("台账里没有任务 {ticket}", "The ledger has no ticket {ticket}"),
    "ledger.no_ticket.remedy": (
        "用 qn-assist ledger find 查找",
        "search with: qn-assist ledger find",
    ),
    "ledger.no_entry": ("没有编号 {id} 的待核实记录", "No open entry {id}"),
    "ledger.no_entry.remedy": ("编号见 qn-assist status", "see: qn-assist status"),
    "ledger.settled": ("已记下：#{id} {verdict}，{by}", "Settled: #{id} {verdict}, by {by}"),
    "ledger.not_waiting": (
        "任务 {ticket} 没有在等人批准",
        "Ticket {ticket} does not wait for an approval",
    ),
    "ledger.not_waiting.remedy": (
        "看 qn-assist ledger waiting",
        "see: qn-assist ledger waiting",
    ),
    "ledger.changed": (
        "内容已经变了：现在的摘要是 {digest}",
        "The content has changed: its digest is now {digest}",
    ),
    "ledger.changed.remedy": ("看过新内容再批准", "look at it again, then approve"),
    "ledger.confirm": ("批准以上内容？[y/N]", "Approve this? [y/N]"),
    "ledger.unconfirmed": ("没有确认，没有批准", "Not confirmed, not approved"),
    "ledger.unconfirmed.remedy": (
        "加上 --digest {digest}，或 --yes",
        "add --digest {digest}, or --yes",
    ),
    "ledger.approved": (
        "{by} 批准了任务 {ticket}，{at} 前有效",
        "{by} approved ticket {ticket}, valid until {at}",
    ),
    "ledger.not_local": (
        "{shop} 不是练习店铺，台账不能清空",
        "{shop} is no practice shop; its ledger is kept",
    ),
    "ledger.not_local.remedy": (
        "台账证明哪些已经做过，清空会重复提交",
        "the ledger proves what was done; without it things would be done twice",
    ),
    "ledger.forgotten": ("清空了 {shop} 的台账：{count} 行", "Forgot {shop}: {count} rows"),
    "ledger.entry": (
        "#{id}  {action}  {state}  {ticket}  {order}  {at}  {owner}  {detail}",
        "#{id}  {action}  {state}  {ticket}  {order}  {at}  {owner}  {detail}",
    ),
}
