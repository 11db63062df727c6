"""Every parser of console text: what it understands is right, all else is refused by name."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from qn_assist.basics import text
from qn_assist.basics.masking import mask
from qn_assist.case.tickets import Remark, Ticket, console_state, order_status, parse_remarks
from qn_assist.facts.cells import code_text, count, day, files, id_text, moment, optional_id

from .texts import ANY, HOSTILE, as_consoles_write

PARSERS: list[Callable[[str], Any]] = [
    text.parse_id,
    text.parse_time,
    text.parse_day,
    text.parse_duration,
    text.parse_money,
    text.optional,
    parse_remarks,
    order_status,
    console_state,
    id_text,
    optional_id,
    code_text,
    count,
    day,
    moment,
    files,
]
PART = st.integers(0, 999_999)
AMOUNT = st.decimals(0, 999_999_999, places=2, allow_nan=False)
IDS = st.from_regex(r"[0-9A-Za-z_/-]{1,30}", fullmatch=True)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(9999, 12, 30)) | st.sampled_from(  # noqa: DTZ001
    [
        datetime(2026, 12, 31, 23, 59, 59),  # noqa: DTZ001
        datetime(2027, 1, 1),  # noqa: DTZ001
        datetime(2028, 2, 29, 12),  # noqa: DTZ001
    ]
)
UNKNOWN_TIMES = {datetime(2000, 1, 1), datetime(1970, 1, 1, 8)}  # noqa: DTZ001


def refusal_of(parse: Callable[[str], Any], shown: str) -> ValueError | None:
    try:
        parse(shown)
    except ValueError as refusal:
        return refusal
    return None


@given(st.sampled_from(PARSERS), ANY)
def test_any_text_is_a_value_or_a_named_refusal(parse: Callable[[str], Any], shown: str) -> None:
    refusal = refusal_of(parse, shown)
    # A subclass, or English, would be no words of ours.
    assert refusal is None or type(refusal) is ValueError
    assert refusal is None or re.search(r"[\u4e00-\u9fff]", str(refusal))


@given(st.data(), PART, PART, PART, PART, st.sampled_from(["", "剩余", "已超时", "已超过标准时效"]))
def test_a_length_of_time_is_read_as_it_is_written(
    data: st.DataObject, days: int, hours: int, minutes: int, seconds: int, way: str
) -> None:
    written = f"{way}{days}天{hours}小时{minutes}分{seconds}秒"
    shown = data.draw(as_consoles_write(written))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    assert text.parse_duration(shown) == (-length if way.startswith("已") else length)


@given(ANY)
@example("5²天")
@example("1 2天")
@example("剩余٣天")
def test_no_length_of_time_is_made_of_other_digits_than_it_shows(shown: str) -> None:
    try:
        length = text.parse_duration(shown)
    except ValueError:
        return
    if length is not None:
        units = {"天": 86400, "小时": 3600, "分": 60, "秒": 1}
        found = re.findall(r"([0-9]+)(天|小时|分|秒)", re.sub(r"\s", "", text.narrow(shown)))
        assert abs(length).total_seconds() == sum(int(n) * units[unit] for n, unit in found)
        assert (length < timedelta(0)) <= ("已超" in shown)


@given(st.data(), AMOUNT, st.sampled_from(["", "￥", "¥"]), st.booleans())
def test_an_amount_is_read_to_the_cent(
    data: st.DataObject, amount: Decimal, sign: str, grouped: bool
) -> None:
    written = f"{sign}{amount:,.2f}" if grouped else f"{sign}{amount:.2f}元"
    assert text.parse_money(data.draw(as_consoles_write(written))) == abs(amount)


@pytest.mark.parametrize(
    "shown", ["1,25", "1,2,3", "5²", "1.2.3", "-5", "5%", "1e3", "٣", "9" * 40]
)
def test_what_is_no_amount_in_yuan_is_refused(shown: str) -> None:
    with pytest.raises(ValueError, match="不是金额"):
        text.parse_money(shown)


@given(st.data(), IDS)
def test_an_id_is_read_to_the_last_character(data: st.DataObject, written: str) -> None:
    assert text.parse_id(data.draw(as_consoles_write(written))) == written


@given(IDS, st.sampled_from([" ", "\n", "\t", "、", ",", "②", "½"]), IDS)
def test_two_ids_are_never_one(left: str, between: str, right: str) -> None:
    with pytest.raises(ValueError, match="不是编号"):
        text.parse_id(left + between + right)


@given(st.data(), MOMENTS, st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S"]))
def test_a_time_is_read_in_shanghai_whatever_the_year(
    data: st.DataObject, when: datetime, form: str
) -> None:
    when = when.replace(microsecond=0)
    read = text.parse_time(data.draw(as_consoles_write(when.strftime(form))))
    assert read == (None if when in UNKNOWN_TIMES else when.replace(tzinfo=text.SHANGHAI))
    if read is not None:
        assert read.astimezone(UTC).astimezone(text.SHANGHAI) == read


@given(st.data(), st.dates(date(1970, 1, 2), date(9999, 12, 30)))
def test_a_day_is_read_as_it_is_written(data: st.DataObject, when: date) -> None:
    wanted = None if when == date(2000, 1, 1) else when
    assert text.parse_day(data.draw(as_consoles_write(when.isoformat()))) == wanted


@pytest.mark.parametrize("shown", ["0001-01-01 00:00:00", "1969-12-31 23:59", "2026-02-29 00:00"])
def test_a_time_that_cannot_be_is_refused(shown: str) -> None:
    with pytest.raises(ValueError, match="不是时间"):
        text.parse_time(shown)


SAID = st.text(
    st.characters(exclude_characters="【】｜|", exclude_categories=("C", "Z")), min_size=1
)
BY = SAID.map(lambda name: name[:30])
AT = st.datetimes().map(lambda when: f"{when:%m-%d %H:%M:%S}")


@given(st.lists(st.tuples(SAID, BY, AT), min_size=1, max_size=5))
@example([("催过【急】", "小青", "12-31 23:59:59"), ("已联系", "小青", "01-01 00:00:01")])
def test_remarks_come_back_one_by_one(remarks: list[tuple[str, str, str]]) -> None:
    shown = "\n".join(f"{words}【{by}｜{at}】" for words, by, at in remarks)
    if text.UNKNOWN.isdisjoint(words for words, _, _ in remarks):
        assert parse_remarks(shown) == tuple(
            Remark(text=words, by=by, at=at) for words, by, at in remarks
        )


@given(ANY)
def test_no_remark_is_lost(shown: str) -> None:
    kept = "".join(one.text + (one.by or "") + (one.at or "") for one in parse_remarks(shown))
    marks = re.compile(r"[\s【】｜|]")
    wanted = marks.sub("", text.tidy(shown))
    assert marks.sub("", kept) == wanted or wanted in {"-", "--", "—", "无", "null", "None", "暂无"}


@given(ANY)
def test_nothing_a_terminal_obeys_or_nobody_sees_is_left(shown: str) -> None:
    for told in (text.visible(shown), text.tidy(shown), mask(shown)):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", told)
        assert not re.search(r"[\u2028\u2029\u2066-\u2069\ue000-\uf8ff\ud800-\udfff]", told)
        told.encode()
    assert text.tidy(text.tidy(shown)) == text.tidy(shown)


@given(ANY, ANY)
def test_comparing_has_no_side_and_two_empty_texts_are_never_the_same(a: str, b: str) -> None:
    assert text.same(a, b) == text.same(b, a)
    assert not text.same("\u200b ", "\ue601")
    assert text.same(a, a) == bool(text.fold(a))


@given(
    st.dictionaries(
        st.sampled_from(sorted(set(Ticket.model_fields) - {"read_at", "shop", "kind", "buyer"})),
        ANY | st.integers() | st.floats() | st.none() | st.booleans(),
    )
)
def test_a_row_becomes_a_ticket_or_is_refused(row: dict[str, Any]) -> None:
    whole = {"ticket_id": "1", "order_id": "2", **row}
    now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=text.SHANGHAI)
    try:
        ticket = Ticket.model_validate({**whole, "shop": "s", "kind": "k", "read_at": now})
    except ValidationError:
        return
    assert Ticket.model_validate_json(ticket.model_dump_json()).digest() == ticket.digest()
    left = ticket.left(now + timedelta(seconds=2))
    if ticket.deadline is None and ticket.time_left is not None:
        assert left == ticket.time_left - timedelta(seconds=2)


@pytest.mark.parametrize("value", [946656000000, 0, 1.5, True])
def test_a_bare_number_is_no_time(value: float) -> None:
    row = {"shop": "s", "kind": "k", "ticket_id": "1", "order_id": "2", "deadline": value}
    with pytest.raises(ValidationError, match="不是时间"):
        Ticket.model_validate({**row, "read_at": datetime.now(text.SHANGHAI)})


@pytest.mark.parametrize("shown", [one * (10_000 // len(one) + 1) for one in HOSTILE])
@pytest.mark.parametrize("parse", [*PARSERS, mask], ids=lambda parse: parse.__name__)
def test_ten_thousand_characters_take_no_time(parse: Callable[[str], Any], shown: str) -> None:
    """Processor time: what grows with the square of the length takes seconds here."""
    before = time.process_time()
    refusal_of(parse, shown)
    assert time.process_time() - before < 1
