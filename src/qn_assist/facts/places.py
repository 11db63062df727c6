"""Whether one place lies in another, by the text of their addresses."""

from __future__ import annotations

import re

from qn_assist.basics import text

_REPEATED_CITY = re.compile(r"^(..市)\1")
_PROVINCE = re.compile(r"^[^省市区]{2,7}(?:省|自治区)")
_UNIT = ("省", "市", "区", "县", "州", "盟", "旗", "镇", "乡", "街道")
_REST_OF_NAME = re.compile(r"(维吾尔|壮族|回族)?(省|市|区|县|自治区|自治州|自治县|地区|盟|旗)")


def lies_in(place: str, area: str) -> bool:
    """Whether an address text starts with an area's, ending at a whole unit.

    `云南省德宏州瑞丽市` lies in `云南省`, `云南` and `云南省德宏州`, not in `云南省德`.
    """
    address, whole = _address(place), _address(area)
    if not whole or not address.startswith(whole):
        return False
    rest = address[len(whole) :]
    return not rest or whole.endswith(_UNIT) or _REST_OF_NAME.match(rest) is not None


def lies_in_city(place: str, city: str) -> bool:
    """Contacts name a city without its province, an order's place stands behind one."""
    return lies_in(place, city) or lies_in(_PROVINCE.sub("", text.fold(place)), city)


def _address(shown: str) -> str:
    return _REPEATED_CITY.sub(r"\1", text.fold(shown))
