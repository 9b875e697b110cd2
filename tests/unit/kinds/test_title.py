"""What a title says and must not say."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "title",
    like=["法治政府建设"],
    not_like=["通知"],
    elements=[{"find": "#年", "why": "年份"}, {"find": "(镇|局)", "why": "单位"}],
    wrong=[
        {"find": "总结的报告", "change": ["总结的报告", "报告"], "why": "文种"},
        {"find": "，", "why": "标点"},
    ],
)
BODY = "\n一、主要举措和成效\n法治建设取得成效。\n二、存在的不足\n力量不足。"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("东山镇2024年法治政府建设年度报告", []),
        ("东山镇人民政府\n关于2024年法治政府建设情况的报告", []),
        ("法治政府建设年度报告", ["年份", "单位"]),
        ("东山镇法治政府建设\n年度报告", ["年份"]),
        ("东山镇2024年法治政府建设总结的报告", ["文种"]),
        ("东山镇2024年法治政府建设", []),
        ("2024年法治政府建设", ["单位"]),
    ],
)
def test_titles(title, expected):
    assert [fault.message for fault in found(RULE, title + BODY).problems] == expected


def test_the_whole_title_is_marked_when_something_is_absent_from_it():
    title = "东山镇人民政府\n关于法治政府建设情况的报告"

    assert problems(RULE, title + BODY) == [(title, "")]


@pytest.mark.parametrize("text", ["全年学法4次。", "关于法治政府建设的通知\n一、要求\n学法。"])
def test_without_a_title_there_is_nothing_to_judge(text):
    assert found(RULE, text).outcome is Outcome.NOT_APPLICABLE
