"""What is wrong with a file of facts, or with what is to be added to one."""

WORDS = {
    "facts.rounded": (
        "{shown} 已被 Excel 变成数字，后几位丢了；请把这一列设成文本后重新导出",
        "Excel made {shown} a number and lost its last digits; format the column as text and "
        "export again",
    ),
    "facts.empty": ("不能为空", "must not be empty"),
    "facts.nothing": ("空", "nothing"),
    "facts.no_id": (
        "{shown} 不是编号：要有数字，只能有字母、数字、横线和下划线，一格一个",
        "{shown} is no id: digits, and letters, - and _ only, one in a cell",
    ),
    "facts.no_count": ("{shown} 不是件数，要写整数", "{shown} is no count: write a whole number"),
    "facts.no_time": (
        "{shown} 不是时间，要写成 2026-06-18 10:00",
        "{shown} is no time: write it like 2026-06-18 10:00",
    ),
    "facts.no_choice": ("{shown} 不在可选范围：{choices}", "{shown} is none of: {choices}"),
    "facts.broken_formula": (
        "{cell} 是公式算不出来的结果",
        "{cell} is what a formula leaves that failed",
    ),
    "facts.column_twice": ("{table}有两列都叫 {column}", "{table} has two columns {column}"),
    "facts.column_twice.remedy": ("只留一列", "keep one of them"),
    "facts.no_column": ("{table}缺少列 {column}", "{table} lacks the column {column}"),
    "facts.no_column.remedy": ("第一行要有 {columns}", "the first line needs {columns}"),
    "facts.surplus": (
        "这一行比表头多出内容，各列可能错位",
        "this row holds more than there are headers; its columns may be shifted",
    ),
    "facts.surplus.remedy": ("含逗号的内容要加引号", "quote what contains a comma"),
    "facts.nearly": (
        "{table}里的“{header}”是不是“{column}”？现在没有读它",
        "is “{header}” in {table} meant to be “{column}”? It is not read now",
    ),
    "facts.nearly.remedy": (
        "是就改成“{column}”，不是就换一个不像的列名",
        "if so call it “{column}”, else call it something unlike it",
    ),
    "facts.ends_before": (
        "结束日期 {until} 早于开始日期 {since}",
        "it ends on {until}, before it begins on {since}",
    ),
    "facts.bad_cell.remedy": ("改正后这一行才会使用", "the row is used once it is mended"),
    "facts.two_files": (
        "{table}有两个文件，不知道用哪个",
        "there are two files of {table}; which one counts?",
    ),
    "facts.two_files.remedy": ("只留 .csv 或 .xlsx", "keep the .csv or the .xlsx"),
    "facts.no_file": ("缺少{table}文件", "the file of {table} is missing"),
    "facts.no_file.remedy": (
        "没有数据也要有表头：{headers}",
        "without data it still needs its headers: {headers}",
    ),
    "facts.unwritable": ("写不了 {path}：{reason}", "Cannot write {path}: {reason}"),
    "facts.unwritable.remedy": (
        "在 Excel 里关闭它，看看文件夹能不能写，再试一次",
        "close it in Excel, see whether the folder may be written, and try again",
    ),
    "facts.busy": ("别的程序正在写", "another program is writing it"),
    "facts.workbook": ("XLSX 文件不会被程序改动", "an XLSX file is never changed by a program"),
    "facts.workbook.remedy": (
        "另存为 CSV UTF-8，或自己加上这一行",
        "save it as CSV UTF-8, or add the row yourself",
    ),
    "facts.encoding": (
        "这个文件的编码写不了这些字",
        "the encoding of this file cannot hold these characters",
    ),
    "facts.encoding.remedy": ("另存为 CSV UTF-8", "save it as CSV UTF-8"),
    "facts.not_read_back": (
        "加上这一行后读不回来",
        "with this row added it would not be read back",
    ),
    "facts.not_read_back.remedy": ("检查文件的最后一行", "look at the last line of the file"),
    "facts.no_files": ("没有文件", "no file"),
    "facts.not_one_csv": (
        "协商记录要是 {path}，现在是 {found}",
        "agreements must stand in {path}, and there is {found}",
    ),
    "facts.not_one_csv.remedy": (
        "在 Excel 里另存为 agreements.csv（CSV UTF-8），只留这一个",
        "save it in Excel as agreements.csv (CSV UTF-8) and keep only that one",
    ),
    "facts.bad_row": (
        "协商记录里订单 {order} 有一行写错了",
        "a row of order {order} in agreements.csv is wrong",
    ),
    "facts.bad_row.remedy": (
        "先改好那一行：qn-assist check 会指出来",
        "mend that row first: qn-assist check points to it",
    ),
    "facts.recorded": (
        "这个约定已经记过：{was}（{at} 记的）",
        "this agreement is recorded already: {was} (at {at})",
    ),
    "facts.recorded.remedy": ("不用再记", "nothing more is to be done"),
    "facts.contradicts": (
        "和已有的约定矛盾：{was}（{at} 记的）",
        "it contradicts what was agreed before: {was} (recorded at {at})",
    ),
    "facts.contradicts.remedy": (
        "买家确实改了主意，就加上 --replace",
        "if the buyer did change their mind, add --replace",
    ),
    "facts.not_later": (
        "已有一条记录的时间不早于现在：{at}",
        "there is a record of this order that is not earlier than now: {at}",
    ),
    "facts.not_later.remedy": (
        "刚记过就等一分钟再试；不是的话检查那一行的记录时间",
        "if it was recorded just now, try again in a minute; else look at the time in that row",
    ),
    "facts.many_proofs": (
        "{path} 里这个订单的凭证太多了",
        "{path} holds too many proofs of this order",
    ),
    "facts.many_proofs.remedy": ("删掉用不着的", "delete those that are not needed"),
    "facts.no_picture": (
        "打不开，不是完整的 {kinds} 图片",
        "it cannot be opened as a whole picture ({kinds})",
    ),
    "facts.tiny_picture": (
        "只有 {width}×{height} 像素，什么也看不清（每边至少 {least}）",
        "it has {width}×{height} pixels and shows nothing (at least {least} on each side)",
    ),
    "facts.huge_picture": (
        "有 {width}×{height} 像素，太大了",
        "it has {width}×{height} pixels, which is too large",
    ),
}
