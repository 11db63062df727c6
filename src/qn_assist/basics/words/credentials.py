"""Passwords and stored sessions."""

WORDS = {
    "password.none": (
        "店铺 {shop} 没有存好的密码",
        "No password is stored for the shop {shop}",
    ),
    "password.none.remedy": (
        "运行 qn-assist login {shop}（本人登录），加 --store 可存到系统钥匙串；"
        "或设置环境变量 {variable}",
        "run: qn-assist login {shop} (log in yourself), with --store to keep it in the system's "
        "keyring; or set {variable}",
    ),
    "password.alike": (
        "{variable} 分不清是哪家店的密码：{shops}",
        "{variable} could be the password of any of these shops: {shops}",
    ),
    "password.alike.remedy": (
        "去掉这个环境变量，用 qn-assist login {shop} --store 分别存密码",
        "unset the variable and store each password with: qn-assist login {shop} --store",
    ),
    "password.nowhere": (
        "密码没地方存：系统钥匙串用不了，也没有设置 QN_SECRET_KEY",
        "Nowhere to store the password: no system keyring, and QN_SECRET_KEY is not set",
    ),
    "password.nowhere.remedy": (
        "设置环境变量 QN_SECRET_KEY（自己定的一串长文字，要记住），或每次用环境变量 {variable}",
        "set QN_SECRET_KEY (a long text of your own, to be kept), or pass {variable} each time",
    ),
    "password.locked": (
        "密码文件打不开：QN_SECRET_KEY 和存的时候不一样，或文件坏了（{path}）",
        "The password file does not open: QN_SECRET_KEY is not the one it was stored with, or the "
        "file is damaged ({path})",
    ),
    "password.locked.remedy": (
        "用原来的 QN_SECRET_KEY；要换新的，把原来的放进 QN_SECRET_KEY_OLD；"
        "找不回就删掉这个文件，重新 qn-assist login 店铺 --store",
        "use the former QN_SECRET_KEY; to change it, put the former one into QN_SECRET_KEY_OLD; "
        "or delete the file and run: qn-assist login SHOP --store",
    ),
    "password.short_key": (
        "QN_SECRET_KEY 太短（至少 {least} 个字符）",
        "QN_SECRET_KEY is too short (at least {least} characters)",
    ),
    "password.short_key.remedy": ("换一串更长的", "choose a longer one"),
    "keyring.silent": (
        "系统钥匙串 {seconds} 秒没有回答，可能在等人输入密码",
        "The system's keyring gave no answer for {seconds} s; it may wait for somebody's password",
    ),
    "keyring.silent.remedy": (
        "在这台电脑上登录并解锁钥匙串，再运行；没有桌面的服务器设置 QN_KEYRING=off",
        "log in to this machine and unlock the keyring, then run again; on a server without a "
        "desktop set QN_KEYRING=off",
    ),
    "sealed.broken": (
        "存好的登录状态打不开（换过电脑或密钥？）",
        "The stored session does not open (another machine or key?)",
    ),
    "sealed.broken.remedy": (
        "重新登录一次：qn-assist login 店铺",
        "log in once more: qn-assist login SHOP",
    ),
    "sealed.key_unreadable": (
        "密钥文件读不了：{path}（{reason}）",
        "The key file cannot be read: {path} ({reason})",
    ),
    "sealed.key_unreadable.remedy": (
        "检查这个文件的权限；删掉它，就要重新登录一次",
        "check the rights of the file; without it you log in once more",
    ),
    "sealed.key_busy": (
        "另一个程序一直占着 {path}",
        "Another program keeps {path}",
    ),
    "sealed.key_busy.remedy": ("等它结束再试", "wait until it has ended, then try again"),
}
