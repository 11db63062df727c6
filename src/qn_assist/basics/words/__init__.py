"""Every sentence people read, as `key → (Chinese, English)`, in one table.

A new group of commands brings its own file here and one line in `_TABLES`. Both languages stand in
one pair, so neither can be forgotten; the test compares their `{places}`.
"""

from __future__ import annotations

from typing import TypeAlias

from qn_assist.basics.words import (
    agree,
    appeal,
    browser,
    case,
    check,
    console,
    couriers,
    credentials,
    datafiles,
    deciding,
    demo,
    desk,
    doctor,
    drill,
    facts,
    failures,
    general,
    ledger,
    login,
    notice,
    performance,
    plan,
    platform,
    practice,
    report,
    rules,
    run,
    stop,
    symbols,
    trials,
    visits,
    workspace,
)

Words: TypeAlias = dict[str, tuple[str, str]]

_TABLES: tuple[Words, ...] = (
    agree.WORDS,
    appeal.WORDS,
    browser.WORDS,
    case.WORDS,
    check.WORDS,
    console.WORDS,
    couriers.WORDS,
    credentials.WORDS,
    datafiles.WORDS,
    deciding.WORDS,
    demo.WORDS,
    desk.WORDS,
    doctor.WORDS,
    drill.WORDS,
    facts.WORDS,
    failures.WORDS,
    general.WORDS,
    ledger.WORDS,
    login.WORDS,
    notice.WORDS,
    performance.WORDS,
    plan.WORDS,
    platform.WORDS,
    practice.WORDS,
    report.WORDS,
    rules.WORDS,
    run.WORDS,
    stop.WORDS,
    symbols.WORDS,
    trials.WORDS,
    visits.WORDS,
    workspace.WORDS,
)


def _merged(tables: tuple[Words, ...]) -> Words:
    merged: Words = {}
    for table in tables:
        twice = merged.keys() & table.keys()
        if twice:
            raise ValueError(f"said twice: {sorted(twice)}")
        merged.update(table)
    return merged


WORDS = _merged(_TABLES)
