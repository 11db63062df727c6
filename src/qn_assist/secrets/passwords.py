"""The password of a shop account: from the environment, the OS keyring, an encrypted file, or,
for a shop on this machine only, from the practice console itself. Never from YAML.

Whatever is found is registered with `masking` before it is handed out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from qn_assist.basics.errors import LoginNeeded, OperatorError
from qn_assist.basics.language import listed, t
from qn_assist.basics.masking import register_secret
from qn_assist.basics.paths import Home
from qn_assist.secrets import keychain, vault
from qn_assist.secrets.practice_proof import ask_practice, is_local

PasswordSource: TypeAlias = Literal["environment", "keyring", "file", "practice"]


@dataclass(frozen=True, slots=True)
class Account:
    """Who is to log in where: the shop's folder name, the account's name, the console's origins.

    `others`: the shops beside it, whose variables may have the same name.
    """

    shop: str
    name: str
    origins: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        return variable_of(self.shop)


@dataclass(frozen=True, slots=True)
class Credentials:
    account: str
    password: str = field(repr=False)
    source: PasswordSource


def find(account: Account, home: Home, environ: Mapping[str, str] = os.environ) -> Credentials:
    """The first place that knows the password; LoginNeeded when none does. OperatorError where a
    variable that is set could mean another shop as well.
    """
    found = _look(account, home, environ)
    if found is None:
        raise LoginNeeded(
            t("password.none", shop=account.shop),
            remedy=t("password.none.remedy", shop=account.shop, variable=account.variable),
        )
    register_secret(found.password)
    return found


def store(
    account: Account, password: str, home: Home, environ: Mapping[str, str] = os.environ
) -> PasswordSource:
    """Keep it in the keyring, else in the encrypted file; where it went."""
    register_secret(password)
    if keychain.put(_entry(account), password, environ):
        return "keyring"
    key = _vault_key(home, environ)
    if not key:
        raise OperatorError(
            t("password.nowhere"),
            remedy=t("password.nowhere.remedy", variable=account.variable),
        )
    vault.put(_file(home), key, _entry(account), password)
    return "file"


def forget(account: Account, home: Home, environ: Mapping[str, str]) -> None:
    """Remove it from the keyring and the file."""
    keychain.remove(_entry(account), environ)
    vault.remove(_file(home), _entry(account))


def variable_of(shop: str) -> str:
    """`my-shop` → `QN_PASSWORD_MY_SHOP`; other alphabets keep their letters."""
    return "QN_PASSWORD_" + re.sub(r"\W", "_", shop).upper()


def _look(account: Account, home: Home, environ: Mapping[str, str]) -> Credentials | None:
    name = account.name
    if given := environ.get(account.variable, ""):
        _only_one_shop(account)
        return Credentials(name, given, "environment")
    if held := keychain.get(_entry(account), environ):
        return Credentials(name, held, "keyring")
    key = _vault_key(home, environ)
    if key and (kept := vault.get(_file(home), key, _entry(account))):
        return Credentials(name, kept, "file")
    return _from_practice(account) if is_local(account.origins) else None


def _only_one_shop(account: Account) -> None:
    """A password tried on another shop's account is a failed login there."""
    alike = [one for one in account.others if variable_of(one) == account.variable]
    if alike:
        shops = listed((account.shop, *alike))
        raise OperatorError(
            t("password.alike", variable=account.variable, shops=shops),
            remedy=t("password.alike.remedy", shop=account.shop),
        )


def _vault_key(home: Home, environ: Mapping[str, str]) -> str:
    """The key of the encrypted file; the file itself is changed over from the old key, if named."""
    key, old = (environ.get(name, "") for name in (vault.KEY_VARIABLE, vault.OLD_KEY_VARIABLE))
    register_secret(key)
    register_secret(old)
    if key and old and not vault.opens(_file(home), key):
        vault.rekey(_file(home), old, key)
    return key


def _from_practice(account: Account) -> Credentials | None:
    """The example login the practice console tells anyone; only for its own account."""
    for origin in account.origins:
        told = ask_practice(f"{origin.rstrip('/')}/__practice__/login")
        if told.get("password") and account.name in {"", told.get("account")}:
            return Credentials(told["account"], told["password"], "practice")
    return None


def _entry(account: Account) -> str:
    """With the account's name: a changed account must not be tried with the old password."""
    return f"password:{account.shop}:{account.name}"


def _file(home: Home) -> Path:
    return home.root / "credentials.json"
