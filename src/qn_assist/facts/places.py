"""Whether one place lies in another, by the text of their addresses.

Provinces are written in many ways (`广西`, `广西壮族自治区`; `北京 北京市`): by their names in
GB/T 2260 they are brought to one.
"""

from __future__ import annotations

import re

from qn_assist.basics import text

_OF_CITIES = ("北京", "天津", "上海", "重庆")
_REGIONS = {
    "内蒙古": "自治区",
    "广西": "壮族自治区",
    "西藏": "自治区",
    "宁夏": "回族自治区",
    "新疆": "维吾尔自治区",
    "香港": "特别行政区",
    "澳门": "特别行政区",
}
_PROVINCES = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东",
    "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾",
)  # fmt: skip
_CITY, _REGION, _PROVINCE = "市", "自治区", "省"
_NAMES = (*_OF_CITIES, *_REGIONS, *_PROVINCES)
_UNIT = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道", "|")
_REST_OF_NAME = re.compile(r"(省|市|区|县|自治区|自治州|自治县|地区|盟|旗)")


def lies_in(place: str, area: str) -> bool:
    """Whether an address text starts with an area's, ending at a whole unit.

    `云南省德宏州瑞丽市` lies in `云南省`, `云南` and `云南省德宏州`, not in `云南省德`.
    """
    return _begins(_address(place), _address(area))


def lies_in_city(place: str, city: str) -> bool:
    """Contacts name a city without its province, an order's place stands behind one."""
    behind = _address(place).partition("|")[2]
    return lies_in(place, city) or _begins(behind, _address(city))


def _begins(address: str, whole: str) -> bool:
    if not whole or not address.startswith(whole):
        return False
    rest = address[len(whole) :]
    return not rest or whole.endswith(_UNIT) or _REST_OF_NAME.match(rest) is not None


def _address(shown: str) -> str:
    """`广西|桂林市…`; without a province as it stands. `吉林市` is a city, not the province."""
    folded = text.fold(shown)
    name = next((one for one in _NAMES if folded.startswith(one)), None)
    if name is None:
        return folded
    rest = folded.removeprefix(name)
    if name in _OF_CITIES:
        rest = rest.removeprefix(_CITY).removeprefix(name).removeprefix(_CITY)
    elif name in _REGIONS:
        rest = rest.removeprefix(_REGIONS[name]).removeprefix(_REGION)
    elif rest.startswith(_CITY):
        return folded
    return f"{name}|{rest.removeprefix(_PROVINCE)}"
