"""Visits without tickets, and the schedule."""

WORDS = {
    "visits.no_figures": (
        "后台 {console} 没有读店铺指标的流程",
        "the console {console} has no flow that reads the shop's figures",
    ),
    "visits.no_figures.remedy": (
        "在 flows/ 里加一个 kind: figures 的流程，照 flows/qianniu/performance.yaml 写",
        "add a flow of kind: figures in flows/; imitate flows/qianniu/performance.yaml",
    ),
    "visits.bad_cron": ("cron 写得不对：{cron}（{fault}）", "not a cron line: {cron} ({fault})"),
    "visits.bad_cron.remedy": (
        '例如 "*/15 9-22 * * *"：9 到 22 点每 15 分钟',
        'for example "*/15 9-22 * * *": every 15 minutes from 9 to 22',
    ),
    "visits.begun": ("开始按时运行", "running by the schedule"),
    "visits.ended": ("已停下", "stopped"),
}
