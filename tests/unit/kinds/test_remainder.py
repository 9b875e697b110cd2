"""What came in, what is done, and what is left."""

from __future__ import annotations

import pytest

from tests.unit.kinds.numbers import rule, said

RULE = rule(
    "remainder",
    left=["剩余", "未采纳", "在册"],
    left_after="^正在",
    done=["办结", "移送"],
    pairs=[{"left": "采纳", "done": "采纳"}, {"left": "在册", "came": "累计"}],
    part="其中",
    subject=["信访", "建议"],
    older="上年",
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("受理58件，办结55件，剩余3件。", []),
        ("受理58件，办结55件，剩余4件。", ["58－55＝3，原文写4"]),
        ("受理五十八件，办结五十五件，剩余四件。", ["五十八－五十五＝3，原文写四"]),
        ("受理58件，办结55件，4件正在办理。", ["58－55＝3，原文写4"]),
        ("受理58件，办结50件、移送4件，剩余5件。", ["58－50－4＝4，原文写5"]),
        ("受理58件，其中甲8件、乙50件；办结55件，剩余4件。", ["58－55＝3，原文写4"]),
        ("收到58件，采纳55件，未采纳4件。", ["58－55＝3，原文写4"]),
        ("累计58人，办结55人，在册4人。", ["58－55＝3，原文写4"]),
        ("接收58人，办结55人，在册9人。", ["不适用"]),
        ("建议58件，办结信访20件，剩余4件。", ["不适用"]),
        ("上年5件，受理58件，办结55件，剩余8件。", []),
        ("受理58件，办结约50件，剩余4件。", ["不适用"]),
        ("受理58件，办结55个，剩余4场。", ["不适用"]),
    ],
)
def test_what_is_left_is_what_came_less_what_is_done(text, messages):
    assert said(RULE, text) == messages
