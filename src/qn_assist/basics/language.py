"""What people read, in Chinese, or in English with `QN_LANG=en`.

Owns the choice of language and the look-up `t(key, **values)`; the sentences themselves stand in
`qn_assist.basics.words`, Chinese and English side by side, a file per subject. It prints nothing.

A message that quotes Chinese (the console's own words, a shop's name) is put under an English
heading, the class of the failure, when English is asked for. What is kept of a decision is always
Chinese: examples, plans and past decisions are compared with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TypeAlias

from qn_assist.basics.errors import DataFileError, QnAssistError
from qn_assist.basics.words import WORDS

Language: TypeAlias = Literal["zh", "en"]

_CHINESE = re.compile(r"[\u3400-\u9fff]")


_FIXED: ContextVar[Language | None] = ContextVar("_FIXED", default=None)


@contextmanager
def speaking(fixed: Language) -> Iterator[None]:
    """For what is kept and compared later: it must not depend on who happens to look."""
    token = _FIXED.set(fixed)
    try:
        yield
    finally:
        _FIXED.reset(token)


def language() -> Language:
    """`en` for any `QN_LANG` that begins so (`en`, `en_GB.UTF-8`), else `zh`; within `speaking` the
    one that is fixed.
    """
    if (fixed := _FIXED.get()) is not None:
        return fixed
    asked = os.environ.get("QN_LANG", "")
    return "en" if asked.strip().lower().startswith("en") else "zh"


def t(key: str, /, **values: object) -> str:
    """The sentence of `key` in the language asked for, with `{name}` places filled in.

    An unknown key or a missing value is a KeyError: a mistake of ours, found by the tests.
    """
    chinese, english = WORDS[key]
    chosen = english if language() == "en" else chinese
    return chosen.format_map(values) if values else chosen


def listed(items: Iterable[object]) -> str:
    """Several things one after the other, with the comma of the language."""
    return (", " if language() == "en" else "、").join(str(one) for one in items)


def is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def explain(error: QnAssistError) -> tuple[str, str]:
    """Message and remedy of a failure for the person in front of the screen."""
    if language() == "zh":
        return error.message, error.remedy or _usual_remedy(error)
    return _in_english(error), _remedy_in_english(error)


def _in_english(error: QnAssistError) -> str:
    heading = _of_class(error, "")
    if not is_chinese(error.message):
        return error.message
    joint = "\n" if isinstance(error, DataFileError) else " "
    return f"{heading}:{joint}{error.message}" if heading else error.message


def _remedy_in_english(error: QnAssistError) -> str:
    if error.remedy and not is_chinese(error.remedy):
        return error.remedy
    usual = _usual_remedy(error)
    if error.remedy and usual:
        return f"{usual} ({error.remedy})"
    return error.remedy or usual


def _usual_remedy(error: QnAssistError) -> str:
    return _of_class(error, ".remedy")


def _of_class(error: QnAssistError, suffix: str) -> str:
    """The words of the failure's own class, or of the nearest class above that has some."""
    for kind in type(error).__mro__:
        key = f"error.{kind.__name__}{suffix}"
        if key in WORDS:
            return t(key)
    return ""
