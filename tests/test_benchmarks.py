"""Whoever measures before and after must be able to: each benchmark still begins."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "benchmarks").glob("*.py")))
def test_a_benchmark_begins(name: str) -> None:
    told = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / name), "--help"], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "usage" in told.stdout
