"""What no reply may contain, whatever its template: contact details, links, sums of compensation.

Checked on the *rendered* text after NFKC folding, so that full-width digits, spaces and hyphens
hide nothing. Ids of parcels and orders are not contact details.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qn_assist.basics import text
from qn_assist.basics.language import t

_HOSTS = "com|cn|net|org|cc|top|vip|xyz|shop|link|info|me|ly|gg|tv|io"
_CONTACTS = (
    ("mobile", re.compile(r"(?<![0-9a-z])(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}(?![0-9a-z])")),
    (
        "phone",
        re.compile(r"(?<![0-9a-z-])0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)"),
    ),
    (
        "wechat",
        re.compile(
            r"微信|薇信|威信|v信|weixin|wechat|(?<![a-z])(?:vx|wx)(?![a-z])|加我?v(?![a-z])"
        ),
    ),
    ("qq", re.compile(r"(?<![a-z])qq(?![a-z])|扣扣|企鹅号")),
    ("address", re.compile(rf"https?:|www\.|(?<![a-z0-9])[a-z0-9-]+\.(?:{_HOSTS})(?![a-z])")),
    ("mail", re.compile(r"[a-z0-9._+-]+@[a-z0-9-]+\.")),
)
_SUM = r"(?:[¥￥]\d|[\d.]+(?:元|块|角|%)|[一二两三四五六七八九十百半]+(?:元|块)|\d+折)"
_COMPENSATION = r"(?:赔|补偿|补贴|返现|红包|返还|退差|优惠券|代金券)"
_OFFER = re.compile(rf"{_COMPENSATION}[^。!?;\n]*?{_SUM}|{_SUM}[^。!?;\n]*?{_COMPENSATION}")


def forbidden_in(shown: str, words: Iterable[str] = (), ours: Iterable[str] = ()) -> list[str]:
    """A sentence for each thing found. `words`: the shop's list; `ours`: ids that may be said."""
    folded = "\n".join(text.fold(line) for line in shown.split("\n")).lower()
    for known in sorted(map(text.fold, ours), key=len, reverse=True):
        folded = folded.replace(known.lower(), "〇") if known else folded
    problems = [
        t("reply.holds", what=t(f"reply.contact.{name}"))
        for name, form in _CONTACTS
        if form.search(folded)
    ]
    if _OFFER.search(folded):
        problems.append(t("reply.sum"))
    return problems + [
        t("reply.word", word=word)
        for word in words
        if text.fold(word).lower() in folded and text.fold(word)
    ]
