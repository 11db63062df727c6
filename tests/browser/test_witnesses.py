"""The rule by which witnesses elect one element, or nothing."""

from __future__ import annotations

import pytest

from .conftest import Board

SUBMIT = {"is": "button", "name": "提交", "find": [{"role": "button"}]}
FORM = '<div class="next-form-item"><label class="next-form-item-label">{0}</label>{1}</div>'


def field(label: str, control: str) -> str:
    return FORM.format(label, control)


def test_the_only_control_of_the_type_and_name_is_elected(board: Board) -> None:
    board.show("<button>提交</button><button>取消</button><a>提交</a>", submit=SUBMIT)
    assert board.why("submit") == ""


def test_two_controls_of_the_same_name_are_ambiguous(board: Board) -> None:
    board.show("<button>提交</button><p><button>提交</button></p>", submit=SUBMIT)
    assert board.why("submit") == "ambiguous"


def test_a_refusal_lists_what_was_found_instead(board: Board) -> None:
    board.show("<button id=a>保存</button><button id=b>取消</button>", submit=SUBMIT)
    answer = board.ask("wait", "submit", gone=False)
    assert answer["why"] == "missing"
    assert answer["candidates"] == ["<button#a > 保存", "<button#b > 取消"]


def test_a_second_one_that_no_witness_points_at_is_ambiguous_too(board: Board) -> None:
    """A witness that points at one of two equal buttons does not make it the right one."""
    both = {"is": "button", "name": "提交", "find": [{"id": "mine"}]}
    board.show("<button id=mine>提交</button><button>提交</button>", submit=both)
    assert board.why("submit") == "ambiguous"


def test_a_witness_that_points_elsewhere_is_a_conflict(board: Board) -> None:
    area = {"is": "input", "name": "影响地区", "find": [{"label": "影响地区"}, {"id": "area"}]}
    html = field("影响地区", "<input>") + field("说明", "<input id=area>")
    board.show(html, area=area)
    assert board.why("area") == "conflict"


def test_a_witness_that_finds_nothing_is_silent(board: Board) -> None:
    area = {"is": "input", "name": "影响地区", "find": [{"label": "影响地区"}, {"id": "gone"}]}
    board.show(field("影响地区", "<input>"), area=area)
    assert board.why("area") == ""


def test_the_named_control_of_another_type_is_not_taken(board: Board) -> None:
    note = {"is": "textarea", "name": "说明", "find": [{"label": "说明"}]}
    board.show(field("说明", "<input>"), note=note)
    assert board.why("note") == "missing"


def test_two_empty_names_are_never_equal(board: Board) -> None:
    nameless = {"is": "button", "name": " \u200b", "find": [{"role": "button"}]}
    board.show("<button></button>", nameless=nameless)
    assert board.why("nameless") == "missing"


def test_a_name_that_came_out_empty_is_not_any_name(board: Board) -> None:
    sent = {"is": "text", "name": "{text}", "find": [{"css": ".said"}]}
    board.show("<p class=said>您好</p>", sent=sent)
    assert board.why("sent", text="") == "missing"


def test_a_row_whose_key_came_out_empty_is_not_any_row(board: Board) -> None:
    row = {"is": "row", "key": "{id}", "find": [{"css": ".next-table-row"}]}
    board.show("<table><tr class=next-table-row><td>17</td></tr></table>", row=row)
    assert board.why("row", id="") == "missing"


@pytest.mark.parametrize(
    "shown",
    [
        "提 交",
        "提\n交",
        "<i>\ue6a3</i>提交",
        "提交\u200b",
        "<span>提</span><span>交</span>",
    ],
)
def test_white_space_and_icon_glyphs_are_no_part_of_a_name(board: Board, shown: str) -> None:
    board.show(f"<button>{shown}</button>", submit=SUBMIT)
    assert board.why("submit") == ""


@pytest.mark.parametrize("shown", ["运单号/交易单号", "运单号／交易单号"])
def test_full_width_and_half_width_are_the_same(board: Board, shown: str) -> None:
    keyword = {
        "is": "input",
        "name": "运单号/交易单号",
        "find": [{"placeholder": "运单号/交易单号"}],
    }
    board.show(f'<input placeholder="{shown}">', keyword=keyword)
    assert board.why("keyword") == ""


@pytest.mark.parametrize("shown", ["提交订单", "不提交", "Submit"])
def test_a_similar_name_is_another_name(board: Board, shown: str) -> None:
    board.show(f"<button>{shown}</button>", submit=SUBMIT)
    assert board.why("submit") == "missing"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div class="next-overlay-wrapper"><button>提交</button></div>',
        "<div style='display:none'><button>提交</button></div>",
        "<div style='visibility:hidden'><button>提交</button></div>",
        "<button style='width:0;height:0;padding:0;border:0;overflow:hidden'>提交</button>",
    ],
)
def test_what_is_not_shown_does_not_count(board: Board, hidden: str) -> None:
    board.show(hidden, submit=SUBMIT)
    assert board.why("submit") == "missing"
    board.show(f"{hidden}<p><button>提交</button></p>", submit=SUBMIT)
    assert board.why("submit") == ""


def test_an_open_overlay_counts(board: Board) -> None:
    overlay = '<div class="next-overlay-wrapper opened"><button>提交</button></div>'
    board.show(overlay, submit=SUBMIT)
    assert board.why("submit") == ""


def test_a_scope_keeps_the_rest_of_the_page_out(board: Board) -> None:
    dialog = {"is": "dialog", "name": "上报问题", "find": [{"role": "dialog"}]}
    inside = {**SUBMIT, "inside": "dialog"}
    html = '<button>提交</button><div role=dialog aria-label="上报问题"><button>提交</button></div>'
    board.show(html, dialog=dialog, submit=inside)
    assert board.why("submit") == ""


def test_a_missing_scope_is_not_replaced_by_the_page(board: Board) -> None:
    dialog = {"is": "dialog", "name": "上报问题", "find": [{"role": "dialog"}]}
    board.show("<button>提交</button>", dialog=dialog, submit={**SUBMIT, "inside": "dialog"})
    assert board.why("submit") == "missing"


def test_hashed_classes_are_found_by_their_beginning(board: Board) -> None:
    name = {"is": "text", "find": [{"class_prefix": "shopName-"}]}
    board.show('<p class="x shopName--a+9-">青禾</p><p class="myshopName--b">云岚</p>', name=name)
    assert board.text("name") == "青禾"


def test_a_disabled_button_is_not_pointed_at(board: Board) -> None:
    board.show("<button disabled>提交</button>", submit=SUBMIT)
    assert board.ask("point", "submit")["why"] == "disabled"


def test_a_covered_button_is_not_pointed_at(board: Board) -> None:
    cover = "<div style='position:fixed;inset:0' class=mask></div>"
    board.show(f"<button>提交</button>{cover}", submit=SUBMIT)
    answer = board.ask("point", "submit")
    assert answer["why"] == "covered"
    assert "mask" in answer["candidates"][0]


HOSTILE = [
    "<img src=x onerror=window.hit=1>",
    "{order_id} {{ 7*7 }} ${1}",
    "');window.hit=1;('",
    '"><script>window.hit=1</script>',
    "'][role=button], *",
    "\\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(board: Board, text: str) -> None:
    """A buyer's text is typed, compared and looked for as it is; none of it is run."""
    note = {"is": "textarea", "name": "说明", "find": [{"label": "说明"}]}
    sent = {"is": "text", "name": "{text}", "find": [{"css": ".said"}]}
    html = field("说明", "<textarea></textarea>") + "<p class=said></p><p class=said>别的</p>"
    board.show(html, note=note, sent=sent)
    assert board.ask("fill", "note", text=text)["value"] == text
    board.page.evaluate("(text) => { document.querySelector('.said').textContent = text }", text)
    assert board.why("sent", text=text) == ""
    assert board.page.evaluate("window.hit") is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_elect_nothing(board: Board, text: str) -> None:
    row = {
        "is": "row",
        "key": "{ticket_id}",
        "column": "编号",
        "find": [{"css": ".next-table-row"}],
    }
    html = (
        "<table class=next-table><tr><th>编号</th></tr>"
        "<tr class=next-table-row><td>17</td></tr></table>"
    )
    board.show(html, row=row)
    assert board.why("row", ticket_id=text) == "missing"
    assert board.page.evaluate("window.hit") is None
