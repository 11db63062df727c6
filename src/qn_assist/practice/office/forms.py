"""What the console's forms ask for, served to the pages as data. None of it is publicly known."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from qn_assist.practice.office.clock import parse_stamp
from qn_assist.practice.office.refusal import Refusal

TEXT_MAX = 200
CHAT_MAX = 500
IMAGES_MAX = 3
IMAGE_BYTES_MAX = 5 * 1024 * 1024
IMAGE_TYPES = (".jpg", ".jpeg", ".png")

Spec = dict[str, Any]


def description(required: bool = True) -> Spec:
    return {"required": required, "maxLength": TEXT_MAX}


def images(required: bool, label: str = "凭证图片") -> Spec:
    return {
        "required": required,
        "max": IMAGES_MAX,
        "maxBytes": IMAGE_BYTES_MAX,
        "accept": "image/png,image/jpeg",
        "label": label,
    }


TASK_RESULTS: list[Spec] = [
    {
        "value": "无法发货",
        "reason": {
            "required": True,
            "options": ["疫情原因", "自然灾害", "买家自身原因", "卖家原因"],
        },
        "promisedDate": None,
        "description": description(),
        "images": images(required=False),
    },
    {
        "value": "延迟发货",
        "reason": {"required": True, "options": ["双方协商一致", "补货中", "快递停运"]},
        "promisedDate": {"required": True},
        "description": description(),
        "images": images(required=True, label="协商凭证"),
    },
    {
        "value": "双方协商一致换货",
        "reason": None,
        "promisedDate": None,
        "description": description(),
        "images": images(required=True, label="协商凭证"),
    },
]

# 处理结果 of an AG 回单.
NOTE_RESULTS = [
    "已联系快递核查", "已向买家说明情况", "已提供方案待买家选择", "已约定发货时间", "已协商一致",
    "其他",
]  # fmt: skip

APPEAL_REASONS = ["已按时处理", "买家自身原因", "疫情或灾害", "快递原因", "其他"]

PROBLEM_TYPES = [
    "未揽收", "运输停滞", "派送延误", "疑似丢失", "包裹破损", "地址问题", "虚假签收",
    "收件人联系不上", "其他",
]  # fmt: skip

REPORT_TYPES = ["自然灾害", "疫情", "交通管制", "政策", "大促爆单", "快递停运"]
ALL_ORDERS = "全部待发货"
GIVEN_ORDERS = "指定订单"
SCOPES = [ALL_ORDERS, GIVEN_ORDERS]


def required(value: object, label: str) -> None:
    if value in (None, "", []):
        raise Refusal("PARAM_INVALID", f"请填写{label}")


def one_of(value: str, options: list[str], label: str) -> None:
    required(value, label)
    if value not in options:
        raise Refusal("PARAM_INVALID", f"{label}不正确")


def text_within(value: str, label: str, limit: int = TEXT_MAX) -> None:
    required(value.strip(), label)
    if len(value) > limit:
        raise Refusal("PARAM_INVALID", f"{label}不能超过{limit}个字")


def future(value: str, label: str, now: datetime) -> None:
    required(value, label)
    try:
        moment = parse_stamp(value)
    except ValueError:
        raise Refusal("PARAM_INVALID", f"{label}格式不正确") from None
    if moment <= now:
        raise Refusal("PARAM_INVALID", f"{label}必须晚于当前时间")


def image_list(value: list[Any], spec: Spec) -> None:
    if spec["required"]:
        required(value, spec["label"])
    if len(value) > spec["max"]:
        raise Refusal("PARAM_INVALID", f"{spec['label']}不能超过{spec['max']}张")


def keyword(value: str) -> None:
    """运单号/交易单号 as the real filter takes them."""
    if value and not re.fullmatch(r"[0-9A-Za-z]{6,32}", value):
        raise Refusal("PARAM_INVALID", "请输入6-32位字母或数字")


def item_id(value: str) -> None:
    if value and not re.fullmatch(r"\d{6,20}", value):
        raise Refusal("PARAM_INVALID", "请输入6-20位数字")
