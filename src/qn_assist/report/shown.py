"""How single values are shown to people: masked, without control characters, in Beijing time.

Every text that a report takes from a ticket, an order or a rule passes `shown`; ids pass
`id_shown`, which does not mask (an id that looks like a phone number is an id).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.basics.masking import mask
from qn_assist.basics.words import WORDS

TAIL, BRIEF = 6, 80
SOON = timedelta(hours=4)


def plain(value: str) -> str:
    """Lines kept, nothing in it that a terminal obeys; not masked."""
    return text.tidy(value)


def shown(value: object) -> str:
    """`plain` and masked; empty for None."""
    return "" if value is None else mask(plain(str(value)))


def brief(value: object) -> str:
    """`shown` in one short line, for a cell of a table on a screen."""
    line = " ".join(shown(value).split())
    return line if len(line) <= BRIEF else f"{line[: BRIEF - 1]}…"


def id_shown(value: str | None) -> str:
    return plain(value or "")


def tail(identifier: str) -> str:
    """The end of an id, enough to tell tickets apart on a screen."""
    clean = id_shown(identifier)
    return clean if len(clean) <= TAIL else f"…{clean[-TAIL:]}"


def moment(at: datetime | None) -> str:
    """`2026-06-18 10:00` in Asia/Shanghai; empty for None."""
    return "" if at is None else f"{at.astimezone(text.SHANGHAI):%Y-%m-%d %H:%M}"


def left_shown(left: timedelta | None) -> str:
    """`剩3小时12分`, `超时1天2小时`; whole minutes, rounded towards the deadline."""
    if left is None:
        return t("left.none")
    late = left < timedelta(0)
    return t("left.late" if late else "left.left", time=_length(abs(left)))


def _length(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if hours >= 24:
        return t("left.days", days=hours // 24, hours=hours % 24)
    return (
        t("left.hours", hours=hours, minutes=minutes)
        if hours
        else t("left.minutes", minutes=minutes)
    )


def word(group: str, name: str, default: str = "") -> str:
    """The word of a state, kind, action or mode; what no table names is shown as it is."""
    key = f"{group}.{name}"
    return t(key) if key in WORDS else default or shown(name)
