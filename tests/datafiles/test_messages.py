"""The exact words of every complaint about a data file."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field, field_validator

from qn_assist.basics.errors import DataFileError
from qn_assist.datafiles.reader import Strict, parse, validate, wrong


class Click(Strict):
    do: Literal["click"]
    target: str


class Type(Strict):
    do: Literal["type"]
    text: str = Field(max_length=5)


class File(Strict):
    name: str
    count: int = Field(default=1, ge=1, le=9)
    ratio: float = 1.0
    on: bool = True
    mode: Literal["person", "auto"] = "person"
    words: tuple[str, ...] = ()
    texts: dict[str, str] = Field(default={})
    steps: tuple[Annotated[Click | Type, Field(discriminator="do")], ...] = ()
    either: str | list[str] | None = None
    even: int = 0

    @field_validator("even")
    @classmethod
    def _is_even(cls, value: int) -> int:
        if value % 2:
            raise wrong("要是双数", "加一")
        return value


def faults_of(body: str) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        validate(parse(body, "f.yaml"), File)
    return [str(fault) for fault in caught.value.faults]


MESSAGES = [
    ("count: 2", ["f.yaml:1 name: 缺少 name → 补上 name: …"]),
    (
        "name: a\nnmae: b",
        ["f.yaml:2 nmae: 不认识的键 nmae → 是不是 name？"],
    ),
    (
        "name: a\nzz: b",
        [
            "f.yaml:2 zz: 不认识的键 zz → "
            "可以写：name、count、ratio、on、mode、words、texts、steps、either、even"
        ],
    ),
    ("name: a\nname: b", ["f.yaml:2 name: 重复的键 name → 第 1 行已经有了，删掉一个"]),
    ("name: 5", ['f.yaml:1 name: 要写成文字，现在是数字 5 → 加上引号："5"']),
    ("name: true", ['f.yaml:1 name: 要写成文字，现在是真假值 true → 加上引号："true"']),
    ("name:", ["f.yaml:1 name: 要写成文字，现在是空的 → 补上值，不需要就删掉这一行"]),
    ("name: a\ncount: '5'", ["f.yaml:2 count: 要写成整数，现在是文字“5”"]),
    ("name: a\ncount: 007", ["f.yaml:2 count: 要写成整数，现在是文字“007”"]),
    ("name: a\ncount: 12:30", ["f.yaml:2 count: 要写成整数，现在是文字“12:30”"]),
    ("name: a\ncount: true", ["f.yaml:2 count: 要写成整数，现在是真假值 true"]),
    ("name: a\ncount: 1.5", ["f.yaml:2 count: 要写成整数，现在是数字 1.5"]),
    ("name: a\ncount: 0", ["f.yaml:2 count: 不能小于 1"]),
    ("name: a\ncount: 10", ["f.yaml:2 count: 不能大于 9"]),
    ("name: a\nratio: '1'", ["f.yaml:2 ratio: 要写成数字，现在是文字“1”"]),
    ("name: a\non: no", ["f.yaml:2 on: 要写成 true 或 false，现在是文字“no”"]),
    ("name: a\non: 1", ["f.yaml:2 on: 要写成 true 或 false，现在是数字 1"]),
    ("name: a\nmode: atuo", ["f.yaml:2 mode: 不能写文字“atuo” → 是不是 auto？"]),
    ("name: a\nmode: x", ["f.yaml:2 mode: 不能写文字“x” → 可以写：person、auto"]),
    ("name: a\nwords: x", ["f.yaml:2 words: 要写成列表，现在是文字“x” → 写成 [x]"]),
    (
        "name: a\ntexts:\n  k: 7",
        ['f.yaml:3 texts.k: 要写成文字，现在是数字 7 → 加上引号："7"'],
    ),
    ("name: a\neither: {}", ["f.yaml:2 either: 要写成文字或列表，现在是一组键和值"]),
    (
        "name: a\nsteps:\n  - do: click\n  - {do: type, txt: b}",
        [
            "f.yaml:3 steps.0.target: 缺少 target → 补上 target: …",
            "f.yaml:4 steps.1.text: 缺少 text → 补上 text: …",
            "f.yaml:4 steps.1.txt: 不认识的键 txt → 是不是 text？",
        ],
    ),
    (
        "name: a\nsteps:\n  - {do: clik, target: b}",
        ["f.yaml:3 steps.0: 不认识的 clik → 是不是 click？"],
    ),
    ("name: a\nsteps:\n  - target: b", ["f.yaml:3 steps.0: 看不出是哪一种 → 补上 do"]),
    (
        "name: a\nsteps:\n  - {do: type, text: 一二三四五六}",
        ["f.yaml:3 steps.0.text: 太长，最多 5 个字"],
    ),
    ("name: a\neven: 3", ["f.yaml:2 even: 要是双数 → 加一"]),
    ("", ["f.yaml:1: 要写成一组键和值，现在是空的 → 补上值，不需要就删掉这一行"]),
    ("- a", ["f.yaml:1: 要写成一组键和值，现在是列表"]),
    ("name: !x a", ["f.yaml:1 name: 不支持的标记 !x → 删掉感叹号开头的标记"]),
    (
        "name: &n a\nmode: *n",
        ["f.yaml:2 mode: 不能写文字“a” → 可以写：person、auto"],
    ),
    (
        "name: a\n<<: {count: 2}",
        ["f.yaml:2 <<: 不支持 << 合并 → 把要用的键写出来"],
    ),
    (
        "%YAML 1.1\n---\nname: a",
        ["f.yaml:1: 不支持 %YAML 指令 → 删掉这一行，一律按 YAML 1.2 读"],
    ),
    (
        "name: a\n\tcount: 2",
        ["f.yaml:2: YAML 写法有误：用了 Tab 缩进 → 用空格缩进"],
    ),
    ("name：a\ncount: 1", ["f.yaml:1: 键后面用了中文冒号 → 改成英文冒号，后面空一格"]),
    (
        "name: a: b",
        ["f.yaml:1: YAML 写法有误：冒号用错了地方 → 值里有冒号时给整个值加英文双引号"],
    ),
    ("name: [a", ["f.yaml:1: YAML 写法有误：括号没有成对 → 检查这一行附近的 [ ] 或 { }"]),
    ("name: 'a", ["f.yaml:1: YAML 写法有误：引号没有成对 → 补上结尾的引号"]),
    ("name: *a", ["f.yaml:1: YAML 写法有误：星号引用了没有定义的名字 → 给这个值加上英文双引号"]),
    (
        "name: a\n---\nname: b",
        ["f.yaml:2: YAML 写法有误：一个文件只能有一个文档 → 删掉中间的 ---"],
    ),
    (
        "count: no\nnmae: a\nmode: x",
        [
            "f.yaml:1 name: 缺少 name → 补上 name: …",
            "f.yaml:1 count: 要写成整数，现在是文字“no”",
            "f.yaml:2 nmae: 不认识的键 nmae → 是不是 name？",
            "f.yaml:3 mode: 不能写文字“x” → 可以写：person、auto",
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), MESSAGES, ids=[body for body, _ in MESSAGES])
def test_each_fault_is_named_with_place_and_remedy(body: str, expected: list[str]) -> None:
    assert faults_of(body) == expected
