"""The stored session at rest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qn_assist.basics.errors import LoginNeeded
from qn_assist.basics.paths import Home
from qn_assist.secrets import session_seal as sealed


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def test_what_was_sealed_comes_back(home: Home) -> None:
    path = home.sessions / "a.sealed"
    sealed.seal(path, b'{"cookies": 1}', home)
    sealed.seal(path, b'{"cookies": 2}', home)
    assert sealed.unseal(path, home) == b'{"cookies": 2}'
    assert b"cookies" not in path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX rights")
def test_session_and_key_are_private_and_apart(home: Home) -> None:
    path = home.sessions / "a.sealed"
    sealed.seal(path, b"x", home)
    key = sealed.key_file(home)
    assert key == home.root.parent / "home.key"
    assert {path.stat().st_mode & 0o777, key.stat().st_mode & 0o777} == {0o600}


def test_no_session_is_none(home: Home) -> None:
    assert sealed.unseal(home.sessions / "nix", home) is None


def test_with_another_key_a_person_logs_in_again(home: Home) -> None:
    path = home.sessions / "a.sealed"
    sealed.seal(path, b"x", home)
    key = sealed.key_file(home)
    assert key is not None
    key.unlink()
    with pytest.raises(LoginNeeded, match="登录状态打不开"):
        sealed.unseal(path, home)


def test_a_damaged_session_is_not_half_believed(home: Home) -> None:
    path = home.sessions / "a.sealed"
    sealed.seal(path, b"x", home)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(LoginNeeded):
        sealed.unseal(path, home)


def test_without_a_keyring_the_key_is_a_file(home: Home) -> None:
    sealed.seal(home.sessions / "a", b"x", home)
    assert sealed.key_file(home) is not None


def test_of_many_processes_that_need_a_key_all_seal_with_the_same(home: Home) -> None:
    program = (
        "import sys; from pathlib import Path; from qn_assist.basics.paths import Home; "
        "from qn_assist.secrets import session_seal; home = Home(Path(sys.argv[1])); "
        "sys.stdin.readline(); "
        "session_seal.seal(home.sessions / sys.argv[2], sys.argv[2].encode(), home)"
    )
    command = [sys.executable, "-c", program, str(home.root)]
    started = [subprocess.Popen([*command, name], stdin=subprocess.PIPE) for name in "abcd"]
    for process in started:
        process.communicate(b"go\n", timeout=60)
    assert [process.returncode for process in started] == [0] * 4
    assert [sealed.unseal(home.sessions / name, home) for name in "abcd"] == [
        b"a",
        b"b",
        b"c",
        b"d",
    ]


def test_who_waited_for_the_key_takes_the_one_that_was_made(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process makes the key between our look and ours."""
    took: list[bytes] = []
    made = sealed._made_key

    def late(home: Home) -> bytes:
        if not took:
            took.append(b"")
            sealed.seal(home.sessions / "theirs", b"theirs", home)
        return made(home)

    monkeypatch.setattr(sealed, "_made_key", late)
    sealed.seal(home.sessions / "ours", b"ours", home)
    assert sealed.unseal(home.sessions / "theirs", home) == b"theirs"
    assert sealed.unseal(home.sessions / "ours", home) == b"ours"


@pytest.mark.parametrize("damage", [b"", b"\n", b"not a key", b"x" * 5000, b"\xff\xfe"])
def test_a_damaged_key_opens_nothing_and_the_next_login_makes_a_new_one(
    home: Home, damage: bytes
) -> None:
    path = home.sessions / "a.sealed"
    sealed.seal(path, b"old", home)
    key = sealed.key_file(home)
    assert key is not None
    key.write_bytes(damage)
    with pytest.raises(LoginNeeded, match="登录状态打不开"):
        sealed.unseal(path, home)
    sealed.seal(path, b"new", home)
    assert sealed.unseal(path, home) == b"new"


def test_where_no_key_can_be_beside_it_is_inside(home: Home) -> None:
    key = home.root.parent / "home.key"
    key.mkdir()
    sealed.seal(home.sessions / "a", b"x", home)
    assert sealed.key_file(home) == home.root / "session.key"


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_in_place_of_a_session_are_refused(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name) / "home").prepare()
        path = home.sessions / "a.sealed"
        sealed.seal(path, b"x", home)
        path.write_bytes(raw)
        with pytest.raises(LoginNeeded):
            sealed.unseal(path, home)
