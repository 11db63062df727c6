"""Checks of folders, data files, secrets and the ledger."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

from qn_assist.basics.errors import QnAssistError
from qn_assist.basics.language import explain, t
from qn_assist.basics.paths import console_pages, packaged
from qn_assist.doctor.finding import MachineFinding, Surroundings
from qn_assist.ledger import Ledger
from qn_assist.secrets import KEY_VARIABLE, keychain
from qn_assist.secrets import session_seal as sealed

_DATA = ("selectors", "flows", "shops/practice")


def data(_around: Surroundings) -> MachineFinding:
    folders = [packaged() / name for name in _DATA] + [console_pages()]
    empty = [folder for folder in folders if not _holds_files(folder)]
    if empty:
        return MachineFinding("missing", " · ".join(map(str, empty)), t("doctor.data.remedy"))
    return MachineFinding("found", str(packaged()))


def home(around: Surroundings) -> MachineFinding:
    root = around.home.root
    if not root.is_dir():
        return MachineFinding("missing", t("doctor.home.none", path=root), t("doctor.home.remedy"))
    if not _writable(root):
        return MachineFinding("missing", t("doctor.home.closed", path=root), t("doctor.home.other"))
    if os.name == "posix" and root.stat().st_mode & 0o077:
        return MachineFinding("missing", t("doctor.home.open", path=root), t("doctor.home.remedy"))
    return MachineFinding("found", str(root))


def mend_home(around: Surroundings) -> str:
    try:
        around.home.prepare()
    except QnAssistError as fault:
        return explain(fault)[0]
    return ""


def keyring(around: Surroundings) -> MachineFinding:
    """Without one everything works: passwords need QN_SECRET_KEY, the session key is a file."""
    if keychain.usable(around.environ):
        return MachineFinding("found", keychain.name(around.environ))
    place = sealed.key_file(around.home)
    detail = t("doctor.keyring.none")
    if place is not None:
        detail = f"{detail} · {t('doctor.keyring.key_file', path=place)}"
    if around.environ.get(KEY_VARIABLE):
        return MachineFinding("optional", f"{detail} · {t('doctor.keyring.vault')}")
    return MachineFinding("optional", detail, t("doctor.keyring.remedy"))


def ledger(around: Surroundings) -> MachineFinding:
    place = around.home.ledger_place(around.environ)
    shown = place if isinstance(place, Path) else place.partition("://")[0]
    try:
        stands = Ledger.stands(place)
    except QnAssistError as fault:
        message, remedy = explain(fault)
        return MachineFinding("missing", message, remedy or t("doctor.ledger.remedy"))
    made = "" if stands else f" · {t('doctor.ledger.first_run')}"
    return MachineFinding("found", f"{shown}{made}")


def postgresql(around: Surroundings) -> MachineFinding:
    wanted = str(around.home.ledger_place(around.environ)).startswith("postgresql")
    if find_spec("psycopg") is not None:
        return MachineFinding("found", t("doctor.postgresql.driver"))
    return MachineFinding(
        "missing" if wanted else "optional",
        t("doctor.postgresql.none"),
        t("doctor.postgresql.remedy"),
    )


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() and path.name[0] != "." for path in folder.rglob("*"))


def _writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
