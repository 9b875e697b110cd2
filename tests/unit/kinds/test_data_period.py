"""For which time the figures hold."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

RULE = rule("data-period", period="截至#月", whole_year="全年", figures="#件", until=[12, 31])


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("截至12月底，办理3件。", Outcome.PASS),
        ("全年办理3件。", Outcome.PASS),
        ("全年办理3件。\n2025年1月8日", Outcome.PASS),
        ("全年办理3件。\n2024年12月20日", Outcome.PARTIAL),
        ("截至12月底，全年办理3件。\n2024年12月20日", Outcome.PASS),
        ("办理3件。", Outcome.MISSING),
        ("办理案件。", Outcome.NOT_APPLICABLE),
    ],
)
def test_figures_have_their_time(text, outcome):
    assert found(RULE, builders.report(text)).outcome is outcome
