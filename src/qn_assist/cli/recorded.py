"""`rules test --record`: a ticket of the ledger as a new example of its shop."""

from __future__ import annotations

from pathlib import Path

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.case import Unreadable, read_basis
from qn_assist.cli.output import unwritable
from qn_assist.desk import Desk
from qn_assist.ledger import DecisionRow
from qn_assist.report import shown
from qn_assist.trials import (
    FOLDER,
    basis_doubt,
    decide_again,
    load_examples,
    try_example,
    write_example,
)


def record(desk: Desk, row: DecisionRow, name: str | None) -> Path:
    """The new file, tried: what it expects is what these rules decide for it."""
    if row.basis is None:
        raise UsageFault(t("trials.not_kept"))
    try:
        basis = read_basis(row.basis)
    except Unreadable as fault:
        raise UsageFault(t("trials.unreadable")) from fault
    if doubt := basis_doubt(basis, desk.policy):
        raise UsageFault(doubt)
    decision = decide_again(basis, desk.policy)
    folder = desk.policy.shop.file(FOLDER)
    chosen = name or f"{decision.rule}_{row.order_id[-4:]}"
    title = t("rules.recorded_title", rule=decision.rule, day=f"{basis.at:%Y-%m-%d}")
    try:
        path = write_example(folder / chosen, basis, decision, title)
    except OSError as fault:
        raise unwritable(folder / chosen, fault) from fault
    [example] = load_examples(folder, desk.name, [chosen])
    if try_example(example, desk.policy).differences:
        path.unlink()
        path.parent.rmdir()
        raise UsageFault(
            t("rules.not_the_same", ticket=shown(row.ticket_id)),
            remedy=t("rules.not_the_same.remedy"),
        )
    return path
