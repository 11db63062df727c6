"""Whether Chinese can be drawn here: without a CJK font every screenshot is a row of boxes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

_WINDOWS = ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simhei.ttf", "Deng.ttf")
_MAC = (
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
)
_LINUX_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
_LINUX_NAMES = ("cjk", "wqy", "sourcehan", "droidsansfallback", "uming", "ukai")


def chinese_font(environ: Mapping[str, str], platform: str) -> str | None:
    """A font that has Chinese, as the system names it; None when there is none."""
    if platform == "win32":
        folder = Path(environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return _present(str(folder / name) for name in _WINDOWS)
    if platform == "darwin":
        return _present(iter(_MAC))
    return _asked(environ) if shutil.which("fc-list", path=environ.get("PATH")) else _searched()


def _present(files: Iterator[str]) -> str | None:
    return next((file for file in files if Path(file).is_file()), None)


def _asked(environ: Mapping[str, str]) -> str | None:
    told = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env=dict(environ),
    ).stdout
    families = sorted(line.split(",")[0].strip() for line in told.splitlines() if line.strip())
    return families[0] if families else None


def _searched() -> str | None:
    for folder in map(Path, _LINUX_FOLDERS):
        for path in folder.rglob("*.[to]t[cf]"):
            if any(name in path.name.lower().replace(" ", "") for name in _LINUX_NAMES):
                return path.name
    return None
