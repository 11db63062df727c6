"""What docs/new-ticket-kind.md and docs/new-console.md say works, with the files they show."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from qn_assist.basics.paths import Home, Workspace
from qn_assist.case.outcomes import State
from qn_assist.desk.load import load_desk
from qn_assist.practice import PracticeConsole
from qn_assist.practice.wire.documents import console_dir

from .rehearsal import ROOT, Rehearsal, make_workspace, of, replace_in, states

BLOCK = re.compile(r"^```(yaml|json)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"# ((?:selectors|flows|shops)/\S+)\n")
ANSWERED, UNSHIPPED = "50012345671", "50012345672"

pytestmark = pytest.mark.timeout(300)


def files_of(page: str) -> dict[str, str]:
    """Path → content of every file that the page shows; its one JSON block is the kind's."""
    found = BLOCK.findall((ROOT / "docs" / page).read_text("utf-8"))
    named = {match[1]: body for _, body in found if (match := NAMED.match(body))}
    kinds = [body for language, body in found if language == "json"]
    return named | {f"kinds/{number}.json": body for number, body in enumerate(kinds)}


@contextmanager
def shown(folder: Path, page: str, shop: str) -> Iterator[Rehearsal]:
    """The shipped files and the page's own, nothing else, at a practice console."""
    pages = shutil.copytree(console_dir(), folder / "pages")
    files = files_of(page)
    for name in [one for one in files if one.startswith("kinds/")]:
        (pages / "kinds").mkdir(exist_ok=True)
        (pages / name).write_text(files.pop(name), "utf-8")
    with ExitStack() as stack:
        console = stack.enter_context(PracticeConsole(tickets=24, seed=1, port=0, pages=pages))
        workspace = make_workspace(folder / "files", console)
        for name, body in files.items():
            path = workspace / name
            assert not path.exists(), name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, "utf-8")
        own = workspace / "shops" / shop / "shop.yaml"
        replace_in(
            own,
            ("http://127.0.0.1:18730", console.origin),
            ("http://127.0.0.1:18731", console.login_origin),
        )
        yield Rehearsal(console, workspace, Home(folder / "home").prepare(), shop)


def test_a_new_ticket_kind_is_added_by_the_files_of_the_page_alone(tmp_path: Path) -> None:
    with shown(tmp_path, "new-ticket-kind.md", "inquiries") as rehearsal:
        assert set(states(rehearsal.run("dry-run")).values()) == {
            State.PREVIEWED,
            State.HANDED_OVER,
        }
        assert rehearsal.truth().arrivals == []
        summary = rehearsal.headless()
        again = rehearsal.headless()
        [write] = rehearsal.truth().accepted
        assert (write["ticket_id"], write["fields"]["result"]) == (ANSWERED, "已告知物流")
        assert "快递员已揽收" in write["fields"]["description"]
        assert of(summary, ANSWERED).state is State.VERIFIED
        assert of(summary, UNSHIPPED).state is State.HANDED_OVER
        assert of(summary, UNSHIPPED).decision.owner == "客服小麦"
        assert [one.ticket.ticket_id for one in again.outcomes] == [UNSHIPPED]


def test_a_new_console_is_added_by_the_files_of_the_page_alone(tmp_path: Path) -> None:
    with shown(tmp_path, "new-console.md", "next") as rehearsal:
        desk = load_desk(
            Workspace.find(rehearsal.folder, home=rehearsal.home), rehearsal.home, "next"
        )
        assert desk.console.pages["detail"].url.startswith("{qn}/")
        summary = rehearsal.run("dry-run", only=["urge_ship"], limit=4)
        assert [one.incomplete for one in [summary]] == [()]
        assert set(states(summary).values()) == {State.PREVIEWED}
        assert rehearsal.truth().arrivals == []
