"""Who has the shop's lock."""

WORDS = {
    "desk.cannot_lock": (
        "不能在 {folder} 里锁定店铺 {shop}：{fault}",
        "the shop {shop} cannot be locked in {folder}: {fault}",
    ),
    "desk.cannot_lock.remedy": (
        "检查文件夹的权限和磁盘空间",
        "check the rights of the folder and the free disk space",
    ),
    "desk.leased": (
        "店铺 {shop} 正由另一台电脑处理（{owner}，从 {since:%Y-%m-%d %H:%M:%S} 开始）",
        "the shop {shop} is being worked on by another machine ({owner}, since "
        "{since:%Y-%m-%d %H:%M:%S})",
    ),
    "desk.looking_whether_alive": (
        "{owner} 没有交还店铺 {shop}，看它 {seconds:.0f} 秒内还有没有动静",
        "{owner} did not give the shop {shop} back; looking for {seconds:.0f} s whether it lives",
    ),
    "desk.busy": (
        "店铺 {shop} 正由另一个程序处理（{owner}）",
        "the shop {shop} is being worked on by another program ({owner})",
    ),
    "desk.busy.remedy": (
        "等它结束后再运行；确认它已卡死时才结束那个进程",
        "run again when it has ended; end that process only when it is surely stuck",
    ),
    "desk.owner": (
        "进程 {pid}，从 {since:%Y-%m-%d %H:%M:%S} 开始",
        "process {pid}, since {since:%Y-%m-%d %H:%M:%S}",
    ),
    "desk.owner_new": (
        "刚刚开始，进程号还不知道",
        "it has just begun, its process id is not known yet",
    ),
}
