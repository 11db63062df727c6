"""Which browser is found, in which order, on which system."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from qn_assist.basics.errors import UsageFault
from qn_assist.browser.program import fonts, install, locate


def _program(path: Path, says: str = "Chromium 1.2.3.4") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_named_browser_is_taken_at_its_word(tmp_path: Path) -> None:
    program = _program(tmp_path / "mine")
    found = locate.find(environ={"QN_BROWSER": str(program), "PATH": os.environ["PATH"]})
    assert found == locate.FoundBrowser(program, "mine", "given")
    assert locate.version(program) == "1.2.3.4"


def test_a_named_browser_that_is_not_there_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="没有能运行的浏览器"):
        locate.find(tmp_path / "nix")


def test_on_linux_chrome_comes_before_chromium(tmp_path: Path) -> None:
    _program(tmp_path / "chromium")
    chrome = _program(tmp_path / "google-chrome", "Google Chrome 9.8.7")
    found = locate.find(environ={"PATH": str(tmp_path)}, platform="linux")
    assert found == locate.FoundBrowser(chrome, "Chrome", "installed")
    assert locate.version(chrome) == "9.8.7"


def test_on_windows_edge_is_found_with_its_version(tmp_path: Path) -> None:
    folder = tmp_path / "Microsoft" / "Edge" / "Application"
    program = _program(folder / "msedge.exe")
    for version in ("99.0.1.2", "126.0.3.4", "Installer"):
        (folder / version).mkdir()
    found = locate.find(environ={"ProgramFiles(x86)": str(tmp_path)}, platform="win32")
    assert found == locate.FoundBrowser(program, "Edge", "installed")
    assert locate.version(program, "win32") == "126.0.3.4"


def test_on_a_mac_the_users_own_applications_count(tmp_path: Path) -> None:
    program = _program(tmp_path / "Applications/Chromium.app/Contents/MacOS/Chromium")
    found = list(locate.installed({"HOME": str(tmp_path)}, "darwin"))
    assert ("Chromium", program) in found


def test_the_sandbox_is_given_up_only_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert "--no-sandbox" not in locate.launch_arguments()
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert "--no-sandbox" in locate.launch_arguments()


@pytest.mark.parametrize(
    ("system", "window", "drawn"),
    [("linux", False, False), ("linux", True, True), ("win32", False, True)],
)
def test_only_on_linux_and_where_nobody_looks_no_graphics_card_is_played(
    monkeypatch: pytest.MonkeyPatch, system: str, window: bool, drawn: bool
) -> None:
    monkeypatch.setattr(locate.sys, "platform", system)
    assert ("--disable-gpu" not in locate.launch_arguments(window=window)) == drawn


def test_what_playwright_turns_off_stays_off(tmp_path: Path) -> None:
    """The browser heeds only the last list of features, and ours comes last."""
    told = tmp_path / "told"
    stand_in = _program(tmp_path / "browser")
    stand_in.write_text(f'#!/bin/sh\necho "$@" > {told}\n', encoding="utf-8")
    with sync_playwright() as playwright, pytest.raises(PlaywrightError):
        playwright.chromium.launch(executable_path=stand_in)
    [theirs] = _turned_off(told.read_text("utf-8").split())
    [ours] = _turned_off(locate.launch_arguments())
    assert theirs
    assert ours >= theirs


def _turned_off(arguments: list[str]) -> list[set[str]]:
    lists = (one.partition("--disable-features=")[2] for one in arguments)
    return [set(names.split(",")) for names in lists if names]


def test_nothing_hides_the_automation() -> None:
    assert not [flag for flag in locate.launch_arguments() if "Automation" in flag]


def test_a_windows_font_is_found_by_its_file(tmp_path: Path) -> None:
    assert fonts.chinese_font({"WINDIR": str(tmp_path)}, "win32") is None
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "msyh.ttc").touch()
    assert fonts.chinese_font({"WINDIR": str(tmp_path)}, "win32") is not None


def test_on_linux_fontconfig_is_asked(tmp_path: Path) -> None:
    _program(tmp_path / "fc-list", "Noto Sans CJK SC,Noto Sans CJK SC Regular")
    assert fonts.chinese_font({"PATH": f"{tmp_path}:/bin"}, "linux") == "Noto Sans CJK SC"


def test_packages_are_installed_only_as_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _program(tmp_path / "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert install.install_font({"PATH": str(tmp_path)}) == []


def test_a_failed_install_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "apt-get"
    path.write_text("#!/bin/sh\necho 'E: no network' >&2\nexit 100\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    attempt = install.install_package("chromium")
    assert (attempt.worked, attempt.said) == (False, "E: no network")
