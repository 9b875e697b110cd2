"""One report, one year."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "report-year",
    skip=["plan"],
    wrong="{year}不是{expected}",
    wrong_title="标题{year}不是{expected}",
    suggestion="{expected}年",
)
TITLE = "东山镇2024年法治政府建设年度报告\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TITLE}2024年，我镇学法。", []),
        (f"{TITLE}2023年，我镇学法。", ["2023年"]),
        (f"{TITLE}现将2023年度情况报告如下。", ["2023年度"]),
        (f"{TITLE}一、2023年主要工作\n学法4次。", ["2023年"]),
        (f"{TITLE}一、主要工作\n学法4次，比2023年多1次。\n二、2025年工作安排\n学法。", []),
        (f"{TITLE}数据期间为2023年1月1日至12月31日。", ["2023年"]),
    ],
)
def test_years_that_disagree(text, expected):
    assert problems(RULE, text) == [(each, "2024年") for each in expected]


def test_the_title_is_wrong_when_all_else_says_so():
    text = f"{TITLE}2025年，东山镇认真推进各项工作。\n一、2025年主要工作\n学法4次。\n二、存在的不足\n力量不足。\n"
    text += "东山镇人民政府\n2026年1月3日"

    assert [fault.message for fault in found(RULE, text).problems] == ["标题2024不是2025"]


@pytest.mark.parametrize("text", [TITLE, "学法4次。", "关于2024年工作要点的通知\n2023年，学法。"])
def test_nothing_to_compare(text):
    assert found(RULE, text).outcome is Outcome.NOT_APPLICABLE
