"""The example shop's policy: fixtures of the rooms that decide and that try out decisions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qn_assist.console.load_console import load_console
from qn_assist.console.load_flows import load_flows
from qn_assist.console.platform_numbers import Platform, load_platform
from qn_assist.rules.fields import FlowSpec
from qn_assist.rules.policy import Policy, load_policy

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def platform() -> Platform:
    return load_platform(ROOT / "selectors/qianniu/platform.yaml")


@pytest.fixture(scope="session")
def flows(platform: Platform) -> Mapping[str, FlowSpec]:
    console = load_console(ROOT / "selectors", "qianniu")
    return load_flows(ROOT / "flows", console, platform).actions


@pytest.fixture(scope="session")
def policy(flows: Mapping[str, FlowSpec], platform: Platform) -> Policy:
    return load_policy(ROOT / "shops/practice", flows, platform)
