"""Two people record an agreement about one order at the same moment, in two processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from qn_assist.datafiles.sheets import sheet_of
from qn_assist.facts.kinds import AGREEMENTS
from qn_assist.facts.table import read_table

ORDER = "3895101549382725078"
AT_ONCE = 4
PROGRAM = f"""
import sys
from datetime import datetime, timedelta
from pathlib import Path
from qn_assist.basics.errors import UsageFault
from qn_assist.basics.text import SHANGHAI
from qn_assist.facts.agreements import Given, add
from qn_assist.facts.kinds import Agreement

folder, number = Path(sys.argv[1]), int(sys.argv[2])
now = datetime(2026, 6, 18, 10, 0, number, tzinfo=SHANGHAI)
given = Given(Agreement("{ORDER}", "delay", now, now + timedelta(days=1 + number)), ())
print("ready", flush=True)
sys.stdin.readline()
try:
    add(folder, given, folder / "lock")
except UsageFault as fault:
    sys.exit(f"refused: {{fault.message}}")
"""


def test_of_contradicting_agreements_given_at_once_one_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "agreements.csv"
    # A long file takes a while to read: without the lock all have read it before one has written.
    rows = "".join(
        f"{1000000000000000000 + n},换货,,2026-06-18 08:21:33,a.png\n" for n in range(1500)
    )
    path.write_text(f"订单号,协商类型,约定时间,记录时间,凭证\n{rows}", "utf-8")
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [
        subprocess.Popen([*command, str(number)], text=True, encoding="utf-8", **pipes)
        for number in range(AT_ONCE)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=120)[1] for process in started]
    assert sorted(process.returncode for process in started) == [0] + [1] * (AT_ONCE - 1), told
    assert sum("refused: " in one for one in told) == AT_ONCE - 1
    found = read_table(sheet_of(path.read_bytes(), path.name, packed=False), AGREEMENTS).records
    assert [one.order_id for one in found].count(ORDER) == 1
