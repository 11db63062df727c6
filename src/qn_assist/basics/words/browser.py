"""What is said of pages, of finding and filling, of the browser itself."""

WORDS = {
    "browser.wrong_shop": (
        "页面显示的店铺是“{shown}”，不是“{wanted}”",
        "the page shows the shop “{shown}”, not “{wanted}”",
    ),
    "browser.left_to_person": (
        "流程 {flow} 要由人提交，程序不能点",
        "the flow {flow} is submitted by a person; the program may not click",
    ),
    "browser.seen": ("重新读取后台，看到：{seen}", "the console was read anew and shows: {seen}"),
    "browser.list_429": (
        "读清单时后台要求放慢：请求太频繁（429）",
        "the console asks to slow down while a list is read: too many requests (429)",
    ),
    "browser.no_answer_heard": ("没有读到后台的回答", "no answer of the console was heard"),
    "browser.list_slow_down": (
        "读清单时后台要求放慢：{said}",
        "the console asks to slow down while a list is read: {said}",
    ),
    "browser.no_request_heard": (
        "没有听到页面自己的数据请求",
        "the page's own request for its data was not heard",
    ),
    "browser.no_list": ("后台没有给出列表：{told}", "the console gave no list: {told}"),
    "browser.other_page": (
        "第 {number} 页的数据与页面显示的不符",
        "the data of page {number} are not what the page shows",
    ),
    "browser.cannot_close_idle": (
        "这个浏览器不能关闭空闲连接：连接中断时，一次点击可能到达多次",
        "this browser cannot close idle connections: when one breaks, one click may arrive "
        "several times",
    ),
    "browser.idle_not_closed": (
        "没有关掉空闲连接：{fault}",
        "idle connections were not closed: {fault}",
    ),
    "browser.page_gone": ("页面已经不在：{fault}", "the page is gone: {fault}"),
    "browser.permit_lost": (
        "提交的许可已经失效：另一台电脑接手了这家店，或者有人已经核实过这一项；没有发出",
        "the permit holds no more: another machine has taken over the shop, or somebody settled "
        "this entry; nothing was sent",
    ),
    "browser.not_covered": (
        "页面上有“{labels}”，找不到它旁边的内容，遮不住，所以不截图",
        "the page shows {labels} and what belongs to it was not found: it cannot be covered, so no "
        "picture is taken",
    ),
    "browser.list_without_end": (
        "{minutes} 分钟还没读完，没有读全",
        "not read to its end after {minutes} minutes",
    ),
    "browser.same_rows": (
        "换了分类，表格里还是原来的行，没有读全",
        "another tab was chosen and the table shows the same rows: they are not its own",
    ),
    "browser.still_asking": (
        "页面一直在等回答，不知道列表里是什么（在流程文件里写 json，就知道等哪一个）",
        "the page waits for an answer all the time: nobody knows what the list holds (`json` in "
        "the flow file says which answer it is)",
    ),
    "browser.page_resent": (
        "页面自己又发了一次提交，第一次还没有回答：已拦下",
        "the page sent the submit once more by itself before the first was answered: stopped",
    ),
    "browser.request_gone": ("请求已经不在：{fault}", "the request is gone: {fault}"),
    "browser.picture_not_kept": ("截图没有存下来：{fault}", "the picture was not kept: {fault}"),
    "browser.trace_not_kept": (
        "出错时的记录没有存下来：{fault}",
        "what was recorded of a failure was not kept: {fault}",
    ),
    "browser.old_not_removed": (
        "旧截图没有删掉：{fault}",
        "old pictures were not removed: {fault}",
    ),
    "browser.wants_elsewhere": (
        "页面想转到 {address}，不是店铺后台自己的地址，已拦下",
        "the page wants to go to {address}, which is no address of the shop's console; stopped",
    ),
    "browser.wants_elsewhere.remedy": (
        "人工打开后台看看；确实是后台的地址，就加进 console.yaml 的 origins",
        "open the console and look; if it is the console's, add it to the origins in console.yaml",
    ),
    "browser.wanted_to_leave": (
        "页面想离开店铺后台，已拦下",
        "the page wanted to leave the shop's console; stopped",
    ),
    "browser.not_wanted_any_more": (
        "页面已经不再要它：{fault}",
        "the page does not want it any more: {fault}",
    ),
    "browser.window_closed": (
        "页面想打开新窗口，没有流程需要它：已关闭",
        "the page opened a window that no flow needs: closed",
    ),
    "browser.download_cancelled": (
        "页面想下载文件，没有流程需要它：已取消",
        "the page began a download that no flow needs: cancelled",
    ),
    "browser.captcha": (
        "出现安全验证（滑块或拼图），已停止所有写操作",
        "a captcha appeared (slider or puzzle); all writing has stopped",
    ),
    "browser.captcha.remedy": (
        "请本人完成：qn-assist login 店铺名 --resume",
        "solve it yourself: qn-assist login SHOP --resume",
    ),
    "browser.login_box": (
        "登录已失效，页面弹出了登录框",
        "the login has ended: the page shows a login box",
    ),
    "browser.login_again": ("运行 qn-assist login 重新登录", "log in again: qn-assist login"),
    "browser.no_permission": ("这个账号没有权限：{said}", "this account may not: {said}"),
    "browser.no_permission.remedy": (
        "请主账号开通该页面的权限",
        "ask the main account for access to this page",
    ),
    "browser.no_title": ("（没有标题）", "(no title)"),
    "browser.unknown_dialog": (
        "出现不认识的弹窗：{titles}",
        "an unknown dialog appeared: {titles}",
    ),
    "browser.unknown_dialog.remedy": (
        "请人工看一下；确认无害后可加进后台文件的 masks",
        "look at it; if it is harmless, add it to the masks of the console file",
    ),
    "browser.candidates": ("；看到的是：{found}", "; seen: {found}"),
    "browser.page_changed.remedy": (
        "页面可能改版了：运行 qn-assist check --live 查看，并改 selectors/ 里的文件",
        "the page may have changed: run qn-assist check --live and mend the files in selectors/",
    ),
    "browser.still_waits": (
        "等了 {seconds:g} 秒，还不能继续：{why}",
        "waited {seconds:g} s and cannot go on yet: {why}",
    ),
    "browser.still_waits.remedy": (
        "再运行一次：qn-assist login {shop} --resume",
        "run again: qn-assist login {shop} --resume",
    ),
    "browser.persons_page_closed": (
        "打不开要人处理的页面：{fault}",
        "the page that needs a person does not open: {fault}",
    ),
    "browser.no_shop_name": ("页面上还没有店铺名", "the page does not show a shop's name yet"),
    "browser.window_shut": ("窗口被关上了，还没有完成", "the window was closed before it was done"),
    "browser.page_opening": ("页面正在打开", "the page is opening"),
    "browser.other_account": (
        "现在登录的是“{shown}”，不是“{wanted}”",
        "logged in is “{shown}”, not “{wanted}”",
    ),
    "browser.no_total": (
        "页面没有写总数，无法核对",
        "the page states no total, so nothing can be compared",
    ),
    "browser.rows_total": (
        "读到 {rows} 条，页面写共 {declared} 条",
        "{rows} rows read, the page says {declared}",
    ),
    "browser.rows_badge": (
        "读到 {rows} 条，首页待办显示 {badge} 条",
        "{rows} rows read, the home page counts {badge}",
    ),
    "browser.rows_beside": (
        "读到 {rows} 条，标签旁显示 {beside} 条",
        "{rows} rows read, the tab says {beside}",
    ),
    "browser.total_changed": (
        "翻页时总数从 {before} 变成 {after}，请重新读取",
        "the total went from {before} to {after} between pages; read again",
    ),
    "browser.too_many_pages": (
        "超过 {pages} 页还没有读完",
        "not read to its end after {pages} pages",
    ),
    "browser.headers_absent": (
        "表头少了：{absent}；现有：{headers}",
        "column headings are missing: {absent}; there are: {headers}",
    ),
    "browser.rows_differ": (
        "页面显示的行和页面自己的数据不符",
        "the rows shown are not those of the page's own data",
    ),
    "browser.row_unreadable": (
        "{category} 里订单 {order} 这一行读不懂：{fault}",
        "{category}: the row of order {order} cannot be read: {fault}",
    ),
    "browser.no_login_box": ("登录框没有出现", "the login form did not appear"),
    "browser.no_login_box.remedy": (
        "检查网络，或登录页已改版",
        "check the network; or the login page has changed",
    ),
    "browser.login_emptied": (
        "账号或密码填进去后总被清空",
        "account or password is emptied again and again after it was filled in",
    ),
    "browser.login_emptied.remedy": (
        "请人工登录：qn-assist login",
        "log in yourself: qn-assist login",
    ),
    "browser.login_silent": ("登录后页面没有反应", "the page does nothing after the login"),
    "browser.login_check": (
        "登录需要人工验证（滑块、短信或扫码）",
        "the login asks for a person (slider, text message or QR code)",
    ),
    "browser.login_check.remedy": (
        "运行 qn-assist login --resume 在窗口里完成",
        "finish it in the window: qn-assist login --resume",
    ),
    "browser.login_refused": ("登录被拒绝：{said}", "the login was refused: {said}"),
    "browser.login_refused.remedy": (
        "检查账号和密码，不会自动重试",
        "check account and password; it is not tried again by itself",
    ),
    "browser.not_restarted": (
        "浏览器关闭以后没有再启动：{fault}",
        "the browser closed and did not start again: {fault}",
    ),
    "browser.none": ("没有找到浏览器", "no browser was found"),
    "browser.none.remedy": ("运行 qn-assist doctor --fix", "run: qn-assist doctor --fix"),
    "browser.start_failed": (
        "浏览器 {path} 启动失败：{fault}",
        "the browser {path} did not start: {fault}",
    ),
    "browser.start_again": (
        "浏览器没有启动，再试一次：{fault}",
        "the browser did not start; once more: {fault}",
    ),
    "browser.no_trace": (
        "订单 {order} 的物流轨迹没有读到，页面也没有写“暂无”",
        "order {order}: no trace was read, and the page does not say there is none",
    ),
    "browser.record_headers": (
        "{title}：表头少了{absent}",
        "{title}: column headings are missing: {absent}",
    ),
    "browser.two_records": (
        "{title}：{wanted} 有两条同时提交的记录，不知道看哪一条",
        "{title}: {wanted} has two records submitted at the same time; unclear which counts",
    ),
    "browser.no_time": (
        "{title}：{column} 里的“{shown}”不是时间",
        "{title}: “{shown}” in {column} is no time",
    ),
    "browser.no_figures": (
        "{title} 没有读到指标，或指标没有名字、重名",
        "{title}: no figures were read, or one has no name or the name of another",
    ),
    "browser.figures_no_day": (
        "{title} 没有写是哪一天的数据",
        "{title} does not say of which day it is",
    ),
    "browser.renewed": ("换一个干净的浏览器环境", "a clean browser context from here on"),
    "browser.restarted": (
        "浏览器意外关闭，重新启动",
        "the browser closed unexpectedly and is started again",
    ),
    "browser.already_gone": ("浏览器已经不在：{fault}", "the browser is gone already: {fault}"),
    "browser.account_differs": (
        "现在登录的是“{shown}”，不是“{wanted}”",
        "logged in is “{shown}”, not “{wanted}”",
    ),
    "browser.account_differs.remedy": (
        "用 {account} 重新登录：qn-assist login {shop}",
        "log in as {account}: qn-assist login {shop}",
    ),
    "browser.session_not_kept": (
        "登录状态没有存下来：{fault}",
        "the session was not kept: {fault}",
    ),
    "browser.session_not_kept.remedy": (
        "检查磁盘空间和文件夹的权限",
        "check the free disk space and the rights of the folder",
    ),
    "browser.origins_of": (
        "shops/{shop}/shop.yaml 里的 origins",
        "the origins in shops/{shop}/shop.yaml",
    ),
    "browser.unreachable.remedy": ("后台开着吗？检查 {where}", "is the console up? check {where}"),
    "browser.not_this_console": (
        "{address} 打开的是“{title}”，不像{console}：{fault}",
        "{address} opens “{title}”, which does not look like {console}: {fault}",
    ),
    "browser.check_where": ("检查 {where}", "check {where}"),
    "browser.wrote_itself": (
        "打开和填写 {flow} 的表单时，页面自己发了写请求，已经拦下；这一项没有提交",
        "while the form of {flow} was opened and filled the page sent a write by itself; "
        "it was refused, and nothing was submitted",
    ),
    "browser.wrote_itself.remedy": (
        "看流程文件的 opens 和 prepare 有没有点到会提交的按钮",
        "look whether opens or prepare of the flow file click a button that submits",
    ),
    "browser.write_blocked": (
        "拦下了一次没有许可的写请求",
        "a write that nobody had allowed was stopped",
    ),
    "browser.already_there": (
        "后台已经有了：{seen}；不是台账里记的，没有再写一次",
        "the console shows it already: {seen}; the ledger knows nothing of it, not written again",
    ),
    "browser.already_there.remedy": (
        "看一下是不是同事处理过",
        "see whether a colleague has done it",
    ),
    "browser.hangs": ("一直没有动静", "it hangs"),
    "browser.no_fence": ("这个页面没有围栏，不能提交", "this page has no fence: nothing is sent"),
    "browser.request_differs": (
        "页面要发出的和计划的不一样：{path} 是“{found}”，计划写的是“{wanted}”；已拦下，没有发出",
        "what the page wanted to send is not what was planned: {path} is “{found}”, the plan says "
        "“{wanted}”; stopped, nothing was sent",
    ),
    "browser.sent_anew": (
        "后台用 {status} 要求再发一次，已拦下",
        "the console asks to send it once more ({status}); stopped",
    ),
    "browser.nobody_logged_in": (
        "等了很久，还没有人完成登录",
        "waited long, and nobody has logged in",
    ),
    "browser.silent": ("{seconds:g} 秒内没有回答", "no answer within {seconds:g} s"),
    "browser.broken_off": ("请求中断，没有回答", "the request broke off without an answer"),
    "browser.too_many": ("请求太频繁（429）", "too many requests (429)"),
    "browser.unreadable_answer": ("回答读不懂（{status}）", "the answer cannot be read ({status})"),
    "browser.page_silent": ("页面没有回答：{fault}", "the page does not answer: {fault}"),
    "browser.one_file_input": (
        "{target} 里没有唯一的文件输入框",
        "{target} has not exactly one file input",
    ),
    "browser.page_no_url": ("{page} 没有写地址（url）", "the page {page} has no address (url)"),
    "browser.one_frame": (
        "{target} 所在的框架应正好有一个，现有 {frames} 个",
        "the frame of {target} should be there once; there are {frames}",
    ),
    "browser.cannot_open": ("打不开 {address}：{fault}", "{address} does not open: {fault}"),
    "browser.slow_down": (
        "后台要求放慢：请求太频繁（429）",
        "the console asks to slow down: too many requests (429)",
    ),
    "browser.server_says": (
        "打不开 {address}：服务器回答 {status}",
        "{address} does not open: the server answers {status}",
    ),
    "browser.not_logged_in": (
        "还没有登录，或登录已失效",
        "nobody is logged in, or the login has ended",
    ),
    "browser.log_in_again": ("运行 qn-assist login 重新登录", "log in again: qn-assist login"),
    "browser.frame_hidden": ("框架 {address} 不可见", "the frame {address} is not visible"),
    "browser.field_differs": (
        "{target} 里是“{value}”，计划写的是“{wanted}”",
        "{target} holds “{value}”, the plan says “{wanted}”",
    ),
    "browser.shows_other": (
        "{target} 显示“{shown}”，应为“{wanted}”",
        "{target} shows “{shown}”, expected “{wanted}”",
    ),
    "browser.filled_other": (
        "{target} 填入后是“{value}”，应为“{wanted}”",
        "{target} holds “{value}” after filling, expected “{wanted}”",
    ),
    "browser.no_option": (
        "{target} 的下拉里没有“{wanted}”，有的是：{found}",
        "the menu of {target} has no “{wanted}”, it has: {found}",
    ),
    "browser.no_option.remedy": (
        "选项可能改了：改规则或流程文件里的选项",
        "the options may have changed: change the option in the rule or the flow file",
    ),
    "browser.two_dates": (
        "{target} 要“起/止”两个日期，给的是“{value}”",
        "{target} needs two dates, begin and end; given is “{value}”",
    ),
    "browser.no_proof_file": (
        "凭证文件不存在：{absent}（放到 {folder} 下）",
        "these pictures are not there: {absent} (put them into {folder})",
    ),
    "browser.row_or_empty": (
        "{table} 里有 {key} 的行，或没有写明是空的",
        "{table} has a row of {key}, or does not say that it is empty",
    ),
    "browser.one_row": (
        "{table} 里 {column} 为 {key} 的行应有一行，读到 {rows} 行",
        "{table} should have one row whose {column} is {key}; read were {rows}",
    ),
    "browser.column_differs": (
        "{column} 显示“{shown}”，应为“{options}”",
        "{column} shows “{shown}”, expected “{options}”",
    ),
    "browser.start_failed.remedy": ("运行 qn-assist doctor", "run: qn-assist doctor"),
    "browser.why.missing": ("页面上找不到", "is not on the page"),
    "browser.why.ambiguous": ("页面上有不止一个", "is on the page more than once"),
    "browser.why.conflict": ("几条线索指向不同的控件", "several clues point at different controls"),
    "browser.why.covered": ("被别的东西挡住", "is covered by something else"),
    "browser.why.disabled": ("是灰的，不能点", "is greyed out"),
    "browser.why.moving": ("一直在移动", "does not come to rest"),
    "browser.why.loading": ("一直在加载", "keeps loading"),
    "browser.why.still_there": ("没有按预期消失", "did not go away as it should"),
    "browser.why.not_chosen": ("点了却没有选中", "was clicked and is not chosen"),
    "browser.why.no_option": ("下拉里没有要选的项", "has no such option"),
    "browser.gone": ("浏览器已经关闭", "the browser is closed"),
    "browser.gone.remedy": (
        "重新运行；没核实的提交会先读回",
        "run again; submits that are not proven are read back first",
    ),
    "browser.apart": ("；", "; "),
}
