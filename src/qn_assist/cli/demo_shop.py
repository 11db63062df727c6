"""The demonstration's shop: the example shop with the addresses and facts of a running console."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from qn_assist.basics.paths import Workspace
from qn_assist.datafiles import dump, load
from qn_assist.practice import PracticeConsole
from qn_assist.practice.office.fact_tables import TABLE_NAMES

# The example shop of each skin.
SHOPS = {"2026": "practice", "legacy": "practice-legacy"}
WRITES_PER_TICKET = 4
_LOGIN_SIDE = frozenset({"havanalogin", "h5api"})


def write_shop(
    stage: Path, source: Workspace, console: PracticeConsole, skin: str, tickets: int
) -> str:
    """Copy the skin's example shop below `stage`, pointed at `console`; the shop's name."""
    name = SHOPS[skin]
    for shop in dict.fromkeys((SHOPS["2026"], name)):
        folder = source.folder("shops", shop)
        shutil.copytree(folder, stage / "shops" / shop, dirs_exist_ok=True)
    target = stage / "shops" / name
    _point(target / "shop.yaml", console, tickets)
    _write_facts(target / "facts", stage / "shops" / SHOPS["2026"] / "facts", console)
    return name


def _point(path: Path, console: PracticeConsole, tickets: int) -> None:
    tree = load(path).tree()
    for key, origin in tree["origins"].items():
        base = console.login_origin if key in _LOGIN_SIDE else console.origin
        tree["origins"][key] = f"{base}{urlsplit(origin).path}"
    for limit in ("per_run", "per_day"):
        tree["limits"][limit] = max(tree["limits"][limit], tickets * WRITES_PER_TICKET)
    path.write_text(dump(tree), encoding="utf-8")


def _write_facts(folder: Path, example: Path, console: PracticeConsole) -> None:
    """The proofs are the example's pictures; the tables are the running seed's."""
    if folder != example:
        shutil.copytree(example / "evidence", folder / "evidence", dirs_exist_ok=True)
    for name in TABLE_NAMES:
        (folder / f"{name}.csv").write_text(console.facts(name), encoding="utf-8", newline="\n")
