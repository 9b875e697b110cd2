"""By how much something changed, in numbers and in per cent."""

from __future__ import annotations

import pytest

from tests.unit.kinds.numbers import rule, said

WORDS = {"old": ["由$", "(比)?(上年|#年)(的|为)?$"], "new": "到$", "than": "同比"}
CHANGE = rule("change", change=["增加$", "减少$", "下降$"], **WORDS)
GROWTH = rule(
    "growth",
    more="增长$",
    less="下降$",
    change=["增加$", "减少$"],
    over="不会超过100%",
    **WORDS,
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("由9人到12人，增加3人。", []),
        ("由9人到12人，增加4人。", ["12－9＝3，原文写4"]),
        ("检查64次，上年为81次，同比减少27次。", ["81－64＝17，原文写27"]),
        ("检查64次，减少27次（上年81次）。", ["81－64＝17，原文写27"]),
        ("合格率95.2%，比2023年的98.0%下降2.6个百分点。", ["98.0%－95.2%＝2.8%，原文写2.6"]),
        ("检查64次，减少27次。", ["不适用"]),
        ("检查64次，立案总数比上年的81次减少27次。", ["不适用"]),
        ("由每月9次到12次，增加4次。", ["不适用"]),
    ],
)
def test_a_change_is_the_difference_of_two_amounts(text, messages):
    assert said(CHANGE, text) == messages


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("由10件到4件，下降60%。", []),
        ("由10件到4件，下降66%。", ["（10－4）÷10＝60%，原文写66%"]),
        ("比上年的40件减少8件，下降25.0%。", ["8÷40＝20.0%，原文写25.0%"]),
        ("现有50件，增加10件，增长20%。", ["10÷（50－10）＝25%，原文写20%"]),
        ("办理15件，同比增长30%（上年10件）。", ["（15－10）÷10＝50%，原文写30%"]),
        ("办理15件，罚款下降30%。", ["不适用"]),
        ("投诉下降120%。", ["不会超过100%"]),
    ],
)
def test_growth_is_worked_out_from_two_amounts(text, messages):
    assert said(GROWTH, text) == messages
