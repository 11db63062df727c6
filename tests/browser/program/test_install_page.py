"""docs/install.md names every setting of the environment, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
# Those that go on with a shop's name count by their beginning.
_VARIABLE = re.compile(r"\bQN_(?:PASSWORD_|[A-Z]+(?:_[A-Z]+)*)")


def _named(text: str) -> set[str]:
    return set(_VARIABLE.findall(text))


def test_every_variable_is_listed() -> None:
    sources = (ROOT / "src" / "qn_assist").rglob("*.py")
    used = {name for path in sources for name in _named(path.read_text(encoding="utf-8"))}
    assert used == _named((ROOT / "docs" / "install.md").read_text(encoding="utf-8"))
