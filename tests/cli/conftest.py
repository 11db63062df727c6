"""Loading a shop's files takes most of a command's time; tests about other things share it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from qn_assist.basics.paths import Home, Workspace
from qn_assist.cli import desks, ledgers
from qn_assist.desk import load as desk
from qn_assist.desk.load import Desk


@cache
def _loaded(places: Workspace, name: str) -> Desk:
    return desk.load_desk(places, Home(places.places[0]), name)


@pytest.fixture
def desks_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_desk(places: Workspace, home: Home, name: str) -> Desk:
        return replace(_loaded(places, name), home=home)

    for module in (desks, ledgers):
        monkeypatch.setattr(module, "load_desk", load_desk)
