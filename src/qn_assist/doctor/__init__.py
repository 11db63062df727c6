"""Examines what the program needs on this machine, and mends what it can.

`CHECKS` is the whole list: a name and a `Check`. A check looks and says what it saw; only `mend`
changes anything. Titles are the sentences `doctor.<name>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qn_assist.doctor import browsers, machine, storage
from qn_assist.doctor.finding import Check, MachineFinding, Surroundings

__all__ = ["CHECKS", "Check", "MachineFinding", "Surroundings", "examine"]

CHECKS: dict[str, Check] = {
    "python": Check(machine.python),
    "packages": Check(machine.packages),
    "data": Check(storage.data),
    "browser": Check(browsers.browser, browsers.mend_browser),
    "launch": Check(browsers.launch),
    "font": Check(browsers.font, browsers.mend_font),
    "time": Check(machine.time),
    "home": Check(storage.home, storage.mend_home),
    "keyring": Check(storage.keyring),
    "ledger": Check(storage.ledger),
    "ports": Check(machine.ports),
    "postgresql": Check(storage.postgresql),
}


def examine(
    around: Surroundings, names: Iterable[str] = (), *, fix: bool = False
) -> Iterator[tuple[str, MachineFinding]]:
    """Each check's finding, as soon as it is known; with `fix`, looked at again after mending."""
    for name in names or CHECKS:
        yield name, _one(CHECKS[name], around, fix=fix)


def _one(check: Check, around: Surroundings, *, fix: bool) -> MachineFinding:
    found = check.look(around)
    if found.state != "missing" or not fix or check.mend is None:
        return found
    tried = check.mend(around)
    again = check.look(around)
    if again.state != "missing":
        return replace(again, fixed=True)
    return replace(again, detail=" · ".join(part for part in (again.detail, tried) if part))
