"""Checks of Python, its packages, the time and the ports."""

from __future__ import annotations

import re
import socket
import sys
from datetime import timedelta
from importlib import metadata
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qn_assist.basics.clock import utc_now
from qn_assist.basics.language import t
from qn_assist.doctor.finding import MachineFinding, Surroundings

OLDEST_PYTHON = (3, 11)
PRACTICE_PORTS = (18730, 18731)
_ZONE, _OFFSET = "Asia/Shanghai", timedelta(hours=8)
_EARLIEST_YEAR = 2026
_NAME = re.compile(r"[\w.-]+")


def python(_around: Surroundings) -> MachineFinding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return MachineFinding("missing", version, t("doctor.python.remedy"))
    return MachineFinding("found", f"{version} · {sys.executable}")


def packages(_around: Surroundings) -> MachineFinding:
    wanted = [line for line in metadata.requires("qn_assist") or [] if "extra ==" not in line]
    names = [match.group() for line in wanted if (match := _NAME.match(line))]
    lacking = [name for name in names if not _is_there(name)]
    if lacking:
        return MachineFinding("missing", "、".join(lacking), t("doctor.packages.remedy"))
    return MachineFinding("found", t("doctor.packages.all", count=len(names)))


def time(_around: Surroundings) -> MachineFinding:
    """The console speaks Beijing time; a clock that is years off breaks every deadline."""
    try:
        now = utc_now().astimezone(ZoneInfo(_ZONE))
    except ZoneInfoNotFoundError:
        return MachineFinding("missing", t("doctor.time.no_zone"), t("doctor.time.no_zone.remedy"))
    shown = t("doctor.time.now", now=now.strftime("%Y-%m-%d %H:%M"))
    if now.utcoffset() != _OFFSET or now.year < _EARLIEST_YEAR:
        return MachineFinding("missing", shown, t("doctor.time.remedy"))
    return MachineFinding("found", shown)


def ports(_around: Surroundings) -> MachineFinding:
    taken = [port for port in PRACTICE_PORTS if not _is_free(port)]
    if not taken:
        return MachineFinding("found", t("doctor.ports.free", ports=_listed(PRACTICE_PORTS)))
    return MachineFinding(
        "optional", t("doctor.ports.taken", ports=_listed(taken)), t("doctor.ports.remedy")
    )


def _is_there(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            # Else the last minute's closed connections would count as somebody.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _listed(ports: tuple[int, ...] | list[int]) -> str:
    return "、".join(map(str, ports))
