"""Ordinals: what is a slip, what it should be, and what only looks like one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.model import Document
from app.ordinals import chinese, ordinals, renumbered
from tests.unit import builders
from tests.unit.kinds.one_rule import found, problems, rule
from tests.unit.word import p, table

SAYS = {
    "repeated": "重复{label}",
    "skipped": "缺{expected}",
    "headless": "没有{expected}",
    "other_level": "应为{expected}",
    "upside_down": "{label}在{before}下面",
    "restarted": "{label}重新编",
}
RULE = rule("numbering", says=SAYS, lead_in=["如下", "措施"], opener=["首先"])


def lines(*labels: str) -> str:
    """Return a text with a short paragraph for each ordinal."""
    return "\n".join(f"{label}加强学习。" for label in labels)


def said(text: str | Document) -> list[str]:
    """Return what is said of the faults in a text."""
    return [fault.message for fault in found(RULE, text).problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(lines("一、", "二、", "四、"), ["缺三、"], id="skipped"),
        pytest.param(
            lines("一、", "二、", "二、", "三、"), ["重复二、"], id="repeated, counted on"
        ),
        pytest.param(
            lines("一、", "二、", "二、", "四、"), ["重复二、"], id="repeated, counted by place"
        ),
        pytest.param(
            lines("一、", "二、", "四、", "四、"), ["缺三、"], id="skipped, counted by place"
        ),
        pytest.param(lines("一、", "一、", "三、"), ["重复一、"], id="the first twice"),
        pytest.param(lines("二、", "三、"), ["没有一、"], id="without the first"),
        pytest.param(
            lines("一、", "（一）", "（二）", "（一）", "（四）"),
            ["重复（一）"],
            id="a 1 that should be 3",
        ),
        pytest.param(
            lines("（一）", "（二）", "3.", "（四）"), ["应为（三）"], id="another style"
        ),
        pytest.param(
            lines("1.", "（一）", "（二）", "2.", "（一）", "3."),
            ["（一）在1.下面"],
            id="levels upside down, once",
        ),
        pytest.param("一是学法。二是普法。四是执法。", ["缺三是"], id="in running text"),
        pytest.param(
            "一是学法。二是普法。一是执法。二是公开。", ["一是重新编"], id="anew in one breath"
        ),
        pytest.param(
            "一是学法。一是普法。二是执法。", ["重复一是"], id="the first twice in a paragraph"
        ),
        pytest.param("学法。二是普法。", ["没有一是"], id="an item without the first"),
        pytest.param("其一，学法。其三，普法。", ["缺其二，"], id="another style of items"),
    ],
)
def test_slips_are_found_once_and_where_they_are(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            lines("一、", "（一）", "（二）", "二、", "（一）", "1.", "2.", "三、"),
            id="anew in each",
        ),
        pytest.param(lines("一、", "1.", "2.", "二、", "1."), id="a level left out"),
        pytest.param(
            lines("（一）", "1.", "2.", "（二）", "3.", "4."), id="counted through all chapters"
        ),
        pytest.param("一是学法。二是普法。措施：一是执法。二是公开。", id="anew after a colon"),
        pytest.param(
            "一是学法。二是普法。采取以下措施。一是执法。二是公开。",
            id="anew after an announcement",
        ),
        pytest.param(
            "一是学法。二是普法。一要执法，二要公开。", id="another style in the same paragraph"
        ),
        pytest.param(
            "一是学法。做法有：一是领学。二是自学。\n二是公开。", id="items within an item"
        ),
        pytest.param("首先，学法。二是普法。", id="another word for the first"),
        pytest.param(
            "一是学法。二是普法，做到一是领学，二是自学。三是执法。",
            id="an item begun within words",
        ),
        pytest.param(
            "一是学法。也要二是普法。三是执法。", id="one between that stands within words"
        ),
        pytest.param("一是学法。二\n是普法。三是执法。", id="one between that a page has cut"),
        pytest.param("原因一是缺人，二是缺钱。", id="the first within words"),
        pytest.param("规定如下，（二）项除外；3.项也除外。", id="numbers of clauses"),
        pytest.param("按照第（二）项，统一是要求，十二月二是好日子。", id="no ordinals"),
        pytest.param("占比1.5%。12.4宣传日，3.15活动。", id="numbers"),
        pytest.param("一是学法，条\n理清楚。二是普法。", id="a paragraph that a page has cut"),
    ],
)
def test_what_only_looks_like_a_slip_passes(text):
    assert said(text) == []


def test_the_suggestion_is_the_passage_with_the_right_ordinal():
    assert problems(RULE, lines("（一）", "（三）")) == [("（三）加强学习", "（二）加强学习")]


def test_headings_without_a_number_part_the_lists_below_them():
    text = "主要举措和成效\n1.学法。\n存在的问题和不足\n1.缺人。\n下一步打算\n1.招人。"

    assert said(text) == []


def test_numbers_in_tables_are_not_followed():
    rows = [("1.甲",), ("2.乙",), ("3.丙",)]
    body = [p("1.学法。"), p("2.普法。"), table(*rows), p("3.执法。")]

    assert said(builders.document(builders.docx(*body))) == []


def test_a_sentence_that_cannot_be_filled_is_refused():
    with pytest.raises(ValidationError, match=r"只能写这些：\{label\}"):
        rule("numbering", says=SAYS | {"skipped": "缺{那个}"}, lead_in="如下", opener="首先")


@pytest.mark.parametrize(
    ("label", "right"),
    [
        ("（三）", "（十二）"),
        ("3.", "12."),
        ("三是", "十二是"),
        ("第三，", "第十二，"),
        ("(3)", "(12)"),
    ],
)
def test_an_ordinal_is_renumbered_in_its_own_script(label, right):
    assert renumbered(label, 12) == right


@pytest.mark.parametrize(
    ("number", "written"), [(3, "三"), (10, "十"), (11, "十一"), (25, "二十五")]
)
def test_numbers_are_written_in_chinese(number, written):
    assert chinese(number) == written


def test_ordinals_tell_style_number_and_whether_they_open_a_paragraph():
    text = "一、甲:(一)乙。\n2.丙,其三,丁。第四,戊;五要己"

    assert [(o.style, o.number, o.opens) for o in ordinals(text)] == [
        ("一、", 1, True),
        ("（一）", 1, False),
        ("1.", 2, True),
        ("其一", 3, False),
        ("第一，", 4, False),
        ("一是", 5, False),
    ]
