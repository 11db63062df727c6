"""What each class of failure is called, and what usually helps."""

WORDS = {
    "error.QnAssistError": ("出错了", "Something went wrong"),
    "error.OperatorError": ("设置有误", "A setting is wrong"),
    "error.DataFileError": ("数据文件有误", "Data files are wrong"),
    "error.DataFileError.remedy": (
        "改好上面列出的每一处，再运行 qn-assist check",
        "mend every place listed above, then run: qn-assist check",
    ),
    "error.PlanRefused": (
        "计划不能用，没有提交任何东西",
        "The plan is refused; nothing was submitted",
    ),
    "error.PlanRefused.remedy": (
        "重新运行 qn-assist run --shop 店铺（预演），用它最后写出的计划",
        "make another dry run (qn-assist run --shop SHOP) and take the plan it tells at its end",
    ),
    "error.UsageFault": ("参数不对", "An argument does not fit"),
    "error.LoginRejected": (
        "控制台拒绝了这个账号或密码",
        "The console refused this account or password",
    ),
    "error.LoginRejected.remedy": (
        "核对账号和密码；多次输错会被冻结，程序不会自动重试",
        "check account and password; repeated mistakes freeze the account, so we never retry",
    ),
    "error.ConsoleUnreachable": ("连不上控制台", "The console does not answer"),
    "error.ConsoleUnreachable.remedy": (
        "检查网络和 shop.yaml 里的地址；练习控制台用 qn-assist practice 启动",
        "check the network and the origins in shop.yaml; the practice console is started with: "
        "qn-assist practice",
    ),
    "error.WrongConsole": (
        "这个地址不是店铺文件里的控制台",
        "This address is not the console of the shop file",
    ),
    "error.PersonNeeded": ("需要人来处理", "A person is needed"),
    "error.LoginNeeded": ("需要登录", "A login is needed"),
    "error.LoginNeeded.remedy": ("运行 qn-assist login 店铺名", "run: qn-assist login SHOP"),
    "error.CaptchaSeen": (
        "出现了验证码，程序不会代做",
        "A captcha appeared; we never solve it",
    ),
    "error.CaptchaSeen.remedy": (
        "请本人运行 qn-assist login 店铺名 --resume 完成验证",
        "solve it yourself with: qn-assist login SHOP --resume",
    ),
    "error.LoginChallenged": (
        "登录时要滑块、短信或扫码",
        "The login asks for a slider, an SMS code or a QR code",
    ),
    "error.LoginChallenged.remedy": (
        "请本人运行 qn-assist login 店铺名 --resume 完成",
        "finish it yourself with: qn-assist login SHOP --resume",
    ),
    "error.CoolingDown": (
        "店铺在冷却，不提交",
        "The shop is cooling down; nothing is submitted",
    ),
    "error.CoolingDown.remedy": (
        "等冷却结束，或请本人运行 qn-assist login 店铺名 --resume",
        "wait, or go on with: qn-assist login SHOP --resume",
    ),
    "error.StopOrdered": ("有人要求停止提交", "A person has stopped all writing"),
    "error.StopOrdered.remedy": ("运行 qn-assist stop --lift", "run: qn-assist stop --lift"),
    "error.WrongShop": ("登录的是另一家店", "Another shop is logged in"),
    "error.WrongShop.remedy": (
        "运行 qn-assist login 店铺名，换成对的账号",
        "run: qn-assist login SHOP, with the right account",
    ),
    "error.UnknownDialog": (
        "页面上有不认识的弹窗，已停止写入",
        "An unknown dialog is in the way; writing has stopped",
    ),
    "error.LeftConsole": (
        "页面想离开店铺后台，已停止写入",
        "The page wanted to leave the console; writing has stopped",
    ),
    "error.ShopBusy": (
        "同一家店有另一次运行没结束",
        "Another run over the same shop is not finished",
    ),
    "error.LeaseLost": (
        "另一台电脑接手了这家店",
        "Another machine has taken over the shop",
    ),
    "error.ConsoleFault": ("控制台的表现和文件不符", "The console did not do what its files say"),
    "error.PageChanged": (
        "页面变了：找不到，或不止一个",
        "The page changed: an element is missing or ambiguous",
    ),
    "error.PageChanged.remedy": (
        "运行 qn-assist check --live 看哪些选择器要改",
        "run: qn-assist check --live, to see which selectors need mending",
    ),
    "error.ReadIncomplete": (
        "读到的条数和页面写的不一致",
        "The rows read are not as many as the page declares",
    ),
    "error.IdentityMismatch": (
        "页面上的店铺、工单或订单不是要处理的那个",
        "The page shows another shop, ticket or order",
    ),
    "error.FieldMismatch": (
        "填进去的内容读回来不一样",
        "A field read back differs from the plan",
    ),
    "error.RateLimited": ("操作太快，被控制台限制了", "The console pushed back: too fast"),
    "error.AlreadyThere": ("后台已经有了，不是我们写的", "The console shows it already, not by us"),
    "error.AlreadyThere.remedy": (
        "看一下是不是同事处理过",
        "see whether a colleague has done it",
    ),
    "error.NoPermission": ("账号没有这个页面的权限", "The account has no right for this page"),
    "error.NoPermission.remedy": (
        "请主账号在 员工管理 里给子账号授权",
        "ask the main account to grant it under 员工管理",
    ),
    "error.NetworkFault": ("页面或回应没有到达", "A page or an answer did not arrive"),
    "error.OurFault": ("程序自己的错", "Our own fault"),
    "error.PermitMisuse": (
        "提交许可用错了，没有提交",
        "A submit permit was misused; not submitted",
    ),
    "error.LedgerUnavailable": ("台账读不了或写不了", "The ledger cannot be read or written"),
}
