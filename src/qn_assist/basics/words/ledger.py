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
    "status.followed": ("跟踪中 {count} 件，{due} 件到期要看", "{count} cases followed, {due} due"),
    "status.unknowns": ("不确定的提交 {count} 项", "{count} unproven submits"),
    "ledger.preview": (
        "预览不改台账：这一步不该在预览里发生",
        "a preview leaves the ledger as it is: this must not happen in one",
    ),
    "ledger.two_shops": (
        "台账里有两家店都像是这一家：{names}",
        "the ledger knows two shops that may be this one: {names}",
    ),
    "ledger.two_shops.remedy": (
        "看看 shop.yaml 的 title 和 formerly，只留这家店自己的店名",
        "look at title and formerly in shop.yaml and keep only this shop's own titles",
    ),
    "ledger.new_title": (
        "登录名 {account} 在台账里是店铺“{title}”，现在店名不同：不知道是改名了，还是另一家店",
        'the account {account} is the shop "{title}" in the ledger, and its title is another now: '
        "renamed, or another shop?",
    ),
    "ledger.new_title.remedy": (
        "店铺改了名，在 shop.yaml 里写 formerly: [“{title}”]；"
        "同一个登录名管着几家店，写 one_of_several: true",
        'if it was renamed, write formerly: ["{title}"] into shop.yaml; '
        "if the account has several shops, write one_of_several: true",
    ),
    "ledger.known_elsewhere": (
        "这些任务在台账里记在“{name}”名下，现在没有这个店铺文件夹：文件夹改过名？",
        'the ledger has these very tickets under "{name}", a shop folder that is not there any '
        "more: was the folder renamed?",
    ),
    "ledger.known_elsewhere.remedy": (
        "把文件夹改回“{name}”提交一次，台账就认得这家店了，以后再改名也不要紧",
        'name the folder "{name}" again for one writing run: after it the ledger knows the shop '
        "by its account, whatever its folder is called",
    ),
    "ledger.lease_lost": (
        "这家店现在由另一台电脑提交",
        "another machine writes for this shop now",
    ),
    "ledger.lease_lost.remedy": (
        "一家店只在一台电脑上定时运行；看看哪一台该停",
        "run a shop's schedule on one machine only; see which of them should stop",
    ),
    "ledger.no_lease": (
        "没有先取得这家店的提交权，我们的错",
        "nothing may be claimed without the shop's lease: our fault",
    ),
    "ledger.help": ("台账：查找、查看、人工核实、批准", "the ledger: find, show, settle, approve"),
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
    "ledger.nothing_waits": (
        "台账里还没有店铺跑过，没有要人处理的。",
        "No shop has had a run yet, nothing waits for a person.",
    ),
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
    "ledger.not_waiting.remedy": ("看 qn-assist ledger waiting", "see: qn-assist ledger waiting"),
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
    "ledger.approval_whole": (
        "批准必须写明是谁、批准了什么内容",
        "an approval must say who approves what",
    ),
    "ledger.approval_past": ("批准的有效期已经过去", "the approval would be over already"),
    "ledger.who": ("没有写是谁", "it is not written who"),
    "ledger.who.remedy": ("加上 --by 名字", "add --by NAME"),
    "ledger.no_claim": ("台账里没有这条认领：{claim}", "the ledger has no such claim: {claim}"),
    "ledger.old_attempt": (
        "这条认领已经是第 {now} 次，第 {was} 次的结果不再算数：{claim}",
        "this claim is in its attempt {now}; what attempt {was} brought does not count any "
        "more: {claim}",
    ),
    "ledger.not_unknown": ("这条认领不是不确定的：{claim}", "this claim is not unknown: {claim}"),
    "ledger.settled_by": ("人工处理必须写明是谁", "what a person settles must say who"),
    "ledger.address": ("看不懂台账的地址", "this is no address of a ledger"),
    "ledger.wait": (
        "台账地址里的等待时间不对：timeout={asked}",
        "not a wait that ends, in the address of the ledger: timeout={asked}",
    ),
    "ledger.wait.remedy": ("写 0 到 {most} 之间的秒数", "write seconds between 0 and {most}"),
    "ledger.address.remedy": (
        "写文件路径或 postgresql://…",
        "write the path of a file, or postgresql://…",
    ),
    "ledger.backend": ("台账不支持这种数据库：{backend}", "the ledger cannot be kept in {backend}"),
    "ledger.backend.remedy": (
        "用文件路径或 postgresql://…",
        "use the path of a file, or postgresql://…",
    ),
    "ledger.driver": ("缺少 PostgreSQL 驱动", "the driver for PostgreSQL is missing"),
    "ledger.not_followed": (
        "台账里没有在跟踪这个任务：{ticket}",
        "the ledger follows no such ticket: {ticket}",
    ),
    "ledger.no_step": ("台账不允许的状态变化：{was} → {to}", "the ledger has no step {was} → {to}"),
    "ledger.no_settling": (
        "这条记录的状态是 {was}，不能人工改为 {to}",
        "this entry is {was} and cannot be settled as {to}",
    ),
    "ledger.no_settling.remedy": (
        "先用 qn-assist ledger 查看这条记录",
        "look at it first: qn-assist ledger",
    ),
    "ledger.version": ("台账版本 {versions}", "version {versions} of the ledger"),
    "ledger.no_run": ("没有正在进行的运行：{run}", "no such run is going on: {run}"),
    "ledger.no_zone": (
        "台账只接受带时区的时间：{moment}",
        "the ledger takes times with a zone only: {moment}",
    ),
    "database.busy": (
        "台账被别的程序占用，没有写入任何内容",
        "another program has the ledger, nothing was written",
    ),
    "database.read_only": (
        "台账是只读的，没有写入任何内容",
        "the ledger is read-only, nothing was written",
    ),
    "database.full": (
        "磁盘已满，台账没有写入任何内容",
        "the disk is full, nothing was written into the ledger",
    ),
    "database.disk": ("磁盘读写出错，台账不可用", "the disk fails, the ledger cannot be used"),
    "database.cannot_open": ("打不开台账", "the ledger does not open"),
    "database.damaged": (
        "台账文件已损坏，或不是台账文件",
        "the file of the ledger is damaged, or is no ledger",
    ),
    "database.no_server": (
        "连不上台账的数据库服务器",
        "the ledger's database server does not answer",
    ),
    "database.too_new": (
        "台账由更新版本的程序写成，本版本不能使用",
        "the ledger was written by a newer program and cannot be used by this one",
    ),
    "database.other": ("台账出错", "the ledger fails"),
    "database.busy.remedy": (
        "关掉打开台账的其他程序后再运行",
        "close the programs that have the ledger open, then run again",
    ),
    "database.read_only.remedy": (
        "检查台账文件和所在文件夹的写权限",
        "check the rights of its file and folder",
    ),
    "database.full.remedy": ("清理磁盘空间后再运行", "free disk space, then run again"),
    "database.disk.remedy": (
        "检查磁盘，必要时从备份恢复台账",
        "check the disk; restore the ledger from a backup if need be",
    ),
    "database.cannot_open.remedy": (
        "检查台账的位置、文件夹和权限",
        "check its place, its folder and rights",
    ),
    "database.damaged.remedy": (
        "不要删除它；从备份恢复，或联系维护人员",
        "do not delete it; restore a backup, or ask those who keep the program",
    ),
    "database.no_server.remedy": (
        "检查数据库是否在运行、地址和密码是否正确",
        "check that it runs, and its address and password",
    ),
    "database.too_new.remedy": ("请升级 qn_assist 后再运行", "upgrade qn_assist, then run again"),
    "database.other.remedy": ("把日志发给维护人员", "send the log to those who keep the program"),
    "database.detail": ("{message}：{detail}", "{message}: {detail}"),
    "ledger.case_absent": ("台账里没有任务 {ticket}", "the ledger has no ticket {ticket}"),
    "ledger.claim_absent": ("台账里没有编号 {claim} 的记录", "the ledger has no entry {claim}"),
    "ledger.claim_changed": (
        "这条认领刚刚被别的程序改动：{claim}",
        "another program has just changed this claim: {claim}",
    ),
    "ledger.case_absent.remedy": (
        "用 qn-assist ledger find 查找",
        "look for it: qn-assist ledger find",
    ),
    "ledger.claim_absent.remedy": (
        "先用 qn-assist ledger 查询",
        "look it up first: qn-assist ledger",
    ),
}
