"""What a spreadsheet makes of a long number, and which numbers it can have been."""

from __future__ import annotations

import re

from qn_assist.basics import text

KEPT_DIGITS = 15
_SHORTENED = re.compile(r"(\d)(?:\.(\d*))?[Ee]\+?(\d+)|\d+\.\d*", re.ASCII)
# Of real numbers one in a thousand ends so, and is asked about.
_CUT_OFF = re.compile(r"[1-9]\d{14}0{3,}", re.ASCII)


def is_rounded(shown: str) -> bool:
    """`4.01E+18`, `4012345678901230000`, `4012.0`: digits are lost, or may be."""
    plain = text.narrow(shown)
    return bool(_SHORTENED.fullmatch(plain) or _CUT_OFF.fullmatch(plain))


def comes_from(shown: str, number: str) -> bool:
    """Whether a spreadsheet may have made that of this number; digits it kept must agree.

    The last digit kept may have been rounded, so it is not compared.
    """
    plain, kept = text.narrow(shown), text.narrow(number)
    match = _SHORTENED.fullmatch(plain)
    if match and match[1]:
        digits, length = f"{match[1]}{match[2] or ''}".rstrip("0"), int(match[3]) + 1
    elif match:
        digits, length = plain.partition(".")[0], len(plain.partition(".")[0])
    else:
        digits, length = plain[:KEPT_DIGITS], len(plain)
    return kept.isdigit() and len(kept) == length and kept.startswith(digits[:-1])
