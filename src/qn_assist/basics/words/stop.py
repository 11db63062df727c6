"""`stop`, and what a stop file says."""

WORDS = {
    "stop.help": (
        "马上停止提交：正在做的到这一个为止，以后的运行都不提交，直到 --lift",
        "stop all writing: runs end after the ticket at hand, later ones refuse, until --lift",
    ),
    "stop.shop": ("只停这家店；不写就是所有店铺", "only this shop; every shop by default"),
    "stop.reason": ("为什么停", "why"),
    "stop.by": ("谁说停的；默认是这台电脑的用户名", "who says so; this machine's user by default"),
    "stop.lift": ("取消停止，恢复提交", "take the stop back"),
    "stop.given": (
        "已停：{shop}。停止文件：{path}\n恢复：qn-assist stop{option} --lift",
        "Stopped: {shop}. The stop file: {path}\nTake it back: qn-assist stop{option} --lift",
    ),
    "stop.every_shop": ("所有店铺", "every shop"),
    "stop.lifted": ("已取消：{told}", "Taken back: {told}"),
    "stop.nothing": (
        "{shop}没有停止可取消，什么都没有变",
        "There is no stop of {shop} to take back; nothing has changed",
    ),
    "stop.none": ("现在没有任何停止文件", "there is no stop file at all now"),
    "stop.still": (
        "还有停止在：{told}（{path}）；恢复：qn-assist stop{option} --lift",
        "Still stopped: {told} ({path}); take it back: qn-assist stop{option} --lift",
    ),
    "stop.unwritable": (
        "停止文件 {path} 动不了：{reason}",
        "The stop file {path} cannot be changed: {reason}",
    ),
    "stop.unwritable.remedy": (
        "用 Ctrl+C 停掉正在运行的程序，再检查文件夹权限",
        "stop running programs with Ctrl+C, then mend the folder's rights",
    ),
    "stop.nobody": ("（没有写谁）", "(nobody signed)"),
    "stop.told": (
        "人工停止：{by}，{at}，原因：{reason}（文件 {file}）",
        "stopped by a person: {by}, {at}, why: {reason} (file {file})",
    ),
    "stop.told.bare": (
        "人工停止：{by}，{at}，没有写原因（文件 {file}）",
        "stopped by a person: {by}, {at}, no reason given (file {file})",
    ),
    "stop.remedy": (
        "恢复：qn-assist stop{shop} --lift，或删掉 {path}",
        "take it back: qn-assist stop{shop} --lift, or delete {path}",
    ),
    "stop.unreadable": (
        "状态目录读不了，不知道有没有停止文件：{reason}",
        "the state folder cannot be read, so nobody knows of a stop file: {reason}",
    ),
}
