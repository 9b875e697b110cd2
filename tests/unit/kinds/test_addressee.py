"""To whom a report is sent."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

RULE = rule(
    "addressee",
    like=["委", "政府", "办"],
    not_like=["如下"],
    receivers=[{"name": "党委", "find": "县委、"}, {"name": "政府", "find": "政府"}],
)


@pytest.mark.parametrize(
    ("line", "outcome", "absent"),
    [
        ("县委、县政府：", Outcome.PASS, ""),
        ("县人民政府：", Outcome.PARTIAL, "党委"),
        ("县委依法治县办:", Outcome.PARTIAL, "党委、政府"),
        ("现将县政府部署的工作报告如下：", Outcome.NOT_APPLICABLE, ""),
        ("县政府部署。", Outcome.NOT_APPLICABLE, ""),
    ],
)
def test_the_line_above_the_text_names_all_receivers(line, outcome, absent):
    finding = found(RULE, builders.report(f"{line}\n一、工作成效\n学法。"))

    assert (finding.outcome, finding.says["absent"]) == (outcome, absent)


def test_a_line_further_below_is_no_addressee():
    assert (
        found(RULE, builders.report("学法。\n" * 20 + "县政府：")).outcome
        is Outcome.NOT_APPLICABLE
    )
