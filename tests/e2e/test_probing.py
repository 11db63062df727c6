"""`check --live` on the practice console: what fits is confirmed, what does not is named."""

from __future__ import annotations

import pytest

from qn_assist.run.order import PassOrder
from qn_assist.visits.probe import Probe, probe_pass

from .conftest import Rehearse
from .rehearsal import PASSWORD, Rehearsal, in_the_loop, replace_in


def probed(rehearsal: Rehearsal) -> dict[str, Probe]:
    found = in_the_loop(probe_pass(rehearsal.desk(), PassOrder(password=lambda: PASSWORD)))
    return {f"{one.page}.{one.selector}": one for one in found}


@pytest.mark.parametrize("skin", ["2026", "legacy"])
def test_every_selector_and_request_fits_the_practice_console(
    rehearse: Rehearse, skin: str
) -> None:
    rehearsal = rehearse(24, skin)
    found = probed(rehearsal)
    assert {name: one.why for name, one in found.items() if not one.ok} == {}
    assert sum(name.endswith(".json") for name in found) == len(rehearsal.desk().flows.lists)
    assert rehearsal.truth().silent


def test_a_list_whose_request_is_another_one_is_named(rehearse: Rehearse) -> None:
    rehearsal = rehearse(2)
    path = rehearsal.folder / "flows/qianniu/list_tasks.yaml"
    replace_in(path, ("mtop.taobao.aftersales.task.list", "mtop.taobao.aftersales.other.list"))
    one = probed(rehearsal)["tasks.list_tasks.json"]
    assert not one.ok
    assert one.why == "flows/list_tasks.yaml：没有听到页面自己的数据请求"
