"""What a spreadsheet makes of a long number, and which numbers it can have been."""

from __future__ import annotations

import re
from decimal import Decimal

from qn_assist.basics import text

KEPT_DIGITS = 15
_SHORTENED = re.compile(r"\d(?:\.(?P<behind>\d*))?[Ee]\+?(?P<power>\d{1,3})|\d+\.\d*", re.ASCII)
# Of real numbers one in a thousand ends so, and is asked about.
_CUT_OFF = re.compile(r"[1-9]\d{14}0{3,}", re.ASCII)


def is_rounded(shown: str) -> bool:
    """`4.01E+18`, `4012345678901230000`, `4012.0`: digits are lost, or may be."""
    plain = text.narrow(shown)
    return bool(_SHORTENED.fullmatch(plain) or _CUT_OFF.fullmatch(plain))


def comes_from(shown: str, number: str) -> bool:
    """Whether a spreadsheet may have made that of this number: no further from it than one of the
    last digit that it kept, whichever way that was rounded.
    """
    plain, whole = text.narrow(shown), text.narrow(number)
    if not (whole.isascii() and whole.isdigit()):
        return False
    match = _SHORTENED.fullmatch(plain)
    if match is None:
        lost = len(plain) - KEPT_DIGITS
    elif match["power"]:
        lost = int(match["power"]) - len(match["behind"] or "")
    else:
        lost = 0
    return abs(Decimal(plain) - Decimal(whole)) <= Decimal(10) ** max(0, lost)
