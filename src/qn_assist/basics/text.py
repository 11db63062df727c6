"""The one way text from a console is compared, and the parsers of its small formats.

Every parser takes what a cell shows and returns None for the console's ways of saying "unknown"
(empty, `-`, `无`, null, the year-2000 and epoch sentinels). It raises ValueError for anything else
it does not understand: a value that cannot be read must not become "unknown" silently.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from qn_assist.basics.language import t

SHANGHAI = ZoneInfo("Asia/Shanghai")

UNKNOWN = frozenset({"", "-", "--", "—", "无", "null", "None", "暂无"})

# ERP feeds write an unknown time as 946656000000 ms, others as 0 (tickets.md §6).
_SENTINEL_TIMES = (datetime(2000, 1, 1, tzinfo=SHANGHAI), datetime(1970, 1, 1, 8, tzinfo=SHANGHAI))

# Nothing of this is seen: what a terminal obeys (controls), what turns the reading direction or
# takes no place (bidi, zero width, tags, fillers), icon fonts, halves of characters. Those of the
# controls that count as white space become a space. Its twin stands in browser/js/page.js.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_OBEYED_SPACE = re.compile(r"[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_SPACE = re.compile(r"\s+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_LENGTH = re.compile(
    r"(?P<way>已超时|已超过标准时效|剩余)?\s*(?=\d)(?:(\d{1,6})\s*天\s*)?(?:(\d{1,6})\s*小时\s*)?"
    r"(?:(\d{1,6})\s*分钟?\s*)?(?:(\d{1,6})\s*秒)?",
    re.ASCII,
)
_LEFT = "剩余"
_AROUND_AMOUNT = re.compile(r"(?<=[￥¥])\s+|\s+(?=元)")
_AMOUNT = re.compile(r"[￥¥]?(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(\.\d{1,6})?元?", re.ASCII)
_ID = re.compile(r"[0-9A-Za-z_/-]{1,100}")
_DATETIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
)
_FIRST_YEAR = 1970


def fold(text: str) -> str:
    """NFKC, no invisible or private-use characters, no white space: for comparing only."""
    return _SPACE.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def same(left: str, right: str) -> bool:
    """Equal after folding; two empty texts are never the same."""
    folded = fold(left)
    return bool(folded) and folded == fold(right)


def visible(text: str) -> str:
    """As it is, but for what a terminal would obey or a person would not see; lines are kept."""
    return _OBEYED_SPACE.sub(" ", _INVISIBLE.sub("", text).replace("\r\n", "\n"))


def tidy(text: str) -> str:
    """For showing: nothing invisible, runs of spaces joined, lines kept."""
    lines = visible(text).split("\n")
    return "\n".join(_SPACE.sub(" ", line).strip() for line in lines).strip()


def narrow(text: str) -> str:
    """For numbers and ids: invisible characters gone, full-width ones as ASCII, nothing else.

    NFKC would do too much here: it makes 52 of `5²` and 121 of `12①`.
    """
    return _INVISIBLE.sub("", text).translate(_FULL_WIDTH).strip()


def optional(text: str | None) -> str | None:
    """The text, or None where the console means "unknown"."""
    if text is None:
        return None
    shown = tidy(text)
    return None if shown in UNKNOWN else shown


def parse_id(text: str) -> str:
    """A ticket, order or waybill id; ids are strings (19 digits exceed 2^53).

    White space inside is refused: two ids in one cell are not one id.
    """
    shown = narrow(text)
    if not _ID.fullmatch(shown):
        raise ValueError(t("text.no_id", shown=text))
    return shown


def parse_time(text: str | None) -> datetime | None:
    """`2026-06-18 10:00:00` (seconds optional) in Asia/Shanghai; None for unknown.

    Years before 1970 are refused: in UTC the first ones do not exist.
    """
    shown = optional(text)
    if shown is None or shown == "0":
        return None
    for form in _DATETIME_FORMATS:
        try:
            parsed = datetime.strptime(narrow(shown), form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
        if parsed.year < _FIRST_YEAR:
            break
        return None if parsed in _SENTINEL_TIMES else parsed
    raise ValueError(t("text.no_time", shown=text))


def parse_day(text: str | None) -> date | None:
    """`2026-06-18`; None for unknown."""
    shown = optional(text)
    if shown is None:
        return None
    try:
        moment = parse_time(f"{narrow(shown)} 00:00")
    except ValueError:
        raise ValueError(t("text.no_date", shown=text)) from None
    return None if moment is None else moment.date()


def parse_duration(text: str | None) -> timedelta | None:
    """`剩余23小时59分` → positive, `已超时2天3小时` → negative: the time left; None for unknown."""
    shown = optional(text)
    if shown is None:
        return None
    match = _LENGTH.fullmatch(narrow(shown))
    if match is None:
        raise ValueError(t("text.no_length", shown=text))
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return length if match["way"] in (None, _LEFT) else -length


def parse_money(text: str | None) -> Decimal | None:
    """`50.0`, `￥50.00` or `¥1,250.00` in yuan, below a billion; None for unknown."""
    shown = optional(text)
    if shown is None:
        return None
    match = _AMOUNT.fullmatch(_AROUND_AMOUNT.sub("", narrow(shown)))
    if match is None:
        raise ValueError(t("text.no_sum", shown=text))
    return Decimal(match[1].replace(",", "") + (match[2] or ""))
