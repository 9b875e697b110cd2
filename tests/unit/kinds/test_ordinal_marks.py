"""The sign after an ordinal, each wrong one told once."""

from __future__ import annotations

import pytest

from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "ordinal-marks",
    marks=[
        {"style": "一、", "right": "、", "why": "顿号{count}"},
        {"style": "（一）", "right": "", "why": "不加{count}"},
        {"style": "1.", "right": ".", "why": "圆点{count}"},
        {"style": "（1）", "right": "", "why": "不加{count}"},
    ],
    others=[{"find": "首先、", "change": ["、", "，"], "why": "逗号{count}"}],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1、学法\n2、普法", [("1、学法", "1.学法")]),
        ("一.学法\n二，普法\n三、执法", [("一.学法", "一、学法"), ("二，普法", "二、普法")]),
        ("（一）、学法", [("（一）、学法", "（一）学法")]),
        ("（1）.学法", [("（1）.学法", "（1）学法")]),
        ("成绩有两点。首先、学法。", [("首先、", "首先，")]),
        ("一、学法\n（一）普法\n1．执法\n2.公开\n（1）审查", []),
        ("全年办理：1、2号案件。", []),
    ],
)
def test_wrong_signs_are_told_with_the_right_ones(text, expected):
    assert problems(RULE, text) == expected


def test_a_kind_of_wrong_sign_is_told_once_with_its_number():
    assert [fault.message for fault in found(RULE, "1、甲方\n2、乙方\n3、丙方").problems] == [
        "圆点3"
    ]
