"""One owner per shop, across real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime

import pytest

from qn_assist.basics.errors import OperatorError, ShopBusy
from qn_assist.basics.text import SHANGHAI
from qn_assist.desk.shop_lock import ShopLock

START = datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)

OWNER = """
import sys
from datetime import datetime
from pathlib import Path
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.basics.text import SHANGHAI
with ShopLock(Path(sys.argv[1]), "甲/店", lambda: datetime(2026, 6, 18, 10, 0, tzinfo=SHANGHAI)):
    print("mine", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def owner(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "mine\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def lock(folder, shop="甲/店"):
    return ShopLock(folder, shop, lambda: START)


def test_a_second_process_is_told_who_has_the_shop_and_since_when(tmp_path):
    with owner(tmp_path) as process:
        with pytest.raises(ShopBusy, match=rf"甲/店.*进程 {process.pid}.*2026-06-18 10:00:00"):
            lock(tmp_path).__enter__()
        with lock(tmp_path, "乙店"):
            pass


def test_a_shop_is_free_when_its_owner_has_ended(tmp_path):
    with owner(tmp_path) as process:
        process.communicate("done\n")
        assert process.returncode == 0
    assert list(tmp_path.glob("*.owner.json")) == []
    with lock(tmp_path):
        pass


def test_a_killed_owner_is_taken_over_and_its_file_replaced(tmp_path):
    with owner(tmp_path) as process:
        process.kill()
        process.wait()
        [left] = tmp_path.glob("*.owner.json")
        with lock(tmp_path):
            assert json.loads(left.read_text())["pid"] == os.getpid()


def test_two_locks_of_one_process_exclude_each_other(tmp_path):
    mine = lock(tmp_path)
    with mine:
        for second in (lock(tmp_path), mine):
            with pytest.raises(ShopBusy, match=str(os.getpid())):
                second.__enter__()
    with mine:
        pass


def test_an_unreadable_owner_file_still_gives_a_clear_answer(tmp_path):
    with lock(tmp_path):
        [file] = tmp_path.glob("*.owner.json")
        file.write_text("{")
        with pytest.raises(ShopBusy, match="还不知道"):
            lock(tmp_path).__enter__()


def test_a_failure_inside_gives_the_shop_back(tmp_path):
    with pytest.raises(ValueError, match="inside"), lock(tmp_path):
        raise ValueError("inside")
    with lock(tmp_path):
        pass


def test_a_folder_that_cannot_be_is_the_operators_fault(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OperatorError, match=r"不能在.*锁定店铺"):
        lock(tmp_path / "file").__enter__()


def test_one_who_only_looks_sees_an_owner_and_keeps_nobody_out(tmp_path):
    mine = ShopLock(tmp_path, "甲/店")
    assert not mine.taken()
    with owner(tmp_path):
        assert mine.taken()
    assert not mine.taken()
    with mine:
        assert ShopLock(tmp_path, "甲/店").taken()


def test_a_folder_that_cannot_be_written_is_told_to_who_only_looks(tmp_path):
    """As it is to who takes the lock: it is the operator's to mend, no fault of ours."""
    (tmp_path / "locks").write_text("in the way")
    with pytest.raises(OperatorError, match=r"不能在 .*locks 里锁定店铺 甲/店") as caught:
        lock(tmp_path / "locks").taken()
    assert caught.value.exit_code == 2
