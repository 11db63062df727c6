"""What consoles, buyers and exports really put into a text, beside everything else."""

from __future__ import annotations

from hypothesis import strategies as st

FULL_WIDTH = str.maketrans("0123456789-:.", "０１２３４５６７８９－：．")
UNSEEN = "\u200b\u200e\u202e\u2066\ufeff\ue601\U000f0001\xad\x1b\x00"

HOSTILE = [
    "<script>document.title='x'</script><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
    "{ticket.__class__.__init__.__globals__} %(x)s {0!r}",
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\u202eoxe.gpj\u202c a\u200bb\u2066c",
    "\x1b[2J\x1b[31m\x1b]8;;http://x.example\x07\x9b31m\r\nFAKE 10:00:00 submit",
    "[bold red]红[/] [link=file:///etc/passwd]x[/link] [/]",
    "' OR 1=1 -- \"; DROP TABLE claims; --",
    "价" * 10_000,
    "【" * 5_000 + "｜" * 5_000,
]

WORDS = st.sampled_from(
    "剩余 已超时 已超过标准时效 天 小时 分 分钟 秒 元 ￥ ¥ , . 无 - -- null 【 】 ｜ | 0 12 9999999"
    " 2026-06-18 23:59:59 00:00 ① ² ٣ １２ 12-31 4.01235E+18".split(" ")
)
LINES = st.lists(WORDS | st.sampled_from([" ", "\n", "\t", *UNSEEN]), max_size=12).map("".join)
ANY = st.text(max_size=60) | LINES | st.sampled_from(HOSTILE)


@st.composite
def as_consoles_write(draw: st.DrawFn, shown: str) -> str:
    """The same to a reader: other width, icons and zero-width characters, space around it."""
    if draw(st.booleans()):
        shown = shown.translate(FULL_WIDTH)
    at = draw(st.integers(0, len(shown)))
    shown = shown[:at] + draw(st.sampled_from(["", *UNSEEN])) + shown[at:]
    return f"{draw(st.sampled_from(['', ' ', chr(10), chr(0x3000)]))}{shown} "
