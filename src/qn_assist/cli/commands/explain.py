"""`explain`: each rule tried for a ticket, in order, and why it did or did not match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.text import Text

from qn_assist.basics.language import listed, t
from qn_assist.basics.paths import Home
from qn_assist.case import Basis, Decision, Unreadable, read_basis
from qn_assist.cli.app import JsonFlag, WorkspaceOption, command
from qn_assist.cli.desks import desk_of, desk_titles, workspace_of
from qn_assist.cli.differing import difference_json, difference_lines
from qn_assist.cli.ledgers import folder_of
from qn_assist.cli.options import AnyShop, TicketArgument
from qn_assist.cli.output import show, show_json
from qn_assist.cli.past import last_decision
from qn_assist.ledger import DecisionRow, Ledger
from qn_assist.report import Titles, id_shown, moment, shown, word
from qn_assist.rules import PERSONAL, SYMBOLS, SymbolValue
from qn_assist.rules import shown as value_shown
from qn_assist.trials import (
    Explanation,
    Part,
    Tried,
    basis_doubt,
    differences,
    told,
)
from qn_assist.trials import explain as explained

_MARKS = {True: "✓", False: "✗", None: "?"}
_COLOURS = {True: "green", False: "", None: "yellow"}
_NAMES = {True: "true", False: "false", None: "unknown"}
HIDDEN = "***"


@command("explain")
def explain(
    ticket: TicketArgument,
    shop: AnyShop = None,
    as_json: JsonFlag = False,
    workspace: WorkspaceOption = None,
) -> None:
    home = Home.find().prepare()
    with Ledger.open(home.ledger_place()) as ledger:
        places = workspace_of(workspace, home)
        row = last_decision(ledger, shop, ticket, places)
        folder = folder_of(ledger, places, row.shop)
    desk = desk_of(folder, workspace)
    titles = desk_titles(desk)
    basis, why = _basis(row)
    if basis is None:
        _show_kept(row, why, as_json=as_json)
        return
    found, doubt = explained(basis, desk.policy), basis_doubt(basis, desk.policy)
    if as_json:
        show_json(_as_json(row, found, doubt))
    else:
        show(_lines(row, basis, found, doubt, titles))


def _basis(row: DecisionRow) -> tuple[Basis | None, str]:
    try:
        return (
            (read_basis(row.basis), "") if row.basis is not None else (None, t("trials.not_kept"))
        )
    except Unreadable:
        return None, t("trials.unreadable")


def _show_kept(row: DecisionRow, why: str, *, as_json: bool) -> None:
    """What was decided, where it cannot be told from what."""
    if as_json:
        kept = {"rule": row.rule, "verdict": row.verdict, "because": shown(row.because)}
        show_json({"shop": row.shop, "ticket_id": row.ticket_id, "unknown": why, "kept": kept})
        return
    verdict, because = word("verdict", row.verdict), shown(row.because)
    show([Text(t("explain.kept", why=why, verdict=verdict, rule=row.rule, because=because))])


def _lines(
    row: DecisionRow, basis: Basis, found: Explanation, doubt: str, titles: Titles
) -> Iterator[Text]:
    names = {"shop": row.shop, "kind": titles.kind(basis.ticket.kind)}
    ids = {"ticket": id_shown(row.ticket_id), "order": id_shown(row.order_id)}
    yield Text(t("explain.head", **names, **ids, at=moment(basis.at)), "bold")
    if doubt:
        yield Text(shown(doubt), "yellow")
    for tried in found.tried:
        yield from _tried_lines(tried)
    yield from _decision_lines(found, titles)
    changed = differences(told(row), told(found.decision))
    if changed:
        yield Text(t("explain.changed"), "yellow")
        yield from difference_lines(changed, titles, (t("rules.was"), t("rules.now")))


def _tried_lines(tried: Tried) -> Iterator[Text]:
    mark, colour = _MARKS[tried.truth], _COLOURS[tried.truth]
    yield Text(f"{mark} {tried.rule.name}  {tried.rule.entry.title}", colour or "bold")
    for number, part in enumerate(tried.parts):
        joined = f"{tried.joined} " if number else ""
        values = "；".join(_values(part.values))
        line = f"    {_MARKS[part.truth]} {joined}{part.text}   （{values}）"
        yield Text(line, _COLOURS[part.truth] or "dim")


def _values(values: Mapping[str, SymbolValue]) -> Iterator[str]:
    for name, value in values.items():
        yield t("explain.value", title=SYMBOLS[name].title, name=name, value=_value(name, value))


def _value(name: str, value: SymbolValue) -> str:
    if name in PERSONAL and value is not None:
        return HIDDEN
    title = SYMBOLS[name].word(value)
    return f"{value} {title}" if title else shown(value_shown(value))


def _decision_lines(found: Explanation, titles: Titles) -> Iterator[Text]:
    decision = found.decision
    if not found.tried:
        yield Text(t("explain.not_asked"))
    elif not found.tried[-1].truth:
        yield Text(t("explain.no_rule"))
    rule, verdict = titles.rule(decision.rule), word("verdict", decision.verdict)
    approval = word("approval", decision.approval) if decision.actions else "-"
    owner = shown(decision.owner) or t("explain.no_owner")
    words = {"verdict": verdict, "rule": rule, "approval": approval, "owner": owner}
    yield Text(t("explain.decision", **words), "bold")
    yield Text(f"    {shown(decision.because)}")
    for action in decision.actions:
        yield Text(f"→ {titles.flow(action.flow)}", "cyan")
        for name, value in action.params.items():
            written = value if isinstance(value, str) else listed(value)
            yield Text(f"    {titles.field(action.flow, name)}：{shown(written)}")
    if decision.hand_over:
        yield Text(t("explain.hand_over", why=shown(decision.hand_over)))


def _as_json(row: DecisionRow, found: Explanation, doubt: str) -> dict[str, object]:
    changed = differences(told(row), told(found.decision))
    return {
        "shop": row.shop,
        "ticket_id": row.ticket_id,
        "order_id": row.order_id,
        "unknown": doubt,
        "tried": [_tried_json(tried) for tried in found.tried],
        "decision": _decision_json(found.decision),
        "differences": [difference_json(one) for one in changed],
    }


def _tried_json(tried: Tried) -> dict[str, object]:
    return {
        "rule": tried.rule.name,
        "title": tried.rule.entry.title,
        "matches": _NAMES[tried.truth],
        "joined": tried.joined,
        "parts": [_part_json(part) for part in tried.parts],
    }


def _part_json(part: Part) -> dict[str, object]:
    values = {
        name: None if value is None else _value(name, value) for name, value in part.values.items()
    }
    return {"text": part.text, "holds": _NAMES[part.truth], "values": values}


def _decision_json(decision: Decision) -> dict[str, object]:
    actions = [
        {"flow": one.flow, "fields": {name: shown(value) for name, value in one.params.items()}}
        for one in decision.actions
    ]
    return {
        "verdict": decision.verdict,
        "rule": decision.rule,
        "because": shown(decision.because),
        "approval": decision.approval,
        "owner": shown(decision.owner) or None,
        "hand_over": shown(decision.hand_over) or None,
        "actions": actions,
    }
