"""Every link between pages, and every picture, leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from .conftest import PAGES, READMES, ROOT, name_of, read

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LARGEST = 250_000


def _anchors(doc: Path) -> set[str]:
    """As GitHub makes them from headings."""
    titles = re.findall(r"^#+ (.+)$", read(doc), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("doc", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(doc: Path) -> None:
    for link in _LINK.findall(_CODE.sub("", read(doc))):
        target, _, anchor = link.partition("#")
        place = (doc.parent / target).resolve() if target else doc
        assert place.exists(), link
        assert not anchor or anchor in _anchors(place), link


def test_no_page_names_a_place_of_this_machine() -> None:
    for doc in PAGES:
        found = re.findall(r"(?:/root|/home/\w+|/work)/\S*|[A-Z]:\\Users\S*", read(doc))
        assert not found, (doc.name, found)


def test_the_readmes_show_the_same_kinds_of_pictures() -> None:
    for doc in READMES:
        shown = re.findall(r"!\[[^\]]*\]\((docs/images/[^)]+)\)", read(doc))
        assert {"docs/images/dry-run.png", "docs/images/supervised.png"} < set(shown)
        assert len(shown) == 3


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/images").glob("*")), ids=name_of)
def test_pictures_are_small_and_used(picture: Path) -> None:
    assert picture.stat().st_size < _LARGEST
    with Image.open(picture) as image:
        assert image.width >= 800
    assert any(picture.name in read(doc) for doc in PAGES)


def test_every_page_of_docs_is_reached_from_the_readme() -> None:
    linked = set(_LINK.findall(read(ROOT / "README.md")))
    for doc in (ROOT / "docs").glob("*.md"):
        assert f"docs/{doc.name}" in {link.partition("#")[0] for link in linked}, doc.name
