"""Days that cannot be."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

RULE = rule(
    "dates",
    skip=["plan"],
    cut_off=["截至$"],
    future=["前", "将"],
    no_such_month="没有{month}月",
    no_such_day="{year}{month}月最多{last}天",
    after_signing="晚于{signed}",
    signed_early="早于{year}",
    signed_late="晚于{year}",
    suggestion="核对",
)


def report(body: str, date: str = "2025年1月10日", year: int = 2024) -> str:
    title = f"东山镇{year}年法治政府建设年度报告"
    return f"{title}\n一、主要工作\n{body}\n二、下一步打算\n学法。\n东山镇人民政府\n{date}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("1月31日、2月29日、4月30日、12月31日开会。", []),
        ("2月30日开会。", ["2月30日"]),
        ("2023年2月29日开会。", ["2023年2月29日"]),
        ("4月31日前、6月31日前开会。", ["4月31日", "6月31日"]),
        ("13月1日、0月1日、5月0日、5月32日开会。", ["13月1日", "0月1日", "5月0日", "5月32日"]),
        ("2024年13月，开会。十三月上旬开会。", ["2024年13月", "十三月"]),
        ("二月三十日、十月十日开会。", ["二月三十日"]),
        ("每月15日、13个月、第32日。", []),
        ("2024-11-31和2024.2.29开会，版本2024.13.1.5。", ["2024-11-31"]),
    ],
)
def test_days_that_no_calendar_has(body, expected):
    assert [text for text, _ in problems(RULE, report(body))] == expected


def test_a_leap_day_without_a_year_is_of_the_report_year():
    assert problems(RULE, report("2月29日开会。", "2024年1月10日", 2023)) != []
    assert problems(RULE, report("2月29日开会。", "2024年3月10日", 2023)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("截至2024年12月31日，学法4次。", []),
        ("截至2025年3月1日，学法4次。", ["2025年3月1日"]),
        ("2025年3月1日，学法1次。", ["2025年3月1日"]),
        ("2025年3月1日前，将学法1次。", []),
        ("2024年12月31日，学法1次。", []),
    ],
)
def test_days_after_the_report_was_signed(body, expected):
    assert [text for text, _ in problems(RULE, report(body))] == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025年1月10日", []),
        ("2024年12月10日", []),
        ("2024年1月10日", ["早于2024"]),
        ("2026年1月10日", ["晚于2024"]),
        ("2025年2月30日", ["2月最多28天"]),
    ],
)
def test_the_date_of_the_report(date, expected):
    body = "2024年学法4次。\n（一）2024年普法\n宣传4次。"

    assert [f.message for f in found(RULE, report(body, date)).problems] == expected


def test_a_text_without_days_has_nothing_to_compare():
    assert found(RULE, "学法4次，历时13个月。").outcome is Outcome.NOT_APPLICABLE
