"""How the console hides personal data. Only masked values ever leave the practice server."""

from __future__ import annotations

from random import Random


def name(text: str, rng: Random) -> str:
    """陈* or 袁**, as both are seen."""
    return text[0] + "*" * rng.choice((1, 2))


def nick(text: str) -> str:
    """牛**, the form with `isHideNick=true`."""
    return text[0] + "**"


def phone(text: str) -> str:
    """`1*********8`, the form of the parcel centre."""
    return text[0] + "*" * 9 + text[-1]


def phone_older(text: str) -> str:
    """`139****5353`, the form of older pages."""
    return f"{text[:3]}****{text[-4:]}"


def address(area: str, rng: Random) -> str:
    """Area in clear, a space, and 16 to 21 stars whatever the length of the rest."""
    return f"{area} {'*' * rng.randint(16, 21)}"
