"""Every YAML or CSV block that names its path is a whole file that loads with the real models."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.paths import Home, Workspace
from qn_assist.desk.load import load_desk

from .conftest import ROOT, blocks, name_of

WHOLE = [one for one in blocks("yaml", "csv") if one.file]
SHIPPED = [one for one in WHOLE if (ROOT / str(one.file)).is_file()]
OWN = [one for one in WHOLE if one not in SHIPPED]


@pytest.mark.parametrize("block", SHIPPED, ids=name_of)
def test_a_file_that_is_shipped_is_shown_as_it_is(block) -> None:
    assert block.body == (ROOT / block.file).read_text(encoding="utf-8")


def test_the_shop_of_the_pages_is_complete_and_loads(tmp_path: Path) -> None:
    for kind in ("selectors", "flows"):
        shutil.copytree(ROOT / kind, tmp_path / kind)
    for block in OWN:
        path = tmp_path / str(block.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.body, encoding="utf-8")
    desk = load_desk(Workspace((tmp_path,)), Home(tmp_path / "home"), "my-shop")
    assert not desk.policy.facts.faults
    assert {rule.name for rule in desk.policy.rules.rules} == {
        "order_over",
        "agreed_delay",
        "no_stock",
    }


@pytest.mark.parametrize("doc", ["selectors", "flows", "rules", "replies", "facts", "shop"])
def test_a_page_about_files_opens_with_a_whole_one(doc: str) -> None:
    text = (ROOT / "docs" / f"{doc}.md").read_text(encoding="utf-8")
    title, _, rest = text.partition("\n\n")
    assert title.startswith("# ")
    first = next(one for one in WHOLE if one.page.stem == doc)
    assert rest.startswith(f"```{first.language}\n{first.text}")
