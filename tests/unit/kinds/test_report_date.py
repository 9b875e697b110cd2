"""The date under a report."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

FIELDS = {"filed": [3, 1], "published": [4, 1], "late": "过了报送时间", "signature": "^…人民政府$"}
RULE = rule("report-date", **FIELDS)


@pytest.mark.parametrize(
    ("end", "outcome", "late"),
    [
        ("2024年12月25日", Outcome.PASS, ""),
        ("2025年3月1日", Outcome.PASS, ""),
        ("2025年3月2日", Outcome.PASS, "过了报送时间"),
        ("二〇二五年四月一日", Outcome.PASS, "过了报送时间"),
        ("2025年4月2日", Outcome.PARTIAL, ""),
        ("2023年12月25日", Outcome.REVIEW, ""),
        ("2025年2月30日", Outcome.REVIEW, ""),
        ("", Outcome.MISSING, ""),
    ],
)
def test_a_signed_report_has_a_date_in_time(end, outcome, late):
    finding = found(RULE, builders.report(f"学法。\n某县东山镇人民政府\n{end}"))

    assert (finding.outcome, finding.says["late"]) == (outcome, late)


def test_a_published_text_without_signature_needs_no_date():
    assert found(RULE, builders.report("学法。")).outcome is Outcome.NOT_APPLICABLE


def test_a_day_that_no_year_has_is_refused():
    with pytest.raises(ValidationError, match="月, 日"):
        rule("report-date", **{**FIELDS, "filed": [2, 30]})
