"""The file that a session is kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qn_assist.basics.paths import Home
from qn_assist.browser.stored_session import Identity, session_file


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


def test_a_session_of_an_older_program_is_taken_over_and_not_left_beside(tmp_path: Path) -> None:
    home, identity = Home(tmp_path).prepare(), Identity("s", "店", "青禾:小青")
    old = home.sessions / "s-青禾_小青.session"
    old.write_bytes(b"sealed")
    assert session_file(home, identity).read_bytes() == b"sealed"
    assert [one.name for one in home.sessions.iterdir()] == [session_file(home, identity).name]
