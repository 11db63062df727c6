"""Checks of the browser and of Chinese type."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from qn_assist.basics.errors import UsageFault
from qn_assist.basics.language import t
from qn_assist.browser import fonts, install, locate, probe
from qn_assist.doctor.finding import MachineFinding, Surroundings


def browser(around: Surroundings) -> MachineFinding:
    try:
        found = locate.find(environ=around.environ)
    except UsageFault as fault:
        return MachineFinding("missing", fault.message, fault.remedy)
    if found is None:
        return MachineFinding("missing", t("doctor.browser.none"), t("doctor.browser.remedy"))
    return MachineFinding("found", f"{found.name} {locate.version(found.path)} · {found.path}")


def mend_browser(around: Surroundings) -> str:
    if around.environ.get("QN_BROWSER"):
        return ""
    return _told(install.install_browser(around.environ))


def launch(around: Surroundings) -> MachineFinding:
    if browser(around).state == "missing":
        return MachineFinding("missing", t("doctor.launch.nothing"), t("doctor.launch.first"))
    found = locate.find(environ=around.environ)
    trouble = probe.trouble_starting(found.path) if found else ""
    if trouble:
        return MachineFinding("missing", trouble, t("doctor.launch.remedy"))
    return MachineFinding("found", t("doctor.launch.works"))


def font(around: Surroundings) -> MachineFinding:
    found = fonts.chinese_font(around.environ, sys.platform)
    if found is None:
        return MachineFinding("missing", t("doctor.font.none"), t("doctor.font.remedy"))
    return MachineFinding("found", found)


def mend_font(around: Surroundings) -> str:
    return _told(install.install_font(around.environ))


def _told(attempts: Iterable[install.InstallAttempt]) -> str:
    return "; ".join(f"{tried.way}: {tried.said or 'ok'}" for tried in attempts)
