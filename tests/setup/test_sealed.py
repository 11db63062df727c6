"""The stored session at rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qn_assist import sealed
from qn_assist.errors import LoginNeeded
from qn_assist.paths import Home


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
    assert sealed.key_place(home) == "file"
