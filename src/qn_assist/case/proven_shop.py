"""Whose work it is: the account that a console proves, whatever its folder is called here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProvenShop:
    """The account of one shop at one console.

    `hosts` are those at which the console is reached; on this machine, where ports come and go, its
    name (`local:qianniu`). `formerly` are titles that the shop had before. `one_of_several`: its
    account has other shops too, each with a title of its own.
    """

    hosts: tuple[str, ...]
    account: str
    title: str
    formerly: tuple[str, ...] = ()
    one_of_several: bool = False
