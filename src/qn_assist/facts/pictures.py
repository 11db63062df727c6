"""Whether a file is a picture that a person can look at: an agreement needs proof, not bytes."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterable

from PIL import Image

from qn_assist.basics.language import listed, t

# A chat cropped to one line is larger; what is smaller shows nothing.
SMALLEST_SIDE = 40
# A long screenshot of a phone has ten million; decoding many more fills the memory.
MOST_PIXELS = 100_000_000
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


def picture_fault(content: bytes, endings: Iterable[str]) -> str:
    """What is wrong with it as a picture of these kinds (`png`, without a dot); "" for nothing."""
    kinds = tuple(endings)
    known = Image.registered_extensions()
    formats = {known[f".{ending}"] for ending in kinds if f".{ending}" in known}
    try:
        return _fault_in(content, sorted(formats))
    except (*_BROKEN, Image.DecompressionBombError):
        return t("facts.no_picture", kinds=listed(kinds))


def _fault_in(content: bytes, formats: list[str]) -> str:
    with warnings.catch_warnings():
        # Its size is judged here, before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=formats) as picture:
            fault = _size_fault(*picture.size)
            if not fault:
                picture.load()
    return fault


def _size_fault(width: int, height: int) -> str:
    if min(width, height) < SMALLEST_SIDE:
        return t("facts.tiny_picture", width=width, height=height, least=SMALLEST_SIDE)
    if width * height > MOST_PIXELS:
        return t("facts.huge_picture", width=width, height=height)
    return ""
