"""The pages of the documentation, and the files of the repository they speak about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "docs" / "decisions")
    for path in folder.glob("*.md")
)
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# ((?:selectors|flows|shops)/\S+\.(?:yaml|csv))\n")


@dataclass(frozen=True)
class Block:
    """A code block. `file` is the path in its first line: then it is that whole file."""

    page: Path
    language: str
    text: str

    @property
    def file(self) -> str | None:
        named = _FILE.match(self.text)
        return named[1] if named else None

    @property
    def body(self) -> str:
        return self.text.split("\n", 1)[1] if self.file else self.text


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(*languages: str) -> list[Block]:
    found = [Block(page, *parts) for page in PAGES for parts in _BLOCK.findall(read(page))]
    return [one for one in found if one.language in languages]


def name_of(value: object) -> str:
    if isinstance(value, Block):
        return f"{value.page.name}:{value.file or value.text[:20]}"
    return value.relative_to(ROOT).as_posix() if isinstance(value, Path) else str(value)
