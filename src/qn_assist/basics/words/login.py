"""`login`."""

WORDS = {
    "login.help": (
        "登录一家店；验证码、扫码、短信由你在窗口里完成",
        "log in to a shop; captcha, QR code and SMS are yours, in a window",
    ),
    "login.store": (
        "先问密码并存进系统钥匙串（或加密文件），以后自动登录",
        "ask for the password first and keep it in the keyring (or the encrypted file)",
    ),
    "login.resume": (
        "接着做：打开上次停下的页面，等人处理完（滑块、短信、弹窗、换对账号），然后结束冷却",
        "go on: open the page where it stopped, wait until a person is through, end the cool-down",
    ),
    "login.resume.window": (
        "窗口已打开，停在上次停下的页面。请在 {seconds} 秒内处理完，不用关窗口。",
        "The window is open where it stopped. Finish within {seconds} seconds; leave it open.",
    ),
    "login.resume.no_display": (
        "这台机器没有屏幕，打不开窗口：只看一下能不能继续（{seconds} 秒）。"
        "不能继续时，请在有屏幕的电脑上运行这个命令，再把状态目录拷过来；或等冷却结束。",
        "No display here, so no window: looking once whether the way is free ({seconds} s). "
        "If not, run this on a machine with a display and bring its state folder; or wait.",
    ),
    "login.resumed": (
        "可以继续了：{shop} 已证明是这家店，登录已存下，结束了 {count} 次停止。",
        "Free again: {shop} is proven, the login kept, {count} stops ended.",
    ),
    "login.seconds": ("窗口等人多少秒", "how many seconds the window waits for a person"),
    "login.password": ("{account} 的密码（不显示）：", "Password of {account} (not shown):"),
    "login.empty": ("没有输入密码", "No password was given"),
    "login.empty.remedy": ("再运行一次，输入密码后按回车", "run it again and type the password"),
    "login.stored.keyring": ("密码存进了系统钥匙串。", "The password is in the keyring."),
    "login.forget": (
        "从系统钥匙串和加密文件里删掉这家店的密码，不登录",
        "remove the shop's password from the keyring and the encrypted file; no login",
    ),
    "login.forget.alone": (
        "--forget 不能和 --store、--resume 一起用",
        "--forget cannot be used with --store or --resume",
    ),
    "login.forget.alone.remedy": ("分两次运行", "run them one after the other"),
    "login.forgotten": (
        "{shop} 的密码已从钥匙串和加密文件里删除",
        "the password of {shop} is gone from the keyring and the encrypted file",
    ),
    "login.forget.variable": (
        "环境变量 {variable} 里还有密码，它不归这里管：不要用了请自己删掉",
        "the variable {variable} still holds one, which is not ours to remove: unset it",
    ),
    "login.stored.file": ("密码存进了加密文件。", "The password is in the encrypted file."),
    "login.window": (
        "要人来登录（{reason}）。窗口已打开，请在 {seconds} 秒内完成。",
        "A person is needed ({reason}). Log in in the window within {seconds} seconds.",
    ),
    "login.done": ("已登录：{shop}", "Logged in: {shop}"),
}
