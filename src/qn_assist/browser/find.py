"""From a named selector to a question the page can answer.

The rule by which witnesses elect one element stands in `js/page.js` (`electIn`): exactly one
visible control of the declared type whose name is equal, and no witness that points elsewhere.
Here the names are resolved, the placeholders filled, and a refusal becomes a typed error.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

from qn_assist.basics.errors import (
    CaptchaSeen,
    LoginNeeded,
    NoPermission,
    PageChanged,
    QnAssistError,
    UnknownDialog,
)
from qn_assist.console import Console, Located, Selector

Question = dict[str, Any]

_SCRIPTS = resources.files("qn_assist.browser").joinpath("js")
_LIBRARY = _SCRIPTS.joinpath("page.js").read_text("utf-8")
_OUTLINE = _SCRIPTS.joinpath("outline.js").read_text("utf-8")
OUTLINE = f"(question) => {{ {_OUTLINE} }}"
SCRIPT = f"async (question) => {{ {_LIBRARY}\nreturn OPERATIONS[question.op](question); }}"

REASONS = {
    "missing": "页面上找不到",
    "ambiguous": "页面上有不止一个",
    "conflict": "几条线索指向不同的控件",
    "covered": "被别的东西挡住",
    "disabled": "是灰的，不能点",
    "moving": "一直在移动",
    "loading": "一直在加载",
    "still there": "没有按预期消失",
    "not chosen": "点了却没有选中",
    "no option": "下拉里没有要选的项",
}


def chain(console: Console, located: Located, values: Mapping[str, str]) -> list[Question]:
    """The selector and its scopes, outermost first, with placeholders filled."""
    return [_spec(one, values) for one in console.scopes(located)]


def _spec(located: Located, values: Mapping[str, str]) -> Question:
    selector = located.selector
    return {
        "ref": located.full_name,
        "control": selector.control,
        "name": _filled(selector.name, values),
        "key": _filled(selector.key, values),
        "column": selector.column,
        "many": selector.many,
        "witnesses": [_witness(one.pointer(), values) for one in selector.find],
    }


def _witness(pointer: tuple[str, str], values: Mapping[str, str]) -> list[str]:
    kind, value = pointer
    return [kind, value.format_map(values) if kind not in {"css", "class_prefix"} else value]


def _filled(template: str | None, values: Mapping[str, str]) -> str | None:
    return template.format_map(values) if template is not None else None


def radio_in(group: list[Question], option: str) -> list[Question]:
    """The radio called `option` inside a group."""
    inner = {
        "ref": f"{group[-1]['ref']}[{option}]",
        "control": "radio",
        "name": option,
        "key": None,
        "column": None,
        "many": False,
        "witnesses": [["role", "radio"]],
    }
    return [*group, inner]


def frame_url(console: Console, selector: Selector) -> str | None:
    """Start of the address of the frame the selector lives in."""
    return console.url(selector.frame) if selector.frame else None


def stopped_by(seen: Mapping[str, Any] | None) -> QnAssistError | None:
    """The typed failure for what stands in the way, if it is one that stops everything."""
    if not seen:
        return None
    if seen.get("captcha"):
        return CaptchaSeen(
            "出现安全验证（滑块或拼图），已停止所有写操作",
            remedy="请本人完成：qn-assist login 店铺名 --resume",
        )
    if seen.get("login"):
        return LoginNeeded("登录已失效，页面弹出了登录框", remedy="运行 qn-assist login 重新登录")
    if seen.get("permission"):
        return NoPermission(
            f"这个账号没有权限：{seen['permission']}", remedy="请主账号开通该页面的权限"
        )
    return None


def unknown_dialog(titles: list[str]) -> UnknownDialog:
    shown = "、".join(titles) or "（没有标题）"
    return UnknownDialog(
        f"出现不认识的弹窗：{shown}", remedy="请人工看一下；确认无害后可加进后台文件的 masks"
    )


def page_changed(answer: Mapping[str, Any]) -> PageChanged:
    """`answer` is the page's refusal: why, at, candidates."""
    why = REASONS.get(str(answer.get("why")), str(answer.get("why")))
    found = tuple(str(one) for one in answer.get("candidates", ()))
    listed = f"；看到的是：{'；'.join(found)}" if found else ""
    return PageChanged(
        f"{answer.get('at')} {why}{listed}",
        candidates=found,
        remedy="页面可能改版了：运行 qn-assist check --live 查看，并改 selectors/ 里的文件",
    )
