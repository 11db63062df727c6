"""Where a password comes from, in which order, and that it is never said aloud."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from qn_assist.basics.errors import LoginNeeded, OperatorError
from qn_assist.basics.masking import mask
from qn_assist.basics.paths import Home
from qn_assist.secrets import keychain, vault
from qn_assist.secrets import passwords as credentials
from qn_assist.secrets.passwords import Account

SHOP = Account("my-shop", "青禾:小青", ("https://qn.example",))
KEY = {"QN_SECRET_KEY": "a long enough key"}


class OneKeyring(KeyringBackend):
    """The operating system's keyring, in memory."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def ring() -> Iterator[OneKeyring]:
    before = keyring.get_keyring()
    mine = OneKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def origin() -> Iterator[str]:
    """Answers as the practice console does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"account": "a:b", "password": "practice-2026", "shop": "s"})
            self.send_response(200 if self.path == "/__practice__/login" else 404)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_environment_comes_first(home: Home, ring: OneKeyring) -> None:
    credentials.store(SHOP, "from-ring", home, {})
    found = credentials.find(SHOP, home, {"QN_PASSWORD_MY_SHOP": "from-env"})
    assert (found.password, found.source, found.account) == ("from-env", "environment", "青禾:小青")


def test_then_the_keyring(home: Home, ring: OneKeyring) -> None:
    assert credentials.store(SHOP, "from-ring", home, KEY) == "keyring"
    vault.put(home.root / "credentials.json", KEY["QN_SECRET_KEY"], "x", "from-file")
    assert credentials.find(SHOP, home, KEY).source == "keyring"


def test_then_the_encrypted_file(home: Home) -> None:
    environ = {**KEY, "QN_KEYRING": "off"}
    assert credentials.store(SHOP, "from-file", home, environ) == "file"
    assert credentials.find(SHOP, home, environ).password == "from-file"
    assert "from-file" not in (home.root / "credentials.json").read_text(encoding="utf-8")


def test_without_keyring_and_key_nothing_is_stored(home: Home) -> None:
    with pytest.raises(OperatorError, match="没地方存") as told:
        credentials.store(SHOP, "geheim", home, {"QN_KEYRING": "off"})
    assert "QN_PASSWORD_MY_SHOP" in told.value.remedy
    assert not (home.root / "credentials.json").exists()


def test_another_key_opens_nothing_and_says_so(home: Home) -> None:
    credentials.store(SHOP, "geheim", home, {**KEY, "QN_KEYRING": "off"})
    other = {"QN_SECRET_KEY": "quite another key", "QN_KEYRING": "off"}
    with pytest.raises(OperatorError, match="密码文件打不开"):
        credentials.find(SHOP, home, other)
    with pytest.raises(OperatorError, match="密码文件打不开"):
        credentials.store(Account("b", "c"), "geheim", home, other)


def test_the_key_of_the_file_can_be_changed(home: Home) -> None:
    off = {"QN_KEYRING": "off"}
    credentials.store(SHOP, "geheim", home, KEY | off)
    credentials.store(Account("b", "c"), "geheimer", home, KEY | off)
    new = {"QN_SECRET_KEY": "quite another key", **off}
    changing = new | {"QN_SECRET_KEY_OLD": KEY["QN_SECRET_KEY"]}
    assert credentials.find(SHOP, home, changing).password == "geheim"
    assert credentials.find(Account("b", "c"), home, new).password == "geheimer"
    with pytest.raises(OperatorError, match="密码文件打不开"):
        credentials.find(SHOP, home, KEY | off)


def test_a_wrong_old_key_changes_nothing(home: Home) -> None:
    off = {"QN_KEYRING": "off"}
    credentials.store(SHOP, "geheim", home, KEY | off)
    before = (home.root / "credentials.json").read_bytes()
    wrong = {"QN_SECRET_KEY": "quite another key", "QN_SECRET_KEY_OLD": "no such key here", **off}
    with pytest.raises(OperatorError, match="密码文件打不开"):
        credentials.find(SHOP, home, wrong)
    assert (home.root / "credentials.json").read_bytes() == before


def test_a_file_of_the_first_version_still_opens(home: Home) -> None:
    path = home.root / "credentials.json"
    vault._write(path, vault._Content(b"0" * 16, vault.FIRST_COST, {}).seal("k" * 12, {"a": "b"}))
    raw = json.loads(path.read_text("utf-8"))
    del raw["cost"]
    path.write_text(json.dumps(raw), "utf-8")
    assert vault.get(path, "k" * 12, "a") == "b"


def test_the_file_is_private_and_costs_every_guess(home: Home) -> None:
    path = home.root / "credentials.json"
    vault.put(path, "k" * 12, "a", "geheim")
    raw = json.loads(path.read_text("utf-8"))
    assert raw["cost"] >= 2**17
    assert len(b64decode(raw["salt"])) == 16
    assert {one.stat().st_mode & 0o077 for one in home.root.iterdir()} == {0}


DAMAGED = [
    b"",
    b"[]",
    b"{}",
    b"\xff",
    b"[" * 100_000,
    b'{"salt": 5, "entries": {}}',
    b'{"salt": "AAAA", "entries": [1]}',
    b'{"salt": "AAAA", "entries": {"a": 5}}',
    b'{"salt": "AAAA", "cost": 1073741824, "entries": {"a": "b"}}',
    b'{"salt": "AAAA", "cost": "x", "entries": {"a": "b"}}',
    b" " * 1_000_001,
]


@pytest.mark.parametrize("raw", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_said_to_be_so(home: Home, raw: bytes) -> None:
    path = home.prepare().root / "credentials.json"
    path.write_bytes(raw)
    with pytest.raises(OperatorError, match="密码文件打不开"):
        vault.get(path, "k" * 12, "a")


def test_two_processes_that_store_at_once_both_keep_what_they_stored(home: Home) -> None:
    program = (
        "import sys; from pathlib import Path; from qn_assist.secrets import vault; "
        "sys.stdin.readline(); vault.put(Path(sys.argv[1]), 'k' * 12, sys.argv[2], 'x')"
    )
    path = home.prepare().root / "credentials.json"
    command = [sys.executable, "-c", program, str(path)]
    started = [subprocess.Popen([*command, name], stdin=subprocess.PIPE) for name in "abcd"]
    for process in started:
        process.communicate(b"go\n", timeout=60)
    assert [vault.get(path, "k" * 12, name) for name in "abcd"] == ["x"] * 4


class BrokenKeyring(OneKeyring):
    """A service that is there and fails: no session bus, locked without a desktop."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("no bus")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("no bus")


def test_a_keyring_that_waits_for_somebody_is_not_waited_for_for_ever(
    ring: OneKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not "nothing there": a second key would be made beside the one that is locked away."""
    unlocked = threading.Event()
    monkeypatch.setattr("qn_assist.secrets.keychain.ANSWER_SECONDS", 0.05)
    monkeypatch.setattr(ring, "get_password", lambda *_: unlocked.wait() and None)
    try:
        with pytest.raises(OperatorError, match="钥匙串"):
            keychain.get("session-key", {})
        assert not keychain.usable({})
    finally:
        unlocked.set()


def test_a_keyring_that_fails_is_no_keyring(home: Home, ring: OneKeyring) -> None:
    keyring.set_keyring(BrokenKeyring())
    assert credentials.store(SHOP, "geheim", home, KEY) == "file"
    assert credentials.find(SHOP, home, KEY).source == "file"


def test_a_short_key_is_refused(home: Home) -> None:
    with pytest.raises(OperatorError, match="太短"):
        credentials.store(SHOP, "geheim", home, {"QN_SECRET_KEY": "short", "QN_KEYRING": "off"})


def test_another_account_of_the_shop_does_not_get_the_old_password(
    home: Home, ring: OneKeyring
) -> None:
    credentials.store(SHOP, "geheim", home, {})
    with pytest.raises(LoginNeeded):
        credentials.find(Account("my-shop", "青禾:小红"), home, {})


def test_forgotten_is_forgotten(home: Home, ring: OneKeyring) -> None:
    credentials.store(SHOP, "geheim", home, {})
    credentials.forget(SHOP, home, {})
    with pytest.raises(LoginNeeded, match="没有存好的密码"):
        credentials.find(SHOP, home, {})


def test_what_is_found_is_masked_from_then_on(home: Home) -> None:
    credentials.find(SHOP, home, {"QN_PASSWORD_MY_SHOP": "Hunter-2"})
    assert mask("typed Hunter-2") == "typed ******"
    assert "Hunter" not in repr(credentials.find(SHOP, home, {"QN_PASSWORD_MY_SHOP": "Hunter-2"}))


def test_the_practice_console_tells_its_own_login(home: Home, origin: str) -> None:
    found = credentials.find(Account("practice", "", (origin,)), home, {})
    assert (found.account, found.password, found.source) == ("a:b", "practice-2026", "practice")


def test_it_tells_nothing_for_another_account(home: Home, origin: str) -> None:
    with pytest.raises(LoginNeeded):
        credentials.find(Account("practice", "x:y", (origin,)), home, {})


def test_a_shop_with_one_real_origin_is_never_asked(home: Home, origin: str) -> None:
    with pytest.raises(LoginNeeded):
        credentials.find(Account("practice", "", (origin, "https://qn.example")), home, {})


def test_no_practice_console_no_password(home: Home) -> None:
    with pytest.raises(LoginNeeded, match="qn-assist login practice"):
        credentials.find(Account("practice", "", ("http://127.0.0.1:9",)), home, {})


@pytest.mark.parametrize(
    ("shop", "variable"),
    [("practice", "QN_PASSWORD_PRACTICE"), ("my.shop-2", "QN_PASSWORD_MY_SHOP_2")],
)
def test_the_variable_is_named_after_the_shop(shop: str, variable: str) -> None:
    assert credentials.variable_of(shop) == variable


def test_a_variable_that_could_mean_another_shop_serves_none(home: Home) -> None:
    environ = {"QN_PASSWORD_MY_SHOP": "geheim", "QN_KEYRING": "off"}
    alike = Account("my-shop", SHOP.name, others=("my_shop", "other"))
    with pytest.raises(OperatorError, match=r"分不清是哪家店.*my-shop、my_shop"):
        credentials.find(alike, home, environ)
    alone = Account("my-shop", SHOP.name, others=("other",))
    assert credentials.find(alone, home, environ).password == "geheim"
