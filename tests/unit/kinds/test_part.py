"""A part of the report says enough, too little, or is not there."""

from __future__ import annotations

import pytest

from app.model import Outcome
from tests.unit import builders
from tests.unit.kinds.one_rule import found, rule

LONG = "审查合同31份，提出意见46条，调解纠纷12件。" * 3
MEASURES = rule(
    "part",
    where=["measures"],
    skip=["deficiencies"],
    least=40,
    facts=3,
    concrete="#(份|条|件)",
    elsewhere=100,
)
SHORTCOMINGS = rule(
    "part",
    where=["deficiencies"],
    least=40,
    share=15,
    items=2,
    item="(不足|单一)",
    may_be_absent=True,
)
LACK = "\n二、存在的问题\n"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param("一、主要举措和成效\n" + LONG, Outcome.PASS, id="long, with facts"),
        pytest.param(
            "一、主要举措和成效\n" + "不断推进依法行政。" * 10, Outcome.PARTIAL, id="without facts"
        ),
        pytest.param("一、主要举措和成效\n审查1份、2条、3件。", Outcome.PARTIAL, id="short"),
        pytest.param("一、存在的问题\n力量不足。", Outcome.MISSING, id="not there"),
        pytest.param(LONG * 2, Outcome.PASS, id="without a heading of its own"),
        pytest.param(LONG, Outcome.MISSING, id="too short for that"),
    ],
)
def test_measures_are_as_long_and_concrete_as_they_have_to_be(text, outcome):
    assert found(MEASURES, builders.report(text)).outcome is outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param(
            LONG * 3 + LACK + "力量不足。形式单一。", Outcome.PARTIAL, id="two, but short"
        ),
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
    assert found(SHORTCOMINGS, builders.report("一、主要举措和成效\n" + text)).outcome is outcome
