"""`doctor`, and what the search for a browser says."""

WORDS = {
    "browser.not_there": (
        "这里没有能运行的浏览器：{path}",
        "No browser can be run here: {path}",
    ),
    "browser.not_there.remedy": (
        "改对 QN_BROWSER（浏览器程序的完整路径），或去掉它让程序自己找",
        "set QN_BROWSER to the browser's full path, or remove it and let us look",
    ),
    "doctor.help": (
        "检查这台电脑：浏览器、中文字体、时间、目录、台账……缺什么、怎么补",
        "examine this machine: browser, Chinese font, time, folders, ledger, and what to do",
    ),
    "doctor.fix": ("能补的补上", "mend what can be mended"),
    "doctor.only": ("只查这一项；可写多次", "only this check; may be repeated"),
    "doctor.unknown": ("没有这一项检查：{name}", "No such check: {name}"),
    "doctor.unknown.remedy": ("可选：{names}", "choose from: {names}"),
    "doctor.python": ("Python", "Python"),
    "doctor.packages": ("程序包", "Packages"),
    "doctor.data": ("数据文件", "Data files"),
    "doctor.browser": ("浏览器", "Browser"),
    "doctor.launch": ("浏览器能启动", "Browser starts"),
    "doctor.font": ("中文字体", "Chinese font"),
    "doctor.time": ("时间", "Time"),
    "doctor.home": ("状态目录", "State folder"),
    "doctor.keyring": ("系统钥匙串", "Keyring"),
    "doctor.ledger": ("台账", "Ledger"),
    "doctor.ports": ("练习端口", "Practice ports"),
    "doctor.postgresql": ("PostgreSQL", "PostgreSQL"),
    "doctor.state.found": ("正常", "ok"),
    "doctor.state.missing": ("不行", "MISSING"),
    "doctor.state.optional": ("可选", "optional"),
    "doctor.state.fixed": ("已补上", "mended"),
    "doctor.all_well": ("都好了，可以用。", "All is well."),
    "doctor.not_well": (
        "有 {count} 项不行。按上面的“怎么办”处理，或运行 qn-assist doctor --fix",
        "{count} things are missing. Follow the remedies above, or run: qn-assist doctor --fix",
    ),
    "doctor.remedy": ("怎么办：{remedy}", "what to do: {remedy}"),
    "doctor.python.remedy": ("安装 Python 3.11 或更新的版本", "install Python 3.11 or newer"),
    "doctor.packages.all": ("{count} 个都在", "all {count} there"),
    "doctor.packages.remedy": (
        "重新安装本程序：pip install --force-reinstall qn_assist；在源码目录里运行 make",
        "install this program again: pip install --force-reinstall qn_assist; in a checkout: make",
    ),
    "doctor.data.remedy": (
        "安装包不完整，重新安装本程序",
        "the installation is incomplete; install this program again",
    ),
    "doctor.browser.none": ("没有找到浏览器", "no browser found"),
    "doctor.browser.remedy": (
        "安装 Chrome 或 Edge；或运行 qn-assist doctor --fix 下载一个；"
        "或用 QN_BROWSER 写明浏览器的路径",
        "install Chrome or Edge; or run qn-assist doctor --fix to get one; or name its path in "
        "QN_BROWSER",
    ),
    "doctor.launch.nothing": ("没有浏览器可启动", "no browser to start"),
    "doctor.launch.first": ("先解决上面的“浏览器”", "see to the browser above first"),
    "doctor.launch.works": ("无界面启动并打开了页面", "started headless and showed a page"),
    "doctor.launch.remedy": (
        "换一个浏览器（QN_BROWSER），或重装它；服务器上还要装它需要的系统库",
        "use another browser (QN_BROWSER) or install it again; a server needs its system libraries",
    ),
    "doctor.font.none": ("没有中文字体，截图会是方框", "none; screenshots would show boxes"),
    "doctor.font.remedy": (
        "安装一种中文字体（Debian/Ubuntu：apt-get install fonts-noto-cjk）",
        "install a Chinese font (Debian/Ubuntu: apt-get install fonts-noto-cjk)",
    ),
    "doctor.time.now": ("现在是北京时间 {now}", "it is {now} in Beijing"),
    "doctor.time.remedy": ("把电脑的时间调准", "set this machine's clock"),
    "doctor.time.no_zone": ("没有 Asia/Shanghai 的时区数据", "no time zone data for Asia/Shanghai"),
    "doctor.time.no_zone.remedy": ("pip install tzdata", "pip install tzdata"),
    "doctor.home.none": ("还没有：{path}", "not there yet: {path}"),
    "doctor.home.open": ("别的用户也能看：{path}", "open to other users: {path}"),
    "doctor.home.closed": ("写不进去：{path}", "cannot be written: {path}"),
    "doctor.home.remedy": ("运行 qn-assist doctor --fix", "run: qn-assist doctor --fix"),
    "doctor.home.other": (
        "换一个能写的目录：设置环境变量 QN_HOME",
        "set QN_HOME to a folder that can be written",
    ),
    "doctor.keyring.none": ("用不了", "not usable"),
    "doctor.keyring.key_file": (
        "登录状态的密钥在文件里：{path}",
        "the session's key is a file: {path}",
    ),
    "doctor.keyring.vault": (
        "密码存进用 QN_SECRET_KEY 加密的文件",
        "passwords go to the file encrypted with QN_SECRET_KEY",
    ),
    "doctor.keyring.remedy": (
        "要在这台机器上存密码：设置 QN_SECRET_KEY，或每次用 QN_PASSWORD_店铺",
        "to keep passwords on this machine set QN_SECRET_KEY, or pass QN_PASSWORD_SHOP each time",
    ),
    "doctor.ledger.first_run": (
        "还没有，或是旧版的：第一次运行时建立",
        "not there yet, or an older one: the first run makes it",
    ),
    "doctor.ledger.remedy": (
        "检查 QN_LEDGER 或状态目录",
        "check QN_LEDGER or the state folder",
    ),
    "doctor.ports.free": ("{ports} 空着", "{ports} are free"),
    "doctor.ports.taken": ("{ports} 被占用", "{ports} taken"),
    "doctor.ports.remedy": (
        "练习控制台可能已经在运行；或换端口：qn-assist practice --port 18800",
        "a practice console may be running already; or choose: qn-assist practice --port 18800",
    ),
    "doctor.postgresql.driver": ("驱动已装", "driver installed"),
    "doctor.postgresql.none": ("没装驱动", "no driver"),
    "doctor.postgresql.remedy": (
        '只有台账要放 PostgreSQL 时才需要：pip install "qn_assist[postgresql]"',
        'only for a ledger in PostgreSQL: pip install "qn_assist[postgresql]"',
    ),
}
