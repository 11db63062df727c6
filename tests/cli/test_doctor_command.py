"""What `doctor` tells a person whose machine lacks something."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from pathlib import Path

import pytest

from qn_assist import cli
from qn_assist.basics.paths import Home
from qn_assist.basics.words import WORDS
from qn_assist.browser.program import install, locate
from qn_assist.doctor import CHECKS, Check, MachineFinding, Surroundings, examine, machine, storage
from qn_assist.ledger import Ledger
from qn_assist.secrets import session_seal as sealed


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings({"QN_KEYRING": "off"}, Home(tmp_path / "home"))


def test_every_check_has_a_title() -> None:
    assert [name for name in CHECKS if f"doctor.{name}" not in WORDS] == []


def test_a_browser_named_and_missing_is_told_with_its_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QN_BROWSER", "/nowhere/chrome")
    assert cli.run(["doctor", "--fix", "--only", "browser", "--only", "launch"]) == 2
    shown = capsys.readouterr().out
    assert "[不行] 浏览器：这里没有能运行的浏览器：/nowhere/chrome" in shown
    assert "怎么办：改对 QN_BROWSER" in shown
    assert "有 2 项不行" in shown


def test_json_says_the_same(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QN_BROWSER", "/nowhere/chrome")
    assert cli.run(["doctor", "--json", "--only", "browser", "--only", "time"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert [(check["name"], check["state"]) for check in told["checks"]] == [
        ("browser", "missing"),
        ("time", "found"),
    ]


def test_without_any_browser_an_install_is_tried_and_its_words_are_shown(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "find", lambda **_: None)
    tried = [install.InstallAttempt("playwright install chromium", worked=False, said="no network")]
    monkeypatch.setattr(install, "install_browser", lambda _: tried)
    [(_, found)] = examine(around, ["browser"], fix=True)
    assert (found.state, found.fixed) == ("missing", False)
    assert found.detail == "没有找到浏览器 · playwright install chromium: no network"
    assert "QN_BROWSER" in found.remedy


def test_a_home_is_made_and_closed_by_fix(around: Surroundings) -> None:
    assert storage.home(around).state == "missing"
    around.home.root.mkdir(mode=0o755)
    [(_, found)] = examine(around, ["home"], fix=True)
    assert (found.state, found.fixed) == ("found", True)
    if os.name == "posix":
        assert around.home.root.stat().st_mode & 0o077 == 0


def test_nothing_is_mended_unasked(around: Surroundings) -> None:
    list(examine(around, ["home"]))
    assert not around.home.root.exists()


def test_a_ledger_is_looked_at_and_not_made(around: Surroundings) -> None:
    found = storage.ledger(around)
    assert (found.state, "第一次运行时建立" in found.detail) == ("found", True)
    assert not around.home.ledger.exists()
    Ledger.open(around.home.ledger_place(around.environ)).close()
    found = storage.ledger(around)
    assert (found.state, "第一次运行时建立" in found.detail) == ("found", False)


def test_an_older_ledger_is_left_for_a_run_to_bring_up_to_date(around: Surroundings) -> None:
    place = around.home.ledger / "ledger.sqlite3"
    place.parent.mkdir(parents=True)
    sqlite3.connect(place).close()
    assert "第一次运行时建立" in storage.ledger(around).detail
    assert place.read_bytes() == b""


def test_a_ledger_that_cannot_be_opened_is_told(around: Surroundings) -> None:
    around.home.prepare()
    (around.home.ledger / "ledger.sqlite3").write_bytes(b"not a database" * 100)
    found = storage.ledger(around)
    assert found.state == "missing"
    assert found.remedy


def test_without_a_keyring_the_key_file_is_named(around: Surroundings) -> None:
    around.home.prepare()
    sealed.seal(around.home.sessions / "a", b"x", around.home)
    found = storage.keyring(around)
    assert found.state == "optional"
    assert str(around.home.root.parent / "home.key") in found.detail
    assert "QN_SECRET_KEY" in found.remedy


def test_a_taken_port_is_no_obstacle(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(machine, "PRACTICE_PORTS", (taken.getsockname()[1],))
        assert machine.ports(around).state == "optional"


def test_a_missing_package_is_named(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["loguru>=0.7", "no-such-package-here>=1", 'httpx; extra == "dev"']
    monkeypatch.setattr(machine.metadata, "requires", lambda _: wanted)
    assert machine.packages(around) == MachineFinding(
        "missing", "no-such-package-here", machine.t("doctor.packages.remedy")
    )


def test_an_old_python_is_told(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (99, 0))
    assert machine.python(around).state == "missing"


def test_a_mended_check_is_looked_at_again(around: Surroundings) -> None:
    seen = iter([MachineFinding("missing"), MachineFinding("found", "now")])
    CHECKS["passing"] = Check(lambda _: next(seen), lambda _: "tried")
    try:
        [(_, found)] = examine(around, ["passing"], fix=True)
    finally:
        del CHECKS["passing"]
    assert found == MachineFinding("found", "now", fixed=True)


@pytest.mark.browser
def test_the_browser_of_this_machine_starts(around: Surroundings) -> None:
    here = Surroundings(os.environ, around.home)
    states = {name: found.state for name, found in examine(here, ["browser", "launch", "font"])}
    assert states == {"browser": "found", "launch": "found", "font": "found"}
