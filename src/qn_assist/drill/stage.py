"""A shop of its own on a practice console: temporary files, a temporary home.

The shipped shops, selectors and flows, at the console's addresses and in a hurry: the console
answers at once here, so that its time-out and ours are made short.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from qn_assist.basics.paths import Home, Workspace, packaged
from qn_assist.browser import Identity, session_file
from qn_assist.desk import Desk, load_desk
from qn_assist.drill.truth import Truth
from qn_assist.ledger import Ledger
from qn_assist.practice import PracticeConsole
from qn_assist.practice.generate.cases import Case
from qn_assist.practice.office.accounts import EXAMPLE, PASSWORD
from qn_assist.practice.office.fact_tables import TABLE_NAMES
from qn_assist.secrets import session_seal as sealed

ORIGINS = ("http://127.0.0.1:18730", "http://127.0.0.1:18731")
SHOPS = {"2026": "practice", "legacy": "practice-legacy"}
ANSWER_SECONDS = 2
FIND_MS = 2000  # while a page is frozen it does not count (js/page.js)
ONLY = "only_kinds:"
PER_RUN, ONE_TAB = "per_run: 200", "tabs: 1 "
WITHOUT_AG = ("urge_ship", "logistics_exception")

__all__ = [
    "ANSWER_SECONDS",
    "FIND_MS",
    "PASSWORD",
    "SHOPS",
    "Stage",
    "make_workspace",
    "replace_in",
    "ticket_id",
]


def replace_in(path: Path, *changes: tuple[str, str]) -> None:
    """Change a text file; ValueError when a text to be replaced is not there."""
    content = path.read_text("utf-8")
    for old, new in changes:
        if old not in content:
            raise ValueError(f"{path.name} does not hold {old!r}")
        content = content.replace(old, new)
    path.write_text(content, "utf-8")


def make_workspace(folder: Path, console: PracticeConsole) -> Path:
    """The facts are those of the console's seed; no pictures and no figures of the shop unless
    somebody asks for them.
    """
    for name in ("shops", "selectors", "flows"):
        shutil.copytree(packaged() / name, folder / name)
    for path in folder.glob("shops/*/shop.yaml"):
        _append(path, "measure: false")
    addresses = tuple(zip(ORIGINS, (console.origin, console.login_origin), strict=True))
    for path in folder.glob("shops/*/shop.yaml"):
        replace_in(path, *addresses)
    replace_in(folder / "shops/practice/shop.yaml", ("screenshots: all", "screenshots: none"))
    _append(folder / "shops/practice-legacy/shop.yaml", "evidence:\n  screenshots: none")
    for name in TABLE_NAMES:
        text = console.facts(name)
        (folder / f"shops/practice/facts/{name}.csv").write_text(text, "utf-8")
    _hurry(folder)
    return folder


def _append(path: Path, lines: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{lines}\n")


def _hurry(folder: Path) -> None:
    numbers = ("request_timeout_seconds: 15", "seen_within_seconds: 300")
    for one in numbers:
        hurried = (one, f"{one.partition(':')[0]}: {ANSWER_SECONDS}")
        replace_in(folder / "selectors/qianniu/console.yaml", hurried)
    for path in folder.glob("flows/*/*.yaml"):
        if "\nsubmit:\n" in path.read_text("utf-8"):
            hurried = ("\nsubmit:\n", f"\nsubmit:\n  answer_seconds: {ANSWER_SECONDS}\n")
            replace_in(path, hurried)


@dataclass
class Stage:
    """One shop of one practice console, its own workspace and home."""

    console: PracticeConsole
    folder: Path
    home: Home
    shop: str

    @property
    def shop_file(self) -> Path:
        return self.folder / "shops" / self.shop / "shop.yaml"

    def facts_file(self, name: str) -> Path:
        return self.folder / "shops/practice/facts" / f"{name}.csv"

    def only(self, *kinds: str) -> None:
        """Read only the lists of these kinds from now on."""
        lines = self.shop_file.read_text("utf-8").rstrip("\n").split("\n")
        kept = [line for line in lines if not line.startswith(ONLY)]
        self.shop_file.write_text("\n".join([*kept, f"{ONLY} [{', '.join(kinds)}]", ""]), "utf-8")

    def working(self, tabs: int, most: int) -> None:
        """Tickets side by side, and submits of one pass; 0 leaves the shop's own limit."""
        if most:
            replace_in(self.shop_file, (PER_RUN, f"per_run: {most}"))
        if tabs == 1:
            return
        if ONE_TAB in self.shop_file.read_text("utf-8"):
            replace_in(self.shop_file, (ONE_TAB, f"tabs: {tabs}"))
        else:
            _append(self.shop_file, f"tabs: {tabs}")

    def with_pictures(self) -> None:
        replace_in(self.shop_file, ("screenshots: none", "screenshots: all"))

    def with_figures(self) -> None:
        replace_in(self.shop_file, ("measure: false", "measure: true"))

    def desk(self) -> Desk:
        workspace = Workspace.find(self.folder, home=self.home)
        return load_desk(workspace, self.home, self.shop)

    def truth(self) -> Truth:
        return Truth(**self.console.truth())

    def cases(self, kind: str = "", scenario: str = "") -> list[Case]:
        """The generator's own records: `task` or `exception`, of one scenario."""
        return [
            case
            for case in self.console.world.example_office.cases
            if kind in ("", case.kind) and scenario in ("", case.scenario)
        ]

    def ticket_id(self, case: Case) -> str:
        return ticket_id(self.shop, case)

    def ledger(self) -> Ledger:
        return Ledger.open(self.home.ledger_place({}))

    def log_in(self) -> None:
        """Store a session as an earlier pass would have left it, without the form."""
        world = self.console.world
        cookies = {"cookie2": world.sessions.open(EXAMPLE), "unb": EXAMPLE.user_id}
        state = {"cookies": [_cookie(*one) for one in cookies.items()], "origins": []}
        identity = Identity(self.shop, EXAMPLE.shop.name, EXAMPLE.login_name)
        sealed.seal(session_file(self.home, identity), json.dumps(state).encode(), self.home)


def ticket_id(shop: str, case: Case) -> str:
    """As we call it: a legacy list shows the order, a 2026 list the sub-order."""
    legacy = shop == SHOPS["legacy"] and case.kind == "exception"
    return f"{case.category}/{case.order.order_id}" if legacy else case.ticket_id


def _cookie(name: str, value: str) -> dict[str, object]:
    place = {"domain": "127.0.0.1", "path": "/", "expires": -1}
    return {"name": name, "value": value, **place, "httpOnly": False, "secure": False,
            "sameSite": "Lax"}  # fmt: skip
