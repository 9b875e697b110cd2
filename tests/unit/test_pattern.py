"""Each sign of the notation means what the table in app.pattern says, and a slip is refused in Chinese."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.fold import fold_text
from app.pattern import LONGEST, NO_WORDS, PatternError, Phrases, Words

SECONDS = 5.0
WORDS = Words({"否定": ["没有", "未(曾)?"], "机构": ["<否定>领导小组", "专班"]})


def found(pattern: str | list[str], text: str, words: Words = WORDS) -> str | None:
    """Return the first match in ``text`` as rules see it, None when there is none."""
    sources = [pattern] if isinstance(pattern, str) else pattern
    folded = fold_text(text)
    match = Phrases(sources, words).search(folded, 0, len(folded), SECONDS)
    return None if match is None else folded[slice(*match)]


def all_found(pattern: str, text: str) -> list[str]:
    """Return all matches in ``text``."""
    phrases = Phrases([pattern], WORDS)
    return [text[slice(*match)] for match in phrases.every(text, 0, len(text), SECONDS)]


def refused(pattern: str) -> str | None:
    """Return why ``pattern`` is refused, None when it can be searched for."""
    try:
        found(pattern, "甲乙1一没有")
    except PatternError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        pytest.param("领导小组", "成立领导小组。", "领导小组", id="the very characters"),
        pytest.param("领导小组", "成立领 导\t小组", "领导小组", id="blanks in the text"),
        pytest.param("领导 小组", "成立领导小组", "领导小组", id="blanks in the pattern"),
        pytest.param("A：1", "\uff21:１", "A:1", id="half or full width"),
        pytest.param("领导小组", "领导班子", None, id="other characters"),
        pytest.param("a.c", "abc", None, id="a full stop is a full stop"),
        pytest.param("[甲]", "甲", None, id="square brackets are brackets"),
        pytest.param("甲*", "甲甲", None, id="an asterisk is an asterisk"),
        pytest.param("甲+{2}", "甲+{2}", "甲+{2}", id="signs of expressions are literal"),
    ],
)
def test_literal_text(pattern, text, match):
    assert found(pattern, text) == match


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param("成立小组", "成立小组", id="nothing between"),
        pytest.param(
            "成立了，由书记任组长的小组", "成立了,由书记任组长的小组", id="commas may be between"
        ),
        pytest.param(f"成立{'甲' * 30}小组", f"成立{'甲' * 30}小组", id="thirty characters"),
        pytest.param(f"成立{'甲' * 31}小组", None, id="thirty-one characters"),
        pytest.param("成立。小组", None, id="a full stop ends it"),
        pytest.param("成立！小组", None, id="an exclamation mark ends it"),
        pytest.param("成立；小组", None, id="a semicolon ends it"),
        pytest.param("成立\n小组", None, id="a paragraph end ends it"),
        pytest.param("成立甲小组乙小组", "成立甲小组", id="as little as possible"),
    ],
)
def test_an_ellipsis_bridges_up_to_thirty_characters_of_a_sentence(text, match):
    assert found("成立…小组", text) == match


@pytest.mark.parametrize(
    ("text", "match"),
    [
        pytest.param("成立小组", "成立小组", id="nothing between"),
        pytest.param(f"成立{'甲' * 12}小组", f"成立{'甲' * 12}小组", id="twelve characters"),
        pytest.param(f"成立{'甲' * 13}小组", None, id="thirteen characters"),
        pytest.param("成立了，小组", None, id="a comma ends it"),
        pytest.param("成立甲、小组", None, id="an enumeration comma ends it"),
        pytest.param("成立：小组", None, id="a colon ends it"),
        pytest.param("成立。小组", None, id="a full stop ends it"),
    ],
)
def test_a_tilde_bridges_up_to_twelve_characters_of_a_clause(text, match):
    assert found("成立~小组", text) == match


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("学法12次", "学法12次"),
        ("学法１２次", "学法12次"),
        ("学法十二次", "学法十二次"),
        ("学法十余次", "学法十余次"),
        ("学法1,200余次", "学法1,200余次"),
        ("学法多次", None),
        ("学法次", None),
    ],
)
def test_a_number_sign_is_a_number_in_any_script(text, match):
    assert found("学法#次", text) == match


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        pytest.param("任(组长|主任)", "任主任", "任主任", id="one of these"),
        pytest.param("任(组长|主任)", "任委员", None, id="none of these"),
        pytest.param("甲|乙", "乙", "乙", id="without brackets"),
        pytest.param("任（组长｜主任）", "任组长", "任组长", id="full-width signs"),
        pytest.param("(甲(乙|丙)|丁)戊", "甲丙戊", "甲丙戊", id="brackets inside brackets"),
        pytest.param("工作?组", "工组", "工组", id="the character before may be absent"),
        pytest.param("工作?组", "工作组", "工作组", id="or be there"),
        pytest.param("法治(建设)?小组", "法治小组", "法治小组", id="so may a bracket"),
        pytest.param("(领导)?<否定>?小组", "小组", "小组", id="or a list"),
    ],
)
def test_choices_and_what_may_be_absent(pattern, text, match):
    assert found(pattern, text) == match


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("<否定>成立", "没有成立", "没有成立"),
        ("<否定>成立", "未曾成立", "未曾成立"),
        ("<否定>成立", "已经成立", None),
        ("<机构>", "没有领导小组", "没有领导小组"),
        ("＜否定＞成立", "未成立", "未成立"),
    ],
)
def test_a_list_stands_for_each_of_its_words(pattern, text, match):
    assert found(pattern, text) == match


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("^下一步", "下一步，我镇", "下一步"),
        ("^下一步", "我镇下一步", None),
        ("计划$", "下年计划", "计划"),
        ("计划$", "计划如下", None),
        ("^计划$", "计划", "计划"),
        (r"成本\^2", "成本^2", "成本^2"),
        (r"100\$以上", "100$以上", "100$以上"),
    ],
)
def test_edges_stand_first_and_last_and_are_escaped_in_between(pattern, text, match):
    assert found(pattern, text) == match


def test_edges_are_those_of_the_stretch_that_is_searched():
    phrases = Phrases(["^下一步$"], WORDS)

    assert phrases.search("谈下一步吧", 1, 4, SECONDS) == (1, 4)
    assert phrases.search("谈下一步吧", 0, 4, SECONDS) is None


def test_a_stretch_begins_once():
    assert all_found("^甲", "甲甲乙") == ["甲"]


@pytest.mark.parametrize(
    ("pattern", "text"), [("(^全镇|全县)", "全镇"), ("将(开展|推进$)", "将推进")]
)
def test_edges_inside_brackets_are_edges_or_refused(pattern, text):
    with suppress(PatternError):
        assert found(pattern, text) == text


@pytest.mark.parametrize("sign", ["(", ")", "|", "?", "#", "~", "<", ">", "^", "$", "\\"])
def test_a_backslash_makes_a_sign_a_character(sign):
    assert found(f"甲\\{sign}乙", f"甲{sign}乙") == f"甲{sign}乙"


def test_an_escaped_ellipsis_is_found_in_the_text():
    assert found("等\\…", "等…") == "等..."


def test_an_escaped_question_mark_may_be_absent():
    assert found("好吗\\??", "好吗") == "好吗"


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("re:第[一二三]项", "第三项", "第三项"),
        ("re:学法(?=12次)", "学法１２次", "学法"),
        ("re:(?<!不)学法", "不学法", None),
        ("re:\\d{4}年", "２０２４年", "2024年"),
    ],
)
def test_after_re_stands_a_regular_expression(pattern, text, match):
    assert found(pattern, text) == match


@pytest.mark.parametrize("pattern", ["re:学法，用法", "re:（一）", "re:学法 用法"])
def test_a_regular_expression_may_be_typed_in_full_width(pattern):
    text = pattern.removeprefix("re:")

    assert found(pattern, text) == fold_text(text)


def test_a_back_reference_by_number_stands_alone():
    """Groups are counted through all patterns of a list, so the number would be another group's."""
    assert found([r"re:(.)\1"], "丙丙") == "丙丙"
    with pytest.raises(PatternError, match="单独一条"):
        Phrases(["re:(甲)乙", r"re:(.)\1"], NO_WORDS)


def test_several_patterns_are_searched_together():
    assert all_found("甲|乙", "乙甲丙甲") == ["乙", "甲", "甲"]
    assert found(["甲", "乙"], "丙乙甲") == "乙"


def test_no_patterns_find_nothing():
    nothing = Phrases([], NO_WORDS)

    assert not nothing
    assert nothing.search("甲", 0, 1, SECONDS) is None
    assert list(nothing.every("甲", 0, 1, SECONDS)) == []


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        pytest.param("", "写法是空的", id="empty"),
        pytest.param(" \u3000", "写法是空的", id="blanks only"),
        pytest.param("^$", "写法是空的", id="edges only"),
        pytest.param("甲\\", "末尾的“\\”后面没有字", id="a backslash before nothing"),
        pytest.param("(甲", "“(甲”里少了一个右括号", id="bracket not closed"),
        pytest.param("甲)", "“甲)”里多了一个右括号", id="bracket not opened"),
        pytest.param("()", "“()”里有空的选项", id="empty bracket"),
        pytest.param("(甲||乙)", "有空的选项", id="empty choice"),
        pytest.param("甲|", "有空的选项", id="empty last choice"),
        pytest.param("|甲", "有空的选项", id="empty first choice"),
        pytest.param("?甲", "“?”前面没有可以省略的字", id="nothing before ?"),
        pytest.param("甲??", "“?”前面没有可以省略的字", id="? before ?"),
        pytest.param("…?甲", "“?”前面没有可以省略的字", id="… before ?"),
        pytest.param("<否定", "“<否定”里少了一个“>”", id="list not closed"),
        pytest.param("<无>", "词表“无”不存在，可用的有：否定、机构", id="unknown list"),
        pytest.param(
            "甲" * (LONGEST + 1), f"写法太长（{LONGEST + 1}字），最多{LONGEST}字", id="too long"
        ),
        pytest.param("re:(甲", "正则表达式写错了：", id="broken expression"),
    ],
)
def test_a_slip_is_refused_in_chinese(pattern, complaint):
    with pytest.raises(PatternError, match=re.escape(complaint)):
        Phrases([pattern], WORDS)


def test_the_longest_pattern_is_accepted():
    assert found("甲" * LONGEST, "甲" * LONGEST) == "甲" * LONGEST


def test_an_unknown_list_is_said_where_there_are_none():
    with pytest.raises(PatternError, match="可用的有：（没有）"):
        Phrases(["<否定>"], NO_WORDS)


@pytest.mark.parametrize(
    "pattern", ["甲?", "(甲|乙)?", "…", "~", "…~", "^…$", "(甲?)", "(…|甲)", "甲|乙?"]
)
def test_a_pattern_that_matches_anything_is_refused(pattern):
    with pytest.raises(PatternError, match="没有一个必须出现的词，什么文字都会匹配"):
        Phrases([pattern], WORDS)


@pytest.mark.parametrize("pattern", ["re:", "re:甲?", "re:甲|", "re:.*"])
def test_an_expression_that_matches_nothing_at_all_is_refused(pattern):
    with pytest.raises(PatternError, match="什么都不写也算匹配"):
        Phrases([pattern], WORDS)


@pytest.mark.parametrize("pattern", ["$计划", "下一步^"])
def test_a_pattern_that_can_never_match_is_refused(pattern):
    with pytest.raises(PatternError):
        Phrases([pattern], WORDS)


@pytest.mark.parametrize("lists", [{"甲": ["<甲>"]}, {"甲": ["<乙>"], "乙": ["<甲>"]}])
def test_a_list_that_names_itself_is_refused(lists):
    with pytest.raises(PatternError):
        Phrases(["<甲>"], Words(lists))


@pytest.mark.parametrize(
    "words", [[], ["re:甲?"], ["re:(甲"]], ids=["empty", "optional", "broken"]
)
def test_a_list_with_a_broken_word_is_refused(words):
    with pytest.raises(PatternError):
        Phrases(["<甲>"], Words({"甲": words}))


def test_a_pathological_expression_is_stopped():
    phrases = Phrases(["re:(甲|甲甲)+乙"], NO_WORDS)

    with pytest.raises(TimeoutError):
        phrases.search("甲" * 60, 0, 60, 0.01)


def test_a_pathological_expression_is_stopped_while_all_matches_are_sought():
    phrases = Phrases(["re:(甲|甲甲)+乙"], NO_WORDS)

    with pytest.raises(TimeoutError):
        list(phrases.every("甲" * 60, 0, 60, 0.01))


def test_a_pathological_pattern_of_the_notation_is_stopped():
    phrases = Phrases(["…甲" * 20 + "乙"], NO_WORDS)

    with pytest.raises(TimeoutError):
        phrases.search("甲乙" + "甲" * 2000, 0, 2002, 0.01)


@given(st.text(st.sampled_from("甲乙（()）|?？…~#<>否定^$\\re: 1一"), max_size=12))
def test_whatever_is_written_is_accepted_or_refused_with_a_reason(pattern):
    refusal = refused(pattern)

    assert refusal is None or re.search("[\u4e00-\u9fff]", refusal)


@given(
    st.lists(st.text(st.sampled_from("甲乙丙(|)?…~#^$"), min_size=1, max_size=8), max_size=3),
    st.text(st.sampled_from("甲乙丙1一。,"), max_size=12),
)
@example(["甲乙?丙"], "甲丙")
@example(["(甲|乙丙)?丁"], "丁")
def test_what_is_passed_over_without_compiling_would_not_match(patterns, text):
    accepted = [pattern for pattern in patterns if refused(pattern) is None]
    compiled = Phrases(accepted, WORDS)
    if accepted:
        _ = compiled._compiled

    fresh = Phrases(accepted, WORDS).search(text, 0, len(text), SECONDS)

    assert fresh == compiled.search(text, 0, len(text), SECONDS)


@given(st.text(st.sampled_from("甲乙()|?…~#<>^$\\.*+[]{}a1 "), min_size=1, max_size=12))
def test_escaped_signs_stand_for_themselves(text):
    wanted = fold_text(text.replace("…", ""))
    pattern = "".join(f"\\{char}" for char in wanted)

    if wanted:
        assert found(pattern, wanted) == wanted


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"re:学法\b次", "汉字之间没有"),
        (r"re:学\s法", "空格已经去掉"),
        ("re:学{0,500}法", "重复次数太多"),
        ("re:(?:(?:学{1,200}){1,200}){1,200}法", "展开后太大"),
    ],
)
def test_what_can_never_match_or_never_ends_is_refused(source, why):
    with pytest.raises(PatternError, match=why):
        Phrases([source], NO_WORDS)


def test_repetitions_side_by_side_are_no_repetitions_of_each_other():
    assert Phrases(["re:学{1,200}法{1,200}次{1,200}"], NO_WORDS)
