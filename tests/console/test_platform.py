"""One source for what the platform fixes: flows refer to it, and every key of it has a reader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.console.load_console import load_console
from qn_assist.console.load_flows import load_flows
from qn_assist.console.platform_numbers import READ_HERE, Platform, load_platform

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "selectors/qianniu/platform.yaml"


def edited(folder: Path, old: str, new: str, file: Path = FILE) -> Path:
    text = file.read_text("utf-8")
    assert old in text
    copy = folder / file.name
    copy.write_text(text.replace(old, new, 1), "utf-8")
    return copy


def faults_of(path: Path) -> str:
    with pytest.raises(DataFileError) as caught:
        load_platform(path)
    return "\n".join(str(fault) for fault in caught.value.faults)


def flows_of(folder: Path, platform: Platform, flow: str, old: str, new: str) -> str:
    """The faults of the flows of a copy in which one file differs."""
    shutil.copytree(ROOT / "flows", folder / "flows", dirs_exist_ok=True)
    place = folder / "flows/qianniu"
    edited(place, old, new, place / f"{flow}.yaml")
    with pytest.raises(DataFileError) as caught:
        load_flows(folder / "flows", load_console(ROOT / "selectors", "qianniu"), platform)
    return "\n".join(str(fault) for fault in caught.value.faults)


@pytest.fixture(scope="module")
def ours() -> Platform:
    return load_platform(FILE)


@pytest.mark.parametrize("console", ["qianniu", "qianniu-legacy"])
def test_a_flow_takes_its_lengths_and_options_from_the_platform(
    console: str, tmp_path: Path
) -> None:
    platform = load_platform(
        edited(tmp_path, "reply.description_max: {value: 200", "reply.description_max: {value: 123")
    )
    flows = load_flows(ROOT / "flows", load_console(ROOT / "selectors", console), platform)
    assert flows.actions["report_problem"].needs["description"].max_length == 123
    assert flows.actions["report_problem"].needs["problem_type"].options["其他"] == []
    assert {one.page_size_option for one in flows.lists} == {"50"}


def test_no_key_stands_there_that_nobody_reads(ours: Platform) -> None:
    flows = load_flows(ROOT / "flows", load_console(ROOT / "selectors", "qianniu"), ours)
    assert list(ours.unread(flows.platform_keys)) == []
    named = next(iter(ours.unread(flows.platform_keys - {"reply.message_max"})))
    assert (named.path, named.line > 1) == ("numbers.reply.message_max", True)


def test_each_key_of_the_program_is_read_somewhere_in_it() -> None:
    table = ROOT / "src/qn_assist/console/platform_numbers.py"
    files = (path for path in (ROOT / "src").rglob("*.py") if path != table)
    code = "\n".join(path.read_text("utf-8") for path in files)
    assert [key for key in READ_HERE if f'"{key}"' not in code] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("least_hours_left: {value: -168", "least_hours_left: {value: 1e300", "不能大于 1000000"),
        ("least_hours_left: {value: -168", "least_hours_left: {value: 9000", "-8760 到 8760"),
        ("lookups_per_hour: {value: 1", "lookups_per_hour: {value: 0", "0.01 到 60"),
        ("description_max: {value: 200", "description_max: {value: 20.5", "写一个整数"),
        ("alert.hours_before", "alert.hours_befor", "缺少程序要读的 alert.hours_before_deadline"),
        ("images_types: {value: [jpg, jpeg, png]", "images_types: {value: 5", "文字的列表"),
    ],
)  # fmt: skip
def test_a_key_of_the_program_must_be_there_and_in_its_range(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    shown = faults_of(edited(tmp_path, old, new))
    assert said in shown
    assert "platform.yaml:" in shown


def test_a_reference_to_no_key_is_refused_with_its_line(ours: Platform, tmp_path: Path) -> None:
    shown = flows_of(tmp_path, ours, "message", "reply.message_max", "reply.message_mx")
    assert "message.yaml:10 needs.text.max_length: platform.yaml 里没有 reply.message_mx" in shown
    assert "是不是 reply.message_max？" in shown


def test_a_value_of_the_wrong_type_names_both_places(ours: Platform, tmp_path: Path) -> None:
    shown = flows_of(tmp_path, ours, "message", "reply.message_max", "reply.images_types")
    assert "message.yaml:10 needs.text.max_length" in shown
    assert "值出自 platform.yaml 的 reply.images_types" in shown


@pytest.mark.parametrize(
    ("flow", "old", "new", "said"),
    [
        ("appeal", "{买家自身原因: [buyer_reason], 疫情或灾害: [relief_published]}",
         "[买家自身原因, 疫情或灾害]", "选项要写明各自声称什么"),
        ("return_note", "其他: []", "其他:", "选项要写明各自声称什么"),
        ("ship", "fact: shipment_courier, ", "", "要么写 options，要么写 fact"),
        ("reply_exchange", "claims: [agreed_exchange]", "note: 换货", "要写明它声称什么"),
    ],
)  # fmt: skip
def test_an_option_that_does_not_say_what_it_claims_is_refused(
    flow: str, old: str, new: str, said: str, ours: Platform, tmp_path: Path
) -> None:
    shown = flows_of(tmp_path, ours, flow, old, new)
    assert said in shown
    assert f"{flow}.yaml:" in shown
    assert " → " in shown
