"""So many for each span or each of a group, and how many that makes."""

from __future__ import annotations

import pytest

from tests.unit.kinds.numbers import rule, said

RULE = rule(
    "frequency",
    spans=[
        {"find": "每月", "times": 12},
        {"find": "每季度", "times": 4},
        {"find": "每周", "times": 52, "most": 53},
    ],
    member="re:每(?![月季周])",
    filler=["全年", "共", "开展"],
    total=["全年", "共"],
    other="会前",
    besides="另",
    part="下半年",
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("每月1次，全年12次。", []),
        ("每月1次，全年11次。", ["每月1次，1×12＝12，原文写11"]),
        ("每季度两次、共7次。", ["每季度两次，2×4＝8，原文写7"]),
        ("学法11次，每月1次。", ["每月1次，1×12＝12，原文写11"]),
        ("每周1次，全年53次。", []),
        ("每月至少1次，全年15次。", []),
        ("每月至少1次，全年9次。", ["每月至少1次，1×12＝12，原文写9"]),
        ("每月检查1次，全年检查11次。", ["每月检查1次，1×12＝12，原文写11"]),
        ("每月学法1次，全年会前学法18次。", ["不适用"]),
        ("每月1次，督导8次。", ["不适用"]),
        ("下半年每月1次，共6次。", ["不适用"]),
        ("每村5人，9个村共45人。", []),
        ("每村5人，9个村共54人。", ["每村5人，5×9＝45，原文写54"]),
        ("培训2场，每场48人，共86人次。", ["每场48人，48×2＝96，原文写86"]),
        ("每村每季度1次，12个村共44次。", ["每村每季度1次，1×4×12＝48，原文写44"]),
        ("每村5人，9个村另加1人，共46人。", ["不适用"]),
        ("每村5人，共54人。", ["不适用"]),
        ("每月1次，全年10余次。", ["不适用"]),
    ],
)
def test_a_count_is_as_often_as_the_frequency_says(text, messages):
    assert said(RULE, text) == messages
