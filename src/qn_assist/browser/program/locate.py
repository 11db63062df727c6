"""Which browser is used: a path somebody named, an installed Chrome, Edge or Chromium, then
Playwright's own. Looking starts nothing; getting one is `browser.install`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from playwright.sync_api import sync_playwright

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t

HowFound: TypeAlias = Literal["given", "installed", "playwright"]

_LINUX = (
    ("Chrome", ("google-chrome", "google-chrome-stable", "chrome")),
    ("Edge", ("microsoft-edge", "microsoft-edge-stable")),
    ("Chromium", ("chromium", "chromium-browser")),
)
_LINUX_FILES = (
    ("Chrome", "/opt/google/chrome/chrome"),
    ("Edge", "/opt/microsoft/msedge/msedge"),
    ("Chromium", "/snap/bin/chromium"),
)
_WINDOWS = (
    ("Chrome", "Google/Chrome/Application/chrome.exe"),
    ("Edge", "Microsoft/Edge/Application/msedge.exe"),
    ("Chromium", "Chromium/Application/chrome.exe"),
)
_WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_MAC = (
    ("Chrome", "Google Chrome.app/Contents/MacOS/Google Chrome"),
    ("Edge", "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
    ("Chromium", "Chromium.app/Contents/MacOS/Chromium"),
)
_VERSION = re.compile(r"\d+\.\d+[\d.]*")
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
)
# Linux servers have no graphics card: one played by the processor, where nobody looks, was 25 of
# the 88 s of processor time of a dry run of 13 tickets. Not measured on Windows and macOS.
_UNSEEN = ("--disable-gpu",)
# The suggestions under an address bar that nobody types in are pages of their own: a third of what
# a start costs. A spare process would be kept ready for a page that is never opened. The browser
# heeds only the last list, so that Playwright's stands here too.
_WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    path: Path
    name: str
    how: HowFound


def find(
    given: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> FoundBrowser | None:
    """The browser to use, None when there is none. `given` or `QN_BROWSER` is taken at its word:
    if nothing is there, UsageFault, never another browser.
    """
    named = str(given or environ.get("QN_BROWSER", "")).strip()
    if named:
        return _named(Path(named).expanduser())
    for name, path in installed(environ, platform):
        return FoundBrowser(path, name, "installed")
    own = _playwrights_own()
    return FoundBrowser(own, "Chromium", "playwright") if own else None


def installed(environ: Mapping[str, str], platform: str) -> Iterator[tuple[str, Path]]:
    """Browsers of this machine, Chrome before Edge before Chromium."""
    if platform == "win32":
        candidates: Iterable[tuple[str, Path]] = _on_windows(environ)
    elif platform == "darwin":
        candidates = _on_mac(environ)
    else:
        candidates = _on_linux(environ)
    return ((name, path) for name, path in candidates if path.is_file())


def launch_arguments(*, window: bool = False) -> list[str]:
    """Quiet on a closed network; without the sandbox only as root, where Chromium refuses it.

    Nothing here hides that the browser is automated (law 6).
    """
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    quiet = [*_QUIET, f"--disable-features={','.join(_WITHOUT)}"]
    unseen = [] if window or sys.platform != "linux" else _UNSEEN
    return [*quiet, *unseen, *(["--no-sandbox"] if as_root else [])]


def _named(path: Path) -> FoundBrowser:
    found = path if path.is_file() else None
    if found is None and len(path.parts) == 1 and (which := shutil.which(str(path))):
        found = Path(which)
    if found is None or not os.access(found, os.X_OK):
        raise UsageFault(t("browser.not_there", path=path), remedy=t("browser.not_there.remedy"))
    return FoundBrowser(found, found.stem, "given")


def _on_windows(environ: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    folders = {key.upper(): value for key, value in environ.items()}
    for name, tail in _WINDOWS:
        for root in _WINDOWS_ROOTS:
            if folders.get(root):
                yield name, Path(folders[root]) / tail


def _on_mac(environ: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for name, tail in _MAC:
        yield name, Path("/Applications") / tail
        yield name, Path(environ.get("HOME", "/")) / "Applications" / tail


def _on_linux(environ: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for name, commands in _LINUX:
        for command in commands:
            found = shutil.which(command, path=environ.get("PATH"))
            if found:
                yield name, Path(found)
    for name, file in _LINUX_FILES:
        yield name, Path(file)


def _playwrights_own() -> Path | None:
    """Asked in a thread of its own, because a caller may be inside an event loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        path = thread.submit(_where_playwright_keeps_one).result()
    return path if path.is_file() else None


def _where_playwright_keeps_one() -> Path:
    """Playwright knows where its browser belongs, also when it was never fetched."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def version(path: Path, platform: str = sys.platform) -> str:
    """What the browser at `path` calls itself; empty where it does not tell. It is started for
    that, except on Windows, where it would open a window.
    """
    if platform == "win32":
        return _version_on_windows(path)
    try:
        told = subprocess.run(
            [str(path), "--version"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    match = _VERSION.search(told)
    return match.group() if match else ""


def _version_on_windows(path: Path) -> str:
    """The version is the name of the folder beside it."""
    names = [entry.name for entry in path.parent.iterdir() if entry.is_dir()]
    versions = [name for name in names if _VERSION.fullmatch(name)]
    return max(versions, key=lambda name: [int(part) for part in name.split(".")], default="")
