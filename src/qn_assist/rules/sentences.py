"""What is known of a case in words: `可用库存：0`, one sentence a symbol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from qn_assist.basics import text
from qn_assist.basics.language import t
from qn_assist.rules.symbols import PERSONAL, SYMBOLS, SymbolValue


def shown(value: SymbolValue) -> str:
    """A value as a person reads it: 是, 3.5, `2026-06-25 18:00`, 不知道."""
    if value is None:
        return t("value.unknown")
    if isinstance(value, bool):
        return t("value.yes") if value else t("value.no")
    if isinstance(value, datetime):
        return value.astimezone(text.SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float | int | Decimal):
        return f"{float(value):.1f}".removesuffix(".0")
    return text.tidy(value)


def sentences(values: Mapping[str, SymbolValue]) -> tuple[str, ...]:
    """`可用库存：0` for each symbol, in the order of the table; nothing personal."""
    return tuple(
        f"{symbol.title}：{symbol.word(values[name]) or shown(values[name])}"
        for name, symbol in SYMBOLS.items()
        if name in values and name not in PERSONAL
    )
