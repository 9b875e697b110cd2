"""What is of another time than the report."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.model import Outcome
from tests.unit.kinds.one_rule import found, problems, rule

FIELDS = {
    "skip": ["plan"],
    "cut_off": ["截至$"],
    "subject": ["^(全镇|在)$"],
    "history": ["^年?以来", "^底", "制定的"],
    "founded": ["成立"],
    "now": ["今年"],
    "yearly": [r"re:20\d\d年[^》]{0,9}要点"],
    "back": ["整改"],
    "future": ["将"],
    "events": [{"find": "四中全会", "since": "2025-10", "unless": "即将"}],
    "programmes": [{"find": "八五普法", "until": 2025, "unless": "总结"}],
    "wrong": "{year}不是{expected}",
    "wrong_event": "{year}年{month}月才有",
    "wrong_programme": "{year}年已结束",
    "suggestion": "核对",
    "check_again": "再核对",
}
RULE = rule("stale-year", **FIELDS)


def report(body: str, year: int = 2024, end: str = "") -> str:
    return f"东山镇{year}年法治政府建设年度报告\n一、主要工作\n{body}\n{end}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("2024年，全镇学法4次。", []),
        ("2023年，全镇学法4次。", ["2023年"]),
        ("全镇2023年学法4次。", ["2023年"]),
        ("普法12场，2022年学法4次。", ["2022年"]),
        ("2021年，全镇学法4次。", []),
        ("学法比2023年多1次。", []),
        ("2023年以来，学法4次。2023年底有2人，2023年制定的办法有效。", []),
        ("2023年，成立调解室。", []),
        ("2023年学法3次，今年4次。", []),
        ("2023年学法3次，2024年4次。", []),
        ("2023年学法3次；2024年学法4次。", []),
        ("2022—2023年，学法4次。", []),
        ("截至2023年12月31日，学法4次。", ["截至2023年"]),
        ("截至2023年底，学法3次；截至2024年底，学法7次。", []),
        ("落实《东山镇2023年工作要点》。", ["2023年工作要点"]),
        ("2023年工作要点的问题已整改。", []),
        ("落实《2023年述法报告》。", []),
        ("2025年，全镇学法4次。", ["2025年"]),
        ("2025年，全镇将学法4次。", []),
    ],
)
def test_other_years(body, expected):
    assert [text for text, _ in problems(RULE, report(body))] == expected


@pytest.mark.parametrize(
    ("year", "body", "end", "expected"),
    [
        (2024, "学习四中全会精神。", "", ["四中全会"]),
        (2025, "学习四中全会精神。", "", []),
        (2024, "学习四中全会精神。", "东山镇人民政府\n2025年11月3日", []),
        (2024, "四中全会即将召开。", "", []),
        (2025, "开展八五普法。", "", []),
        (2026, "开展八五普法。", "", ["八五普法"]),
        (2025, "学法。", "二、2026年工作安排\n开展八五普法。", ["八五普法"]),
        (2025, "学法。", "二、2026年工作安排\n做好八五普法总结。", []),
    ],
)
def test_what_was_not_yet_or_no_longer(year, body, end, expected):
    assert [text for text, _ in problems(RULE, report(body, year, end))] == expected


def test_without_a_report_year_nothing_can_be_told():
    assert found(RULE, "2023年，全镇学法4次。").outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("since", ["2025", "2025-13", "2025年10月"])
def test_a_month_is_written_as_year_and_month(since):
    with pytest.raises(ValidationError):
        rule("stale-year", **FIELDS | {"events": [{"find": "会议", "since": since}]})
