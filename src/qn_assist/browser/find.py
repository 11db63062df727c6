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
from qn_assist.basics.language import listed, t
from qn_assist.console import Console, Located, Selector

Question = dict[str, Any]

_SCRIPTS = resources.files("qn_assist.browser").joinpath("js")
_LIBRARY = _SCRIPTS.joinpath("page.js").read_text("utf-8")
_OUTLINE = _SCRIPTS.joinpath("outline.js").read_text("utf-8")
_COVER = _SCRIPTS.joinpath("cover.js").read_text("utf-8")
COVER = f"(question) => {{ {_COVER} }}"
OUTLINE = f"(question) => {{ {_OUTLINE} }}"
SCRIPT = f"async (question) => {{ {_LIBRARY}\nreturn OPERATIONS[question.op](question); }}"

# Why an element is no good, in the page library's words; people read `browser.why.<reason>`.
REASONS = frozenset(
    "missing ambiguous conflict covered disabled moving loading still_there not_chosen"
    " no_option".split()
)


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
            t("browser.captcha"),
            remedy=t("browser.captcha.remedy"),
        )
    if seen.get("login"):
        return LoginNeeded(t("browser.login_box"), remedy=t("browser.login_again"))
    if seen.get("permission"):
        return NoPermission(
            t("browser.no_permission", said=seen["permission"]),
            remedy=t("browser.no_permission.remedy"),
        )
    return None


def unknown_dialog(titles: list[str]) -> UnknownDialog:
    shown = listed(titles) or t("browser.no_title")
    return UnknownDialog(
        t("browser.unknown_dialog", titles=shown), remedy=t("browser.unknown_dialog.remedy")
    )


def page_changed(answer: Mapping[str, Any]) -> PageChanged:
    """`answer` is the page's refusal: why, at, candidates."""
    said = str(answer.get("why"))
    reason = said.replace(" ", "_")
    why = t(f"browser.why.{reason}") if reason in REASONS else said
    found = tuple(str(one) for one in answer.get("candidates", ()))
    listed = t("browser.candidates", found=t("browser.apart").join(found)) if found else ""
    return PageChanged(
        f"{answer.get('at')} {why}{listed}",
        candidates=found,
        remedy=t("browser.page_changed.remedy"),
    )
