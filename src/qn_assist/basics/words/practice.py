"""`practice`."""

WORDS = {
    "practice.help": (
        "启动练习控制台：和真的千牛后台一样的页面，在本机，随便点",
        "serve the practice console: pages like the real back office, on this machine",
    ),
    "practice.port": (
        "端口；登录和接口用下一个端口",
        "port; the login and the API take the next one",
    ),
    "practice.skin": ("页面版本：2026 或 legacy", "pages: 2026 or legacy"),
    "practice.tickets": ("工单数", "how many tickets"),
    "practice.mixed": ("每种原因都有，不只是常见的", "every cause, not only the everyday ones"),
    "practice.ag": ("另有几张天猫 AG 协同工单", "how many AG tickets beside them"),
    "practice.seed": ("随机种子：相同则数据相同", "the same seed makes the same data"),
    "practice.latency": ("每个回应的延迟（毫秒）", "delay of every answer, in milliseconds"),
    "practice.fault": (
        "故障名，或 故障名:参数；可写多次",
        "a fault, or fault:argument; may be repeated",
    ),
    "practice.clock": (
        "练习时间：now，或如 2026-06-18T10:00:00+08:00；默认取固定起点",
        "practice time: now, or like 2026-06-18T10:00:00+08:00; a fixed start by default",
    ),
    "practice.ready": ("练习控制台已启动：{address}", "The practice console is running: {address}"),
    "practice.login": (
        "登录：账号 {account}　密码 {password}　（店铺 {shop}）",
        "Log in as {account} with the password {password} (shop {shop})",
    ),
    "practice.run": (
        "另开一个窗口运行：qn-assist run --shop {shop}",
        "In another window run: qn-assist run --shop {shop}",
    ),
    "practice.stop": ("停止：按 Ctrl+C", "Stop with Ctrl+C"),
    "practice.bad_skin": ("没有页面版本 {skin}", "No such skin: {skin}"),
    "practice.bad_skin.remedy": ("用 2026 或 legacy", "use 2026 or legacy"),
    "practice.bad_clock": ("看不懂练习时间：{clock}", "Cannot read the practice time: {clock}"),
    "practice.bad_clock.remedy": (
        "写 now，或带时区的时间，如 2026-06-18T10:00:00+08:00",
        "write now, or a time with its zone, like 2026-06-18T10:00:00+08:00",
    ),
    "practice.out_of_range": ("{name} 不能是 {value}", "{name} cannot be {value}"),
    "practice.out_of_range.remedy": ("填 {least} 到 {most}", "choose from {least} to {most}"),
    "practice.bad_fault": ("练习控制台不会演这个故障", "The practice console has no such fault"),
    "practice.bad_fault.remedy": ("可选：{names}", "choose from: {names}"),
    "practice.bad_argument": ("故障的参数不对：{reason}", "The fault's argument: {reason}"),
    "practice.port_taken": ("端口 {port} 被占用", "Port {port} is taken"),
    "practice.port_taken.remedy": (
        "换一个：qn-assist practice --port 18800；或停掉占用它的程序",
        "choose another: qn-assist practice --port 18800; or stop what holds it",
    ),
}
