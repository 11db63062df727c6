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
    "login.seconds": ("窗口等人多少秒", "how many seconds the window waits for a person"),
    "login.password": ("{account} 的密码（不显示）：", "Password of {account} (not shown):"),
    "login.empty": ("没有输入密码", "No password was given"),
    "login.empty.remedy": ("再运行一次，输入密码后按回车", "run it again and type the password"),
    "login.stored.keyring": ("密码存进了系统钥匙串。", "The password is in the keyring."),
    "login.stored.file": ("密码存进了加密文件。", "The password is in the encrypted file."),
    "login.window": (
        "要人来登录（{reason}）。窗口已打开，请在 {seconds} 秒内完成。",
        "A person is needed ({reason}). Log in in the window within {seconds} seconds.",
    ),
    "login.done": ("已登录：{shop}", "Logged in: {shop}"),
}
