"""`rules replay`: past decisions made again, those that came out alike shown once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rich.text import Text

from qn_assist.basics.language import t
from qn_assist.cli.differing import difference_json, difference_lines
from qn_assist.ledger import DecisionRow
from qn_assist.report import Titles, id_shown, moment, shown
from qn_assist.rules import Policy
from qn_assist.trials import Replayed, replay


@dataclass(frozen=True, slots=True)
class Same:
    """`count` decisions about one ticket, running, that came out alike; `row` is the newest."""

    row: DecisionRow
    replayed: Replayed
    count: int

    @property
    def tells(self) -> bool:
        """Whether there is anything to say: it would differ, or cannot be told."""
        return bool(self.replayed.differences or self.replayed.unknown)


def replay_all(rows: Iterable[DecisionRow], policy: Policy) -> list[Same]:
    """Every decision made again, oldest first."""
    found: list[Same] = []
    latest: dict[str, int] = {}
    for row in rows:
        made = replay(row, row.basis, policy)
        place = latest.get(row.ticket_id)
        if place is not None and _alike(found[place], row, made):
            before = found[place]
            found[place] = replace(before, row=row, replayed=made, count=before.count + 1)
            continue
        latest[row.ticket_id] = len(found)
        found.append(Same(row, made, 1))
    return found


def _alike(before: Same, row: DecisionRow, made: Replayed) -> bool:
    same = (before.row.rule, before.replayed.differences, before.replayed.unknown)
    return same == (row.rule, made.differences, made.unknown)


def same_lines(one: Same, titles: Titles) -> Iterator[Text]:
    ids = {"ticket": id_shown(one.row.ticket_id), "order": id_shown(one.row.order_id)}
    if one.replayed.unknown:
        yield Text(t("rules.unknown", **ids, why=shown(one.replayed.unknown)), "yellow")
    elif one.replayed.differences:
        times = t("rules.times", count=one.count) if one.count > 1 else ""
        at = moment(one.row.decided_at)
        yield Text(t("rules.changed", **ids, at=at, times=times), "bold")
        sides = (t("rules.was"), t("rules.now"))
        yield from difference_lines(one.replayed.differences, titles, sides)


def same_json(one: Same) -> dict[str, object]:
    decision = one.replayed.decision
    return {
        "ticket_id": one.row.ticket_id,
        "order_id": one.row.order_id,
        "decided_at": moment(one.row.decided_at),
        "count": one.count,
        "was": one.row.rule,
        "now": decision.rule if decision else None,
        "differences": [difference_json(each) for each in one.replayed.differences],
        "unknown": one.replayed.unknown,
    }
