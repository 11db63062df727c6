"""What an action flow must say of its proof: what is newer than the click, what stands beside what
is gone, and what its request carries.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.console import ActionFlow, load_console, load_flows, load_platform

ROOT = Path(__file__).resolve().parents[2]
CHANGES = "changes: state                 # 提交之后一定会变\n"


def flows(root: Path) -> dict[str, ActionFlow]:
    platform = load_platform(ROOT / "selectors/qianniu/platform.yaml")
    console = load_console(ROOT / "selectors", "qianniu")
    return dict(load_flows(root, console, platform).actions)


def changed(folder: Path, name: str, old: str, new: str) -> dict[str, ActionFlow]:
    """The console's flows with one text of one file changed."""
    shutil.copytree(ROOT / "flows", folder / "flows")
    path = folder / "flows/qianniu" / f"{name}.yaml"
    written = path.read_text("utf-8")
    assert old in written
    path.write_text(written.replace(old, new), "utf-8")
    return flows(folder / "flows")


def test_every_flow_that_ships_is_held_whole() -> None:
    assert {name: flow.unheld for name, flow in flows(ROOT / "flows").items() if flow.unheld} == {}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("reply_cannot_ship", CHANGES, "", "点击之后才有"),
        ("reply_cannot_ship", CHANGES, "changes: shown_result\n", "点击之前没有看"),
        ("message", "  - wait_for: said_or_none\n  - wait_gone: sent_message\nconfirmed",
         "  - wait_gone: sent_message\nconfirmed", "没有看到同类的别的东西"),
        ("reply_delay", "promises: agreed_delay, ", "", "答应买家的发货时间"),
        ("reply_cannot_ship", "prepare:\n", "prepare:\n  - wait_gone: spinner\n", "马上就通过"),
    ],
)  # fmt: skip
def test_a_flow_whose_proof_proves_nothing_is_refused(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(DataFileError) as caught:
        changed(tmp_path, name, old, new)
    [fault] = caught.value.faults
    assert said in str(fault)
    assert f"{name}.yaml" in str(fault)


@pytest.mark.parametrize(
    ("name", "line", "unheld"),
    [
        ("message", '      data.text: "{text}"\n', ("text",)),
        ("message", '      data.orderId: "{order_id}"\n', ("order_id",)),
        ("report_delay", '      data.to: "{period_to}"\n', ("period",)),
        ("ship", '      data.mailNo: "{waybill}"\n', ("waybill",)),
    ],
)
def test_what_the_request_is_not_known_to_say_is_named(
    tmp_path: Path, name: str, line: str, unheld: tuple[str, ...]
) -> None:
    assert changed(tmp_path, name, line, "")[name].unheld == unheld
