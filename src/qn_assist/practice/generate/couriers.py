"""Couriers with the form of their waybills.

Patterns: a public validator of 2022. Real prefixes overlap, so a pattern is a hint, never proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from qn_assist.practice.generate.numbers import waybill_digits


@dataclass(frozen=True)
class Courier:
    name: str
    prefix: str
    digits: int
    pattern: str
    suffix: str = ""
    hotline: str = ""

    @property
    def short(self) -> str:
        """The name as people say it: 中通, 邮政."""
        return re.sub(r"(快递包裹|快递|速递|速运)$", "", self.name)

    def waybill(self, rng: Random, index: int, realm: int) -> str:
        return self.prefix + waybill_digits(rng, index, realm, self.digits) + self.suffix

    def fits(self, waybill: str) -> bool:
        return re.fullmatch(self.pattern, waybill) is not None


OTHER = Courier("其他物流", "SN", 12, r"SN\d{12}", hotline="400-555-9010")

COURIERS = (
    Courier("中通快递", "78", 12, r"\d{12}|\d{14}", hotline="400-555-9001"),
    Courier("圆通速递", "YT", 13, r"[A-Z0-9]{2}\d{10,13}", hotline="400-555-9002"),
    Courier("申通快递", "77", 13, r"(77|88|99)\d{13}|(33|55|66)\d{11}", hotline="400-555-9003"),
    Courier("韵达快递", "43", 11, r"\d{13}|\d{15}", hotline="400-555-9004"),
    Courier("极兔速递", "JT", 13, r"JT\d{12,13}", hotline="400-555-9005"),
    Courier("顺丰速运", "SF", 13, r"\d{12}|SF\d{12,16}", hotline="400-555-9006"),
    Courier("EMS", "EB", 9, r"[A-Z]{2}\d{9}[A-Z]{2}", "CN", "400-555-9007"),
    Courier("邮政快递包裹", "98", 11, r"9\d{12}", hotline="400-555-9008"),
    Courier("京东快递", "JDX", 12, r"JD[XK]\d{12}|JDV?\d{11}", hotline="400-555-9009"),
    Courier("德邦快递", "DPK", 12, r"DPK\d{11,}|\d{8,10}", hotline="400-555-9011"),
)  # fmt: skip

BY_NAME = {courier.name: courier for courier in (*COURIERS, OTHER)}
