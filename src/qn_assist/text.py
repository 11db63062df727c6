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

SHANGHAI = ZoneInfo("Asia/Shanghai")

UNKNOWN = frozenset({"", "-", "--", "—", "无", "null", "None", "暂无"})

# ERP feeds write an unknown time as 946656000000 ms, others as 0 (tickets.md §6).
_SENTINEL_TIMES = (datetime(2000, 1, 1, tzinfo=SHANGHAI), datetime(1970, 1, 1, 8, tzinfo=SHANGHAI))

_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ue000-\uf8ff]"
)
_SPACE = re.compile(r"\s+")
_ZERO_WIDTH_DAYS = re.compile(r"(?:(\d+)天)?(?:(\d+)小时)?(?:(\d+)分钟?)?(?:(\d+)秒)?")
_ID = re.compile(r"[0-9A-Za-z_/-]+")
_DATETIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
)


def fold(text: str) -> str:
    """NFKC, no invisible or private-use characters, no white space: for comparing only."""
    return _SPACE.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def same(left: str, right: str) -> bool:
    """Equal after folding; two empty texts are never the same."""
    folded = fold(left)
    return bool(folded) and folded == fold(right)


def tidy(text: str) -> str:
    """For showing: invisible and bidi characters removed, runs of spaces joined, lines kept."""
    lines = _INVISIBLE.sub("", text.replace("\r\n", "\n")).split("\n")
    return "\n".join(_SPACE.sub(" ", line).strip() for line in lines).strip()


def optional(text: str | None) -> str | None:
    """The text, or None where the console means "unknown"."""
    if text is None:
        return None
    shown = tidy(text)
    return None if shown in UNKNOWN else shown


def parse_id(text: str) -> str:
    """A ticket, order or waybill id; ids are strings (19 digits exceed 2^53)."""
    shown = fold(text)
    if not _ID.fullmatch(shown):
        raise ValueError(f"不是编号：{text!r}")
    return shown


def parse_time(text: str | None) -> datetime | None:
    """`2026-06-18 10:00:00` (seconds optional) in Asia/Shanghai; None for unknown."""
    shown = optional(text)
    if shown is None or shown == "0":
        return None
    for form in _DATETIME_FORMATS:
        try:
            parsed = datetime.strptime(shown, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
        return None if parsed in _SENTINEL_TIMES else parsed
    raise ValueError(f"不是时间：{text!r}")


def parse_day(text: str | None) -> date | None:
    """`2026-06-18`; None for unknown."""
    shown = optional(text)
    if shown is None:
        return None
    try:
        return datetime.strptime(shown, "%Y-%m-%d").replace(tzinfo=SHANGHAI).date()
    except ValueError:
        raise ValueError(f"不是日期：{text!r}") from None


def parse_duration(text: str | None) -> timedelta | None:
    """`剩余23小时59分` → positive, `已超时2天3小时` → negative: the time left; None for unknown."""
    shown = optional(text)
    if shown is None:
        return None
    folded = fold(shown)
    late = folded.startswith(("已超时", "已超过标准时效"))
    body = re.sub(r"^(剩余|已超时|已超过标准时效)", "", folded)
    match = _ZERO_WIDTH_DAYS.fullmatch(body)
    if not body or match is None:
        raise ValueError(f"不是时长：{text!r}")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if late else length


def parse_money(text: str | None) -> Decimal | None:
    """`50.0`, `￥50.00` or `¥1,250.00` in yuan; None for unknown."""
    shown = optional(text)
    if shown is None:
        return None
    bare = fold(shown).lstrip("￥¥").replace(",", "")
    if not re.fullmatch(r"\d+(\.\d+)?元?", bare):
        raise ValueError(f"不是金额：{text!r}")
    return Decimal(bare.removesuffix("元"))
