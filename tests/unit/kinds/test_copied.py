"""What was taken over from the report of the year before."""

from __future__ import annotations

import pytest

from app.model import Outcome
from app.reading import Reading
from app.rule import Finding
from tests.unit import builders
from tests.unit.kinds.one_rule import rule

RULE = rule(
    "copied",
    share=0.5,
    least=200,
    fresh=[{"where": ["deficiencies"], "wrong": "旧不足"}],
    exclude=[{"why": "基本情况", "sentence": ["辖#个村"]}],
    wrong="旧数据",
    wrong_share="有{share}一样",
    suggestion="改成今年的",
)
LONG = (
    "。".join(f"本镇第{at}项法治工作按照县里的部署逐项推进" for at in "甲乙丙丁戊己庚辛壬癸")
    + "。"
)


def compared(this: str, last: str | None, year: int = 2023) -> Finding:
    """Return what the rule finds in a report of 2024, with last year's beside it."""
    earlier = (
        None if last is None else builders.document(f"石桥镇{year}年法治政府建设年度报告\n{last}")
    )
    document = builders.document(f"石桥镇2024年法治政府建设年度报告\n{this}")
    return RULE.check(Reading(document, earlier))


@pytest.mark.parametrize(
    ("this", "last", "expected"),
    [
        ("全年共调解各类矛盾纠纷126件。", "全年共调解各类矛盾纠纷126件。", ["旧数据"]),
        ("2024年共调解各类矛盾纠纷126件。", "2023年共调解各类矛盾纠纷126件。", ["旧数据"]),
        ("全年共调解各类矛盾纠纷126件。", "全年共调解各类矛盾纠纷125件。", []),
        ("本镇辖12个村，常住人口三点五万人。", "本镇辖12个村，常住人口三点五万人。", []),
        ("认真落实县里各项工作部署和要求。", "认真落实县里各项工作部署和要求。", []),
        (
            "一、存在的不足\n普法的形式比较单一，实效性还不够强。",
            "一、主要问题\n普法的形式比较单一，实效性还不够强。",
            ["旧不足"],
        ),
        (LONG, LONG, ["有100%一样"]),
    ],
)
def test_what_stood_there_the_year_before_is_reported(this, last, expected):
    assert [fault.message for fault in compared(this, last).problems] == expected


def test_without_last_years_report_nothing_is_compared():
    assert compared(LONG, None).outcome is Outcome.NOT_APPLICABLE


def test_a_report_of_another_year_is_left_to_a_person():
    assert compared(LONG, LONG, year=2021).outcome is Outcome.REVIEW
