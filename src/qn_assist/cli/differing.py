"""How differences between decisions are shown: what differs, and both sides under each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.report import Titles, shown, word
from qn_assist.trials import Difference

_WORDS = {"verdict": "verdict", "approval": "approval"}


def difference_lines(
    differences: Iterable[Difference], titles: Titles, sides: tuple[str, str]
) -> Iterator[Text]:
    """`sides`: what the two are called, e.g. 应为 and 实为."""
    for one in differences:
        yield Text(f"    {what_shown(one, titles)}")
        for side, value, colour in zip(sides, (one.before, one.after), ("", "red"), strict=True):
            yield Text(f"      {side}  {_value(one.what, value, titles)}", colour)


def what_shown(one: Difference, titles: Titles) -> str:
    parts = one.what.split(".")
    if len(parts) == 1:
        return t(f"rules.what.{one.what}")
    number, name = parts[1], parts[2]
    field = t("rules.what.occasion") if name == "occasion" else titles.field(one.flow, name)
    return t("rules.step", number=number, flow=titles.flow(one.flow), field=field)


def _value(what: str, value: str, titles: Titles) -> str:
    if not value:
        return t("rules.nothing")
    if what == "rule":
        title = titles.rule(value)
        return value if title == value else f"{value}  {title}"
    return word(_WORDS[what], value) if what in _WORDS else shown(value)


def difference_json(one: Difference) -> dict[str, str]:
    return {"what": one.what, "before": shown(one.before), "after": shown(one.after)}
