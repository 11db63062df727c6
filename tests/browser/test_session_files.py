"""The file that a session is kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qn_assist.basics.paths import Home
from qn_assist.browser.session import Identity, session_file


@pytest.mark.parametrize(
    ("one", "other"),
    [(("s", "a:b"), ("s", "a_b")), (("a-b", "c"), ("a", "b-c")), (("s", "a:b"), ("s", "a：b"))],
)
def test_accounts_of_like_names_have_files_of_their_own(
    one: tuple[str, str], other: tuple[str, str], tmp_path: Path
) -> None:
    names = {
        session_file(Home(tmp_path), Identity(shop, "店", account)).name
        for shop, account in (one, other)
    }
    assert len(names) == 2
    assert not [name for name in names if set(name) & set(':*?"<>|/\\')]
