"""One pass over a hostile shop: every output is looked into, and no decision is another.

The commands are real processes, with the umask most systems have.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from qn_assist.basics.text import visible
from qn_assist.drill.stage import WITHOUT_AG
from qn_assist.ledger import Ledger
from tests import browsers
from tests.e2e.conftest import begin
from tests.e2e.judge import done_for, wanted
from tests.e2e.rehearsal import PASSWORD, Rehearsal

from .planted import SECRETS, plant

TASKS_AND_PARCELS, AG = 7, 1
TICKETS = TASKS_AND_PARCELS + AG
WIDE_ENOUGH_FOR_A_TABLE = 120
"""The window that Windows opens; tests/report/test_report_columns.py has narrower ones."""
# A plan of the practice shop is named practice-20260618-….
SAID_PASSWORD = re.compile(re.escape(PASSWORD.encode()) + rb"(?!\d{4}-)")
PRIVATE = ("ledger", "sessions")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("hostile"),
    pytest.mark.skipif(os.name != "posix", reason="rights are POSIX rights"),
]


@dataclass
class Said:
    """What a command wrote: its streams as bytes."""

    code: int
    out: bytes
    err: bytes


@dataclass
class Hostile:
    rehearsal: Rehearsal
    said: dict[str, Said]

    @property
    def home(self) -> Path:
        return self.rehearsal.home.root

    def files(self) -> list[Path]:
        """Everything that was left on the disk, but for what is private by its purpose."""
        every = self.home.parent.rglob("*")
        shipped = self.rehearsal.folder
        return [
            path
            for path in every
            if path.is_file()
            and not path.is_relative_to(shipped)
            and not any(path.is_relative_to(self.home / name) for name in PRIVATE)
        ]


def command(rehearsal: Rehearsal, *arguments: str) -> Said:
    environ = os.environ | {"QN_HOME": str(rehearsal.home.root), "QN_KEYRING": "off"}
    environ["COLUMNS"] = str(WIDE_ENOUGH_FOR_A_TABLE)
    environ |= {"QN_BROWSER": browsers.DRAWING} if browsers.DRAWING else {}
    done = subprocess.run(
        [sys.executable, "-m", "qn_assist", *arguments, "--workspace", str(rehearsal.folder)],
        env=environ,
        capture_output=True,
        timeout=500,
        umask=0o022,
    )
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    with ExitStack() as stack, pytest.MonkeyPatch.context() as monkeypatch:
        plant(monkeypatch)
        folder = tmp_path_factory.mktemp("hostile")
        rehearsal = begin(stack, folder, TASKS_AND_PARCELS, "2026", ag=AG)
        rehearsal.only(*WITHOUT_AG, *(case.category for case in rehearsal.cases("ag")))
        rehearsal.with_pictures()
        shop = ["--shop", rehearsal.shop]
        table = str(rehearsal.folder.parent / "out.xlsx")
        period = str(rehearsal.home.root / "period.xlsx")
        said = {
            "scan": command(rehearsal, "scan", *shop, "--xlsx", table),
            "dry": command(rehearsal, "run", *shop, "--limit", "2"),
            "run": command(rehearsal, "run", *shop, "--mode", "headless", "--json"),
            "report": command(rehearsal, "report", *shop, "--html", "--xlsx", period),
            "status": command(rehearsal, "status", *shop),
        }
        yield Hostile(rehearsal, said)


class TestHostilePass:
    def test_every_command_did_its_work(self, hostile: Hostile) -> None:
        codes = {name: one.code for name, one in hostile.said.items()}
        assert codes == dict.fromkeys(("scan", "dry", "run", "report", "status"), 0), hostile.said

    def test_no_decision_is_another_for_it(self, hostile: Hostile) -> None:
        told = {one["ticket_id"]: one for one in json.loads(hostile.said["run"].out)["tickets"]}
        titles = {
            "message": "给买家发消息",
            "delay_report": "延迟发货报备",
            "return_note": "回单",
        }
        for case in hostile.rehearsal.cases():
            one = told[hostile.rehearsal.ticket_id(case)]
            assert len(one["actions"]) == len(wanted(case)), case.scenario
            for action, kind in zip(one["actions"], wanted(case), strict=True):
                assert titles.get(kind, "") in action["title"]
                assert action["state"] == "verified"
            assert done_for(hostile.rehearsal.truth(), case) == wanted(case), case.scenario

    def test_nothing_personal_is_on_a_screen(self, hostile: Hostile) -> None:
        for name, one in hostile.said.items():
            assert leaks(one.out + one.err) == [], name
            assert not SAID_PASSWORD.search(one.out + one.err), name

    def test_nothing_personal_is_in_a_file(self, hostile: Hostile) -> None:
        values = sessions(hostile.rehearsal)
        assert len(values) >= 2
        files = hostile.files()
        assert {path.suffix for path in files} >= {".jsonl", ".json", ".html", ".xlsx"}
        for path in files:
            for content in contents(path):
                assert leaks(content) == [], path
                assert not SAID_PASSWORD.search(content), path
                assert not [one for one in values if one.encode() in content], path

    def test_the_stored_session_is_sealed(self, hostile: Hostile) -> None:
        stored = [path for path in (hostile.home / "sessions").iterdir() if path.is_file()]
        assert stored
        for path in stored:
            content = path.read_bytes()
            assert b"cookie" not in content
            assert not [one for one in sessions(hostile.rehearsal) if one.encode() in content]

    def test_files_and_folders_are_this_users_alone(self, hostile: Hostile) -> None:
        every = [hostile.home, *hostile.home.rglob("*"), *hostile.home.parent.glob("home.*")]
        open_to_others = [path for path in every if path.stat().st_mode & 0o077]
        assert open_to_others == []

    def test_no_screen_is_told_what_to_do(self, hostile: Hostile) -> None:
        for name, one in hostile.said.items():
            for stream in (one.out.decode(), one.err.decode()):
                assert visible(stream) == stream, name

    def test_the_table_keeps_its_shape(self, hostile: Hostile) -> None:
        lines = hostile.said["scan"].out.decode().splitlines()
        table = [line for line in lines if line[:1] in "┏┡│├└┃"]
        assert len(table) > TICKETS
        assert len({cell_len(line) for line in table}) == 1
        assert len(table) < 40 * TICKETS

    def test_texts_stay_texts(self, hostile: Hostile) -> None:
        """Neither a template nor markup: braces and brackets stand as they were written."""
        shown = "".join(hostile.said[name].out.decode() for name in ("scan", "dry", "run"))
        assert "{{ 7*7 }}" in shown
        assert "[bold red]" in shown
        assert "<script>" in shown

    def test_the_page_holds_no_script_and_calls_nobody(self, hostile: Hostile) -> None:
        pages = list((hostile.home / "reports").rglob("index.html"))
        assert len(pages) == 3
        for page in pages:
            seen = Elements(page.read_text("utf-8"))
            assert not seen.names & {"script", "iframe", "object", "embed", "form", "base"}
            assert not [name for name in seen.attributes if name.startswith("on")]
            assert not [one for one in seen.addresses if re.match(r"(?i)\s*[a-z]+:|//", one)]
        assert "&lt;script&gt;" in "".join(page.read_text("utf-8") for page in pages)

    def test_no_cell_of_a_workbook_is_a_formula(self, hostile: Hostile) -> None:
        books = [path for path in hostile.files() if path.suffix == ".xlsx"]
        assert len(books) == 2
        for path in books:
            with ZipFile(path) as packed:
                parts = [packed.read(name) for name in packed.namelist() if "worksheets/" in name]
            assert not any(b"<f>" in part or b"<f " in part for part in parts)
        book = load_workbook(BytesIO(books[0].read_bytes()))
        texts = [cell for tab in book for row in tab.rows for cell in row if cell.data_type == "s"]
        assert all(cell.quotePrefix for cell in texts if str(cell.value)[:1] in "=+-@")

    def test_the_ledger_keeps_the_case_as_it_was_read(self, hostile: Hostile) -> None:
        """The private memory may hold what the others may not: it is the proof."""
        with Ledger.open(hostile.home / "ledger" / "ledger.sqlite3") as ledger:
            assert len(ledger.cases(hostile.rehearsal.shop)) == TICKETS


class Elements(HTMLParser):
    """Names, attributes and addresses of a page as a browser would take them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def contents(path: Path) -> list[bytes]:
    """A file's bytes; of a packed one, those of its parts."""
    if path.suffix != ".xlsx":
        return [path.read_bytes()]
    with ZipFile(path) as packed:
        return [packed.read(name) for name in packed.namelist()]


def leaks(content: bytes) -> list[str]:
    """What of the planted data is there, also when JSON or HTML wrote it their way."""
    shown = content.decode("utf-8", "replace")
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), shown)
    return [what for what, secret in SECRETS.items() if secret in visible(shown + unescaped)]


def sessions(rehearsal: Rehearsal) -> list[str]:
    """Every session id and token the console gave out."""
    known = rehearsal.console.world.sessions
    return [*known.accounts, *known.tokens]
