"""Where things lie: the state folder `Home`, and the data files of a `Workspace`.

Owns folder names, their privacy (0700, files 0600) and the order of places in which selectors,
flows and shops are looked for. It reads no data file.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Literal, TypeAlias

import platformdirs

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t

PRIVATE_FOLDERS = ("ledger", "sessions", "evidence", "logs", "plans", "reports")
DataKind: TypeAlias = Literal["selectors", "flows", "shops"]

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1]


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of everything that lasts: `QN_HOME`, or the platform's user-data folder."""

    root: Path

    @classmethod
    def find(cls) -> Home:
        given = os.environ.get("QN_HOME", "").strip()
        if given:
            return cls(Path(given).expanduser().absolute())
        return cls(Path(platformdirs.user_data_dir("qn-assist", appauthor=False)))

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    @property
    def sessions(self) -> Path:
        return self.root / "sessions"

    @property
    def evidence(self) -> Path:
        return self.root / "evidence"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def plans(self) -> Path:
        return self.root / "plans"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def workspace(self) -> Path:
        return self.root / "workspace"

    def ledger_place(self, environ: Mapping[str, str] = os.environ) -> str | Path:
        """`QN_LEDGER` (a path or postgresql://…), or the SQLite file in this folder."""
        return environ.get("QN_LEDGER", "").strip() or self.ledger / "ledger.sqlite3"

    def prepare(self) -> Home:
        """Make every folder, private to this user; also those that exist already."""
        try:
            for folder in (self.root, *(self.root / name for name in PRIVATE_FOLDERS)):
                private_folder(folder)
        except OSError as fault:
            raise UsageFault(
                t("home.unusable", path=self.root, reason=fault.strerror or fault),
                remedy=t("home.unusable.remedy"),
            ) from fault
        return self


def private_folder(folder: Path) -> Path:
    """Make it and close it to others (0700; Windows protects the user's profile by itself).

    One that its owner closed to writing stays as it is: PermissionError, also for root.
    """
    for parent in reversed(folder.parents):
        if not parent.exists():
            parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    mode = folder.stat().st_mode
    if os.name == "posix" and not mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    if os.name == "posix" and mode & 0o077:
        folder.chmod(0o700)
    return folder


def write_private(path: Path, content: bytes) -> None:
    """Replace a file at once, readable by this user only (0600). A missing folder is made 0700."""
    if not path.parent.is_dir():
        private_folder(path.parent)
    _replace(path, content, 0o600)


def rewrite(path: Path, content: bytes) -> None:
    """Replace a file of the operator's at once, as open or closed to others as it was."""
    _replace(path, content, path.stat().st_mode & 0o777 if path.exists() else 0o644)


def _replace(path: Path, content: bytes, mode: int) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:
            Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_at_most(path: Path, most: int) -> bytes | None:
    """A file from outside; None when it holds more than `most` bytes. It reads no further."""
    with path.open("rb") as file:
        raw = file.read(most + 1)
    return None if len(raw) > most else raw


def safe_name(name: str) -> str:
    """A name that is one file's everywhere: letters, digits, `-`, `_` and `.`."""
    return "".join(one if one.isalnum() or one in "-_." else "_" for one in name)


def packaged() -> Path:
    """The folder of the data files that came with the program: in a wheel, or a checkout's root."""
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _CHECKOUT


def console_pages() -> Path:
    """The practice console's pages, in a wheel or a checkout."""
    inside = _PACKAGE / "_data" / "console"
    return inside if inside.is_dir() else _CHECKOUT / "tests" / "fixtures" / "console"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places that may hold selectors/, flows/ and shops/, the operator's own first."""

    places: tuple[Path, ...]

    @classmethod
    def find(cls, given: Path | None = None, *, home: Home | None = None) -> Workspace:
        """`--workspace`, or a current folder with shops/; then QN_HOME/workspace; then ours."""
        here = _given_place(given) if given else _current_place(Path.cwd())
        own = (home or Home.find()).workspace
        found = [*here, *([own] if own.is_dir() else []), packaged()]
        return cls(tuple(dict.fromkeys(place.resolve() for place in found)))

    def names(self, kind: DataKind) -> tuple[str, ...]:
        """Every name that can be found, each once, in alphabetical order."""
        folders = [place / kind for place in self.places if (place / kind).is_dir()]
        return tuple(sorted({entry.name for folder in folders for entry in _visible(folder)}))

    def folder(self, kind: DataKind, name: str) -> Path:
        """The first place's folder of that name, e.g. `folder("shops", "practice")`."""
        for place in self.places if _is_a_name(name) else ():
            found = place / kind / name
            if found.is_dir():
                return found
        raise UsageFault(
            t(f"workspace.missing.{kind}", name=name, known="、".join(self.names(kind)) or "-"),
            remedy=t("workspace.missing.remedy", places=" · ".join(map(str, self.places))),
        )


def _given_place(given: Path) -> list[Path]:
    if not given.is_dir():
        raise UsageFault(
            t("workspace.no_folder", path=given), remedy=t("workspace.no_folder.remedy")
        )
    return [given]


def _current_place(cwd: Path) -> list[Path]:
    return [cwd] if (cwd / "shops").is_dir() else []


def _is_a_name(name: str) -> bool:
    """Not blank and no path: `shops/` itself, or a folder elsewhere, is no shop."""
    return name.strip() not in ("", ".", "..") and PureWindowsPath(name).name == name


def _visible(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if entry.is_dir() and entry.name[0] not in "._"]
