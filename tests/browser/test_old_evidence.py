"""Pictures of old runs are deleted, those of newer ones stay."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qn_assist.browser.evidence import discard_old

NOW = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)


def run_folder(folder: Path, name: str, age_days: int) -> Path:
    run = folder / name
    run.mkdir()
    (run / "ticket.jpg").write_bytes(b"x")
    at = (NOW - timedelta(days=age_days)).timestamp()
    os.utime(run, (at, at))
    return run


def test_runs_older_than_the_retention_lose_their_pictures(tmp_path: Path) -> None:
    old, new = run_folder(tmp_path, "old", 91), run_folder(tmp_path, "new", 89)
    assert discard_old(tmp_path, NOW - timedelta(days=90)) == 1
    assert not old.exists()
    assert (new / "ticket.jpg").is_file()


def test_a_folder_that_is_not_there_yet_is_no_trouble(tmp_path: Path) -> None:
    assert discard_old(tmp_path / "evidence", NOW) == 0
