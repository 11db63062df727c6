"""Shop files: what is refused, with its words, and how shops share a policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qn_assist.basics.errors import DataFileError
from qn_assist.console.load_console import load_console
from qn_assist.console.load_flows import load_flows
from qn_assist.console.platform_numbers import Platform, load_platform
from qn_assist.console.shop import load_shop
from qn_assist.datafiles.reader import parse, validate
from qn_assist.rules.policy import load_policy, reload_facts, schemas

ROOT = Path(__file__).resolve().parents[2]
BASE = 'title: 店\naccount: "店:人"\n'


def shop_in(folder: Path, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "shop.yaml").write_text(body, encoding="utf-8")
    return folder


def faults_of(folder: Path, body: str) -> list[str]:
    with pytest.raises(DataFileError) as caught:
        load_shop(shop_in(folder, body))
    return [str(fault).partition("shop.yaml:")[2] for fault in caught.value.faults]


MESSAGES = [
    ("title: 店", ["1 account: 缺少 account → 补上 account: …"]),
    ("title: ' '\naccount: a", ["1 title: 不能为空 → 照后台显示的写"]),
    (f"{BASE}password: abc", [
        "3 password: 配置文件里不能有 password：密码和登录状态从不写进文件 → "
        "删掉它，用 qn-assist login 登录，密码放进系统钥匙串"
    ]),
    (f"{BASE}cookie: abc", [
        "3 cookie: 配置文件里不能有 cookie：密码和登录状态从不写进文件 → "
        "删掉它，用 qn-assist login 登录，密码放进系统钥匙串"
    ]),
    (f"{BASE}notify: ['https://oapi.dingtalk.com/robot/send?access_token=abc']", [
        "3 notify.0: 这里写着地址，里面有密钥 → 放进环境变量，比如 QN_NOTIFY，这里写 env:QN_NOTIFY"
    ]),
    (f"{BASE}notify: [QN_NOTIFY]", [
        "3 notify.0: QN_NOTIFY 不是引用 → 写成 env:变量名 或 keyring:条目名"
    ]),
    (f"{BASE}origins: {{qn: 'http://qn.taobao.com'}}", [
        "3 origins.qn: http://qn.taobao.com 没有加密 → 改成 https://"
    ]),
    (f"{BASE}origins: {{qn: 'https://a:b@qn.taobao.com'}}", [
        "3 origins.qn: 网址里不能有账号、问号或井号 → 只写到路径为止"
    ]),
    (f"{BASE}origins: {{qn: qn.taobao.com}}", [
        "3 origins.qn: qn.taobao.com 不是网址 → 写成 https://主机名/路径"
    ]),
    (f"{BASE}limits: {{per_run: 0, per_dya: 3}}", [
        "3 limits.per_run: 不能小于 1",
        "3 limits.per_dya: 不认识的键 per_dya → 是不是 per_day？",
    ]),
    (f"{BASE}tabs: 20", ["3 tabs: 不能大于 8"]),
    (f"{BASE}schedule: {{}}", ["3 schedule: cron 和 every 要正好写一个 → 例如 every: 15m"]),
    (f"{BASE}schedule: {{every: 15}}", [
        '3 schedule.every: 要写成文字，现在是数字 15 → 加上引号："15"'
    ]),
    (f"{BASE}schedule: {{every: 15s}}", [
        "3 schedule.every: 15s 不是间隔 → 写成 15m（分钟）或 1h（小时）"
    ]),
    (f"{BASE}schedule: {{every: 99999999999h}}", [
        "3 schedule.every: 99999999999h 太长，最长 168h（一周） → 更少的运行用 cron"
    ]),
    (f"{BASE}schedule: {{every: 1h, mode: supervised}}", [
        "3 schedule.mode: 定时运行时没有人在，不能逐条批准 → "
        "写 dry-run 或 headless；要人批准的规则写 approval: person"
    ]),
    (f"{BASE}evidence: {{retention_days: 1000000}}", ["3 evidence.retention_days: 不能大于 3650"]),
    (f"{BASE}limits: {{least_hours_left: 1e300}}", ["3 limits.least_hours_left: 不能大于 8760.0"]),
    (f"{BASE}schedule: {{cron: '* * *'}}", [
        '3 schedule.cron: * * * 不是五段的 cron → 例如 "*/15 9-22 * * *"：9 到 22 点每 15 分钟'
    ]),
    (f"{BASE}schedule: {{every: 1h, mode: headles}}", [
        "3 schedule.mode: 不能写文字“headles” → 是不是 headless？"
    ]),
    (f"{BASE}ships_until: 25:00", ['3 ships_until: 25:00 不是钟点 → 写成 "18:30"']),
    (f"{BASE}policy: ../none", ["3 policy: 没有文件夹 ../none → 写相对路径，如 ../practice"]),
    (f"{BASE}evidence: {{screenshots: no}}", [
        "3 evidence.screenshots: 不能写文字“no” → 是不是 none？"
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MESSAGES)
def test_each_fault_is_named_with_place_and_remedy(
    body: str, expected: list[str], tmp_path: Path
) -> None:
    assert faults_of(tmp_path / "a", body) == expected


def test_a_small_shop_file_is_enough(tmp_path: Path) -> None:
    shop = load_shop(shop_in(tmp_path / "a", BASE))
    assert (shop.name, shop.title, shop.console) == ("a", "店", "qianniu")
    assert shop.limits.stop_after_failures == 3
    assert shop.tabs == 1


def test_the_closest_owner_is_told(tmp_path: Path) -> None:
    body = BASE + (
        "owner: 组长\nowners:\n  kinds: {urge_ship: 甲}\n  couriers: {中通快递: 乙}\n"
        "  categories: {false_sign: 丙}\n"
    )
    shop = load_shop(shop_in(tmp_path / "a", body))
    assert shop.owner_of("urge_ship", "false_sign", "中通快递") == "丙"
    assert shop.owner_of("urge_ship", "", "中通快递") == "乙"
    assert shop.owner_of("urge_ship", "", None) == "甲"
    assert shop.owner_of("x", "", None) == "组长"


def test_intervals_are_seconds(tmp_path: Path) -> None:
    shop = load_shop(shop_in(tmp_path / "a", f"{BASE}schedule: {{every: 2h}}"))
    assert shop.schedule is not None
    assert shop.schedule.every_seconds == 7200


def platform() -> Platform:
    return load_platform(ROOT / "selectors/qianniu/platform.yaml")


@pytest.mark.parametrize("name", ["practice", "practice-legacy"])
def test_the_example_shops_load_with_all_their_files(name: str) -> None:
    shop = load_shop(ROOT / "shops" / name)
    flows = load_flows(ROOT / "flows", load_console(ROOT / "selectors", shop.console), platform())
    policy = load_policy(ROOT / "shops" / name, flows.actions, platform())
    assert shop.title == "青禾家居专营店"
    assert shop.account == "青禾家居:小青"
    assert policy.facts.faults == ()
    assert policy.evidence.is_dir()
    assert reload_facts(policy).rules is policy.rules


def test_a_shop_replaces_only_the_shared_file_it_has(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "shops/practice", tmp_path / "shared")
    own = shop_in(tmp_path / "own", f"{BASE}policy: ../shared\nforbidden_words: words.txt")
    (own / "rules.yaml").write_text(
        "otherwise: {hand_over: 人}\nrules: [{name: a, title: 甲, when: reported, skip: 好}]",
        encoding="utf-8",
    )
    (own / "words.txt").write_text("# 词\n秒杀\n\n", encoding="utf-8")
    policy = load_policy(own, {}, platform())
    assert [rule.name for rule in policy.rules.rules] == ["a"]
    assert "ship_today" in policy.replies
    assert policy.replies["ship_today"].forbidden[-1] == "秒杀"


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    own = shop_in(tmp_path / "own", BASE)
    (own / "rules.yaml").write_text("rules: []", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        load_policy(own, {}, platform())
    files = {Path(fault.file).name for fault in caught.value.faults}
    assert files == {"rules.yaml", "replies.yaml"}


@pytest.mark.parametrize(("limit", "least"), [("per_run", 3), ("per_day", 3)])
def test_a_limit_below_the_submits_of_a_rule_is_refused(
    limit: str, least: int, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "shops/practice", tmp_path / "shared")
    flows = load_flows(ROOT / "flows", load_console(ROOT / "selectors", "qianniu"), platform())
    own = shop_in(tmp_path / "own", f"{BASE}policy: ../shared\nlimits:\n  {limit}: 2\n")
    with pytest.raises(DataFileError) as caught:
        load_policy(own, flows.actions, platform())
    (fault,) = caught.value.faults
    assert (Path(fault.file).name, fault.line, fault.path) == ("shop.yaml", 5, f"limits.{limit}")
    assert "rules.yaml:" in fault.message
    assert f"要提交 {least} 项，limits.{limit} 只有 2" in fault.message
    assert f"至少写 {least}" in fault.remedy
    shop_in(own, f"{BASE}policy: ../shared\nlimits:\n  {limit}: {least}\n")
    assert load_policy(own, flows.actions, platform()).shop.limits


def test_every_file_kind_has_a_schema() -> None:
    kinds = ("shop", "rules", "replies", "couriers", "platform")
    assert set(schemas()) == {f"{kind}.yaml" for kind in kinds}
    action = schemas()["rules.yaml"]["$defs"]["ActionEntry"]
    assert "with" in action["properties"]


def test_platform_numbers_carry_their_source() -> None:
    found = platform()
    assert found.number("reply.description_max") == 200
    assert found.numbers["urge_ship.reply_hours"].mark == "seed"
    assert "reply.description_max" in found.unconfirmed()
    assert "urge_ship.reply_hours" not in found.unconfirmed()


def test_an_unconfirmed_number_cannot_be_called_confirmed() -> None:
    body = "numbers:\n  a: {value: 1, mark: unconfirmed, confirmed: true}"
    with pytest.raises(DataFileError, match="来源是 unconfirmed，不能写 confirmed: true"):
        validate(parse(body), Platform)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("商家已发货，等待快递揽收", "10"),
        ("【杭州市】快递员已揽收", "1"),
        ("快件离开【苏州转运中心】，已发往【沈阳转运中心】", "2"),
        ("【湖里区网点】正在派件，请保持电话畅通", "202"),
        ("大连转运中心反馈：包裹外包装破损，已登记待核实", "414"),
        ("派件异常：无法联系收件人，电话无人接听，将再次派送", "416"),
        ("派件异常：收件人地址不详，请核实后联系网点", "420"),
        ("派件异常：收件人拒收，等待退回", "404"),
        ("已签收，签收人：门卫代收，如有疑问请联系派件员", "3"),
        ("天气晴", None),
        (None, None),
    ],
)
def test_a_trace_text_has_a_code(said: str | None, code: str | None) -> None:
    assert platform().trace_code(said) == code
