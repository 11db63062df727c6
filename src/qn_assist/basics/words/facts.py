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
        "{shown} 不是编号，只能有字母、数字、横线和下划线",
        "{shown} is no id: letters, digits, - and _ only",
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
}
