"""`performance`."""

WORDS = {
    "performance.help": (
        "读物流时效：本店、同行平均、同行中的位置、待改进项，每天留一份",
        "read the shop's delivery figures beside its industry's, and keep them by day",
    ),
    "performance.days": (
        "不读页面，只看留下的最近几天怎么变",
        "read nothing; show how the last days that were kept went",
    ),
    "performance.reading": ("正在读物流时效", "reading the figures"),
    "performance.nothing": (
        "还没有留下数据；不带 --days 运行一次就会读",
        "Nothing is kept yet; run it once without --days",
    ),
    "performance.title": ("物流时效 {day}", "Delivery figures of {day}"),
    "performance.span": ("物流时效 {first} 到 {last}", "Delivery figures from {first} to {last}"),
    "performance.metric": ("指标", "Metric"),
    "performance.value": ("本店", "Shop"),
    "performance.change": ("变化", "Change"),
    "performance.trend": ("走势", "Trend"),
    "performance.industry": ("同行平均", "Industry"),
    "performance.rank": ("在同行中的位置", "Place"),
    "performance.advice": ("待改进项", "To improve"),
}
