"""What is wrong with examples and rules, and why a past decision cannot be judged again."""

WORDS = {
    "trials.no_such_facts": ("没有叫 {kind} 的资料", "there are no facts named {kind}"),
    "trials.rows_of_facts": (
        "要写成几行，每行一组列名和值",
        "write it as rows, each with column names and values",
    ),
    "trials.rows_of_facts.remedy": (
        "例如一行写 商家编码: A1，下一行写 可用库存: 0",
        "for example a row with COLUMN: VALUE, one column a line",
    ),
    "trials.no_column": ("{table} 没有列 {name}", "{table} has no column {name}"),
    "trials.no_actions": (
        "verdict 是 act，却没有写 actions",
        "verdict is act and no actions are written",
    ),
    "trials.no_actions.remedy": (
        "写上依次做什么，例如 [message]",
        "write what is done, in order: [message]",
    ),
    "trials.has_actions": (
        "verdict 是 {verdict}，却写了 actions",
        "verdict is {verdict} and actions are written",
    ),
    "trials.has_actions.remedy": ("删掉 actions", "remove actions"),
    "trials.not_in_common": (
        "{file} 的 {group} 里没有 {name}",
        "{file} has no {name} under {group}",
    ),
    "trials.no_time": ("{shown} 不是时间", "{shown} is no time"),
    "trials.no_now": ("没有写 now，{file} 里也没有", "now is not written, nor is it in {file}"),
    "trials.write_time": ("写成 2026-06-18 10:00:00", "write 2026-06-18 10:00:00"),
    "trials.kind.rule": ("规则", "rule"),
    "trials.kind.claim": ("依据", "claim"),
    "trials.kind.flow": ("流程", "flow"),
    "trials.kind.field": ("{flow} 的字段", "field of {flow}"),
    "trials.no_such": ("没有叫 {name} 的{kind}", "there is no {kind} named {name}"),
    "trials.example_there": ("已经有 {name} 这个例子", "the example {name} is there already"),
    "trials.example_there.remedy": ("用 --name 另起一个名字", "give it another name with --name"),
    "trials.not_known": ("不知道", "unknown"),
    "trials.other_place": (
        "店铺文件里的发货地改过（当时 {was}，现在 {now}），当时那里免不免责没有存下",
        "the place of shipment was changed in the shop file (then {was}, now {now}); whether "
        "the old one was a relief area is not kept",
    ),
    "trials.facts_absent": (
        "规则要看{titles}，当时没有这份资料",
        "the rules look at {titles}, which were not there then",
    ),
    "trials.proof_absent": (
        "凭证 {name} 已经不在 facts/evidence 里，无法重新检查",
        "the picture {name} is not in facts/evidence any more and cannot be checked",
    ),
    "trials.never_fits": (
        "规则 {name} 永远用不上：没有任务能符合它的条件",
        "rule {name} is never reached: no ticket can fit its condition",
    ),
    "trials.never_fits.remedy": (
        "看看条件是不是自相矛盾，改正或删掉这条规则",
        "see whether the condition contradicts itself; mend it or remove the rule",
    ),
    "trials.taken": (
        "规则 {name} 永远用不上：符合它的任务都被前面的 {takers} 用掉了",
        "rule {name} is never reached: what fits it is taken by {takers} before",
    ),
    "trials.taken.remedy": (
        "把它移到 {first} 前面，或者删掉",
        "move it above {first}, or remove it",
    ),
    "trials.no_list_has": (
        "没有哪个后台的清单有{title} {value}",
        "no list of any console has the {title} {value}",
    ),
    "trials.not_kept": (
        "没有存下当时的订单和资料，无法重新判断",
        "order and facts of that time are not kept: it cannot be judged again",
    ),
    "trials.unreadable": (
        "当时存下的内容这个版本读不了，无法重新判断",
        "what was kept then cannot be read by this version: it cannot be judged again",
    ),
    "trials.title.kind": ("种类", "kind"),
    "trials.title.category": ("类别", "category"),
}
