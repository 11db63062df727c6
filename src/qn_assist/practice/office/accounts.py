"""The practice accounts. Names and passwords are invented and public: they open nothing else."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "practice-2026"


@dataclass(frozen=True)
class Shop:
    number: int
    name: str
    main_account: str


@dataclass(frozen=True)
class Account:
    """`refusal`: why this account is never let in, empty otherwise. `phone`: for 短信登录."""

    login_name: str
    shop: Shop
    user_id: str
    lists_allowed: bool = True
    refusal: str = ""
    phone: str = ""

    @property
    def operator(self) -> str:
        return self.login_name.partition(":")[2]


QINGHE = Shop(0, "青禾家居专营店", "青禾家居")
YUNLAN = Shop(1, "云岚服饰旗舰店", "云岚服饰")
SHOPS = (QINGHE, YUNLAN)

RESIGNED = "该子账号已经离职"
FROZEN = "账号被冻结"
WRONG_PASSWORD = "账号名或登录密码不正确"
NO_SUCH_ACCOUNT = "账号不存在"
WRONG_CODE = "短信验证码错误"

# No mobile number begins with 12, so these belong to nobody.
EXAMPLE = Account("青禾家居:小青", QINGHE, "2208100200301", phone="12000002026")
OTHER_SHOP = Account("云岚服饰:小云", YUNLAN, "2208100200401")

ACCOUNTS = {
    account.login_name: account
    for account in (
        EXAMPLE,
        Account("青禾家居:实习", QINGHE, "2208100200302", lists_allowed=False),
        Account("青禾家居:离职", QINGHE, "2208100200303", refusal=RESIGNED),
        Account("青禾家居:冻结", QINGHE, "2208100200304", refusal=FROZEN, phone="12000002304"),
        OTHER_SHOP,
    )
}

BY_PHONE = {account.phone: account for account in ACCOUNTS.values() if account.phone}
