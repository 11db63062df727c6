"""A row that cannot be read puts in doubt what it might have been about."""

from __future__ import annotations

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.datafiles import Sheet, sheet_of
from qn_assist.facts import facts_of, subject_of

ORDER = "4012345678901230481"
OTHER = "5012345678901230481"
SHIPMENTS = "订单号,快递公司,运单号"
AGREEMENTS = "订单号,协商类型,约定时间,记录时间,凭证"


def sheet(*lines: str) -> Sheet:
    return sheet_of("\n".join(lines).encode(), "t.csv", packed=False)


def doubts(table: str, *lines: str, order: str = ORDER) -> tuple[tuple[str, ...], ...]:
    facts = facts_of({table: sheet(*lines)})
    return facts.doubts_about(subject_of(order, waybill="YT1", items=["QH-001"]))


@pytest.mark.parametrize("key", ["", "-", "null", "订单", "786/787"])
def test_a_row_that_could_be_anybodys_puts_everybody_in_doubt(key: str) -> None:
    row = f"{key},延迟发货,2026-06-24,2026-06-17 10:00,a.png"
    for order in (ORDER, OTHER):
        _, unreadable = doubts("agreements", AGREEMENTS, row, order=order)
        assert unreadable == (f"agreements:{key}",)


@pytest.mark.parametrize("key", ["4.01E+18", "4.01234567890123E+18", "4012345678901230000"])
def test_a_rounded_number_concerns_those_it_may_have_been(key: str) -> None:
    row = f"{key},退款,2026-06-24,2026-06-17 10:00,a.png"
    assert doubts("agreements", AGREEMENTS, row)[1] == (f"agreements:{key}",)
    assert doubts("agreements", AGREEMENTS, row, order=OTHER)[1] == ()


def test_a_bad_row_with_a_key_concerns_its_own_case_however_it_is_written() -> None:
    wide = ORDER.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    named, unreadable = doubts("shipments", SHIPMENTS, f"{wide},圆通速递,")
    assert (named, unreadable) == ((ORDER,), ())
    assert doubts("shipments", SHIPMENTS, f"{wide},圆通速递,", order=OTHER) == ((), ())


def test_a_line_of_totals_is_no_row() -> None:
    found = doubts("stock", "商家编码,商品名称,可用库存", "QH-001,地毯,3", "合计,,3")
    assert found == ((), ())


def test_an_article_without_a_code_is_none_that_an_order_names() -> None:
    head = "商家编码,商品名称,可用库存"
    assert doubts("stock", head, ",赠品,3") == ((), ())
    assert doubts("stock", head, "4.01E+12,地毯,3", order=OTHER)[1] == ()


def test_a_bad_contact_says_nothing_about_any_case() -> None:
    assert doubts("courier_contacts", "快递公司,网点,城市,电话", ",,,") == ((), ())


def test_one_waybill_of_two_couriers_is_no_parcel() -> None:
    rows = [f"{ORDER},圆通速递,YT1", f"{ORDER},中通快递,YT1"]
    assert facts_of({"shipments": sheet(SHIPMENTS, *rows)}).shipment(ORDER) is None


def test_an_area_that_ends_before_it_begins_is_a_fault_of_its_row() -> None:
    head = "地区,类型,开始日期,结束日期,原因,公告"
    facts = facts_of({"relief_areas": sheet(head, "云南省,发货地,2026-06-18,2026-06-01,洪水,无")})
    assert "早于开始日期" in facts.faults[0].message
    assert facts.rows == {}


@pytest.mark.parametrize("word", ["丢件", "已丢失", "遗失"])
def test_other_words_for_a_lost_parcel(word: str) -> None:
    rows = sheet("运单号,答复时间,答复类型", f"YT1,2026-06-18 10:00,{word}")
    found = facts_of({"courier_answers": rows}).answer("YT1")
    assert found is not None
    assert found.kind == "lost"


def test_an_answer_in_words_that_nobody_knows_is_a_fault_of_its_row() -> None:
    rows = sheet("运单号,答复时间,答复类型", "YT1,2026-06-18 10:00,大概丢了")
    facts = facts_of({"courier_answers": rows})
    assert "大概丢了" in facts.faults[0].message
    assert facts.doubtful == {"YT1"}


@pytest.mark.parametrize("heading", ["*订单号", "订单号*", "订单号（必填）", "＊订单号"])
def test_a_heading_that_is_marked_as_compulsory(heading: str) -> None:
    rows = sheet(f"{heading},快递公司,运单号", f"{ORDER},圆通速递,YT1")
    assert facts_of({"shipments": rows}).shipment(ORDER) is not None


@pytest.mark.parametrize("heading", ["发货日期", "发货时间"])
def test_a_date_may_be_called_a_time(heading: str) -> None:
    rows = sheet(f"{SHIPMENTS},{heading}", f"{ORDER},圆通速递,YT1,2026/6/18")
    found = facts_of({"shipments": rows}).shipment(ORDER)
    assert found is not None
    assert found.shipped_at is not None


@pytest.mark.parametrize("heading", ["发货时问", "发货时间点", "发时间"])
def test_a_heading_that_is_nearly_one_is_asked_about(heading: str) -> None:
    rows = sheet(f"{SHIPMENTS},{heading}", f"{ORDER},圆通速递,YT1,2026/6/18")
    with pytest.raises(DataFileError, match="是不是“发货时间”"):
        facts_of({"shipments": rows})


def test_a_title_may_be_called_otherwise() -> None:
    rows = sheet("商家编码,商品名,可用库存", "QH-001,地毯,3")
    found = facts_of({"stock": rows}).stock("QH-001")
    assert found is not None
    assert found.title == "地毯"


@pytest.mark.parametrize("heading", ["下单时间", "付款时间", "备注", "收货人", "商品编码"])
def test_other_headings_of_an_export_are_none_of_ours(heading: str) -> None:
    rows = sheet(f"{SHIPMENTS},{heading}", f"{ORDER},圆通速递,YT1,x")
    assert facts_of({"shipments": rows}).shipment(ORDER) is not None


@pytest.mark.parametrize(
    "above", [["sep=,"], ["6月发货明细"], ["青禾家居", "导出时间：2026-06-18"]]
)
def test_what_stands_above_the_headings_is_not_read(above: list[str]) -> None:
    facts = facts_of({"shipments": sheet(*above, SHIPMENTS, f"{ORDER},圆通速递,")})
    assert facts.faults[0].line == len(above) + 2
    good = facts_of({"shipments": sheet(*above, SHIPMENTS, f"{ORDER},圆通速递,YT1")})
    assert good.shipment(ORDER) is not None


def test_a_separator_that_the_file_names() -> None:
    rows = sheet("sep=;", SHIPMENTS.replace(",", ";"), f"{ORDER};圆通速递;YT1")
    assert facts_of({"shipments": rows}).shipment(ORDER) is not None
