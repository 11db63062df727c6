"""Only the ticket's own row counts, and a page that moves under the mouse gets no click."""

from __future__ import annotations

from .conftest import SOON_MS, Board

TABLE = {"is": "table", "find": [{"css": ".next-table"}]}
ROW = {"is": "row", "inside": "table", "key": "{id}", "find": [{"css": ".next-table-row"}]}
BY_COLUMN = {**ROW, "column": "任务编号"}
HANDLE = {"is": "button", "name": "处理", "inside": "row", "find": [{"role": "button"}]}
LISTEN = """() => { window.clicked = []; document.addEventListener('click', (event) => {
  const row = event.target.closest('tr');
  window.clicked.push(row ? row.dataset.id : 'page'); }) }"""


def row_of(number: str, order: str, action: str = "<button>处理</button>") -> str:
    return (
        f"<tr class=next-table-row data-id={number}>"
        f"<td>{number}</td><td>{order}</td><td>{action}</td></tr>"
    )


def show(board: Board, *rows: str, by: dict[str, object] | None = None) -> None:
    head = "<tr><th>任务编号</th><th>订单号</th><th>操作</th></tr>"
    html = f"<div class=next-table><table>{head}{''.join(rows)}</table></div>"
    board.show(html, table=TABLE, row=by or BY_COLUMN, handle=HANDLE)
    board.page.evaluate(LISTEN)


def clicked(board: Board) -> list[str]:
    found: list[str] = board.page.evaluate("window.clicked")
    return found


def test_the_button_of_the_tickets_own_row_is_clicked(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002"), row_of("103", "9003"))
    board.click("handle", id="102")
    assert clicked(board) == ["102"]


def test_a_row_without_the_button_never_lends_the_neighbours(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002", action="-"))
    assert board.why("handle", id="102") == "missing"


def test_a_ticket_that_is_not_listed_has_no_row(board: Board) -> None:
    show(board, row_of("101", "9001"))
    assert board.why("handle", id="10") == "missing"
    assert board.why("handle", id="1011") == "missing"


def test_a_number_in_another_column_is_another_ticket(board: Board) -> None:
    show(board, row_of("101", "102"))
    assert board.why("handle", id="102") == "missing"


def test_without_a_column_the_id_must_be_a_whole_word_of_the_row(board: Board) -> None:
    show(board, row_of("1019", "9001"), row_of("a101", "9002"), row_of("101", "9003"), by=ROW)
    board.click("handle", id="101")
    assert clicked(board) == ["101"]


def test_two_rows_of_the_same_ticket_are_ambiguous(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("101", "9002"))
    assert board.why("handle", id="101") == "ambiguous"


def test_two_buttons_of_the_same_name_in_the_row_are_ambiguous(board: Board) -> None:
    twice = "<button>处理</button><button>处理</button>"
    show(board, row_of("101", "9001", action=twice))
    assert board.why("handle", id="101") == "ambiguous"


SHIFT = """() => { const row = document.querySelector('[data-id="101"]');
  row.parentElement.append(row); }"""
PUSH = """() => { const gap = document.createElement('div');
  gap.style.height = '%s'; document.body.prepend(gap); }"""


# The table and its row: what is measured when a row is looked for.
BOXES_A_LOOK = 2
FREEZE = """() => { const boxOf = Element.prototype.getBoundingClientRect; let left = %d;
  window.frozen = 0;
  Element.prototype.getBoundingClientRect = function () {
    if (left-- > 0 && ++window.frozen)
      for (const end = performance.now() + %d; performance.now() < end;);
    return boxOf.call(this); }; }"""


def test_time_a_page_was_frozen_in_is_not_time_it_had(board: Board) -> None:
    show(board, row_of("101", "9001"))
    board.page.evaluate(FREEZE % (1, 2 * SOON_MS))
    board.click("handle", id="101")
    assert clicked(board) == ["101"]


BUSY = """() => { const boxOf = Element.prototype.getBoundingClientRect; let looked = false;
  const busy = () => { for (const end = performance.now() + %d; performance.now() < end;);
    document.querySelector('td').style.width = '300px'; };
  Element.prototype.getBoundingClientRect = function () {
    if (!looked) setTimeout(busy);
    looked = true;
    return boxOf.call(this); }; }"""


def test_a_page_busy_between_two_looks_gets_another(board: Board) -> None:
    show(board, row_of("101", "9001"))
    board.page.evaluate(BUSY % (2 * SOON_MS))
    board.click("handle", id="101")
    assert clicked(board) == ["101"]


def test_a_page_that_freezes_again_and_again_is_given_up(board: Board) -> None:
    show(board, row_of("101", "9001"))
    board.page.evaluate(FREEZE % (1000, 2 * SOON_MS))
    assert board.why("row", id="102") == "missing"
    assert board.page.evaluate("window.frozen") <= 3 * BOXES_A_LOOK


def test_rows_that_change_places_between_look_and_click_swallow_the_click(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002"))
    spot = board.ask("point", "handle", {"id": "101"})
    board.page.evaluate(SHIFT)
    board.page.mouse.click(spot["x"], spot["y"])
    assert clicked(board) == []


def test_a_page_that_slides_down_between_look_and_click_swallows_the_click(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002"))
    spot = board.ask("point", "handle", {"id": "102"})
    height = board.page.evaluate("document.querySelector('[data-id=\"101\"]').offsetHeight")
    board.page.evaluate(PUSH % f"{height}px")
    board.page.mouse.click(spot["x"], spot["y"])
    assert clicked(board) == []


def test_the_guard_lets_the_right_click_through_and_goes(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002"))
    board.click("handle", id="101")
    board.page.locator('[data-id="102"] button').click()
    assert clicked(board) == ["101", "102"]


def test_a_swallowed_click_does_not_swallow_the_next(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002"))
    spot = board.ask("point", "handle", {"id": "101"})
    board.page.evaluate(SHIFT)
    board.page.mouse.click(spot["x"], spot["y"])
    board.click("handle", id="101")
    assert clicked(board) == ["101"]
    assert board.ask("missed", "handle", {"id": "101"})["count"] == 1


def test_a_look_without_a_click_does_not_disturb_the_next_one(board: Board) -> None:
    show(board, row_of("101", "9001"), row_of("102", "9002"))
    board.ask("point", "handle", {"id": "101"})
    board.click("handle", id="102")
    assert clicked(board) == ["102"]


def test_a_button_that_moves_is_waited_for(board: Board) -> None:
    show(board, row_of("101", "9001"))
    board.page.evaluate(
        """() => document.querySelector('table').animate(
          [{transform: 'translateX(0)'}, {transform: 'translateX(200px)'}],
          {duration: 250, fill: 'forwards'})"""
    )
    board.click("handle", id="101")
    assert clicked(board) == ["101"]


def test_rows_under_a_loading_mask_are_not_pointed_at(board: Board) -> None:
    show(board, row_of("101", "9001"))
    board.page.evaluate("document.querySelector('.next-table').classList.add('next-table-loading')")
    assert board.ask("point", "handle", {"id": "101"})["why"] == "loading"


VEIL = "<div style='position:fixed;inset:0;background:#fff8' class=busy></div>"


def read(board: Board) -> str:
    """Why the table is not read; "" when it is."""
    answer = board.ask("table", "table", pagination=None, page=None)
    return "" if answer["ok"] else str(answer["why"])


def test_a_table_under_a_veil_is_not_read(board: Board) -> None:
    """Whatever a console calls what lies over its page while it loads."""
    show(board, row_of("101", "9001"))
    assert read(board) == ""
    board.page.evaluate(f"document.body.insertAdjacentHTML('beforeend', `{VEIL}`)")
    assert read(board) == "loading"
    board.page.evaluate("document.querySelector('.busy').remove()")
    assert read(board) == ""


def test_a_dialog_and_a_small_thing_in_front_are_no_veil(board: Board) -> None:
    """One reads on under a notice; a chat button covers a corner."""
    show(board, row_of("101", "9001"))
    notice = "<div role=dialog style='position:fixed;inset:0'>公告</div>"
    board.page.evaluate(f"document.body.insertAdjacentHTML('beforeend', `{notice}`)")
    assert read(board) == ""
    show(board, row_of("101", "9001"))
    corner = "<div style='position:fixed;right:0;bottom:0;width:40px;height:40px'></div>"
    board.page.evaluate(f"document.body.insertAdjacentHTML('beforeend', `{corner}`)")
    assert read(board) == ""
