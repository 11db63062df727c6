"""The example shop's policy, over facts of a test's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qn_assist.consolefiles import load_console
from qn_assist.flowfiles import load_flows
from qn_assist.params import FlowSpec
from qn_assist.platform import Platform, load_platform
from qn_assist.policy import Policy, load_policy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def platform() -> Platform:
    return load_platform(ROOT / "selectors/qianniu/platform.yaml")


@pytest.fixture(scope="session")
def flows() -> Mapping[str, FlowSpec]:
    console = load_console(ROOT / "selectors", "qianniu")
    return load_flows(ROOT / "flows", console).actions


@pytest.fixture(scope="session")
def policy(flows: Mapping[str, FlowSpec], platform: Platform) -> Policy:
    return load_policy(ROOT / "shops/practice", flows, platform)
