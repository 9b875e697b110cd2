"""A plan is for the year after the report's."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

FIELDS = {
    "where": ["plan"],
    "future": ["将"],
    "lead": ["^在$"],
    "past": ["基础上"],
    "wrong": "{year}不是{expected}",
    "suggestion": "{expected}年",
}
RULE = rule("plan-year", **FIELDS)
REPORT = "东山镇2024年法治政府建设年度报告\n一、主要工作\n学法4次。\n"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("二、2025年工作安排\n学法6次。", []),
        ("二、2024年工作安排\n学法6次。", ["2024年"]),
        ("二、2026年工作安排\n学法6次。", ["2026年"]),
        ("二、2025年工作安排\n2024年，我镇将学法6次。", ["2024年"]),
        ("二、下一步打算\n在2024年，我镇将学法6次。", ["2024年"]),
        ("二、2025年工作安排\n在2024年工作基础上，将学法6次。", []),
        ("二、2025年工作安排\n2024年我镇学法4次。到2027年，我镇将学法6次。", []),
        ("二、2025年工作安排\n落实《2024年要点》，2024—2026年将学法。", []),
    ],
)
def test_years_of_plans(plan, expected):
    assert problems(RULE, REPORT + plan) == [(each, "2025年") for each in expected]


def test_headings_can_be_left_to_the_rule_that_asks_for_a_plan():
    plan = "二、2024年工作安排\n2024年，我镇将学法6次。"

    assert len(problems(RULE, REPORT + plan)) == 2
    assert len(problems(rule("plan-year", **FIELDS, headings=False), REPORT + plan)) == 1


@pytest.mark.parametrize("text", [f"{REPORT}二、下一步打算\n学法。", "二、2025年工作安排\n学法。"])
def test_nothing_to_compare(text):
    assert found(RULE, text).outcome is Outcome.NOT_APPLICABLE
