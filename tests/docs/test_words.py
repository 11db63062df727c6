"""The glossary's identifiers and the tests that pages name as proof exist."""

from __future__ import annotations

import re
from functools import cache

import pytest

from qn_assist.case.outcomes import State

from .conftest import ROOT, read

_FOLDERS = ("src", "flows", "selectors", "shops")


@cache
def _words() -> frozenset[str]:
    texts = (
        read(path)
        for folder in _FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".yaml"}
    )
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z][\w-]*", text))


def test_every_identifier_of_the_glossary_is_in_use() -> None:
    rows = re.findall(r"^\| [^|`]+ \| ([^|]*`[^|]*) \|", read(ROOT / "docs/glossary.md"), re.M)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert len(named) > 80
    assert named <= _words(), named - _words()


@pytest.mark.parametrize("page", ["reliability", "security"])
def test_the_tests_that_a_page_names_as_proof_exist(page: str) -> None:
    named = set(re.findall(r"`(test_\w+)`", read(ROOT / f"docs/{page}.md")))
    tests = "\n".join(read(path) for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)", tests))
    assert named
    assert named <= there, named - there


def test_modules_that_pages_name_exist() -> None:
    for page in [*(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"]:
        for path in re.findall(
            r"`((?:src|tests|selectors|flows|shops|scripts)/[\w./-]+)`", read(page)
        ):
            assert "my-shop" in path or (ROOT / path).exists(), (page.name, path)


def test_architecture_names_every_module() -> None:
    text = read(ROOT / "docs/architecture.md")
    modules = [p for p in (ROOT / "src/qn_assist").iterdir() if p.suffix == ".py" or p.is_dir()]
    names = {path.stem for path in modules if path.stem[0] != "_"}
    missing = {name for name in names if not re.search(rf"\b{name}\b", text)}
    assert not missing


def test_states_of_a_run_are_words_people_meet() -> None:
    """README explains what is unknown; the page of a ticket's life the others."""
    assert State.UNKNOWN in read(ROOT / "README.md")
