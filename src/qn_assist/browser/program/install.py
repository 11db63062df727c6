"""Gets a browser and a Chinese font where we may: Playwright's own download, then the packages of
Debian or Ubuntu as root. It asks nobody for rights and removes nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_DOWNLOAD_LIMIT_S = 900
_PACKAGE_LIMIT_S = 1200


@dataclass(frozen=True, slots=True)
class InstallAttempt:
    """One way that was tried; `said` is the last line the tool wrote when it failed."""

    way: str
    worked: bool
    said: str = ""


def install_browser(environ: Mapping[str, str] = os.environ) -> list[InstallAttempt]:
    """Try in order until one works; every attempt, the last one first to believe."""
    own = _run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        "playwright install chromium",
        _DOWNLOAD_LIMIT_S,
        environ,
    )
    if own.worked or not may_install_packages(environ):
        return [own]
    return [own, install_package("chromium", environ)]


def install_font(environ: Mapping[str, str] = os.environ) -> list[InstallAttempt]:
    if not may_install_packages(environ):
        return []
    return [install_package("fonts-noto-cjk", environ)]


def may_install_packages(environ: Mapping[str, str] = os.environ) -> bool:
    """Only as root, and only where apt-get is the system's own tool."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return as_root and shutil.which("apt-get", path=environ.get("PATH")) is not None


def install_package(name: str, environ: Mapping[str, str] = os.environ) -> InstallAttempt:
    quiet = {**environ, "DEBIAN_FRONTEND": "noninteractive"}
    refreshed = _run(["apt-get", "update", "-q"], "apt-get update", _PACKAGE_LIMIT_S, quiet)
    if not refreshed.worked:
        return refreshed
    order = ["apt-get", "install", "-y", "-q", "--no-install-recommends", name]
    return _run(order, f"apt-get install {name}", _PACKAGE_LIMIT_S, quiet)


def _run(order: list[str], way: str, limit_s: float, environ: Mapping[str, str]) -> InstallAttempt:
    try:
        done = subprocess.run(
            order, capture_output=True, text=True, timeout=limit_s, check=False, env=dict(environ)
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        return InstallAttempt(way, worked=False, said=str(fault))
    return InstallAttempt(way, done.returncode == 0, "" if done.returncode == 0 else _gist(done))


def _gist(done: subprocess.CompletedProcess[str]) -> str:
    """The line that says what went wrong: the first error, else the last word."""
    lines = [line.strip() for line in f"{done.stdout}\n{done.stderr}".splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "e:", "failed"))]
    return (errors or lines[-1:] or [f"exit {done.returncode}"])[0]
