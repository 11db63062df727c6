"""What is clicked must say which control it means: found by place or style alone it is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.console import Flows, load_console, load_flows, load_platform
from qn_assist.console.load_flows import clicked
from qn_assist.console.selectors import Witness

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("css", "names"),
    [
        ("#fm-login-submit", True),
        ("[name=fm-login-id]", True),
        ("button[data-spm='submit']", True),
        ("a:nth-of-type(3)", False),
        ("#menu li:nth-child(2)", False),
        ("#menu li:last-child a", False),
        (".next-btn.next-next", False),
        ("#menu a", False),
        ("button", False),
    ],
)
def test_css_names_something_by_an_id_or_a_valued_attribute(css: str, names: bool) -> None:
    assert Witness(css=css).names_something is names


@pytest.mark.parametrize("kind", ["text", "label", "placeholder", "id", "test_id", "beside"])
def test_a_word_or_an_id_names_something(kind: str) -> None:
    assert Witness.model_validate({kind: "退出"}).names_something


@pytest.mark.parametrize("kind", ["role", "class_prefix"])
def test_what_many_have_names_nothing(kind: str) -> None:
    assert not Witness.model_validate({kind: "button"}).names_something


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("flows/qianniu/message.yaml", "click: send", "click: said_or_none", "submit.click"),
        ("selectors/qianniu/tasks.yaml", "is: button, name: 下一页,", "is: button,", "next_page"),
        ("selectors/qianniu/tasks.yaml", "is: button, name: 处理, inside: row, find: [{role",
         "is: button, inside: row, find: [{role", "opens"),
        ("selectors/qianniu/shell.yaml", "    name: 完成\n", "", "masks.新手引导.close"),
    ],
)  # fmt: skip
def test_a_click_on_what_names_nothing_is_refused_where_the_files_are_loaded(
    tmp_path: Path, file: str, old: str, new: str, where: str
) -> None:
    for folder in ("flows", "selectors"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / file
    written = path.read_text("utf-8")
    assert old in written, file
    path.write_text(written.replace(old, new), "utf-8")
    with pytest.raises(DataFileError) as refused:
        loaded(tmp_path)
    told = [one for one in refused.value.faults if "没有名字" in one.message]
    assert any(where in one.path for one in told), refused.value.faults


def test_every_kind_of_click_is_looked_at() -> None:
    """Of the consoles that ship: opening, tabs, paging, logging in, submitting, confirming."""
    flows = loaded(ROOT)
    places = set()
    for flow in [flows.login, *flows.lists, *flows.actions.values()]:
        places |= {word for place, _ in clicked(flow) for word in place}
    assert places >= {"click", "choose_tab", "next_page", "submit", "confirm", "quick_enter"}


def loaded(folder: Path) -> Flows:
    platform = load_platform(folder / "selectors/qianniu/platform.yaml")
    return load_flows(folder / "flows", load_console(folder / "selectors", "qianniu"), platform)
