"""The state folder, the workspace and `init`."""

WORDS = {
    "home.unusable": (
        "状态目录用不了：{path}（{reason}）",
        "The state folder cannot be used: {path} ({reason})",
    ),
    "home.unusable.remedy": (
        "换一个能写的目录：设置环境变量 QN_HOME",
        "set QN_HOME to a folder that can be written",
    ),
    "workspace.no_folder": ("没有这个工作目录：{path}", "No such workspace folder: {path}"),
    "workspace.no_folder.remedy": (
        "用 qn-assist init 目录 建一个",
        "make one with: qn-assist init DIR",
    ),
    "workspace.missing.shops": (
        "没有叫 {name} 的店铺；现有：{known}",
        "No shop named {name}; there are: {known}",
    ),
    "workspace.missing.selectors": (
        "没有控制台 {name} 的选择器文件；现有：{known}",
        "No selectors for the console {name}; there are: {known}",
    ),
    "workspace.missing.flows": (
        "没有控制台 {name} 的流程文件；现有：{known}",
        "No flows for the console {name}; there are: {known}",
    ),
    "workspace.missing.remedy": ("找过这些地方：{places}", "looked in: {places}"),
    "init.help": (
        "建一个工作目录：店铺、选择器、流程的样板，随你修改；已有的文件绝不覆盖",
        "make a workspace: shop, selector and flow files to edit; never overwrites a file",
    ),
    "init.dir": ("要建的目录", "the folder to make"),
    "init.not_a_folder": ("{path} 是一个文件，不是目录", "{path} is a file, not a folder"),
    "init.not_a_folder.remedy": ("换一个目录名", "choose another name"),
    "init.unwritable": ("写不了 {path}：{reason}", "Cannot write {path}: {reason}"),
    "init.unwritable.remedy": ("换一个你能写的位置", "choose a place you may write to"),
    "init.done": (
        "工作目录好了：{path}（新建 {made} 个文件，保留原有 {kept} 个）",
        "The workspace is ready: {path} ({made} files made, {kept} of yours kept)",
    ),
    "init.next": (
        "接下来：\n  cd {path}\n  qn-assist check\n  qn-assist run --shop practice",
        "Next:\n  cd {path}\n  qn-assist check\n  qn-assist run --shop practice",
    ),
    "init.readme": (
        "# qn-assist 工作目录\n"
        "\n"
        "- `shops/practice/`：一家完整的样板店。复制成 `shops/我的店/`，改 `shop.yaml`"
        "（地址、店铺名、账号）、`rules.yaml`（规则）、`replies.yaml`（话术）、"
        "`facts/`（ERP 导出的表）。\n"
        "- `selectors/`、`flows/`：页面元素和操作步骤。页面改版时才需要动。\n"
        "\n"
        "改完运行 `qn-assist check`，它会列出每一处错误和改法。\n"
        "密码不写在这里：用 `qn-assist login 店铺 --store`，或环境变量 `QN_PASSWORD_店铺`。\n"
        "先预演（默认，不提交）：`qn-assist run --shop 店铺`。\n",
        "# qn-assist workspace\n"
        "\n"
        "- `shops/practice/`: a complete example shop. Copy it to `shops/SHOP/`, then edit"
        " `shop.yaml` (origins, shop name, account), `rules.yaml`, `replies.yaml` and `facts/`"
        " (tables exported by your ERP).\n"
        "- `selectors/`, `flows/`: page elements and steps. Touch them only when the console"
        " changes.\n"
        "\n"
        "Then run `qn-assist check`: it lists every fault with its remedy.\n"
        "No passwords in here: use `qn-assist login SHOP --store`, or `QN_PASSWORD_SHOP`.\n"
        "Rehearse first (the default, submits nothing): `qn-assist run --shop SHOP`.\n",
    ),
}
