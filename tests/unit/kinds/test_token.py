"""A part that is there, but says next to nothing."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

LONG = "审查合同31份，提出意见46条，调解纠纷12件。" * 9
RULE = rule("token", where=["deficiencies"], least=40, share=15, items=2, item="(不足|单一)")
LACK = "\n二、存在的问题\n"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param(LONG + LACK + "力量不足。形式单一。", Outcome.PARTIAL, id="two, but short"),
        pytest.param(
            "学法。" + LACK + "力量不足。形式单一。", Outcome.PASS, id="short, but a great share"
        ),
        pytest.param(
            "学法。" + LACK + "（一）力量不足。\n（二）形式单一。", Outcome.PASS, id="numbered"
        ),
        pytest.param(
            "学法。" + LACK + "一是力量不足；二是形式单一。", Outcome.PASS, id="enumerated"
        ),
        pytest.param(
            "学法。" + LACK + "执法力量还比较弱，不足。" + "编制有限" * 10,
            Outcome.PARTIAL,
            id="one only",
        ),
        pytest.param("学法。", Outcome.NOT_APPLICABLE, id="none"),
    ],
)
def test_a_part_that_may_be_absent_lists_as_much_as_it_has_to(text, outcome):
    assert found(RULE, builders.report("一、主要举措和成效\n" + text)).outcome is outcome
