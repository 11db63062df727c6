"""Everything people read exists in Chinese and in English."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import qn_assist
from qn_assist.basics import errors
from qn_assist.basics.errors import LoginRejected, PageChanged, QnAssistError
from qn_assist.basics.language import explain, is_chinese, language, t
from qn_assist.basics.words import WORDS

SOURCES = Path(qn_assist.__file__).parent
# Names of the console, and samples, that stay Chinese in English sentences.
CONSOLE_WORDS = re.compile("千牛|物流异常|催发货|员工管理|中文是默认语言。")


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_have_the_same_places(key: str) -> None:
    chinese, english = WORDS[key]
    assert chinese
    assert english
    assert _places(chinese) == _places(english)


def test_english_sentences_are_english() -> None:
    assert [key for key, (_, en) in WORDS.items() if is_chinese(CONSOLE_WORDS.sub("", en))] == []


def test_every_key_in_the_code_has_words() -> None:
    used = {
        key
        for path in SOURCES.rglob("*.py")
        for key in re.findall(r'\bt\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert used - WORDS.keys() == set()


def test_every_failure_has_a_name() -> None:
    classes = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, QnAssistError)
    ]
    assert [kind.__name__ for kind in classes if f"error.{kind.__name__}" not in WORDS] == []


@pytest.mark.parametrize(
    ("asked", "given"), [("", "zh"), ("en", "en"), ("en_GB.UTF-8", "en"), ("fr", "zh")]
)
def test_chinese_unless_english_is_asked_for(
    asked: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QN_LANG", asked)
    assert language() == given


def test_an_unknown_key_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        t("no.such.key")


def test_a_chinese_message_gets_an_english_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QN_LANG", "en")
    message, remedy = explain(PageChanged("找不到 提交 按钮", remedy="看截图"))
    assert message == ("The page changed: an element is missing or ambiguous: 找不到 提交 按钮")
    assert remedy.startswith("run: qn-assist check --live")
    assert remedy.endswith("(看截图)")


def test_an_english_message_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QN_LANG", "en")
    assert explain(LoginRejected("refused", remedy="wait")) == ("refused", "wait")


def test_in_chinese_a_failure_without_remedy_gets_the_usual_one() -> None:
    message, remedy = explain(LoginRejected("账号不存在"))
    assert message == "账号不存在"
    assert "核对账号和密码" in remedy
