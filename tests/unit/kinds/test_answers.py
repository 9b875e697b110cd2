"""Shortcomings and the plan that takes them up."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "answered",
    where=["deficiencies"],
    skip=["plan"],
    not_item=["原因分析$"],
    topics=[
        {"name": "普法", "find": ["普法"], "answer": ["普法", "宣传"]},
        {"name": "执法", "find": ["执法"], "answer": ["执法"]},
    ],
    wrong="没有提到{topics}",
    none_answered="一项也没有提到",
    suggestion="补写",
)
LACKS = "一、存在的不足\n（一）普法形式单一。原因在于创新不够。\n（二）执法力量薄弱。原因在于编制少。\n"
PLAN = "二、下一步打算\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LACKS}{PLAN}创新宣传方式，招录执法人员。", []),
        (f"{LACKS}{PLAN}创新宣传方式，增加经费。", ["（二）执法力量薄弱"]),
        (f"{LACKS}{PLAN}增加经费，健全制度。", ["二、下一步打算"]),
        (f"一、存在的不足\n一是普法不够；二是执法不严。\n{PLAN}创新宣传方式。", ["二是执法不严"]),
    ],
)
def test_what_the_plan_leaves_out(text, expected):
    assert [passage for passage, _ in problems(RULE, text)] == expected


@pytest.mark.parametrize(
    "text",
    [LACKS, f"{PLAN}创新宣传方式。", f"一、存在的不足\n（一）经费不足。\n{PLAN}增加经费。"],
)
def test_nothing_to_compare(text):
    assert found(RULE, text).outcome is Outcome.NOT_APPLICABLE
