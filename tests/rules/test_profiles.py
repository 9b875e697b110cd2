"""What the profiles of the rule set change for units of some levels."""

from __future__ import annotations

import pytest

from app.check import check
from app.model import Outcome, Result
from app.trial import trials
from tests.unit.builders import document, rules


def result_of(rule: str, level: str, *lines: str) -> Result:
    """Return what a rule says of a report of a unit of ``level``."""
    text = "\n".join(("某单位2024年法治政府建设年度报告", *lines))
    return next(each for each in check(document(text, level), rules()) if each.rule == rule)


@pytest.mark.parametrize(
    ("level", "line", "outcome", "layer"),
    [
        ("县级政府", "县人大常委会：", Outcome.PASS, "县级以上政府"),
        ("县级政府", "主任、各位副主任、各位委员：", Outcome.PASS, "县级以上政府"),
        ("市级政府", "省委、省政府：", Outcome.PASS, "县级以上政府"),
        ("县级政府", "市司法局：", Outcome.PARTIAL, "县级以上政府"),
        ("镇", "县人大常委会、县政府：", Outcome.PARTIAL, ""),
        ("省级", "省司法厅：", Outcome.NOT_APPLICABLE, ""),
    ],
)
def test_governments_report_to_others_than_towns(level, line, outcome, layer):
    result = result_of("addressee", level, line, "现将情况报告如下。")

    assert (result.outcome, result.layer) == (outcome, layer)


def test_streets_are_told_that_local_rules_decide():
    date = "2025年1月20日"

    street, town = (
        result_of("report-date", level, "全年学法4次。", "某单位", date)
        for level in ("街道", "镇")
    )

    assert "当地" in street.message
    assert "当地" not in town.message


def test_examples_of_profiles_behave():
    tried = [trial for trial in trials(rules()) if trial.chosen.layer]

    assert tried
    assert [trial.example for trial in tried if not trial.behaves] == []
